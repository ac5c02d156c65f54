//! Entries in the files of MCP clients: a person's own files, of which nothing else may change.
//!
//! [`place`] finds the file, [`entry`] fills the compiled-in entries with the paths of this machine, [`edit`] puts them into
//! the text, and [`file`] and [`backup`] keep what was there.

pub(crate) mod backup;
pub(crate) mod edit;
pub(crate) mod entry;
pub(crate) mod file;
pub(crate) mod place;

/// A client whose file has a documented shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Client {
    /// Claude Desktop
    ClaudeDesktop,
    /// Claude Code
    ClaudeCode,
    /// Cursor
    Cursor,
    /// VS Code
    #[value(name = "vscode")]
    VsCode,
}

macro_rules! rendered {
    ($name:literal) => {
        (
            include_str!(concat!(env!("OUT_DIR"), "/clients/", $name, ".json")),
            include_str!(concat!(env!("OUT_DIR"), "/clients/", $name, ".side-by-side.json")),
        )
    };
}

impl Client {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::ClaudeDesktop, Self::ClaudeCode, Self::Cursor, Self::VsCode];

    /// Its name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ClaudeDesktop => "claude-desktop",
            Self::ClaudeCode => "claude-code",
            Self::Cursor => "cursor",
            Self::VsCode => "vscode",
        }
    }

    /// Its name for people.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::ClaudeDesktop => "Claude Desktop",
            Self::ClaudeCode => "Claude Code",
            Self::Cursor => "Cursor",
            Self::VsCode => "VS Code",
        }
    }

    /// What `generated/clients/` holds for it.
    pub(crate) fn rendered(self, side_by_side: bool) -> &'static str {
        let (alone, both) = match self {
            Self::ClaudeDesktop => rendered!("claude-desktop"),
            Self::ClaudeCode => rendered!("claude-code"),
            Self::Cursor => rendered!("cursor"),
            Self::VsCode => rendered!("vscode"),
        };
        if side_by_side { both } else { alone }
    }

    /// Whether it reads comments and commas after a last element.
    pub(crate) fn takes_comments(self) -> bool {
        matches!(self, Self::Cursor | Self::VsCode)
    }
}
