//! The licences of everything in the binary, each text once.

use std::collections::BTreeMap;
use std::path::Path;

use crate::dependencies::Package;
use crate::files;
use crate::metadata::{About, Register};

/// What is in a static binary beside crates.
const BESIDE: &str = "\
The Rust standard library: MIT OR Apache-2.0 (https://github.com/rust-lang/rust)
SQLite, inside libsqlite3-sys: in the public domain (https://www.sqlite.org/copyright.html)
The C library of the target, linked statically: the GNU C Library, LGPL-2.1-or-later
  (https://www.gnu.org/software/libc/), or musl, MIT (https://musl.libc.org/)
";

/// Beginnings of the names of files that hold licences or must be passed on with them.
const NAMES: &[&str] = &["copying", "copyright", "licence", "license", "notice", "unlicense"];

/// The text of `THIRD-PARTY-LICENCES.txt`: the crates with their SPDX expressions, then each text and whose it is.
pub(crate) fn text(packages: &[Package], register: &Register) -> Result<String, String> {
    let mut table = String::from("Crates in this binary, with their licences (SPDX):\n\n");
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages.iter().filter(|package| package.source != "local") {
        let key = (package.name.clone(), package.version.clone());
        let about =
            register.get(&key).ok_or_else(|| format!("cargo metadata does not know {} {}", key.0, key.1))?;
        let crate_ = format!("{} {}", package.name, package.version);
        let found = found(&about.folder)?;
        table += &line(&crate_, about, found.is_empty());
        for text in found {
            texts.entry(text).or_default().push(crate_.clone());
        }
    }
    let mut texts: Vec<_> = texts.into_iter().map(|(text, crates)| (crates.join(", "), text)).collect();
    texts.sort();
    let texts = texts.iter().map(|(crates, text)| format!("\n{}\n{crates}\n\n{text}", "=".repeat(80)));
    Ok(format!("{table}\nBeside them:\n\n{BESIDE}{}", texts.collect::<String>()))
}

fn line(crate_: &str, about: &About, without_file: bool) -> String {
    let licence = about.licence.as_deref().unwrap_or("(see its licence file)");
    let remark = if without_file { ", which comes without a file of it" } else { "" };
    format!("{crate_}: {licence}{remark}\n")
}

/// The licences that lie in the folder of a crate, in order of their names.
fn found(folder: &Path) -> Result<Vec<String>, String> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(files::at(folder))? {
        let path = entry.map_err(files::at(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_file() && NAMES.iter().any(|start| name.starts_with(start)) {
            paths.push(path);
        }
    }
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).map_err(files::at(path))?;
        Ok(String::from_utf8_lossy(&bytes).replace("\r\n", "\n").trim_end().to_owned() + "\n")
    };
    paths.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_once_with_all_whose_it_is_and_a_crate_without_one_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let mut register = Register::new();
        let mut packages = Vec::new();
        for (name, file) in [("a", Some("LICENSE-MIT")), ("b", Some("COPYING")), ("c", None)] {
            let own = folder.path().join(name);
            std::fs::create_dir(&own).unwrap();
            if let Some(file) = file {
                std::fs::write(own.join(file), "Do as you like.\r\n").unwrap();
            }
            let about = About { licence: Some("MIT".into()), folder: own, ..About::default() };
            register.insert((name.into(), "1.0.0".into()), about);
            packages.push(Package {
                name: name.into(),
                version: "1.0.0".into(),
                source: "crates.io".into(),
                dependencies: Vec::new(),
                root: false,
            });
        }
        let text = text(&packages, &register).unwrap();
        assert!(text.contains("c 1.0.0: MIT, which comes without a file of it\n"), "{text}");
        assert!(text.ends_with("\na 1.0.0, b 1.0.0\n\nDo as you like.\n"), "{text}");
        assert_eq!(text.matches("Do as you like.").count(), 1);
    }
}
