//! From a JSON Schema to the parameter syntax, where that says exactly the same.
//!
//! Every member of a schema must be understood: one that is not makes the whole schema go to a file instead. Whether what
//! comes out obeys the rules of `tools.toml` is for its compiler to say, not for this.

mod shape;

use toml_edit::{InlineTable, Value};

use self::shape::{Members, into_toml, shape};
use super::node::Node;
use super::text;

/// What an object is declared as.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) open: bool,
    pub(super) members: Vec<Member>,
}

/// A parameter, or a member of what is returned.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) table: InlineTable,
    /// Its text is made up.
    pub(super) is_undescribed: bool,
}

/// The arguments of a tool.
pub(super) fn of_input(schema: &Node) -> Option<Declared> {
    declared(schema, true)
}

/// What a tool returns; others than the declared members are never allowed there.
pub(super) fn of_output(schema: &Node) -> Option<Declared> {
    declared(schema, false).filter(|declared| !declared.open)
}

fn declared(schema: &Node, is_input: bool) -> Option<Declared> {
    let mut members = Members::of(schema)?;
    // Texts at the top say what the tool's own texts say; the vocabulary is the same in all dialects.
    for key in ["$schema", "title"] {
        members.take(key);
    }
    (members.take("type")?.text()? == "object").then_some(())?;
    let declared = object(&mut members, is_input)?;
    members.is_empty().then_some(declared)
}

/// `properties`, `required` and `additionalProperties`.
fn object(members: &mut Members<'_>, is_input: bool) -> Option<Declared> {
    let open = match members.take("additionalProperties") {
        None => true,
        Some(Node::Bool(open)) => *open,
        Some(node) => node.object().filter(|members| members.is_empty()).map(|_| true)?,
    };
    let properties = match members.take("properties") {
        Some(properties) => properties.object()?,
        None => &[],
    };
    let required: Vec<&str> = match members.take("required") {
        Some(required) => required.list()?.iter().map(Node::text).collect::<Option<_>>()?,
        None => Vec::new(),
    };
    let is_known = |name: &&str| properties.iter().any(|(property, _)| property == name);
    required.iter().all(is_known).then_some(())?;
    let member =
        |(name, schema): &(String, Node)| member(name, schema, required.contains(&name.as_str()), is_input);
    Some(Declared { open, members: properties.iter().map(member).collect::<Option<_>>()? })
}

fn member(name: &str, schema: &Node, is_required: bool, is_input: bool) -> Option<Member> {
    let mut members = Members::of(schema)?;
    let title = members.take("title");
    let default = members.take("default");
    let description = members.take("description");
    let mut table = shape(&mut members)?;
    let doc = match (description, title) {
        (Some(Node::Text(doc)), title) if is_name(title, name) => Some(doc.as_str()),
        (None, title) if is_name(title, name) => None,
        (None, Some(Node::Text(title))) => Some(title.as_str()),
        _ => return None,
    };
    presence(&mut table, default, is_required)?;
    let is_undescribed = is_input && doc.is_none_or(|doc| doc.trim().is_empty());
    match doc {
        _ if is_undescribed => drop(table.insert("doc", text::sentence(name).into())),
        // Its texts stay as they are, or the schema goes to a file.
        Some(doc) => drop(table.insert("doc", doc.into())),
        None => {}
    }
    Some(Member { name: name.to_owned(), table, is_undescribed })
}

/// A title that only repeats the name says nothing.
fn is_name(title: Option<&Node>, name: &str) -> bool {
    title.is_none_or(|title| title.text().is_some_and(|title| text::words(title) == text::words(name)))
}

fn presence(table: &mut InlineTable, default: Option<&Node>, is_required: bool) -> Option<()> {
    match (default, is_required) {
        (None, true) => {}
        (Some(_), true) => return None,
        // The syntax has no null, and leaving out is what it means.
        (None | Some(Node::Null), false) => drop(table.insert("optional", true.into())),
        (Some(default), false) => drop(table.insert("default", into_toml(default)?)),
    }
    Some(())
}

/// The fields of an object within a schema, as a table.
fn fields(members: &mut Members<'_>) -> Option<InlineTable> {
    let declared = object(members, false)?;
    let mut table = InlineTable::new();
    if declared.members.is_empty() && declared.open {
        table.insert("type", "object".into());
        return Some(table);
    }
    let fields: InlineTable =
        declared.members.into_iter().map(|member| (member.name, Value::InlineTable(member.table))).collect();
    table.insert("fields", Value::InlineTable(fields));
    if declared.open {
        table.insert("open", true.into());
    }
    Some(table)
}
