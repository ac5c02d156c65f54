//! Rules for single values: names, words, texts, times and numbers.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::diag::{Code, Diagnostic, Log, Shown as _};
use crate::model;
use crate::source::Span;
use crate::syntax::{self, Form, Key, Spanned, Words};

/// The longest title, in characters.
const MAX_TITLE: usize = 128;
/// The longest description or other text, in characters.
const MAX_TEXT: usize = 4096;

const DAY: u64 = 24 * 60 * 60 * 1000;
const MAX_DURATION: u64 = 365 * DAY;

const MIB: u32 = 1 << 20;
const MAX_SIZE: u32 = 1024 * MIB;

/// Checks a name.
pub(super) fn name<F: Form>(name: &Spanned<impl AsRef<str>>, log: &mut Log) {
    let text = name.value.as_ref();
    if !F::allows(text) {
        let message = match text {
            "" => format!("{} cannot be empty", F::WHAT),
            _ => format!("`{}` cannot be {}", text.shown(), F::WHAT),
        };
        log.report(Code::BadName, name.span, message).help(format!("allowed are {}", F::ACCEPTS));
    }
}

/// Which of its words a text is.
pub(super) fn word<W: Words + AsRef<str>>(key: &Key<W>, log: &mut Log) -> Option<usize> {
    let value = key.get()?;
    let text = value.value.as_ref();
    let found = W::WORDS.iter().position(|word| *word == text);
    if found.is_none() {
        let message = format!("`{}` is not {}", text.shown(), W::WHAT);
        let help = syntax::suggest(text, W::WORDS, "it is one of");
        log.report(Code::UnknownWord, value.span, message).help(help);
    }
    found
}

/// A text for people or models, without white space around it and with line breaks of one kind, so that the contract is
/// the same on every system.
pub(super) fn text(key: &Key<String>, what: &str, log: &mut Log) -> Option<String> {
    let value = key.get()?;
    let text = value.value.trim();
    if text.is_empty() {
        log.report(Code::EmptyText, value.span, format!("`{what}` is empty"))
            .help("say something, or leave it out");
    }
    let (length, max) = (text.chars().count(), if what == "title" { MAX_TITLE } else { MAX_TEXT });
    if length > max {
        let message = format!("`{what}` has {length} characters");
        log.report(Code::TextTooLong, value.span, message).help(format!("at most {max} are allowed"));
    }
    if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
        let message = format!("`{what}` contains the invisible character U+{:04X}", u32::from(hidden));
        log.report(Code::HiddenCharacter, value.span, message)
            .help("remove it: a reviewer cannot see what a model would read");
    }
    Some(text.replace("\r\n", "\n"))
}

/// Control characters but line breaks and tabs, marks that reorder text, and characters without a shape.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

/// A duration, or `default` when there is none.
pub(super) fn duration_or(key: &Key<syntax::Duration>, default: Duration, log: &mut Log) -> Duration {
    key.get().and_then(|value| duration(value, log)).unwrap_or(default)
}

/// A duration.
pub(super) fn duration<F: Form + AsRef<str>>(value: &Spanned<F>, log: &mut Log) -> Option<Duration> {
    let text = value.value.as_ref();
    let millis = if F::allows(text) { millis(text) } else { None };
    if millis.is_none() {
        let message = format!("`{}` is not {}", text.shown(), F::WHAT);
        log.report(Code::BadDuration, value.span, message)
            .help(format!("write {}; at most \"365d\"", F::ACCEPTS));
    }
    millis.map(Duration::from_millis)
}

fn millis(text: &str) -> Option<u64> {
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let unit = match unit {
        "ms" => 1,
        "s" => 1000,
        "m" => 60 * 1000,
        "h" => 60 * 60 * 1000,
        _ => DAY,
    };
    number.parse::<u64>().ok()?.checked_mul(unit).filter(|millis| *millis <= MAX_DURATION)
}

/// The word for no limit and no memory.
pub(super) const OFF: &str = "off";

/// A rate; `None` when there is none.
pub(super) fn rate(value: &Spanned<syntax::Rate>, log: &mut Log) -> Option<model::Rate> {
    if &*value.value == OFF {
        return None;
    }
    let rate = if syntax::Rate::allows(&value.value) { calls_per(&value.value) } else { None };
    if rate.is_none() {
        let message = format!("`{}` is not {}", value.value.shown(), syntax::Rate::WHAT);
        log.report(Code::BadRate, value.span, message).help(format!("write {}", syntax::Rate::ACCEPTS));
    }
    rate
}

fn calls_per(text: &str) -> Option<model::Rate> {
    let (calls, unit) = text.split_once('/')?;
    let seconds = match unit {
        "s" => 1,
        "min" => 60,
        "hour" => 60 * 60,
        _ => 24 * 60 * 60,
    };
    Some(model::Rate { calls: calls.parse().ok()?, per: Duration::from_secs(seconds) })
}

/// A size in bytes; `None` when there is none.
pub(super) fn size(value: &Spanned<syntax::Size>, log: &mut Log) -> Option<u32> {
    if &*value.value == OFF {
        return None;
    }
    let size = if syntax::Size::allows(&value.value) { bytes(&value.value) } else { None };
    if size.is_none() {
        let message = format!("`{}` is not {}", value.value.shown(), syntax::Size::WHAT);
        log.report(Code::BadSize, value.span, message)
            .help(format!("write {}; at most \"1024MiB\"", syntax::Size::ACCEPTS));
    }
    size
}

fn bytes(text: &str) -> Option<u32> {
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let unit = match unit {
        "B" => 1,
        "KiB" => 1 << 10,
        _ => MIB,
    };
    number.parse::<u32>().ok()?.checked_mul(unit).filter(|bytes| *bytes <= MAX_SIZE)
}

/// A whole number in a range.
pub(super) fn whole<T: TryFrom<i64>>(
    key: &Key<i64>,
    what: &str,
    range: RangeInclusive<i64>,
    log: &mut Log,
) -> Option<T> {
    let value = key.get()?;
    let good = range.contains(&value.value).then(|| T::try_from(value.value).ok()).flatten();
    if good.is_none() {
        let message = format!("`{what}` cannot be {}", value.value);
        let help = format!("it is a whole number from {} to {}", range.start(), range.end());
        log.report(Code::OutOfRange, value.span, message).help(help);
    }
    good
}

/// Reports a reference to something that does not exist.
pub(super) fn unknown<'log>(
    code: Code,
    span: Span,
    what: &str,
    name: &str,
    known: &[&str],
    log: &'log mut Log,
) -> &'log mut Diagnostic {
    let help = match syntax::near(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => format!("there is no {what} at all"),
        None if known.len() <= 12 => syntax::suggest(name, known, "there are"),
        None => format!("there are {} of them, and none has a name like this", known.len()),
    };
    log.report(code, span, format!("there is no {what} `{}`", name.shown())).help(help)
}
