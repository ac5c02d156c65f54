//! Places in an answer that may differ: JSON pointers, where `*` stands for any one step and `**` for any number of them.

/// The places that were named.
#[derive(Debug)]
pub(super) struct Ignored(Vec<Vec<String>>);

impl Ignored {
    /// # Errors
    /// Which of them is no pointer.
    pub(super) fn new(paths: &[String]) -> Result<Self, String> {
        paths.iter().map(|path| steps(path)).collect::<Result<_, _>>().map(Self)
    }

    /// Whether a place is one of them, or below one.
    pub(super) fn has(&self, pointer: &str) -> bool {
        let place: Vec<_> = pointer.split('/').skip(1).collect();
        self.0.iter().any(|wanted| fits(wanted, &place))
    }
}

fn steps(path: &str) -> Result<Vec<String>, String> {
    match path.strip_prefix('/') {
        Some(rest) if !rest.is_empty() => Ok(rest.split('/').map(str::to_owned).collect()),
        _ => Err(format!(
            "--ignore `{path}` is not a place in an answer; write one like /content/0/text or /**/created_at, where * is \
             any one step and ** any number of them"
        )),
    }
}

fn fits(wanted: &[String], place: &[&str]) -> bool {
    match (wanted.split_first(), place.split_first()) {
        (None, _) => true,
        (Some((step, rest)), _) if step == "**" => {
            fits(rest, place) || place.split_first().is_some_and(|(_, below)| fits(wanted, below))
        }
        (Some(_), None) => false,
        (Some((step, rest)), Some((here, below))) => (step == "*" || step == here) && fits(rest, below),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stars_and_what_lies_below() {
        for (path, pointer, expected) in [
            ("/a", "/a", true),
            ("/a", "/a/b", true),
            ("/a", "/b", false),
            ("/a/b", "/a", false),
            ("/*/b", "/a/b", true),
            ("/*/b", "/a/c", false),
            ("/**/t", "/a/0/t", true),
            ("/**/t", "/t", true),
            ("/**/t", "/a/tt", false),
            ("/content/*/text/id", "/content/3/text/id", true),
        ] {
            let ignored = Ignored::new(&[path.to_owned()]).unwrap_or_else(|why| panic!("{why}"));
            assert_eq!(ignored.has(pointer), expected, "{path} and {pointer}");
        }
        for wrong in ["", "/", "a/b"] {
            assert!(Ignored::new(&[wrong.to_owned()]).is_err(), "{wrong}");
        }
    }
}
