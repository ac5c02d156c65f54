//! Limits on numbers and on lengths.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::words::What;

/// A schema, or the part of it that stands for one type.
pub(super) type Members = Map<String, Value>;

/// What is limited.
#[derive(Clone, Copy)]
pub(super) enum Limits {
    /// A length: the keywords, and what they count.
    Length { least: &'static str, most: &'static str, unit: &'static str },
    /// The value of a number.
    Number,
}

pub(super) const CHARACTERS: Limits =
    Limits::Length { least: "minLength", most: "maxLength", unit: " characters" };
pub(super) const ITEMS: Limits = Limits::Length { least: "minItems", most: "maxItems", unit: " items" };
pub(super) const MEMBERS: Limits =
    Limits::Length { least: "minProperties", most: "maxProperties", unit: " members" };

/// Where values begin or end.
#[derive(Clone, Copy)]
struct Bound {
    value: f64,
    /// The bound itself is left out.
    open: bool,
    is_upper: bool,
    unit: &'static str,
}

impl Bound {
    /// Whether every value within `self` is within `other`.
    fn is_within(&self, other: &Self) -> bool {
        match self.value.partial_cmp(&other.value) {
            Some(Ordering::Less) => self.is_upper,
            Some(Ordering::Greater) => !self.is_upper,
            _ => self.open || !other.open,
        }
    }

    fn text(&self) -> String {
        let words = match (self.is_upper, self.open) {
            (true, false) => "at most",
            (true, true) => "less than",
            (false, false) => "at least",
            (false, true) => "more than",
        };
        let unit = if self.value == 1.0 { self.unit.trim_end_matches('s') } else { self.unit };
        format!("{words} {}{unit}", self.value)
    }
}

impl Limits {
    /// The lower and the upper bound.
    fn of(self, members: &Members) -> [Option<Bound>; 2] {
        let Self::Length { least, most, unit } = self else {
            return [false, true].map(|is_upper| number_bound(members, is_upper));
        };
        let bound = |key: &str, is_upper| {
            let value = members.get(key).and_then(Value::as_f64)?;
            Some(Bound { value, open: false, is_upper, unit })
        };
        [bound(least, false).filter(|least| least.value > 0.0), bound(most, true)]
    }

    /// The bounds of `takes` that `may` goes beyond.
    pub(super) fn tightened(self, may: &Members, takes: &Members) -> Vec<What> {
        let pairs = self.of(may).into_iter().zip(self.of(takes));
        pairs.filter_map(|(may, takes)| tighter(may, takes?)).collect()
    }
}

/// What a bound of one side leaves out of the other.
fn tighter(may: Option<Bound>, takes: Bound) -> Option<What> {
    if may.is_some_and(|may| may.is_within(&takes)) {
        return None;
    }
    let none = if takes.is_upper { "no upper limit" } else { "no lower limit" };
    Some(What::Narrower(may.map_or(none.into(), |may| may.text()), takes.text()))
}

/// The bounds that both sides state, and `live` wider than `reviewed`: both as texts.
pub(super) fn relaxed(reviewed: &Members, live: &Members) -> Vec<(String, String)> {
    // What a format implies is not stated.
    let stated = |members: &Members| {
        let mut stated = members.clone();
        stated.remove("format");
        stated
    };
    let (reviewed, live) = (stated(reviewed), stated(live));
    let pairs = [CHARACTERS, ITEMS, MEMBERS, Limits::Number]
        .into_iter()
        .flat_map(|limits| limits.of(&reviewed).into_iter().zip(limits.of(&live)));
    let both = pairs.filter_map(|(reviewed, live)| Some((reviewed?, live?)));
    both.filter(|(reviewed, live)| !live.is_within(reviewed))
        .map(|(reviewed, live)| (reviewed.text(), live.text()))
        .collect()
}

fn number_bound(members: &Members, is_upper: bool) -> Option<Bound> {
    let (closed, open) =
        if is_upper { ("maximum", "exclusiveMaximum") } else { ("minimum", "exclusiveMinimum") };
    let bound = |key: &str, open| {
        let value = members.get(key).and_then(Value::as_f64)?;
        Some(Bound { value, open, is_upper, unit: "" })
    };
    let bounds = [bound(closed, false), bound(open, true), of_format(members, is_upper)];
    // The tightest holds.
    bounds.into_iter().flatten().reduce(|a, b| if a.is_within(&b) { a } else { b })
}

/// The bounds of integers that a format names; those of 64 bits are no bounds here, since no wider ones are accepted.
fn of_format(members: &Members, is_upper: bool) -> Option<Bound> {
    let (least, most) = match members.get("format").and_then(Value::as_str)? {
        "int8" => (i64::from(i8::MIN), i64::from(i8::MAX)),
        "int16" => (i64::from(i16::MIN), i64::from(i16::MAX)),
        "int32" => (i64::from(i32::MIN), i64::from(i32::MAX)),
        "uint8" => (0, i64::from(u8::MAX)),
        "uint16" => (0, i64::from(u16::MAX)),
        "uint32" => (0, i64::from(u32::MAX)),
        "uint64" | "uint" if !is_upper => (0, i64::MAX),
        _ => return None,
    };
    #[expect(
        clippy::cast_precision_loss,
        reason = "bounds of 32 bits and less are exact; of the others only 0 is used"
    )]
    let value = if is_upper { most } else { least } as f64;
    Some(Bound { value, open: false, is_upper, unit: "" })
}

/// Whether each multiple of what `may` demands is one of what `takes` demands.
pub(super) fn multiples(may: &Members, takes: &Members) -> Option<What> {
    let step = |members: &Members| members.get("multipleOf").and_then(Value::as_f64);
    let takes_step = step(takes)?;
    let own = step(may).or((may.get("type") == Some(&"integer".into())).then_some(1.0));
    let fits = own.is_some_and(|own| takes_step != 0.0 && (own / takes_step).fract() == 0.0);
    let text = |step: Option<f64>| step.map_or("any number".into(), |step| format!("multiples of {step}"));
    (!fits).then(|| What::Narrower(text(step(may)), text(Some(takes_step))))
}
