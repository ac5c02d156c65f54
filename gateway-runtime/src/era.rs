//! The two lifecycles of MCP, and the levels of its log messages.

/// How a peer speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// 2024-11-05 to 2025-11-25: `initialize`, then a session.
    Legacy,
    /// 2026-07-28: no session, metadata in every request.
    Modern,
}

/// The revision that modern peers speak.
pub const MODERN_VERSION: &str = "2026-07-28";

/// The newest revision with the handshake.
pub const LEGACY_VERSION: &str = "2025-11-25";

/// The revisions with the handshake, newest first.
pub const LEGACY_VERSIONS: [&str; 4] = [LEGACY_VERSION, "2025-06-18", "2025-03-26", "2024-11-05"];

/// `LoggingLevel`, least severe first (MCP 2025-11-25, server/utilities/logging).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LogLevel(u8);

const LEVELS: [&str; 8] = ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"];

impl LogLevel {
    /// Everything.
    pub const DEBUG: Self = Self(0);

    /// The level that a raw JSON string names.
    #[must_use]
    pub fn from_json(raw: &str) -> Option<Self> {
        let name = raw.strip_prefix('"')?.strip_suffix('"')?;
        let at = LEVELS.iter().position(|level| *level == name)?;
        u8::try_from(at).ok().map(Self)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        LEVELS[usize::from(self.0)]
    }

    /// Its place, for an atomic.
    #[must_use]
    pub const fn rank(self) -> u8 {
        self.0
    }

    /// The level of that place; the most severe for places that do not exist.
    #[must_use]
    pub const fn from_rank(rank: u8) -> Self {
        Self(if rank < 8 { rank } else { 7 })
    }

    /// The names, least severe first, for an error text.
    #[must_use]
    pub fn names() -> String {
        LEVELS.join(", ")
    }
}
