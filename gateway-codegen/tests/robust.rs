//! Laws that hold for any text: nothing panics, every place lies in the text, every report agrees with itself.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use gateway_codegen::check::compile_text;
use gateway_codegen::diag::{Colour, Diagnostics};
use gateway_codegen::source::{Source, Span};
use proptest::prelude::*;

static FOLDER: LazyLock<PathBuf> =
    LazyLock::new(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accept"));
static SMALL: LazyLock<String> =
    LazyLock::new(|| std::fs::read_to_string(FOLDER.join("small.toml")).unwrap());

fn lies_in(span: Span, text: &str) -> bool {
    span.start <= span.end && span.end <= text.len()
}

fn holds_together(mistakes: &Diagnostics, text: &str) {
    let report = mistakes.render(Colour::Plain);
    let count = mistakes.iter().count();
    assert!(count > 0);
    assert_eq!(mistakes.lines().lines().count(), count);
    assert_eq!(mistakes.to_json()["mistakes"].as_array().unwrap().len(), count);
    for mistake in mistakes {
        let labels = std::iter::once(&mistake.primary).chain(&mistake.others);
        assert!(
            labels.into_iter().all(|label| lies_in(label.span, text)),
            "{mistake:?} is outside of {text:?}"
        );
        let at = mistakes.position(mistake);
        let shown = format!("--> tools.toml:{}:{}\n", at.line, at.column);
        assert!(text.is_empty() || report.contains(&shown), "{shown} is not in\n{report}");
    }
}

fn any_text_is_judged(text: &str) {
    if let Err(mistakes) = compile_text("tools.toml", text, &FOLDER) {
        holds_together(&mistakes, text);
    }
}

/// Pieces that mean something to TOML or to the rules.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "[",
        "]",
        "{",
        "}",
        "=",
        "\"",
        "'",
        "\n",
        "\r\n",
        "\t",
        "#",
        ".",
        ",",
        "\\",
        "${",
        "\u{FEFF}",
        "é",
        "漢",
        "🎉",
        "\0",
        "-1",
        "99999999999999999999",
        "1e400",
        "nan",
        "true",
        "1979-05-27",
        "\"\"\"",
        "\\u200B",
        "[servers]",
        "[[servers]]",
        "type = \"array of array of string\"",
        "enum = []",
        "fields = {}",
        "items = {}",
        "default = {}",
        "\n[servers.notes]\n",
        "\n[servers.a.tools.b.params.c.fields.d]\n",
        "class:",
        "server:",
        "pattern = '('",
        "a = ",
    ];
    prop_oneof![prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), ".{0,8}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_text(text in any::<String>()) {
        any_text_is_judged(&text);
    }

    #[test]
    fn any_row_of_pieces(pieces in prop::collection::vec(piece(), 0..40)) {
        any_text_is_judged(&pieces.concat());
    }

    #[test]
    fn a_good_file_with_a_part_replaced(at in 0.0..1.0, length in 0usize..40, piece in piece()) {
        let text = &*SMALL;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a short text")]
        let start = text.floor_char_boundary((text.len() as f64 * at) as usize);
        let end = text.floor_char_boundary((start + length).min(text.len()));
        any_text_is_judged(&format!("{}{piece}{}", &text[..start], &text[end..]));
    }

    #[test]
    fn a_good_file_without_a_line(line in 0usize..120) {
        let lines = SMALL.lines().enumerate().filter(|(at, _)| *at != line);
        any_text_is_judged(&lines.map(|(_, line)| format!("{line}\n")).collect::<String>());
    }

    #[test]
    fn positions_lead_back_to_their_offsets(text in any::<String>(), at in any::<prop::sample::Index>()) {
        let source = Source::new("tools.toml", &text);
        let offset = text.floor_char_boundary(at.index(text.len() + 1));
        let position = source.position(offset);
        let before: usize = text.split_inclusive('\n').take(position.line - 1).map(str::len).sum();
        let within: usize = text[before..].chars().take(position.column - 1).map(char::len_utf8).sum();
        prop_assert_eq!(before + within, offset);
    }
}
