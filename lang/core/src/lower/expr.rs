//! Expressions.

use swerl_syntax::ast::{Expr, ExprKind};
use swerl_syntax::span::Span;

use super::pattern::Head;
use super::{Lowerer, atom};
use crate::constant;
use crate::ir::{Callee, End, Failure, Lit, Op, Operand};

impl Lowerer<'_> {
    /// Evaluates expressions one after the other; the value is the last one's.
    pub(super) fn body(&mut self, exprs: &[Expr]) -> Operand {
        let Some((last, others)) = exprs.split_last() else { return Operand::Lit(Lit::Nil) };
        others.iter().for_each(|expr| self.effect(expr));
        self.expr(last)
    }

    /// [`Lowerer::body`], of a clause whose value may be one that nobody takes.
    pub(super) fn body_of(&mut self, exprs: &[Expr], taken: bool) -> Operand {
        if taken {
            return self.body(exprs);
        }
        exprs.iter().for_each(|expr| self.effect(expr));
        Operand::Lit(Lit::Nil)
    }

    /// Evaluates an expression whose value nobody takes: a list comprehension makes no list then. As in OTP, whose stack
    /// traces show it.
    pub(super) fn effect(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::ListComp { template, qualifiers } => {
                self.comprehension_for_effect(template, qualifiers, expr.span);
            }
            ExprKind::Block(exprs) | ExprKind::Tuple(exprs) => {
                exprs.iter().for_each(|expr| self.effect(expr));
            }
            ExprKind::List { elements, tail } => {
                elements.iter().chain(tail.as_deref()).for_each(|expr| self.effect(expr));
            }
            ExprKind::Match { pattern, value } if is_anything(pattern) => self.effect(value),
            ExprKind::AndAlso(left, right) => drop(self.logical(left, right, true, false)),
            ExprKind::OrElse(left, right) => drop(self.logical(left, right, false, false)),
            ExprKind::If(clauses) => drop(self.choose_if(clauses, expr.span, false)),
            ExprKind::Case { subject, clauses } => drop(self.case(subject, clauses, expr.span, false)),
            ExprKind::Receive { clauses, after } => {
                drop(self.receive(clauses, after.as_ref(), expr.span, false));
            }
            _ => drop(self.expr(expr)),
        }
    }

    /// Evaluates expressions from left to right.
    pub(super) fn exprs(&mut self, exprs: &[Expr]) -> Vec<Operand> {
        exprs.iter().map(|e| self.expr(e)).collect()
    }

    /// Emits what evaluates an expression and gives its value.
    pub(super) fn expr(&mut self, expr: &Expr) -> Operand {
        if let Some(lit) = simple_literal(expr) {
            return Operand::Lit(lit);
        }
        let span = expr.span;
        match &expr.kind {
            ExprKind::Var(name) => self.variable(name, span),
            ExprKind::List { elements, tail } => {
                let elements = self.exprs(elements);
                let tail = tail.as_ref().map_or(Operand::Lit(Lit::Nil), |t| self.expr(t));
                self.list(elements, tail, self.line(span))
            }
            ExprKind::Tuple(elements) => {
                let elements = self.exprs(elements);
                self.tuple(elements, self.line(span))
            }
            ExprKind::Map { base, fields } => self.map(base.as_deref(), fields, None, span),
            ExprKind::Binary(elements) => self.bits(elements, None, span),
            ExprKind::Record { name, fields } => self.record(name, fields, span),
            ExprKind::RecordUpdate { base, name, fields } => self.record_update(base, name, fields, span),
            ExprKind::RecordAccess { base, name, field } => self.record_access(base, name, field, span),
            ExprKind::RecordIndex { name, field } => self.record_index(name, field),
            ExprKind::Match { pattern, value } => self.matches(pattern, value, span),
            ExprKind::Unary { op, operand } => {
                let operand = self.expr(operand);
                if let Operand::Lit(lit) = &operand
                    && let Some(value) = constant::unary(*op, lit)
                {
                    return Operand::Lit(value);
                }
                self.builtin(op.name(), vec![operand], span)
            }
            ExprKind::Binary2 { op, left, right } => self.binary(*op, left, right, span),
            ExprKind::AndAlso(left, right) => self.logical(left, right, true, true),
            ExprKind::OrElse(left, right) => self.logical(left, right, false, true),
            ExprKind::Call { callee, args } => self.call(callee, args, span),
            ExprKind::RemoteCall { module, function, args } => self.remote_call(module, function, args, span),
            ExprKind::Block(exprs) => self.body(exprs),
            _ => self.control(expr),
        }
    }

    /// Expressions with clauses, funs and comprehensions.
    fn control(&mut self, expr: &Expr) -> Operand {
        let span = expr.span;
        match &expr.kind {
            ExprKind::If(clauses) => self.choose_if(clauses, span, true),
            ExprKind::Case { subject, clauses } => self.case(subject, clauses, span, true),
            ExprKind::Receive { clauses, after } => self.receive(clauses, after.as_ref(), span, true),
            ExprKind::Try(parts) => self.try_catch(parts, span),
            ExprKind::Catch(expr) => self.catch(expr),
            ExprKind::FunLocal { name, arity } => self.fun_local(name, *arity, span),
            ExprKind::FunRemote { module, function, arity } => self.fun_remote(module, function, arity, span),
            ExprKind::Fun { name, clauses } => self.fun(name.as_ref(), clauses, span),
            ExprKind::ListComp { template, qualifiers } => self.comprehension(template, qualifiers, span),
            ExprKind::BinaryComp { template, qualifiers } => {
                self.binary_comprehension(template, qualifiers, span)
            }
            ExprKind::Maybe { .. } => self.unsupported("'maybe' is", span),
            _ => atom("error"),
        }
    }

    fn unsupported(&mut self, what: &str, span: Span) -> Operand {
        self.error(span, format!("{what} not supported"));
        atom("error")
    }

    /// The operand that a variable stands for.
    pub(super) fn variable(&mut self, name: &str, span: Span) -> Operand {
        match self.f.env.get(name) {
            Some(operand) => operand.clone(),
            None => {
                self.error(span, format!("variable '{name}' is unbound"));
                atom("error")
            }
        }
    }

    /// The list of `elements` and `tail`; a literal as far as its end is constant.
    pub(super) fn list(&mut self, mut elements: Vec<Operand>, tail: Operand, line: u32) -> Operand {
        let mut list = tail;
        if let Operand::Lit(end) = list {
            let mut constants = Vec::new();
            while let Some(Operand::Lit(_)) = elements.last() {
                constants.extend(elements.pop().and_then(literal));
            }
            constants.reverse();
            list = Operand::Lit(constant::list(constants, end));
        }
        for element in elements.into_iter().rev() {
            list = self.emit(Op::Cons(element, list), line);
        }
        list
    }

    pub(super) fn tuple(&mut self, elements: Vec<Operand>, line: u32) -> Operand {
        if elements.iter().all(|e| matches!(e, Operand::Lit(_))) {
            return Operand::Lit(Lit::Tuple(elements.into_iter().filter_map(literal).collect()));
        }
        self.emit(Op::Tuple(elements), line)
    }

    /// `Pattern = Value`
    fn matches(&mut self, pattern: &Expr, value: &Expr, span: Span) -> Operand {
        let parts = split_tuple(value).filter(|parts| can_split(pattern, parts.len()));
        let line = self.line(span);
        if let Some(parts) = parts {
            let subjects = self.exprs(parts);
            self.match_or_fail(pattern, subjects.clone(), true, line);
            return self.tuple(subjects, line);
        }
        let value = self.expr(value);
        match &pattern.kind {
            _ if is_anything(pattern) => {}
            ExprKind::Var(name) if self.f.env.get(name).is_none() => {
                let bound = self.shared(value.clone(), line);
                self.f.env.bind(name.clone(), bound.clone());
                return bound;
            }
            _ => self.match_or_fail(pattern, vec![value.clone()], false, line),
        }
        value
    }

    /// A literal that may be used many times lives in a variable unless it is a single word.
    fn shared(&mut self, value: Operand, line: u32) -> Operand {
        match value {
            Operand::Lit(lit) if !constant::is_atomic(&lit) => self.emit(Op::Move(Operand::Lit(lit)), line),
            other => other,
        }
    }

    /// Matches subjects against one pattern; raises `badmatch` where it does not fit.
    fn match_or_fail(&mut self, pattern: &Expr, subjects: Vec<Operand>, split: bool, line: u32) {
        let mark = self.f.env.mark();
        let mut head = Head::new(false);
        let patterns = self.head_patterns(&mut head, std::slice::from_ref(pattern), split);
        let bound = self.f.env.since(mark);
        let (done, fail) = (self.label(), self.label());
        let code = self.apart(|s| {
            s.conditions(&head, fail);
            let values = bound.iter().map(|(_, value)| value.clone()).collect();
            s.finish(End::Jump(done, values))
        });
        let guarded = head.is_conditional();
        let arm = super::matching::Arm { patterns, fail, guarded, code: Some(code) };
        let failing = self.label();
        let tree = self.tree(subjects.clone(), vec![arm], failing, line);
        let failure = self.apart(|s| {
            let value = if split { s.tuple(subjects, line) } else { subjects[0].clone() };
            s.finish(End::Fail { failure: Failure::Badmatch(value), line })
        });
        let rest = super::joined(failing, failure, tree);
        let params: Vec<_> = bound.iter().map(|_| self.var()).collect();
        self.join(done, params.clone(), rest);
        for ((name, _), param) in bound.into_iter().zip(params) {
            self.f.env.bind(name, Operand::Var(param));
        }
    }

    /// A call of `erlang:name(args)`.
    pub(super) fn builtin(&mut self, name: &str, mut args: Vec<Operand>, span: Span) -> Operand {
        let line = self.line(span);
        // As in OTP, whose stack traces show it.
        if let [left @ Operand::Lit(_), right @ Operand::Var(_)] = &mut args[..]
            && crate::builtins::is_commutative(name)
        {
            std::mem::swap(left, right);
        }
        if crate::builtins::is_pure(name, args.len() as u32) {
            return self.emit(Op::Bif { name: name.into(), args, fail: None }, line);
        }
        let callee = Callee::Remote { module: atom("erlang"), function: atom(name) };
        self.emit(Op::Call { callee, args }, line)
    }
}

/// The elements of a tuple that is about to be taken apart again, unless it is a constant.
pub(super) fn split_tuple(value: &Expr) -> Option<&[Expr]> {
    match &value.kind {
        ExprKind::Tuple(parts) if parts.iter().any(|p| simple_literal(p).is_none()) => Some(parts),
        _ => None,
    }
}

/// Whether a pattern for a tuple can be matched element by element, without the tuple.
pub(super) fn can_split(pattern: &Expr, size: usize) -> bool {
    match &pattern.kind {
        ExprKind::Tuple(parts) => parts.len() == size,
        _ => is_anything(pattern),
    }
}

/// Whether a pattern is `_`.
fn is_anything(pattern: &Expr) -> bool {
    matches!(&pattern.kind, ExprKind::Var(name) if &**name == "_")
}

/// The constant that an operand is.
pub(super) fn literal(operand: Operand) -> Option<Lit> {
    match operand {
        Operand::Lit(lit) => Some(lit),
        Operand::Var(_) => None,
    }
}

/// The value of a literal that has no parts.
pub(crate) fn simple_literal(expr: &Expr) -> Option<Lit> {
    Some(match &expr.kind {
        ExprKind::Atom(name) => Lit::Atom(name.clone()),
        ExprKind::Integer(value) => constant::integer(value),
        ExprKind::Float(value) => Lit::Float(*value),
        ExprKind::Char(c) => Lit::Int(*c as i64),
        ExprKind::String(text) => constant::string(text),
        ExprKind::Nil => Lit::Nil,
        _ => return None,
    })
}
