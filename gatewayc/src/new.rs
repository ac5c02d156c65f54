//! `gatewayc new`: a gateway in a crate of one's own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use toml_edit::Value;

const EXAMPLES: &str = "\
Examples:
  gatewayc new my-gateway
  gatewayc new my-gateway --path ../sanctuary-gateway
  gatewayc new my-gateway --git https://example.com/gateway.git --rev 1a2b3c4

Then:
  cd my-gateway && gatewayc import time -- uvx mcp-server-time && cargo run";

/// Flags of `gatewayc new`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct NewArgs {
    /// The folder to make; its last part is the name of the crate and of the gateway.
    name: PathBuf,
    /// The checkout that holds gateway-runtime and gateway-macros [default: the one around this folder or this program].
    #[arg(long, value_name = "FOLDER")]
    path: Option<PathBuf>,
    /// Take the crates from a Git repository instead.
    #[arg(long, value_name = "URL", conflicts_with = "path")]
    git: Option<String>,
    /// The commit or tag of that repository.
    #[arg(long, value_name = "REV", requires = "git")]
    rev: Option<String>,
}

/// Where the crates come from that a gateway stands on.
enum Source {
    Path(PathBuf),
    Git { url: String, rev: Option<String> },
}

const CRATES: [&str; 2] = ["gateway-macros", "gateway-runtime"];

/// # Errors
///
/// Why nothing was made.
pub(crate) fn run(args: &NewArgs) -> Result<ExitCode, String> {
    let name = name(&args.name)?;
    let source = source(args)?;
    let folder = &args.name;
    if folder.symlink_metadata().is_ok() {
        return Err(format!(
            "error: {} is there already: choose another name, or remove it",
            folder.display()
        ));
    }
    make(folder, &files(&name, &source, is_inside_a_package(folder)))
        .map_err(|why| format!("error: {why}\nnothing was made"))?;
    super::print(&format!(
        "{0}: a gateway with one tool; next: cd {0}, `gatewayc import` adds servers, `cargo run` serves\n",
        folder.display()
    ));
    Ok(ExitCode::SUCCESS)
}

fn name(folder: &Path) -> Result<String, String> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
    let reserved =
        ["gateway-macros", "gateway-runtime", "test", "core", "std", "main"].contains(&name.as_str());
    let is_good =
        name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(legal) && name.len() <= 64;
    if !is_good || reserved {
        return Err(format!(
            "error: `{}` cannot be the name of a crate: write lower-case letters, digits, `-` and `_`, beginning with a letter",
            name.escape_debug()
        ));
    }
    Ok(name)
}

fn source(args: &NewArgs) -> Result<Source, String> {
    if let Some(url) = &args.git {
        return Ok(Source::Git { url: url.clone(), rev: args.rev.clone() });
    }
    if let Some(path) = &args.path {
        return match fs::canonicalize(path) {
            Ok(found) if is_checkout(&found) => Ok(Source::Path(found)),
            _ => Err(format!("error: {} holds no {} and {}", path.display(), CRATES[0], CRATES[1])),
        };
    }
    let places = [std::env::current_dir(), std::env::current_exe()];
    let places: Vec<_> = places.into_iter().flatten().collect();
    let around = places.iter().flat_map(|place| place.ancestors()).find(|folder| is_checkout(folder));
    around.map(|folder| Source::Path(folder.to_owned())).ok_or_else(|| {
        "error: the crates of the gateway are not published yet: say where they are with --path FOLDER or --git URL".to_owned()
    })
}

fn is_checkout(folder: &Path) -> bool {
    CRATES.iter().all(|name| folder.join(name).join("Cargo.toml").is_file())
}

/// Cargo would take the new crate for a part of what is around it.
fn is_inside_a_package(folder: &Path) -> bool {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    folder.ancestors().skip(1).any(|around| around.join("Cargo.toml").is_file())
}

fn files(name: &str, source: &Source, is_inside: bool) -> [(&'static str, String); 4] {
    let dependency = |krate: &str| match source {
        Source::Path(folder) => format!("{{ path = {} }}", quoted(&folder.join(krate).display().to_string())),
        Source::Git { url, rev: None } => format!("{{ git = {} }}", quoted(url)),
        Source::Git { url, rev: Some(rev) } => format!("{{ git = {}, rev = {} }}", quoted(url), quoted(rev)),
    };
    let [macros, runtime] = CRATES.map(dependency);
    let workspace = if is_inside { "\n[workspace]\n" } else { "" };
    let cargo = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.95\"\npublish = false\n\n\
         [dependencies]\ngateway-macros = {macros}\ngateway-runtime = {runtime}\n{workspace}"
    );
    let tools = include_str!("new/tools.toml").replace("NAME", name);
    [
        ("Cargo.toml", cargo),
        ("tools.toml", tools),
        ("src/main.rs", include_str!("new/main.rs").to_owned()),
        (".gitignore", "/target\n".to_owned()),
    ]
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn make(folder: &Path, files: &[(&str, String)]) -> Result<(), String> {
    fs::create_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let written = files.iter().try_for_each(|(path, content)| {
        let path = folder.join(path);
        let within = path.parent().unwrap_or(folder);
        let made = fs::create_dir_all(within).and_then(|()| fs::write(&path, content));
        made.map_err(|error| format!("{}: {error}", path.display()))
    });
    if written.is_err() {
        let _ = fs::remove_dir_all(folder);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What people read first is what they get.
    #[test]
    fn the_example_is_what_new_writes() {
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/minimal");
        for (path, content) in files("minimal", &Source::Path("../..".into()), false) {
            assert_eq!(fs::read_to_string(example.join(path)).ok(), Some(content), "{path}");
        }
    }
}
