//! `deploy/`: ways to run the gateway, and behind it the servers that have an address of their own.

mod quote;
mod site;

use askama::Template;

use self::site::Site;
use crate::plan::Plan;

/// One function an output, each filling a template of its own.
macro_rules! outputs {
    ($($(#[doc = $doc:literal])+ $name:ident = $path:tt;)+) => {$(
        $(#[doc = $doc])+
        #[must_use]
        pub fn $name(plan: &Plan) -> String {
            #[derive(Template)]
            #[template(path = $path, escape = "none")]
            struct Page<'a> {
                site: Site<'a>,
            }
            // Writing to a string cannot fail.
            Page { site: Site::new(plan) }.render().unwrap_or_default()
        }
    )+};
}

outputs! {
    /// `Containerfile`: the binary and nothing else.
    containerfile = "deploy/Containerfile";
    /// `Containerfile.tools`: the binary beside the programs that some embedded servers start.
    containerfile_tools = "deploy/Containerfile.tools";
    /// `compose.yaml`: the gateway, the servers behind it, and what they ask.
    compose = "deploy/compose.yaml";
    /// `compose.own.yaml`: the same with the owner's images for the servers.
    compose_own = "deploy/compose.own.yaml";
    /// `gateway.toml`: the settings of the gateway in `compose.yaml`.
    settings = "deploy/gateway.toml";
    /// `kubernetes/access.yaml`: the account, and how clients reach the gateway.
    kubernetes_access = "deploy/kubernetes/access.yaml";
    /// `kubernetes/backends.yaml`: the servers behind it.
    kubernetes_backends = "deploy/kubernetes/backends.yaml";
    /// `kubernetes/config.yaml`: the settings.
    kubernetes_config = "deploy/kubernetes/config.yaml";
    /// `kubernetes/gateway.yaml`: the gateway.
    kubernetes_gateway = "deploy/kubernetes/gateway.yaml";
    /// `kubernetes/kustomization.yaml`: the list of the others.
    kubernetes = "deploy/kubernetes/kustomization.yaml";
    /// `kubernetes/network.yaml`: who may talk to whom.
    kubernetes_network = "deploy/kubernetes/network.yaml";
    /// `kubernetes/scale.yaml`: how many, and how many at least while nodes are emptied.
    kubernetes_scale = "deploy/kubernetes/scale.yaml";
    /// `kubernetes/storage.yaml`: what is kept.
    kubernetes_storage = "deploy/kubernetes/storage.yaml";
    /// `kubernetes/valkey/kustomization.yaml`: what replicas share, as a component to add.
    valkey = "deploy/kubernetes/valkey/kustomization.yaml";
    /// `kubernetes/valkey/valkey.yaml`: its server.
    valkey_server = "deploy/kubernetes/valkey/valkey.yaml";
    /// `openshift/kustomization.yaml`: what differs on OpenShift.
    openshift = "deploy/openshift/kustomization.yaml";
    /// `openshift/route.yaml`: the public address.
    openshift_route = "deploy/openshift/route.yaml";
    /// `quadlet/gateway.container`: the gateway as a container that systemd keeps running.
    quadlet_container = "deploy/quadlet/gateway.container";
    /// `quadlet/gateway.network`: its network.
    quadlet_network = "deploy/quadlet/gateway.network";
    /// `quadlet/gateway-state.volume`: its state.
    quadlet_volume = "deploy/quadlet/gateway-state.volume";
    /// `systemd/gateway.service`: the gateway as a service.
    systemd_service = "deploy/systemd/gateway.service";
    /// `systemd/gateway.sysusers.conf`: its user.
    systemd_sysusers = "deploy/systemd/gateway.sysusers.conf";
}
