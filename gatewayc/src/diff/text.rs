//! For a person at a terminal.

use gateway_codegen::diff::{self, Class};

use super::group::{Group, groups, subject, texts};
use super::{Report, meaning, verdict};

pub(super) fn render(report: &Report) -> String {
    let (old, new) = (&report.old, &report.new);
    let verdict = verdict(diff::verdict(&report.changes));
    let short = |hash: &str| hash.get(..12).unwrap_or(hash).to_owned();
    let contracts = format!("contract {} → {}", short(&old.facts.contract), short(&new.facts.contract));
    let mut out = match report.changes.is_empty() {
        true => format!("{} → {}: {verdict}\n", old.shown, new.shown),
        false => format!("{} → {}: {verdict} ({})\n{contracts}\n", old.shown, new.shown, report.counts()),
    };
    for class in Class::ALL {
        let groups = groups(&report.changes, class);
        if !groups.is_empty() {
            out += &format!("\n{}: {}\n", class.name().to_uppercase(), meaning(class));
            groups.iter().for_each(|group| entry(group, report, &mut out));
        }
    }
    out
}

fn entry(group: &Group<'_>, report: &Report, out: &mut String) {
    let first = group.changes[0];
    let place = report.place(first).map(|place| format!("  {place}")).unwrap_or_default();
    let who = match group.changes.len() {
        1 => subject(&first.subject),
        many => format!("{many} tools"),
    };
    *out += &format!("  {}: {}{}\n", plain(&who), plain(&first.message), plain(&place));
    if group.changes.len() > 1 {
        let names: Vec<_> = group.changes.iter().filter_map(|change| change.subject.name()).collect();
        *out += &format!("      {}\n", plain(&names.join(", ")));
    }
    if let Some((before, after)) = texts(first) {
        *out += &format!("      - {}\n      + {}\n", plain(before), plain(after));
    }
}

/// Nothing of a file may move the cursor or hide what stands beside it.
fn plain(text: &str) -> String {
    let hides = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    text.chars().map(|c| if hides(c) { c.escape_default().to_string() } else { c.to_string() }).collect()
}
