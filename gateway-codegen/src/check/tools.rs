//! Rules for `[servers.NAME.tools]`.

use super::classes::{self, Classes};
use super::{Context, params, schema_file, values};
use crate::diag::{Code, Log};
use crate::model::{Class, Object, Payload, Tool};
use crate::source::Span;
use crate::syntax::{self, Key, SchemaFile, Server, Spanned};

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
    let (input, returns) = (input(written, cx), returns(written, cx));
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
        audit_arguments: classes::copied(written, class, classes, &input, log),
        input,
        returns,
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

fn input(written: &syntax::Tool, cx: &mut Context<'_>) -> Payload {
    let others = [("params", written.params.key()), ("open", written.open.key())];
    if let Some(schema) = schema(("input_schema", &written.input_schema), &others, cx) {
        return schema;
    }
    let open = written.open.get().is_some_and(|open| open.value);
    let params = written.params.get().map(|params| params::of_tool(&params.value, cx));
    Payload::Declared(Object { params: params.unwrap_or_default(), open })
}

fn returns(written: &syntax::Tool, cx: &mut Context<'_>) -> Option<Payload> {
    let others = [("returns", written.returns.key())];
    schema(("output_schema", &written.output_schema), &others, cx).or_else(|| {
        let params = params::of_returns(&written.returns.get()?.value, cx);
        Some(Payload::Declared(Object { params, open: false }))
    })
}

/// What a schema file describes, if there is one; beside it none of `others` may stand.
fn schema(
    (name, key): (&str, &Key<SchemaFile>),
    others: &[(&str, Option<Span>)],
    cx: &mut Context<'_>,
) -> Option<Payload> {
    let (span, file) = (key.key()?, key.get()?);
    for (other, at) in others.iter().filter_map(|(other, at)| Some((other, (*at)?))) {
        cx.log
            .report(Code::DescribedTwice, span, format!("`{name}` cannot stand beside `{other}`"))
            .also(at, format!("`{other}` is here"))
            .help("the schema file says everything: keep one of the two");
    }
    Some(Payload::Schema(schema_file::check(&file.value, cx)))
}
