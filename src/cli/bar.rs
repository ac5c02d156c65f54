//! Bars for what takes long: on standard error, where that is a terminal that can draw a line anew.

use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// How often it is looked how far a copy is.
const LOOK: Duration = Duration::from_millis(20);

/// A bar over `length`, or one that nobody sees.
pub(super) fn bar(length: u64, template: &str) -> ProgressBar {
    if !can_redraw() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length).with_style(style)
}

/// Something that turns until what it says is done.
pub(super) fn spinner(what: &'static str) -> ProgressBar {
    let bar = bar(0, "{spinner} {msg}").with_message(what);
    if !bar.is_hidden() {
        bar.enable_steady_tick(Duration::from_millis(100));
    }
    bar
}

fn can_redraw() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("TERM").is_some_and(|term| term != "dumb")
}

/// Does `work`, which copies a file to another, and shows how much of it is there.
pub(super) fn copying<E: Send>(
    from: &Path,
    to: &Path,
    work: impl FnOnce() -> Result<(), E> + Send,
) -> Result<(), E> {
    let size = |path: &Path| path.metadata().map_or(0, |file| file.len());
    let bar = bar(size(from), "{bar:30} {bytes} of {total_bytes} copied, {eta} left");
    let done = std::thread::scope(|scope| {
        let work = scope.spawn(work);
        while !bar.is_hidden() && !work.is_finished() {
            bar.set_position(size(to));
            std::thread::sleep(LOOK);
        }
        work.join()
    });
    bar.finish_and_clear();
    done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
