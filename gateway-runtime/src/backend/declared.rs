//! From what a contract declares of an endpoint to the endpoint, with every reference filled in.

use std::collections::BTreeMap;

use super::{Environment, ExpandError, Launch, Remote};
use crate::secret::Secret;
use crate::spec::{HttpSpec, StdioSpec};

/// What a child process gets of the gateway's environment without being declared.
pub const ALWAYS_PASSED: [&str; 4] = ["PATH", "HOME", "LANG", "TMPDIR"];

impl Launch {
    /// The child process that `spec` declares. An empty command is no program, and fails to start.
    ///
    /// # Errors
    ///
    /// Where a reference cannot be filled in.
    pub fn declared(spec: &StdioSpec, environment: &Environment) -> Result<Self, ExpandError> {
        let expand = |text: &&str| environment.expand(text);
        let mut command = spec.command.iter().map(expand).collect::<Result<Vec<_>, _>>()?.into_iter();
        let passed = ALWAYS_PASSED.into_iter().chain(spec.pass_env.iter().copied());
        let mut env: BTreeMap<String, Secret> =
            passed.filter_map(|name| Some((name.to_owned(), environment.get(name)?))).collect();
        for (name, value) in spec.env {
            env.insert((*name).to_owned(), environment.expand(value)?);
        }
        Ok(Self {
            program: command.next().unwrap_or_default(),
            arguments: command.collect(),
            cwd: spec.cwd.as_ref().map(expand).transpose()?,
            env: env.into_iter().collect(),
        })
    }
}

impl Remote {
    /// The address that `spec` declares.
    ///
    /// # Errors
    ///
    /// Where a reference cannot be filled in.
    pub fn declared(spec: &HttpSpec, environment: &Environment) -> Result<Self, ExpandError> {
        let fill = |(name, value): &(&str, &str)| Ok((name.to_ascii_lowercase(), environment.expand(value)?));
        let headers = spec.headers.iter().map(fill).collect::<Result<_, ExpandError>>()?;
        Ok(Self { url: environment.expand(spec.url)?, headers })
    }
}
