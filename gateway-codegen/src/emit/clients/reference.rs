//! `${NAME}` and `${NAME:-default}` of `tools.toml`, as each client writes them.

/// How a client refers to its environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Not at all: a person, or `gateway client install`, puts the value in.
    Literal,
    /// As `tools.toml` does.
    Shell,
    /// `${env:NAME}`, without defaults, and `${workspaceFolder}` for the folder that is open.
    Editor,
}

impl Style {
    /// A variable.
    pub(super) fn variable(self, name: &str, default: Option<&str>) -> String {
        match (self, name, default) {
            (Self::Shell, _, Some(default)) => format!("${{{name}:-{default}}}"),
            (Self::Shell, _, None) => format!("${{{name}}}"),
            (_, _, Some(default)) => default.to_owned(),
            (Self::Editor, "PROJECT_ROOT", None) => "${workspaceFolder}".to_owned(),
            (Self::Editor, _, None) => format!("${{env:{name}}}"),
            (Self::Literal, _, None) => format!("<{name}>"),
        }
    }

    /// A text with the variables in it.
    pub(super) fn text(self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, (inside, after))) =
            rest.split_once("${").and_then(|(before, after)| Some((before, after.split_once('}')?)))
        {
            out.push_str(before);
            let (name, default) = match inside.split_once(":-") {
                Some((name, default)) => (name, Some(default)),
                None => (inside, None),
            };
            out.push_str(&self.variable(name, default));
            rest = after;
        }
        out + rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_client_refers_in_its_own_way() {
        let text = "${PYTHON:-python3} ${PROJECT_ROOT}/x ${TOKEN}";
        for (style, expected) in [
            (Style::Shell, text),
            (Style::Editor, "python3 ${workspaceFolder}/x ${env:TOKEN}"),
            (Style::Literal, "python3 <PROJECT_ROOT>/x <TOKEN>"),
        ] {
            assert_eq!(style.text(text), expected);
        }
        assert_eq!(Style::Editor.text("plain } text"), "plain } text");
    }
}
