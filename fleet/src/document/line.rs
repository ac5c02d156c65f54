//! What a single line of Markdown is, and code fences, in which no line is anything.

/// A line without its line end, and where it lies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    pub(crate) start: usize,
    pub(crate) text: &'a str,
    /// After the line end.
    pub(crate) end: usize,
    pub(crate) fenced: bool,
}

/// The lines of a text from a place on.
pub(crate) fn lines(text: &str, mut start: usize) -> Vec<Line<'_>> {
    let mut fence = Fence::default();
    let mut lines = Vec::new();
    for whole in text[start..].split_inclusive('\n') {
        let content = whole.trim_end_matches(['\n', '\r']);
        let fenced = fence.takes(content);
        lines.push(Line { start, text: content, end: start + whole.len(), fenced });
        start += whole.len();
    }
    lines
}

/// An open code fence: its mark and length.
#[derive(Debug, Default)]
struct Fence(Option<(char, usize)>);

impl Fence {
    /// Whether the line opens a fence, stands in one or closes it.
    fn takes(&mut self, line: &str) -> bool {
        let line = line.trim_start();
        let Some(mark) = line.chars().next().filter(|c| matches!(c, '`' | '~')) else {
            return self.0.is_some();
        };
        let length = line.chars().take_while(|c| *c == mark).count();
        let rest = &line[length..];
        match self.0 {
            Some((open, least)) => {
                if open == mark && length >= least && rest.trim().is_empty() {
                    self.0 = None;
                }
                true
            }
            None if length >= 3 && !(mark == '`' && rest.contains('`')) => {
                self.0 = Some((mark, length));
                true
            }
            None => false,
        }
    }
}

/// Whether a text opens a code fence that it does not close, which would swallow what follows it.
pub(crate) fn fence_stays_open(text: &str) -> bool {
    let mut fence = Fence::default();
    for line in text.lines() {
        fence.takes(line);
    }
    fence.0.is_some()
}

/// The first heading of at most that level, outside code fences: it would begin a new section of the document.
pub(crate) fn unfenced_heading(text: &str, level: usize) -> Option<&str> {
    let is_heading =
        |line: &Line<'_>| !line.fenced && heading(line.text).is_some_and(|(depth, _)| depth <= level);
    lines(text, 0).into_iter().find(is_heading).map(|line| line.text)
}

/// The level and the text of a heading; the hashes stand at the very beginning of the line.
pub(crate) fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let rest = &line[level..];
    let fits = (1..=6).contains(&level) && (rest.is_empty() || rest.starts_with([' ', '\t']));
    fits.then(|| (level, unclosed(rest.trim())))
}

/// Without closing hashes, which stand apart from the text: `Use C#` has none.
fn unclosed(text: &str) -> &str {
    let open = text.trim_end_matches('#');
    if open.is_empty() || open.ends_with([' ', '\t']) { open.trim_end() } else { text }
}

/// Three or more of the same mark and nothing else.
pub(crate) fn is_rule(line: &str) -> bool {
    let marks: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    let first = marks.first().copied().unwrap_or(' ');
    marks.len() >= 3 && matches!(first, '-' | '*' | '_') && marks.iter().all(|mark| *mark == first)
}

/// The items of a Markdown list, each with its continuation lines.
pub(super) fn items(list: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in list.lines() {
        let indented = line.starts_with([' ', '\t']);
        match (item(line), items.last_mut()) {
            (Some(text), None) => items.push(text.to_owned()),
            (Some(text), Some(_)) if !indented => items.push(text.to_owned()),
            (_, Some(last)) if indented && !line.trim().is_empty() => {
                last.push('\n');
                last.push_str(line.trim());
            }
            _ => {}
        }
    }
    items
}

/// What follows `- `, `* `, `+ `, `1. ` or `1) `.
fn item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 => line.strip_prefix(['-', '*', '+'])?,
        _ => line[digits..].strip_prefix(['.', ')'])?,
    };
    rest.starts_with([' ', '\t']).then(|| rest.trim())
}
