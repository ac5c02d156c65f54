//! JSON in an order of our own choosing: `serde_json` keeps key order only when some crate of the build asks for it, and
//! generated files must not depend on that.

use serde_json::Value;

/// A JSON value whose keys stay where they were put.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// A literal that needs no quotes: `null`, `true`, `false` or a number.
    Bare(String),
    /// A string.
    Text(String),
    /// A list.
    Array(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// `null`.
    #[must_use]
    pub fn null() -> Self {
        Self::Bare("null".to_owned())
    }

    /// A number; a whole one is written without a fraction.
    #[must_use]
    pub fn number(number: f64) -> Self {
        if number.fract() == 0.0 && number.abs() < 1e15 {
            return Self::Bare(format!("{:.0}", number + 0.0));
        }
        Self::from(&Value::from(number))
    }

    /// The keys in byte order at every level, so that equal values have equal text.
    #[must_use]
    pub fn canonical(self) -> Self {
        match self {
            Self::Array(items) => Self::Array(items.into_iter().map(Self::canonical).collect()),
            Self::Object(mut fields) => {
                fields.sort_by(|a, b| a.0.cmp(&b.0));
                Self::Object(fields.into_iter().map(|(key, value)| (key, value.canonical())).collect())
            }
            scalar => scalar,
        }
    }

    /// The text without any space.
    #[must_use]
    pub fn compact(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, None);
        out
    }

    /// The text with two spaces for each level; objects and lists below level `depth` stay on one line.
    #[must_use]
    pub fn pretty(&self, depth: usize) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(Indent { level: 0, depth }));
        out
    }

    fn write(&self, out: &mut String, indent: Option<Indent>) {
        match self {
            Self::Bare(text) => out.push_str(text),
            Self::Text(text) => out.push_str(&quoted(text)),
            Self::Array(items) => {
                write_list(out, "[]", items, indent, |out, item, inner| item.write(out, inner));
            }
            Self::Object(fields) => write_list(out, "{}", fields, indent, |out, (key, value), inner| {
                out.push_str(&quoted(key));
                out.push_str(if inner.is_some() { ": " } else { ":" });
                value.write(out, inner);
            }),
        }
    }
}

/// A JSON string literal.
#[must_use]
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[derive(Clone, Copy)]
struct Indent {
    level: usize,
    depth: usize,
}

fn write_list<T>(
    out: &mut String,
    ends: &str,
    items: &[T],
    indent: Option<Indent>,
    write_item: impl Fn(&mut String, &T, Option<Indent>),
) {
    let inner = indent
        .filter(|indent| indent.level < indent.depth && !items.is_empty())
        .map(|indent| Indent { level: indent.level + 1, ..indent });
    out.push_str(&ends[..1]);
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { "," });
        new_line(out, inner);
        write_item(out, item, inner);
    }
    new_line(out, inner.map(|inner| Indent { level: inner.level - 1, ..inner }));
    out.push_str(&ends[1..]);
}

fn new_line(out: &mut String, indent: Option<Indent>) {
    if let Some(indent) = indent {
        out.push('\n');
        out.push_str(&"  ".repeat(indent.level));
    }
}

impl From<&Value> for Json {
    /// Keys in byte order.
    fn from(value: &Value) -> Self {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => Self::Bare(value.to_string()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(items) => Self::Array(items.iter().map(Self::from).collect()),
            Value::Object(fields) => {
                Self::Object(fields.iter().map(|(key, value)| (key.clone(), value.into())).collect())
                    .canonical()
            }
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Json {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Json {
    fn from(flag: bool) -> Self {
        Self::Bare(flag.to_string())
    }
}

impl From<u32> for Json {
    fn from(number: u32) -> Self {
        Self::Bare(number.to_string())
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Self::Bare(number.to_string())
    }
}

impl From<u64> for Json {
    fn from(number: u64) -> Self {
        Self::Bare(number.to_string())
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

/// Builds an object key by key; optional keys are left out when there is no value.
#[derive(Debug, Default)]
pub(crate) struct Fields(Vec<(String, Json)>);

impl Fields {
    pub(crate) fn with(mut self, key: &str, value: impl Into<Json>) -> Self {
        self.0.push((key.to_owned(), value.into()));
        self
    }

    pub(crate) fn with_some(self, key: &str, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    pub(crate) fn object(self) -> Json {
        Json::Object(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Json {
        Fields::default()
            .with("b", vec![1_u32, 2])
            .with("a", Fields::default().with("x", "\"é\n").with("none", Json::null()).object())
            .with("empty", Json::Array(vec![]))
            .object()
    }

    #[test]
    fn keys_stay_in_place_until_made_canonical() {
        assert_eq!(sample().compact(), r#"{"b":[1,2],"a":{"x":"\"é\n","none":null},"empty":[]}"#);
        assert_eq!(sample().canonical().compact(), r#"{"a":{"none":null,"x":"\"é\n"},"b":[1,2],"empty":[]}"#);
    }

    #[test]
    fn depth_bounds_the_indentation() {
        assert_eq!(
            sample().pretty(1),
            "{\n  \"b\": [1,2],\n  \"a\": {\"x\":\"\\\"é\\n\",\"none\":null},\n  \"empty\": []\n}"
        );
        assert_eq!(Json::from(&serde_json::json!({"a": [{}]})).pretty(9), "{\n  \"a\": [\n    {}\n  ]\n}");
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        for (number, text) in
            [(0.0, "0"), (-0.0, "0"), (-3.0, "-3"), (0.5, "0.5"), (1e300, "1e+300"), (-10.0, "-10")]
        {
            assert_eq!(Json::number(number).compact(), text);
        }
    }

    #[test]
    fn text_reads_back_as_the_same_value() {
        let value = serde_json::json!({"z": [1.5, -2, null, true, "\u{7f}\\\u{0}"], "a": {"é": {}}});
        for text in [Json::from(&value).compact(), Json::from(&value).pretty(1), Json::from(&value).pretty(9)]
        {
            assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
        }
    }
}
