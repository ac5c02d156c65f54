//! The composition as processes of this machine: its commands, its variables, its settings, its secrets.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::Command;

use crate::site::shipped;
use crate::support::http::Headers;
use crate::support::message::{MODERN_META, modern_call, request};
use crate::support::{Http, soon};

const GATEWAY: &str = env!("CARGO_BIN_EXE_gateway");

/// One tool of each server, for which nothing has to be there.
const CALLS: [(&str, &str); 12] = [
    ("adr_list", "{}"),
    ("check_sanctuary_model_status", "{}"),
    ("chronicle_create_entry", r#"{"title":"A","content":"B.","author":"Ada"}"#),
    ("code_list_files", "{}"),
    ("config_list", "{}"),
    ("cortex_get_stats", "{}"),
    ("council_list_agents", "{}"),
    ("create_task", r#"{"title":"A","objective":"B","deliverables":["c"],"acceptance_criteria":["d"]}"#),
    ("git_get_safety_rules", "{}"),
    ("orchestrator_dispatch_mission", r#"{"mission_id":"M1","objective":"Look."}"#),
    ("persona_list_roles", "{}"),
    ("protocol_list", "{}"),
];

/// What the containers mount, as folders of one.
struct Machine {
    folder: Arc<TempDir>,
    composed: &'static Value,
}

impl Machine {
    fn new() -> Self {
        let folder = Arc::new(TempDir::new().unwrap());
        for name in ["project", "gateway-state", "backends-state", "run"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self { folder, composed: shipped().compose(false) }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// A text with the places of a container as those of this machine.
    fn here(&self, text: &str, state: &str) -> String {
        let text = text.replace("/project", &self.path("project")).replace("/state", &self.path(state));
        text.replace("/run/secrets", &self.path("run"))
    }

    fn gateway(&self, arguments: &[String]) -> Command {
        let mut command = Command::new(GATEWAY);
        command.args(arguments).env_clear().current_dir(self.path("run")).kill_on_drop(true);
        command
    }

    /// Runs a command to its end, and gives what it printed.
    async fn printed(&self, arguments: &[&str], variables: &[(&str, &str)]) -> String {
        let words: Vec<_> = arguments.iter().map(|word| (*word).to_owned()).collect();
        let output = self.gateway(&words).envs(variables.iter().copied()).output();
        let output = soon("the end of a command", output).await.unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    /// The key of the backends, made as the head of compose.yaml says.
    async fn make_secrets(&self) {
        let keys = self.path("run/backend_keys");
        let named = [("GATEWAY_CREDENTIALS__KEYS_FILE", keys.as_str())];
        let token = self.printed(&["key", "new", "--principal", "agent"], &named).await;
        std::fs::write(self.path("run/backend_token"), token).unwrap();
    }

    /// A service with its own command and variables, at a free port of the loopback.
    async fn start(&self, name: &str, state: &str, more: &BTreeMap<String, String>) -> Http {
        let service = &self.composed["services"][name];
        let words: Vec<_> =
            service["command"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
        let address = words.iter().position(|word| *word == "--http").unwrap() + 1;
        assert!(words[address].starts_with("0.0.0.0:"));
        let mut words: Vec<_> = words.into_iter().map(str::to_owned).collect();
        words[address] = "127.0.0.1:0".to_owned();
        let mut command = self.gateway(&words);
        for (name, value) in service["environment"].as_object().unwrap() {
            command.env(name, self.here(value.as_str().unwrap(), state));
        }
        command.envs(more);
        Http::start(command, self.folder.clone()).await
    }

    /// The exit code of a service's own probe.
    async fn probe(&self, name: &str, address: &str) -> Option<i32> {
        let test = self.composed["services"][name]["healthcheck"]["test"].as_array().unwrap();
        let words: Vec<_> = test.iter().skip(2).map(|word| word.as_str().unwrap().to_owned()).collect();
        let [health, flag, url] = &words[..] else { panic!("{words:?}") };
        assert!(url.starts_with("http://127.0.0.1:") && url.ends_with("/mcp"), "{url}");
        let words = [health.clone(), flag.clone(), format!("http://{address}/mcp")];
        soon("a probe", self.gateway(&words).output()).await.unwrap().status.code()
    }
}

/// In containers each process has a management listener of its own at the same address; here they would clash.
fn no_management() -> BTreeMap<String, String> {
    [("GATEWAY_MANAGEMENT__LISTEN".to_owned(), "off".to_owned())].into()
}

fn with_key<'a>(mut headers: Headers<'a>, key: &str) -> Headers<'a> {
    headers.push(("authorization", format!("Bearer {key}")));
    headers
}

/// The result of a call with a key.
async fn call(gateway: &Http, key: &str, tool: &str, arguments: &str) -> Value {
    let headers = with_key(gateway.modern("tools/call", Some(tool)), key);
    let answer = gateway.ask(&headers, modern_call("1", tool, arguments)).await;
    let answer: Value = serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{error}: {answer}"));
    answer["result"].clone()
}

#[tokio::test]
async fn the_composition_serves_every_tool_to_those_who_have_a_key() {
    let machine = Machine::new();
    machine.make_secrets().await;
    let quiet = no_management();
    let mut variables = quiet.clone();
    let mut backends = BTreeMap::new();
    let services = machine.composed["services"].as_object().unwrap().clone();
    for (name, service) in services.iter().filter(|(_, service)| service["command"][0] == "fleet") {
        let backend = machine.start(name, "backends-state", &quiet).await;
        let server = service["command"][1].as_str().unwrap().to_uppercase();
        variables
            .insert(format!("GATEWAY_SERVERS__{server}__URL"), format!("http://{}/mcp", backend.address));
        assert_eq!(machine.probe(name, &backend.address).await, Some(0), "{name}");
        backends.insert(name.clone(), backend);
    }
    assert_eq!(backends.len(), 12);
    assert_asks_for_its_key(&machine, &backends["task"]).await;

    let settings = machine.here(&shipped().text("gateway.toml"), "gateway-state");
    std::fs::write(machine.path("gateway.toml"), settings).unwrap();
    variables.insert("GATEWAY_CONFIG".into(), machine.path("gateway.toml"));
    let config = machine.path("gateway.toml");
    let key = machine.printed(&["key", "new", "--principal", "agent", "--config", &config], &[]).await;
    let gateway = machine.start("gateway", "gateway-state", &variables).await;
    assert_serves(&gateway, &key).await;
    for (tool, arguments) in CALLS {
        let result = call(&gateway, &key, tool, arguments).await;
        let text = result["content"][0]["text"].as_str().unwrap_or_default();
        // Nobody answers at the model's address here; that too is said by the server behind the gateway.
        let is_right = result.get("isError") != Some(&json!(true)) || text.contains("ollama");
        assert!(is_right && !text.is_empty(), "{tool}: {result}");
    }
    assert!(
        std::fs::read_dir(machine.path("project")).unwrap().count() > 1,
        "the servers share the project's folder"
    );
    assert_one_approval_is_enough(&machine, &gateway, &key).await;

    let mut task = backends.remove("task").unwrap();
    task.process.child.kill().await.unwrap();
    assert_eq!(machine.probe("task", &task.address).await, Some(1), "a dead server is not well");
}

/// A server in a container answers to its own name, and to the gateway's key.
async fn assert_asks_for_its_key(machine: &Machine, server: &Http) {
    let token = std::fs::read_to_string(machine.path("run/backend_token")).unwrap();
    for (host, key, expected) in
        [("task:8006", &*token, 200), ("task:8006", "sgw_000000000000_x", 401), ("other:8006", &*token, 403)]
    {
        let mut headers = with_key(server.modern("tools/list", None), key);
        headers[0] = ("host", host.to_owned());
        let list = request("1", "tools/list", &format!(r#"{{"_meta":{{{MODERN_META}}}}}"#));
        assert_eq!(server.post(&headers, list).await.status, expected, "{host} {key}");
    }
}

async fn assert_serves(gateway: &Http, key: &str) {
    let list = || request("1", "tools/list", &format!(r#"{{"_meta":{{{MODERN_META}}}}}"#));
    let headers = gateway.modern("tools/list", None);
    assert_eq!(gateway.post(&headers, list()).await.status, 401, "without a key");
    let answer: Value = serde_json::from_str(&gateway.ask(&with_key(headers, key), list()).await).unwrap();
    assert_eq!(answer["result"]["tools"].as_array().unwrap().len(), 63);
}

/// What a person approved at the gateway is not asked again by the server.
async fn assert_one_approval_is_enough(machine: &Machine, gateway: &Http, key: &str) {
    let config = machine.path("gateway.toml");
    let arguments = r#"{"filename":"a.json","content":"{}"}"#;
    let approve = async {
        let id = loop {
            let list = machine.printed(&["approvals", "list", "--json", "--config", &config], &[]).await;
            let found: Value = serde_json::from_str(&list).unwrap();
            if let Some(id) = found[0]["id"].as_str() {
                break id.to_owned();
            }
        };
        machine.printed(&["approvals", "approve", &id, "--config", &config], &[]).await
    };
    let (result, _) =
        tokio::join!(call(gateway, key, "config_write", arguments), soon("an approval", approve));
    assert_ne!(result["isError"], json!(true), "{result}");
}

/// A replica of the cluster, with its own settings and the secrets that its pod mounts.
#[tokio::test]
async fn a_replica_comes_up_with_the_settings_of_the_cluster() {
    let machine = Machine::new();
    machine.make_secrets().await;
    let keys = machine.path("run/client_keys.json");
    let named = [("GATEWAY_CREDENTIALS__KEYS_FILE", keys.as_str())];
    let key = machine.printed(&["key", "new", "--principal", "agent"], &named).await;
    let map = &shipped().documents("kubernetes/config.yaml")[0];
    let settings = machine.here(map["data"]["gateway.toml"].as_str().unwrap(), "gateway-state");
    std::fs::write(machine.path("gateway.toml"), settings).unwrap();
    let mut variables = no_management();
    variables.insert("GATEWAY_CONFIG".into(), machine.path("gateway.toml"));
    let all = shipped().kubernetes("kubernetes");
    let container = crate::kubernetes::gateway(&all).pointer("/spec/template/spec/containers/0").unwrap();
    let mut words: Vec<_> =
        container["args"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect();
    assert_eq!(words.pop().unwrap(), "0.0.0.0:8000");
    words.push("127.0.0.1:0".to_owned());
    let mut command = machine.gateway(&words);
    command.envs(variables);
    let replica = Http::start(command, machine.folder.clone()).await;
    assert_serves(&replica, &key).await;
    let list = request("1", "tools/list", &format!(r#"{{"_meta":{{{MODERN_META}}}}}"#));
    for (host, expected) in
        [("sanctuary-gateway:8000", 200), ("sanctuary-gateway.sanctuary-gateway.svc", 200), ("other", 403)]
    {
        let mut headers = with_key(replica.modern("tools/list", None), &key);
        headers[0] = ("host", host.to_owned());
        assert_eq!(replica.post(&headers, list.clone()).await.status, expected, "{host}");
    }
}
