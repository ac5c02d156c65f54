//! `code_get_info`.

use cap_std::fs::{Dir, Metadata};
use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::analyze::Language;
use super::place;
use crate::answer::{Answer, arguments, both};
use crate::date::moment;
use crate::sandbox::{Root, cannot_open, relative};
use crate::text::{self, Limit};

/// Lines of a larger file are not counted.
const COUNTED: Limit = Limit { bytes: 100 * 1024 * 1024, remedy: "its lines are not counted" };

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GetInfo {
    path: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Text,
    Binary,
    Folder,
    /// A file that is too large to look into.
    Large,
    /// Neither a file nor a folder: a pipe, a socket, a device.
    Special,
}

#[derive(Serialize)]
struct Info {
    path: String,
    /// Where a symbolic link leads; `None` where the path is none and lies behind none.
    leads_to: Option<String>,
    kind: Kind,
    size: u64,
    /// Of a text.
    lines: Option<usize>,
    /// Of a folder.
    entries: Option<usize>,
    /// Of a text in a language that is known.
    language: Option<&'static str>,
    modified: Option<String>,
    created: Option<String>,
    read_only: bool,
}

pub(super) fn code_get_info(root: &Root, text: &str, _: &CallContext) -> Answer {
    let GetInfo { path } = arguments(text)?;
    let dir = root.dir()?;
    let info = info(&dir, &path)?;
    both(info.shown(), &info)
}

fn info(dir: &Dir, path: &str) -> Result<Info, ToolFailure> {
    let real = place::readable(dir, "path", path)?;
    let path = relative("path", path)?;
    let metadata = dir.metadata(&real).map_err(|error| cannot_open("path", &path, &error))?;
    let (kind, lines) = kind(dir, &real, &metadata)?;
    let time =
        |time: std::io::Result<cap_std::time::SystemTime>| time.ok().map(|time| moment(time.into_std()));
    Ok(Info {
        entries: if kind == Kind::Folder { dir.read_dir(&real).ok().map(Iterator::count) } else { None },
        language: if kind == Kind::Text { Language::of(&real).map(|language| language.name) } else { None },
        leads_to: (real != path).then_some(real),
        path,
        kind,
        size: metadata.len(),
        lines,
        modified: time(metadata.modified()),
        created: time(metadata.created()),
        read_only: metadata.permissions().readonly(),
    })
}

/// What it is, and its lines where they can be counted.
fn kind(dir: &Dir, real: &str, metadata: &Metadata) -> Result<(Kind, Option<usize>), ToolFailure> {
    if metadata.is_dir() {
        return Ok((Kind::Folder, None));
    }
    if !metadata.is_file() {
        return Ok((Kind::Special, None));
    }
    if metadata.len() > COUNTED.bytes {
        return Ok((Kind::Large, None));
    }
    Ok(match text::decoded(text::bytes(dir, "path", real, COUNTED)?) {
        Ok(text) => (Kind::Text, Some(text::lines(&text))),
        Err(_) => (Kind::Binary, None),
    })
}

impl Info {
    fn shown(&self) -> String {
        let mut parts = vec![format!("{}: {}", self.path, self.what())];
        parts.extend(
            self.leads_to.iter().map(|real| format!("it is a symbolic link, or lies behind one: {real}")),
        );
        parts.extend(self.modified.iter().map(|time| format!("changed {time}")));
        parts.extend(self.created.iter().map(|time| format!("created {time}")));
        if self.read_only {
            parts.push("read-only".to_owned());
        }
        parts.join("\n")
    }

    fn what(&self) -> String {
        let Self { size, .. } = self;
        match self.kind {
            Kind::Folder => format!("folder, {} entries", self.entries.unwrap_or(0)),
            Kind::Special => "neither a file nor a folder".to_owned(),
            Kind::Binary => format!("binary file, {size} bytes"),
            Kind::Large => format!("file, {size} bytes, too large to look into"),
            Kind::Text => {
                let language = self.language.map(|name| format!(" ({name})")).unwrap_or_default();
                format!("text file{language}, {size} bytes, {} lines", self.lines.unwrap_or(0))
            }
        }
    }
}
