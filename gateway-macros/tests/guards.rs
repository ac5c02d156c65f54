//! A guard means the same when a default is checked while building and when an argument is checked at run time.

use std::path::Path;

use gateway_codegen::check::compile_text;
use gateway_runtime::shape::Guard;

/// Whether `text` may be the default of a parameter under `guard`.
fn may_be_default(guard: Guard, text: &str) -> bool {
    let toml = format!(
        r#"
        [gateway]
        name = "guards"
        principal = "operator"
        [principals.operator]
        profile = "all"
        [servers.files.endpoints.stdio]
        command = ["files"]
        [servers.files.tools.open]
        class = "read"
        description = "Opens a file."
        [servers.files.tools.open.params]
        name = {{ type = "string", guard = "{}", default = {text:?}, doc = "Which." }}
        "#,
        guard.name()
    );
    compile_text("guards.toml", &toml, Path::new(".")).is_ok()
}

#[test]
fn both_sides_agree_on_every_text() {
    let texts = [
        "",
        ".",
        "..",
        "a",
        "a/b.md",
        "./a",
        "a/..b",
        "a..",
        "../x",
        "a/../b",
        "a/..",
        "/etc/passwd",
        "-rf",
        "a-b",
        "~",
        "~/x",
        "a~",
        "a\\b",
        "C:/x",
        "c:x",
        "ab:c",
        ".env",
        "a b",
        "ü",
        "A-1_b",
        "7",
        "_a",
        "a.",
        "a/",
        "//",
        "...",
    ];
    let mut refused = 0;
    for guard in [Guard::RelativePath, Guard::FileName, Guard::Identifier] {
        for text in texts {
            assert_eq!(may_be_default(guard, text), guard.allows(text), "{guard:?} {text:?}");
            refused += usize::from(!guard.allows(text));
        }
    }
    assert!(refused > texts.len(), "the texts put the guards to use");
}
