//! Programs that are large or deep in one way or another: they lower in reasonable time, to Core of
//! reasonable size, or are refused.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use swerl_core::ir::{End, FunctionId, Lit, Module, Op, Operand};
use swerl_core::{Options, digest, lower_module, text};
use swerl_syntax::diagnostic::Severity;
use swerl_syntax::{NoIncludes, parse_module};

/// What the program gives to threads that compile.
const STACK_BYTES: usize = 256 << 20;

/// Far more than any of these takes in a debug build, far less than quadratic time would.
const PATIENCE: Duration = Duration::from_secs(20);

/// Lowers the functions and gives the module and its errors to `check`.
fn lower(functions: String, check: impl FnOnce(Module, Vec<String>) + Send + 'static) {
    let source = format!("-module(m).\n-compile([export_all, nowarn_export_all]).\n{functions}");
    let run = move || {
        let parsed = parse_module("m.erl", &source, &Default::default(), &mut NoIncludes);
        assert_eq!(parsed.diagnostics, []);
        let start = Instant::now();
        let (module, diagnostics) = lower_module(&parsed.module, &parsed.sources, &Options::default());
        for id in 0..module.functions.len() as u32 {
            digest(&module, FunctionId(id), &HashMap::new());
        }
        text::module(&module);
        assert_eq!(swerl_core::verify::verify(&module), [""; 0]);
        assert!(start.elapsed() < PATIENCE, "took {:?}", start.elapsed());
        let errors = diagnostics.into_iter().filter(|d| d.severity == Severity::Error);
        check(module, errors.map(|d| d.message).collect());
    };
    std::thread::Builder::new().stack_size(STACK_BYTES).spawn(run).unwrap().join().unwrap();
}

fn repeat(count: usize, separator: &str, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(separator)
}

#[test]
fn ten_thousand_literal_heads_are_one_switch() {
    let clauses = repeat(10_000, ";\n", |i| format!("f({i}, X) -> X + {i}"));
    lower(format!("{clauses}."), |module, errors| {
        assert!(errors.is_empty());
        let End::Switch { arms, .. } = &module.functions[0].body.end else { panic!("no switch") };
        assert_eq!(arms.len(), 10_000);
    });
}

#[test]
fn many_guarded_clauses() {
    let clauses = repeat(8_000, ";\n", |i| format!("f(X) when X == {i} -> {i}"));
    lower(format!("{clauses}."), |_, errors| assert!(errors.is_empty()));
}

#[test]
fn clauses_that_alternate_between_two_positions() {
    let clauses = repeat(2_000, ";\n", |i| format!("f({{a, {i}}}, _) -> X = {i}, X; f(_, {i}) -> {i}"));
    lower(format!("{clauses}."), |module, errors| {
        assert!(errors.is_empty());
        // No clause stands twice: the text is as long as a small multiple of the clauses.
        assert!(text::module(&module).lines().count() < 80_000);
    });
}

#[test]
fn twenty_thousand_functions() {
    let functions = repeat(20_000, "\n", |i| format!("f{i}(X) -> f{}(X).", i + 1));
    lower(format!("{functions}\nf20000(X) -> X."), |module, errors| {
        assert!(errors.is_empty());
        assert_eq!(module.functions.len(), 20_001);
    });
}

#[test]
fn large_constants_are_one_literal() {
    let string = "x".repeat(1_000_000);
    let list = repeat(100_000, ",", |i| (i * 3).to_string());
    lower(format!("f() -> \"{string}\".\ng() -> [{list}]."), |module, errors| {
        assert!(errors.is_empty());
        for function in &module.functions {
            assert!(function.body.stmts.is_empty());
        }
        let End::Return(Operand::Lit(Lit::String(text))) = &module.functions[0].body.end else {
            panic!("no string")
        };
        assert_eq!(text.len(), 1_000_000);
    });
}

#[test]
fn a_long_list_of_variables() {
    let list = repeat(100_000, ",", |_| "X".to_owned());
    lower(format!("f(X) -> [{list}]."), |module, errors| {
        assert!(errors.is_empty());
        let stmts = &module.functions[0].body.stmts;
        assert_eq!(stmts.len(), 100_000);
        assert!(stmts.iter().all(|stmt| matches!(stmt.op, Op::Cons(..))));
    });
}

#[test]
fn a_long_body_of_matches() {
    let body = repeat(6_000, ",\n", |i| format!("ok = g(X, {i})"));
    lower(format!("f(X) -> {body}.\ng(_, _) -> ok."), |_, errors| assert!(errors.is_empty()));
}

#[test]
fn a_body_that_nests_too_deep_is_refused() {
    let body = repeat(40_000, ",\n", |i| format!("ok = g(X, {i})"));
    lower(format!("f(X) -> {body}.\ng(_, _) -> ok."), |module, errors| {
        assert_eq!(errors, ["a function that nests this deep is not supported"]);
        assert!(module.functions.is_empty());
    });
}

#[test]
fn guarded_clauses_that_nest_too_deep_are_refused() {
    let clauses = repeat(40_000, ";\n", |i| format!("f(X) when X == {i} -> {i}"));
    lower(format!("{clauses}."), |_, errors| {
        assert_eq!(errors, ["a function that nests this deep is not supported"]);
    });
}

#[test]
fn a_pattern_with_a_very_long_list_is_refused() {
    let list = repeat(20_000, ",", |i| format!("_A{i}"));
    lower(format!("f([{list}]) -> ok."), |_, errors| {
        assert_eq!(errors, ["a pattern of more than 5000 list elements is not supported"]);
    });
}

#[test]
fn try_within_try() {
    let (open, close) = ("try ".repeat(60), " after ok end".repeat(60));
    lower(format!("f(X) -> {open}X(){close}."), |module, errors| {
        assert!(errors.is_empty());
        assert!(text::module(&module).lines().count() < 2_000);
    });
}
