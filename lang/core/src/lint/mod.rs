//! The checks that come before lowering, with the findings, wording and order of OTP's `erl_lint`:
//! what is undefined, unbound, unsafe, unused, shadowed or out of place.

mod attributes;
mod bits;
mod calls;
mod clauses;
mod expr;
mod fold;
mod format;
mod forms;
mod functions;
mod guard;
mod maps;
mod outdated;
mod pattern;
mod records;
mod scope;
mod suggest;
mod types;

use std::collections::{HashMap, HashSet};

use swerl_syntax::ast::{self, Expr, Name};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::{SourceMap, Span};

use self::scope::{Scope, Variable};
use crate::facts::{Facts, FunKey};
use crate::kept::{CheckedForm, KeptForms, Moved};

pub use self::fold::{findings, function_findings};
pub use self::functions::is_module_info;
pub use self::outdated::named_functions;
pub use self::suggest::similar;

/// The state of a check of one module, or of expressions at the prompt.
pub struct Checker<'a> {
    facts: &'a Facts<'a>,
    sources: &'a SourceMap,
    pub diagnostics: Vec<Diagnostic>,
    /// Where variables are bound that nothing uses.
    pub unused: HashSet<Span>,
    scope: Scope,
    /// The function under way.
    function: Option<FunKey>,
    /// Which functions each function calls, for finding the unused ones.
    calls: HashMap<FunKey, Vec<FunKey>>,
    /// What the default values of records call.
    called_outside: Vec<FunKey>,
    used_imports: HashSet<FunKey>,
    /// Records whose definition has been passed.
    records: HashSet<Name>,
    used_records: HashSet<Name>,
    /// Whether a record's default values are being checked.
    in_record: bool,
    /// Variables of a pattern that the part of it under way does not see, with what they were before.
    concealed: HashMap<Name, Option<Variable>>,
    /// What is said of an expression that is none for guards.
    illegal_guard: &'static str,
    /// Forms that need not be looked into.
    kept: Option<&'a KeptForms>,
    /// What was found in the others, by the index of the form, if there are any that were kept or will be.
    pub checked: HashMap<usize, CheckedForm>,
}

impl<'a> Checker<'a> {
    pub fn new(facts: &'a Facts<'a>, sources: &'a SourceMap) -> Checker<'a> {
        Checker {
            facts,
            sources,
            diagnostics: Vec::new(),
            unused: HashSet::new(),
            scope: Scope::default(),
            function: None,
            calls: HashMap::new(),
            called_outside: Vec::new(),
            used_imports: HashSet::new(),
            records: HashSet::new(),
            used_records: HashSet::new(),
            in_record: false,
            concealed: HashMap::new(),
            illegal_guard: "illegal guard expression",
            kept: None,
            checked: HashMap::new(),
        }
    }

    /// Reuses what is known of forms, and keeps what is found in the others.
    pub fn keeping(self, kept: &'a KeptForms) -> Checker<'a> {
        Checker { kept: Some(kept), ..self }
    }

    /// Checks expressions at the prompt, where `bound` variables have values.
    pub fn prompt(&mut self, exprs: &[Expr], bound: &[Name]) {
        self.records.extend(self.facts.records.keys().cloned());
        for name in bound {
            self.scope.bind_used(name);
        }
        self.body(exprs);
    }

    fn error(&mut self, span: Span, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(span, message));
    }

    fn warning(&mut self, span: Span, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::warning(span, message));
    }

    /// Refuses a construct; what it mentions counts as used.
    fn not_supported(&mut self, expr: &Expr, what: &str) {
        self.error(expr.span, format!("{what} not supported"));
        for name in crate::lower::names_in(std::slice::from_ref(expr)) {
            match self.scope.get(&name) {
                Some(_) => self.scope.mark_used(&name),
                None => self.scope.bind_used(&name),
            }
        }
    }

    fn line(&self, span: Span) -> u32 {
        self.sources.line(span)
    }

    fn is_off(&self, option: &str) -> bool {
        self.facts.options.contains(option)
    }

    /// Checks a function's form, or takes over what is known of it.
    fn function_form(&mut self, index: usize, form: &ast::Form, function: &ast::Function) {
        let Some(kept) = self.kept else { return self.function(function) };
        let key = (function.name.clone(), function.arity);
        if let Some(kept) = kept.get(&index) {
            let moved = Moved::new(kept, form.span, self.sources);
            let checked = &kept.checked;
            self.diagnostics.extend(moved.findings(&checked.diagnostics));
            self.used_records.extend(checked.used_records.iter().cloned());
            self.used_imports.extend(checked.used_imports.iter().cloned());
            self.calls.entry(key).or_default().extend(checked.calls.iter().cloned());
            return;
        }
        let records = std::mem::take(&mut self.used_records);
        let imports = std::mem::take(&mut self.used_imports);
        let mark = self.diagnostics.len();
        let calls = self.calls.get(&key).map_or(0, Vec::len);
        self.facts.listen();
        self.function(function);
        let found = CheckedForm {
            diagnostics: self.diagnostics[mark..].to_vec(),
            calls: self.calls.get(&key).map_or_else(Vec::new, |all| all[calls..].to_vec()),
            used_records: self.used_records.iter().cloned().collect(),
            used_imports: self.used_imports.iter().cloned().collect(),
            asked: self.facts.asked(),
        };
        self.checked.insert(index, found);
        self.used_records.extend(records);
        self.used_imports.extend(imports);
    }

    /// Warns of the variables that have been bound since there were `from` bindings and that
    /// nothing uses. Each one is reported once.
    fn unused_variables(&mut self, from: usize) {
        let silent = self.is_off("nowarn_unused_vars");
        for index in from..self.scope.bindings.len() {
            let binding = &mut self.scope.bindings[index];
            if binding.used || binding.name.starts_with('_') {
                continue;
            }
            binding.used = true;
            let (span, name) = (binding.span, binding.name.clone());
            self.unused.insert(span);
            if !silent {
                self.warning(span, format!("variable '{name}' is unused"));
            }
        }
    }
}
