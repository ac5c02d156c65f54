//! All tools.

use askama::Template;
use axum::extract::State;
use gateway_runtime::spec::{Approval, ToolSpec};

use super::super::Dashboard;
use super::super::entry::{Fields, Visitor};
use super::super::figures::{ToolFigures, tool};
use super::{Choice, Frame, Page, choices, page};
use crate::generated::CONTRACT;

struct Row {
    spec: &'static ToolSpec,
    server: &'static str,
    figures: ToolFigures,
    is_off: bool,
    needs_approval: bool,
}

#[derive(Template)]
#[template(path = "dashboard/tools.html")]
struct Tools {
    frame: Frame,
    rows: Vec<Row>,
    wanted: String,
    servers: Vec<Choice>,
    classes: Vec<Choice>,
}

/// Whether a tool is one of those asked for.
fn is_wanted(tool: &ToolSpec, fields: &Fields) -> bool {
    let has = |text: &str| {
        let text = text.to_lowercase();
        tool.name.contains(&text)
            || tool.title.to_lowercase().contains(&text)
            || tool.description.to_lowercase().contains(&text)
    };
    fields.filled("q").is_none_or(has)
        && fields.filled("server").is_none_or(|server| CONTRACT.server_of(tool).name == server)
        && fields.filled("class").is_none_or(|class| tool.class.name() == class)
}

pub(in super::super) async fn show(
    State(dashboard): State<Dashboard>,
    visitor: Visitor,
    fields: Fields,
) -> Page {
    let gateway = &dashboard.api.gateway;
    let row = |spec: &'static ToolSpec| {
        let holds = gateway.effective(spec);
        Row {
            spec,
            server: CONTRACT.server_of(spec).name,
            figures: tool(gateway, spec),
            is_off: holds.off,
            needs_approval: holds.policy.approval == Approval::Always,
        }
    };
    page(&Tools {
        frame: Frame::new("/tools", &dashboard, &visitor),
        rows: CONTRACT.tools.iter().filter(|tool| is_wanted(tool, &fields)).map(row).collect(),
        wanted: fields.filled("q").unwrap_or_default().to_owned(),
        servers: choices(CONTRACT.servers.iter().map(|server| server.name), fields.filled("server")),
        classes: choices(["read", "write", "destructive"], fields.filled("class")),
    })
}
