//! Expressions typed at a prompt to Core.

use swerl_syntax::ast::{Expr, Name};
use swerl_syntax::diagnostic::{Diagnostic, Severity};
use swerl_syntax::span::{SourceMap, Span};

use crate::facts::Facts;
use crate::files::Places;
use crate::ir::{FunctionId, Module};
use crate::lint::Checker;
use crate::lower::{Lowerer, names_in};
use crate::module::sort;

/// A call of an unknown local function goes to this module, as in Erlang's shell.
const SHELL_MODULE: &str = "c";

/// The name of the function that evaluates the expressions.
pub const EXPRESSIONS: &str = "expressions";

/// Expressions as a module of their own.
#[derive(Debug, Clone)]
pub struct PromptCode {
    /// Exports one function, [`EXPRESSIONS`], with one argument for each of `used`. It gives
    /// `{Value, {Bound1, …}}`: the last expression's value and the variables of `bound`.
    pub module: Module,
    /// The variables that the expressions take from outside.
    pub used: Vec<Name>,
    /// The variables that the expressions bind.
    pub bound: Vec<Name>,
}

/// Lowers expressions where the variables `bound` have values already. `module` is the name of the
/// module that is made. Without code there is an error among the findings; warnings are not made.
pub fn lower_expressions(
    exprs: &[Expr],
    sources: &SourceMap,
    bound: &[Name],
    module: Name,
) -> (Option<PromptCode>, Vec<Diagnostic>) {
    let facts = Facts { fallback: Some(SHELL_MODULE.into()), ..Facts::default() };
    let mut checker = Checker::new(&facts, sources);
    checker.prompt(exprs, bound);
    let mut diagnostics = checker.diagnostics;
    diagnostics.retain(|d| d.severity == Severity::Error);
    let mut code = None;
    if diagnostics.is_empty() {
        let names = names_in(exprs);
        let used: Vec<Name> = bound.iter().filter(|name| names.contains(*name)).cloned().collect();
        let places = Places::default();
        let mut lowerer = Lowerer::new(&facts, sources, &places);
        let span = exprs.first().map_or_else(Span::default, |e| e.span);
        let bound = lowerer.expressions(EXPRESSIONS.into(), exprs, &used, span);
        let functions = lowerer.take_functions();
        diagnostics.append(&mut lowerer.diagnostics);
        if diagnostics.is_empty() {
            let exports = vec![FunctionId(0)];
            let module = Module { name: Some(module), exports, functions, typed: true, ..Module::default() };
            code = Some(PromptCode { module, used, bound });
        }
    }
    sort(&mut diagnostics);
    (code, diagnostics)
}
