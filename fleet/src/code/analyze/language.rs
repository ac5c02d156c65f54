//! What the counter knows of each language.

/// A kind of text literal.
#[derive(Debug)]
pub(super) struct Quote {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    /// Whether it goes on after the end of a line.
    pub(super) long: bool,
    /// Whether a backslash takes the next character's meaning away.
    pub(super) escapes: bool,
}

const fn quote(mark: &'static str, long: bool) -> Quote {
    Quote { open: mark, close: mark, long, escapes: true }
}

const DOUBLE: Quote = quote("\"", false);
const SINGLE: Quote = quote("'", false);
const LONG_DOUBLE: Quote = quote("\"", true);
const BACKTICK: Quote = quote("`", true);
const RAW_BACKTICK: Quote = Quote { open: "`", close: "`", long: true, escapes: false };
const RAW_SINGLE: Quote = Quote { open: "'", close: "'", long: true, escapes: false };
const TRIPLE_DOUBLE: Quote = quote("\"\"\"", true);
const TRIPLE_SINGLE: Quote = quote("'''", true);

/// What begins a function.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Functions {
    /// One of these words, followed by a name.
    Named(&'static [&'static str]),
    /// Each of these words and marks, so that functions without a name count too.
    Each(&'static [&'static str]),
}

/// One language.
#[derive(Debug)]
pub(crate) struct Language {
    /// As people write it.
    pub(crate) name: &'static str,
    extensions: &'static [&'static str],
    pub(super) line_comments: &'static [&'static str],
    pub(super) block_comment: Option<(&'static str, &'static str)>,
    pub(super) quotes: &'static [Quote],
    pub(super) functions: Functions,
    /// Whether `name(…) {` is a function too.
    pub(super) by_shape: bool,
    /// Words that, followed by a name, begin a type.
    pub(super) types: &'static [&'static str],
    /// Words that begin a branch.
    pub(super) branches: &'static [&'static str],
    /// Marks that begin a branch: `&&`, `||`, `=>`, and `?` with spaces around it.
    pub(super) marks: &'static [&'static str],
}

const SLASHES: &[&str] = &["//"];
const HASH: &[&str] = &["#"];
const STARS: Option<(&str, &str)> = Some(("/*", "*/"));
const LOGIC: &[&str] = &["&&", "||"];
const LOGIC_AND_CHOICE: &[&str] = &["&&", "||", "?"];
const C_BRANCHES: &[&str] = &["if", "for", "while", "case", "catch"];

/// Where nothing is said, a language is like C.
const C: Language = Language {
    name: "C",
    extensions: &["c", "h"],
    line_comments: SLASHES,
    block_comment: STARS,
    quotes: &[DOUBLE, SINGLE],
    functions: Functions::Named(&[]),
    by_shape: true,
    types: &["struct", "enum", "union"],
    branches: C_BRANCHES,
    marks: LOGIC_AND_CHOICE,
};

const JAVASCRIPT: Language = Language {
    name: "JavaScript",
    extensions: &["js", "jsx", "mjs", "cjs"],
    quotes: &[DOUBLE, SINGLE, BACKTICK],
    functions: Functions::Each(&["function", "=>"]),
    types: &["class"],
    ..C
};

/// The languages that are counted.
pub(super) static LANGUAGES: [Language; 15] = [
    C,
    Language {
        name: "C++",
        extensions: &["cc", "cpp", "cxx", "hh", "hpp", "hxx"],
        types: &["class", "struct", "enum", "union"],
        ..C
    },
    Language {
        name: "C#",
        extensions: &["cs"],
        types: &["class", "struct", "enum", "interface", "record"],
        branches: &["if", "for", "foreach", "while", "case", "catch"],
        ..C
    },
    Language {
        name: "Go",
        extensions: &["go"],
        quotes: &[DOUBLE, SINGLE, RAW_BACKTICK],
        functions: Functions::Named(&["func"]),
        by_shape: false,
        types: &["type"],
        branches: &["if", "for", "case"],
        marks: LOGIC,
        ..C
    },
    Language {
        name: "Java",
        extensions: &["java"],
        quotes: &[TRIPLE_DOUBLE, DOUBLE, SINGLE],
        types: &["class", "interface", "enum", "record"],
        ..C
    },
    JAVASCRIPT,
    Language {
        name: "Kotlin",
        extensions: &["kt", "kts"],
        quotes: &[TRIPLE_DOUBLE, DOUBLE, SINGLE],
        functions: Functions::Named(&["fun"]),
        by_shape: false,
        types: &["class", "interface", "object"],
        branches: &["if", "for", "while", "catch"],
        marks: &["&&", "||", "->"],
        ..C
    },
    Language {
        name: "Lua",
        extensions: &["lua"],
        line_comments: &["--"],
        block_comment: Some(("--[[", "]]")),
        functions: Functions::Each(&["function"]),
        by_shape: false,
        types: &[],
        branches: &["if", "elseif", "for", "while", "repeat", "and", "or"],
        marks: &[],
        ..C
    },
    Language {
        name: "PHP",
        extensions: &["php"],
        line_comments: &["//", "#"],
        quotes: &[LONG_DOUBLE, quote("'", true)],
        functions: Functions::Each(&["function", "fn"]),
        by_shape: false,
        types: &["class", "interface", "trait", "enum"],
        branches: &["if", "elseif", "for", "foreach", "while", "case", "catch"],
        ..C
    },
    Language {
        name: "Python",
        extensions: &["py", "pyi", "pyw"],
        line_comments: HASH,
        block_comment: None,
        quotes: &[TRIPLE_DOUBLE, TRIPLE_SINGLE, DOUBLE, SINGLE],
        functions: Functions::Named(&["def"]),
        by_shape: false,
        types: &["class"],
        branches: &["if", "elif", "for", "while", "except", "case", "and", "or"],
        marks: &[],
    },
    Language {
        name: "Ruby",
        extensions: &["rb"],
        line_comments: HASH,
        block_comment: Some(("\n=begin", "\n=end")),
        quotes: &[LONG_DOUBLE, quote("'", true)],
        functions: Functions::Named(&["def"]),
        by_shape: false,
        types: &["class", "module"],
        branches: &["if", "elsif", "unless", "for", "while", "until", "when", "rescue", "and", "or"],
        marks: LOGIC_AND_CHOICE,
    },
    Language {
        name: "Rust",
        extensions: &["rs"],
        // A single quote may begin a lifetime, and a double one may be raw: `marks` knows both.
        quotes: &[LONG_DOUBLE],
        functions: Functions::Named(&["fn"]),
        by_shape: false,
        types: &["struct", "enum", "union", "trait"],
        branches: &["if", "for", "while"],
        marks: &["&&", "||", "=>"],
        ..C
    },
    Language {
        name: "Shell",
        extensions: &["sh", "bash", "zsh"],
        line_comments: HASH,
        block_comment: None,
        quotes: &[LONG_DOUBLE, RAW_SINGLE],
        functions: Functions::Named(&["function"]),
        types: &[],
        branches: &["if", "elif", "for", "while", "until"],
        marks: &["&&", "||", ";;"],
        ..C
    },
    Language {
        name: "Swift",
        extensions: &["swift"],
        quotes: &[TRIPLE_DOUBLE, DOUBLE],
        functions: Functions::Named(&["func"]),
        by_shape: false,
        types: &["class", "struct", "enum", "protocol", "actor"],
        branches: &["if", "guard", "for", "while", "case", "catch"],
        ..C
    },
    Language {
        name: "TypeScript",
        extensions: &["ts", "tsx", "mts", "cts"],
        types: &["class", "interface", "enum", "type"],
        ..JAVASCRIPT
    },
];

impl Language {
    /// The language of a file, by the end of its name.
    pub(crate) fn of(path: &str) -> Option<&'static Self> {
        let (_, extension) = path.rsplit('/').next()?.rsplit_once('.')?;
        let extension = extension.to_ascii_lowercase();
        LANGUAGES.iter().find(|language| language.extensions.contains(&extension.as_str()))
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }
}

/// The names of all of them.
pub(super) fn names() -> String {
    let names: Vec<_> = LANGUAGES.iter().map(|language| language.name).collect();
    names.join(", ")
}
