use proptest::prelude::*;

use super::*;

const ORDER: [&str; 3] = ["Status", "Priority", "Lead"];
const SECTIONS: [&str; 3] = ["Objective", "Deliverables", "Notes"];

const STANDARD: &str = "# TASK: Mend the roof\n\n**Status:** todo\n**Priority:** High\n**Lead:** Ann\n\n---\n\n## 1. Objective\n\nKeep dry.\n\n## 2. Deliverables\n\n1. Tiles\n2. Nails\n\n## Notes\n\nSoon.\n";

const FOREIGN: &str = "# Task 021C: Integration\r\n\r\n## Metadata\r\n- **Status**: in-progress\r\n- **Created**: 2025\r\n\r\n## Objective\r\n\r\n```\r\n## Notes\r\n```\r\n\r\n## notes:\r\n";

#[test]
fn reads_the_standard_form() {
    let document = Document::parse(STANDARD);
    assert_eq!(document.title("TASK"), Some("Mend the roof"));
    assert_eq!(document.field("priority"), Some("High"));
    assert_eq!(document.section("Objective"), Some("Keep dry."));
    assert_eq!(document.items("Deliverables"), ["Tiles", "Nails"]);
    assert_eq!(document.field("Notes"), None);
}

#[test]
fn reads_other_forms() {
    let document = Document::parse(FOREIGN);
    assert_eq!(document.title("task"), Some("Integration"));
    assert_eq!(document.field("Status"), Some("in-progress"));
    assert_eq!(document.section("Objective"), Some("```\r\n## Notes\r\n```"));
    assert_eq!(document.section("Notes"), Some(""));
    let list =
        Document::parse("**Related Documents:**\n- [a](a.md)\n- [b](b.md)\n\n---\n**Status:** not a field\n");
    assert_eq!(list.field("Related Documents"), Some("- [a](a.md)\n- [b](b.md)"));
    assert_eq!(list.field("Status"), None);
    assert_eq!(list.title("TASK"), None);
    let front = Document::parse("---\ntitle: x\n---\n# T\nStatus: done\n");
    assert_eq!((front.title("TASK"), front.field("Status")), (Some("T"), Some("done")));
}

#[test]
fn titles_lose_only_their_label() {
    let table = [
        ("# TASK: a: b", "a: b"),
        ("# Task 12: x", "x"),
        ("# Task force: x", "Task force: x"),
        ("# A: b", "A: b"),
        ("\u{feff}# TASK:x", "x"),
        ("# TASK-012: x", "x"),
        ("# TASK 012 v2.0: x", "x"),
        ("### **Task 12: x**\n**Lead:** y", "x"),
        ("# Use C#", "Use C#"),
        ("# Closed ##", "Closed"),
    ];
    for (text, title) in table {
        assert_eq!(Document::parse(text).title("TASK"), Some(title), "{text}");
    }
}

type Edit = fn(&mut Document);

#[test]
fn an_edit_changes_only_what_it_names() {
    let table: [(&str, Edit, &str, &str); 7] = [
        (STANDARD, |d| d.set_field("Status", "done", &ORDER), "**Status:** todo", "**Status:** done"),
        (STANDARD, |d| d.set_title("TASK", "New"), "# TASK: Mend the roof", "# TASK: New"),
        (STANDARD, |d| d.set_section("Objective", "", "Be warm.", &SECTIONS), "Keep dry.", "Be warm."),
        (STANDARD, |d| d.append("Notes", "", "Later.", &SECTIONS), "Soon.", "Soon.\n\nLater."),
        (FOREIGN, |d| d.set_field("status", "todo", &ORDER), "in-progress", "todo"),
        (
            FOREIGN,
            |d| d.set_field("Priority", "Low", &ORDER),
            "- **Created**",
            "- **Priority**: Low\r\n- **Created**",
        ),
        (
            FOREIGN,
            |d| d.append("Notes", "", "a\nb", &SECTIONS),
            "## notes:\r\n",
            "## notes:\r\n\r\na\r\nb\r\n",
        ),
    ];
    for (text, edit, old, new) in table {
        let mut document = Document::parse(text);
        edit(&mut document);
        assert_eq!(document.text(), text.replace(old, new));
    }
}

#[test]
fn what_is_missing_is_added_in_its_place() {
    let mut document = Document::parse("Some words.\n\n## Notes\n\nx\n");
    document.set_section("Objective", "## 1. Objective", "Why.", &SECTIONS);
    document.set_title("TASK", "T");
    document.set_field("Lead", "Ann", &ORDER);
    document.set_field("Status", "todo", &ORDER);
    insta::assert_snapshot!(document.text(), @r"
    # TASK: T

    **Status:** todo
    **Lead:** Ann

    Some words.

    ## 1. Objective

    Why.

    ## Notes

    x
    ");
    let mut empty = Document::parse("");
    empty.append("Notes", "## Notes", "n", &SECTIONS);
    assert_eq!(empty.text(), "## Notes\n\nn\n");
    empty.remove_section("notes");
    assert_eq!(empty.text(), "");
}

#[test]
fn an_appended_note_leaves_the_last_line_whole() {
    let mut document = Document::parse("## Notes\n#\r\u{a0}\n# TASK: t\n");
    document.append("Notes", "## Notes", "n", &SECTIONS);
    assert_eq!(document.text(), "## Notes\n#\r\u{a0}\n\nn\n# TASK: t\n");
    let mut document = Document::parse("## Notes\r\nx  \r\n");
    document.append("Notes", "## Notes", "n", &SECTIONS);
    assert_eq!(document.text(), "## Notes\r\nx  \r\n\r\nn\r\n");
}

#[test]
fn the_body_begins_below_the_head() {
    let table = [
        (STANDARD, STANDARD.split_once("---\n\n").unwrap().1.trim_end()),
        ("# T\n\n## Metadata\n- **Status**: x\n\n---\n\nbody\n", "body"),
        ("# T\n**Status:** x\n**More:** y\n\n**Note:** z\n\nbody\n", "**Note:** z\n\nbody"),
        ("# T\n**Status:** x\n\n**Lead:** z\n\n---\nbody\n---\n", "body\n---"),
        ("# T\n\n**Note:** z\nbody", "**Note:** z\nbody"),
        ("**1. One:** z\n", "**1. One:** z"),
        ("# T\n**Status:** x", ""),
        ("", ""),
    ];
    for (text, body) in table {
        let mut document = Document::parse(text);
        assert_eq!(document.body(&ORDER), body, "{text}");
        document.set_body(&ORDER, "new");
        let expected =
            if body.is_empty() { [text, "\n\nnew\n"].concat() } else { text.replacen(body, "new", 1) };
        assert_eq!(document.text().trim_start(), expected.trim_start(), "{text}");
        assert_eq!(document.body(&ORDER), "new", "{text}");
    }
}

#[test]
fn a_field_leaves_with_its_lines() {
    let mut document = Document::parse("# T\n**Status:** x\n**Links:**\n- a\n- b\n\n---\n");
    document.remove_field("links");
    assert_eq!(document.text(), "# T\n**Status:** x\n\n---\n");
}

#[test]
fn a_new_section_has_the_rank_of_its_neighbour() {
    for (text, expected) in [
        ("### 1. Objective\n### 2. Scope\n", "### 1. Objective\n\n### Notes\n\nn\n\n### 2. Scope\n"),
        ("# T\n#### Objective\nx\n## Rest\n", "# T\n#### Objective\nx\n\n#### Notes\n\nn\n\n## Rest\n"),
        ("### Rest\nx\n", "### Rest\nx\n\n## Notes\n\nn\n"),
    ] {
        let mut document = Document::parse(text);
        document.append("Notes", "## Notes", "n", &SECTIONS);
        assert_eq!(document.text(), expected);
        assert_eq!(document.section("Notes"), Some("n"));
    }
}

#[test]
fn a_paragraph_at_the_end_stands_below_a_rule() {
    for (text, expected) in [("x  \r\n\r\n", "x  \r\n\r\n---\r\n\r\np\r\n\r\n"), ("x", "x\n\n---\n\np\n")] {
        let mut document = Document::parse(text);
        document.append_below_rule("p");
        assert_eq!(document.text(), expected);
    }
}

#[test]
fn list_items_keep_their_continuation_lines() {
    let document = Document::parse("## Deliverables\n\n- [x] a\n  more\n  - sub\n* b\n\n3) c\nloose\n");
    assert_eq!(document.items("Deliverables"), ["[x] a\nmore\n- sub", "b", "c"]);
}

#[test]
fn dangerous_texts_are_found() {
    assert!(fence_stays_open("a\n```rust\nx"));
    assert!(!fence_stays_open("```\n~~~\n```\n` ``` `"));
    assert_eq!(unfenced_heading("a\n```\n# no\n```\n## Two", 2), Some("## Two"));
    assert_eq!(unfenced_heading("### three\n#hash", 2), None);
}

/// Texts made of the pieces that matter to the parser, in any order.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "# TASK: t",
        "# x",
        "## 1. Objective",
        "## Notes",
        "### deep",
        "**Status:** todo",
        "- **Status**: x",
        "**Lead:**",
        "Status: plain",
        "**Status:**   ",
        "---",
        "```",
        "~~~~",
        "text **bold** é",
        "- item",
        "1. one",
        "  indented",
        "",
        "\u{feff}",
        "\u{a0}",
        "#",
    ]);
    let end = prop::sample::select(vec!["\n", "\r\n", "\n\n", "\r", ""]);
    prop::collection::vec((piece, end), 0..24)
        .prop_map(|parts| parts.into_iter().flat_map(|(a, b)| [a, b]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parse_and_render_is_the_identity(text in "\\PC*|[#*:\\-`\\n\\r a-c]{0,80}") {
        let document = Document::parse(text.clone());
        prop_assert_eq!(document.text(), text);
    }

    #[test]
    fn setting_a_field_keeps_every_other_byte(text in markdown(), value in "[a-z]{1,8}") {
        let mut document = Document::parse(text.clone());
        let old = document.outline.field("Status").map_or(0, |field| field.value.end - field.mark);
        document.set_field("Status", &value, &ORDER);
        prop_assert_eq!(document.field("Status"), Some(value.as_str()));
        prop_assert!(kept(&text, document.text()) >= text.len() - old, "{:?} -> {:?}", text, document.text());
    }

    #[test]
    fn setting_a_section_keeps_every_other_byte(text in markdown(), value in "[a-z]{1,8}") {
        let mut document = Document::parse(text.clone());
        let old = document.section("Notes").map_or(0, str::len);
        let blank = document.outline.section("Notes").filter(|_| old == 0).map_or(0, |s| s.body.len());
        document.set_section("Notes", "## Notes", &value, &SECTIONS);
        prop_assert!(kept(&text, document.text()) >= text.len() - old - blank, "{:?} -> {:?}", text, document.text());
    }

    #[test]
    fn setting_the_body_keeps_every_other_byte(text in markdown(), value in "[a-z]{1,8}") {
        let mut document = Document::parse(text.clone());
        let old = document.body(&ORDER).len();
        let blank = if old == 0 { text.len() - text.trim_end().len() } else { 0 };
        document.set_body(&ORDER, &value);
        prop_assert!(document.text().trim_end().ends_with(&value), "{:?} -> {:?}", text, document.text());
        prop_assert!(kept(&text, document.text()) + old + blank >= text.len(), "{:?} -> {:?}", text, document.text());
    }

    #[test]
    fn setting_to_what_it_is_changes_nothing(text in markdown()) {
        let mut document = Document::parse(text.clone());
        for name in ["Status", "Lead"] {
            if let Some(value) = document.field(name).map(str::to_owned).filter(|value| !value.is_empty()) {
                document.set_field(name, &value, &ORDER);
            }
        }
        for name in ["Objective", "Notes"] {
            if let Some(value) = document.section(name).map(str::to_owned).filter(|value| !value.is_empty()) {
                document.set_section(name, "", &value, &SECTIONS);
            }
        }
        if let Some(title) = document.title("TASK").map(str::to_owned) {
            document.set_title("TASK", &title);
        }
        prop_assert_eq!(document.text(), text);
    }

    #[test]
    fn an_appended_note_is_found_again_and_all_else_is_kept(text in markdown(), note in "[a-z]{1,8}") {
        let mut document = Document::parse(text.clone());
        let open = fence_stays_open(&text[document.outline.start..]);
        let blank = document.outline.section("Notes").filter(|s| s.content.is_empty()).map_or(0, |s| s.body.len());
        document.append("Notes", "## Notes", &note, &SECTIONS);
        prop_assert!(open || kept(&text, document.text()) + blank >= text.len());
        if !open {
            let notes = document.section("Notes").unwrap_or_default();
            prop_assert!(notes.ends_with(&note), "{:?} -> {:?}", text, document.text());
        }
    }
}

/// How many bytes of `old` stand unchanged before and after one changed place in `new`.
fn kept(old: &str, new: &str) -> usize {
    let before = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let after = old.bytes().rev().zip(new.bytes().rev()).take_while(|(a, b)| a == b).count();
    (before + after).min(old.len())
}
