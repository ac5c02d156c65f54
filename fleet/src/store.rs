//! Folders of numbered Markdown documents: `NNN_slug.md`, the next number being the highest anywhere below plus one.

use std::io;

use cap_std::fs::Dir;
use gateway_runtime::embedded::{CallContext, ToolFailure};

use crate::answer::{Doing, fail};
use crate::lock::{self, Guard};
use crate::sandbox::Root;
use crate::{atomic, document::Document};

/// A kind of numbered document.
#[derive(Debug)]
pub(crate) struct Series {
    /// What one is called, in messages; also the lock's name.
    pub(crate) noun: &'static str,
    /// Below the project root.
    pub(crate) folder: &'static str,
    /// Digits of a number, at least.
    pub(crate) width: usize,
    pub(crate) max: u32,
    /// How a title is written into a file's name; see `naming`.
    pub(crate) naming: fn(&str) -> String,
}

/// A document of a series.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    pub(crate) number: u32,
    /// `020B_x.md` is a variant of number 20: it takes the number, and is found by it where no plain one exists.
    pub(crate) variant: bool,
    /// Relative to the project root.
    pub(crate) path: String,
}

impl Entry {
    /// The folder's path relative to the project root, and the file's name.
    pub(crate) fn split(&self) -> (&str, &str) {
        self.path.rsplit_once('/').unwrap_or(("", &self.path))
    }
}

/// The documents of one series below one root.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) root: Root,
    pub(crate) series: &'static Series,
}

impl Store {
    /// All documents, by number and path. A folder that does not exist holds none.
    pub(crate) fn entries(&self) -> Result<Vec<Entry>, ToolFailure> {
        let root = self.root.dir()?;
        let mut entries = Vec::new();
        match root.open_dir(self.series.folder) {
            Ok(folder) => self.walk(&folder, self.series.folder, &mut entries).doing(self.series.folder)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).doing(self.series.folder),
        }
        entries.sort();
        Ok(entries)
    }

    /// Symbolic links are not followed. A file that another process moves meanwhile is not an error.
    fn walk(&self, folder: &Dir, path: &str, entries: &mut Vec<Entry>) -> io::Result<()> {
        for item in folder.entries()? {
            let item = item?;
            let kind = item.file_type()?;
            let Ok(name) = item.file_name().into_string() else { continue };
            let below = format!("{path}/{name}");
            if kind.is_dir() && !name.starts_with('.') {
                self.walk(&item.open_dir()?, &below, entries)?;
            } else if let Some((number, variant)) = self.series.number(&name).filter(|_| kind.is_file()) {
                entries.push(Entry { number, variant, path: below });
            }
        }
        Ok(())
    }

    /// The document with that number.
    pub(crate) fn find(&self, number: u32) -> Result<Entry, ToolFailure> {
        let mut found: Vec<_> = self.entries()?.into_iter().filter(|entry| entry.number == number).collect();
        if found.iter().any(|entry| !entry.variant) {
            found.retain(|entry| !entry.variant);
        }
        let label = self.series.label(number);
        match found.pop() {
            Some(entry) if found.is_empty() => Ok(entry),
            Some(entry) => {
                let paths: Vec<_> = found.into_iter().map(|entry| entry.path).chain([entry.path]).collect();
                fail(format!(
                    "{label} is not unique: {}; rename all but one of these files",
                    paths.join(", ")
                ))
            }
            None => fail(format!("there is no {} {label} below {}/", self.series.noun, self.series.folder)),
        }
    }

    /// A document for reading; bytes that are not UTF-8 are shown as replacement characters.
    pub(crate) fn read(&self, entry: &Entry) -> Result<Document, ToolFailure> {
        let bytes = self.root.dir()?.read(&entry.path).doing(&entry.path)?;
        Ok(Document::parse(String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// A document for changing, which must be UTF-8 so that nothing is lost.
    pub(crate) fn read_to_change(&self, _: &Guard, entry: &Entry) -> Result<Document, ToolFailure> {
        let text = self.root.dir()?.read_to_string(&entry.path).doing(&entry.path)?;
        Ok(Document::parse(text))
    }

    /// Keeps other writers of this series out until the guard is dropped.
    pub(crate) fn lock(&self, context: &CallContext) -> Result<Guard, ToolFailure> {
        lock::acquire(&self.root, self.series.noun, context)
    }

    /// The number for a new document: the one that is asked for, if it is free, or the next.
    pub(crate) fn free_number(&self, _: &Guard, wanted: Option<u32>) -> Result<u32, ToolFailure> {
        let entries = self.entries()?;
        let next = entries.last().map_or(0, |entry| entry.number) + 1;
        let next = (next <= self.series.max).then_some(next);
        let Some(wanted) = wanted else {
            return next.map_or_else(|| fail(self.series.full()), Ok);
        };
        let Some(entry) = entries.into_iter().find(|entry| entry.number == wanted) else { return Ok(wanted) };
        let remedy = next.map_or_else(
            || "give a number that is free".to_owned(),
            |next| format!("{} is free", self.series.label(next)),
        );
        fail(format!("number {} is taken by {}; {remedy}", self.series.label(wanted), entry.path))
    }

    /// Writes a new document into a folder below the series' own, or into that itself where `folder` is empty; gives
    /// its path. Its line ends are all `\n`.
    pub(crate) fn create(
        &self,
        _: &Guard,
        (folder, number, title): (&str, u32, &str),
        text: &str,
    ) -> Result<String, ToolFailure> {
        let stem = (self.series.naming)(title);
        let name = format!("{number:0width$}_{stem}.md", width = self.series.width);
        let path = format!("{}/{name}", self.series.inside(folder));
        let text = text.replace("\r\n", "\n");
        atomic::create(&self.root.dir()?, &path, &text).doing(&path)?;
        Ok(path)
    }

    /// Removes a document that was created under the same guard, when what belongs to it could not be done.
    pub(crate) fn take_back(&self, _: &Guard, path: &str) -> Result<(), ToolFailure> {
        self.root.dir()?.remove_file(path).doing(path)
    }

    /// Puts a changed document in the place of the old one, then moves it into `folder` (below the series' own) where
    /// it lies elsewhere. Between the two steps a reader finds the document whole, under the old path.
    pub(crate) fn change(
        &self,
        _: &Guard,
        entry: &Entry,
        document: &Document,
        folder: Option<&str>,
    ) -> Result<String, ToolFailure> {
        let root = self.root.dir()?;
        let (from, name) = entry.split();
        let target = folder.map(|folder| self.series.inside(folder)).filter(|to| to != from);
        let Some(target) = target else {
            atomic::replace(&root, &entry.path, document.text()).doing(&entry.path)?;
            return Ok(entry.path.clone());
        };
        let to = format!("{target}/{name}");
        if root.symlink_metadata(&to).is_ok() {
            return fail(format!("{} cannot move to {to}, which exists; nothing was changed", entry.path));
        }
        // Before anything is written: a folder that cannot be had must not leave a document half changed.
        atomic::folder(&root, &target)
            .doing(format_args!("{} cannot move; nothing was changed", entry.path))?;
        atomic::replace(&root, &entry.path, document.text()).doing(&entry.path)?;
        atomic::rename(&root, &entry.path, &to).doing(&to)?;
        Ok(to)
    }
}

impl Series {
    fn inside(&self, folder: &str) -> String {
        if folder.is_empty() { self.folder.to_owned() } else { format!("{}/{folder}", self.folder) }
    }

    /// `#007`.
    pub(crate) fn label(&self, number: u32) -> String {
        format!("#{number:0width$}", width = self.width)
    }

    /// The number that a file's name begins with, and whether a letter follows it.
    fn number(&self, name: &str) -> Option<(u32, bool)> {
        let stem = name.strip_suffix(".md").or_else(|| name.strip_suffix(".MD"))?;
        let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
        let number: u32 = stem[..digits].parse().ok()?;
        let plausible = digits >= self.width.min(2) && number <= self.max;
        plausible.then(|| (number, stem[digits..].starts_with(char::is_alphabetic)))
    }

    fn full(&self) -> String {
        format!("number {} is taken, and there is none above it; give a free number", self.label(self.max))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::naming::slug;

    static SERIES: Series = Series { noun: "task", folder: "TASKS", width: 3, max: 999, naming: slug };

    fn store(files: &[&str]) -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "# x\n").unwrap();
        }
        let root = Root::new(folder.path());
        (folder, Store { root, series: &SERIES })
    }

    #[test]
    fn numbers_are_read_off_names() {
        let table = [
            ("001_a.md", Some((1, false))),
            ("020B_a.md", Some((20, true))),
            ("42-x.md", Some((42, false))),
            ("999.md", Some((999, false))),
            ("1000_a.md", None),
            ("2025_plan.md", None),
            ("7_a.md", None),
            ("001_a.txt", None),
            ("a.md", None),
        ];
        for (name, number) in table {
            assert_eq!(SERIES.number(name), number, "{name}");
        }
    }

    #[test]
    fn the_next_number_counts_every_folder() {
        let (_folder, store) =
            store(&["TASKS/done/007_a.md", "TASKS/archive/2024/012C_b.md", "TASKS/2025_x.md"]);
        let guard = store.lock(&CallContext::detached()).unwrap();
        assert_eq!(store.free_number(&guard, None).unwrap(), 13);
        assert_eq!(store.free_number(&guard, Some(500)).unwrap(), 500);
        let taken = store.free_number(&guard, Some(7)).unwrap_err();
        assert_eq!(taken.message, "number #007 is taken by TASKS/done/007_a.md; #013 is free");
    }

    #[test]
    fn the_last_number_is_the_last() {
        let (_folder, store) = store(&["TASKS/done/999_a.md"]);
        let guard = store.lock(&CallContext::detached()).unwrap();
        assert!(store.free_number(&guard, None).unwrap_err().message.contains("#999 is taken"));
    }

    #[test]
    fn a_document_is_found_by_number_if_only_one_has_it() {
        let (_folder, store) = store(&[
            "TASKS/a/020_x.md",
            "TASKS/a/020B_x.md",
            "TASKS/a/021A_x.md",
            "TASKS/a/5_x.md",
            "TASKS/a/030_x.md",
            "TASKS/b/030_y.md",
        ]);
        assert_eq!(store.find(20).unwrap().path, "TASKS/a/020_x.md");
        assert_eq!(store.find(21).unwrap().path, "TASKS/a/021A_x.md");
        let twice = store.find(30).unwrap_err().message;
        assert_eq!(
            twice,
            "#030 is not unique: TASKS/a/030_x.md, TASKS/b/030_y.md; rename all but one of these files"
        );
        assert_eq!(store.find(8).unwrap_err().message, "there is no task #008 below TASKS/");
    }
}
