//! The one way in which the shipped binary is compiled.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::files;
use crate::profile::{FLAGS, MADE_WITH, PROFILE, made_with};
use crate::run::{cargo, output, run};
use crate::target::{NATIVE, Target, rustc};

/// Where the sources are, where cargo keeps its downloads, and where it builds: none of the three shows in the binary.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) sources: PathBuf,
    pub(crate) cargo_home: PathBuf,
    pub(crate) target: PathBuf,
    /// What calls run through and how often, which the compiler goes by. Cargo compiles again what was compiled with another path.
    pub(crate) profile: PathBuf,
}

impl Place {
    /// This repository.
    pub(crate) fn here() -> Result<Self, String> {
        let target = files::target_folder();
        let target = std::path::absolute(&target).map_err(files::at(&target))?;
        let sources = files::repository();
        Ok(Self { profile: sources.join(PROFILE), sources, cargo_home: cargo_home()?, target })
    }
}

impl Place {
    /// Makes sure that a binary which was built here does not say where.
    pub(crate) fn untold(&self, binary: &Path) -> Result<(), String> {
        let bytes = std::fs::read(binary).map_err(files::at(binary))?;
        let told = [&self.sources, &self.cargo_home, &self.target].into_iter().find(|folder| {
            let path = format!("{}/", folder.display());
            bytes.windows(path.len()).any(|part| part == path.as_bytes())
        });
        match told {
            None => Ok(()),
            Some(folder) => {
                Err(format!("{} names a folder of this machine: {}", binary.display(), folder.display()))
            }
        }
    }
}

/// What is to be said where the profile is of less use than it was.
pub(crate) fn profiled_otherwise(place: &Place) -> Result<Option<String>, String> {
    let path = place.sources.join(MADE_WITH);
    let then = std::fs::read_to_string(&path).map_err(files::at(&path))?;
    let now = made_with(&version()?, &place.sources)?;
    let differs = now.lines().filter(|line| !then.lines().any(|then| then == *line));
    let differs: Vec<_> = differs.filter_map(|line| line.split(' ').next()).collect();
    Ok((!differs.is_empty()).then(|| {
        format!(
            "{PROFILE} was made with another {}: what it counted is not found again, or not all of it, and the binary is \
             slower, until `cargo run --release -p bench -- train` has made another",
            differs.join(" and ")
        )
    }))
}

/// What the compiler says of itself.
fn version() -> Result<String, String> {
    output(Command::new(rustc()).arg("--version"))
}

/// Where cargo keeps what it has downloaded.
pub(crate) fn cargo_home() -> Result<PathBuf, String> {
    let named = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let usual = || std::env::home_dir().map(|home| home.join(".cargo"));
    named.or_else(usual).ok_or_else(|| "neither CARGO_HOME nor HOME is set".to_owned())
}

/// Builds the binary from what was reviewed and locked, and says where it is.
pub(crate) fn compile(place: &Place, target: &Target) -> Result<PathBuf, String> {
    let mut command = Command::new(cargo());
    command
        .current_dir(&place.sources)
        .args(["build", "--release", "--locked", "--package", "sanctuary-gateway", "--bin", "gateway"])
        .args(["--target", target.triple]);
    settle(&mut command, place, target)?;
    run(&mut command)?;
    let binary = place.target.join(target.triple).join("release/gateway");
    place.untold(&binary)?;
    Ok(binary)
}

/// Takes away what could change the bytes, and says what must be in them.
fn settle(command: &mut Command, place: &Place, target: &Target) -> Result<(), String> {
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(changes_the_bytes) {
            command.env_remove(name);
        }
    }
    let variable = |prefix: &str| format!("{prefix}_{}", target.triple.replace('-', "_"));
    command
        .env("CARGO_HOME", &place.cargo_home)
        .env("CARGO_TARGET_DIR", &place.target)
        .env("CARGO_INCREMENTAL", "0")
        .env("GATEWAY_FROZEN", "1")
        // What C sources say of the day on which they are compiled: the allocator would.
        .env("SOURCE_DATE_EPOCH", "0")
        .env("CARGO_ENCODED_RUSTFLAGS", rustflags(place, target)?.join("\u{1f}"))
        .env(variable("CC"), target.compiler)
        .env(variable("CFLAGS"), "-fno-asynchronous-unwind-tables")
        .env(format!("{}_LINKER", variable("CARGO_TARGET").to_uppercase()), target.compiler);
    Ok(())
}

/// Settings of the person who builds, such as other flags or another profile.
fn changes_the_bytes(name: &str) -> bool {
    const EXACT: &[&str] = &[
        "RUSTFLAGS",
        "RUSTC_WRAPPER",
        "CFLAGS",
        "CPPFLAGS",
        "LDFLAGS",
        "SQLITE_MAX_COLUMN",
        "GATEWAY_TOOLS",
    ];
    const STARTS: &[&str] = &[
        "CARGO_PROFILE_",
        "CARGO_BUILD_",
        "CARGO_TARGET_X86",
        "CARGO_TARGET_AARCH",
        "LIBSQLITE3_",
        "CFLAGS_",
    ];
    EXACT.contains(&name) || STARTS.iter().any(|start| name.starts_with(start))
}

/// Static, and with paths that are the same everywhere. Cargo names sources of the workspace relative to it; [`Place::untold`] looks
/// whether that holds for all of them.
fn rustflags(place: &Place, target: &Target) -> Result<Vec<String>, String> {
    let mut flags = vec![
        format!("-Cprofile-use={}", place.profile.display()),
        // Nothing unwinds where a panic ends the process. The path is relative, since cargo hashes it: the linker runs in the folder of the workspace.
        "-Clink-arg=-Wl,-T,xtask/unwinding.ld,--no-eh-frame-hdr".to_owned(),
        // Half a megabyte of addresses that are moved at the start becomes a few kilobytes. It needs glibc 2.36.
        "-Clink-arg=-Wl,-z,pack-relative-relocs".to_owned(),
    ];
    flags.extend(FLAGS.map(str::to_owned));
    if target.triple == NATIVE {
        // Of functions with the same code one stays, a tenth of a megabyte less. The linker that comes with Rust for this target can do that.
        flags.push("-Clink-arg=-Wl,--icf=all".to_owned());
    }
    let sysroot = output(Command::new(rustc()).args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust");
    for (from, to) in [(&place.cargo_home, "/cargo"), (&library, "/rust")] {
        let from = from.to_str().ok_or_else(|| format!("{}: the path is not UTF-8", from.display()))?;
        flags.push(format!("--remap-path-prefix={from}={to}"));
    }
    Ok(flags)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{MADE_WITH, Place, changes_the_bytes, made_with, profiled_otherwise, version};

    fn place_in(folder: &Path) -> Place {
        let place = |name: &str| folder.join(name);
        Place {
            sources: place("src"),
            cargo_home: place("home"),
            target: place("built"),
            profile: place("src/profile"),
        }
    }

    #[test]
    fn a_profile_that_was_made_with_something_else_is_spoken_of() {
        let folder = tempfile::tempdir().unwrap();
        let place = place_in(folder.path());
        std::fs::create_dir_all(place.sources.join("xtask")).unwrap();
        let write = |name: &str, text: &str| std::fs::write(place.sources.join(name), text).unwrap();
        write("Cargo.lock", "version = 4");
        write("Cargo.toml", "[workspace]");
        write(MADE_WITH, &made_with(&version().unwrap(), &place.sources).unwrap());
        assert_eq!(profiled_otherwise(&place), Ok(None));
        write("Cargo.lock", "version = 5");
        let notice = profiled_otherwise(&place).unwrap().unwrap();
        assert!(notice.contains("was made with another Cargo.lock: "), "{notice}");
        write(MADE_WITH, "rustc 1.0.0\n");
        let notice = profiled_otherwise(&place).unwrap().unwrap();
        assert!(notice.contains("another rustc and Cargo.lock and Cargo.toml: "), "{notice}");
    }

    #[test]
    fn a_binary_that_says_where_it_was_built_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let here = place_in(folder.path());
        let binary = folder.path().join("gateway");
        std::fs::write(&binary, format!("\u{7f}ELF {}", folder.path().join("other/lib.rs").display()))
            .unwrap();
        assert_eq!(here.untold(&binary), Ok(()));
        std::fs::write(&binary, format!("\u{7f}ELF {}", here.cargo_home.join("registry/lib.rs").display()))
            .unwrap();
        let problem = here.untold(&binary).unwrap_err();
        assert!(
            problem.ends_with(&format!("names a folder of this machine: {}", here.cargo_home.display())),
            "{problem}"
        );
    }

    #[test]
    fn settings_that_change_the_bytes_are_left_behind_and_no_others() {
        for name in
            ["RUSTFLAGS", "CARGO_PROFILE_RELEASE_LTO", "LIBSQLITE3_FLAGS", "CFLAGS", "CARGO_BUILD_RUSTFLAGS"]
        {
            assert!(changes_the_bytes(name), "{name}");
        }
        for name in
            ["PATH", "HOME", "CARGO_HOME", "CARGO_TERM_COLOR", "CARGO_NET_OFFLINE", "RUSTUP_TOOLCHAIN"]
        {
            assert!(!changes_the_bytes(name), "{name}");
        }
    }
}
