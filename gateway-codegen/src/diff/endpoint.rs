//! Where a server runs: anything new that is started, reached or handed over is the reviewer's business.

use std::collections::BTreeMap;

use super::change::{Change, Class, Rule, Subject};
use super::facts::{Http, Server, Stdio};

/// Of a server that was not there before: programs that are started and addresses that are reached.
pub(super) fn of_new(server: &Server, out: &mut Vec<Change>) {
    let mut log = Log { server: &server.name, out };
    if let Some(stdio) = &server.endpoints.stdio {
        log.add(Class::Loosened, "stdio", "command", format!("starts {:?}", stdio.command.join(" ")));
    }
    if let Some(http) = &server.endpoints.http {
        log.add(Class::Loosened, "http", "url", format!("reaches {}", http.url));
    }
}

pub(super) fn changes(old: &Server, new: &Server, out: &mut Vec<Change>) {
    let mut log = Log { server: &new.name, out };
    let (before, after) = (&old.endpoints, &new.endpoints);
    match (&before.embedded, &after.embedded) {
        (before, Some(fleet)) if before.as_ref() != Some(fleet) => {
            log.add(Class::Loosened, "embedded", "fleet", format!("runs the embedded server {fleet}"));
        }
        (Some(_), None) => log.gone("embedded"),
        _ => {}
    }
    match (&before.stdio, &after.stdio) {
        (Some(before), Some(after)) => stdio(before, after, &mut log),
        (None, Some(after)) => {
            let message = format!("can now be started as {:?}", after.command.join(" "));
            log.add(Class::Loosened, "stdio", "command", message);
        }
        (Some(_), None) => log.gone("stdio"),
        (None, None) => {}
    }
    match (&before.http, &after.http) {
        (Some(before), Some(after)) => http(before, after, &mut log),
        (None, Some(after)) => {
            log.add(Class::Loosened, "http", "url", format!("can now be reached at {}", after.url));
        }
        (Some(_), None) => log.gone("http"),
        (None, None) => {}
    }
}

struct Log<'a> {
    server: &'a str,
    out: &'a mut Vec<Change>,
}

impl Log<'_> {
    fn add(&mut self, class: Class, endpoint: &str, key: &str, message: String) {
        let subject = Subject::Server(self.server.to_owned());
        let keys = ["servers", self.server, "endpoints", endpoint, key];
        self.out.push(Change::new(class, Rule::Endpoint, subject, message).at(&keys));
    }

    fn gone(&mut self, endpoint: &str) {
        self.add(Class::Breaking, endpoint, "", format!("has no {endpoint} endpoint any more"));
    }

    fn returns(&mut self, endpoint: &str, before: bool, after: bool) {
        let (class, message) = match (before, after) {
            (true, false) => (Class::Breaking, "no longer carries what its tools return as data"),
            (false, true) => (Class::Compatible, "carries what its tools return as data"),
            _ => return,
        };
        self.add(class, endpoint, "returns", format!("the {endpoint} endpoint {message}"));
    }

    /// Names with values: variables or headers. The values are references, never secrets, by the rules of `tools.toml`.
    fn texts(&mut self, endpoint: &str, key: &str, before: &Texts, after: &Texts) {
        for (name, value) in after {
            let message = match before.get(name) {
                Some(same) if same == value => continue,
                Some(other) => format!("{endpoint}.{key}: {name} is {value:?} instead of {other:?}"),
                None => format!("{endpoint}.{key}: {name} = {value:?} is new"),
            };
            self.add(Class::Loosened, endpoint, key, message);
        }
        for name in before.keys().filter(|name| !after.contains_key(*name)) {
            self.add(Class::Tightened, endpoint, key, format!("{endpoint}.{key}: {name} is gone"));
        }
    }
}

type Texts = BTreeMap<String, String>;

fn stdio(old: &Stdio, new: &Stdio, log: &mut Log<'_>) {
    if old.command != new.command {
        let (before, after) = (old.command.join(" "), new.command.join(" "));
        log.add(Class::Loosened, "stdio", "command", format!("starts {after:?} instead of {before:?}"));
    }
    if old.cwd != new.cwd {
        let shown = |cwd: &Option<String>| {
            cwd.as_ref().map_or("that of the gateway".into(), |cwd| format!("{cwd:?}"))
        };
        let message = format!("its working directory is {} instead of {}", shown(&new.cwd), shown(&old.cwd));
        log.add(Class::Loosened, "stdio", "cwd", message);
    }
    log.texts("stdio", "env", &old.env, &new.env);
    for name in new.pass_env.iter().filter(|name| !old.pass_env.contains(name)) {
        log.add(
            Class::Loosened,
            "stdio",
            "pass_env",
            format!("is given {name} of the gateway's environment"),
        );
    }
    for name in old.pass_env.iter().filter(|name| !new.pass_env.contains(name)) {
        let message = format!("is no longer given {name} of the gateway's environment");
        log.add(Class::Tightened, "stdio", "pass_env", message);
    }
    log.returns("stdio", old.returns, new.returns);
}

fn http(old: &Http, new: &Http, log: &mut Log<'_>) {
    if old.url != new.url {
        log.add(Class::Loosened, "http", "url", format!("is reached at {} instead of {}", new.url, old.url));
    }
    log.texts("http", "headers", &old.headers, &new.headers);
    log.returns("http", old.returns, new.returns);
}
