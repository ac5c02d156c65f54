//! Who can be asked: the built-in personas and those in files.

use std::io;

use cap_std::fs::Dir;
use gateway_runtime::embedded::ToolFailure;

use crate::answer::{Doing, fail, identifier};
use crate::sandbox::relative;
use crate::text::{self, Limit};

/// Where personas lie, below the project root.
pub(super) const FOLDER: &str = "mcp_servers/agent_persona/personas";
const LONGEST_ROLE: usize = 64;
const LIMIT: Limit =
    Limit { bytes: 256 * 1024, remedy: "instructions of that length leave no room for a task" };
/// The first line of a persona's file may say what it is for.
pub(super) const DESCRIPTION: &str = "Description: ";

struct BuiltIn {
    role: &'static str,
    description: &'static str,
    instructions: &'static str,
}

const BUILT_IN: [BuiltIn; 3] = [
    BuiltIn {
        role: "coordinator",
        description: "Turns a task into ordered steps with owners, and settles differing views.",
        instructions: include_str!("instructions/coordinator.txt"),
    },
    BuiltIn {
        role: "strategist",
        description: "Looks for options, weighs them over the long run, and recommends one.",
        instructions: include_str!("instructions/strategist.txt"),
    },
    BuiltIn {
        role: "auditor",
        description: "Checks claims, finds risks and gaps, and says what would settle them.",
        instructions: include_str!("instructions/auditor.txt"),
    },
];

/// Somebody who can be given a task.
#[derive(Clone, Debug)]
pub(crate) struct Persona {
    pub(crate) role: String,
    pub(crate) description: Option<String>,
    /// The file that holds the instructions, where they are not the built-in ones.
    pub(crate) path: Option<String>,
    pub(crate) instructions: String,
}

/// A role as the files know it: lower case, with `_` for `-`, as the Python server writes it.
pub(crate) fn role_name(role: &str) -> Result<String, ToolFailure> {
    let role = identifier("role", role, LONGEST_ROLE)?;
    Ok(role.to_ascii_lowercase().replace('-', "_"))
}

pub(super) fn path_of(role: &str) -> String {
    format!("{FOLDER}/{role}.txt")
}

/// A persona by its role. The project's own file comes before what is built in.
pub(crate) fn load(root: &Dir, role: &str) -> Result<Persona, ToolFailure> {
    let role = role_name(role)?;
    let path = path_of(&role);
    if root.symlink_metadata(&path).is_ok() {
        return from_file(root, "role", &role, &path);
    }
    match built_in(&role) {
        Some(built_in) => Ok(built_in.persona()),
        None => fail(unknown(root, &role)?),
    }
}

/// A role with the instructions of any file below the root.
pub(super) fn with_file(root: &Dir, role: &str, path: &str) -> Result<Persona, ToolFailure> {
    const ARGUMENT: &str = "custom_persona_file";
    let path = relative(ARGUMENT, path)?;
    from_file(root, ARGUMENT, &role_name(role)?, &path)
}

/// The whole file is the instructions, as it is for the Python server.
fn from_file(root: &Dir, argument: &str, role: &str, path: &str) -> Result<Persona, ToolFailure> {
    let instructions = text::read(root, argument, path, LIMIT)?;
    if instructions.trim().is_empty() {
        return fail(format!("{argument}: {path:?} is empty; a persona needs instructions"));
    }
    let description = instructions.lines().next().and_then(|line| line.strip_prefix(DESCRIPTION));
    let description = description
        .map(|description| description.trim().to_owned())
        .or_else(|| Some(built_in(role)?.description.to_owned()));
    Ok(Persona { role: role.to_owned(), description, path: Some(path.to_owned()), instructions })
}

fn built_in(role: &str) -> Option<&'static BuiltIn> {
    BUILT_IN.iter().find(|built_in| built_in.role == role)
}

impl BuiltIn {
    fn persona(&self) -> Persona {
        Persona {
            role: self.role.to_owned(),
            description: Some(self.description.to_owned()),
            path: None,
            instructions: self.instructions.to_owned(),
        }
    }
}

/// The names of the built-in personas.
pub(super) fn built_in_roles() -> Vec<String> {
    BUILT_IN.iter().map(|built_in| built_in.role.to_owned()).collect()
}

/// The names of those that only files define, in order.
pub(super) fn custom_roles(root: &Dir) -> Result<Vec<String>, ToolFailure> {
    let entries = match root.read_dir(FOLDER) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.doing(FOLDER)?,
    };
    let mut roles = Vec::new();
    for entry in entries {
        let name = entry.doing(FOLDER)?.file_name();
        let role = name.to_str().and_then(|name| name.strip_suffix(".txt"));
        let role = role.filter(|role| role_name(role).is_ok_and(|name| name == *role));
        roles.extend(role.filter(|role| built_in(role).is_none()).map(str::to_owned));
    }
    roles.sort_unstable();
    Ok(roles)
}

/// That nobody has this role, and who there is.
pub(super) fn unknown(root: &Dir, role: &str) -> Result<String, ToolFailure> {
    let known = [built_in_roles(), custom_roles(root)?].concat().join(", ");
    Ok(format!(
        "role: there is no persona {role:?}; there are {known}. persona_create_custom defines another"
    ))
}
