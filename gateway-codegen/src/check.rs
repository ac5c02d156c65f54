//! All rules of `tools.toml`, and the only place where they live.
//!
//! Invariant: every function here returns something even when it reported a mistake, so that one mistake never hides
//! another; what is returned is thrown away unless nothing at all was reported.

mod budget;
mod classes;
mod defaults;
mod endpoints;
mod gateway;
mod headers;
mod names;
mod offers;
mod own;
mod params;
mod pattern;
mod profiles;
mod schema_file;
mod servers;
mod shapes;
mod tools;
mod values;

pub use self::offers::{holds, is_prefix, is_prompt};
pub use self::values::is_hidden;

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use crate::diag::{Code, Diagnostics, Log};
use crate::model::Model;
use crate::source::Source;
use crate::syntax::{self, File, Places};

/// What compiling one `tools.toml` gives.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The contract.
    pub model: Model,
    /// Every file that was read: a build script watches these.
    pub files: Vec<PathBuf>,
    /// On which line what decides over calls stands.
    pub places: Places,
}

/// Compiles the `tools.toml` at `path`; it is the first of [`Compiled::files`].
///
/// # Errors
/// Every mistake of the file.
pub fn compile(path: &Path) -> Result<Compiled, Diagnostics> {
    let files = vec![path.to_owned()];
    let source = Source::load(path).map_err(|mistakes| mistakes.with_files(files.clone()))?;
    compile_source(source, path.parent().unwrap_or(Path::new("")), files)
}

/// Compiles `text`, which people know as `shown_path`; files that it names are looked up from `base`.
///
/// # Errors
/// Every mistake of the text.
pub fn compile_text(shown_path: &str, text: &str, base: &Path) -> Result<Compiled, Diagnostics> {
    compile_source(Source::new(shown_path, text), base, Vec::new())
}

/// As [`compile_text`], with files that it names read by `read`, such as from a revision of a repository.
///
/// # Errors
/// Every mistake of the text.
pub fn compile_with(
    shown_path: &str,
    text: &str,
    base: &Path,
    read: &dyn Fn(&Path) -> io::Result<Vec<u8>>,
) -> Result<Compiled, Diagnostics> {
    compile_reading(Source::new(shown_path, text), base, Vec::new(), read)
}

fn compile_source(source: Source, base: &Path, files: Vec<PathBuf>) -> Result<Compiled, Diagnostics> {
    compile_reading(source, base, files, &|path| std::fs::read(path))
}

fn compile_reading(
    source: Source,
    base: &Path,
    files: Vec<PathBuf>,
    read: &dyn Fn(&Path) -> io::Result<Vec<u8>>,
) -> Result<Compiled, Diagnostics> {
    let mut log = Log::default();
    let document = syntax::parse(&source, &mut log);
    let mut cx = Context { source: &source, base, read, log, files, patterns: HashSet::new() };
    let model = model(&document.file, &mut cx);
    let Context { mut log, files, .. } = cx;
    if log.is_empty() {
        return Ok(Compiled { model, files, places: Places::of(&source) });
    }
    drop_follow_ups(&mut log, &source, &document.broken_lines);
    Err(log.into_diagnostics(source).with_files(files))
}

/// What the rules read and write besides the file as written.
struct Context<'a> {
    source: &'a Source,
    base: &'a Path,
    read: &'a dyn Fn(&Path) -> io::Result<Vec<u8>>,
    log: Log,
    files: Vec<PathBuf>,
    /// Regular expressions that are known to compile: the same one stands in many places, and each time costs.
    patterns: HashSet<String>,
}

fn model(file: &File, cx: &mut Context<'_>) -> Model {
    names::check(file, &mut cx.log);
    offers::check(file, &mut cx.log);
    let gateway = gateway::check(file, &mut cx.log);
    let classes = classes::check(file, &mut cx.log);
    let servers = servers::check(file, &classes, cx);
    let profiles = profiles::check(file, &mut cx.log);
    let principals = gateway::principals(file, &mut cx.log);
    let mut model = Model { gateway, servers, profiles, principals };
    own::add(&mut model, file, &mut cx.log);
    // What a list costs is known where nothing else is wrong with it.
    if cx.log.is_empty() {
        budget::check(file, &model, &mut cx.log);
    }
    model
}

/// After a syntax error tables may have been lost: what seems not to be there may be, and the same line is not blamed
/// twice.
fn drop_follow_ups(log: &mut Log, source: &Source, broken_lines: &[usize]) {
    if broken_lines.is_empty() {
        return;
    }
    log.retain(|mistake| {
        let line = source.position(mistake.primary.span.start).line;
        mistake.code == Code::Syntax || !(mistake.code.is_absence() || broken_lines.contains(&line))
    });
}
