//! Rules of this gateway for single tools. They hold in front of every backend, whichever endpoint serves it.

use gateway_macros::hook;
use gateway_runtime::hook::{Hook, HookCall, Refusal};

use crate::generated::servers::git_workflow::{git_push_feature, git_smart_commit};

/// The rules, in the order in which they are asked.
pub(crate) const HOOKS: &[Hook] = &[commit_message::HOOK, force_with_approval::HOOK];

/// What a change can be, as Conventional Commits name it.
const KINDS: [&str; 11] =
    ["build", "chore", "ci", "docs", "feat", "fix", "perf", "refactor", "revert", "style", "test"];

/// What an agent's change can be about.
const DOMAINS: [&str; 10] =
    ["adr", "chronicle", "code", "config", "cortex", "council", "forge", "git_workflow", "protocol", "task"];

/// Protocol 101 on commit messages: `kind(scope): description` of Conventional Commits, or an agent's
/// `mcp(domain): description`; an empty line before anything further.
#[hook("git_smart_commit", before)]
async fn commit_message(_: &HookCall<'_>, args: &git_smart_commit::Args<'_>) -> Result<(), Refusal> {
    let mut lines = args.message.trim().lines();
    check_first(lines.next().unwrap_or_default()).map_err(|what| broken(&what))?;
    match lines.next() {
        Some(second) if !second.trim().is_empty() => {
            Err(broken("the second line is not empty; leave one between the first line and the reason"))
        }
        _ => Ok(()),
    }
}

fn broken(what: &str) -> Refusal {
    Refusal::new(format!("{what} (Protocol 101, commit messages)."))
}

fn check_first(line: &str) -> Result<(), String> {
    const EXAMPLE: &str = "such as `fix: count the lamps once` or `mcp(task): close task 045`";
    let (head, description) = line
        .split_once(": ")
        .ok_or_else(|| format!("the first line must be `kind: description`, {EXAMPLE}"))?;
    if description.trim().is_empty() {
        return Err(format!("the first line describes nothing; write what changes, {EXAMPLE}"));
    }
    match head.strip_suffix('!').unwrap_or(head).split_once('(') {
        Some((kind, rest)) => match (kind, rest.strip_suffix(')')) {
            ("mcp", Some(domain)) => one_of("domain", domain, &DOMAINS),
            (_, Some(scope)) if !scope.trim().is_empty() && !scope.contains(['(', ')']) => {
                one_of("kind", kind, &KINDS)
            }
            _ => Err(format!("`{head}` is not `kind(scope)`; write `fix(parser)`, for example")),
        },
        None if head == "mcp" => {
            Err(format!("`mcp` needs a domain, such as `mcp(task)`; there are {}", DOMAINS.join(", ")))
        }
        None => one_of("kind", head.strip_suffix('!').unwrap_or(head), &KINDS),
    }
}

fn one_of(what: &str, word: &str, known: &[&str]) -> Result<(), String> {
    match known.contains(&word) {
        true => Ok(()),
        false => Err(format!("`{word}` is not a {what} of change; there are {}", known.join(", "))),
    }
}

/// Overwriting a remote branch always takes a person, also where the policy of the tool no longer asks for one.
#[hook("git_push_feature", before)]
async fn force_with_approval(call: &HookCall<'_>, args: &git_push_feature::Args) -> Result<(), Refusal> {
    check_force(args.force, call.needs_approval())
}

/// Rules come before approval, so the question is not whether the call was approved, but whether it will have to be.
fn check_force(force: bool, needs_approval: bool) -> Result<(), Refusal> {
    match force && !needs_approval {
        true => Err(Refusal::new(
            "force = true overwrites what is at the remote and needs a person's approval, which this gateway does not \
             ask for here. Push without force, or demand approval of git_push_feature.",
        )),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{check_first, check_force};

    #[test]
    fn force_is_refused_where_nobody_would_be_asked() {
        for (force, needs_approval, refused) in
            [(false, false, false), (false, true, false), (true, true, false), (true, false, true)]
        {
            assert_eq!(check_force(force, needs_approval).is_err(), refused, "{force} {needs_approval}");
        }
    }

    #[test]
    fn first_lines() {
        for (line, accepted) in [
            ("fix: count the lamps once", true),
            ("feat(parser)!: read both forms", true),
            ("docs(a b): x", true),
            ("mcp(task): close task 045", true),
            ("mcp(git_workflow): push", true),
            ("Count the lamps once", false),
            ("fix:count", false),
            ("fix: ", false),
            ("fix:  ", false),
            (": nothing", false),
            ("fixed: it", false),
            ("Fix: it", false),
            ("fix(): it", false),
            ("fix(a: it", false),
            ("mcp: it", false),
            ("mcp(kitchen): it", false),
            ("", false),
        ] {
            assert_eq!(check_first(line).is_ok(), accepted, "{line:?}: {:?}", check_first(line));
        }
    }
}
