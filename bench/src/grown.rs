//! A contract that is as many times as large: each server and each tool of the shipped one again and again, under names of
//! its own. The same number gives the same bytes. Only the first copy has types in Rust, which hooks need.

use std::fmt::Write as _;

/// The contract `text` with `copies` of all servers in it, itself the first.
pub(crate) fn contract(text: &str, copies: usize) -> String {
    let start = text.find("\n[servers.").map_or(text.len(), |at| at + 1);
    let (head, servers) = text.split_at(start);
    let mut out = format!("{head}{servers}");
    for copy in 1..copies {
        let suffix = format!("_{copy:03}");
        servers.lines().for_each(|line| renamed(&mut out, line, &suffix));
    }
    out
}

/// A line of a copy.
fn renamed(out: &mut String, line: &str, suffix: &str) {
    match line.strip_prefix("[servers.").and_then(|rest| rest.split_once(']')) {
        Some((path, rest)) => header(out, &path.split('.').collect::<Vec<_>>(), rest, suffix),
        None if line.starts_with("aliases") => {
            // Each second quote ends a name.
            let parts = line.split('"').enumerate();
            let parts =
                parts.map(|(at, part)| if at % 2 == 1 { format!("{part}{suffix}") } else { part.to_owned() });
            out.push_str(&parts.collect::<Vec<_>>().join("\""));
            out.push('\n');
        }
        None => {
            out.push_str(line);
            out.push('\n');
        }
    }
}

fn header(out: &mut String, path: &[&str], rest: &str, suffix: &str) {
    out.push_str("[servers");
    for (place, part) in path.iter().enumerate() {
        let is_name = place == 0 || (place == 2 && path.get(1) == Some(&"tools"));
        // Writing to a text cannot fail.
        let _ = write!(out, ".{part}{}", if is_name { suffix } else { "" });
    }
    let _ = writeln!(out, "]{rest}");
    let _ = match path {
        [_] => writeln!(out, "types = false"),
        // The server knows its tool by the name in the first copy.
        [_, "tools", tool] => writeln!(out, "upstream = {tool:?}"),
        _ => Ok(()),
    };
}

#[cfg(test)]
mod tests {
    use super::contract;

    const TEXT: &str = "\
[gateway]
name = \"g\"

[servers.a] # one
title = \"A\"
[servers.a.endpoints.stdio]
command = [\"a\"]
[servers.a.tools.t]
aliases = [\"u\", \"v\"]
[servers.a.tools.t.params]
x = { type = \"string\" }
";

    #[test]
    fn a_copy_has_names_of_its_own_and_nothing_else_that_differs() {
        let copy = "\
[servers.a_001] # one
types = false
title = \"A\"
[servers.a_001.endpoints.stdio]
command = [\"a\"]
[servers.a_001.tools.t_001]
upstream = \"t\"
aliases = [\"u_001\", \"v_001\"]
[servers.a_001.tools.t_001.params]
x = { type = \"string\" }
";
        assert_eq!(contract(TEXT, 1), TEXT);
        assert_eq!(contract(TEXT, 2), format!("{TEXT}{copy}"));
    }
}
