//! Where in `tools.toml` a key stands: compiled in as a small text, whose form `gateway_codegen::syntax::Places` describes.

const TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/places.txt"));

/// The name of the file that was compiled.
pub(super) fn file() -> &'static str {
    TEXT.lines().next().unwrap_or_default()
}

/// The line of a key, by the names of the tables around it and its own.
pub(super) fn line(path: &[&str]) -> Option<u32> {
    find(TEXT, path)
}

fn find(text: &str, path: &[&str]) -> Option<u32> {
    let mut depth = 0;
    for entry in text.lines().skip(1) {
        let name = entry.trim_start_matches('\t');
        let tabs = entry.len() - name.len();
        if tabs < depth {
            return None;
        }
        let (name, line) = name.rsplit_once(' ')?;
        if tabs == depth && path.get(depth) == Some(&name) {
            depth += 1;
            if depth == path.len() {
                return line.parse().ok();
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_in_its_own_table_alone() {
        let text = "tools.toml\nclasses 3\n\tread 3\n\t\trate 4\n\twrite 6\nservers 9\n\ts 9\n\t\tread 10\n\t\trate 11\n";
        for (path, line) in [
            (&["classes"][..], Some(3)),
            (&["classes", "read", "rate"], Some(4)),
            (&["classes", "write", "rate"], None),
            (&["servers", "s", "rate"], Some(11)),
            (&["servers", "t", "rate"], None),
            (&["read"], None),
            (&[], None),
        ] {
            assert_eq!(find(text, path), line, "{path:?}");
        }
    }

    #[test]
    fn every_tool_of_this_gateway_has_a_line() {
        use crate::generated::CONTRACT;
        for tool in CONTRACT.tools {
            let place = line(&["servers", CONTRACT.server_of(tool).name, "tools", tool.name, "class"]);
            assert!(place.is_some(), "{}", tool.name);
        }
    }
}
