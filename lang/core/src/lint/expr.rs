//! Expressions and variables.

use swerl_syntax::ast::{Expr, ExprKind, Name};
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::Span;

use super::scope::{Changes, Origin, State, Variable};
use super::{Checker, similar};

impl Checker<'_> {
    /// Checks expressions that are evaluated one after the other.
    pub(super) fn body(&mut self, exprs: &[Expr]) {
        exprs.iter().for_each(|expr| self.expr(expr));
    }

    /// Checks expressions none of which sees what the others bind.
    pub(super) fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) {
        let mut all: Changes = Vec::new();
        for expr in exprs {
            let mark = self.scope.mark();
            self.expr(expr);
            if self.scope.mark() != mark {
                let mut changes = self.scope.rollback(mark);
                all.append(&mut changes);
            }
        }
        self.merge(all);
    }

    /// Puts the changes of parts that did not see one another into force.
    fn merge(&mut self, changes: Changes) {
        let mark = self.scope.mark();
        for (name, known, variable) in changes {
            let twice = !known && self.scope.mark() > mark && self.scope.get(&name).is_some();
            let merged = match self.scope.get(&name) {
                Some(first) if twice => {
                    let mut bindings = first.bindings.clone();
                    bindings.extend(&variable.bindings);
                    let state = match (&first.state, &variable.state) {
                        (State::Unsafe(_), _) => first.state.clone(),
                        _ => variable.state.clone(),
                    };
                    Variable { state, bindings }
                }
                _ => variable,
            };
            self.scope.set(name.clone(), merged);
            if twice {
                self.scope.mark_used(&name);
            }
        }
    }

    pub(super) fn expr(&mut self, expr: &Expr) {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Var(name) => self.variable(name, span),
            ExprKind::List { elements, tail } => {
                self.exprs(elements.iter().chain(tail.as_deref()));
            }
            ExprKind::Tuple(parts) => self.exprs(parts),
            ExprKind::Map { base, fields } => self.map(base.as_deref(), fields, Self::exprs_of),
            ExprKind::Binary(elements) => self.bits(elements, Self::exprs_of),
            ExprKind::Record { name, fields } => self.record(span, name, fields, Self::exprs_of),
            ExprKind::RecordUpdate { base, name, fields } => {
                self.record_base(span, base);
                self.record_update(span, base, name, fields);
            }
            ExprKind::RecordAccess { base, name, field } => {
                self.record_base(span, base);
                self.expr(base);
                self.record_field(span, name, field);
            }
            ExprKind::RecordIndex { name, field } => self.record_field(span, name, field),
            ExprKind::Match { pattern, value } => {
                self.expr(value);
                self.head(std::slice::from_ref(pattern), false);
            }
            ExprKind::Unary { operand, .. } => self.expr(operand),
            ExprKind::Binary2 { left, right, .. } => self.exprs([&**left, &**right]),
            ExprKind::AndAlso(left, right) => self.logical(left, right, "'andalso'", span),
            ExprKind::OrElse(left, right) => self.logical(left, right, "'orelse'", span),
            ExprKind::Call { callee, args } => self.call(span, callee, args),
            ExprKind::RemoteCall { module, function, args } => {
                self.remote_call(span, module, function, args);
            }
            ExprKind::Block(exprs) => self.body(exprs),
            _ => self.control(expr),
        }
    }

    fn exprs_of(&mut self, exprs: Vec<&Expr>) {
        self.exprs(exprs);
    }

    fn control(&mut self, expr: &Expr) {
        let span = expr.span;
        match &expr.kind {
            ExprKind::If(clauses) => self.choice(clauses, self.origin("'if'", span)),
            ExprKind::Case { subject, clauses } => {
                self.expr(subject);
                self.choice(clauses, self.origin("'case'", span));
            }
            ExprKind::Receive { clauses, after } => self.receive(clauses, after.as_ref(), span),
            ExprKind::Try(parts) => self.try_catch(parts, span),
            ExprKind::Catch(expr) => {
                let origin = self.origin("'catch'", span);
                self.unsafely(origin, |s| s.expr(expr));
            }
            ExprKind::FunLocal { name, arity } => self.fun_local(span, name, *arity),
            ExprKind::FunRemote { module, function, arity } => {
                self.exprs([&**module, &**function, &**arity]);
            }
            ExprKind::Fun { name, clauses } => self.fun(name.as_ref(), clauses, span),
            ExprKind::ListComp { template, qualifiers } | ExprKind::BinaryComp { template, qualifiers } => {
                self.comprehension(template, qualifiers);
            }
            ExprKind::Maybe { .. } => self.not_supported(expr, "'maybe' is"),
            _ => {}
        }
    }

    fn logical(&mut self, left: &Expr, right: &Expr, operator: &'static str, span: Span) {
        self.expr(left);
        let origin = self.origin(operator, span);
        self.unsafely(origin, |s| s.expr(right));
    }

    pub(super) fn origin(&self, construct: &'static str, span: Span) -> Origin {
        Origin { construct, line: self.line(span), span }
    }

    /// Checks a part whose new variables are unsafe afterwards.
    pub(super) fn unsafely(&mut self, origin: Origin, check: impl FnOnce(&mut Self)) {
        let mark = self.scope.mark();
        check(self);
        let changes = self.scope.rollback(mark);
        self.make_unsafe(changes, &origin);
    }

    /// Puts changes into force, with every variable that they bind as an unsafe one.
    pub(super) fn make_unsafe(&mut self, changes: Changes, origin: &Origin) {
        for (name, known, variable) in changes {
            let variable = match known {
                true => variable,
                false => Variable { state: State::Unsafe(origin.clone()), ..variable },
            };
            self.scope.set(name, variable);
        }
    }

    /// A variable is used.
    pub(super) fn variable(&mut self, name: &Name, span: Span) {
        if &**name == "_" {
            return self.error(span, "variable '_' is unbound");
        }
        if let Some(before) = self.concealed.get(name) {
            let Some(before) = before.clone() else {
                self.unbound(name, span);
                return self.scope.mark_used(name);
            };
            for &binding in &before.bindings {
                self.scope.bindings[binding as usize].used = true;
            }
            return;
        }
        let Some(variable) = self.scope.get(name) else {
            return self.unbound(name, span);
        };
        match variable.state.clone() {
            State::Bound | State::Exported(_) => {}
            State::Unsafe(origin) => self.unsafe_use(name, span, &origin),
            State::StackTrace => {
                let message = format!("stacktrace variable '{name}' must not be used in a guard");
                self.error(span, message);
                self.scope.set_state(name, State::Bound);
            }
        }
        self.scope.mark_used(name);
    }

    fn unbound(&mut self, name: &Name, span: Span) {
        let mut diagnostic = Diagnostic::error(span, format!("variable '{name}' is unbound"));
        if let Some(near) = similar(name, self.scope.names().map(|n| &**n)) {
            diagnostic = diagnostic.with_help(format!("did you mean '{near}'?"));
        }
        self.diagnostics.push(diagnostic);
        self.scope.bind_used(name);
    }

    pub(super) fn unsafe_use(&mut self, name: &Name, span: Span, origin: &Origin) {
        let Origin { construct, line, span: whole } = origin;
        let message = format!("variable '{name}' unsafe in {construct} (line {line})");
        let help = format!("bind '{name}' on every path, or use the value of {construct}");
        let diagnostic = Diagnostic::error(span, message)
            .with_help(help)
            .with_label(start_of(*whole), "not every path through this binds it");
        self.diagnostics.push(diagnostic);
        self.scope.set_state(name, State::Bound);
    }
}

/// The first bytes of a span: enough to point at a construct that may be many lines long.
fn start_of(span: Span) -> Span {
    Span { end: span.end.min(span.start + 1), ..span }
}
