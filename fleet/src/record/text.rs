//! What may be written into a document.

use gateway_runtime::embedded::ToolFailure;

use crate::answer::{fail, filled};
use crate::document::{fence_stays_open, unfenced_heading};

/// The text of a section: it may not begin a section of its own, nor hide the ones that follow.
pub(crate) fn block<'a>(name: &str, text: &'a str) -> Result<&'a str, ToolFailure> {
    let text = body(name, text)?;
    if let Some(heading) = unfenced_heading(text, 2) {
        return fail(format!(
            "{name}: {heading:?} would begin a new section of the document; use ### or deeper"
        ));
    }
    closed(name, text)?;
    Ok(text)
}

/// A text that stands last in its document, so that it may have any headings.
pub(crate) fn body<'a>(name: &str, text: &'a str) -> Result<&'a str, ToolFailure> {
    filled(name, text, usize::MAX)?;
    if text.contains('\0') {
        return fail(format!("{name}: has a NUL character in it"));
    }
    Ok(unpadded(text))
}

/// Without blank lines before and blank space after; the indentation of the first line stays.
pub(crate) fn unpadded(text: &str) -> &str {
    let text = text.trim_end();
    let blank = text.split_inclusive('\n').take_while(|line| line.trim().is_empty());
    &text[blank.map(str::len).sum()..]
}

/// Refuses a text that leaves a code fence open.
pub(crate) fn closed(name: &str, text: &str) -> Result<(), ToolFailure> {
    if fence_stays_open(text) {
        return fail(format!("{name}: a code fence is not closed; end it with a line of ``` or ~~~"));
    }
    Ok(())
}

/// A reason in one line, so that it cannot be taken for a part of the document's form.
pub(crate) fn reason(reason: &str) -> Result<String, ToolFailure> {
    let reason = filled("reason", reason, 2_000)?;
    if reason.contains('\0') {
        return fail("reason: has a NUL character in it");
    }
    Ok(reason.split_whitespace().collect::<Vec<_>>().join(" "))
}
