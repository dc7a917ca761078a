//! Texts of unusual size, depth and form: they are taken, or refused with a sentence and a place.

use std::path::Path;
use std::process::{Command, Stdio};

/// How often things are nested in each other here; the parser lets somewhat more through.
const DEEP: usize = 9_900;

/// What `swerl COMMAND` prints of a module `m` with this text, and whether it succeeds.
fn swerl(command: &str, text: impl AsRef<[u8]>) -> (String, bool) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("m.erl"), text).expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_swerl"))
        .args([command, "m.erl"])
        .current_dir(Path::new(folder.path()))
        .stdin(Stdio::null())
        .output()
        .expect("a program that runs");
    let shown = [output.stdout, output.stderr].concat();
    (String::from_utf8_lossy(&shown).into_owned(), output.status.success())
}

fn module(functions: &str) -> String {
    format!("-module(m).\n-export([main/0]).\n{functions}\n")
}

/// Runs a module whose `main/0` prints.
#[track_caller]
fn prints(functions: &str, expected: &str) {
    let (shown, succeeded) = swerl("run", module(functions));
    let end = shown.char_indices().nth(500).map_or(shown.len(), |(index, _)| index);
    assert!(succeeded && shown == expected, "{}", &shown[..end]);
}

#[track_caller]
fn refuses(text: impl AsRef<[u8]>, why: &str) {
    let (shown, succeeded) = swerl("check", text);
    let end = shown.char_indices().nth(500).map_or(shown.len(), |(index, _)| index);
    assert!(!succeeded && shown.contains(why), "{}", &shown[..end]);
}

fn nested(open: &str, middle: &str, close: &str, depth: usize) -> String {
    format!("main() -> {}{middle}{}.", open.repeat(depth), close.repeat(depth))
}

#[test]
fn large_literals_and_many_clauses() {
    let numbers: Vec<String> = (0..100_000).map(|number| number.to_string()).collect();
    let list = numbers.join(",");
    prints(&format!("main() -> io:format(\"~w~n\", [lists:sum([{list}])])."), "4999950000\n");
    let clauses: String = (0..10_000).map(|number| format!("f({number}) -> {};\n", number * 2)).collect();
    prints(
        &format!("{clauses}f(_) -> none.\nmain() -> io:format(\"~w~n\", [[f(9999), f(x)]])."),
        "[19998,none]\n",
    );
    let text = "a".repeat(1_000_000);
    prints(&format!("main() -> io:format(\"~w~n\", [length(\"{text}\")])."), "1000000\n");
}

#[test]
fn as_many_arguments_as_in_otp() {
    let function = |arity: usize| {
        let names: Vec<String> = (0..arity).map(|number| format!("A{number}")).collect();
        let values: Vec<String> = (0..arity).map(|number| number.to_string()).collect();
        let (names, values) = (names.join(","), values.join(","));
        format!("f({names}) -> lists:sum([{names}]).\nmain() -> io:format(\"~w~n\", [f({values})]).")
    };
    prints(&function(255), "32385\n");
    refuses(module(&function(256)), "too many arguments (256) - maximum allowed is 255");
}

#[test]
fn deep_nesting_is_taken_or_refused() {
    let sound = [
        nested("(", "1", ")", DEEP),
        nested("[", "1", "]", DEEP),
        nested("{", "1", "}", DEEP),
        nested("begin ", "1", " end", DEEP),
        nested("case 1 of _ -> ", "1", " end", DEEP),
        nested("not ", "true", "", 100_000),
        nested("- ", "1", "", 100_000),
        nested("1 + ", "1", "", 100_000),
        nested("fun() -> ", "1", " end", 1_000),
        nested("[X || X <- ", "[]", "]", 1_000),
    ];
    for text in sound {
        let (shown, succeeded) = swerl("check", module(&text));
        let end = shown.char_indices().nth(300).map_or(shown.len(), |(index, _)| index);
        assert!(succeeded, "{}: {}", &text[..40], &shown[..end]);
    }
    refuses(module(&nested("(", "1", ")", 20_000)), "this is nested too deep");
    refuses(module(&nested("{", "1", "}", 200_000)), "this is nested too deep");
}

#[test]
fn what_a_text_may_be_made_of() {
    let marked = "\u{feff}-module(m).\r\n-export([main/0]).\r\nmain() ->\r\n    io:format(\"a\\r\\n\").\r\n";
    let (shown, succeeded) = swerl("run", marked);
    assert!(succeeded && shown == "a\r\n", "{shown:?}");
    refuses(module("main() -> o\0k."), "NUL byte");
    refuses(b"-module(m).\n-export([main/0]).\nmain() -> \"\xff\".\n", "utf-8");
    refuses("", "no module definition");
}
