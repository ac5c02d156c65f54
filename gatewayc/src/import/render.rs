//! A tool of a server as its table in `tools.toml`.

use gateway_codegen::check::is_hidden;
use toml_edit::{InlineTable, Item, Table, Value};

use super::class::Guess;
use super::form::{self, Files, Side, Written};
use super::listing::{Found, Hints};
use super::text;

/// A tool, written.
pub(super) struct Rendered {
    pub(super) table: Table,
    pub(super) files: Files,
    /// Why something differs from what the server says, for a reviewer.
    pub(super) notes: Vec<String>,
}

/// Writes `tool` of `server` under `name`, as of this class.
///
/// # Errors
///
/// Why it cannot be served as it is.
pub(super) fn tool(
    server: &str,
    name: &str,
    tool: &Found,
    class: &Guess,
    is_review: bool,
) -> Result<Rendered, String> {
    let mut out = Rendered { table: Table::new(), files: Files::new(), notes: Vec::new() };
    let mut kind = Value::from(class.class);
    if is_review {
        kind.decor_mut().set_suffix(format!(" # review: {}", class.why));
    }
    out.table.insert("class", Item::Value(kind));
    if tool.name.trim().is_empty() {
        return Err("it has no name".to_owned());
    }
    title(name, tool, &mut out);
    description(tool, &mut out);
    if name != tool.name {
        out.table.insert("upstream", Item::Value(spelled(&tool.name)));
    }
    annotations(tool.hints, class.class, &mut out.table);
    let input = tool.input.as_deref().ok_or("it declares no inputSchema")?;
    // A name is no path; in that of a file it does not look like one either.
    let place = format!("schemas/{server}.{}", name.trim_matches('.').replace("..", "_"));
    let input = form::written(input, Side::Input, &format!("{place}.json"));
    out.take(input.map_err(|why| format!("its inputSchema cannot be enforced: {why}"))?);
    if let Some(output) = &tool.output {
        let output = form::written(output, Side::Output, &format!("{place}.output.json"));
        out.take(output.map_err(|why| format!("its outputSchema cannot be promised: {why}"))?);
    }
    whole(&out)?;
    Ok(out)
}

/// A name as it must be sent, its invisible characters spelled out: a reviewer sees them, and they are the same.
fn spelled(name: &str) -> Value {
    let plain = Value::from(name);
    if !name.chars().any(is_hidden) {
        return plain;
    }
    let spell = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if (c.is_control() || is_hidden(c)) && u32::from(c) > 0xFFFF => format!("\\U{:08X}", u32::from(c)),
        c if c.is_control() || is_hidden(c) => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    };
    let text: String = name.chars().map(spell).collect();
    format!("\"{text}\"").parse().unwrap_or(plain)
}

/// What each part says is right; here, that they are right together.
fn whole(out: &Rendered) -> Result<(), String> {
    form::compiled(out.table.clone(), &out.files).map(drop).map_err(|mistake| text::line(&mistake))
}

impl Rendered {
    fn take(&mut self, written: Written) {
        for (key, item) in written.keys {
            self.table.insert(key, item);
        }
        self.files.extend(written.file);
        self.notes.extend(written.notes);
    }

    fn text(&mut self, key: &str, cleaned: text::Cleaned) {
        let mut value = Value::from(cleaned.text);
        if let Some(done) = cleaned.done {
            value.decor_mut().set_suffix(format!(" # review: {done}"));
            self.notes.push(format!("{key}: {done}"));
        }
        self.table.insert(key, Item::Value(value));
    }
}

fn title(name: &str, tool: &Found, out: &mut Rendered) {
    let Some(title) = tool.title.as_deref().map(text::title) else { return };
    // What is made from the name needs not be said.
    let own = name.split(['_', '.', '-']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut letters = own.chars();
    let own: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    if !title.text.is_empty() && title.text != own {
        out.text("title", title);
    }
}

fn description(tool: &Found, out: &mut Rendered) {
    let description = text::description(tool.description.as_deref().unwrap_or_default());
    if !description.text.is_empty() {
        return out.text("description", description);
    }
    let title =
        tool.title.as_deref().map(text::title).map(|title| title.text).filter(|title| !title.is_empty());
    let text = title.unwrap_or_else(|| text::sentence(&tool.name));
    let mut value = Value::from(text);
    value.decor_mut().set_suffix(" # review: the server does not describe it");
    out.table.insert("description", Item::Value(value));
}

/// What the server states, where the class says otherwise.
fn annotations(hints: Hints, class: &str, table: &mut Table) {
    // Of a tool that only reads, the two in the middle mean nothing.
    let writes = hints.read_only != Some(true);
    let rows = [
        ("read_only", hints.read_only, class == "read"),
        ("destructive", hints.destructive.filter(|_| writes), class == "destructive"),
        ("idempotent", hints.idempotent.filter(|_| writes), class == "read"),
        ("open_world", hints.open_world, false),
    ];
    let differing = rows
        .into_iter()
        .filter_map(|(key, stated, otherwise)| Some((key, stated.filter(|stated| *stated != otherwise)?)));
    let differing: InlineTable = differing.collect();
    if !differing.is_empty() {
        table.insert("annotations", Item::Value(Value::InlineTable(differing)));
    }
}
