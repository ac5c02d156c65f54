//! A root folder with nothing in it but a binary and an empty project, and programs that run there.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::files;

/// Such a folder.
#[derive(Debug)]
pub(crate) struct Bare {
    folder: TempDir,
    way: Way,
}

/// How a program gets another root folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Chroot,
    /// As root of a user namespace of one's own.
    Unshare,
}

impl Bare {
    /// Makes it, and finds out whether a program can be run in it.
    pub(crate) fn with(binary: &Path) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|error| format!("a root folder: {error}"))?;
        files::copy(binary, &folder.path().join("gateway"))?;
        files::make_folder(&folder.path().join("project"))?;
        let way = way(folder.path())?;
        Ok(Self { folder, way })
    }

    /// The project, seen from outside.
    pub(crate) fn project(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    /// What lies in the root folder.
    pub(crate) fn entries(&self) -> Result<Vec<String>, String> {
        let root = self.folder.path();
        let read = std::fs::read_dir(root).map_err(files::at(root))?;
        let mut names: Vec<_> =
            read.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        Ok(names)
    }

    /// The gateway in it, without any environment.
    pub(crate) fn gateway(&self, arguments: &[&str]) -> Command {
        command(self.way, self.folder.path(), arguments)
    }
}

fn command(way: Way, root: &Path, arguments: &[&str]) -> Command {
    let mut command = match way {
        Way::Chroot => Command::new("chroot"),
        Way::Unshare => Command::new("unshare"),
    };
    match way {
        Way::Chroot => command.arg(root),
        Way::Unshare => {
            command.arg("--map-root-user").arg(format!("--root={}", root.display())).arg("--wd=/")
        }
    };
    // `chroot` is often not in the path of people.
    command.arg("/gateway").args(arguments).env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    command
}

fn way(root: &Path) -> Result<Way, String> {
    let mut said = String::new();
    for way in [Way::Chroot, Way::Unshare] {
        match command(way, root, &["--version"]).stdin(Stdio::null()).output() {
            Ok(output) if output.status.success() => return Ok(way),
            Ok(output) => said += &format!("\n  {way:?}: {}", String::from_utf8_lossy(&output.stderr).trim()),
            Err(error) => said += &format!("\n  {way:?}: {error}"),
        }
    }
    Err(format!(
        "the binary does not run in another root folder; that needs root or user namespaces (kernel setting \
         kernel.unprivileged_userns_clone = 1, Debian package util-linux), and a static binary:{said}"
    ))
}
