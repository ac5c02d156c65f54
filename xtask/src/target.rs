//! What can be built for with the toolchain that is here.

use std::path::Path;
use std::process::Command;

use crate::run::{cargo, output};

/// The target that is always built, and that the tests run.
pub(crate) const NATIVE: &str = "x86_64-unknown-linux-gnu";

/// A target, and what its C code needs (SQLite and ring have some).
struct Wanted {
    triple: &'static str,
    /// Any of these compiles for it.
    compilers: &'static [&'static str],
    package: &'static str,
}

const WANTED: &[Wanted] = &[
    Wanted { triple: NATIVE, compilers: &["cc", "gcc", "x86_64-linux-gnu-gcc"], package: "gcc" },
    Wanted {
        triple: "x86_64-unknown-linux-musl",
        compilers: &["musl-gcc", "x86_64-linux-musl-gcc"],
        package: "musl-tools",
    },
    Wanted {
        triple: "aarch64-unknown-linux-gnu",
        compilers: &["aarch64-linux-gnu-gcc"],
        package: "gcc-aarch64-linux-gnu",
    },
    Wanted {
        triple: "aarch64-unknown-linux-musl",
        compilers: &["aarch64-linux-musl-gcc"],
        package: "a musl cross compiler",
    },
];

/// A target that can be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) triple: &'static str,
    /// The program that compiles C and links.
    pub(crate) compiler: &'static str,
}

/// The targets that can be built, and for each of the others the reason why not.
pub(crate) fn targets() -> Result<(Vec<Target>, Vec<String>), String> {
    let libraries = output(Command::new(rustc()).args(["--print", "sysroot"]))?;
    let libraries = Path::new(libraries.trim()).join("lib/rustlib");
    let has_library = |triple: &str| libraries.join(triple).join("lib").is_dir();
    let (mut found, mut skipped) = (Vec::new(), Vec::new());
    for wanted in WANTED {
        match able(wanted, has_library(wanted.triple), is_program) {
            Ok(target) => found.push(target),
            Err(reason) => skipped.push(reason),
        }
    }
    match found.iter().any(|target| target.triple == NATIVE) {
        true => Ok((found, skipped)),
        false => Err(skipped.join("\n")),
    }
}

fn able(wanted: &Wanted, has_library: bool, is_program: impl Fn(&str) -> bool) -> Result<Target, String> {
    let Wanted { triple, compilers, package } = wanted;
    if !has_library {
        return Err(format!("{triple}: its standard library is missing (`rustup target add {triple}`)"));
    }
    match compilers.iter().find(|compiler| is_program(compiler)) {
        Some(compiler) => Ok(Target { triple, compiler }),
        None => Err(format!("{triple}: no C compiler for it ({}: Debian package {package})", compilers[0])),
    }
}

fn is_program(name: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(name).is_file()))
}

/// The compiler beside the cargo that runs this.
pub(crate) fn rustc() -> std::path::PathBuf {
    let beside = cargo().with_file_name("rustc");
    if beside.is_file() { beside } else { "rustc".into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_needs_a_library_and_a_compiler_or_the_reason_is_given() {
        let musl = &WANTED[1];
        let said = |has_library, program: &str| able(musl, has_library, |name| name == program);
        assert_eq!(said(true, "x86_64-linux-musl-gcc").unwrap().compiler, "x86_64-linux-musl-gcc");
        assert!(said(false, "musl-gcc").unwrap_err().contains("rustup target add x86_64-unknown-linux-musl"));
        assert!(said(true, "cc").unwrap_err().contains("Debian package musl-tools"));
    }
}
