//! Asks servers what their tools are, with the gateway's own backends: what can be imported can be served.

mod last_words;

use std::sync::Arc;
use std::time::Duration;

use gateway_runtime::backend::{
    Backend, Endpoint as Reach, Environment, ExpandError, Launch, Listing, Remote,
};
use gateway_runtime::fault::Fault;
use gateway_runtime::spec::{HttpSpec, ServerSpec, StdioSpec};
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;

use self::last_words::LastWords;
use super::endpoint::{Endpoint, Place};
use super::offers::Offered;
use super::sources::Wanted;
use super::text;

/// Servers that start at once.
const AT_ONCE: usize = 4;
/// A list longer than this, in bytes, is refused.
const LONGEST: usize = 32 << 20;
/// How long a server may take to say that it has no prompts or no resources.
const TO_OFFER: Duration = Duration::from_secs(5);
const TO_END: Duration = Duration::from_secs(2);

/// What a server said.
pub(super) struct Said {
    /// Its tools, as worded.
    pub(super) tools: Vec<String>,
    pub(super) offered: Offered,
}

/// The tools of each server, as worded, or why they could not be had; those that are known are not asked for.
///
/// # Errors
///
/// Where nothing can be asked at all.
pub(super) fn ask_all(wanted: &[Wanted], patience: Duration) -> Result<Vec<Result<Said, String>>, String> {
    let asked = wanted.iter().filter(|server| server.tools.is_none()).count();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("no runtime could be made: {error}"))?;
    let bar = progress(asked);
    let last_words = LastWords::listen();
    let answers = runtime.block_on(async {
        let places = Arc::new(Semaphore::new(AT_ONCE));
        let mut asking = JoinSet::new();
        for (at, server) in wanted.iter().enumerate() {
            let (name, endpoint) = (server.name.clone(), server.endpoint.clone());
            let Some(endpoint) = endpoint.filter(|_| server.tools.is_none()) else { continue };
            let (places, bar, last_words) = (places.clone(), bar.clone(), last_words.clone());
            asking.spawn(async move {
                let _place = places.acquire_owned().await;
                bar.set_message(name.clone());
                let answer = ask(&name, &endpoint, patience).await;
                bar.inc(1);
                (at, answer.map_err(|why| last_words.after(&name, why)))
            });
        }
        asking.join_all().await
    });
    bar.finish_and_clear();
    let known = |server: &Wanted| {
        let tools = server.tools.clone().ok_or_else(|| "it was not asked".to_owned())?;
        Ok(Said { tools, offered: Offered::default() })
    };
    let mut all: Vec<_> = wanted.iter().map(known).collect();
    for (at, answer) in answers {
        all[at] = answer;
    }
    Ok(all)
}

/// Hidden by itself where standard error is no terminal.
fn progress(servers: usize) -> ProgressBar {
    if std::env::var_os("TERM").is_none_or(|term| term == "dumb") {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{spinner} asking servers for their tools: {pos} of {len} {wide_msg}");
    let bar = ProgressBar::new(servers as u64);
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

async fn ask(name: &str, endpoint: &Endpoint, patience: Duration) -> Result<Said, String> {
    let spec = spec(name, &endpoint.place, patience);
    let reach = reach(spec, &environment(endpoint)).map_err(|why| text::line(&why))?;
    let backend = Backend::new(spec, [], reach, LONGEST);
    let tools = backend.listed(Listing::Tools).await;
    let offered = if tools.is_ok() { offered(&backend, endpoint).await } else { Offered::default() };
    backend.stop(Instant::now() + TO_END).await;
    // What a gateway takes from its contract is a flag here.
    let why = |fault: Fault| text::line(&fault.to_string().replace("(start_timeout)", "(--timeout)"));
    let tools = tools.map_err(why)?.unwrap_or_default();
    let tools = tools.iter().map(|tool| without_secrets(tool.get(), endpoint)).collect();
    Ok(Said { tools, offered })
}

/// What it offers beside tools. One that has none says so, or says nothing: the rest is not given up for it.
async fn offered(backend: &Backend, endpoint: &Endpoint) -> Offered {
    let lists = [Listing::Prompts, Listing::Resources, Listing::Templates].map(|what| async move {
        let asked = tokio::time::timeout(TO_OFFER, backend.listed(what)).await;
        let items = asked.ok().and_then(Result::ok).flatten().unwrap_or_default();
        items.iter().map(|item| without_secrets(item.get(), endpoint)).collect::<Vec<_>>()
    });
    let [prompts, resources, templates] = lists;
    let (prompts, resources, templates) = tokio::join!(prompts, resources, templates);
    Offered::read(&[prompts, resources, templates])
}

/// A server may repeat what it was given, and what it says is written down. A value of a few characters is no secret, and
/// would be found where it is not meant.
fn without_secrets(said: &str, endpoint: &Endpoint) -> String {
    let secrets = endpoint.secrets.iter().filter(|(_, value)| value.len() >= 6);
    secrets.fold(said.to_owned(), |said, (name, value)| said.replace(value, &format!("${{{name}}}")))
}

fn environment(endpoint: &Endpoint) -> Environment {
    let own = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let here = std::env::current_dir().ok().and_then(|here| here.to_str().map(str::to_owned));
    let root = here.map(|here| ("PROJECT_ROOT".to_owned(), here));
    root.into_iter().chain(own).chain(endpoint.secrets.iter().cloned()).collect()
}

fn reach(spec: &ServerSpec, environment: &Environment) -> Result<Reach, String> {
    let broken = |error: ExpandError| error.to_string().replace("start the gateway again", "import again");
    match (&spec.stdio, &spec.http) {
        (Some(stdio), _) => Launch::declared(stdio, environment).map(Reach::Stdio).map_err(broken),
        (_, Some(http)) => Remote::declared(http, environment).map(Reach::Http).map_err(broken),
        (None, None) => Err("nobody says where it is".to_owned()),
    }
}

/// A contract lives as long as its program; here that is as long as the import.
fn spec(name: &str, place: &Place, patience: Duration) -> &'static ServerSpec {
    let (stdio, http) = match place {
        Place::Stdio { command, cwd, env, pass_env } => {
            let spec = StdioSpec {
                command: kept_list(command),
                cwd: cwd.as_deref().map(kept),
                env: kept_pairs(env),
                pass_env: kept_list(pass_env),
                returns: false,
            };
            (Some(spec), None)
        }
        Place::Http { url, headers } => {
            (None, Some(HttpSpec { url: kept(url), headers: kept_pairs(headers), returns: false }))
        }
    };
    Box::leak(Box::new(ServerSpec {
        index: 0,
        name: kept(name),
        title: kept(name),
        is_enabled: true,
        start_timeout: patience,
        call_timeout: patience,
        in_flight: 1,
        failures: &[],
        embedded: None,
        stdio,
        http,
    }))
}

fn kept(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn kept_list(texts: &[String]) -> &'static [&'static str] {
    Box::leak(texts.iter().map(|text| kept(text)).collect())
}

fn kept_pairs(pairs: &[(String, String)]) -> &'static [(&'static str, &'static str)] {
    Box::leak(pairs.iter().map(|(name, value)| (kept(name), kept(value))).collect())
}
