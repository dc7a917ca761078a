//! Functions: each one's clauses, and which of them are undefined or unused.

use std::collections::HashSet;

use swerl_syntax::ast::{self, Clause};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::Span;

use super::scope::Scope;
use super::{Checker, similar};
use crate::facts::{FunKey, Keyed};

impl Checker<'_> {
    /// Checks a function's clauses.
    pub(super) fn function(&mut self, function: &ast::Function) {
        self.function = Some((function.name.clone(), function.arity));
        for clause in &function.clauses {
            self.scope = Scope::default();
            self.head(&clause.patterns, true);
            self.guard(&clause.guard);
            self.body(&clause.body);
            self.unused_variables(0);
        }
        self.scope = Scope::default();
        self.function = None;
    }

    /// Remembers a call of a local function.
    pub(super) fn called(&mut self, key: FunKey) {
        match &self.function {
            Some(from) => self.calls.entry(from.clone()).or_default().push(key),
            None => self.called_outside.push(key),
        }
    }

    /// Reports a local function that does not exist.
    pub(super) fn undefined_function(&mut self, span: Span, name: &str, arity: u32) {
        if self.facts.may_define(name) {
            return;
        }
        let message = format!("function {name}/{arity} undefined");
        let mut diagnostic = Diagnostic::error(span, message);
        let mut arities: Vec<u32> =
            self.facts.functions.iter().filter(|f| &*f.name == name).map(|f| f.arity).collect();
        arities.dedup();
        if !arities.is_empty() {
            let known: Vec<String> = arities.iter().map(|a| format!("{name}/{a}")).collect();
            diagnostic = diagnostic.with_help(format!("there is {}", known.join(" and ")));
        } else {
            let candidates = self.facts.functions.iter().filter(|f| f.arity == arity).map(|f| &*f.name);
            if let Some(near) = similar(name, candidates) {
                diagnostic = diagnostic.with_help(format!("did you mean '{near}/{arity}'?"));
            }
        }
        self.diagnostics.push(diagnostic);
    }

    /// What can be said once all forms are known.
    pub(super) fn whole_module(&mut self, module: &ast::Module) {
        for export in &self.facts.exports {
            let known = self.facts.by_name.contains_key(&export.key());
            if !known && !is_module_info(&export.name, export.arity) {
                self.undefined_function(export.span, &export.name, export.arity);
            }
        }
        if let Some(name) = self.facts.on_load
            && name.arity == 0
            && !self.facts.by_name.contains_key(&name.key())
        {
            self.undefined_function(name.span, &name.name, name.arity);
        }
        let whole = !self.facts.lost.any;
        if whole && !self.facts.export_all && !self.is_off("nowarn_unused_function") {
            self.unused_functions();
        }
        if self.facts.export_all && !self.is_off("nowarn_export_all") {
            self.export_all(module);
        }
        self.types(module);
        self.attributes(module);
        if whole {
            self.unused_imports(module);
        }
        if whole {
            self.unused_records(module);
        }
    }

    fn export_all(&mut self, module: &ast::Module) {
        let form = module.forms.iter().find(|form| match &form.kind {
            ast::FormKind::Attribute { name, .. } => &**name == "compile",
            _ => false,
        });
        if let Some(form) = form {
            self.warning(form.span, "export_all flag enabled - all functions will be exported");
        }
    }

    fn unused_functions(&mut self) {
        let mut reached: HashSet<FunKey> = HashSet::new();
        let roots = self.facts.exports.iter().map(|name| name.key());
        let mut open: Vec<FunKey> = roots.chain(self.facts.on_load.map(|n| n.key())).collect();
        open.append(&mut self.called_outside);
        while let Some(key) = open.pop() {
            if let Some(calls) = self.calls.get(&key)
                && !reached.contains(&key)
            {
                open.extend(calls.iter().cloned());
            }
            reached.insert(key);
        }
        for function in &self.facts.functions {
            let key = (function.name.clone(), function.arity);
            if !reached.contains(&key) && !self.facts.may_be_unused.contains(&key) {
                let message = format!("function {}/{} is unused", key.0, key.1);
                self.diagnostics.push(Diagnostic::warning(name_span(function), message));
            }
        }
    }
}

/// The place of a function's name, at the beginning of its first clause.
fn name_span(function: &ast::Function) -> Span {
    let start = function.clauses.first().map_or(function.span, |c: &Clause| c.span).start;
    Span { start, end: start + function.name.len() as u32, ..function.span }
}

/// Whether every module has the function without defining it.
pub fn is_module_info(name: &str, arity: u32) -> bool {
    name == "module_info" && arity <= 1
}
