//! What is started, and with which settings: all of it is known to the real program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::kubernetes::patched;
use crate::site::{Site, shipped, sites};
use crate::tools;
use crate::units::values;

const GATEWAY: &str = env!("CARGO_BIN_EXE_gateway");

type Variables = BTreeMap<String, String>;

fn words(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(|word| word.as_str().unwrap().to_owned()).collect()
}

/// The services of a composition, and the containers of a cluster.
fn containers(site: &Site) -> Vec<Value> {
    let composed = site.compose(false)["services"].as_object().unwrap().values().cloned();
    let pods = ["openshift/kustomization.yaml", "kubernetes/valkey/kustomization.yaml"].into_iter();
    let pods = pods.flat_map(|kustomization| patched(site, kustomization));
    let of_pods = pods.map(|pod| pod.pointer("/spec/template/spec/containers/0").unwrap().clone());
    composed.chain(of_pods).collect()
}

fn probes(container: &Value) -> Vec<Vec<String>> {
    let pointers = ["/healthcheck/test", "/startupProbe/exec/command", "/livenessProbe/exec/command"];
    let pointers = pointers.into_iter().chain(["/readinessProbe/exec/command"]);
    pointers.filter_map(|pointer| container.pointer(pointer)).map(words).collect()
}

/// Every command with which the gateway's program is started, without the program.
fn commands(site: &Site) -> BTreeSet<Vec<String>> {
    let mut commands = BTreeSet::new();
    for container in containers(site) {
        commands.extend([words(&container["command"]), words(&container["args"])]);
        commands.extend(probes(&container).into_iter().filter_map(|probe| after_program(&probe)));
    }
    let split = |text: &String| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    for file in ["Containerfile", "Containerfile.tools"] {
        let text = site.text(file);
        let line = text.lines().find_map(|line| line.strip_prefix("CMD ")).unwrap();
        commands.insert(serde_json::from_str(line).unwrap());
    }
    let unit = values(&site.text("systemd/gateway.service"), "ExecStart");
    let quadlet = site.text("quadlet/gateway.container");
    commands.extend(
        unit.iter().chain(&values(&quadlet, "HealthCmd")).filter_map(|line| after_program(&split(line))),
    );
    commands.extend(values(&quadlet, "Exec").iter().map(split));
    commands.remove(&Vec::new());
    commands
}

/// What follows `/gateway`; nothing where another program is started.
fn after_program(words: &[String]) -> Option<Vec<String>> {
    let at = words.iter().position(|word| word.ends_with("/gateway"))?;
    Some(words[at + 1..].to_vec())
}

/// Whether the program understands the words before it does anything.
fn is_understood(words: &[String]) -> bool {
    let output = Command::new(GATEWAY).args(words).arg("--help").output().unwrap();
    output.status.success() && !output.stdout.is_empty()
}

#[test]
fn every_command_has_options_that_the_program_has() {
    let all: BTreeSet<_> = sites().iter().flat_map(commands).collect();
    assert!(all.len() > 25, "{all:?}");
    for command in &all {
        assert!(is_understood(command), "{command:?}");
    }
    let wrong = [all.first().unwrap(), &["--no-such-option".to_owned()][..]].concat();
    assert!(!is_understood(&wrong), "this test finds nothing: {wrong:?}");
}

/// The environment of a container, written in either of two ways.
fn variables(container: &Value) -> Variables {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let composed = container["environment"].as_object().into_iter().flatten();
    let composed = composed.map(|(name, value)| (name.clone(), text(value)));
    let of_pod = container["env"].as_array().into_iter().flatten();
    composed.chain(of_pod.map(|each| (text(&each["name"]), text(&each["value"])))).collect()
}

/// The environment that a line of `NAME=value` words sets.
fn assignments(line: &str) -> Variables {
    let pairs = line.split(' ').map(|pair| pair.split_once('=').unwrap());
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn environments(site: &Site) -> BTreeSet<Variables> {
    let mut all: BTreeSet<_> = containers(site).iter().map(variables).collect();
    for file in ["Containerfile", "Containerfile.tools"] {
        let text = site.text(file);
        all.insert(assignments(text.lines().find_map(|line| line.strip_prefix("ENV ")).unwrap()));
    }
    for file in ["systemd/gateway.service", "quadlet/gateway.container"] {
        all.extend(values(&site.text(file), "Environment").iter().map(|line| assignments(line)));
    }
    all
}

/// Reads the settings as any command does, and says what is wrong with them.
fn mistakes(folder: &Path, variables: &Variables) -> String {
    let mut command = Command::new(GATEWAY);
    command.arg("tools").env_clear().envs(variables).current_dir(folder);
    let output = command.output().unwrap();
    if output.status.success() { String::new() } else { String::from_utf8(output.stderr).unwrap() }
}

#[test]
fn every_variable_and_key_is_a_setting_that_the_program_has() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("given.toml");
    let map = &shipped().documents("kubernetes/config.yaml")[0];
    let of_cluster = map["data"]["gateway.toml"].as_str().unwrap().to_owned();
    for settings in [shipped().text("gateway.toml"), of_cluster] {
        std::fs::write(&file, settings).unwrap();
        for mut variables in environments(shipped()) {
            variables.insert("GATEWAY_CONFIG".into(), file.to_str().unwrap().into());
            assert_eq!(mistakes(folder.path(), &variables), "", "{variables:?}");
        }
    }
    let wrong = Variables::from([("GATEWAY_NO_SUCH_SETTING".into(), "1".into())]);
    assert!(mistakes(folder.path(), &wrong).contains("GATEWAY_NO_SUCH_SETTING"), "this test finds nothing");
}

#[test]
fn the_ports_that_are_probed_and_served_are_those_that_are_called() {
    let composed = shipped().compose(false);
    let registry =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/registry.sql"))
            .unwrap();
    for (name, service) in composed["services"].as_object().unwrap() {
        let command = words(&service["command"]);
        if command.first().is_none_or(|first| first != "fleet") {
            continue;
        }
        let port = command[3].rsplit_once(':').unwrap().1;
        assert!(registry.contains(&format!("'http://{name}:{port}/mcp'")), "{name} listens on {port}");
        assert!(words(&service["healthcheck"]["test"]).contains(&format!("http://127.0.0.1:{port}/mcp")));
    }
}

#[test]
fn the_fleet_leaves_the_policy_to_a_gateway_only_for_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys.json");
    let fleet = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = Command::new(GATEWAY);
        command.args(["fleet", "task", "--behind-gateway"]).args(arguments).env_clear();
        let output = command.envs(variables.iter().copied()).current_dir(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(fleet(&[], &[]).contains("--http"), "not on standard input");
    let http = ["--http", "127.0.0.1:0"];
    assert!(fleet(&http, &[]).contains("needs a key that only the gateway in front has"));
    let named = [("GATEWAY_CREDENTIALS__KEYS_FILE", keys.to_str().unwrap())];
    assert!(fleet(&http, &named).contains("needs a key"), "a file without keys");
    let mut key = Command::new(GATEWAY);
    key.args(["key", "new", "--principal", "agent"]).env_clear().envs(named);
    tools::run(&mut key, "gateway key");
    let open = [named[0], ("GATEWAY_HTTP__ANONYMOUS", "agent")];
    assert!(fleet(&http, &open).contains("leave http.anonymous out"), "a way around the key");
}
