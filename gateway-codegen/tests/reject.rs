//! Files that are wrong: one per rule in `tests/reject/`, each with its report as people see it.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gateway_codegen::check::{compile, compile_text};
use gateway_codegen::diag::{Code, Colour, Diagnostics};
use gateway_codegen::source::MAX_BYTES;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reject")
}

fn fixtures() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut fixtures: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    fixtures.sort();
    fixtures
}

fn name(fixture: &Path) -> String {
    fixture.file_stem().unwrap().to_string_lossy().into_owned()
}

/// The mistakes of a fixture, which is shown as `tools.toml`.
fn mistakes(fixture: &Path) -> Diagnostics {
    let Ok(text) = std::fs::read_to_string(fixture) else { return compile(fixture).expect_err("not UTF-8") };
    compile_text("tools.toml", &text, &folder()).map(drop).expect_err(&format!("{fixture:?} was accepted"))
}

fn rejected(text: &str) -> Diagnostics {
    compile_text("tools.toml", text, &folder()).map(drop).expect_err("was accepted")
}

#[test]
fn every_fixture_gets_its_report() {
    for fixture in fixtures() {
        let shown = fixture.display().to_string();
        let report = mistakes(&fixture).to_string().replace(&shown, "tools.toml");
        insta::with_settings!({ snapshot_path => "reject", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name(&fixture), report);
        });
    }
}

#[test]
fn every_code_has_a_fixture() {
    let whole_files = BTreeSet::from([Code::FileUnreadable, Code::FileTooLarge]);
    let shown: BTreeSet<_> = fixtures()
        .iter()
        .flat_map(|fixture| mistakes(fixture).iter().map(|m| m.code).collect::<Vec<_>>())
        .collect();
    let lacking: Vec<_> =
        Code::ALL.iter().filter(|code| !shown.contains(code) && !whole_files.contains(code)).collect();
    assert!(lacking.is_empty(), "no fixture for {lacking:?}");
}

#[test]
fn every_code_is_listed_with_its_meaning() {
    let list: Vec<_> = Code::ALL.iter().map(|code| format!("{code} {code:?}: {}", code.meaning())).collect();
    insta::assert_snapshot!(list.join("\n"));
    assert!(Code::ALL.is_sorted_by(|a, b| a.id() < b.id()), "codes are unique and in order");
}

#[test]
fn every_mistake_says_what_would_be_right() {
    for fixture in fixtures() {
        for mistake in &mistakes(&fixture) {
            let known = mistake.help.is_some() || matches!(mistake.code, Code::Syntax | Code::WrongType);
            assert!(known, "{}: no help for {}", name(&fixture), mistake.message);
        }
    }
}

#[test]
fn ten_mistakes_are_reported_in_one_run() {
    let mistakes = mistakes(&folder().join("ten_mistakes.toml"));
    let codes: BTreeSet<_> = mistakes.iter().map(|mistake| mistake.code).collect();
    assert_eq!((mistakes.iter().count(), codes.len()), (10, 10));
}

#[test]
fn mistakes_can_be_shown_one_a_line_and_as_json() {
    let mistakes = mistakes(&folder().join("duplicate_name.toml"));
    insta::assert_snapshot!("one_a_line", mistakes.lines());
    insta::assert_snapshot!("as_json", serde_json::to_string_pretty(&mistakes.to_json()).unwrap());
}

#[test]
fn colours_are_only_added() {
    let mistakes = mistakes(&folder().join("ten_mistakes.toml"));
    let coloured = mistakes.render(Colour::Ansi);
    let escapes = regex::Regex::new("\x1b\\[[0-9;]*m").unwrap();
    assert!(escapes.is_match(&coloured));
    assert_eq!(escapes.replace_all(&coloured, ""), mistakes.render(Colour::Plain));
}

#[test]
fn missing_file_is_reported() {
    let mistakes = compile(&folder().join("absent.toml")).map(drop).expect_err("does not exist");
    let codes: Vec<_> = mistakes.iter().map(|mistake| mistake.code).collect();
    assert_eq!(codes, [Code::FileUnreadable]);
    assert!(mistakes.to_string().contains("absent.toml"));
    assert_eq!(mistakes.files(), [folder().join("absent.toml")]);
}

#[test]
fn file_that_is_too_large_is_not_read() {
    let file = tempfile::NamedTempFile::new().unwrap();
    file.as_file().set_len(MAX_BYTES + 1).unwrap();
    let mistakes = compile(file.path()).map(drop).expect_err("is too large");
    assert_eq!(mistakes.iter().next().unwrap().code, Code::FileTooLarge);
}

#[test]
fn line_breaks_of_windows_move_nothing() {
    let places = |mistakes: &Diagnostics| -> Vec<_> {
        mistakes.iter().map(|mistake| (mistake.code, mistakes.position(mistake))).collect()
    };
    for fixture in fixtures() {
        let Ok(text) = std::fs::read_to_string(&fixture) else { continue };
        let windows = rejected(&text.replace('\n', "\r\n"));
        assert_eq!(places(&windows), places(&mistakes(&fixture)), "{}", name(&fixture));
    }
}

#[test]
fn depth_is_bounded() {
    let head = std::fs::read_to_string(folder().join("unknown_type.toml")).unwrap();
    for deep in [
        format!("x = {}", "[".repeat(100_000)),
        format!("x = {}", "{ a = ".repeat(10_000)),
        format!("x{} = 1", ".x".repeat(100_000)),
        format!("x = {{ type = \"{}string\" }}", "array of ".repeat(100_000)),
        format!("x = {{ type = \"string\", pattern = '{}' }}", "(".repeat(100_000)),
    ] {
        assert!(!rejected(&format!("{head}{deep}\n")).lines().is_empty());
    }
}

#[test]
fn positions_count_lines_and_characters_from_one() {
    for (text, line, column) in
        [("x", 1, 2), ("\r\n\r\nx = 1", 3, 1), ("a = \"é漢🎉\" b", 1, 11), ("\ta = [1,\n\t\t@]", 2, 3)]
    {
        let mistakes = rejected(text);
        let places: Vec<_> =
            mistakes.iter().map(|m| mistakes.position(m)).map(|at| (at.line, at.column)).collect();
        assert!(places.contains(&(line, column)), "{text:?} has nothing at {line}:{column}: {mistakes}");
    }
}
