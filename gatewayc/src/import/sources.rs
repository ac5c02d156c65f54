//! From the command line to the servers that are to be imported.

mod client_file;
mod forge;

use std::path::Path;

use super::endpoint::Endpoint;
use super::listing;
use super::{ImportArgs, names};

/// A server to import.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The name of its table.
    pub(super) name: String,
    /// Where it was named, for people.
    pub(super) from: String,
    /// Where it is, when that is known.
    pub(super) endpoint: Option<Endpoint>,
    /// Its tools as worded, when they need not be asked for.
    pub(super) tools: Option<Vec<String>>,
}

/// What the sources name.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) wanted: Vec<Wanted>,
    /// What is left out, each with the reason.
    pub(super) skipped: Vec<(String, String)>,
    pub(super) notes: Vec<String>,
}

/// # Errors
///
/// What is wrong with the command line or a file.
pub(super) fn read(args: &ImportArgs) -> Result<Sources, String> {
    let mut sources = match (&args.mcp_json, &args.contextforge) {
        (Some(file), _) => client_file::read(&file.display().to_string(), &text_of(file)?)?,
        (_, Some(file)) => forge::read(&file.display().to_string(), &text_of(file)?)?,
        _ => one(args)?,
    };
    only(args, &mut sources)?;
    sources.wanted.sort_by(|a, b| a.name.cmp(&b.name));
    match sources.wanted.windows(2).find(|pair| pair[0].name == pair[1].name) {
        Some([first, second]) => Err(format!(
            "{} and {} would both become `[servers.{}]`: rename one of them there, or import one with --only",
            first.from, second.from, first.name
        )),
        _ => Ok(sources),
    }
}

fn one(args: &ImportArgs) -> Result<Sources, String> {
    let given = args.name.as_deref().ok_or(
        "say what the server is to be called: `gatewayc import NAME -- COMMAND …`, or import a file with --mcp-json or \
         --contextforge",
    )?;
    let name = names::server(given);
    let endpoint = match &args.url {
        Some(url) => {
            Some(Endpoint::http(&name, url.clone(), pairs(&args.header, ':', "--header 'Name: value'")?))
        }
        None if !args.command.is_empty() => Some(Endpoint::stdio(
            &name,
            args.command.clone(),
            args.cwd.clone(),
            pairs(&args.env, '=', "--env NAME=VALUE")?,
            args.pass_env.clone(),
        )),
        None => None,
    };
    let tools = args
        .tools_list
        .as_deref()
        .map(|file| listing::saved(&text_of(file)?).map_err(|why| format!("{}: {why}", file.display())));
    let tools = tools.transpose()?;
    if endpoint.is_none() && tools.is_none() {
        return Err(format!(
            "say where `{given}` is: a command (`gatewayc import {given} -- npx -y some-server`), --url, or --tools-list with what \
             it said"
        ));
    }
    let mut sources = Sources::default();
    if name != given {
        sources.notes.push(format!(
            "`{}` is called `{name}` in the file: a server's name is {NAME}",
            super::text::line(given)
        ));
    }
    sources.wanted.push(Wanted { from: format!("`{name}`"), name, endpoint, tools });
    Ok(sources)
}

const NAME: &str = "lower-case letters, digits and `_`";

fn pairs(given: &[String], separator: char, form: &str) -> Result<Vec<(String, String)>, String> {
    let pair = |text: &String| {
        let (name, value) = text.split_once(separator).ok_or_else(|| format!("write {form}"))?;
        Ok((name.trim().to_owned(), value.trim().to_owned()))
    };
    given.iter().map(pair).collect()
}

fn only(args: &ImportArgs, sources: &mut Sources) -> Result<(), String> {
    if args.only.is_empty() {
        return Ok(());
    }
    let wanted: Vec<_> = args.only.iter().map(|name| names::server(name)).collect();
    let known: Vec<_> = sources.wanted.iter().map(|server| server.name.clone()).collect();
    if let Some(unknown) = wanted.iter().find(|name| !known.contains(name)) {
        return Err(format!(
            "--only {unknown}: there is no such server there; there are {}",
            known.join(", ")
        ));
    }
    sources.wanted.retain(|server| wanted.contains(&server.name));
    sources.skipped.clear();
    Ok(())
}

fn text_of(file: &Path) -> Result<String, String> {
    /// A list of tools longer than this is none.
    const LONGEST: u64 = 64 << 20;
    let failed = |error: std::io::Error| format!("{}: {error}", file.display());
    let size = std::fs::metadata(file).map_err(failed)?.len();
    if size > LONGEST {
        return Err(format!("{}: it is longer than {} MiB", file.display(), LONGEST >> 20));
    }
    let text = std::fs::read(file).map_err(failed)?;
    String::from_utf8(text).map_err(|error| {
        format!("{}: it is not UTF-8 (byte {})", file.display(), error.utf8_error().valid_up_to())
    })
}
