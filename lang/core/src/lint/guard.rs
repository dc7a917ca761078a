//! Guards.

use swerl_syntax::ast::{Expr, ExprKind, Guard, UnaryOp};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::Span;

use super::{Checker, similar};
use crate::{builtins, legal};

impl Checker<'_> {
    pub(super) fn guard(&mut self, guard: &Guard) {
        for tests in guard {
            for test in tests {
                self.guard_test(test);
            }
        }
    }

    /// A whole test: here the type tests from before R12 are still legal.
    pub(super) fn guard_test(&mut self, test: &Expr) {
        if let ExprKind::Call { callee, args } = &test.kind
            && let ExprKind::Atom(name) = &callee.kind
            && let Some(modern) = builtins::obsolete_type_test(name, args.len() as u32)
        {
            if self.facts.is_overridden(name, 1) {
                self.illegal_call(test.span, name, 1);
            } else if !self.is_off("nowarn_obsolete_guard") {
                self.warning(test.span, format!("{name}/1 obsolete (use {modern}/1)"));
            }
            return self.guard_expr(&args[0]);
        }
        self.guard_expr(test);
    }

    pub(super) fn guard_exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) {
        exprs.into_iter().for_each(|e| self.guard_expr(e));
    }

    fn guard_exprs_of(&mut self, exprs: Vec<&Expr>) {
        self.guard_exprs(exprs);
    }

    pub(super) fn guard_expr(&mut self, expr: &Expr) {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Var(name) => self.variable(name, span),
            ExprKind::Atom(_)
            | ExprKind::Integer(_)
            | ExprKind::Float(_)
            | ExprKind::Char(_)
            | ExprKind::String(_)
            | ExprKind::Nil
            | ExprKind::Error => {}
            ExprKind::List { elements, tail } => {
                self.guard_exprs(elements.iter().chain(tail.as_deref()));
            }
            ExprKind::Tuple(parts) => self.guard_exprs(parts),
            ExprKind::Record { name, fields } => {
                self.record(span, name, fields, Self::guard_exprs_of);
            }
            ExprKind::RecordAccess { base, name, field } => {
                self.guard_expr(base);
                self.record_field(span, name, field);
            }
            ExprKind::RecordIndex { name, field } => self.record_field(span, name, field),
            ExprKind::Unary {
                op: UnaryOp::Plus | UnaryOp::Minus | UnaryOp::Not | UnaryOp::Bnot,
                operand,
            } => self.guard_expr(operand),
            ExprKind::AndAlso(left, right) | ExprKind::OrElse(left, right) => {
                self.guard_exprs([&**left, &**right]);
            }
            ExprKind::Binary2 { op, left, right } => {
                self.guard_exprs([&**left, &**right]);
                if !legal::is_guard_operator(*op) {
                    self.error(span, self.illegal_guard);
                }
            }
            ExprKind::Call { callee, args } => match &callee.kind {
                ExprKind::Atom(name) => self.guard_call(span, name, args, false),
                _ => self.error(span, self.illegal_guard),
            },
            ExprKind::RemoteCall { module, function, args } => match (&module.kind, &function.kind) {
                (ExprKind::Atom(module), ExprKind::Atom(name)) if &**module == "erlang" => {
                    self.guard_call(span, name, args, true);
                }
                _ => self.error(span, self.illegal_guard),
            },
            ExprKind::Map { base, fields } => self.map(base.as_deref(), fields, Self::guard_exprs_of),
            ExprKind::Binary(elements) => self.bits(elements, Self::guard_exprs_of),
            _ => self.error(span, self.illegal_guard),
        }
    }

    fn guard_call(&mut self, span: Span, name: &str, args: &[Expr], qualified: bool) {
        let arity = args.len() as u32;
        if name == "is_record" && (arity == 2 || arity == 3) {
            return self.guard_is_record(span, args);
        }
        self.guard_exprs(args);
        let overridden = !qualified && self.facts.is_overridden(&name.into(), arity);
        let known = builtins::is_guard_function(name, arity)
            || (qualified && builtins::is_guard_operator(name, arity));
        if overridden {
            self.illegal_call(span, name, arity);
        } else if !known {
            let mut diagnostic = Diagnostic::error(span, self.illegal_guard);
            let tests = builtins::guard_functions().filter(|(_, a)| *a == arity).map(|(n, _)| n);
            if let Some(near) = similar(name, tests) {
                diagnostic = diagnostic.with_help(format!("did you mean '{near}/{arity}'?"));
            }
            self.diagnostics.push(diagnostic);
        }
    }

    fn guard_is_record(&mut self, span: Span, args: &[Expr]) {
        self.guard_expr(&args[0]);
        match (&args[1].kind, args.get(2).map(|size| &size.kind)) {
            (ExprKind::Atom(name), None) => self.record_exists(args[1].span, name),
            (ExprKind::Atom(_), Some(ExprKind::Integer(_))) => {}
            _ => self.error(span, self.illegal_guard),
        }
    }

    fn illegal_call(&mut self, span: Span, name: &str, arity: u32) {
        let place = match self.illegal_guard {
            "illegal bit size" => "a size expression for a binary segment",
            _ => "guard",
        };
        let message = format!("call to local/imported function {name}/{arity} is illegal in {place}");
        self.error(span, message);
    }
}
