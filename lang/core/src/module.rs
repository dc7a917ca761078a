//! A whole module to Core.

use std::collections::HashSet;

use swerl_syntax::ast::{self, Expr, ExprKind, FormKind};
use swerl_syntax::diagnostic::{Diagnostic, Severity};
use swerl_syntax::span::SourceMap;

use crate::constant;
use crate::facts::{Facts, Keyed};
use crate::files::Places;
use crate::fun2ms;
use crate::ir::{FunctionId, Lit, Module};
use crate::kept::{Kept, KeptForms, Lowering};
use crate::lint::{self, Checker};
use crate::lower::Lowerer;

/// What the caller decides about a compilation.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Export every function, as `-compile(export_all)` does.
    pub export_all: bool,
    /// The text is known to be right: nothing is looked for that could be wrong with it.
    pub trusted: bool,
}

/// Lowers a module. All findings come back, in source order; if one of them is an error, or the module is not
/// whole because its text has errors, there are no functions.
pub fn lower_module(
    module: &ast::Module,
    sources: &SourceMap,
    options: &Options,
) -> (Module, Vec<Diagnostic>) {
    let translation = fun2ms::translate(module);
    let module = &*translation.module;
    let mut facts = Facts::new(module);
    facts.records_may_be_unused.extend(translation.records);
    let mut checker = Checker::new(&facts, sources);
    if !options.trusted {
        checker.module(module);
    }
    let (mut diagnostics, unused) = (checker.diagnostics, checker.unused);
    diagnostics.extend(translation.diagnostics);
    let mut core = Module { name: facts.module.clone(), ..Module::default() };
    if !has_errors(&diagnostics) && !module.lost.any {
        if !options.trusted {
            diagnostics.append(&mut lint::findings(&facts, sources, module, &unused));
        }
        let places = Places::new(module, sources);
        let mut lowerer = Lowerer::new(&facts, sources, &places);
        core.functions = lowerer.functions();
        diagnostics.append(&mut lowerer.diagnostics);
    }
    finish(&mut core, &diagnostics, module, &facts, options);
    sort(&mut diagnostics);
    (core, diagnostics)
}

/// Lowers a module as [`lower_module`] does, but looks into none of the forms in `kept`, whose functions stand in the
/// tree without clauses. The caller vouches that these forms' texts, what stands before them and what the module's
/// attributes say have not changed. In the result, functions of these forms are hollow, unless they are so small
/// that they may stand in others. `None` if the functions of the module have changed in a way that matters to one of
/// them.
pub fn lower_module_keeping(
    module: &ast::Module,
    sources: &SourceMap,
    options: &Options,
    kept: &KeptForms,
) -> Option<(Module, Vec<Diagnostic>, Lowering)> {
    if !kept.is_empty() && fun2ms::is_asked_for(module) {
        // What is said of a translation is not kept.
        return None;
    }
    let translation = fun2ms::translate(module);
    let module = &*translation.module;
    let mut facts = Facts::new(module);
    facts.records_may_be_unused.extend(translation.records);
    if !kept.values().all(|kept| kept.holds(&facts)) {
        return None;
    }
    let mut checker = Checker::new(&facts, sources).keeping(kept);
    checker.module(module);
    let mut diagnostics = std::mem::take(&mut checker.diagnostics);
    diagnostics.extend(translation.diagnostics);
    let mut core = Module { name: facts.module.clone(), ..Module::default() };
    let mut lowering = Lowering::default();
    if !has_errors(&diagnostics) && !module.lost.any {
        let places = Places::new(module, sources);
        let mut lowerer = Lowerer::new(&facts, sources, &places);
        let span = |form: usize| module.forms[form].span;
        let mut checked = checker.checked;
        let mut fresh = Vec::new();
        let unused = &checker.unused;
        let fold = |function: &ast::Function| lint::function_findings(&facts, sources, function, unused);
        lowering.reused = lowerer.keeping(kept, span, fold, |ids, lowered| {
            let (span, checked) = (span(ids.form), checked.remove(&ids.form).unwrap_or_default());
            let kept = Kept::new(span, sources.line(span), checked, lowered, &facts);
            fresh.push((ids, kept.filter(|_| places.are_plain())));
        });
        lowering.fresh = fresh;
        core.functions = lowerer.take_functions();
        diagnostics.append(&mut lowerer.diagnostics);
        lowering.wrapped = lowerer.wrappers.iter().map(|(key, &id)| (id, key.clone())).collect();
        lowering.wrappers = std::mem::take(&mut lowerer.wrappers);
    }
    finish(&mut core, &diagnostics, module, &facts, options);
    lowering.written = facts.by_name;
    sort(&mut diagnostics);
    Some((core, diagnostics, lowering))
}

/// Adds what a module has beside its functions; one with errors has no functions.
fn finish(
    core: &mut Module,
    diagnostics: &[Diagnostic],
    module: &ast::Module,
    facts: &Facts<'_>,
    options: &Options,
) {
    if has_errors(diagnostics) {
        core.functions.clear();
        return;
    }
    core.exports = exports(facts, options);
    core.attributes = attributes(module);
    let on_load = facts.on_load.and_then(|name| facts.by_name.get(&name.key()));
    core.on_load = on_load.map(|&index| FunctionId(index));
}

/// Whether there is an error among the findings.
pub(crate) fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

/// Puts findings into source order and drops repetitions.
pub(crate) fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.span.file, d.span.start, d.span.end);
        key(a).cmp(&key(b)).then_with(|| b.severity.cmp(&a.severity))
    });
    diagnostics.dedup();
}

fn exports(facts: &Facts, options: &Options) -> Vec<FunctionId> {
    let mut seen = HashSet::new();
    let named = facts.exports.iter().filter_map(|name| facts.by_name.get(&name.key()).copied());
    let all = options.export_all || facts.export_all;
    let rest = 0..if all { facts.functions.len() as u32 } else { 0 };
    named.chain(rest).filter(|&index| seen.insert(index)).map(FunctionId).collect()
}

fn attributes(module: &ast::Module) -> Vec<(ast::Name, Lit)> {
    module
        .forms
        .iter()
        .filter_map(|form| match &form.kind {
            FormKind::Attribute { name, value } if &**name != "compile" => Some((name.clone(), term(value)?)),
            _ => None,
        })
        .collect()
}

/// The constant term that an attribute's value is.
fn term(value: &Expr) -> Option<Lit> {
    Some(match &value.kind {
        ExprKind::Atom(name) => Lit::Atom(name.clone()),
        ExprKind::String(text) => constant::string(text),
        ExprKind::Nil => Lit::Nil,
        ExprKind::Tuple(parts) => Lit::Tuple(parts.iter().map(term).collect::<Option<_>>()?),
        ExprKind::List { elements, tail } => {
            let elements = elements.iter().map(term).collect::<Option<_>>()?;
            let tail = tail.as_ref().map_or(Some(Lit::Nil), |tail| term(tail))?;
            constant::list(elements, tail)
        }
        // `name/arity` in a list of functions.
        ExprKind::Binary2 { op: ast::BinaryOp::Div, left, right }
            if matches!(left.kind, ExprKind::Atom(_)) =>
        {
            Lit::Tuple(vec![term(left)?, term(right)?])
        }
        _ => constant::number(value)?,
    })
}
