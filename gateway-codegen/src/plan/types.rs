//! The Rust types of a tool's arguments and results: the model's shapes with names given to their structs, enums and fields.

use super::names::{Scope, camel, snake};
use crate::model::{Guard, Kind, Object, Param, Presence, Shape};

const ARGUMENTS: &str = "Args";
const RETURNS: &str = "Returns";

/// A struct.
#[derive(Clone, Debug)]
pub struct StructPlan {
    /// Its name in the tool's module.
    pub type_name: String,
    /// What it is for, as far as the file says.
    pub doc: String,
    /// Its fields, in the order of `tools.toml`.
    pub fields: Vec<FieldPlan>,
    /// The field that holds what is not declared, when that is accepted.
    pub rest: Option<String>,
}

/// A field of a struct.
#[derive(Clone, Debug)]
pub struct FieldPlan {
    /// Its name on the wire.
    pub name: String,
    /// Its name in Rust.
    pub ident: String,
    /// What the file says about it; may be empty.
    pub doc: String,
    /// Whether it may be left out.
    pub presence: Presence,
    /// Whether its value is kept out of the audit.
    pub secret: bool,
    /// What it accepts.
    pub shape: ShapePlan,
}

/// What one value must be.
#[derive(Clone, Debug)]
pub struct ShapePlan {
    /// Whether `null` is accepted beside `kind`.
    pub nullable: bool,
    /// What it must be otherwise.
    pub kind: KindPlan,
}

/// The kinds of value; as [`Kind`], with names.
#[derive(Clone, Debug)]
pub enum KindPlan {
    /// A string.
    String(TextRule),
    /// One of some strings.
    Enum(EnumPlan),
    /// A whole number.
    Integer {
        /// Smallest value.
        min: Option<i64>,
        /// Largest value.
        max: Option<i64>,
    },
    /// Any number.
    Number {
        /// Smallest value.
        min: Option<f64>,
        /// Largest value.
        max: Option<f64>,
    },
    /// `true` or `false`.
    Boolean,
    /// A list.
    Array {
        /// What each element must be.
        items: Box<ShapePlan>,
        /// Smallest number of elements.
        min_items: Option<u32>,
        /// Largest number of elements.
        max_items: Option<u32>,
    },
    /// An object with declared fields.
    Object(StructPlan),
    /// Any object.
    AnyObject,
    /// Any JSON value but `null`.
    Any,
}

/// What a string must be.
#[derive(Clone, Debug)]
pub struct TextRule {
    /// Smallest length in code points.
    pub min_len: Option<u32>,
    /// Largest length in code points.
    pub max_len: Option<u32>,
    /// A regular expression.
    pub pattern: Option<String>,
    /// A safety rule.
    pub guard: Option<Guard>,
    /// Whether a value owns its text; otherwise it borrows where it can.
    pub owned: bool,
}

impl TextRule {
    /// Whether any string will do.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.min_len.is_none() && self.max_len.is_none() && self.pattern.is_none() && self.guard.is_none()
    }
}

/// An enum.
#[derive(Clone, Debug)]
pub struct EnumPlan {
    /// Its name in the tool's module.
    pub type_name: String,
    /// What it is for, as far as the file says.
    pub doc: String,
    /// Value on the wire and name in Rust, in the order of `tools.toml`.
    pub variants: Vec<(String, String)>,
}

/// Gives the types of one tool their names, which share its module.
pub(crate) struct Namer {
    types: Scope,
    owned: bool,
}

impl Namer {
    /// For a tool that has no types yet.
    pub(crate) fn new() -> Self {
        Self { types: Scope::of_types(), owned: false }
    }

    /// The types of its arguments, which borrow; the outermost is `Args`.
    pub(crate) fn arguments(&mut self, object: &Object) -> StructPlan {
        self.owned = false;
        self.fields(object, ARGUMENTS.to_owned(), "", "")
    }

    /// The types of what it returns, which own what they hold; the outermost is `Returns`.
    pub(crate) fn returns(&mut self, object: &Object) -> StructPlan {
        self.owned = true;
        self.fields(object, RETURNS.to_owned(), "returns", "")
    }

    fn fields(&mut self, object: &Object, type_name: String, path: &str, doc: &str) -> StructPlan {
        let mut idents = Scope::default();
        let fields = object.params.iter().map(|param| self.field(param, path, &mut idents)).collect();
        let rest = object.open.then(|| idents.take("rest"));
        StructPlan { type_name, doc: doc.to_owned(), fields, rest }
    }

    fn field(&mut self, param: &Param, path: &str, idents: &mut Scope) -> FieldPlan {
        let path = format!("{path}_{}", param.name);
        FieldPlan {
            name: param.name.clone(),
            ident: idents.take(&snake(&param.name)),
            doc: param.doc.clone(),
            presence: param.presence.clone(),
            secret: param.secret,
            shape: self.shape(&param.shape, &path, &param.doc),
        }
    }

    fn shape(&mut self, shape: &Shape, path: &str, doc: &str) -> ShapePlan {
        ShapePlan { nullable: shape.nullable, kind: self.kind(&shape.kind, path, doc) }
    }

    fn kind(&mut self, kind: &Kind, path: &str, doc: &str) -> KindPlan {
        match kind {
            Kind::String { min_len, max_len, pattern, guard } => KindPlan::String(TextRule {
                min_len: *min_len,
                max_len: *max_len,
                pattern: pattern.clone(),
                guard: *guard,
                owned: self.owned,
            }),
            Kind::Enum(values) => KindPlan::Enum(self.choice(values, path, doc)),
            Kind::Integer { min, max } => KindPlan::Integer { min: *min, max: *max },
            Kind::Number { min, max } => KindPlan::Number { min: *min, max: *max },
            Kind::Boolean => KindPlan::Boolean,
            Kind::Array { items, min_items, max_items } => KindPlan::Array {
                items: Box::new(self.shape(items, &format!("{path}_item"), "")),
                min_items: *min_items,
                max_items: *max_items,
            },
            Kind::Object(object) => {
                let type_name = self.types.take(&camel(path));
                KindPlan::Object(self.fields(object, type_name, path, doc))
            }
            Kind::AnyObject => KindPlan::AnyObject,
            Kind::Any => KindPlan::Any,
        }
    }

    fn choice(&mut self, values: &[String], path: &str, doc: &str) -> EnumPlan {
        let mut variants = Scope::default();
        EnumPlan {
            type_name: self.types.take(&camel(path)),
            doc: doc.to_owned(),
            variants: values.iter().map(|value| (value.clone(), variants.take(&camel(value)))).collect(),
        }
    }
}

impl StructPlan {
    /// Whether it is not part of another type.
    #[must_use]
    pub fn is_outermost(&self) -> bool {
        [ARGUMENTS, RETURNS].contains(&self.type_name.as_str())
    }

    /// Whether a value holds text that it may borrow, so that the type has a lifetime.
    #[must_use]
    pub fn borrows(&self) -> bool {
        self.fields.iter().any(|field| field.shape.borrows())
    }
}

impl ShapePlan {
    /// Whether a value holds text that it may borrow.
    #[must_use]
    pub fn borrows(&self) -> bool {
        match &self.kind {
            KindPlan::String(rule) => !rule.owned,
            KindPlan::Array { items, .. } => items.borrows(),
            KindPlan::Object(object) => object.borrows(),
            _ => false,
        }
    }
}
