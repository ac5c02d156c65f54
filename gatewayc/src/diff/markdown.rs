//! For a comment on a pull request: nothing of a file may become markup, a link or a mention.

use gateway_codegen::diff::{self, Change, Class};

use super::group::{Group, groups, subject, texts};
use super::{Report, meaning, verdict};

/// GitHub takes comments of 65,536 characters; what is longer is cut at a row.
const MOST: usize = 60_000;

pub(super) fn render(report: &Report) -> String {
    let verdict = verdict(diff::verdict(&report.changes));
    let (old, new) = (code(&report.old.shown), code(&report.new.shown));
    let mut out = format!("## Contract: {verdict}\n\n{old} → {new}");
    out += &match report.changes.is_empty() {
        true => ".\n".to_owned(),
        false => format!(": {}.\n", report.counts()),
    };
    for class in Class::ALL {
        let groups = groups(&report.changes, class);
        if !groups.is_empty() {
            out += &section(class, &groups, report, MOST.saturating_sub(out.len()));
        }
    }
    out
}

/// What needs a decision is open; the rest is folded away.
fn section(class: Class, groups: &[Group<'_>], report: &Report, room: usize) -> String {
    let (name, count) = (class.name(), report.count(class));
    let title = format!("{} ({count})", upper(name));
    let (head, foot) = match class {
        Class::Loosened | Class::Breaking => (format!("\n### {title}\n\n{}.\n", upper(meaning(class))), ""),
        _ => (format!("\n<details>\n<summary>{title}: {}</summary>\n", meaning(class)), "\n</details>\n"),
    };
    let mut out = format!("{head}\n| What | Change | Where |\n| --- | --- | --- |\n");
    for (at, group) in groups.iter().enumerate() {
        let row = row(group, report);
        if out.len() + row.len() > room {
            out += &format!("| … | and {} more | |\n", groups.len() - at);
            break;
        }
        out += &row;
    }
    out + foot
}

fn upper(text: &str) -> String {
    let first = text.chars().next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + text.get(1..).unwrap_or_default()
}

fn row(group: &Group<'_>, report: &Report) -> String {
    let first = group.changes[0];
    let who = match group.changes.as_slice() {
        [one] => code(&subject(&one.subject)),
        many => {
            let names: Vec<_> = many.iter().filter_map(|change| change.subject.name()).map(code).collect();
            format!("{} tools: {}", many.len(), names.join(" "))
        }
    };
    let place = report.place(first).map(|place| code(&place)).unwrap_or_default();
    format!("| {who} | {} | {place} |\n", what(first))
}

fn what(change: &Change) -> String {
    match texts(change) {
        Some((before, after)) => {
            format!("{}<br>before: {}<br>after: {}", code(&change.message), code(before), code(after))
        }
        None => code(&change.message),
    }
}

/// As it reads, on one line. In a code element names of people and issues are not linked; each character that could mean
/// something to Markdown or HTML is written as its number.
fn code(text: &str) -> String {
    let mut out = String::from("<code>");
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => out.push(' '),
            c if c.is_alphanumeric() || " -,;()/+=%?'→…".contains(c) => out.push(c),
            c => out += &format!("&#{};", u32::from(c)),
        }
    }
    out + "</code>"
}
