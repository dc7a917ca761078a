//! Expressions typed at the prompt, as a function of the variables that they use.

use std::sync::Arc;

use swerl_runtime::atom::Atom;
use swerl_runtime::code::{ExportCell, entries};
use swerl_syntax::ast::Name;
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::{SourceMap, Span};

use crate::check::has_errors;
use crate::typed::Typed;

/// The module that stack traces and funs made at the prompt name, as in OTP's shell.
const MODULE: &str = "erl_eval";

/// Compiled expressions.
pub struct Evaluation {
    /// The function to call. Its arguments are the values of `uses`; it returns
    /// `{Value, {V1, …}}` with the values of `binds`.
    pub cell: &'static ExportCell,
    /// Variables that have values and are used, in the order of the arguments.
    pub uses: Vec<String>,
    /// Variables that get values.
    pub binds: Vec<String>,
    /// The code is not given back before this is dropped.
    _wanted: Arc<()>,
}

/// A text that cannot be evaluated.
#[derive(Debug)]
pub struct Refused {
    pub diagnostics: Vec<Diagnostic>,
    pub sources: SourceMap,
    /// It has the form of expressions: a variable is unbound, say.
    pub is_parsed: bool,
}

/// Compiles a text; to be called on the compiler's thread.
pub(crate) fn compile(text: &str, bound: &[String]) -> Result<(Evaluation, Typed), Refused> {
    let parsed = swerl_syntax::parse_expressions(text);
    let (expressions, sources, mut diagnostics) = (parsed.expressions, parsed.sources, parsed.diagnostics);
    if expressions.is_empty() && !has_errors(&diagnostics) {
        diagnostics.push(Diagnostic::error(Span::default(), "there is no expression"));
    }
    if has_errors(&diagnostics) {
        return Err(Refused { diagnostics, sources, is_parsed: false });
    }
    let bound: Vec<Name> = bound.iter().map(|name| name.as_str().into()).collect();
    let (code, diagnostics) = swerl_core::lower_expressions(&expressions, &sources, &bound, MODULE.into());
    let Some(code) = code else { return Err(Refused { diagnostics, sources, is_parsed: true }) };
    let failed = |reason: &str| {
        let diagnostics = vec![Diagnostic::error(Span::default(), reason)];
        Refused { diagnostics, sources: sources.clone(), is_parsed: true }
    };
    let compiled = swerl_jit::compile(&code.module, 1, &[]).map_err(|error| failed(&error.to_string()))?;
    let Some(&(name, arity, address)) = compiled.exports.first() else {
        return Err(failed("the compiler made no function of the expressions"));
    };
    let cell = ExportCell::leak(Atom::new(MODULE), name, arity, entries());
    cell.publish(address);
    let strings = |names: Vec<Name>| names.iter().map(|name| name.to_string()).collect();
    let wanted = Arc::new(());
    let typed = Typed { code: compiled.version.into(), cell, wanted: wanted.clone() };
    let evaluation =
        Evaluation { cell, uses: strings(code.used), binds: strings(code.bound), _wanted: wanted };
    Ok((evaluation, typed))
}
