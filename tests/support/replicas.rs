//! Two gateways on folders of their own that share a state server, and a proxy before them.

use super::http::Caller;
use super::proxy::Proxy;
use super::redis::Redis;
use super::{Http, Scene};

/// Long enough for a machine that is busy with other tests.
const TIMEOUT: &str = "10s";

/// Replicas of one gateway.
pub(crate) struct Replicas {
    pub(crate) redis: Redis,
    pub(crate) scenes: [Scene; 2],
    pub(crate) gateways: [Http; 2],
    pub(crate) proxy: Proxy,
    /// Whoever calls through the proxy.
    pub(crate) both: Caller,
}

impl Replicas {
    /// With `puppet` for each of these servers, and `settings` after that; `first` stands before all tables.
    pub(crate) async fn start(first: [&str; 2], servers: &[&str], flags: &[&str], settings: &str) -> Self {
        let redis = Redis::start(&[]).await;
        let scenes = first.map(|first| {
            let state =
                format!("[state]\nurl = \"{}\"\nreplicas = 2\ntimeout = \"{TIMEOUT}\"", redis.url(""));
            let scene = Scene::default().with(first).with(&state);
            servers.iter().fold(scene, |scene, server| scene.stdio_puppet(server, flags, "")).with(settings)
        });
        let gateways = [scenes[0].http().await, scenes[1].http().await];
        let proxy = Proxy::start(gateways.iter().map(|gateway| gateway.address.clone()).collect()).await;
        let both = Caller { address: proxy.address.clone() };
        Self { redis, scenes, gateways, proxy, both }
    }

    /// How many calls with this text reached the puppets behind `server`, by replica.
    pub(crate) fn arrived(&self, server: &str, text: &str) -> [usize; 2] {
        let calls = |scene: &Scene| {
            let log = scene.log(server);
            log.lines().filter(|line| line.contains("\"tools/call\"") && line.contains(text)).count()
        };
        [calls(&self.scenes[0]), calls(&self.scenes[1])]
    }
}

/// What a command prints, run in the folder of one replica.
pub(crate) async fn run(scene: &Scene, arguments: &[&str]) -> String {
    let output = super::soon("a command", scene.gateway(arguments).output()).await.unwrap();
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

/// Waits until a command says this, run in the folder of one replica.
pub(crate) async fn says(scene: &Scene, arguments: &[&str], what: &str) {
    super::soon(what, async { while !run(scene, arguments).await.contains(what) {} }).await;
}
