//! Guards: tests that lead to one of two labels, and values whose failure leads to a third.

use swerl_syntax::ast::{BinaryOp, Expr, ExprKind, Guard, UnaryOp};

use super::operators::{boolean, switch_boolean};
use super::{Lowerer, joined, jump};
use crate::builtins;
use crate::constant;
use crate::ir::{Block, Compare, Cond, End, Label, Lit, Op, Operand};

/// Where a test goes on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ways {
    pub yes: Label,
    pub no: Label,
    /// Where the test itself fails: an error, or a value that is no boolean.
    pub fail: Label,
}

impl Lowerer<'_> {
    /// Emits a guard's tests before what follows; a guard that is false jumps to `fail`. Says
    /// whether there is any test.
    pub(super) fn guard_before(&mut self, guard: &Guard, fail: Label) -> bool {
        if guard.is_empty() || guard.iter().any(|tests| tests.iter().all(is_true)) {
            return false;
        }
        self.test_here(|s, yes| s.guard(guard, yes, fail));
        true
    }

    /// Builds a test apart and goes on where it jumps to the label that it is given.
    pub(super) fn test_here(&mut self, test: impl FnOnce(&mut Self, Label) -> Block) {
        let yes = self.label();
        let rest = test(self, yes);
        self.join(yes, Vec::new(), rest);
    }

    fn guard(&mut self, guard: &Guard, yes: Label, no: Label) -> Block {
        let mut alternatives = Vec::new();
        for (i, tests) in guard.iter().enumerate() {
            let fail = if i + 1 == guard.len() { no } else { self.label() };
            alternatives.push((fail, self.conjunction(tests, yes, fail)));
        }
        let mut block = jump(no);
        for (i, (fail, alternative)) in alternatives.into_iter().enumerate().rev() {
            block = if i + 1 == guard.len() { alternative } else { joined(fail, block, alternative) };
        }
        block
    }

    fn conjunction(&mut self, tests: &[Expr], yes: Label, no: Label) -> Block {
        self.apart(|s| {
            for test in tests {
                s.test_here(|s, yes| s.top_test(test, Ways { yes, no, fail: no }));
            }
            s.finish(End::Jump(yes, Vec::new()))
        })
    }

    /// A whole guard test, which may also be an obsolete type test.
    pub(super) fn top_test(&mut self, expr: &Expr, ways: Ways) -> Block {
        if let ExprKind::Call { callee, args } = &expr.kind
            && let ExprKind::Atom(name) = &callee.kind
            && let Some(modern) = builtins::obsolete_type_test(name, args.len() as u32)
            && !self.facts.is_overridden(name, 1)
            && let Some(test) = builtins::type_test(modern, 1)
        {
            return self.apart(|s| {
                let value = s.guard_value(&args[0], ways.fail);
                s.decide(Cond::Is(test, value), ways)
            });
        }
        self.test(expr, ways)
    }

    /// A test as a block of its own.
    pub(super) fn test(&mut self, expr: &Expr, ways: Ways) -> Block {
        match &expr.kind {
            ExprKind::Unary { op: UnaryOp::Not, operand } => {
                self.test(operand, Ways { yes: ways.no, no: ways.yes, fail: ways.fail })
            }
            ExprKind::AndAlso(left, right) => self.test_both(left, right, true, ways),
            ExprKind::OrElse(left, right) => self.test_both(left, right, false, ways),
            // Both sides are evaluated, but without an effect nobody can tell, unless the right
            // side fails where the left one has decided already.
            ExprKind::Binary2 { op: BinaryOp::And, left, right }
                if ways.no == ways.fail || is_total(right) =>
            {
                self.test_both(left, right, true, ways)
            }
            ExprKind::Binary2 { op: BinaryOp::Or, left, right } if is_total(right) => {
                self.test_both(left, right, false, ways)
            }
            _ => match self.record_condition(expr, ways) {
                Some(block) => block,
                None => self.test_value(expr, ways),
            },
        }
    }

    fn test_value(&mut self, expr: &Expr, ways: Ways) -> Block {
        self.apart(|s| match s.condition(expr, ways.fail) {
            Some(cond) => s.decide(cond, ways),
            None => {
                let value = s.guard_value(expr, ways.fail);
                s.decide_value(value, ways)
            }
        })
    }

    fn test_both(&mut self, left: &Expr, right: &Expr, and: bool, ways: Ways) -> Block {
        let next = self.label();
        let first = if and { Ways { yes: next, ..ways } } else { Ways { no: next, ..ways } };
        let left = self.test(left, first);
        let right = self.test(right, ways);
        joined(next, right, left)
    }

    /// The condition that an expression is, its operands evaluated, where it is one that cannot
    /// fail itself.
    fn condition(&mut self, expr: &Expr, fail: Label) -> Option<Cond> {
        let (name, args) = self.guard_call(expr)?;
        let arity = args.len() as u32;
        if let Some(test) = builtins::type_test(name, arity) {
            return Some(Cond::Is(test, self.guard_value(args[0], fail)));
        }
        if arity == 2
            && let Some(compare) = builtins::comparison(name)
        {
            let left = self.guard_value(args[0], fail);
            let right = self.guard_value(args[1], fail);
            return Some(Cond::Compare(compare, left, right));
        }
        if name == "is_function"
            && let [fun, wanted] = args[..]
            && let ExprKind::Integer(wanted) = &wanted.kind
            && let Ok(wanted) = u32::try_from(wanted)
        {
            return Some(Cond::IsFunction(self.guard_value(fun, fail), wanted));
        }
        None
    }

    /// The function of `erlang` that an expression calls in a guard, with its arguments.
    fn guard_call<'e>(&self, expr: &'e Expr) -> Option<(&'e str, Vec<&'e Expr>)> {
        match &expr.kind {
            ExprKind::Call { callee, args } => match &callee.kind {
                ExprKind::Atom(name) => Some((name, args.iter().collect())),
                _ => None,
            },
            ExprKind::RemoteCall { module, function, args } => match (&module.kind, &function.kind) {
                (ExprKind::Atom(module), ExprKind::Atom(name)) if &**module == "erlang" => {
                    Some((name, args.iter().collect()))
                }
                _ => None,
            },
            ExprKind::Unary { op, operand } => Some((op.name(), vec![operand])),
            ExprKind::Binary2 { op, left, right } => Some((op.name(), vec![left, right])),
            _ => None,
        }
    }

    fn decide(&mut self, cond: Cond, ways: Ways) -> Block {
        let (then, otherwise) = (Box::new(jump(ways.yes)), Box::new(jump(ways.no)));
        self.finish(End::If { cond, then, otherwise })
    }

    fn decide_value(&mut self, value: Operand, ways: Ways) -> Block {
        if let Operand::Lit(lit) = &value {
            let label = match lit {
                Lit::Atom(name) if &**name == "true" => ways.yes,
                Lit::Atom(name) if &**name == "false" => ways.no,
                _ => ways.fail,
            };
            return self.finish(End::Jump(label, Vec::new()));
        }
        if ways.no == ways.fail {
            return self.decide(Cond::True(value), ways);
        }
        let (yes, no, none) = (jump(ways.yes), jump(ways.no), jump(ways.fail));
        self.finish_with(switch_boolean(value, true, yes, no, none))
    }

    /// `yes` where two operands are exactly equal.
    pub(super) fn equal_or(&mut self, left: Operand, right: Operand, yes: Label, no: Label) -> Block {
        let cond = Cond::Compare(Compare::ExactEq, left, right);
        let (then, otherwise) = (Box::new(jump(yes)), Box::new(jump(no)));
        Block { stmts: Vec::new(), end: End::If { cond, then, otherwise } }
    }

    /// The value of an expression in a guard; where it fails, on to `fail`.
    pub(super) fn guard_value(&mut self, expr: &Expr, fail: Label) -> Operand {
        if let Some(lit) = super::expr::simple_literal(expr) {
            return Operand::Lit(lit);
        }
        let line = self.line(expr.span);
        match &expr.kind {
            ExprKind::Var(name) => self.variable(name, expr.span),
            ExprKind::List { elements, tail } => {
                let elements = elements.iter().map(|e| self.guard_value(e, fail)).collect();
                let tail = tail.as_ref().map_or(Operand::Lit(Lit::Nil), |t| self.guard_value(t, fail));
                self.list(elements, tail, line)
            }
            ExprKind::Tuple(elements) => {
                let elements = elements.iter().map(|e| self.guard_value(e, fail)).collect();
                self.tuple(elements, line)
            }
            ExprKind::Map { base, fields } => self.map(base.as_deref(), fields, Some(fail), expr.span),
            ExprKind::Binary(elements) => self.bits(elements, Some(fail), expr.span),
            ExprKind::Record { name, fields } => self.guard_record(name, fields, line, fail),
            ExprKind::RecordAccess { base, name, field } => {
                let base = self.guard_value(base, fail);
                self.field_or(base, name, field, jump(fail), line)
            }
            ExprKind::RecordIndex { name, field } => self.record_index(name, field),
            ExprKind::AndAlso(..) | ExprKind::OrElse(..) => self.guard_boolean(expr, fail),
            _ => self.guard_builtin(expr, fail),
        }
    }

    /// `andalso` and `orelse` as values. The right side's value passes as it is.
    fn guard_boolean(&mut self, expr: &Expr, fail: Label) -> Operand {
        let (left, right, and) = match &expr.kind {
            ExprKind::AndAlso(left, right) => (left, right, true),
            ExprKind::OrElse(left, right) => (left, right, false),
            _ => return boolean(false),
        };
        let (done, further, short) = (self.label(), self.label(), self.label());
        let (yes, no) = if and { (further, short) } else { (short, further) };
        let test = self.test(left, Ways { yes, no, fail });
        let right = self.apart(|s| {
            let value = s.guard_value(right, fail);
            s.finish(End::Jump(done, vec![value]))
        });
        let decided = Block { stmts: Vec::new(), end: End::Jump(done, vec![boolean(!and)]) };
        let rest = joined(further, right, joined(short, decided, test));
        self.join_value(done, rest)
    }

    fn guard_builtin(&mut self, expr: &Expr, fail: Label) -> Operand {
        let Some((name, args)) = self.guard_call(expr) else {
            self.error(expr.span, "illegal guard expression");
            return boolean(false);
        };
        if name == "is_record"
            && let Some(value) = self.record_value(&args, fail)
        {
            return value;
        }
        let values: Vec<Operand> = args.iter().map(|e| self.guard_value(e, fail)).collect();
        if let Some(value) = fold(expr, &values) {
            return Operand::Lit(value);
        }
        let total = builtins::is_total_test(name, values.len() as u32);
        let fail = (!total).then_some(fail);
        let line = self.line(expr.span);
        self.emit(Op::Bif { name: name.into(), args: values, fail }, line)
    }

    /// `is_record(R, name)` and `is_record(R, name, Size)` as a value.
    fn record_value(&mut self, args: &[&Expr], fail: Label) -> Option<Operand> {
        let (name, size) = self.record_shape(args)?;
        let value = self.guard_value(args[0], fail);
        Some(self.is_record(value, &name, size))
    }

    /// The same as a test.
    fn record_condition(&mut self, expr: &Expr, ways: Ways) -> Option<Block> {
        let (name, args) = self.guard_call(expr)?;
        let (tag, size) = self.record_shape(&args).filter(|_| name == "is_record")?;
        Some(self.apart(|s| {
            let value = s.guard_value(args[0], ways.fail);
            let block = s.record_or(value, &tag, size, jump(ways.yes), || jump(ways.no));
            s.finish_with(block)
        }))
    }
}

fn fold(expr: &Expr, values: &[Operand]) -> Option<Lit> {
    match (&expr.kind, values) {
        (ExprKind::Unary { op, .. }, [Operand::Lit(a)]) => constant::unary(*op, a),
        (ExprKind::Binary2 { op, .. }, [Operand::Lit(a), Operand::Lit(b)]) => constant::binary(*op, a, b),
        _ => None,
    }
}

fn is_true(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Atom(name) if &**name == "true")
}

/// Whether a guard expression always gives a boolean and cannot fail: a comparison or type test of
/// variables and simple literals, or several of them.
fn is_total(expr: &Expr) -> bool {
    let plain = |e: &Expr| matches!(e.kind, ExprKind::Var(_)) || super::expr::simple_literal(e).is_some();
    match &expr.kind {
        ExprKind::Atom(name) => matches!(&**name, "true" | "false"),
        ExprKind::Unary { op: UnaryOp::Not, operand } => is_total(operand),
        ExprKind::Binary2 { op: BinaryOp::And | BinaryOp::Or, left, right }
        | ExprKind::AndAlso(left, right)
        | ExprKind::OrElse(left, right) => is_total(left) && is_total(right),
        ExprKind::Binary2 { op, left, right } => {
            builtins::comparison(op.name()).is_some() && plain(left) && plain(right)
        }
        ExprKind::Call { callee, args } => match &callee.kind {
            ExprKind::Atom(name) => {
                builtins::type_test(name, args.len() as u32).is_some() && args.iter().all(plain)
            }
            _ => false,
        },
        _ => false,
    }
}
