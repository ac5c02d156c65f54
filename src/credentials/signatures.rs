//! The signatures of tokens, checked by ring. TLS brings it in anyway, so the binary holds one implementation of each
//! algorithm; nothing here signs.

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::jwk::ThumbprintHash;
use jsonwebtoken::signature::{Error as Mismatch, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, DecodingKeyKind, EncodingKey};
use ring::error::Unspecified;
use ring::hmac;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256,
    RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RsaParameters, RsaPublicKeyComponents,
    UnparsedPublicKey, VerificationAlgorithm,
};

/// A shorter modulus is refused by every algorithm here: 2048 bits.
const SHORTEST_MODULUS: usize = 256;

/// Makes `jsonwebtoken` check signatures in this way. Only the first of several calls has an effect, and all are the same.
pub(super) fn install() {
    let _ = PROVIDER.install_default();
}

/// Whether no token could ever be accepted with that key.
pub(super) fn is_too_short(key: &DecodingKey) -> bool {
    let modulus = match key.kind() {
        // PKCS #1: the modulus and little beside it.
        DecodingKeyKind::SecretOrDer(der) => der.len(),
        DecodingKeyKind::RsaModulusExponent { n, .. } => number(n).len(),
    };
    key.family() == AlgorithmFamily::Rsa && modulus < SHORTEST_MODULUS
}

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: no_signer,
    verifier_factory: verifier,
    key_utils: KeyUtils {
        rsa_pub_components_from_private_key: |_| unused(),
        rsa_pub_components_from_public_key: |_| unused(),
        ec_pub_components_from_private_key: |_, _| unused(),
        ed_pub_components_from_private_key: |_, _| unused(),
        compute_digest: |_, _: ThumbprintHash| unused(),
    },
};

fn unused<T>() -> Result<T, Error> {
    Err(ErrorKind::UnsupportedAlgorithm.into())
}

fn no_signer(_: &Algorithm, _: &EncodingKey) -> Result<Box<dyn JwtSigner>, Error> {
    unused()
}

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>, Error> {
    if algorithm.family() != key.family() {
        return Err(ErrorKind::InvalidKeyFormat.into());
    }
    let way = way(*algorithm).ok_or(ErrorKind::UnsupportedAlgorithm)?;
    Ok(Box::new(Check { algorithm: *algorithm, way, key: key.clone() }))
}

struct Check {
    algorithm: Algorithm,
    way: Way,
    key: DecodingKey,
}

/// How an algorithm is checked.
enum Way {
    Secret(hmac::Algorithm),
    Point(&'static dyn VerificationAlgorithm),
    Rsa(&'static RsaParameters),
}

fn way(algorithm: Algorithm) -> Option<Way> {
    let way = match algorithm {
        Algorithm::HS256 => Way::Secret(hmac::HMAC_SHA256),
        Algorithm::HS384 => Way::Secret(hmac::HMAC_SHA384),
        Algorithm::HS512 => Way::Secret(hmac::HMAC_SHA512),
        Algorithm::ES256 => Way::Point(&ECDSA_P256_SHA256_FIXED),
        Algorithm::ES384 => Way::Point(&ECDSA_P384_SHA384_FIXED),
        Algorithm::EdDSA => Way::Point(&ED25519),
        Algorithm::RS256 => Way::Rsa(&RSA_PKCS1_2048_8192_SHA256),
        Algorithm::RS384 => Way::Rsa(&RSA_PKCS1_2048_8192_SHA384),
        Algorithm::RS512 => Way::Rsa(&RSA_PKCS1_2048_8192_SHA512),
        Algorithm::PS256 => Way::Rsa(&RSA_PSS_2048_8192_SHA256),
        Algorithm::PS384 => Way::Rsa(&RSA_PSS_2048_8192_SHA384),
        Algorithm::PS512 => Way::Rsa(&RSA_PSS_2048_8192_SHA512),
        _ => return None,
    };
    Some(way)
}

impl JwtVerifier for Check {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

impl Verifier<Vec<u8>> for Check {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), Mismatch> {
        check(&self.way, &self.key, message, signature).map_err(|Unspecified| Mismatch::new())
    }
}

fn check(way: &Way, key: &DecodingKey, message: &[u8], signature: &[u8]) -> Result<(), Unspecified> {
    match (way, key.kind()) {
        (Way::Secret(way), DecodingKeyKind::SecretOrDer(secret)) => {
            hmac::verify(&hmac::Key::new(*way, secret), message, signature)
        }
        (Way::Point(way), DecodingKeyKind::SecretOrDer(point)) => {
            UnparsedPublicKey::new(*way, point).verify(message, signature)
        }
        (Way::Rsa(way), DecodingKeyKind::SecretOrDer(der)) => {
            UnparsedPublicKey::new(*way, der).verify(message, signature)
        }
        (Way::Rsa(way), DecodingKeyKind::RsaModulusExponent { n, e }) => {
            RsaPublicKeyComponents { n: number(n), e: number(e) }.verify(way, message, signature)
        }
        (Way::Secret(_) | Way::Point(_), DecodingKeyKind::RsaModulusExponent { .. }) => Err(Unspecified),
    }
}

/// Some issuers publish numbers with zeros before them.
fn number(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    &bytes[zeros..]
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::crypto::rust_crypto;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};

    use super::*;

    const RSA: &[u8] = include_bytes!("../../tests/keys/rsa.pem");
    const RSA_PUBLIC: &[u8] = include_bytes!("../../tests/keys/rsa.pub.pem");

    fn rsa() -> (EncodingKey, DecodingKey) {
        (EncodingKey::from_rsa_pem(RSA).unwrap(), DecodingKey::from_rsa_pem(RSA_PUBLIC).unwrap())
    }

    fn secret() -> (EncodingKey, DecodingKey) {
        let secret = b"a shared secret of more than 32 bytes";
        (EncodingKey::from_secret(secret), DecodingKey::from_secret(secret))
    }

    fn edwards() -> (EncodingKey, DecodingKey) {
        let der = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        let pair = Ed25519KeyPair::from_pkcs8(der.as_ref()).unwrap();
        (EncodingKey::from_ed_der(der.as_ref()), DecodingKey::from_ed_der(pair.public_key().as_ref()))
    }

    fn p384() -> (EncodingKey, DecodingKey) {
        let random = SystemRandom::new();
        let der = EcdsaKeyPair::generate_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, der.as_ref(), &random).unwrap();
        (EncodingKey::from_ec_der(der.as_ref()), DecodingKey::from_ec_der(pair.public_key().as_ref()))
    }

    /// Signs with another implementation.
    fn sign(algorithm: Algorithm, key: &EncodingKey, message: &[u8]) -> Vec<u8> {
        (rust_crypto::DEFAULT_PROVIDER.signer_factory)(&algorithm, key).unwrap().sign(message)
    }

    #[test]
    fn every_algorithm_accepts_what_another_implementation_signed_and_nothing_else() {
        use Algorithm::{ES384, EdDSA, HS256, PS256, PS384, PS512, RS256, RS384, RS512};
        for (algorithm, (private, public)) in [
            (HS256, secret()),
            (RS256, rsa()),
            (RS384, rsa()),
            (RS512, rsa()),
            (PS256, rsa()),
            (PS384, rsa()),
            (PS512, rsa()),
            (ES384, p384()),
            (EdDSA, edwards()),
        ] {
            let mut signature = sign(algorithm, &private, b"a message");
            let check = verifier(&algorithm, &public).unwrap();
            assert!(check.verify(b"a message", &signature).is_ok(), "{algorithm:?}");
            assert!(check.verify(b"another", &signature).is_err(), "{algorithm:?}");
            signature[7] ^= 1;
            assert!(check.verify(b"a message", &signature).is_err(), "{algorithm:?}");
            assert!(check.verify(b"a message", &Vec::new()).is_err(), "{algorithm:?}");
        }
    }

    #[test]
    fn a_key_is_for_its_own_family() {
        assert!(verifier(&Algorithm::HS256, &rsa().1).is_err());
        assert!(verifier(&Algorithm::RS256, &secret().1).is_err());
        assert!(verifier(&Algorithm::ES256, &edwards().1).is_err());
    }

    #[test]
    fn numbers_may_have_zeros_before_them_and_must_be_long_enough() {
        let raw = |n: &[u8]| DecodingKey::from_rsa_raw_components(n, &[1, 0, 1]);
        assert!(is_too_short(&raw(&[vec![0; 8], vec![1; 255]].concat())));
        assert!(!is_too_short(&raw(&[vec![0; 8], vec![1; 256]].concat())));
        assert!(!is_too_short(&rsa().1) && !is_too_short(&edwards().1));
        assert_eq!(number(&[0, 0, 7, 0]), [7, 0]);
    }
}
