//! The prepared changes.

use super::BASE;

/// What the base becomes, the class of the weightiest change, the exit code, and what is said of it.
pub(super) type Prepared = (String, &'static str, i32, &'static str);

/// All of them.
pub(super) fn all() -> Vec<Prepared> {
    [
        nothing_and_what_nobody_notices(),
        tightened(),
        breaking(),
        laxer_tools(),
        laxer_rights(),
        laxer_servers(),
    ]
    .concat()
}

/// The base with `from` replaced by `to`.
pub(super) fn edited(from: &str, to: &str) -> String {
    assert_eq!(BASE.matches(from).count(), 1, "{from:?} must be in the base once");
    BASE.replace(from, to)
}

pub(super) fn with_more(text: &str) -> String {
    format!("{BASE}\n{text}")
}

fn tool(class: &str) -> String {
    with_more(&format!("[servers.notes.tools.extra]\nclass = \"{class}\"\ndescription = \"One more.\"\n"))
}

const DROP: &str = "[servers.notes.tools.drop_note]\nclass = \"destructive\"\n";
const FIND: &str = "[servers.notes.tools.find_notes]\nclass = \"read\"\n";

/// Exit codes 0 and 1.
fn nothing_and_what_nobody_notices() -> Vec<Prepared> {
    vec![
        (format!("# a comment\n{BASE}"), "null", 0, "nothing changed"),
        (
            edited("Find notes by a word.", "Find notes by one word."),
            "compatible",
            1,
            "the description reads otherwise",
        ),
        (tool("read"), "compatible", 1, "was added to notes (class read); callers: operator, reader"),
        (
            edited("limit = {", "more = { type = \"string\", optional = true, doc = \"More.\" }\nlimit = {"),
            "compatible",
            1,
            "more: is new, and may be left out",
        ),
        (
            edited("[\"idea\", \"plan\"]", "[\"idea\", \"plan\", \"wish\"]"),
            "compatible",
            1,
            "kind: accepted as well: \"wish\"",
        ),
        (edited("cache = \"5m\"", "cache = \"1h\""), "compatible", 1, "cache: 5m → 1h"),
        (
            edited("tools = [\"class:read\"]", "tools = [\"class:read\"]\nmode = \"search\""),
            "compatible",
            1,
            "its list shows only the tools that find, describe and call the others",
        ),
        (
            edited("[\"search_notes\"]", "[\"search_notes\", \"look\"]"),
            "compatible",
            1,
            "look leads here too",
        ),
        (
            BASE.replace("tools.find_notes", "tools.seek_notes").replace(
                "[\"search_notes\"]",
                "[\"search_notes\", \"find_notes\"]\nupstream = \"find_notes\"",
            ),
            "compatible",
            1,
            "was called find_notes; the old name leads here too",
        ),
    ]
}

/// Stricter, and nothing that is accepted today is refused.
fn tightened() -> Vec<Prepared> {
    vec![
        (edited("rate = \"50/min\"", "rate = \"20/min\""), "tightened", 1, "rate: 50/min → 20/min"),
        (edited("in_flight = 4", "in_flight = 2"), "tightened", 1, "in_flight: 4 → 2"),
        (
            edited("pass_env = [\"PROJECT_ROOT\"]", "pass_env = []"),
            "tightened",
            1,
            "is no longer given PROJECT_ROOT",
        ),
    ]
}

/// What is accepted today is refused.
fn breaking() -> Vec<Prepared> {
    vec![
        (
            BASE.replace("tools.find_notes", "tools.seek_notes"),
            "breaking",
            2,
            "was called find_notes; the old name is unknown now",
        ),
        (
            BASE.split("[servers.notes.tools.drop_note]").next().unwrap().into(),
            "breaking",
            2,
            "tool drop_note: was removed",
        ),
        (
            edited("text = {", "title = { type = \"string\", doc = \"Its title.\" }\ntext = {"),
            "breaking",
            2,
            "title: is new, and must be there",
        ),
        (edited("max = 50", "max = 20"), "breaking", 2, "limit: largest value: 50 → 20"),
        (edited("default = 10", "default = 20"), "breaking", 2, "limit: default: 10 → 20"),
        (
            edited(
                "type = \"integer\", min = 1, max = 50, default = 10",
                "type = \"string\", default = \"10\"",
            ),
            "breaking",
            2,
            "limit: type: integer → string",
        ),
        (edited("best = { type = \"string\", optional = true }", ""), "breaking", 2, "returns best: is gone"),
        (
            edited("max_arguments = \"1MiB\"", "max_arguments = \"1KiB\""),
            "breaking",
            2,
            "max_arguments: 1MiB → 1KiB",
        ),
        (
            edited("rate = \"50/min\"", "rate = \"50/min\"\napproval = \"always\""),
            "breaking",
            2,
            "approval: never → always",
        ),
        (edited("class:read\"]", "add_note\"]"), "loosened", 3, "principal reader: can now call add_note"),
    ]
}

/// Laxer limits, guards and hints.
fn laxer_tools() -> Vec<Prepared> {
    vec![
        (edited("approval = \"always\"", "approval = \"never\""), "loosened", 3, "approval: always → never"),
        (edited("rate = \"10/min\"", "rate = \"100/min\""), "loosened", 3, "rate: 10/min → 100/min"),
        (edited("rate = \"50/min\"", "rate = \"3000/hour\""), "loosened", 3, "rate: 50/min → 3000/hour"),
        (edited(", guard = \"relative_path\"", ""), "loosened", 3, "path: the guard relative_path is gone"),
        (
            edited("guard = \"file_name\"", "guard = \"relative_path\""),
            "loosened",
            3,
            "path: the guard is relative_path instead of file_name",
        ),
        (edited("{4}-", "{1,4}-"), "loosened", 3, "day: pattern: "),
        (
            edited("rate = \"10/min\"", "rate = \"10/min\"\naudit_arguments = true"),
            "loosened",
            3,
            "the audit copies all of the arguments instead of nothing",
        ),
        (
            edited("enum = [\"idea\", \"plan\"]", "type = \"string\""),
            "loosened",
            3,
            "kind: any text is accepted instead of listed values",
        ),
        (
            edited(DROP, &format!("{DROP}annotations = {{ destructive = false }}\n")),
            "loosened",
            3,
            "destructiveHint: true → false",
        ),
        (
            edited(FIND, &format!("{FIND}annotations = {{ read_only = false }}\n")),
            "loosened",
            3,
            "readOnlyHint: true → false",
        ),
        (edited(FIND, &format!("{FIND}retries = 3\n")), "loosened", 3, "retries: 0 → 3"),
        (
            edited(FIND, &format!("{FIND}open = true\n")),
            "loosened",
            3,
            "members that are not declared are accepted",
        ),
        (
            edited(FIND, &format!("{FIND}upstream = \"find_everything\"\n")),
            "loosened",
            3,
            "its server is asked for find_everything",
        ),
    ]
}

/// More that somebody may do.
fn laxer_rights() -> Vec<Prepared> {
    vec![
        (edited("class = \"write\"", "class = \"read\""), "loosened", 3, "class: write → read"),
        (
            edited("profile = \"readonly\"", "profile = \"all\""),
            "loosened",
            3,
            "can now call add_note, drop_note",
        ),
        (
            edited("profile = \"readonly\"", "profile = \"readonly\"\nmay_approve = true"),
            "loosened",
            3,
            "may now approve the calls of others",
        ),
        (
            edited("profile = \"readonly\"", "profile = \"readonly\"\nmay_operate = true"),
            "loosened",
            3,
            "may now see and operate the gateway itself",
        ),
        (
            with_more("[principals.guest]\nprofile = \"readonly\"\n"),
            "loosened",
            3,
            "principal guest: was added: it can call 1 tool",
        ),
        (
            edited("principal = \"operator\"", "principal = \"reader\""),
            "breaking",
            2,
            "a local caller is reader instead of operator",
        ),
    ]
}

/// Other code, and more for it.
fn laxer_servers() -> Vec<Prepared> {
    vec![
        (
            edited("\"-m\", \"notes\"", "\"-c\", \"print()\""),
            "loosened",
            3,
            "starts \"python3 -c print()\" instead of",
        ),
        (
            edited("MODE = \"safe\"", "MODE = \"fast\""),
            "loosened",
            3,
            "stdio.env: MODE is \"fast\" instead of \"safe\"",
        ),
        (
            edited("[\"PROJECT_ROOT\"]", "[\"PROJECT_ROOT\", \"TOKEN\"]"),
            "loosened",
            3,
            "is given TOKEN of the gateway's environment",
        ),
        (edited("notes:8001", "elsewhere:8001"), "loosened", 3, "is reached at http://elsewhere:8001/mcp"),
        (edited("call_timeout = \"60s\"", "call_timeout = \"10m\""), "loosened", 3, "call_timeout: 1m → 10m"),
        (edited("in_flight = 4", "in_flight = 40"), "loosened", 3, "in_flight: 4 → 40"),
        (
            edited("max_arguments = \"1MiB\"", "max_arguments = \"off\""),
            "loosened",
            3,
            "max_arguments: 1MiB → no limit",
        ),
        (
            edited("[\"^ERROR:\"]", "[]"),
            "loosened",
            3,
            "replies that match \"^ERROR:\" no longer count as failures",
        ),
        (
            edited(
                "approval = \"always\"\n",
                "approval = \"always\"\n[servers.other.endpoints.http]\nurl = \"http://other/mcp\"\n[servers.other.tools.ping]\nclass = \"read\"\ndescription = \"Ping.\"\n",
            ),
            "loosened",
            3,
            "server other: reaches http://other/mcp",
        ),
        (
            tool("destructive").replace("\"One more.\"", "\"One more.\"\napproval = \"never\""),
            "loosened",
            3,
            "(class destructive, without approval)",
        ),
    ]
}
