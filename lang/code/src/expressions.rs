//! Expressions typed at the prompt, as a function of the variables that they use.

use swerl_jit::VersionCode;
use swerl_runtime::atom::Atom;
use swerl_runtime::code::{ExportCell, entries};
use swerl_syntax::ast::{Clause, Expr, ExprKind, Form, FormKind, Function, Module, Name, Qualifier};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::{SourceMap, Span};

use crate::check::has_errors;

/// The module that stack traces and funs made at the prompt name, as in OTP's shell.
const MODULE: &str = "erl_eval";
const FUNCTION: &str = "expr";
/// A variable that nobody can type.
const VALUE: &str = "%value";

/// Compiled expressions.
pub struct Evaluation {
    /// The function to call. Its arguments are the values of `uses`; it returns
    /// `{Value, {V1, …}}` with the values of `binds`.
    pub cell: &'static ExportCell,
    /// Variables that have values and are used, in the order of the arguments.
    pub uses: Vec<String>,
    /// Variables that get values.
    pub binds: Vec<String>,
}

type Rejected = (Vec<Diagnostic>, SourceMap);

/// Compiles a text; to be called on the compiler's thread.
pub(crate) fn compile(text: &str, bound: &[String]) -> Result<(Evaluation, Box<VersionCode>), Rejected> {
    let parsed = swerl_syntax::parse_expressions(text);
    let mut diagnostics = parsed.diagnostics;
    if !has_errors(&diagnostics) && parsed.expressions.is_empty() {
        diagnostics.push(Diagnostic::error(Span::default(), "there is no expression"));
    }
    if has_errors(&diagnostics) {
        return Err((diagnostics, parsed.sources));
    }
    let uses = used(&parsed.expressions, bound);
    let mut binds = Vec::new();
    parsed.expressions.iter().for_each(|expr| binding(expr, &mut binds));
    binds.retain(|name| !bound.iter().any(|other| **other == **name));
    let tree = function(parsed.expressions, &uses, &binds);
    let options = swerl_core::Options { export_all: true };
    let (core, diagnostics) = swerl_core::lower_module(&tree, &parsed.sources, &options);
    if has_errors(&diagnostics) {
        return Err((diagnostics, parsed.sources));
    }
    let failed = |reason: String| (vec![Diagnostic::error(Span::default(), reason)], parsed.sources.clone());
    let compiled = swerl_jit::compile(&core, 1).map_err(|error| failed(error.to_string()))?;
    let Some(&(name, arity, code)) = compiled.exports.first() else {
        return Err(failed("the compiler made no function of the expressions".into()));
    };
    let cell = ExportCell::leak(Atom::new(MODULE), name, arity, entries());
    cell.publish(code);
    let strings = |names: Vec<Name>| names.iter().map(|name| name.to_string()).collect();
    Ok((Evaluation { cell, uses: strings(uses), binds: strings(binds) }, compiled.version))
}

/// The expressions as the body of a function.
fn function(mut body: Vec<Expr>, uses: &[Name], binds: &[Name]) -> Module {
    let span = body.first().map_or(Span::default(), |expr| expr.span);
    let node = |kind| Expr { span, kind };
    let variable = |name: &Name| node(ExprKind::Var(name.clone()));
    let value: Name = VALUE.into();
    if let Some(last) = body.pop() {
        let (pattern, last) = (Box::new(variable(&value)), Box::new(last));
        body.push(node(ExprKind::Match { pattern, value: last }));
    }
    let bindings = node(ExprKind::Tuple(binds.iter().map(variable).collect()));
    body.push(node(ExprKind::Tuple(vec![variable(&value), bindings])));
    let patterns = uses.iter().map(variable).collect();
    let clause = Clause { span, patterns, guard: Vec::new(), body };
    let function = Function { span, name: FUNCTION.into(), arity: uses.len() as u32, clauses: vec![clause] };
    let form = |kind| Form { span, kind };
    Module { forms: vec![form(FormKind::Module(MODULE.into())), form(FormKind::Function(function))] }
}

/// Variables with values that occur in the expressions, in the order in which they do. One that only
/// occurs where another of the same name hides it counts as well; it is passed for nothing.
fn used(expressions: &[Expr], bound: &[String]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut rest: Vec<&Expr> = expressions.iter().rev().collect();
    while let Some(expr) = rest.pop() {
        if let ExprKind::Var(name) = &expr.kind
            && bound.iter().any(|other| **other == **name)
            && !names.contains(name)
        {
            names.push(name.clone());
        }
        let from = rest.len();
        children(expr, &mut |child| rest.push(child));
        rest[from..].reverse();
    }
    names
}

/// Adds the variables that have a value after `expr` whatever way it takes.
fn binding(expr: &Expr, names: &mut Vec<Name>) {
    match &expr.kind {
        ExprKind::Match { pattern, value } => {
            binding(value, names);
            pattern_variables(pattern, names);
        }
        ExprKind::Case { subject, clauses } => {
            binding(subject, names);
            every_way(clauses.iter().map(clause_binding), names);
        }
        ExprKind::If(clauses) => every_way(clauses.iter().map(clause_binding), names),
        ExprKind::Receive { clauses, after } => {
            if let Some(after) = after {
                binding(&after.timeout, names);
            }
            let late = after.iter().map(|after| body_binding(&after.body));
            every_way(clauses.iter().map(clause_binding).chain(late), names);
        }
        ExprKind::AndAlso(left, _) | ExprKind::OrElse(left, _) => binding(left, names),
        ExprKind::Try(_)
        | ExprKind::Catch(_)
        | ExprKind::Fun { .. }
        | ExprKind::ListComp { .. }
        | ExprKind::BinaryComp { .. }
        | ExprKind::Maybe { .. } => {}
        _ => children(expr, &mut |child| binding(child, names)),
    }
}

fn clause_binding(clause: &Clause) -> Vec<Name> {
    let mut names = Vec::new();
    clause.patterns.iter().for_each(|pattern| pattern_variables(pattern, &mut names));
    clause.body.iter().for_each(|expr| binding(expr, &mut names));
    names
}

fn body_binding(body: &[Expr]) -> Vec<Name> {
    let mut names = Vec::new();
    body.iter().for_each(|expr| binding(expr, &mut names));
    names
}

/// Adds what is in all of `ways`.
fn every_way(mut ways: impl Iterator<Item = Vec<Name>>, names: &mut Vec<Name>) {
    let Some(mut common) = ways.next() else { return };
    ways.for_each(|way| common.retain(|name| way.contains(name)));
    common.into_iter().for_each(|name| add(name, names));
}

fn pattern_variables(pattern: &Expr, names: &mut Vec<Name>) {
    if let ExprKind::Var(name) = &pattern.kind
        && **name != *"_"
    {
        add(name.clone(), names);
    }
    children(pattern, &mut |child| pattern_variables(child, names));
}

fn add(name: Name, names: &mut Vec<Name>) {
    if !names.contains(&name) {
        names.push(name);
    }
}

/// Calls `visit` with the parts of an expression, in the order of the text.
fn children<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    match &expr.kind {
        ExprKind::Atom(_)
        | ExprKind::Integer(_)
        | ExprKind::Float(_)
        | ExprKind::Char(_)
        | ExprKind::String(_)
        | ExprKind::Var(_)
        | ExprKind::Nil
        | ExprKind::RecordIndex { .. }
        | ExprKind::FunLocal { .. }
        | ExprKind::Error => {}
        ExprKind::List { elements, tail } => {
            elements.iter().for_each(&mut *visit);
            tail.iter().for_each(|tail| visit(tail));
        }
        ExprKind::Tuple(parts) | ExprKind::Block(parts) => parts.iter().for_each(visit),
        ExprKind::Map { base, fields } => {
            base.iter().for_each(|base| visit(base));
            fields.iter().flat_map(|field| [&field.key, &field.value]).for_each(visit);
        }
        ExprKind::Record { fields, .. } => fields.iter().for_each(|field| visit(&field.value)),
        ExprKind::RecordUpdate { base, fields, .. } => {
            visit(base);
            fields.iter().for_each(|field| visit(&field.value));
        }
        ExprKind::RecordAccess { base, .. } => visit(base),
        ExprKind::Binary(elements) => {
            elements.iter().flat_map(|e| std::iter::once(&e.value).chain(&e.size)).for_each(visit);
        }
        ExprKind::Match { pattern, value } => [pattern, value].into_iter().for_each(|part| visit(part)),
        ExprKind::Unary { operand, .. } => visit(operand),
        ExprKind::Binary2 { left, right, .. }
        | ExprKind::AndAlso(left, right)
        | ExprKind::OrElse(left, right) => [left, right].into_iter().for_each(|part| visit(part)),
        ExprKind::Call { callee, args } => {
            visit(callee);
            args.iter().for_each(visit);
        }
        ExprKind::RemoteCall { module, function, args } => {
            visit(module);
            visit(function);
            args.iter().for_each(visit);
        }
        ExprKind::If(clauses) | ExprKind::Fun { clauses, .. } => clause_parts(clauses, visit),
        ExprKind::Case { subject, clauses } => {
            visit(subject);
            clause_parts(clauses, visit);
        }
        ExprKind::Receive { clauses, after } => {
            clause_parts(clauses, visit);
            if let Some(after) = after {
                visit(&after.timeout);
                after.body.iter().for_each(&mut *visit);
            }
        }
        ExprKind::Try(parts) => {
            parts.body.iter().for_each(&mut *visit);
            clause_parts(&parts.of, visit);
            clause_parts(&parts.catch, visit);
            parts.after.iter().for_each(visit);
        }
        ExprKind::Catch(inner) => visit(inner),
        ExprKind::FunRemote { module, function, arity } => {
            [module, function, arity].into_iter().for_each(|part| visit(part));
        }
        ExprKind::ListComp { template, qualifiers } | ExprKind::BinaryComp { template, qualifiers } => {
            visit(template);
            qualifiers.iter().for_each(|qualifier| match qualifier {
                Qualifier::Generate { pattern, source, .. }
                | Qualifier::GenerateBinary { pattern, source, .. } => {
                    visit(pattern);
                    visit(source);
                }
                Qualifier::Filter(filter) => visit(filter),
            });
        }
        ExprKind::Maybe { body, clauses } => {
            body.iter().for_each(&mut *visit);
            clause_parts(clauses, visit);
        }
    }
}

fn clause_parts<'a>(clauses: &'a [Clause], visit: &mut dyn FnMut(&'a Expr)) {
    for clause in clauses {
        clause.patterns.iter().for_each(&mut *visit);
        clause.guard.iter().flatten().for_each(&mut *visit);
        clause.body.iter().for_each(&mut *visit);
    }
}
