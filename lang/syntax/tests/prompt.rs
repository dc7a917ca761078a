//! What a prompt asks: whether a text is complete, and its expressions.

use swerl_syntax::{Completeness, OpenLiteral, completeness, dump, parse_expressions};

fn complete(text: &str) {
    let end = completeness(text);
    assert_eq!(end, Completeness::Complete { end: text.trim_end().len() }, "{text:?}");
}

#[test]
fn a_dot_completes() {
    for text in ["1.", "1. ", "a.\n", "X = 1,\n Y = 2.", "\"a.\nb\".", "$..", "1.5.", "R#r.f."] {
        complete(text);
    }
    assert_eq!(completeness("a. b."), Completeness::Complete { end: 2 });
    assert_eq!(completeness("a.% b"), Completeness::Complete { end: 2 });
}

#[test]
fn without_a_dot_more_is_needed() {
    for text in ["1", "X = case a of", "1.5", "R#r.f", "a.b", "a % .", "foo(", "1..", "$.", "'a.'", "\"a.\""]
    {
        assert_eq!(completeness(text), Completeness::NoDot, "{text:?}");
    }
    for text in ["", "  \n", "% comment.", "\u{feff}"] {
        assert_eq!(completeness(text), Completeness::Empty, "{text:?}");
    }
}

#[test]
fn open_literals_need_more() {
    let cases = [
        ("\"abc. ", OpenLiteral::String),
        ("X = \"abc\\\". \n more.", OpenLiteral::String),
        ("\"abc\\", OpenLiteral::String),
        ("'abc. \n b.", OpenLiteral::QuotedAtom),
        ("foo($", OpenLiteral::Char),
        ("foo($\\", OpenLiteral::Char),
    ];
    for (text, open) in cases {
        assert_eq!(completeness(text), Completeness::Unterminated(open), "{text:?}");
    }
}

#[test]
fn expressions_are_parsed_to_the_dot() {
    let typed = parse_expressions("X = 1,\nX + 2. rest");
    assert!(typed.diagnostics.is_empty());
    assert_eq!(typed.end, 13);
    let expected = "\
(match @1:1
  (var X @1:1)
  (integer 1 @1:5))
(op + @2:1
  (var X @2:1)
  (integer 2 @2:5))
";
    assert_eq!(dump::expressions(&typed.expressions, &typed.sources), expected);
}

#[test]
fn errors_leave_no_expressions() {
    for (text, message) in [
        ("1 +.", "syntax error before: '.'"),
        ("?FOO.", "syntax error before: '?'"),
        ("f(X) -> X.", "syntax error before: '->'"),
        ("1", "syntax error: the text ends before the form does"),
        ("$\u{feff}", "syntax error: the text ends before the form does"),
        ("\"abc", "unterminated string starting with \"abc\""),
        (".", "syntax error before: '.'"),
    ] {
        let typed = parse_expressions(text);
        assert!(typed.expressions.is_empty());
        assert_eq!(typed.diagnostics[0].message, message, "{text:?}");
    }
    assert!(parse_expressions("% nothing").diagnostics.is_empty());
}
