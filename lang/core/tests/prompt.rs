//! Expressions as they are typed at a prompt.

use swerl_core::{EXPRESSIONS, lower_expressions, text};
use swerl_syntax::ast::Name;
use swerl_syntax::parse_expressions;

/// What becomes of a line where some variables are bound: names that are used and bound, and the
/// Core of the function; or the errors.
fn check(line: &str, bound: &[&str], expect: &str) {
    let parsed = parse_expressions(line);
    assert_eq!(parsed.diagnostics, [], "{line} does not parse");
    let bound: Vec<Name> = bound.iter().map(|&name| name.into()).collect();
    let (code, diagnostics) = lower_expressions(&parsed.expressions, &parsed.sources, &bound, "shell".into());
    let actual = match code {
        None => diagnostics.iter().map(|d| format!("{}\n", d.message)).collect::<String>(),
        Some(code) => {
            assert_eq!(diagnostics, []);
            let function = &code.module.functions[code.module.exports[0].0 as usize];
            assert_eq!(&*function.name, EXPRESSIONS);
            assert_eq!(function.arity(), code.used.len());
            let core = text::function(&code.module, function);
            format!("uses [{}] binds [{}]\n{core}", code.used.join(","), code.bound.join(","))
        }
    };
    assert_eq!(actual.trim_end(), expect.trim(), "{line}");
}

#[test]
fn binds_and_uses() {
    check(
        "X = Y + 1, Z = {X, a}, Z.",
        &["A", "Y"],
        "
uses [Y] binds [X,Z]
fun expressions/1 (v0) {
  v1 = '+'(v0, 1) @1
  v2 = {v1, a}
  v3 = {v1, v2}
  v4 = {v2, v3}
  return v4
}",
    );
}

#[test]
fn a_bound_variable_is_matched() {
    check(
        "{X, New} = f().",
        &["X"],
        "
uses [X] binds [New]
fun expressions/1 (v0) {
  v1 = call c:f() @1
  join k0() fail badmatch(v1) @1
  switch v1 {
    {2} -> {
      v2 = element v1 0
      v3 = element v1 1
      if v2 =:= v0 {
        v4 = {v3}
        v5 = {v1, v4}
        return v5
      } else {
        jump k0()
      }
    }
    _ -> jump k0()
  }
}",
    );
}

#[test]
fn built_in_functions_come_before_the_shell_s() {
    check(
        "c(foo), self(), spawn(fun i/0).",
        &[],
        "
uses [] binds []
fun expressions/0 () {
  v0 = call c:c(foo) @1
  v1 = self() @1
  v2 = call erlang:spawn(fun c:i/0) @1
  v3 = {v2, {}}
  return v3
}",
    );
}

#[test]
fn constants() {
    check("{1, \"a\"}.", &[], "uses [] binds []\nfun expressions/0 () {\n  return {{1,\"a\"},{}}\n}");
}

#[test]
fn errors() {
    check("Cuont + 1, <<1/foo>>.", &["Count"], "variable 'Cuont' is unbound\nbit type foo undefined");
    check("case 1 of 1 -> X = 1; _ -> ok end, X.", &[], "variable 'X' unsafe in 'case' (line 1)");
}
