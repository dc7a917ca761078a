//! Which functions differ between two versions of a module.

use std::collections::HashMap;

use swerl_core::ir::FunctionId;
use swerl_core::{Options, digest, lower_module};
use swerl_syntax::{NoIncludes, parse_module};

fn digests(source: &str) -> Vec<(String, u64)> {
    let source = format!("-module(m).\n-export([f/1, g/1]).\n{source}");
    let parsed = parse_module("m.erl", &source, &Default::default(), &mut NoIncludes);
    let (module, _) = lower_module(&parsed.module, &parsed.sources, &Options::default());
    let digest = |id: u32| digest(&module, FunctionId(id), &HashMap::new());
    (0..).zip(&module.functions).map(|(id, f)| (f.name.to_string(), digest(id))).collect()
}

fn of(digests: &[(String, u64)], name: &str) -> u64 {
    digests.iter().find(|(n, _)| n == name).unwrap().1
}

#[test]
fn layout_comments_and_other_functions_do_not_count() {
    let before = digests("f(X) -> g(X) + 1.\ng(X) -> X.");
    let after = digests("% new\nnew() -> 1.\n\nf(Other) ->\n   % more\n   g(Other) + 1.\ng(X) -> {X}.");
    assert_eq!(of(&before, "f"), of(&after, "f"));
    assert_ne!(of(&before, "g"), of(&after, "g"));
}

#[test]
fn what_a_function_does_counts() {
    let sources = [
        "f(X) -> X.",
        "f(X) -> {X}.",
        "f(X) -> X + 1.",
        "f(X) -> X + 2.",
        "f(X) -> h(X).",
        "f(X) -> m:h(X).",
    ];
    let rest = "\ng(_) -> 1.\nh(_) -> 1.";
    let mut seen: Vec<u64> =
        sources.iter().map(|source| of(&digests(&format!("{source}{rest}")), "f")).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), sources.len());
}
