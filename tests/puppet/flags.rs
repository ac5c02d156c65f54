//! The command line.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What the puppet is.
pub(crate) struct Flags {
    pub(crate) transport: Transport,
    pub(crate) modern: bool,
    pub(crate) legacy: bool,
    pub(crate) fault: Option<Fault>,
    /// Gets one line for each message that is received, and for each HTTP caller that goes away.
    pub(crate) log: Option<PathBuf>,
    /// Says at each question what the tools are, instead of the contract: a list, the members of a response, or a text
    /// for no answer at all.
    pub(crate) tools: Option<PathBuf>,
    /// Offers prompts and resources, which have this in their names and addresses.
    pub(crate) offers: Option<String>,
}

pub(crate) enum Transport {
    Stdio,
    Http(SocketAddr),
}

/// What the puppet does wrong, whatever it is asked.
pub(crate) enum Fault {
    DieAtStart,
    /// Ends at the first message.
    DieBeforeInitialize,
    /// Ends at every call, before it is answered.
    DieOnCall,
    /// Does nothing at first.
    SlowStart(Duration),
    /// Never answers anything.
    Mute,
    /// Starts a process of its own and writes its id to this file, if one is named.
    Grandchild(PathBuf),
    /// Stays when standard input ends, and when it is asked to end by signal.
    IgnoreEnd,
    /// Writes far more to standard error than a pipe holds.
    FloodStderr,
    /// Writes lines that are not JSON-RPC around everything.
    Garbage,
    /// Answers each HTTP request with this status and a page.
    Status(u16),
    /// Closes HTTP connections with a reset.
    Reset,
    /// Forgets each HTTP session after this many requests.
    Forget(u32),
}

impl Flags {
    pub(crate) fn read(mut args: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut flags = Self {
            transport: Transport::Stdio,
            modern: true,
            legacy: true,
            fault: None,
            log: None,
            tools: None,
            offers: None,
        };
        while let Some(flag) = args.next() {
            if flag == "--stdio" {
                continue;
            }
            let value = args.next().ok_or_else(|| format!("{flag} needs a value"))?;
            match flag.as_str() {
                "--http" => {
                    flags.transport =
                        Transport::Http(value.parse().map_err(|_| "--http needs ADDRESS:PORT")?);
                }
                "--era" => (flags.legacy, flags.modern) = eras(&value)?,
                "--fault" => flags.fault = Some(fault(&value)?),
                "--log-calls" => flags.log = Some(value.into()),
                "--offers" => flags.offers = Some(value),
                "--tools" => flags.tools = Some(value.into()),
                // The fault goes when this file does.
                "--while" => flags.fault = flags.fault.filter(|_| Path::new(&value).exists()),
                _ => return Err(format!("unknown flag {flag}")),
            }
        }
        Ok(flags)
    }
}

fn eras(value: &str) -> Result<(bool, bool), String> {
    match value {
        "legacy" => Ok((true, false)),
        "modern" => Ok((false, true)),
        "dual" => Ok((true, true)),
        _ => Err(format!("unknown era {value}")),
    }
}

fn fault(value: &str) -> Result<Fault, String> {
    let (name, detail) = value.split_once('=').unwrap_or((value, ""));
    let number = || detail.parse::<u32>().map_err(|_| format!("--fault {value}: not a number"));
    Ok(match name {
        "die-at-start" => Fault::DieAtStart,
        "die-before-initialize" => Fault::DieBeforeInitialize,
        "die-on-call" => Fault::DieOnCall,
        "slow-start" => Fault::SlowStart(Duration::from_millis(number()?.into())),
        "mute" => Fault::Mute,
        "spawn-grandchild" => Fault::Grandchild(detail.into()),
        "flood-stderr" => Fault::FloodStderr,
        "ignore-end" => Fault::IgnoreEnd,
        "reset" => Fault::Reset,
        "garbage" => Fault::Garbage,
        "status" => Fault::Status(u16::try_from(number()?).map_err(|_| "no such status")?),
        "forget" => Fault::Forget(number()?),
        _ => return Err(format!("unknown fault {value}")),
    })
}
