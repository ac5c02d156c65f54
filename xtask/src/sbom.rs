//! The software bill of materials: CycloneDX 1.5 in JSON, the same bytes for the same binary.

use serde_json::{Map, Value, json};

use crate::dependencies::Package;
use crate::files::sha256;
use crate::metadata::{About, Register};

/// The bill for the binary whose SHA-256 is `binary`.
pub(crate) fn bill(packages: &[Package], register: &Register, binary: &str, triple: &str) -> String {
    let about = |package: &Package| {
        register.get(&(package.name.clone(), package.version.clone())).cloned().unwrap_or_default()
    };
    let parts = packages.iter().filter(|package| !package.root);
    let mut bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": packages.iter().find(|package| package.root).map(|own| gateway(own, &about(own), binary, triple)) },
        "components": parts.map(|part| component(part, &about(part))).collect::<Vec<_>>(),
        "dependencies": packages.iter().map(|user| uses(user, packages)).collect::<Vec<_>>(),
    });
    bill["serialNumber"] = serial_number(&bill.to_string()).into();
    format!("{bill:#}\n")
}

fn reference(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version)
}

fn gateway(own: &Package, about: &About, binary: &str, triple: &str) -> Value {
    let mut component = component(own, about);
    component["type"] = "application".into();
    component["hashes"] = json!([{ "alg": "SHA-256", "content": binary }]);
    component["properties"] = json!([{ "name": "cargo:target", "value": triple }]);
    component
}

fn component(package: &Package, about: &About) -> Value {
    let reference = reference(package);
    let mut component = Map::new();
    let mut put = |key: &str, value: Value| drop(component.insert(key.into(), value));
    put("type", "library".into());
    put("bom-ref", reference.clone().into());
    put("name", package.name.clone().into());
    put("version", package.version.clone().into());
    put("purl", reference.into());
    if let Some(text) = &about.description {
        put("description", text.clone().into());
    }
    if let Some(expression) = &about.licence {
        put("licenses", json!([{ "expression": expression }]));
    }
    if let Some(checksum) = &about.checksum {
        put("hashes", json!([{ "alg": "SHA-256", "content": checksum }]));
    }
    if let Some(address) = &about.repository {
        put("externalReferences", json!([{ "type": "vcs", "url": address }]));
    }
    component.into()
}

fn uses(user: &Package, packages: &[Package]) -> Value {
    let used: Vec<String> = user.dependencies.iter().map(|&at| reference(&packages[at])).collect();
    json!({ "ref": reference(user), "dependsOn": used })
}

/// A name made of the content (UUID version 8): it differs where the content does, and nowhere else.
fn serial_number(content: &str) -> String {
    let digits = sha256(content.as_bytes());
    let part = |from: usize, to: usize| &digits[from..to];
    let (a, b, c, d, e) = (part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32));
    format!("urn:uuid:{a}-{b}-8{c}-a{d}-{e}")
}

#[cfg(test)]
mod tests {
    use cyclonedx_bom::models::bom::Bom;
    use cyclonedx_bom::validation::Validate;

    use super::*;
    use crate::dependencies::{Question, packages};
    use crate::{files, metadata, run, target};

    /// The bill of what would be built here and now.
    fn own() -> String {
        let (cargo, folder) = (run::cargo(), files::repository());
        let question =
            Question { cargo: &cargo, folder: &folder, target: target::NATIVE, features: "default" };
        let register = metadata::register(target::NATIVE).unwrap();
        bill(&packages(&question).unwrap(), &register, &sha256(b"binary"), target::NATIVE)
    }

    #[test]
    fn it_is_valid_names_every_crate_once_and_is_the_same_each_time() {
        let text = own();
        let bom = Bom::parse_json_value(serde_json::from_str(&text).unwrap()).unwrap();
        let validation = bom.validate();
        assert!(validation.passed(), "{validation:?}");
        let components = bom.components.unwrap().0;
        let names: Vec<_> = components.iter().map(|part| part.purl.clone().unwrap().to_string()).collect();
        let distinct: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len());
        for wanted in ["pkg:cargo/tokio@", "pkg:cargo/libsqlite3-sys@", "pkg:cargo/gateway-runtime@"] {
            assert!(names.iter().any(|name| name.starts_with(wanted)), "{wanted}");
        }
        for unwanted in ["pkg:cargo/syn@", "pkg:cargo/insta@", "pkg:cargo/rsa@", "pkg:cargo/xtask@"] {
            assert!(!names.iter().any(|name| name.starts_with(unwanted)), "{unwanted}");
        }
        assert_eq!(own(), text);
    }

    #[test]
    fn a_crate_of_a_registry_has_its_licence_and_its_checksum() {
        let bill: Value = serde_json::from_str(&own()).unwrap();
        for part in bill["components"].as_array().unwrap() {
            assert!(part["licenses"][0]["expression"].is_string(), "{part}");
            let name = part["name"].as_str().unwrap();
            let is_own = name == "fleet" || name.starts_with("gateway-");
            assert!(
                is_own || part["hashes"][0]["content"].as_str().is_some_and(|hash| hash.len() == 64),
                "{part}"
            );
        }
    }
}
