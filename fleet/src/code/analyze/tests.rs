use super::language::{LANGUAGES, Language};
use super::*;

fn of(name: &str, text: &str) -> Figures {
    Figures::of(text, Language::of(name).unwrap())
}

/// `(functions, types, branches)`.
fn counts(name: &str, text: &str) -> (usize, usize, usize) {
    let Figures { functions, types, branches, .. } = of(name, text);
    (functions, types, branches)
}

#[test]
fn lines_are_code_comment_or_blank() {
    let python = "# a\n\nx = 1  # b\n\"\"\"c\n\nd\"\"\"\n";
    let Figures { lines, code, comments, blank, .. } = of("a.py", python);
    assert_eq!((lines, code, comments, blank), (6, 3, 1, 2));
    let rust = "/* a\n/* b */\n\n*/ fn f() {}\n// c\nlet x = \"// d\";";
    let Figures { lines, code, comments, blank, .. } = of("a.rs", rust);
    assert_eq!((lines, code, comments, blank), (6, 2, 3, 1));
}

#[test]
fn functions_types_and_branches_of_each_language() {
    let table = [
        (
            "a.py",
            "class A:\n  async def f(self):\n    if a and b: pass\n    elif c: pass\n  def g(): return [x for x in y]",
            (2, 1, 4),
        ),
        (
            "a.rs",
            "impl A for B { fn f<'a>(x: &'a str) -> char { if x == \"if\" || y { 'x' } else { '\\'' } } }",
            (1, 0, 2),
        ),
        (
            "a.rs",
            "struct S; fn f() { for x in y { match x { 1 => 2, _ => 3 } } let g = || 1; let h: fn(u8) = g; }",
            (1, 1, 3),
        ),
        ("a.rs", "fn f() { let x = r#\"fn g() { \" if\"#; }", (1, 0, 0)),
        (
            "a.go",
            "type T struct{}\nfunc (t T) f() { if a && b { for {} } }\nfunc g() { go func() {}() }",
            (2, 1, 3),
        ),
        ("a.js", "class A { m(x) { return x ? 1 : 2 } }\nfunction f() { a.catch(e => 1) }", (3, 1, 1)),
        (
            "a.ts",
            "interface I { x?: number }\nconst f = (a: number): number => { if (a) { g() } }",
            (1, 1, 1),
        ),
        ("a.java", "class A { void f() throws E, F { for (;;) { if (x) { new B() { }; } } } }", (1, 1, 2)),
        (
            "a.c",
            "struct s { int x; };\nstruct s *f(int a) { while (a) { switch (a) { case 1: g(a); } } }\nint h(void);",
            (1, 1, 2),
        ),
        ("a.cpp", "class A : B { A() : x(1) { } int f() const { return x ? 1 : 2; } };", (2, 1, 1)),
        ("a.sh", "f() {\n  [ $# -gt 1 ] && echo '# if'\n}\nfunction g() { if x; then y; fi; }\n", (2, 0, 2)),
        ("a.rb", "class A\n  def f\n    return unless x\n  end\nend", (1, 1, 1)),
    ];
    for (name, text, expected) in table {
        assert_eq!(counts(name, text), expected, "{name}: {text}");
    }
}

#[test]
fn a_language_goes_by_the_end_of_the_name() {
    assert_eq!(Language::of("a/b.RS").unwrap().name, "Rust");
    for path in ["a/b", "a.rs/b", "rs", ""] {
        assert!(Language::of(path).is_none(), "{path}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_counted_and_its_lines_add_up(text in "([a-z(){}'\"#/*\\\\\n é?:&|=>;r]|if |fn |\"\"\"|--\\[\\[)*") {
        for language in &LANGUAGES {
            let figures = Figures::of(&text, language);
            proptest::prop_assert_eq!(figures.lines, text.lines().count());
            proptest::prop_assert_eq!(figures.lines, figures.code + figures.comments + figures.blank);
        }
    }
}
