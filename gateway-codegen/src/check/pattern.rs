//! Rules for regular expressions: they compile, and where JSON Schema readers see them, they mean the same there.

use std::ops::Range;

use regex::Regex;
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::{
    self, AssertionKind, Ast, ClassPerlKind, ClassSetBinaryOp, ClassSetItem, ClassUnicodeKind, GroupKind,
    HexLiteralKind, Literal, LiteralKind, SpecialLiteralKind, Visitor,
};

use super::Context;
use crate::diag::Code;
use crate::source::{Source, Span};
use crate::syntax::Spanned;

/// A regular expression that compiles.
pub(super) fn compiles(pattern: &Spanned<String>, cx: &mut Context<'_>) -> Option<String> {
    if cx.patterns.contains(&pattern.value) {
        return Some(pattern.value.clone());
    }
    let Some((bytes, why)) = problem(&pattern.value) else {
        cx.patterns.insert(pattern.value.clone());
        return Some(pattern.value.clone());
    };
    let span = within(cx.source, pattern, bytes);
    cx.log.report(Code::BadPattern, span, format!("the regular expression does not compile: {why}")).help(
        "the syntax is that of the Rust `regex` crate; a literal string ('…') needs no doubled backslashes",
    );
    None
}

/// A regular expression that compiles and that JSON Schema (ECMA-262) understands in the same way.
pub(super) fn portable(pattern: &Spanned<String>, cx: &mut Context<'_>) -> Option<String> {
    let text = compiles(pattern, cx)?;
    let ast = Parser::new().parse(&text).ok()?;
    let Err(foreign) = ast::visit(&ast, Dialect { in_class: false }) else { return Some(text) };
    let span = within(cx.source, pattern, foreign.at.clone());
    let message = format!("`{}` {}", &text[foreign.at], foreign.why);
    cx.log
        .report(Code::PatternNotPortable, span, message)
        .help(format!("{}: clients read the pattern as JSON Schema", foreign.help));
    None
}

/// What is wrong with a regular expression, and which bytes of it.
fn problem(pattern: &str) -> Option<(Range<usize>, String)> {
    match regex_syntax::parse(pattern) {
        Err(regex_syntax::Error::Parse(error)) => Some((bytes(error.span()), error.kind().to_string())),
        Err(regex_syntax::Error::Translate(error)) => Some((bytes(error.span()), error.kind().to_string())),
        _ => Regex::new(pattern).err().map(|error| (0..pattern.len(), one_line(&error.to_string()))),
    }
}

fn bytes(span: &ast::Span) -> Range<usize> {
    span.start.offset..span.end.offset
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where `bytes` of a string stand in the file, when the string is written without escapes; else the whole string.
fn within(source: &Source, value: &Spanned<String>, bytes: Range<usize>) -> Span {
    let written = source.text().get(value.span.start..value.span.end);
    match written.and_then(|written| written.find(&value.value)) {
        Some(offset) if !value.value.is_empty() => {
            let start = value.span.start + offset;
            Span { start: start + bytes.start, end: start + bytes.end }
        }
        _ => value.span,
    }
}

/// A part of a pattern that another dialect lacks.
struct Foreign {
    at: Range<usize>,
    why: &'static str,
    help: &'static str,
}

type Verdict = Result<(), Foreign>;

/// Looks for what ECMA-262 (with the `u` flag, as most readers set it) lacks or understands in another way.
struct Dialect {
    in_class: bool,
}

fn foreign(span: &ast::Span, why: &'static str, help: &'static str) -> Verdict {
    Err(Foreign { at: bytes(span), why, help })
}

const LACKS: &str = "does not exist in JSON Schema";

impl Visitor for Dialect {
    type Output = ();
    type Err = Foreign;

    fn finish(self) -> Verdict {
        Ok(())
    }

    fn visit_pre(&mut self, ast: &Ast) -> Verdict {
        self.in_class = matches!(ast, Ast::ClassBracketed(_));
        match ast {
            Ast::Flags(flags) => foreign(&flags.span, LACKS, "write the alternatives out, such as `[Aa]`"),
            Ast::Group(group) => self::group(group),
            Ast::Assertion(assertion) => self::assertion(assertion),
            Ast::ClassPerl(class) => perl(class),
            Ast::ClassUnicode(class) => unicode(class),
            Ast::Literal(literal) => self::literal(literal, false),
            Ast::Repetition(repetition) => self::repetition(repetition),
            _ => Ok(()),
        }
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Verdict {
        match item {
            ClassSetItem::Ascii(class) => {
                foreign(&class.span, LACKS, "write the ranges out, such as `[a-z]`")
            }
            ClassSetItem::Bracketed(class) => {
                foreign(&class.span, LACKS, "put everything into one pair of brackets")
            }
            ClassSetItem::Perl(class) => perl(class),
            ClassSetItem::Unicode(class) => unicode(class),
            ClassSetItem::Literal(literal) => self::literal(literal, self.in_class),
            ClassSetItem::Range(range) => self::literal(&range.start, self.in_class)
                .and_then(|()| self::literal(&range.end, self.in_class)),
            ClassSetItem::Empty(_) | ClassSetItem::Union(_) => Ok(()),
        }
    }

    fn visit_class_set_binary_op_pre(&mut self, operation: &ClassSetBinaryOp) -> Verdict {
        foreign(&operation.span, LACKS, "write the resulting set out")
    }
}

fn group(group: &ast::Group) -> Verdict {
    match &group.kind {
        GroupKind::NonCapturing(flags) if !flags.items.is_empty() => foreign(
            &flags.span,
            "(a flag) does not exist in JSON Schema",
            "write the alternatives out, such as `[Aa]`",
        ),
        GroupKind::CaptureName { starts_with_p: true, name } => {
            foreign(&name.span, "is named with `(?P<`, which does not exist in JSON Schema", "write `(?:…)`")
        }
        _ => Ok(()),
    }
}

fn assertion(assertion: &ast::Assertion) -> Verdict {
    match assertion.kind {
        AssertionKind::StartLine | AssertionKind::EndLine => Ok(()),
        AssertionKind::StartText => foreign(&assertion.span, LACKS, "write `^`"),
        AssertionKind::EndText => foreign(&assertion.span, LACKS, "write `$`"),
        _ => foreign(
            &assertion.span,
            "means something else in JSON Schema, or nothing",
            "write out what may follow",
        ),
    }
}

fn perl(class: &ast::ClassPerl) -> Verdict {
    const OTHER: &str = "means any script here and only ASCII in JSON Schema";
    match (&class.kind, class.negated) {
        (ClassPerlKind::Space, _) => Ok(()),
        (ClassPerlKind::Digit, false) => foreign(&class.span, OTHER, "write `[0-9]`"),
        (ClassPerlKind::Digit, true) => foreign(&class.span, OTHER, "write `[^0-9]`"),
        (ClassPerlKind::Word, false) => foreign(&class.span, OTHER, "write `[A-Za-z0-9_]`"),
        (ClassPerlKind::Word, true) => foreign(&class.span, OTHER, "write `[^A-Za-z0-9_]`"),
    }
}

fn unicode(class: &ast::ClassUnicode) -> Verdict {
    match class.kind {
        ClassUnicodeKind::OneLetter(_) => {
            foreign(&class.span, LACKS, "write it with braces, such as `\\p{L}`")
        }
        _ => Ok(()),
    }
}

fn literal(literal: &Literal, in_class: bool) -> Verdict {
    let is_syntax = "^$\\.*+?()[]{}|/".contains(literal.c) || (in_class && literal.c == '-');
    match literal.kind {
        LiteralKind::Meta | LiteralKind::Superfluous if !is_syntax => foreign(
            &literal.span,
            "is an escape that JSON Schema readers refuse",
            "write the character without `\\`",
        ),
        LiteralKind::Verbatim if lone_bracket(literal.c, in_class) => {
            foreign(&literal.span, "stands alone, which JSON Schema readers refuse", "write `\\` before it")
        }
        LiteralKind::HexFixed(HexLiteralKind::UnicodeLong)
        | LiteralKind::HexBrace(HexLiteralKind::X | HexLiteralKind::UnicodeLong) => {
            foreign(&literal.span, LACKS, "write `\\u{…}`")
        }
        LiteralKind::Special(SpecialLiteralKind::Bell) => foreign(&literal.span, LACKS, "write `\\x07`"),
        _ => Ok(()),
    }
}

fn lone_bracket(c: char, in_class: bool) -> bool {
    c == ']' || (!in_class && matches!(c, '{' | '}'))
}

fn repetition(repetition: &ast::Repetition) -> Verdict {
    match *repetition.ast {
        Ast::Repetition(_) => {
            foreign(&repetition.span, "repeats a repetition", "put the inner one into `(?:…)`")
        }
        Ast::Assertion(_) => {
            foreign(&repetition.span, "repeats a place, not a text", "remove the repetition")
        }
        _ => Ok(()),
    }
}
