//! Constructs with clauses: which of them cannot be chosen.

use swerl_syntax::ast::{Clause, Expr, ExprKind, Guard, Name};
use swerl_syntax::span::Span;

use super::pattern::{self, Fit, Head};
use super::value::Value;
use super::{Folder, Topic};
use crate::builtins;
use crate::facts::Target;

/// What clauses are to match, and what becomes of the chosen one's value.
pub(super) struct Choice<'v> {
    pub values: &'v [Value],
    /// All of it is constant: that not every clause matches is probably meant, by a macro for example.
    pub constant: bool,
    pub wanted: bool,
    /// The function, for messages.
    pub whose: &'v str,
    /// Patterns bind all of their variables anew.
    pub fresh: bool,
}

impl Folder<'_> {
    /// Clauses of which one is chosen.
    pub(super) fn choose(&mut self, clauses: &[Clause], choice: &Choice, span: Span) {
        let mut exported: Vec<Name> = Vec::new();
        let mut possible = false;
        for (index, clause) in clauses.iter().enumerate() {
            let mark = self.log.len();
            let (fit, guard) = self.clause(clause, choice);
            if fit != Fit::Never {
                self.body(&clause.body, choice.wanted);
            }
            exported.extend(self.rollback(mark));
            match (fit, guard) {
                (Fit::Never, _) => continue,
                (_, Some(false)) => {
                    let message = "this clause cannot match because its guard evaluates to 'false'";
                    self.warn(Topic::NoMatch, clause.span, message);
                    continue;
                }
                _ => possible = true,
            }
            if (fit, guard) == (Fit::Always, Some(true)) {
                if !choice.constant {
                    self.hidden(&clauses[index + 1..], clause, choice.whose);
                }
                break;
            }
        }
        self.export(exported);
        if !possible && !clauses.is_empty() && choice.whose.is_empty() {
            self.warn(Topic::NoMatch, span, "no clause will ever match");
        }
    }

    /// The head of a clause: whether it fits, and whether its guard holds, if that is known.
    fn clause(&mut self, clause: &Clause, choice: &Choice) -> (Fit, Option<bool>) {
        let mut head = Head::new(choice.fresh);
        let mut fit = Fit::Always;
        for (index, pattern) in clause.patterns.iter().enumerate() {
            let value = choice.values.get(index).unwrap_or(&Value::Unknown);
            fit = fit.and(self.fit(&mut head, pattern, value));
        }
        if head.contradiction {
            self.warn(Topic::NoMatch, clause.span, "pattern cannot possibly match");
            return (Fit::Never, None);
        }
        if fit == Fit::Never {
            if !choice.constant && !head.reported {
                self.warn(
                    Topic::NoMatch,
                    clause.span,
                    "this clause cannot match because of different types/sizes",
                );
            }
            return (Fit::Never, None);
        }
        let guard = self.guard(&clause.guard);
        let equal = head.equal();
        let holds = match (equal, guard) {
            (Some(false), _) => Some(false),
            (Some(true), guard) => guard,
            (None, _) => None,
        };
        (fit, holds)
    }

    /// Whether a guard holds, if that is known.
    fn guard(&mut self, guard: &Guard) -> Option<bool> {
        if guard.is_empty() {
            return Some(true);
        }
        let mut any = Some(false);
        for tests in guard {
            let mut all = Some(true);
            for test in tests {
                let value = self.value(test);
                let holds = value.is_constant().then(|| value.is_atom("true"));
                all = all.zip(holds).map(|(all, holds)| all && holds);
            }
            any = any.zip(all).map(|(any, all)| any || all);
        }
        any
    }

    /// Clauses after one that always matches.
    fn hidden(&mut self, clauses: &[Clause], by: &Clause, whose: &str) {
        let line = self.sources.line(by.span);
        for clause in clauses {
            let message = format!(
                "this clause{whose} cannot match because a previous clause at line {line} always matches"
            );
            self.warn(Topic::NoMatch, clause.span, message);
        }
    }

    /// `if`, `case`, `receive`, `try` and `maybe`.
    pub(super) fn control(&mut self, expr: &Expr, wanted: bool) {
        let choice = Choice { values: &[], constant: false, wanted, whose: "", fresh: false };
        match &expr.kind {
            ExprKind::If(clauses) => self.choose(clauses, &choice, expr.span),
            ExprKind::Case { subject, clauses } => {
                let value = self.value(subject);
                let remaining = self.boolean_clauses(subject, clauses);
                let clauses = remaining.as_deref().unwrap_or(clauses);
                let constant = value.is_constant();
                self.choose(clauses, &Choice { values: &[value], constant, ..choice }, expr.span);
            }
            ExprKind::Receive { clauses, after } => {
                self.choose(clauses, &choice, expr.span);
                if let Some(after) = after {
                    self.value(&after.timeout);
                    let mark = self.log.len();
                    self.body(&after.body, wanted);
                    let names = self.rollback(mark);
                    self.export(names);
                }
            }
            ExprKind::Try(parts) => {
                let mark = self.log.len();
                let value = self.body(&parts.body, true);
                let constant = value.is_constant();
                let result = Choice { values: &[value], constant, wanted: true, ..choice };
                self.choose(&parts.of, &result, expr.span);
                self.rollback(mark);
                for clause in &parts.catch {
                    let mark = self.log.len();
                    self.clause(clause, &choice);
                    self.body(&clause.body, true);
                    self.rollback(mark);
                }
                self.body(&parts.after, true);
                self.rollback(mark);
            }
            ExprKind::Maybe { body, clauses } => {
                let mark = self.log.len();
                self.body(body, true);
                self.rollback(mark);
                self.choose(clauses, &choice, expr.span);
                self.rollback(mark);
            }
            _ => {}
        }
    }

    /// Where a test is taken apart: clauses that are neither for `true` nor for `false`, or come after both. The
    /// clauses that remain, if those are all.
    fn boolean_clauses(&mut self, subject: &Expr, clauses: &[Clause]) -> Option<Vec<Clause>> {
        if !self.is_test(subject) {
            return None;
        }
        let mut seen = [false; 2];
        let mut remaining = Vec::new();
        for (index, clause) in clauses.iter().enumerate() {
            if seen == [true; 2] {
                for clause in &clauses[index..] {
                    let message = "this clause cannot match because a previous clause always matches";
                    self.warn(Topic::NoMatch, clause.span, message);
                }
                return Some(remaining);
            }
            if !clause.guard.is_empty() {
                return None;
            }
            let place = match &clause.patterns[0].kind {
                ExprKind::Atom(name) if &**name == "true" => 0,
                ExprKind::Atom(name) if &**name == "false" => 1,
                ExprKind::Var(_) | ExprKind::Match { .. } => return None,
                _ => {
                    let message = "this clause cannot match because of different types/sizes";
                    self.warn(Topic::NoMatch, clause.span, message);
                    continue;
                }
            };
            if !std::mem::replace(&mut seen[place], true) {
                remaining.push(clause.clone());
            }
        }
        // What is left of clauses that were reported already.
        (seen == [true; 2] || remaining.len() < clauses.len()).then_some(remaining)
    }

    /// Whether an expression can only give `true` or `false`.
    fn is_test(&self, expr: &Expr) -> bool {
        let test = |name: &str, arity: usize| {
            let arity = arity as u32;
            builtins::is_total_test(name, arity)
                || matches!((name, arity), ("is_function" | "is_record", 2) | ("is_record", 3))
                || matches!((name, arity), ("and" | "or" | "xor", 2) | ("not", 1))
        };
        match &expr.kind {
            ExprKind::Unary { op, .. } => op.name() == "not",
            ExprKind::Binary2 { op, .. } => test(op.name(), 2),
            ExprKind::Call { callee, args } => match &callee.kind {
                ExprKind::Atom(name) => {
                    self.facts.resolve(name, args.len() as u32) == Target::Builtin && test(name, args.len())
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// `Pattern = Value`
    pub(super) fn matching(&mut self, pattern: &Expr, value: &Expr, span: Span) -> Value {
        if let ExprKind::Var(name) = &pattern.kind
            && !self.known.contains_key(name)
        {
            let unused = self.unused.contains(&pattern.span);
            let value = if unused { self.unused_value(value) } else { self.value(value) };
            if &**name != "_" {
                self.bind(name, value.of_variable());
            }
            return value;
        }
        // `A = B = Value`: both patterns are for the same value.
        let twice = match &value.kind {
            ExprKind::Match { pattern: other, .. } => pattern::excluding(pattern, other),
            _ => false,
        };
        let value = self.value(value);
        let mut head = Head::default();
        let fit = self.fit(&mut head, pattern, &value);
        if head.contradiction || twice {
            self.warn(Topic::NoMatch, span, "pattern cannot possibly match");
        } else if fit == Fit::Never {
            if !value.is_constant() && !head.reported {
                self.warn(Topic::NoMatch, span, "this clause cannot match because of different types/sizes");
            }
            self.warn(Topic::NoMatch, span, "no clause will ever match");
        } else if head.equal() == Some(false) {
            let message = "this clause cannot match because its guard evaluates to 'false'";
            self.warn(Topic::NoMatch, span, message);
            self.warn(Topic::NoMatch, span, "no clause will ever match");
        }
        value
    }

    pub(super) fn generator(&mut self, pattern: &Expr) {
        let mut head = Head::new(true);
        self.fit(&mut head, pattern, &Value::Unknown);
        if head.contradiction {
            self.warn(Topic::NoMatch, pattern.span, "pattern cannot possibly match");
        }
    }

    /// A fun, and what it is called with where that is known.
    pub(super) fn fun(
        &mut self,
        name: Option<&Name>,
        clauses: &[Clause],
        span: Span,
        args: Option<&[Value]>,
    ) {
        let mark = self.log.len();
        if let Some(name) = name {
            self.bind(name, Value::Unknown);
        }
        let arity = clauses.first().map_or(0, |clause| clause.patterns.len());
        let unknown = vec![Value::Unknown; arity];
        // What a fun that calls itself is given later is not known.
        let is_recursive = name.is_some_and(|name| crate::lower::names_in_fun(clauses).contains(name));
        let values = args.filter(|args| args.len() == arity && !is_recursive).unwrap_or(&unknown);
        let constant = arity == 1 && values[0].is_constant();
        let choice = Choice { values, constant, wanted: true, whose: "", fresh: true };
        self.choose(clauses, &choice, span);
        self.rollback(mark);
    }
}
