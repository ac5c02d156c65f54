//! Paths that stay below the project root.
//!
//! A path from a caller is judged twice: as text, so that the refusal can say what is wrong with it, and by the
//! capability handle that opens it, so that no symbolic link and no race leads out.

use std::io;
use std::path::{Path, PathBuf};

use cap_std::ambient_authority;
use cap_std::fs::Dir;
use gateway_runtime::embedded::ToolFailure;

use crate::answer::{Doing, fail};

/// The project root.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    path: PathBuf,
}

impl Root {
    /// Does not touch the disk.
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The handle below which everything is opened.
    pub(crate) fn dir(&self) -> Result<Dir, ToolFailure> {
        Dir::open_ambient_dir(&self.path, ambient_authority())
            .doing(format_args!("the project root {} cannot be opened", self.path.display()))
    }
}

/// A path of a caller that is relative and never steps up, with `/` between its parts.
pub(crate) fn relative(argument: &str, path: &str) -> Result<String, ToolFailure> {
    if let Some(rule) = broken_rule(path) {
        return fail(format!(
            "{argument}: {path:?} {rule}; give a path relative to the project root, such as docs/a.md"
        ));
    }
    let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    Ok(if parts.is_empty() { ".".to_owned() } else { parts.join("/") })
}

fn broken_rule(path: &str) -> Option<&'static str> {
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    if path.is_empty() {
        Some("is empty")
    } else if path.chars().any(char::is_control) {
        Some("has a control character in it")
    } else if path.starts_with(['/', '\\', '~']) || drive {
        Some("is an absolute path")
    } else if path.starts_with('-') {
        Some("begins with a hyphen and could be read as an option")
    } else if path.split(['/', '\\']).any(|part| part == "..") {
        Some("leaves its folder by `..`")
    } else {
        None
    }
}

/// The name of a file without a folder.
pub(crate) fn file_name<'a>(argument: &str, name: &'a str) -> Result<&'a str, ToolFailure> {
    let rule = match name {
        "." | ".." => Some("is a folder"),
        name if name.trim() != name => Some("begins or ends with a space"),
        name if name.len() > 255 => Some("is longer than 255 bytes"),
        name => broken_rule(name).or_else(|| name.contains(['/', '\\']).then_some("has a folder in it")),
    };
    match rule {
        None => Ok(name),
        Some(rule) => fail(format!(
            "{argument}: {name:?} {rule}; give the name of a file without a folder, such as a.json"
        )),
    }
}

/// Says in a caller's words why a path below the root could not be opened.
pub(crate) fn cannot_open(argument: &str, path: &str, error: &io::Error) -> ToolFailure {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "does not exist below the project root".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "may not be opened: it leads out of the project root by a symbolic link, or its permissions forbid it".to_owned()
        }
        _ => format!("cannot be opened: {error}"),
    };
    ToolFailure::new(format!("{argument}: {path:?} {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_leave_are_refused_with_the_rule() {
        let table = [
            ("", "is empty"),
            ("/etc/passwd", "absolute"),
            ("\\\\host\\share", "absolute"),
            ("C:/Windows", "absolute"),
            ("~/secrets", "absolute"),
            ("../x", "leaves its folder"),
            ("docs/../../x", "leaves its folder"),
            ("docs\\..\\x", "leaves its folder"),
            ("--output=x", "option"),
            ("a\0b", "control character"),
            ("a\nb", "control character"),
        ];
        for (path, rule) in table {
            let message = relative("file_path", path).unwrap_err().message;
            assert!(message.starts_with("file_path: ") && message.contains(rule), "{path:?}: {message}");
        }
    }

    #[test]
    fn a_name_has_no_folder() {
        for (name, rule) in [
            ("", "is empty"),
            (".", "is a folder"),
            ("..", "is a folder"),
            ("a/b", "has a folder in it"),
            ("a\\b", "has a folder in it"),
            ("../a", "leaves its folder"),
            ("/a", "absolute"),
            ("-a", "option"),
            (" a", "space"),
            ("a\0", "control character"),
            (&"é".repeat(128), "255 bytes"),
        ] {
            let message = file_name("filename", name).unwrap_err().message;
            assert!(message.starts_with("filename: ") && message.contains(rule), "{name:?}: {message}");
        }
        assert_eq!(file_name("filename", ".a b.json").unwrap(), ".a b.json");
    }

    #[test]
    fn paths_are_tidied() {
        for (path, tidy) in
            [("docs/a.md", "docs/a.md"), ("./docs//a.md", "docs/a.md"), (".", "."), ("a..b", "a..b")]
        {
            assert_eq!(relative("p", path).unwrap(), tidy);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_does_not_lead_out() {
        let outside = tempfile::tempdir().unwrap();
        std::fs::write(outside.path().join("secret"), "x").unwrap();
        let inside = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(outside.path(), inside.path().join("link")).unwrap();
        let error = Root::new(inside.path()).dir().unwrap().open("link/secret").unwrap_err();
        let failure = cannot_open("file_path", "link/secret", &error);
        assert!(failure.message.contains("symbolic link"), "{failure}");
    }
}
