//! The commands of both programs: each is described somewhere, and none that is described is missing, with its flags.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::kind::Kind;
use super::page::{Page, Piece};
use super::{nothing_wrong, outcome, pages, program};

/// What `--help` says, by command, such as `gateway key new`.
fn help() -> &'static BTreeMap<String, String> {
    static HELP: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    HELP.get_or_init(|| {
        let mut help = BTreeMap::new();
        for name in ["gateway", "gatewayc"] {
            learn(name, &mut help);
        }
        help
    })
}

fn learn(command: &str, help: &mut BTreeMap<String, String>) {
    let mut words = command.split(' ');
    let (is_known, text) = outcome(program(words.next().unwrap()).args(words).arg("--help"));
    assert!(is_known, "{command}: {text}");
    let list = text.split_once("\nCommands:\n").map_or("", |(_, list)| list.split("\n\n").next().unwrap());
    // A description that is too long for its line goes on further to the right.
    let names = list.lines().filter_map(|line| line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')));
    for name in names.filter_map(|rest| rest.split(' ').next()).filter(|name| *name != "help") {
        learn(&format!("{command} {name}"), help);
    }
    help.insert(command.into(), text);
}

/// Command lines: code spans, and lines of blocks.
fn lines(page: &Page) -> Vec<Piece> {
    let is_shell = |info: &str| {
        matches!(Kind::of(info), Ok(Kind::Run | Kind::Stays | Kind::Terminal)) || info.starts_with("sh")
    };
    let mut lines = page.spans();
    for block in page.blocks().into_iter().filter(|block| is_shell(&block.info)) {
        let text = block.text.replace("\\\n", " ");
        lines.extend(
            text.lines()
                .map(|line| Piece { place: block.place.clone(), text: line.trim_start_matches("$ ").into() }),
        );
    }
    lines
}

/// The commands that a line has: those behind `gateway ` or `gatewayc `, until something ends them.
fn commands(line: &str) -> Vec<&str> {
    let parts =
        line.split([';', '#', '(']).flat_map(|part| part.split("&&")).flat_map(|part| part.split(" | "));
    parts
        .map(str::trim)
        .filter(|part| part.starts_with("gateway ") || part.starts_with("gatewayc "))
        .collect()
}

/// `gateway server list|show` as both.
fn spread(command: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for word in command.split(' ') {
        let choices: Vec<_> =
            if word.contains(['"', '\'', '=', '<', '[']) { vec![word] } else { word.split('|').collect() };
        all = all
            .iter()
            .flat_map(|start| choices.iter().map(move |choice| format!("{start} {choice}")))
            .collect();
    }
    all.into_iter().map(|command| command.trim().to_owned()).collect()
}

/// The longest known command that the line begins with, and the rest of the line.
fn known(line: &str) -> (&str, &str) {
    let ends = line.match_indices(' ').map(|(end, _)| end).chain([line.len()]);
    let end = ends.take_while(|&end| help().contains_key(&line[..end])).last().unwrap_or(0);
    line.split_at(end)
}

fn wrong_with(line: &str) -> Option<String> {
    let (command, rest) = known(line);
    let text = &help()[command];
    let next = rest.split_whitespace().next().unwrap_or_default();
    let is_word = !next.is_empty() && next.chars().all(|letter| letter.is_ascii_lowercase());
    if is_word && text.contains("\nCommands:\n") {
        return Some(format!("`{command}` has no command `{next}`"));
    }
    let flags = rest
        .split_whitespace()
        .filter_map(|word| word.split(['=', '|']).next())
        .filter(|word| word.starts_with("--"));
    let missing = flags.take_while(|flag| *flag != "--").find(|flag| !has_flag(text, flag))?;
    Some(format!("`{command}` has no flag {missing}"))
}

fn has_flag(help: &str, flag: &str) -> bool {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    help.split(|letter| !is_name(letter)).any(|word| word == flag)
}

#[test]
fn commands_that_are_named_exist_with_their_flags() {
    let mut wrong = Vec::new();
    for page in pages() {
        for Piece { place, text } in lines(&page) {
            let commands = commands(&text).into_iter().flat_map(spread);
            wrong.extend(
                commands.filter_map(|line| wrong_with(&line)).map(|why| format!("{place}: {text}: {why}")),
            );
        }
    }
    nothing_wrong(&wrong);
}

#[test]
fn every_command_is_described() {
    let named: Vec<_> = pages().iter().flat_map(lines).collect();
    let named: Vec<_> = named.iter().flat_map(|line| commands(&line.text)).flat_map(spread).collect();
    let leaves =
        help().iter().filter(|(_, text)| !text.contains("\nCommands:\n")).map(|(command, _)| command);
    let missing = leaves.filter(|command| !named.iter().any(|line| known(line).0 == command.as_str()));
    nothing_wrong(&missing.map(|command| format!("no page says `{command}`")).collect::<Vec<_>>());
}

#[test]
fn a_command_or_a_flag_that_does_not_exist_is_noticed() {
    assert_eq!(wrong_with("gateway key mend").as_deref(), Some("`gateway key` has no command `mend`"));
    assert_eq!(wrong_with("gateway serve --htp 1").as_deref(), Some("`gateway serve` has no flag --htp"));
    assert_eq!(wrong_with("gateway call get_task --json {}"), None);
    assert_eq!(
        spread("gateway server stop|start NAME"),
        ["gateway server stop NAME", "gateway server start NAME"]
    );
}
