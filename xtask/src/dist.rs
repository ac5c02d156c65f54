//! Everything that is shipped, in one folder.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::compile::{Place, compile};
use crate::dependencies::{Package, Question, packages};
use crate::files;
use crate::metadata;
use crate::run::{cargo, output};
use crate::target::{NATIVE, Target, targets};
use crate::{licences, sbom};

/// The most that a binary may weigh: 12 MiB.
const AIM: u64 = 12 * 1024 * 1024;

const SHELLS: &[(&str, &str)] = &[
    ("bash", "gateway.bash"),
    ("elvish", "gateway.elv"),
    ("fish", "gateway.fish"),
    ("powershell", "_gateway.ps1"),
    ("zsh", "_gateway"),
];

/// Builds all of it into `out`, whose old content goes.
pub(crate) fn make(out: &Path) -> Result<(), String> {
    let out = std::path::absolute(out).map_err(files::at(out))?;
    let (targets, skipped) = targets()?;
    skipped.iter().for_each(|reason| println!("skipped {reason}"));
    let place = Place::here()?;
    let mut built = Vec::new();
    for target in &targets {
        let started = Instant::now();
        let binary = compile(&place, target)?;
        println!("built {} in {} s", target.triple, started.elapsed().as_secs());
        built.push((target, binary));
    }
    clear(&out)?;
    for (target, binary) in built {
        ship(&out, target, &binary)?;
    }
    pages(&out, &out.join(NATIVE).join("gateway"))?;
    let sums = files::sums(&out)?;
    files::write(&out.join("SHA256SUMS"), &sums)?;
    report(&out, &targets)
}

/// Removes what an earlier run left; a folder with anything else in it is left alone.
fn clear(out: &Path) -> Result<(), String> {
    let is_empty = std::fs::read_dir(out).map_or(true, |mut entries| entries.next().is_none());
    if !is_empty && !out.join("SHA256SUMS").is_file() {
        return Err(format!(
            "{}: it holds something else than an earlier dist; name an empty folder with --out",
            out.display()
        ));
    }
    files::remove_folder(out)?;
    files::make_folder(out)
}

/// The binary of one target, and what is said of it.
fn ship(out: &Path, target: &Target, binary: &Path) -> Result<(), String> {
    let folder = out.join(target.triple);
    let shipped = folder.join("gateway");
    files::copy(binary, &shipped)?;
    tell_size(&shipped)?;
    let packages = crates(target)?;
    let register = metadata::register(target.triple)?;
    let bill = sbom::bill(&packages, &register, &files::sha256_of(&shipped)?, target.triple);
    files::write(&folder.join("gateway.cdx.json"), bill)?;
    files::write(&folder.join("THIRD-PARTY-LICENCES.txt"), licences::text(&packages, &register)?)
}

/// Not an error yet: with the clients of Redis and PostgreSQL the binary is larger than it should be.
fn tell_size(binary: &Path) -> Result<(), String> {
    let size = std::fs::metadata(binary).map_err(files::at(binary))?.len();
    let verdict = if size > AIM { "more than" } else { "within" };
    println!("{}: {size} bytes, {verdict} the {AIM} that it should have at most", binary.display());
    Ok(())
}

fn crates(target: &Target) -> Result<Vec<Package>, String> {
    let (cargo, folder) = (cargo(), files::repository());
    packages(&Question { cargo: &cargo, folder: &folder, target: target.triple, features: "default" })
}

/// Completions and manual pages, which the binary makes of its own command line.
fn pages(out: &Path, binary: &Path) -> Result<(), String> {
    let own = || {
        let mut command = Command::new(binary);
        command.env_clear();
        command
    };
    for (shell, name) in SHELLS {
        let script = output(own().args(["completions", shell]))?;
        files::write(&out.join("completions").join(name), script)?;
    }
    output(own().arg("man").arg(out.join("man"))).map(drop)
}

fn report(out: &Path, targets: &[Target]) -> Result<(), String> {
    for Target { triple, .. } in targets {
        let binary: PathBuf = out.join(triple).join("gateway");
        let size = std::fs::metadata(&binary).map_err(files::at(&binary))?.len();
        println!("{}  {size} bytes  {}", files::sha256_of(&binary)?, binary.display());
    }
    println!("{} files in {}", files::below(out)?.len(), out.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_empty_folder_or_an_earlier_dist_is_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        clear(&out).unwrap();
        clear(&out).unwrap();
        std::fs::write(out.join("letter"), "dear").unwrap();
        assert!(clear(&out).unwrap_err().contains("--out"));
        std::fs::write(out.join("SHA256SUMS"), files::sums(&out).unwrap()).unwrap();
        clear(&out).unwrap();
        assert!(files::below(&out).unwrap().is_empty());
    }

    #[test]
    fn sums_are_what_sha256sum_reads() {
        let folder = tempfile::tempdir().unwrap();
        files::write(&folder.path().join("man/a.1"), "abc").unwrap();
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(files::sums(folder.path()).unwrap(), format!("{abc}  man/a.1\n"));
    }
}
