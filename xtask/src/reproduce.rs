//! The same sources give the same bytes, wherever they are built.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::compile::{Place, compile};
use crate::metadata::members;
use crate::profile::PROFILE;
use crate::run::{output, run};
use crate::target::{NATIVE, targets};
use crate::{dist, files};

/// Makes `dist` in `out`, builds the binary elsewhere, and compares. With `anew`, the crates that others wrote are compiled a second
/// time too, from another cargo home.
pub(crate) fn make(out: &Path, anew: bool) -> Result<(), String> {
    let here = Place::here()?;
    dist::make(out)?;
    let scratch = tempfile::tempdir().map_err(|error| format!("a folder for the second build: {error}"))?;
    let there = elsewhere(scratch.path(), &here, anew)?;
    judge((&out.join(NATIVE).join("gateway"), &here), (&build(&there)?, &there))
}

/// A copy of the sources, and a folder to build in.
fn elsewhere(scratch: &Path, here: &Place, anew: bool) -> Result<Place, String> {
    let cargo_home = if anew { scratch.join("home") } else { here.cargo_home.clone() };
    let sources = scratch.join("another folder/gateway");
    let profile = if anew { sources.join(PROFILE) } else { here.profile.clone() };
    let place = Place { sources, cargo_home, target: scratch.join("built"), profile };
    copy_sources(&here.sources, &place.sources)?;
    match anew {
        true => copy_downloads(&here.cargo_home, &place.cargo_home)?,
        false => copy_dependencies(&here.target, &place.target)?,
    }
    Ok(place)
}

/// What was compiled of others' crates. Cargo is made to forget that those of the workspace were compiled.
fn copy_dependencies(from: &Path, to: &Path) -> Result<(), String> {
    let members = members()?;
    for part in ["release", &format!("{NATIVE}/release")] {
        let (from, to) = (from.join(part), to.join(part));
        for kind in [".fingerprint", "build", "deps"] {
            files::make_folder(&to)?;
            run(Command::new("cp").arg("-a").arg(from.join(kind)).arg(&to))?;
        }
        let prints = to.join(".fingerprint");
        for entry in std::fs::read_dir(&prints).map_err(files::at(&prints))? {
            let entry = entry.map_err(files::at(&prints))?;
            if members.iter().any(|member| is_of(&entry.file_name().to_string_lossy(), member)) {
                files::remove_folder(&entry.path())?;
            }
        }
    }
    Ok(())
}

/// Whether a folder of cargo's, a name and a hash, is that of this crate.
fn is_of(folder: &str, name: &str) -> bool {
    folder.rsplit_once('-').is_some_and(|(before, _)| before == name)
}

fn build(place: &Place) -> Result<PathBuf, String> {
    let started = Instant::now();
    let (targets, _) = targets()?;
    let target = targets.iter().find(|target| target.triple == NATIVE);
    let binary = compile(place, target.ok_or_else(|| format!("{NATIVE} cannot be built here"))?)?;
    println!("built a second time in {} s", started.elapsed().as_secs());
    Ok(binary)
}

fn judge(first: (&Path, &Place), second: (&Path, &Place)) -> Result<(), String> {
    let sums = (files::sha256_of(first.0)?, files::sha256_of(second.0)?);
    for (sum, (binary, place)) in [(&sums.0, first), (&sums.1, second)] {
        println!("{sum}  {}", binary.display());
        println!("  built in {} with the cargo home {}", place.sources.display(), place.cargo_home.display());
    }
    match sums.0 == sums.1 {
        true => Ok(()),
        false => Err(format!("the two builds differ{}", difference(first.0, second.0)?)),
    }
}

/// Where the first difference is, which is where the search for its cause begins.
fn difference(first: &Path, second: &Path) -> Result<String, String> {
    let read = |path: &Path| std::fs::read(path).map_err(files::at(path));
    let (first, second) = (read(first)?, read(second)?);
    let same = first.iter().zip(&second).take_while(|(a, b)| a == b).count();
    let of = |bytes: &[u8]| format!("{} bytes", bytes.len());
    Ok(format!(": {} and {}, the same up to byte {same}", of(&first), of(&second)))
}

/// What git knows and what it would add, as it is in the working tree.
fn copy_sources(from: &Path, to: &Path) -> Result<(), String> {
    let mut command = Command::new("git");
    command.current_dir(from).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    for name in output(&mut command)?.split('\0').filter(|name| !name.is_empty()) {
        let file = from.join(name);
        if file.is_file() {
            files::copy(&file, &to.join(name))?;
        }
    }
    Ok(())
}

/// The downloads alone: what cargo unpacks, it unpacks anew.
fn copy_downloads(from: &Path, to: &Path) -> Result<(), String> {
    for part in ["cache", "index"] {
        let (from, to) = (from.join("registry").join(part), to.join("registry").join(part));
        files::make_folder(&to)?;
        run(Command::new("cp").arg("-R").arg(from.join(".")).arg(&to))?;
    }
    ["config.toml", "config"].iter().map(|name| (from.join(name), to.join(name))).try_for_each(
        |(from, to)| match from.is_file() {
            true => files::copy(&from, &to),
            false => Ok(()),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_belongs_to_the_crate_of_its_name() {
        for (folder, is) in
            [("fleet-0123456789abcdef", true), ("fleet-more-0123456789abcdef", false), ("fleet", false)]
        {
            assert_eq!(is_of(folder, "fleet"), is, "{folder}");
        }
    }

    #[test]
    fn builds_that_differ_are_an_error_that_says_where() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| Place {
            sources: folder.path().join(name),
            cargo_home: folder.path().into(),
            target: folder.path().into(),
            profile: folder.path().into(),
        };
        let file = |name: &str, content: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, content).unwrap();
            path
        };
        let (a, same, other) = (file("a", "abcd"), file("same", "abcd"), file("other", "abXde"));
        let (here, there) = (place("here"), place("there"));
        assert_eq!(judge((&a, &here), (&same, &there)), Ok(()));
        let problem = judge((&a, &here), (&other, &there)).unwrap_err();
        assert_eq!(problem, "the two builds differ: 4 bytes and 5 bytes, the same up to byte 2");
    }
}
