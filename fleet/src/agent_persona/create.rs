//! `persona_create_custom` and `persona_list_roles`.

use std::io;

use gateway_runtime::embedded::{CallContext, ToolFailure};
use serde::{Deserialize, Serialize};

use super::persona::{DESCRIPTION, FOLDER, built_in_roles, custom_roles, path_of, role_name};
use super::{LOCK, Minds, Persona, load};
use crate::answer::{Answer, Doing, NoArguments, arguments, both, fail, filled};
use crate::{atomic, lock};

const LONGEST_DEFINITION: usize = 50_000;
const LONGEST_DESCRIPTION: usize = 2_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CreateCustom {
    role: String,
    persona_definition: String,
    description: String,
}

#[derive(Serialize)]
struct Created<'a> {
    status: &'static str,
    role: &'a str,
    file_path: &'a str,
    description: &'a str,
}

pub(super) fn persona_create_custom(minds: &Minds, text: &str, context: &CallContext) -> Answer {
    let CreateCustom { role, persona_definition, description } = arguments(text)?;
    let role = role_name(&role)?;
    let definition = filled("persona_definition", &persona_definition, LONGEST_DEFINITION)?;
    filled("description", &description, LONGEST_DESCRIPTION)?;
    let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
    if built_in_roles().contains(&role) {
        return fail(format!("role: {role:?} is built in; give the new persona another name"));
    }
    let path = path_of(&role);
    let _guard = lock::acquire(&minds.root, LOCK, context)?;
    let contents = format!("{DESCRIPTION}{description}\n\n{definition}\n");
    match atomic::create(&minds.root.dir()?, &path, contents) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return fail(format!(
                "role: there is a persona {role:?} already, in {path}; give the new one another name, or change that file"
            ));
        }
        created => created.doing(format_args!("role: {path:?} cannot be written"))?,
    }
    let created = Created { status: "created", role: &role, file_path: &path, description: &description };
    both(format!("Created the persona {role} in {path}; persona_dispatch accepts it now."), &created)
}

#[derive(Serialize)]
struct Roles {
    built_in: Vec<String>,
    custom: Vec<String>,
    total: usize,
    persona_dir: &'static str,
    roles: Vec<Listed>,
}

/// Whose words a persona's name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    BuiltIn,
    Custom,
}

#[derive(Serialize)]
struct Listed {
    role: String,
    kind: Kind,
    description: Option<String>,
    path: Option<String>,
    /// Why it cannot be asked, where it cannot.
    problem: Option<String>,
}

pub(super) fn persona_list_roles(minds: &Minds, text: &str, _: &CallContext) -> Answer {
    let NoArguments {} = arguments(text)?;
    let root = minds.root.dir()?;
    let (built_in, custom) = (built_in_roles(), custom_roles(&root)?);
    let roles: Vec<_> = built_in
        .iter()
        .map(|role| (role, Kind::BuiltIn))
        .chain(custom.iter().map(|role| (role, Kind::Custom)))
        .map(|(role, kind)| Listed::new(role, kind, load(&root, role)))
        .collect();
    let lines: Vec<_> = roles.iter().map(Listed::line).collect();
    let total = roles.len();
    both(lines.join("\n"), &Roles { built_in, custom, total, persona_dir: FOLDER, roles })
}

impl Listed {
    fn new(role: &str, kind: Kind, persona: Result<Persona, ToolFailure>) -> Self {
        let role = role.to_owned();
        match persona {
            Ok(persona) => {
                Self { role, kind, description: persona.description, path: persona.path, problem: None }
            }
            Err(failure) => {
                let path = Some(path_of(&role));
                Self { role, kind, description: None, path, problem: Some(failure.message) }
            }
        }
    }

    fn line(&self) -> String {
        let kind = if self.kind == Kind::BuiltIn { "built in" } else { "custom" };
        let about = self.problem.as_deref().or(self.description.as_deref()).unwrap_or("no description");
        format!("{} ({kind}): {about}", self.role)
    }
}
