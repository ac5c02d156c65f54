//! The profile that the gateway is compiled with: what calls run through and how often. `bench train` makes it, `xtask dist` and
//! the bench compile with it; the two share this file, since what was counted fits only what is compiled with the same.

use std::path::Path;

use sha2::{Digest, Sha256};

/// The profile in the sources.
pub(crate) const PROFILE: &str = "xtask/gateway.profdata";

/// What it was made with. With another compiler, or other versions or settings of packages, functions have other names.
pub(crate) const MADE_WITH: &str = "xtask/gateway.made-with";

/// What the compiler is told both while it is made and where it is used.
pub(crate) const FLAGS: [&str; 3] = [
    "-Ctarget-feature=+crt-static",
    // With a profile, functions are taken into their callers before anything is counted, also where code is to be small: that is 0.9 MB.
    // What is called often counts as if it were marked `#[inline]`: half as readily as usual it still is a twentieth of a megabyte less.
    "-Cllvm-args=-preinline-threshold=5 -inlinehint-threshold=150",
    // The system call, and not the C library's function, which a static binary would look for in vain.
    "--cfg=getrandom_backend=\"linux_getrandom\"",
];

/// What decides the names of functions, and therefore whether their counts are found again: the compiler, which says its
/// version, and the versions and settings of all packages.
pub(crate) fn made_with(version: &str, sources: &Path) -> Result<String, String> {
    let mut text = version.to_owned();
    for name in ["Cargo.lock", "Cargo.toml"] {
        let path = sources.join(name);
        let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        text += &format!("{name} {digest}\n");
    }
    Ok(text)
}
