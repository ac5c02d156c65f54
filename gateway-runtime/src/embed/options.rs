//! The command line of an embedded gateway.

use std::net::SocketAddr;

use crate::front::http::is_reachable_from_outside;
use crate::spec::Contract;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Help,
    Version,
    Serve(Front),
}

/// Where clients come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Front {
    Stdio,
    Http(SocketAddr),
}

/// # Errors
///
/// What is wrong with the arguments, and what would be right.
pub(super) fn read(arguments: impl IntoIterator<Item = String>) -> Result<Wish, String> {
    let mut arguments = arguments.into_iter();
    let mut front = Front::Stdio;
    while let Some(argument) = arguments.next() {
        match argument.split_once('=').map_or((&*argument, None), |(flag, value)| (flag, Some(value))) {
            ("--help" | "-h", None) => return Ok(Wish::Help),
            ("--version" | "-V", None) => return Ok(Wish::Version),
            ("--http", value) => {
                let value = value.map(str::to_owned).or_else(|| arguments.next());
                front =
                    Front::Http(address(&value.ok_or("--http needs an address, such as 127.0.0.1:8000")?)?);
            }
            _ => return Err(format!("`{}` is not known here", argument.escape_debug())),
        }
    }
    Ok(Wish::Serve(front))
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text
        .parse()
        .map_err(|_| format!("`{}` is not an address such as 127.0.0.1:8000", text.escape_debug()))?;
    if is_reachable_from_outside(&address) {
        return Err(format!(
            "{address} can be reached from other machines, and nobody is asked for credentials here: listen on 127.0.0.1, or \
             serve the contract with the `gateway` binary"
        ));
    }
    Ok(address)
}

pub(super) fn help(contract: &Contract) -> String {
    format!(
        "{}: MCP on standard input and output; tools: {}, servers: {}\n\n\
         Options:\n  \
         --http ADDR  serve Streamable HTTP at this address of this machine instead, for example 127.0.0.1:8000\n  \
         --help       say this\n  \
         --version    name the contract",
        contract.title,
        contract.tools.len(),
        contract.servers.len(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(arguments: &[&str]) -> Result<Wish, String> {
        read(arguments.iter().map(|argument| (*argument).to_owned()))
    }

    #[test]
    fn it_serves_the_stream_unless_told_otherwise() {
        let http = Ok(Wish::Serve(Front::Http(SocketAddr::from(([127, 0, 0, 1], 80)))));
        for (arguments, expected) in [
            (&[][..], Ok(Wish::Serve(Front::Stdio))),
            (&["--http", "127.0.0.1:80"], http.clone()),
            (&["--http=127.0.0.1:80"], http),
            (&["-h"], Ok(Wish::Help)),
            (&["--version"], Ok(Wish::Version)),
        ] {
            assert_eq!(asked(arguments), expected, "{arguments:?}");
        }
    }

    #[test]
    fn a_mistake_is_named_with_what_would_be_right() {
        for (arguments, expected) in [
            (&["--http"][..], "--http needs an address"),
            (&["--http", "here"], "`here` is not an address such as"),
            (&["--http", "0.0.0.0:80"], "listen on 127.0.0.1"),
            (&["serve\u{1b}"], "`serve\\u{1b}` is not known here"),
        ] {
            let mistake = asked(arguments).unwrap_err();
            assert!(mistake.contains(expected), "{mistake}");
        }
    }
}
