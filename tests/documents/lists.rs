//! Names that the program has lists of: faults, mistakes in `tools.toml`, metrics, tests, and its own words.

use gateway_codegen::diag::Code;
use gateway_runtime::fault::Fault;

use super::kind::Kind;
use super::page::{Page, Piece};
use super::pattern::line_fits;
use super::{nothing_wrong, pages, repository};

fn spans_of(path: &str) -> Vec<String> {
    Page::read(path.into()).spans().into_iter().map(|span| span.text).collect()
}

#[test]
fn every_fault_is_described() {
    let named = spans_of("docs/PROTOCOL.md");
    let missing = Fault::CODES.iter().filter(|code| !named.iter().any(|name| name == *code));
    nothing_wrong(
        &missing.map(|code| format!("docs/PROTOCOL.md does not name the fault `{code}`")).collect::<Vec<_>>(),
    );
}

#[test]
fn every_mistake_in_a_contract_is_described() {
    let page = Page::read("docs/TROUBLESHOOTING.md".into()).prose();
    let rows = Code::ALL.iter().map(|code| format!("| `{code}` | {} |", code.meaning()));
    let missing = rows.filter(|row| !page.lines().any(|line| line == row));
    nothing_wrong(
        &missing.map(|row| format!("docs/TROUBLESHOOTING.md lacks the row\n{row}")).collect::<Vec<_>>(),
    );
}

#[test]
fn metrics_and_tools_of_the_gateway_that_are_named_exist() {
    // A test holds the list of its own tools.
    let mut known: Vec<_> = gateway_metrics::ALL.iter().map(gateway_metrics::Metric::series).collect();
    known.extend(
        std::fs::read_to_string(repository().join("src/operate/tests.rs"))
            .unwrap()
            .split('"')
            .map(String::from),
    );
    let is_name = |text: &str| {
        text.starts_with("gateway_") && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    let mut wrong = Vec::new();
    for page in pages() {
        let unknown =
            page.spans().into_iter().filter(|span| is_name(&span.text) && !known.contains(&span.text));
        wrong.extend(unknown.map(|span| format!("{}: nothing is called `{}`", span.place, span.text)));
    }
    nothing_wrong(&wrong);
}

#[test]
fn every_alert_is_described() {
    let rules =
        std::fs::read_to_string(repository().join("generated/deploy/prometheus/alerts.yaml")).unwrap();
    let alerts = rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: "));
    let named = spans_of("docs/OPERATIONS.md");
    let missing = alerts.filter(|alert| !named.iter().any(|name| name == alert));
    nothing_wrong(
        &missing
            .map(|alert| format!("docs/OPERATIONS.md does not name the alert `{alert}`"))
            .collect::<Vec<_>>(),
    );
}

/// `tests/limits.rs::what_it_shows` as both parts.
fn test(text: &str) -> Option<(&str, &str)> {
    text.split_once("::").filter(|(file, name)| file.contains('/') && !name.contains(' '))
}

fn is_a_test(file: &str, name: &str) -> bool {
    let text = std::fs::read_to_string(repository().join(file)).unwrap_or_default();
    let starts = [format!("fn {name}("), format!("def {name}("), format!("test('{name}'")];
    starts.iter().any(|start| text.contains(start))
}

#[test]
fn tests_that_are_named_exist() {
    let mut wrong = Vec::new();
    for page in pages() {
        for Piece { place, text } in page.spans() {
            let missing = test(&text).filter(|(file, name)| !is_a_test(file, name));
            wrong.extend(missing.map(|_| format!("{place}: there is no test `{text}`")));
        }
    }
    nothing_wrong(&wrong);
}

/// Every line that a snapshot has of what the program says.
fn said() -> Vec<String> {
    let folders = [
        "tests/snapshots",
        "gateway-runtime/tests/snapshots",
        "gateway-codegen/tests/snapshots",
        "gatewayc/tests/snapshots",
    ];
    let files =
        folders.iter().flat_map(|folder| std::fs::read_dir(repository().join(folder)).unwrap().flatten());
    let texts =
        files.filter(|file| file.path().is_file()).map(|file| std::fs::read_to_string(file.path()).unwrap());
    // Some hold a text as JSON has it.
    let plain = |text: String| text.replace("\\n", "\n").replace("\\\"", "\"");
    texts.flat_map(|text| plain(text).lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn messages_are_what_the_program_says() {
    let said = said();
    let is_said = |line: &str| said.iter().any(|text| line_fits(&format!("[..]{line}[..]"), text));
    let mut wrong = Vec::new();
    for block in pages().iter().flat_map(Page::blocks) {
        let lines = block.text.lines().filter(|line| !line.trim().is_empty());
        let lines = lines.filter(|_| Kind::of(&block.info) == Ok(Kind::Message));
        wrong.extend(
            lines
                .filter(|line| !is_said(line))
                .map(|line| format!("{}: no snapshot says\n{line}", block.place)),
        );
    }
    nothing_wrong(&wrong);
}
