//! Where the commands of a page run: a clone of what lies in the tree, with nothing of the machine's settings around it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::{programs, repository};

/// Builds nothing: everything is built. Commands that do more than that are marked in the documents.
const CARGO: &str = r#"#!/bin/sh
case "$*" in
  build | "build "*) exit 0 ;;
  gen | "gen "*) exec "$PROGRAMS/gatewayc" "$@" ;;
  "run -p gatewayc -- "*) shift 4; exec "$PROGRAMS/gatewayc" "$@" ;;
esac
echo "the test of the documents does not know 'cargo $*': mark the block with a reason, as 'sh no-run: REASON'" >&2
exit 1
"#;

/// A folder of its own for one page.
pub(super) struct Scratch {
    folder: TempDir,
}

impl Scratch {
    pub(super) fn new() -> Self {
        let scratch = Self { folder: TempDir::new().unwrap() };
        for folder in ["bin", "home", "clone/target", "scripts"] {
            std::fs::create_dir_all(scratch.path(folder)).unwrap();
        }
        std::os::unix::fs::symlink(programs(), scratch.path("clone/target/debug")).unwrap();
        write_program(&scratch.path("bin/cargo"), CARGO);
        copy_tree(&scratch.path("clone"));
        scratch.commit();
        scratch
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A shell that reads this script. It has a network of its own, which leads nowhere, so that ports are free and are
    /// the ones that the page names.
    pub(super) fn shell(&self, script: &Path, has_gateway: bool) -> Command {
        let mut command = Command::new("unshare");
        command.args(["--net", "--map-root-user", "timeout", "--kill-after=1", "120", "sh", "-c"]);
        command.arg("ip link set lo up && exec bash \"$0\"").arg(script);
        let mut path = vec![self.path("bin")];
        path.extend(has_gateway.then(|| self.path("clone/target/debug")));
        path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
        self.bare(&mut command).env("PATH", std::env::join_paths(path).unwrap());
        command
    }

    fn bare<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let (clone, home) = (self.path("clone"), self.path("home"));
        command
            .env_clear()
            .current_dir(clone)
            .env("HOME", &home)
            .env("TMPDIR", &home)
            // As on a terminal, where people read.
            .env("GATEWAY_LOG_FORMAT", "human")
            .env("PROGRAMS", programs());
        command.env("PATH", std::env::var_os("PATH").unwrap()).env("LANG", "C.UTF-8").stdin(Stdio::null())
    }

    fn commit(&self) {
        let steps = [
            "git config --global user.name Ada && git config --global user.email ada@example.org",
            "git init --quiet --initial-branch main && git add --all && git commit --quiet --message Begin",
        ];
        for step in steps {
            let output = self.bare(Command::new("sh").args(["-c", step])).output().unwrap();
            assert!(output.status.success(), "{step}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

fn write_program(path: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::write(path, text).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// What git knows, and what it does not ignore.
fn copy_tree(to: &Path) {
    let mut git = Command::new("git");
    git.current_dir(repository()).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let output = git.output().unwrap();
    assert!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    for name in String::from_utf8(output.stdout).unwrap().split_terminator('\0') {
        let (from, to) = (repository().join(name), to.join(name));
        // One that was removed and not yet committed is still known.
        if from.is_file() {
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(from, to).unwrap();
        }
    }
}
