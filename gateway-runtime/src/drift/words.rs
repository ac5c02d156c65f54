//! How a difference is told.

use serde_json::Value;

use crate::envelope::short;

/// Which way values go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From the contract to the server: the server must take what was reviewed.
    Input,
    /// From the server to the client: what was reviewed must hold what the server gives.
    Output,
}

/// Something that one side may produce and the other does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// Where, such as `updates.title` or `files[]`; empty for the whole.
    pub(super) path: String,
    pub(super) what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// One side may produce the first, the other takes the second.
    Narrower(String, String),
    /// A member that the taking side does not know.
    Unknown,
    /// A member that the taking side demands.
    Demanded,
    /// Members beyond the declared ones, which the taking side refuses.
    Closed,
    /// It cannot be decided because of this keyword.
    Undecided(String),
}

impl Finding {
    pub(super) fn text(&self, direction: Direction) -> String {
        format!("{}: {}", place(&self.path, direction), self.what.text(direction))
    }
}

impl What {
    fn text(&self, direction: Direction) -> String {
        match (self, direction) {
            (Self::Narrower(may, takes), Direction::Input) => {
                format!("{may} was reviewed, the server takes {takes}")
            }
            (Self::Narrower(may, takes), Direction::Output) => {
                format!("{takes} was reviewed, the server gives {may}")
            }
            (Self::Unknown, Direction::Input) => {
                "was reviewed, and the server does not know it any more".into()
            }
            (Self::Unknown, Direction::Output) => "the server gives it, and it was not reviewed".into(),
            (Self::Demanded, Direction::Input) => {
                "the server demands it, and as reviewed it may be left out".into()
            }
            (Self::Demanded, Direction::Output) => {
                "was reviewed as always there, the server may leave it out".into()
            }
            (Self::Closed, Direction::Input) => {
                "further members were reviewed as allowed, the server refuses them".into()
            }
            (Self::Closed, Direction::Output) => {
                "no further members were reviewed, the server may give some".into()
            }
            (Self::Undecided(keyword), _) => format!(
                "differs from what was reviewed, and `{keyword}` is beyond what can be compared, so it is taken for \
                 a change that matters"
            ),
        }
    }
}

pub(super) fn place(path: &str, direction: Direction) -> String {
    match (path, direction) {
        ("", Direction::Input) => "the arguments".into(),
        ("", Direction::Output) => "the result".into(),
        (path, Direction::Input) => format!("parameter `{path}`"),
        (path, Direction::Output) => format!("result member `{path}`"),
    }
}

/// The path of a member.
pub(super) fn member(path: &str, name: &str) -> String {
    let name = shown(name);
    if path.is_empty() { name } else { format!("{path}.{name}") }
}

/// A text that a server chose, short and without characters that act on a terminal.
pub(super) fn shown(text: &str) -> String {
    let is_plain = |c: char| !c.is_control() && c != '`' && !('\u{200b}'..='\u{206f}').contains(&c);
    short(text).chars().map(|c| if is_plain(c) { c } else { '\u{fffd}' }).collect()
}

/// Values as JSON, some of them where there are many.
pub(super) fn values<'v>(values: impl Iterator<Item = &'v Value>) -> String {
    let mut texts: Vec<_> = values.map(|value| shown(&value.to_string())).collect();
    let more = texts.len().saturating_sub(8);
    texts.truncate(8);
    if more > 0 {
        texts.push(format!("{more} more"));
    }
    texts.join(", ")
}
