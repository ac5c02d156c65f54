//! Tables for people: columns as wide as what is in them, and colour where the terminal has it.
//!
//! Texts are styled always; [`print`] leaves the styles out where standard output is not a terminal, `NO_COLOR` is set,
//! `CLICOLOR` is 0, or the terminal is dumb. `CLICOLOR_FORCE` keeps them.

use std::io::{ErrorKind, Write};

use anstyle::{AnsiColor, Style};

use super::Failure;

/// What the colour of a cell says; nothing is said by colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tone {
    /// Nothing.
    #[default]
    Plain,
    /// A heading, or a name that is looked for.
    Strong,
    /// Of little weight.
    Faint,
    /// As it should be.
    Good,
    /// Worth a look.
    Warning,
    /// Not as it should be.
    Bad,
}

impl Tone {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Good => AnsiColor::Green.on_default(),
            Self::Warning => AnsiColor::Yellow.on_default(),
            Self::Bad => AnsiColor::Red.on_default(),
        }
    }

    /// `text` in this tone. Control characters in it, which could move the cursor or change colours, are replaced.
    pub(super) fn paint(self, text: &str) -> String {
        Cell { text: text.into(), tone: self, is_number: false }.padded(0)
    }
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    text: String,
    tone: Tone,
    is_number: bool,
}

impl Cell {
    /// A text in a tone.
    pub(super) fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone, is_number: false }
    }

    /// A number: it stands at the right of its column.
    pub(super) fn number(text: impl Into<String>) -> Self {
        Self { text: text.into(), tone: Tone::Plain, is_number: true }
    }

    /// The same in another tone.
    pub(super) fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// How many places it takes.
    fn width(&self) -> usize {
        self.text.chars().count()
    }

    /// With spaces up to `width`, which are not styled.
    pub(super) fn padded(&self, width: usize) -> String {
        let text: String = self.text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        let (space, style) = (" ".repeat(width.saturating_sub(self.width())), self.tone.style());
        match self.is_number {
            true => format!("{space}{style}{text}{style:#}"),
            false => format!("{style}{text}{style:#}{space}"),
        }
    }

    /// At most `width` places of it.
    fn cut(mut self, width: usize) -> Self {
        if self.width() > width {
            self.text = self.text.chars().take(width.saturating_sub(1)).chain(['…']).collect();
        }
        self
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::new(text, Tone::Plain)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::new(text, Tone::Plain)
    }
}

/// Rows below headings; without headings, rows alone.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<Cell>>,
    indent: usize,
    most: Option<usize>,
}

impl Table {
    /// With a row of headings.
    pub(super) fn headed(headings: &[&str]) -> Self {
        let head = headings.iter().map(|heading| Cell::new(*heading, Tone::Strong)).collect();
        Self { rows: vec![head], ..Self::default() }
    }

    /// The same, each row behind so many spaces.
    pub(super) fn indented(self, indent: usize) -> Self {
        Self { indent, ..self }
    }

    /// The same, each row at most so wide: its last cell is cut. `None` is no limit.
    pub(super) fn at_most(self, most: Option<usize>) -> Self {
        Self { most, ..self }
    }

    /// One more row.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The widths that it needs in each column but the last of a row, for tables that are to stand in line.
    pub(super) fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |at| self.rows.iter().filter_map(|row| row.get(at)).map(Cell::width).max().unwrap_or(0);
        (0..columns).map(width).collect()
    }

    /// The styled text, a row on a line.
    pub(super) fn text(self) -> String {
        let widths = self.widths();
        self.in_columns(&widths)
    }

    /// The styled text, with columns of these widths.
    pub(super) fn in_columns(self, widths: &[usize]) -> String {
        let Self { rows, indent, most } = self;
        rows.into_iter().map(|row| line(row, widths, indent, most)).collect()
    }
}

/// One row; its last cell is not padded, unless it stands at the right.
fn line(cells: Vec<Cell>, widths: &[usize], indent: usize, most: Option<usize>) -> String {
    let last = cells.iter().rposition(|cell| !cell.text.is_empty()).unwrap_or(0);
    let mut text = " ".repeat(indent);
    let mut used = indent;
    for (at, cell) in cells.into_iter().enumerate().take(last + 1) {
        let width = widths.get(at).copied().unwrap_or(0);
        let cell = match most.filter(|_| at == last) {
            Some(most) => cell.cut(most.saturating_sub(used).max(8)),
            None => cell,
        };
        text.push_str(&cell.padded(if at < last || cell.is_number { width } else { 0 }));
        text.push_str(if at < last { "  " } else { "\n" });
        used += width + 2;
    }
    text
}

/// How wide the terminal is that standard output goes to; `None` where it goes elsewhere.
pub(super) fn screen() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0))
}

/// Writes a styled text to standard output; a reader that has gone is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Wrong(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    fn table() -> Table {
        let mut table = Table::headed(&["SERVER", "CALLS", "STATE"]);
        table.row(["git_workflow".into(), Cell::number("12"), Cell::new("up", Tone::Good)]);
        table.row(["task".into(), Cell::number("1200"), Cell::new("down\u{1b}[2J", Tone::Bad)]);
        table
    }

    #[test]
    fn columns_stand_in_line_whatever_their_style() {
        assert_eq!(
            plain(&table().text()),
            "SERVER        CALLS  STATE\ngit_workflow     12  up\ntask           1200  down\u{fffd}[2J\n"
        );
    }

    #[test]
    fn a_cell_is_styled_and_its_padding_is_not() {
        assert_eq!(Cell::new("up", Tone::Good).padded(4), "\u{1b}[32mup\u{1b}[0m  ");
        assert_eq!(Tone::Plain.paint("a\u{1b}[31m\n"), "a\u{fffd}[31m\u{fffd}");
    }

    #[test]
    fn the_last_cell_gives_way_to_the_width_of_the_screen() {
        let mut table = Table::default().indented(2).at_most(Some(24));
        table.row(["name".into(), "a description that goes on".into()]);
        assert_eq!(plain(&table.text()), "  name  a description t…\n");
    }
}
