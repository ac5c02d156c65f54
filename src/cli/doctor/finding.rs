//! What the doctor finds, and how it is shown.

use serde_json::{Value, json};

use crate::cli::table::{Cell, Table, Tone};

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    /// Nothing to be checked here.
    Skipped,
    Good,
    Warning,
    Error,
}

/// One thing that was looked at.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    area: &'static str,
    subject: String,
    status: Status,
    what: String,
    remedy: Option<String>,
}

impl Finding {
    fn new(area: &'static str, subject: impl Into<String>, status: Status, what: impl Into<String>) -> Self {
        Self { area, subject: subject.into(), status, what: what.into(), remedy: None }
    }

    pub(super) fn good(area: &'static str, subject: impl Into<String>, what: impl Into<String>) -> Self {
        Self::new(area, subject, Status::Good, what)
    }

    pub(super) fn skipped(area: &'static str, subject: impl Into<String>, what: impl Into<String>) -> Self {
        Self::new(area, subject, Status::Skipped, what)
    }

    pub(super) fn warning(area: &'static str, subject: impl Into<String>, what: impl Into<String>) -> Self {
        Self::new(area, subject, Status::Warning, what)
    }

    pub(super) fn error(area: &'static str, subject: impl Into<String>, what: impl Into<String>) -> Self {
        Self::new(area, subject, Status::Error, what)
    }

    /// The same, with what mends it.
    pub(super) fn mended_by(self, remedy: impl Into<String>) -> Self {
        Self { remedy: Some(remedy.into()), ..self }
    }

    fn data(&self) -> Value {
        json!({"area": self.area, "subject": self.subject, "status": self.status.word(), "what": self.what, "remedy": self.remedy})
    }
}

impl Status {
    fn word(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Skipped => Tone::Faint,
            Self::Good => Tone::Good,
            Self::Warning => Tone::Warning,
            Self::Error => Tone::Bad,
        }
    }
}

/// 0 fine, 1 warnings, 2 errors.
pub(super) fn exit_code(findings: &[Finding]) -> u8 {
    match findings.iter().map(|finding| finding.status).max() {
        Some(Status::Error) => 2,
        Some(Status::Warning) => 1,
        _ => 0,
    }
}

fn counts(findings: &[Finding]) -> [usize; 3] {
    [Status::Good, Status::Warning, Status::Error]
        .map(|status| findings.iter().filter(|finding| finding.status == status).count())
}

/// All findings by area, each with its remedy below it, and the counts.
pub(super) fn text(findings: &[Finding]) -> String {
    let mut text = String::new();
    let mut left = findings;
    while let Some(first) = left.first() {
        let count = left.iter().take_while(|finding| finding.area == first.area).count();
        let (area, rest) = left.split_at(count);
        text += &format!("{}\n{}", Tone::Strong.paint(first.area), rows(area));
        left = rest;
    }
    let [good, warnings, errors] = counts(findings);
    text + &format!("{good} good, {warnings} to look at, {errors} wrong\n")
}

fn rows(findings: &[Finding]) -> String {
    let mut table = Table::default().indented(2);
    for finding in findings {
        let (tone, status) = (finding.status.tone(), finding.status.word());
        table.row([Cell::new(status, tone), finding.subject.as_str().into(), finding.what.as_str().into()]);
        if let Some(remedy) = &finding.remedy {
            table.row([Cell::default(), Cell::default(), Cell::new(format!("→ {remedy}"), Tone::Strong)]);
        }
    }
    table.text()
}

pub(super) fn data(findings: &[Finding]) -> Value {
    let [good, warnings, errors] = counts(findings);
    json!({
        "findings": findings.iter().map(Finding::data).collect::<Value>(),
        "summary": {"good": good, "warnings": warnings, "errors": errors},
    })
}
