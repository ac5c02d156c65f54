//! What the pages say of `gateway.toml`, of `GATEWAY_*` and of `tools.toml`, asked of the programs themselves.

use super::kind::Kind;
use super::page::{Block, Piece};
use super::{nothing_wrong, outcome, pages, program, repository};

/// Variables that are no settings.
const OTHERS: [&str; 3] = ["GATEWAY_CONFIG", "GATEWAY_FROZEN", "GATEWAY_TOOLS"];

fn blocks(kind: Kind) -> Vec<Block> {
    let blocks = pages().into_iter().flat_map(|page| page.blocks());
    blocks.filter(|block| Kind::of(&block.info) == Ok(kind)).collect()
}

#[test]
fn blocks_of_settings_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gateway.toml");
    let mut wrong = Vec::new();
    for block in blocks(Kind::Settings) {
        std::fs::write(&file, &block.text).unwrap();
        let mut command = program("gateway");
        let (is_read, said) = outcome(command.current_dir(&folder).args(["tools", "--config"]).arg(&file));
        wrong.extend((!is_read).then(|| format!("{}: {said}", block.place)));
    }
    nothing_wrong(&wrong);
}

#[test]
fn parts_of_a_contract_fit_into_it() {
    let contract = std::fs::read_to_string(repository().join("tools.toml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for block in blocks(Kind::Contract) {
        std::fs::write(folder.path().join("tools.toml"), format!("{contract}\n{}", block.text)).unwrap();
        let (is_sound, said) = outcome(program("gatewayc").current_dir(&folder).arg("check"));
        wrong.extend((!is_sound).then(|| format!("{}: {said}", block.place)));
    }
    nothing_wrong(&wrong);
}

#[test]
fn data_is_json() {
    let wrong = blocks(Kind::Json).into_iter().filter_map(|block| {
        let error = serde_json::from_str::<serde_json::Value>(&block.text).err()?;
        Some(format!("{}: {error}", block.place))
    });
    nothing_wrong(&wrong.collect::<Vec<_>>());
}

/// What the program says to a variable: `None` when it knows it, whatever the value.
fn unknown(variable: &str) -> Option<String> {
    let (_, said) = outcome(program("gateway").arg("tools").env(variable, "not a likely value"));
    said.contains("there is no such setting").then(|| said.trim().into())
}

/// `http.allowed_hosts`, `[credentials.jwt]` or `audit.enabled = false` as a variable.
fn as_variable(text: &str) -> Option<String> {
    let key = text.split([' ', '=']).next()?.trim_matches(['[', ']']);
    let (table, rest) = key.split_once('.')?;
    // Files have such names too, and `tools.toml` has endpoints.
    let is_setting = !["db", "rs", "toml", "json"].contains(&rest) && !key.contains(".endpoints");
    let is_setting = is_setting && TABLES.contains(&table);
    let is_plain = key.chars().all(|letter| letter.is_ascii_alphanumeric() || "._".contains(letter));
    // A part in capitals stands for any name.
    let name = key.split('.').map(|part| if part.to_uppercase() == part { "task" } else { part });
    (is_setting && is_plain)
        .then(|| format!("GATEWAY_{}", name.collect::<Vec<_>>().join("__").to_uppercase()))
}

const TABLES: [&str; 8] =
    ["audit", "credentials", "http", "management", "narrow", "servers", "state", "tracing"];

#[test]
fn settings_that_are_named_exist() {
    let mut wrong = Vec::new();
    for page in pages() {
        for Piece { place, text } in page.spans() {
            let why = as_variable(&text).and_then(|variable| unknown(&variable));
            wrong.extend(why.map(|why| format!("{place}: `{text}`: {why}")));
        }
    }
    nothing_wrong(&wrong);
}

/// All names of variables in a text.
fn variables(text: &str) -> Vec<&str> {
    let names = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    names
        .filter(|name| {
            name.len() > "GATEWAY_".len() && name.starts_with("GATEWAY_") && !OTHERS.contains(name)
        })
        .collect()
}

#[test]
fn variables_that_are_named_exist() {
    let mut wrong = Vec::new();
    for page in pages() {
        let blocks = page.blocks().into_iter().filter(|block| !block.info.starts_with("console"));
        let texts = page
            .spans()
            .into_iter()
            .chain(blocks.map(|block| Piece { place: block.place, text: block.text }));
        for Piece { place, text } in texts {
            let unknown = variables(&text).into_iter().filter_map(unknown);
            wrong.extend(unknown.map(|why| format!("{place}: {why}")));
        }
    }
    nothing_wrong(&wrong);
}

#[test]
fn a_setting_that_does_not_exist_is_noticed() {
    assert!(
        unknown("GATEWAY_HTTP__ALLOWED_HOST").is_some() && unknown("GATEWAY_HTTP__ALLOWED_HOSTS").is_none()
    );
    assert_eq!(as_variable("[credentials.jwt]").as_deref(), Some("GATEWAY_CREDENTIALS__JWT"));
    assert_eq!(as_variable("servers.NAME.url = \"x\"").as_deref(), Some("GATEWAY_SERVERS__TASK__URL"));
    assert_eq!(variables("GATEWAY_* and GATEWAY_HTTP__ALLOWED_HOST=x"), ["GATEWAY_HTTP__ALLOWED_HOST"]);
}
