//! What the servers of numbered documents have in common: read all, list, search, change one.

mod search;
pub(crate) mod text;
pub(crate) mod words;

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::Serialize;
use serde_json::{Map, Value};

pub(crate) use search::search;

use crate::answer::{Answer, both, in_range};
use crate::document::Document;
use crate::store::{Entry, Store};

/// The facts of a document's head.
pub(crate) trait Record: Serialize {
    /// What one is called, and many are; many is also their name in the data.
    const NOUNS: (&'static str, &'static str);

    fn read(entry: &Entry, document: &Document) -> Self;

    fn number(&self) -> u32;

    fn title(&self) -> &str;

    /// The record in one line.
    fn line(&self) -> String;
}

/// What an edit did to a document.
#[derive(Debug, Default)]
pub(crate) struct Edited {
    /// The names of what was set.
    pub(crate) changed: Vec<&'static str>,
    /// Where the document belongs now, below the series' folder.
    pub(crate) folder: Option<&'static str>,
}

/// A document after a change.
#[derive(Debug, Serialize)]
pub(crate) struct Outcome<R> {
    #[serde(flatten)]
    pub(crate) record: R,
    pub(crate) previous_path: String,
    pub(crate) changed: Vec<&'static str>,
}

/// Every record with its document, by number.
pub(crate) fn all<R: Record>(store: &Store) -> Result<Vec<(R, Document)>, ToolFailure> {
    let mut records = Vec::new();
    for entry in store.entries()? {
        // A file that another process has just moved is left out rather than failing the whole list.
        let Ok(document) = store.read(&entry) else { continue };
        records.push((R::read(&entry, &document), document));
    }
    Ok(records)
}

/// A line for each, and the same as data.
pub(crate) fn list<R: Record>(records: &[R]) -> Answer {
    let mut text = match records.len() {
        0 => format!("No {} fit.", R::NOUNS.1),
        count => counted::<R>(count),
    };
    for record in records {
        text.push_str(&format!("\n{}", record.line()));
    }
    both(text, &counted_data::<R>(records.len(), records)?)
}

fn counted<R: Record>(count: usize) -> String {
    let (one, many) = R::NOUNS;
    format!("{count} {}:", if count == 1 { one } else { many })
}

fn counted_data<R: Record>(count: usize, items: &(impl Serialize + ?Sized)) -> Result<Value, ToolFailure> {
    let items = serde_json::to_value(items).map_err(|error| ToolFailure::new(error.to_string()))?;
    let pairs = [("count".to_owned(), Value::from(count)), (R::NOUNS.1.to_owned(), items)];
    Ok(Value::Object(Map::from_iter(pairs)))
}

/// Reads, edits and writes one document while other writers wait.
pub(crate) fn change<R: Record>(
    store: &Store,
    number: u32,
    context: &CallContext,
    edit: impl FnOnce(&mut Document, &R) -> Result<Edited, ToolFailure>,
) -> Result<Outcome<R>, ToolFailure> {
    let guard = store.lock(context)?;
    let entry = store.find(number)?;
    let mut document = store.read_to_change(&guard, &entry)?;
    let old = document.text().to_owned();
    let before = R::read(&entry, &document);
    let edited = edit(&mut document, &before)?;
    let path = if edited.changed.is_empty() && old == document.text() {
        entry.path.clone()
    } else {
        store.change(&guard, &entry, &document, edited.folder)?
    };
    let record = R::read(&Entry { path, ..entry.clone() }, &document);
    Ok(Outcome { record, previous_path: entry.path, changed: edited.changed })
}

/// Carries out one edit, and remembers its name if it made a difference.
pub(crate) fn edit(
    document: &mut Document,
    changed: &mut Vec<&'static str>,
    name: &'static str,
    edit: impl FnOnce(&mut Document),
) {
    let old = document.text().to_owned();
    edit(document);
    if document.text() != old {
        changed.push(name);
    }
}

impl<R: Record> Outcome<R> {
    /// The record and what changed, in one line.
    pub(crate) fn line(&self, more: &str) -> String {
        let what = if self.changed.is_empty() { "nothing new".to_owned() } else { self.changed.join(", ") };
        format!("Updated {} {} ({what}{more})", R::NOUNS.0, self.record.line())
    }
}

/// A document's number as an argument.
pub(crate) fn number(name: &str, value: i64, least: u32, most: u32) -> Result<u32, ToolFailure> {
    in_range(name, value, i64::from(least)..=i64::from(most))?;
    Ok(u32::try_from(value).unwrap_or(most))
}

/// A title where the document has none: the words of its file's name.
pub(crate) fn title_from_name(entry: &Entry) -> String {
    let name = entry.split().1;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.trim_start_matches(|c: char| c.is_ascii_digit()).replace(['_', '-'], " ").trim().to_owned()
}

/// The value of a field, if it has one.
pub(crate) fn filled_field(document: &Document, name: &str) -> Option<String> {
    document.field(name).filter(|value| !value.is_empty()).map(str::to_owned)
}
