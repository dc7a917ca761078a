//! Long and deep programs: what works at any size, what is refused, and that nothing overflows
//! the 256 MB of stack that a thread has which compiles.

use std::thread;

use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::{MAX_NESTING, NoIncludes, Options, Parsed, parse_module};

const STACK: usize = 256 << 20;

/// Parses a module on a thread with the stack that compiling threads have.
fn parse(text: String) -> Vec<Diagnostic> {
    on_thread(move || parse_here(&text).diagnostics)
}

fn parse_here(text: &str) -> Parsed {
    parse_module("limits.erl", text, &Options::default(), &mut NoIncludes)
}

fn on_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread");
    thread.join().expect("no panic and no overflow")
}

fn assert_parses(text: String) {
    let findings = parse(text);
    assert!(findings.is_empty(), "{findings:?}");
}

fn assert_too_deep(text: String) {
    let findings = parse(text);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].message, "this is nested too deep");
}

fn chain(operator: &str, terms: usize) -> String {
    format!("f() -> {}1.\n", format!("1 {operator} ").repeat(terms - 1))
}

#[test]
fn long_chains_of_operators_parse() {
    for operator in ["+", "++", "*", "andalso", "orelse", "=", "!", "bor"] {
        assert_parses(chain(operator, 100_000));
    }
}

#[test]
fn a_chain_of_prefix_operators_parses() {
    assert_parses(format!("f() -> {}1.\n", "- ".repeat(100_000)));
    assert_parses(format!("f() -> {}1.\n", "catch ".repeat(100_000)));
}

#[test]
fn chains_past_the_limit_are_refused() {
    assert_too_deep(chain("+", 1_000_000));
    assert_too_deep(chain("++", 1_000_000));
    assert_too_deep(format!("f() -> {}1.\n", "- ".repeat(1_000_000)));
    assert_too_deep(format!("f() -> M{}.\n", "#{}".repeat(1_000_000)));
}

#[test]
fn chains_in_brackets_in_chains_are_bounded_together() {
    let chain = " + 1".repeat(10_000);
    assert_too_deep(format!("f() -> {}1{}.\n", "(".repeat(50), format!("{chain})").repeat(50)));
}

#[test]
fn long_lists_parse_without_nesting() {
    assert_parses(format!("f() -> [{}1].\n", "1, ".repeat(100_000)));
    assert_parses(format!("f() -> {{{}1}}.\n", "a, ".repeat(100_000)));
    assert_parses(format!("f() -> <<{}1>>.\n", "1, ".repeat(100_000)));
    assert_parses(format!("f() -> {}\"\".\n", "\"a\" ".repeat(100_000)));
    assert_parses(format!("f() -> #{{{}a => 1}}.\n", "a => 1, ".repeat(100_000)));
}

#[test]
fn many_clauses_and_expressions_parse() {
    assert_parses(format!("{}f(_) -> 1.\n", "f(0) -> 1;\n".repeat(10_000)));
    assert_parses(format!("f() -> {}1.\n", "g(),\n".repeat(100_000)));
    assert_parses(format!("f() -> case x of {}_ -> 1 end.\n", "1 -> 2; ".repeat(100_000)));
    assert_parses(format!("-type t() :: {} a.\n", "a | ".repeat(100_000)));
}

/// Opening and closing texts of everything that nests.
const NESTS: &[(&str, &str)] = &[
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("[a|", "]"),
    ("f(", ")"),
    ("m:f(", ")"),
    ("<<(", ")>>"),
    ("#{a => ", "}"),
    ("#r{a = ", "}"),
    ("begin ", " end"),
    ("case ", " of a -> b end"),
    ("case a of b -> ", " end"),
    ("if true -> ", " end"),
    ("receive a -> ", " end"),
    ("try ", " catch _:_ -> a end"),
    ("fun() -> ", " end"),
    ("fun F() -> ", " end"),
    ("[X || X <- ", "]"),
    ("<< <<X>> || X <- ", ">>"),
    ("1 + (", ")"),
    ("- (", ")"),
];

#[test]
fn nesting_up_to_the_limit_parses() {
    for (open, close) in NESTS {
        // `<<(` takes two levels.
        let levels = MAX_NESTING / 2 - 10;
        assert_parses(format!("f() -> {}1{}.\n", open.repeat(levels), close.repeat(levels)));
    }
}

#[test]
fn nesting_past_the_limit_is_refused() {
    for (open, close) in NESTS {
        let levels = MAX_NESTING + 10;
        assert_too_deep(format!("f() -> {}1{}.\n", open.repeat(levels), close.repeat(levels)));
        assert_too_deep(format!("f() -> {}.\n", open.repeat(4 * MAX_NESTING)));
    }
}

#[test]
fn types_past_the_limit_are_refused() {
    for open in ["(", "[", "{", "#{a => ", "f(", "fun(() -> ", "<<_:("] {
        assert_too_deep(format!("-type t() :: {}.\n", open.repeat(4 * MAX_NESTING)));
    }
}

#[test]
fn patterns_past_the_limit_are_refused() {
    for open in ["(", "[", "{", "<<(", "#{a := "] {
        assert_too_deep(format!("f({}.\n", open.repeat(4 * MAX_NESTING)));
    }
}

#[test]
fn deep_trees_are_printed_and_dropped() {
    let text = on_thread(|| {
        let parsed = parse_here(&chain("+", 100_000));
        swerl_syntax::dump::module(&parsed.module, &parsed.sources)
    });
    assert_eq!(text.matches("(op +").count(), 99_999);
}

#[test]
fn literals_of_a_million_digits_parse() {
    assert_parses(format!("f() -> {}.\n", "7".repeat(1_000_000)));
    assert_parses(format!("f() -> 16#{}.\n", "f".repeat(1_000_000)));
    assert_parses(format!("f() -> 36#{}.\n", "z".repeat(1_000_000)));
    assert_parses(format!("f() -> 1{}.\n", "_1".repeat(1_000_000)));
    assert_parses(format!("f() -> 0.{}.\n", "1".repeat(1_000_000)));
    let findings = parse(format!("f() -> {}.\n", "7".repeat(5_000_000)));
    assert_eq!(findings[0].message, "illegal integer");
}

#[test]
fn nested_macros_end() {
    assert_parses(format!("-define(A(X), X).\nf() -> {}1{}.\n", "?A(".repeat(300), ")".repeat(300)));
    let findings =
        parse(format!("-define(A(X), {{X, X}}).\nf() -> {}1{}.\n", "?A(".repeat(1_000), ")".repeat(1_000)));
    assert_eq!(findings[0].message, "the macros of this form expand to too much");
    let mut chain = String::from("-define(M0, 1).\n");
    for i in 1..50_000 {
        chain.push_str(&format!("-define(M{i}, ?M{}).\n", i - 1));
    }
    assert_parses(format!("{chain}f() -> ?M49999.\n"));
}

#[test]
fn conditions_are_bounded() {
    let findings = parse(format!("-if({}true).\n-endif.\n", "not ".repeat(100_000)));
    assert_eq!(findings[0].message, "this is nested too deep");
    assert_parses(format!("-if(1{} > 0).\nwrong.\n-endif.\n", " bsl 4000000".repeat(900)));
    assert_parses(format!(
        "-if(3{} > 0).\nwrong.\n-endif.\n",
        format!(" * {}", "9".repeat(100_000)).repeat(500)
    ));
}

#[test]
fn findings_are_bounded() {
    let findings = parse("f( -> 1.\n".repeat(100_000));
    assert!(findings.len() < 1_100, "{}", findings.len());
    let findings = parse("f() -> 日.\n".repeat(100_000));
    assert!(findings.len() < 1_100, "{}", findings.len());
    let findings = parse("$\\xg \"\\xg\" 1# 日 , ".repeat(100_000));
    assert!(findings.len() < 1_100, "{}", findings.len());
}

#[test]
fn unterminated_literals_take_no_long_time() {
    let findings = parse("\"\\\".\na.\n".repeat(100_000));
    assert!(findings.len() < 1_100, "{}", findings.len());
}

#[test]
fn long_tokens_are_shown_in_part() {
    let findings = parse(format!("f() -> a \"{}\".\n", "x".repeat(1_000_000)));
    assert!(findings[0].message.len() < 200);
}
