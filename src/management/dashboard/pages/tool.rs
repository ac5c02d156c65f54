//! One tool: what it accepts, what holds for it, how it does, and trying it.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use gateway_runtime::narrow::Effective;
use gateway_runtime::spec::{Approval, ToolSpec};
use gateway_runtime::words::{CacheTime, Size, Word};

use super::super::Dashboard;
use super::super::entry::{Fields, Visitor, see};
use super::super::figures::{ToolFigures, tool};
use super::super::form::{Control, Look, arguments, controls};
use super::super::live::{Paced, stream};
use super::super::text::indented;
use super::super::tries::Try;
use super::{Frame, Page, Refusal, page, refusal, tool_named};
use crate::generated::CONTRACT;

/// How long the answer to a form waits for the call.
const SETTLING: Duration = Duration::from_secs(1);

/// One condition: as compiled in, and as it is now.
struct Term {
    name: &'static str,
    compiled: String,
    now: String,
}

#[derive(Template)]
#[template(path = "dashboard/tool.html")]
struct Tool {
    frame: Frame,
    spec: &'static ToolSpec,
    server: &'static str,
    figures: ToolFigures,
    terms: Vec<Term>,
    is_off: bool,
    may_call: bool,
    needs_approval: bool,
    controls: Vec<Control>,
    input_schema: String,
    output_schema: Option<String>,
}

#[derive(Template)]
#[template(path = "dashboard/controls.html")]
struct Controls<'a> {
    controls: &'a [Control],
}

impl Tool {
    /// The controls as HTML: groups are in groups.
    fn form(&self) -> Controls<'_> {
        Controls { controls: &self.controls }
    }
}

fn words(holds: &Effective) -> [(&'static str, String); 7] {
    let policy = &holds.policy;
    let size = |size: Option<usize>| size.map_or("unlimited".into(), |size| Size(size).show());
    let rates: Vec<_> = holds.rates().map(|rate| rate.show()).collect();
    [
        ("rate", if rates.is_empty() { "unlimited".into() } else { rates.join(", ") }),
        ("approval", policy.approval.show()),
        ("cache", CacheTime(policy.cache.unwrap_or_default()).show()),
        ("retries", policy.retries.to_string()),
        ("call timeout", policy.call_timeout.map_or("of its server".into(), |timeout| timeout.show())),
        ("largest arguments", size(policy.max_arguments)),
        ("largest result", size(policy.max_result)),
    ]
}

fn terms(spec: &ToolSpec, now: &Effective) -> Vec<Term> {
    let compiled = words(&Effective::compiled(&CONTRACT, spec));
    let both = compiled.into_iter().zip(words(now));
    both.map(|((name, compiled), (_, now))| Term { name, compiled, now }).collect()
}

pub(in super::super) async fn show(
    State(dashboard): State<Dashboard>,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Page {
    let (gateway, spec) = (&dashboard.api.gateway, tool_named(&name)?);
    let holds = gateway.effective(spec);
    let profile = &CONTRACT.profiles[usize::from(visitor.operator.principal.spec().profile)];
    page(&Tool {
        frame: Frame::new("/tools", &dashboard, &visitor),
        spec,
        server: CONTRACT.server_of(spec).name,
        figures: tool(gateway, spec),
        terms: terms(spec, &holds),
        is_off: holds.off,
        may_call: profile.contains(spec),
        needs_approval: holds.policy.approval == Approval::Always,
        controls: controls(spec),
        input_schema: indented(spec.input_schema),
        output_schema: spec.output_schema.map(indented),
    })
}

/// Calls the tool.
pub(in super::super) async fn begin(
    State(dashboard): State<Dashboard>,
    visitor: Visitor,
    Path(name): Path<String>,
    fields: Fields,
) -> Page {
    let spec = tool_named(&name)?;
    let arguments = arguments(spec, &fields).map_err(|why| refusal(StatusCode::BAD_REQUEST, why))?;
    let begun = dashboard.tries.begin(&dashboard.api.gateway, visitor.operator.principal, (spec, arguments));
    let begun = begun.map_err(|why| refusal(StatusCode::SERVICE_UNAVAILABLE, why))?;
    begun.settle(SETTLING).await;
    Ok(see(&format!("/tries/{}", begun.id)))
}

#[derive(Template)]
#[template(path = "dashboard/try.html")]
struct Tried {
    frame: Frame,
    tried: Arc<Try>,
}

#[derive(Template)]
#[template(path = "dashboard/try_now.html")]
struct Patch {
    tried: Arc<Try>,
}

fn find(dashboard: &Dashboard, visitor: &Visitor, id: &str) -> Result<Arc<Try>, Refusal> {
    let found = dashboard.tries.find(id, &visitor.operator.principal);
    let gone =
        || refusal(StatusCode::NOT_FOUND, "This call is no longer remembered here. The audit has its row.");
    found.ok_or_else(gone)
}

pub(in super::super) async fn tried(
    State(dashboard): State<Dashboard>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Page {
    let tried = find(&dashboard, &visitor, &id)?;
    page(&Tried { frame: Frame::new("/tools", &dashboard, &visitor), tried })
}

pub(in super::super) async fn live(
    State(dashboard): State<Dashboard>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Page {
    let tried = find(&dashboard, &visitor, &id)?;
    let patch = move || {
        let patch = Patch { tried: tried.clone() }.render().ok();
        async move { patch }
    };
    Ok(stream(dashboard, visitor, Paced::new(patch)))
}
