//! Every output, one pure function each.

pub mod clients;
pub mod deploy;
pub mod docs;
pub mod observe;
pub mod review;
pub mod rust;
pub mod sql;
pub(crate) mod words;

use std::collections::BTreeMap;

use crate::plan::{Plan, ServerPlan, ToolPlan};

/// Path relative to the output folder, with `/`, to content.
pub type Files = BTreeMap<String, String>;

/// One kind of output.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// Its path below the output folder; `{}` stands for the name of a server or a tool.
    pub path: &'static str,
    /// Who needs it.
    pub target: Target,
    /// Its content.
    pub render: Render,
}

/// Who needs an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The Rust compiler: a build writes it, and it is in the review copy too.
    Compiler,
    /// Reviewers, clients and operators.
    Readers,
}

/// How content is made: once, or for each server or tool.
#[derive(Clone, Copy, Debug)]
pub enum Render {
    /// One file.
    Once(fn(&Plan) -> String),
    /// A file for each server.
    EachServer(fn(&Plan, &ServerPlan) -> String),
    /// A file for each tool.
    EachTool(fn(&Plan, &ToolPlan) -> String),
    /// A file for each tool that has one.
    SomeTools(fn(&Plan, &ToolPlan) -> Option<String>),
}

/// Every output.
pub const OUTPUTS: &[Output] = &[
    to_compile("rust/gateway.rs", Render::Once(rust::root)),
    to_compile("rust/client.rs", Render::Once(rust::client)),
    to_compile("rust/lists.rs", Render::Once(rust::lists)),
    to_compile("rust/policy.rs", Render::Once(rust::policy)),
    to_compile("rust/routes.rs", Render::Once(rust::routes)),
    to_compile("rust/search.rs", Render::Once(rust::search)),
    to_compile("rust/tools.rs", Render::Once(rust::tools)),
    to_compile("rust/servers/{}.rs", Render::EachServer(rust::server)),
    to_compile("clients/claude-code.json", Render::Once(clients::claude_code)),
    to_compile("clients/claude-code.side-by-side.json", Render::Once(clients::claude_code_both)),
    to_compile("clients/claude-desktop.json", Render::Once(clients::claude_desktop)),
    to_compile("clients/claude-desktop.side-by-side.json", Render::Once(clients::claude_desktop_both)),
    to_compile("clients/cursor.json", Render::Once(clients::cursor)),
    to_compile("clients/cursor.side-by-side.json", Render::Once(clients::cursor_both)),
    to_compile("clients/vscode.json", Render::Once(clients::vscode)),
    to_compile("clients/vscode.side-by-side.json", Render::Once(clients::vscode_both)),
    to_read("clients/README.md", Render::Once(clients::readme)),
    to_read("deploy/Containerfile", Render::Once(deploy::containerfile)),
    to_read("deploy/Containerfile.tools", Render::Once(deploy::containerfile_tools)),
    to_read("deploy/compose.own.yaml", Render::Once(deploy::compose_own)),
    to_read("deploy/compose.yaml", Render::Once(deploy::compose)),
    to_read("deploy/gateway.toml", Render::Once(deploy::settings)),
    to_read("deploy/kubernetes/access.yaml", Render::Once(deploy::kubernetes_access)),
    to_read("deploy/kubernetes/backends.yaml", Render::Once(deploy::kubernetes_backends)),
    to_read("deploy/kubernetes/config.yaml", Render::Once(deploy::kubernetes_config)),
    to_read("deploy/kubernetes/gateway.yaml", Render::Once(deploy::kubernetes_gateway)),
    to_read("deploy/kubernetes/kustomization.yaml", Render::Once(deploy::kubernetes)),
    to_read("deploy/kubernetes/network.yaml", Render::Once(deploy::kubernetes_network)),
    to_read("deploy/kubernetes/scale.yaml", Render::Once(deploy::kubernetes_scale)),
    to_read("deploy/kubernetes/storage.yaml", Render::Once(deploy::kubernetes_storage)),
    to_read("deploy/kubernetes/valkey/kustomization.yaml", Render::Once(deploy::valkey)),
    to_read("deploy/kubernetes/valkey/valkey.yaml", Render::Once(deploy::valkey_server)),
    to_read("deploy/openshift/kustomization.yaml", Render::Once(deploy::openshift)),
    to_read("deploy/openshift/route.yaml", Render::Once(deploy::openshift_route)),
    to_read("deploy/quadlet/gateway-state.volume", Render::Once(deploy::quadlet_volume)),
    to_read("deploy/quadlet/gateway.container", Render::Once(deploy::quadlet_container)),
    to_read("deploy/quadlet/gateway.network", Render::Once(deploy::quadlet_network)),
    to_read("deploy/systemd/gateway.service", Render::Once(deploy::systemd_service)),
    to_read("deploy/systemd/gateway.sysusers.conf", Render::Once(deploy::systemd_sysusers)),
    to_read("deploy/grafana/dashboard.json", Render::Once(observe::dashboard)),
    to_read("deploy/prometheus/alerts.yaml", Render::Once(observe::alerts)),
    to_read("docs/TOOLS.md", Render::Once(docs::tools)),
    to_read("registry.sql", Render::Once(sql::registry)),
    to_read("schemas/{}.json", Render::EachTool(review::schema)),
    to_read("schemas/{}.returns.json", Render::SomeTools(review::returns)),
    to_read("tools.lock", Render::Once(review::lock)),
    to_read("tools.schema.json", Render::Once(review::tools_schema)),
];

const fn to_compile(path: &'static str, render: Render) -> Output {
    Output { path, target: Target::Compiler, render }
}

const fn to_read(path: &'static str, render: Render) -> Output {
    Output { path, target: Target::Readers, render }
}

impl Output {
    /// For an output with many files, their folder and the end of their names.
    pub(crate) fn family(&self) -> Option<(&'static str, &'static str)> {
        self.path.split_once("/{}")
    }

    /// Its files.
    fn files(&self, plan: &Plan) -> Files {
        let path = |name: &str| self.path.replace("{}", name);
        match self.render {
            Render::Once(render) => [(self.path.to_owned(), render(plan))].into(),
            Render::EachServer(render) => {
                plan.servers.iter().map(|server| (path(&server.server.name), render(plan, server))).collect()
            }
            Render::EachTool(render) => {
                plan.tools.iter().map(|tool| (path(&tool.file), render(plan, tool))).collect()
            }
            Render::SomeTools(render) => {
                plan.tools.iter().filter_map(|tool| Some((path(&tool.file), render(plan, tool)?))).collect()
            }
        }
    }
}

/// The files that are compiled into a gateway.
#[must_use]
pub fn compiled(plan: &Plan) -> Files {
    render(plan, Target::Compiler)
}

/// The files that are only read.
#[must_use]
pub fn read(plan: &Plan) -> Files {
    render(plan, Target::Readers)
}

/// All files.
#[must_use]
pub fn all(plan: &Plan) -> Files {
    let mut files = compiled(plan);
    files.extend(read(plan));
    files
}

fn render(plan: &Plan, target: Target) -> Files {
    OUTPUTS.iter().filter(|output| output.target == target).flat_map(|output| output.files(plan)).collect()
}
