//! Ports: whether the gateway's are free, and who has them if not.

use std::fs;
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;

use gateway_runtime::front::http::is_reachable_from_outside;

use super::finding::Finding;
use crate::config::{Config, Listen};
use crate::management::DEFAULT;

const AREA: &str = "ports";

/// The management listener's, and that of MCP where one was named.
pub(super) fn check(config: &Config, mcp: Option<SocketAddr>) -> Vec<Finding> {
    let management = match config.management.listen {
        Some(Listen::Off) => {
            Finding::skipped(AREA, "management", "there is no listener (management.listen = \"off\")")
        }
        Some(Listen::At(address)) => port("management", address, "management.listen in gateway.toml"),
        None => port("management", DEFAULT, "management.listen in gateway.toml"),
    };
    let mcp = mcp.map(|address| port("mcp", address, "--http"));
    std::iter::once(management).chain(mcp).collect()
}

fn port(subject: &'static str, address: SocketAddr, setting: &str) -> Finding {
    match TcpListener::bind(address) {
        Ok(_) if is_reachable_from_outside(&address) => Finding::good(
            AREA,
            subject,
            format!("{address} is free, and can be reached from elsewhere: credentials are needed"),
        ),
        Ok(_) => Finding::good(AREA, subject, format!("{address} is free")),
        Err(error) if error.kind() == ErrorKind::AddrInUse => taken(subject, address, setting),
        Err(error) => Finding::error(AREA, subject, format!("{address} cannot be listened on: {error}"))
            .mended_by(format!("choose another with {setting}")),
    }
}

fn taken(subject: &'static str, address: SocketAddr, setting: &str) -> Finding {
    match holder(address.port()) {
        Some((pid, command)) if is_gateway(&command) => {
            Finding::good(AREA, subject, format!("{address} has a gateway: process {pid}, {command}"))
        }
        Some((pid, command)) => {
            Finding::warning(AREA, subject, format!("{address} is taken by process {pid}: {command}"))
                .mended_by(format!("end that, or choose another with {setting}"))
        }
        None => Finding::warning(
            AREA,
            subject,
            format!("{address} is taken by a process that is not to be seen from here"),
        )
        .mended_by(format!("`ss -ltnp` as root names it; or choose another with {setting}")),
    }
}

fn is_gateway(command: &str) -> bool {
    let program = command.split(' ').next().unwrap_or_default();
    Path::new(program).file_name().is_some_and(|name| name == "gateway")
}

/// Who listens on a port: process id and command, where this user may know (Linux).
fn holder(port: u16) -> Option<(u32, String)> {
    let tables =
        ["/proc/net/tcp", "/proc/net/tcp6"].map(|table| fs::read_to_string(table).unwrap_or_default());
    let sockets: Vec<_> = tables.iter().filter_map(|table| inode(table, port)).collect();
    let processes = fs::read_dir("/proc").ok()?.flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    pids.into_iter().find(|pid| sockets.iter().any(|socket| has(*pid, socket))).map(|pid| (pid, command(pid)))
}

/// The inode of the socket that listens (state 0A) on the port.
fn inode(table: &str, port: u16) -> Option<String> {
    let wanted = format!(":{port:04X}");
    table.lines().skip(1).find_map(|line| {
        let cells: Vec<_> = line.split_whitespace().collect();
        let listens = cells.get(1)?.ends_with(&wanted) && *cells.get(3)? == "0A";
        listens.then(|| cells.get(9).map(|inode| format!("socket:[{inode}]"))).flatten()
    })
}

fn has(pid: u32, socket: &str) -> bool {
    let open = fs::read_dir(format!("/proc/{pid}/fd")).into_iter().flatten().flatten();
    open.into_iter().any(|file| fs::read_link(file.path()).is_ok_and(|target| target == Path::new(socket)))
}

fn command(pid: u32) -> String {
    let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let words: Vec<_> = line.split(|byte| *byte == 0).map(String::from_utf8_lossy).collect();
    words.join(" ").trim().to_owned()
}
