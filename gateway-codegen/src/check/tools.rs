//! Rules for `[servers.NAME.tools]`.

use super::classes::{self, Classes};
use super::{Context, params, schema_file, values};
use crate::diag::{Code, Log};
use crate::model::{Class, Input, Object, Tool};
use crate::syntax::{self, Server, Spanned};

/// Checks the tools of a server.
pub(super) fn check(server: &Server, classes: &Classes, cx: &mut Context<'_>) -> Vec<Tool> {
    let good = server.tools.get().into_iter().flat_map(|tools| tools.value.good());
    let mut tools: Vec<_> = good.map(|(name, tool)| check_tool(name, tool, classes, cx)).collect();
    tools.sort_by(|a, b| a.name.cmp(&b.name));
    tools
}

fn check_tool(
    name: &Spanned<String>,
    written: &syntax::Tool,
    classes: &Classes,
    cx: &mut Context<'_>,
) -> Tool {
    let input = input(written, cx);
    let log = &mut cx.log;
    let class = classes::class_of(&written.class, log);
    let policy = classes::policy_of(written, class, classes, log);
    let class = class.unwrap_or(Class::Read);
    Tool {
        name: name.value.clone(),
        title: values::text(&written.title, "title", log).unwrap_or_else(|| title(&name.value)),
        upstream: upstream(written, log).unwrap_or_else(|| name.value.clone()),
        description: values::text(&written.description, "description", log).unwrap_or_default(),
        aliases: aliases(written),
        class,
        annotations: classes::annotations(written, class),
        policy,
        input,
    }
}

/// The words of a name, the first letter in upper case.
fn title(name: &str) -> String {
    let words = name.split(['_', '.', '-']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    letters.next().map_or_else(|| name.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

fn upstream(written: &syntax::Tool, log: &mut Log) -> Option<String> {
    let upstream = written.upstream.get()?;
    if upstream.value.trim().is_empty() {
        log.report(Code::EmptyText, upstream.span, "`upstream` is empty")
            .help("say the tool's name at the server");
    }
    Some(upstream.value.clone())
}

fn aliases(written: &syntax::Tool) -> Vec<String> {
    let mut aliases: Vec<_> =
        super::names::aliases(written).iter().map(|alias| alias.value.to_string()).collect();
    aliases.sort();
    aliases
}

fn input(written: &syntax::Tool, cx: &mut Context<'_>) -> Input {
    only_one_input(written, &mut cx.log);
    if let Some(file) = written.input_schema.get() {
        return Input::Schema(schema_file::check(&file.value, cx));
    }
    let open = written.open.get().is_some_and(|open| open.value);
    let params = written.params.get().map(|params| params::of_tool(&params.value, cx));
    Input::Params(Object { params: params.unwrap_or_default(), open })
}

fn only_one_input(written: &syntax::Tool, log: &mut Log) {
    let Some(schema) = written.input_schema.key() else { return };
    let clashes = [("params", written.params.key()), ("open", written.open.key())];
    for (name, span) in clashes.into_iter().filter_map(|(name, span)| Some((name, span?))) {
        log.report(Code::InputTwice, schema, format!("`input_schema` cannot stand beside `{name}`"))
            .also(span, format!("`{name}` is here"))
            .help("the schema file says everything about the arguments: keep one of the two");
    }
}
