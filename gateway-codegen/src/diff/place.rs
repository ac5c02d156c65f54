//! From a change to the line of `tools.toml` that says it.

use toml::de::{DeTable, DeValue};

use super::change::Change;
use crate::source::{Position, Source};

/// Where each key of a `tools.toml` stands.
#[derive(Debug)]
pub struct Places {
    file: String,
    keys: Vec<(Vec<String>, Position)>,
}

impl Places {
    /// Of a text that compiles; `path` is what people know it as.
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        let source = Source::new(path, text);
        let (table, _) = DeTable::parse_recoverable(text);
        let mut places = Self { file: path.to_owned(), keys: Vec::new() };
        places.table(table.get_ref(), &mut Vec::new(), &source);
        places
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Where the change is said: the first of its keys that is there, else the nearest table around one.
    #[must_use]
    pub fn of(&self, change: &Change) -> Position {
        let whole = change.keys.iter().find_map(|keys| self.exactly(keys));
        whole.unwrap_or_else(|| {
            let around = change.keys.iter().filter_map(|keys| self.around(keys));
            around.max_by_key(|(depth, _)| *depth).map_or(Position { line: 1, column: 1 }, |(_, place)| place)
        })
    }

    fn table(&mut self, table: &DeTable<'_>, path: &mut Vec<String>, source: &Source) {
        for (key, value) in table {
            path.push(key.get_ref().to_string());
            self.keys.push((path.clone(), source.position(key.span().start)));
            if let DeValue::Table(inner) = value.get_ref() {
                self.table(inner, path, source);
            }
            path.pop();
        }
    }

    fn exactly(&self, keys: &[String]) -> Option<Position> {
        self.keys.iter().find(|(path, _)| path == keys).map(|(_, place)| *place)
    }

    fn around(&self, keys: &[String]) -> Option<(usize, Position)> {
        (1..keys.len()).rev().find_map(|depth| Some((depth, self.exactly(&keys[..depth])?)))
    }
}
