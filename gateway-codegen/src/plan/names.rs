//! Names on the wire to Rust identifiers: decided here once, the same for every output.

use std::collections::BTreeSet;

/// Words that cannot be an identifier as they are.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that cannot be an identifier in any spelling.
const RESERVED: [&str; 4] = ["self", "Self", "super", "crate"];

/// Names that generated modules use themselves or take from the prelude: a type of that name would hide them.
const TAKEN_TYPES: [&str; 27] = [
    "Args",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Returns",
    "Some",
    "String",
    "ToOwned",
    "ToString",
    "Vec",
];

/// Identifiers of one scope, each given once.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A scope for the types of one tool's module.
    pub(crate) fn of_types() -> Self {
        Self { taken: TAKEN_TYPES.map(str::to_owned).into() }
    }

    /// `wanted`, or `wanted` with the smallest number that makes it new.
    pub(crate) fn take(&mut self, wanted: &str) -> String {
        let names = std::iter::once(wanted.to_owned()).chain((2..).map(|n| format!("{wanted}{n}")));
        let free = names.into_iter().find(|name| !self.taken.contains(name)).unwrap_or_default();
        self.taken.insert(free.clone());
        free
    }
}

/// A tool's identifiers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ToolNames {
    /// Module and method.
    pub(crate) snake: String,
    /// Enum variant.
    pub(crate) camel: String,
}

/// Identifiers for tools, in the order of `names`. Two tools differ in both spellings; where names clash, one that is an
/// identifier as it stands keeps it, and the others take numbers in name order.
pub(crate) fn of_tools(names: &[&str]) -> Vec<ToolNames> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&at| (words(names[at]) != names[at], at));
    let (mut taken, mut found) = (BTreeSet::new(), vec![ToolNames::default(); names.len()]);
    for at in order {
        found[at] = free_names(&words(names[at]), &mut taken);
    }
    found
}

fn free_names(words: &str, taken: &mut BTreeSet<String>) -> ToolNames {
    let spellings = std::iter::once(words.to_owned()).chain((2..).map(|n| format!("{words}_{n}")));
    let both = spellings.map(|words| ToolNames { snake: legal(words.clone()), camel: camel(&words) });
    let free = both
        .into_iter()
        .find(|names| !taken.contains(&names.snake) && !taken.contains(&names.camel))
        .unwrap_or_default();
    taken.extend([free.snake.clone(), free.camel.clone()]);
    free
}

/// The name of a module, field or function.
pub(crate) fn snake(name: &str) -> String {
    legal(words(name))
}

/// The name of a type or variant.
pub(crate) fn camel(name: &str) -> String {
    let parts = words(name);
    legal(parts.split('_').map(capitalized).collect())
}

fn capitalized(part: &str) -> String {
    let mut chars = part.chars();
    chars.next().map(|first| first.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
}

/// Lower-case ASCII words joined by `_`, not empty, beginning with a letter.
fn words(name: &str) -> String {
    let mut words = String::new();
    let mut before = '_';
    for c in name.chars() {
        if c.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit()) {
            words.push('_');
        }
        words.push(if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' });
        before = c;
    }
    match words.trim_matches('_') {
        "" => "unnamed".to_owned(),
        digits if digits.starts_with(|c: char| c.is_ascii_digit()) => format!("n{digits}"),
        words => words.to_owned(),
    }
}

fn legal(name: String) -> String {
    if RESERVED.contains(&name.as_str()) {
        return format!("{name}_");
    }
    if KEYWORDS.contains(&name.as_str()) { format!("r#{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_becomes_an_identifier() {
        for (name, as_field, as_type) in [
            ("git_diff", "git_diff", "GitDiff"),
            ("getTaskV2", "get_task_v2", "GetTaskV2"),
            ("in-progress", "in_progress", "InProgress"),
            ("type", "r#type", "Type"),
            ("self", "self_", "Self_"),
            ("2fa", "n2fa", "N2fa"),
            ("..", "unnamed", "Unnamed"),
            ("größe", "gr__e", "GrE"),
            ("_x", "x", "X"),
        ] {
            assert_eq!((snake(name).as_str(), camel(name).as_str()), (as_field, as_type));
            assert!(syn::parse_str::<syn::Ident>(as_type).is_ok(), "{as_type}");
            assert!(syn::parse_str::<syn::ItemMod>(&format!("mod {as_field} {{}}")).is_ok(), "{as_field}");
        }
    }

    #[test]
    fn tools_that_would_clash_are_told_apart() {
        let names = ["A-B", "a-b", "a1", "a_1", "a_b", "a_b_2"];
        let found = of_tools(&names);
        let snakes: Vec<_> = found.iter().map(|names| names.snake.as_str()).collect();
        assert_eq!(snakes, ["a_b_3", "a_b_4", "a1", "a_1_2", "a_b", "a_b_2"]);
        let camels: BTreeSet<_> = found.iter().map(|names| names.camel.as_str()).collect();
        assert_eq!(camels.len(), names.len());
    }

    #[test]
    fn a_scope_gives_each_name_once() {
        let mut scope = Scope::of_types();
        assert_eq!(["Mode", "Mode", "Option"].map(|name| scope.take(name)), ["Mode", "Mode2", "Option2"]);
    }
}
