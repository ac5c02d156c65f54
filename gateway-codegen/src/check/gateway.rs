//! Rules for `[gateway]` and `[principals]`.

use std::collections::BTreeSet;
use std::time::Duration;

use super::values::{self, unknown};
use crate::diag::{Code, Log, Shown as _};
use crate::model::{Gateway, Principal};
use crate::source::Span;
use crate::syntax::{self, File, GatewayName, Key, PrincipalName, ProfileName, Spanned};

/// The profile that has every tool.
pub(super) const ALL: &str = "all";

const LIST_TTL: Duration = Duration::from_secs(60 * 60);

/// Checks `[gateway]`.
pub(super) fn check(file: &File, log: &mut Log) -> Gateway {
    let Some(gateway) = file.gateway.get().map(|gateway| &gateway.value) else { return empty() };
    let name = name(gateway, log);
    Gateway {
        title: values::text(&gateway.title, "title", log).unwrap_or_else(|| name.clone()),
        instructions: values::text(&gateway.instructions, "instructions", log),
        list_ttl: values::duration_or(&gateway.list_ttl, LIST_TTL, log),
        principal: local_principal(file, &gateway.principal, log),
        enabled: enabled(file, gateway, log),
        name,
    }
}

fn empty() -> Gateway {
    let (name, title, principal) = Default::default();
    Gateway { name, title, instructions: None, list_ttl: LIST_TTL, principal, enabled: None }
}

fn name(gateway: &syntax::Gateway, log: &mut Log) -> String {
    let Some(name) = gateway.name.get() else { return String::new() };
    values::name::<GatewayName>(name, log);
    name.value.to_string()
}

fn local_principal(file: &File, key: &Key<String>, log: &mut Log) -> String {
    let Some(principal) = key.get() else { return String::new() };
    if let Some(principals) = file.principals.get()
        && !principals.value.entries.is_empty()
        && !principals.value.has(&principal.value)
    {
        let known: Vec<_> = principals.value.names().collect();
        unknown(Code::UnknownPrincipal, principal.span, "principal", &principal.value, &known, log);
    }
    principal.value.clone()
}

/// The servers of this wave, each of which exists and is named once.
fn enabled(file: &File, gateway: &syntax::Gateway, log: &mut Log) -> Option<BTreeSet<String>> {
    let list = gateway.enabled.get()?;
    let known: Vec<_> = file.servers.get().into_iter().flat_map(|servers| servers.value.names()).collect();
    let mut names = BTreeSet::new();
    for name in &list.value {
        if !known.contains(&name.value.as_str()) {
            if !file.servers.is_wrong() {
                unknown(Code::UnknownServer, name.span, "server", &name.value, &known, log);
            }
        } else if !names.insert(name.value.clone()) {
            log.report(Code::DuplicateName, name.span, format!("`{}` stands twice", name.value.shown()))
                .help("remove one of them");
        }
    }
    if list.value.is_empty() {
        log.report(Code::NoTools, list.span, "there is nothing to serve: no server is enabled")
            .help("list the servers of the first wave, or remove `enabled` to enable all");
    }
    Some(names)
}

/// Checks `[principals]`.
pub(super) fn principals(file: &File, log: &mut Log) -> Vec<Principal> {
    let entries = file.principals.get().map_or(&[][..], |principals| &principals.value.entries);
    if entries.is_empty() && !file.principals.is_wrong() {
        let span = file.principals.get().map_or_else(Span::default, |principals| principals.span);
        log.report(Code::NoPrincipal, span, "nobody may call: the file has no principals")
            .help("add `[principals.operator]` with `profile = \"all\"`");
    }
    for entry in entries {
        values::name::<PrincipalName>(&entry.name, log);
    }
    let good = entries.iter().filter_map(|entry| Some((&entry.name, &entry.value.as_ref()?.value)));
    let mut principals: Vec<_> = good.map(|(name, written)| principal(file, name, written, log)).collect();
    principals.sort_by(|a, b| a.name.cmp(&b.name));
    principals
}

fn principal(file: &File, name: &Spanned<String>, written: &syntax::Principal, log: &mut Log) -> Principal {
    let profile = written.profile.get().map(|profile| {
        check_profile(file, profile, log);
        profile.value.clone()
    });
    Principal {
        name: name.value.clone(),
        profile: profile.unwrap_or_default(),
        may_approve: written.may_approve.get().is_some_and(|may| may.value),
        may_operate: written.may_operate.get().is_some_and(|may| may.value),
    }
}

fn check_profile(file: &File, profile: &Spanned<String>, log: &mut Log) {
    if profile.value == ALL || file.profiles.is_wrong() {
        return;
    }
    let profiles = file.profiles.get().map(|profiles: &Spanned<syntax::Map<ProfileName, _>>| &profiles.value);
    if profiles.is_none_or(|profiles| !profiles.has(&profile.value)) {
        let mut known: Vec<_> = profiles.into_iter().flat_map(syntax::Map::names).collect();
        known.push(ALL);
        unknown(Code::UnknownProfile, profile.span, "profile", &profile.value, &known, log);
    }
}
