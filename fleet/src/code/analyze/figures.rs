//! Counts lines, functions, types and branches of one file.
//!
//! This is a counter and no parser: it sees words and marks outside comments and text literals.

use std::ops::AddAssign;

use serde::Serialize;

use super::language::{Functions, Language};
use super::marks::{Mark, is_word, marks};

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Figures {
    /// All lines: the next three together.
    pub(super) lines: usize,
    /// Lines with code or a text literal on them.
    pub(super) code: usize,
    /// Lines with nothing but a comment.
    pub(super) comments: usize,
    pub(super) blank: usize,
    pub(super) functions: usize,
    pub(super) types: usize,
    pub(super) branches: usize,
    /// Branches and functions together: the sum of the cyclomatic complexity of all functions, where all code is in one.
    pub(super) complexity: usize,
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.lines += other.lines;
        self.code += other.code;
        self.comments += other.comments;
        self.blank += other.blank;
        self.functions += other.functions;
        self.types += other.types;
        self.branches += other.branches;
        self.complexity += other.complexity;
    }
}

impl Figures {
    pub(super) fn of(text: &str, language: &Language) -> Self {
        let marks = marks(text.as_bytes(), language);
        let mut figures = Self::default();
        figures.count_lines(text, &marks);
        let tokens = tokens(text, &marks);
        for at in 0..tokens.len() {
            figures.functions += usize::from(is_function(&tokens, at, language));
            figures.types += usize::from(is_type(&tokens, at, language));
            figures.branches += usize::from(is_branch(&tokens, at, language));
        }
        if language.by_shape {
            figures.functions += shapes(&tokens);
        }
        figures.complexity = figures.functions + figures.branches;
        figures
    }

    fn count_lines(&mut self, text: &str, marks: &[Mark]) {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.len();
            let seen = |wanted: &[Mark]| {
                line.bytes()
                    .zip(&marks[start..end])
                    .any(|(byte, mark)| !byte.is_ascii_whitespace() && wanted.contains(mark))
            };
            let code = seen(&[Mark::Code, Mark::Literal]);
            let comment = !code && seen(&[Mark::Comment]);
            self.lines += 1;
            self.code += usize::from(code);
            self.comments += usize::from(comment);
            self.blank += usize::from(!code && !comment);
            start = end;
        }
    }
}

/// A word, or a run of marks, or a literal as a whole (`"`).
struct Token<'a> {
    text: &'a str,
    /// Whether nothing stands before it on its line.
    first: bool,
    /// Whether white space stands before and after it.
    apart: bool,
}

impl Token<'_> {
    fn is_word(&self) -> bool {
        self.text.bytes().next().is_some_and(is_word)
    }

    /// Whether a value may end here, so that `||` after it joins two conditions.
    fn ends_a_value(&self) -> bool {
        let keyword = matches!(self.text, "move" | "return" | "in" | "else" | "async");
        (self.is_word() && !keyword) || matches!(self.text, ")" | "]" | "}" | "\"" | "?" | ">")
    }
}

/// Marks of two characters that mean something to the counter.
const PAIRS: [&str; 8] = ["&&", "||", "=>", "->", ";;", "::", "??", "?."];

fn tokens<'a>(text: &'a str, marks: &[Mark]) -> Vec<Token<'a>> {
    let bytes = text.as_bytes();
    let blank = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    let (mut tokens, mut at, mut first) = (Vec::new(), 0, true);
    while at < bytes.len() {
        let length = length(text, marks, at);
        if bytes[at] == b'\n' {
            first = true;
        }
        if marks[at] == Mark::Literal {
            tokens.push(Token { text: "\"", first, apart: false });
            first = false;
        } else if marks[at] == Mark::Code && !bytes[at].is_ascii_whitespace() {
            let apart = at > 0 && blank(at - 1) && blank(at + length);
            tokens.push(Token { text: &text[at..at + length], first, apart });
            first = false;
        }
        at += length;
    }
    tokens
}

/// How long the token is that begins there.
fn length(text: &str, marks: &[Mark], at: usize) -> usize {
    let rest = &text.as_bytes()[at..];
    let same = marks[at..].iter().take_while(|mark| **mark == marks[at]).count();
    if marks[at] == Mark::Literal {
        return same;
    }
    if marks[at] == Mark::Code && is_word(rest[0]) {
        return rest[..same].iter().take_while(|byte| is_word(**byte)).count();
    }
    let pair = marks[at] == Mark::Code && PAIRS.iter().any(|pair| rest.starts_with(pair.as_bytes()));
    if pair { 2 } else { 1 }
}

fn is_function(tokens: &[Token<'_>], at: usize, language: &Language) -> bool {
    let token = &tokens[at];
    match language.functions {
        Functions::Each(words) => words.contains(&token.text) && !after_a_dot(tokens, at),
        Functions::Named(words) => {
            words.contains(&token.text)
                && tokens.get(at + 1).is_some_and(|next| next.is_word() || (token.first && next.text == "("))
        }
    }
}

fn is_type(tokens: &[Token<'_>], at: usize, language: &Language) -> bool {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    language.types.contains(&tokens[at].text)
        && tokens.get(at + 1).is_some_and(Token::is_word)
        && before
            .is_none_or(|before| before.is_word() || matches!(before.text, "{" | "}" | ";" | ")" | "]" | ">"))
        && tokens[at + 1..]
            .iter()
            .find(|next| matches!(next.text, "{" | ";" | "=" | ":" | "(" | ")"))
            .is_none_or(|next| match language.name {
                "C" | "C++" => next.text == "{" || (language.is("C++") && next.text == ":"),
                _ => true,
            })
}

fn is_branch(tokens: &[Token<'_>], at: usize, language: &Language) -> bool {
    let token = &tokens[at];
    if language.branches.contains(&token.text) {
        let no_loop = language.is("Rust") && is_impl_for(tokens, at);
        return !no_loop && !after_a_dot(tokens, at);
    }
    language.marks.contains(&token.text)
        && match token.text {
            "?" => token.apart,
            "&&" | "||" => at > 0 && tokens[at - 1].ends_a_value(),
            _ => true,
        }
}

/// `.match`, `.catch` and the like are methods.
fn after_a_dot(tokens: &[Token<'_>], at: usize) -> bool {
    at > 0 && matches!(tokens[at - 1].text, "." | "::")
}

/// The `for` of `impl Trait for Type` and of `for<'a>` is no loop.
fn is_impl_for(tokens: &[Token<'_>], at: usize) -> bool {
    let type_before = at > 0 && !tokens[at].first && (tokens[at - 1].is_word() || tokens[at - 1].text == ">");
    let lifetimes = tokens.get(at + 1).is_some_and(|next| next.text == "<");
    tokens[at].text == "for" && (type_before || lifetimes)
}

/// Words before a parenthesis that make no function of what follows.
const NO_FUNCTION: [&str; 17] = [
    "if",
    "for",
    "foreach",
    "while",
    "switch",
    "catch",
    "function",
    "with",
    "using",
    "lock",
    "fixed",
    "return",
    "synchronized",
    "try",
    "sizeof",
    "elif",
    "await",
];

/// Counts `name(…) {`, with words such as `const` or `throws Failure` before the brace.
fn shapes(tokens: &[Token<'_>]) -> usize {
    let (mut open, mut pending, mut count) = (Vec::new(), false, 0);
    for (at, token) in tokens.iter().enumerate() {
        match token.text {
            "(" => open.push(names_a_function(tokens, at)),
            ")" => pending = open.pop().unwrap_or(false),
            "{" => {
                count += usize::from(pending);
                pending = false;
            }
            "," | ":" | "::" | "->" | "<" | ">" | "*" | "&" | "[" | "]" | "|" | "." => {}
            _ if token.is_word() => {}
            _ => pending = false,
        }
    }
    count
}

/// Whether the parenthesis there comes after the name of a function.
fn names_a_function(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(name) = at.checked_sub(1).map(|name| &tokens[name]) else { return false };
    let before = at.checked_sub(2).map_or("", |before| tokens[before].text);
    name.is_word() && !NO_FUNCTION.contains(&name.text) && !matches!(before, "function" | "new" | ".")
}
