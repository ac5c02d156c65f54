//! The walk over raw JSON beside its shape.

use std::fmt::Write;

use super::{ArgumentFault, MAX_FAULTS, scalar};
use crate::envelope::short;
use crate::json::{Scanner, SyntaxError, unquote};
use crate::shape::{Field, Kind, ObjectShape, Shape};

pub(super) fn arguments(shape: &'static ObjectShape, arguments: &str) -> Result<(), Vec<ArgumentFault>> {
    let mut walk = Walk { faults: Vec::new() };
    let mut scanner = Scanner::new(arguments);
    let read = match scanner.peek() {
        Some(b'{') => walk.object(shape, Path::Root, &mut scanner),
        _ => scanner.value().map(|raw| walk.report(Path::Root, found(raw), || "an object".into())),
    };
    if let Err(error) = read {
        walk.report(Path::Root, || error.to_string(), || "JSON".into());
    }
    if walk.faults.is_empty() { Ok(()) } else { Err(walk.faults) }
}

/// Where the walk is; lives on the stack, and becomes text only for a mistake.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    Root,
    Field(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    fn write(self, out: &mut String) {
        match self {
            Self::Root => {}
            Self::Field(parent, name) => {
                parent.write(out);
                let dot = if out.is_empty() { "" } else { "." };
                let _ = write!(out, "{dot}{name}");
            }
            Self::Index(parent, index) => {
                parent.write(out);
                let _ = write!(out, "[{index}]");
            }
        }
    }
}

pub(super) struct Walk {
    faults: Vec<ArgumentFault>,
}

impl Walk {
    pub(super) fn report(
        &mut self,
        path: Path<'_>,
        problem: impl FnOnce() -> String,
        expected: impl FnOnce() -> String,
    ) {
        if self.faults.len() == MAX_FAULTS {
            return;
        }
        let mut at = String::new();
        path.write(&mut at);
        self.faults.push(ArgumentFault { path: at, problem: problem(), expected: expected() });
    }

    fn object(
        &mut self,
        shape: &'static ObjectShape,
        path: Path<'_>,
        scanner: &mut Scanner<'_>,
    ) -> Result<(), SyntaxError> {
        let mut seen = 0_u64;
        scanner.object(|key, inner| {
            let key = unquote(key);
            match shape.fields.iter().position(|field| field.name == key) {
                Some(at) => self.field(&shape.fields[at], &mut seen, at, path, inner),
                None => self.extra(shape, &key, path, inner),
            }
        })?;
        for (at, field) in shape.fields.iter().enumerate() {
            if field.required && seen >> at & 1 == 0 {
                self.report(
                    Path::Field(&path, field.name),
                    || "it is missing".into(),
                    || scalar::expected(&field.shape),
                );
            }
        }
        Ok(())
    }

    fn field(
        &mut self,
        field: &'static Field,
        seen: &mut u64,
        at: usize,
        path: Path<'_>,
        scanner: &mut Scanner<'_>,
    ) -> Result<(), SyntaxError> {
        let path = Path::Field(&path, field.name);
        if *seen >> at & 1 == 1 {
            // Two readers could take different ones.
            self.report(path, || "it stands twice".into(), || "one value".into());
        }
        *seen |= 1 << at;
        self.value(&field.shape, path, scanner)
    }

    fn extra(
        &mut self,
        shape: &'static ObjectShape,
        key: &str,
        path: Path<'_>,
        scanner: &mut Scanner<'_>,
    ) -> Result<(), SyntaxError> {
        scanner.value()?;
        if !shape.open {
            self.report(
                Path::Field(&path, &short(key)),
                || "there is no such parameter".into(),
                || known(shape, key),
            );
        }
        Ok(())
    }

    fn value(
        &mut self,
        shape: &'static Shape,
        path: Path<'_>,
        scanner: &mut Scanner<'_>,
    ) -> Result<(), SyntaxError> {
        match (&shape.kind, scanner.peek()) {
            (Kind::Array { items, min_items, max_items }, Some(b'[')) => {
                let mut count = 0_u32;
                scanner.array(|index, inner| {
                    count = count.saturating_add(1);
                    self.value(items, Path::Index(&path, index), inner)
                })?;
                if min_items.is_some_and(|min| count < min) || max_items.is_some_and(|max| count > max) {
                    self.report(path, || scalar::counted(count, "element"), || scalar::expected(shape));
                }
                Ok(())
            }
            (Kind::Object(inner), Some(b'{')) => self.object(inner, path, scanner),
            _ => {
                let raw = scanner.value()?;
                if let Some(problem) = scalar::problem(shape, raw) {
                    self.report(path, || problem, || scalar::expected(shape));
                }
                Ok(())
            }
        }
    }
}

fn found(raw: &str) -> impl FnOnce() -> String {
    move || format!("found {}", short(raw))
}

fn known(shape: &ObjectShape, key: &str) -> String {
    if shape.fields.is_empty() {
        return "no parameter at all".into();
    }
    let near = crate::near::nearest(key, shape.fields.iter().map(|field| field.name));
    if let Some(near) = near {
        return format!("`{near}` is the nearest");
    }
    let names: Vec<_> = shape.fields.iter().map(|field| format!("`{}`", field.name)).collect();
    names.join(", ")
}
