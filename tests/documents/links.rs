//! Links, and names of files: each leads somewhere.

use std::collections::BTreeSet;
use std::path::Path;

use super::page::{Page, Piece};
use super::{nothing_wrong, pages, repository};

/// The target of each `[text](target)`.
fn links(page: &Page) -> Vec<Piece> {
    let mut links = Vec::new();
    for (line, number) in page.prose().lines().zip(1..) {
        let targets = line.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        links.extend(targets.map(|(target, _)| Piece { place: page.place(number), text: target.into() }));
    }
    links
}

/// The name by which a heading is linked to: its words in small letters with hyphens between them.
fn anchors(page: &Page) -> BTreeSet<String> {
    let prose = page.prose();
    let headings = prose.lines().filter_map(|line| line.strip_prefix('#'));
    let slug = |heading: &str| -> String {
        let text = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = text.chars().filter(|&letter| letter.is_alphanumeric() || " -_".contains(letter));
        kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
    };
    headings.map(slug).collect()
}

fn broken(page: &Page, target: &str, pages: &[Page]) -> Option<String> {
    if target.starts_with("https://") {
        return None;
    }
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    let folder = Path::new(&page.path).parent().unwrap();
    let path = if file.is_empty() { page.path.clone() } else { plain(&folder.join(file)) };
    if !repository().join(&path).exists() {
        return Some(format!("there is no {path}"));
    }
    let to = pages.iter().find(|page| page.path == path);
    let is_there = anchor.is_empty() || to.is_some_and(|to| anchors(to).contains(anchor));
    (!is_there).then(|| format!("{path} has no heading #{anchor}"))
}

/// A path without `..`.
fn plain(path: &Path) -> String {
    let mut parts = Vec::new();
    for part in path.to_str().unwrap().split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn links_lead_to_files_and_headings_that_exist() {
    let pages = pages();
    let mut wrong = Vec::new();
    for page in &pages {
        for Piece { place, text } in links(page) {
            wrong.extend(broken(page, &text, &pages).map(|why| format!("{place}: ({text}): {why}")));
        }
    }
    nothing_wrong(&wrong);
}

#[test]
fn the_readme_links_every_document() {
    let pages = pages();
    let readme = pages.iter().find(|page| page.path == "README.md").unwrap();
    let linked: BTreeSet<_> = links(readme).into_iter().map(|link| link.text).collect();
    let missing = pages.iter().filter(|page| page.path != readme.path && !linked.contains(&page.path));
    nothing_wrong(&missing.map(|page| format!("README.md has no link to {}", page.path)).collect::<Vec<_>>());
}

/// `{a,b}` as both.
fn spread(name: &str) -> Vec<String> {
    match (name.split_once('{'), name.split_once('}')) {
        (Some((start, _)), Some((middle, end))) => {
            let choices = middle.split_once('{').map_or("", |(_, choices)| choices);
            choices.split(',').map(|choice| format!("{start}{choice}{end}")).collect()
        }
        _ => vec![name.into()],
    }
}

/// Whether a code span is the name of a file or folder of the repository; `*` stands for any name.
fn names_a_file(text: &str) -> bool {
    let Some((first, _)) = text.split_once('/') else { return false };
    let is_plain = text.chars().all(|letter| letter.is_ascii_alphanumeric() || "/._-{},*".contains(letter));
    is_plain && !first.is_empty() && repository().join(first).is_dir() && !["target", "dist"].contains(&first)
}

fn exists(name: &str) -> bool {
    let folders = [repository().to_path_buf(), repository().join("gateway-runtime/src")];
    let part = name
        .split_once('*')
        .map_or(name, |(start, _)| start.rsplit_once('/').map_or("", |(folder, _)| folder));
    folders.iter().any(|folder| folder.join(part).exists() || folder.join(format!("{part}.rs")).exists())
}

#[test]
fn files_that_are_named_exist() {
    let mut wrong = Vec::new();
    for page in pages() {
        for Piece { place, text } in page.spans() {
            let missing = spread(&text).into_iter().filter(|name| names_a_file(name) && !exists(name));
            wrong.extend(missing.map(|name| format!("{place}: there is no {name}")));
        }
    }
    nothing_wrong(&wrong);
}
