//! Constructs with clauses, and what of their variables is known afterwards.

use std::collections::HashMap;

use swerl_syntax::ast::{After, Clause, Expr, ExprKind, Name, Qualifier, Try};
use swerl_syntax::span::Span;

use super::Checker;
use super::scope::{Changes, Origin, State, Variable};
use crate::legal;

impl Checker<'_> {
    /// Clauses of which one is chosen.
    pub(super) fn choice(&mut self, clauses: &[Clause], origin: Origin) {
        let parts = clauses.iter().map(|clause| self.clause(clause)).collect();
        self.export(parts, origin);
    }

    /// Checks a clause and undoes what it binds.
    fn clause(&mut self, clause: &Clause) -> Changes {
        let mark = self.scope.mark();
        self.head(&clause.patterns, false);
        self.guard(&clause.guard);
        self.body(&clause.body);
        self.scope.rollback(mark)
    }

    /// A variable that all parts bind is bound afterwards; one that some bind is unsafe.
    fn export(&mut self, parts: Vec<Changes>, origin: Origin) {
        let all = parts.len();
        let mut order: Vec<Name> = Vec::new();
        let mut merged: HashMap<Name, (usize, bool, Variable)> = HashMap::new();
        for (name, known, variable) in parts.into_iter().flatten() {
            match merged.get_mut(&name) {
                None => {
                    order.push(name.clone());
                    merged.insert(name, (1, known, variable));
                }
                Some((count, _, first)) => {
                    *count += 1;
                    first.bindings.extend(variable.bindings);
                    if matches!(variable.state, State::Unsafe(_)) {
                        first.state = variable.state;
                    }
                }
            }
        }
        for name in order {
            let Some((count, known, mut variable)) = merged.remove(&name) else { continue };
            variable.state = match variable.state {
                _ if known => State::Bound,
                State::Unsafe(inner) if count == all => State::Unsafe(inner),
                _ if count == all => State::Exported(origin.clone()),
                _ => State::Unsafe(origin.clone()),
            };
            self.scope.set(name, variable);
        }
    }

    pub(super) fn receive(&mut self, clauses: &[Clause], after: Option<&After>, span: Span) {
        let origin = self.origin("'receive'", span);
        let mut late = None;
        if let Some(after) = after {
            self.expr(&after.timeout);
            let mark = self.scope.mark();
            self.body(&after.body);
            late = Some(self.scope.rollback(mark));
        }
        let mut parts: Vec<Changes> = clauses.iter().map(|clause| self.clause(clause)).collect();
        parts.extend(late);
        self.export(parts, origin);
    }

    pub(super) fn try_catch(&mut self, parts: &Try, span: Span) {
        let origin = self.origin("'try'", span);
        let mark = self.scope.mark();
        self.body(&parts.body);
        let mut all: Changes = Vec::new();
        for clause in &parts.of {
            all.extend(self.clause(clause));
        }
        let body = self.scope.rollback(mark);
        self.make_unsafe(body, &origin);
        for clause in &parts.catch {
            all.extend(self.catch_clause(clause));
        }
        self.make_unsafe(all, &origin);
        self.unsafely(origin, |s| s.body(&parts.after));
    }

    fn catch_clause(&mut self, clause: &Clause) -> Changes {
        let mark = self.scope.mark();
        let (patterns, stack) = clause.patterns.split_at(clause.patterns.len().min(2));
        self.head(patterns, false);
        if let Some(stack) = stack.first() {
            self.stack_variable(stack, &clause.guard);
        } else {
            self.guard(&clause.guard);
        }
        self.body(&clause.body);
        self.scope.rollback(mark)
    }

    /// The third part of a `catch` clause's head: a variable that is new, and not for the guard.
    fn stack_variable(&mut self, stack: &Expr, guard: &swerl_syntax::ast::Guard) {
        let ExprKind::Var(name) = &stack.kind else {
            self.guard(guard);
            return self.error(stack.span, "stacktrace must be a variable");
        };
        if &**name == "_" {
            return self.guard(guard);
        }
        if self.scope.get(name).is_some() {
            let message = format!("stacktrace variable '{name}' must not be previously bound");
            self.error(stack.span, message);
        }
        self.scope.bind(name, stack.span);
        self.scope.set_state(name, State::StackTrace);
        self.guard(guard);
        self.scope.set_state(name, State::Bound);
    }

    pub(super) fn fun(&mut self, name: Option<&Name>, clauses: &[Clause], span: Span) {
        let mark = self.scope.mark();
        let from = self.scope.bindings.len();
        let in_record = std::mem::take(&mut self.in_record);
        if let Some(name) = name.filter(|name| &***name != "_") {
            self.shadowed(&[(name.clone(), span)], "'named fun'", |_| true);
            self.scope.bind(name, span);
        }
        for clause in clauses {
            self.fun_clause(clause);
        }
        self.scope.rollback(mark);
        self.unused_variables(from);
        self.in_record = in_record;
    }

    fn fun_clause(&mut self, clause: &Clause) {
        let mark = self.scope.mark();
        let before: Vec<Name> = mentioned(&clause.patterns);
        let hidden: Vec<Name> = before.into_iter().filter(|n| self.hides(n)).collect();
        let bound = self.head(&clause.patterns, true);
        self.shadowed(&bound, "'fun'", |name| hidden.contains(name));
        self.guard(&clause.guard);
        self.body(&clause.body);
        self.scope.rollback(mark);
    }

    fn hides(&self, name: &Name) -> bool {
        self.scope.get(name).is_some_and(|v| !matches!(v.state, State::Unsafe(_)))
    }

    /// Warns of new variables that hide others.
    fn shadowed(&mut self, bound: &[(Name, Span)], by: &str, hidden: impl Fn(&Name) -> bool) {
        if self.is_off("nowarn_shadow_vars") {
            return;
        }
        for (name, span) in bound {
            let hides = hidden(name) && (by != "'named fun'" || self.hides(name));
            if hides {
                self.warning(*span, format!("variable '{name}' shadowed in {by}"));
            }
        }
    }

    pub(super) fn comprehension(&mut self, template: &Expr, qualifiers: &[Qualifier]) {
        let mark = self.scope.mark();
        let from = self.scope.bindings.len();
        let in_record = std::mem::take(&mut self.in_record);
        for qualifier in qualifiers {
            match qualifier {
                Qualifier::Generate { pattern, source, .. } => self.generator(pattern, source),
                Qualifier::GenerateBinary { pattern, source, .. } => {
                    self.generator_bits(pattern);
                    self.generator(pattern, source);
                }
                Qualifier::Filter(filter) if legal::is_guard_test(filter, self.facts) => {
                    self.guard_test(filter);
                }
                Qualifier::Filter(filter) => self.expr(filter),
            }
        }
        self.expr(template);
        self.scope.rollback(mark);
        self.unused_variables(from);
        self.in_record = in_record;
    }

    fn generator(&mut self, pattern: &Expr, source: &Expr) {
        let mark = self.scope.mark();
        self.expr(source);
        self.scope.rollback(mark);
        let hidden: Vec<Name> =
            mentioned(std::slice::from_ref(pattern)).into_iter().filter(|name| self.hides(name)).collect();
        let bound = self.head(std::slice::from_ref(pattern), true);
        self.shadowed(&bound, "generate", |name| hidden.contains(name));
    }
}

/// The variables that patterns mention.
fn mentioned(patterns: &[Expr]) -> Vec<Name> {
    crate::lower::names_in(patterns).into_iter().collect()
}
