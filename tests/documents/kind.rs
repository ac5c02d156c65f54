//! What a fenced block is, by its info string.

/// What is done with a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Commands, each of which succeeds.
    Run,
    /// One command that ends only when told to; the blocks below run beside it.
    Stays,
    /// Lines `$ command`, each with what it prints.
    Terminal,
    /// A `gateway.toml`.
    Settings,
    /// What could be added to the `tools.toml` of this repository.
    Contract,
    /// What the program says, as its snapshots have it.
    Message,
    Json,
    /// A diagram; `.ci/run` parses it.
    Mermaid,
    /// Shown only.
    Shown,
}

const CHOICE: &str = "it is one of `sh` (runs), `sh stays` (runs until the end of the page), `sh no-run: REASON`, `console` (commands \
    after `$ `, with what they print), `toml` (a gateway.toml), `toml tools.toml` (a part of one), `toml no-run: REASON`, `text`, \
    `text message` (what the program says), `json`, `yaml`, `rust`, `mermaid`";

impl Kind {
    pub(super) fn of(info: &str) -> Result<Self, String> {
        match info {
            "sh" => Ok(Self::Run),
            "sh stays" => Ok(Self::Stays),
            "console" => Ok(Self::Terminal),
            "toml" => Ok(Self::Settings),
            "toml tools.toml" => Ok(Self::Contract),
            "text message" => Ok(Self::Message),
            "json" => Ok(Self::Json),
            "mermaid" => Ok(Self::Mermaid),
            "text" | "yaml" | "rust" => Ok(Self::Shown),
            _ if has_reason(info) => Ok(Self::Shown),
            _ => Err(format!("a block `{info}` is not known; {CHOICE}")),
        }
    }
}

fn has_reason(info: &str) -> bool {
    let reason = ["sh", "console", "toml"]
        .iter()
        .find_map(|language| info.strip_prefix(language)?.strip_prefix(" no-run: "));
    reason.is_some_and(|reason| reason.trim().len() > 3)
}

#[test]
fn a_block_without_a_kind_or_a_reason_is_refused() {
    for info in [
        "",
        "bash",
        "sh no-run",
        "sh no-run:",
        "sh no-run: ",
        "sh norun: a cluster",
        "text no-run: why",
        "toml config",
    ] {
        assert!(Kind::of(info).is_err(), "{info}");
    }
    assert_eq!(Kind::of("sh no-run: needs a cluster"), Ok(Kind::Shown));
}
