//! Boolean expressions outside guards, as branches instead of values where their value is only
//! branched on.

use swerl_syntax::ast::{Clause, Expr, ExprKind, UnaryOp};
use swerl_syntax::span::Span;

use super::clauses::{Choice, close, common};
use super::operators::{boolean, switch_boolean};
use super::{Lowerer, joined, jump};
use crate::builtins;
use crate::facts::Target;
use crate::ir::{Block, Cond, End, Failure, Label, Operand};

impl Lowerer<'_> {
    /// `left andalso right`, or `orelse`. The right side's value passes as it is, if somebody takes it.
    pub(super) fn logical(&mut self, left: &Expr, right: &Expr, and: bool, taken: bool) -> Operand {
        let (done, further, short) = (self.label(), self.label(), self.label());
        let test = match and {
            true => self.branch(left, further, short),
            false => self.branch(left, short, further),
        };
        let mark = self.f.env.mark();
        let right = self.apart(|s| {
            let value = s.body_of(std::slice::from_ref(right), taken);
            s.finish(End::Jump(done, vec![value]))
        });
        self.f.env.rollback(mark);
        let decided = Block { stmts: Vec::new(), end: End::Jump(done, vec![boolean(!and)]) };
        let rest = joined(further, right, joined(short, decided, test));
        self.join_value(done, rest)
    }

    /// Evaluates what comes first in a boolean expression, and gives the block that goes on to
    /// `yes` or `no`. Raises `{badarg, V}` where the value is no boolean.
    fn branch(&mut self, expr: &Expr, yes: Label, no: Label) -> Block {
        match &expr.kind {
            ExprKind::AndAlso(left, right) if self.is_boolean(right) => {
                self.branch_both(left, right, yes, no, true)
            }
            ExprKind::OrElse(left, right) if self.is_boolean(right) => {
                self.branch_both(left, right, yes, no, false)
            }
            ExprKind::Unary { op: UnaryOp::Not, operand } if self.is_boolean(operand) => {
                self.branch(operand, no, yes)
            }
            _ => match self.comparison(expr) {
                Some(cond) => {
                    let (then, otherwise) = (Box::new(jump(yes)), Box::new(jump(no)));
                    Block { stmts: Vec::new(), end: End::If { cond, then, otherwise } }
                }
                None => {
                    let value = self.expr(expr);
                    let failure = Failure::BadBoolean(value.clone());
                    let line = self.line(expr.span);
                    let bad = Block { stmts: Vec::new(), end: End::Fail { failure, line } };
                    switch_boolean(value, true, jump(yes), jump(no), bad)
                }
            },
        }
    }

    fn branch_both(&mut self, left: &Expr, right: &Expr, yes: Label, no: Label, and: bool) -> Block {
        let next = self.label();
        let first = match and {
            true => self.branch(left, next, no),
            false => self.branch(left, yes, next),
        };
        let mark = self.f.env.mark();
        let second = self.apart(|s| {
            let block = s.branch(right, yes, no);
            s.finish_with(block)
        });
        self.f.env.rollback(mark);
        joined(next, second, first)
    }

    /// The condition that a comparison or type test is, its operands evaluated.
    fn comparison(&mut self, expr: &Expr) -> Option<Cond> {
        if let ExprKind::Binary2 { op, left, right } = &expr.kind {
            let compare = builtins::comparison(op.name())?;
            let left = self.expr(left);
            let right = self.expr(right);
            return Some(Cond::Compare(compare, left, right));
        }
        let (name, args) = self.builtin_called(expr)?;
        let test = builtins::type_test(name, args.len() as u32)?;
        Some(Cond::Is(test, self.expr(&args[0])))
    }

    /// The function of `erlang` that an expression calls, with its arguments.
    fn builtin_called<'e>(&self, expr: &'e Expr) -> Option<(&'e str, &'e [Expr])> {
        match &expr.kind {
            ExprKind::Call { callee, args } => match &callee.kind {
                ExprKind::Atom(name) => (self.facts.resolve(name, args.len() as u32) == Target::Builtin)
                    .then_some((&**name, &args[..])),
                _ => None,
            },
            ExprKind::RemoteCall { module, function, args } => match (&module.kind, &function.kind) {
                (ExprKind::Atom(module), ExprKind::Atom(name)) if &**module == "erlang" => Some((name, args)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether an expression can have no value but `true` and `false`.
    fn is_boolean(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Atom(name) => matches!(&**name, "true" | "false"),
            ExprKind::AndAlso(_, right) | ExprKind::OrElse(_, right) => self.is_boolean(right),
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.is_boolean(operand),
            ExprKind::Binary2 { op, .. } => builtins::comparison(op.name()).is_some(),
            _ => self
                .builtin_called(expr)
                .is_some_and(|(name, args)| builtins::type_test(name, args.len() as u32).is_some()),
        }
    }

    /// A `case` on a boolean expression whose clauses are for `true`, `false` and `_` alone.
    pub(super) fn boolean_case(&mut self, subject: &Expr, choice: &Choice, span: Span) -> Option<Operand> {
        let clauses = choice.clauses;
        if !self.is_boolean(subject) || !clauses.iter().all(is_plain) {
            return None;
        }
        let place = |value: &str| clauses.iter().position(|c| fits(c, value));
        let (yes, no) = (place("true"), place("false"));
        let labels: Vec<Label> = clauses.iter().map(|_| self.label()).collect();
        let fail = self.label();
        let label = |at: Option<usize>| at.map_or(fail, |at| labels[at]);
        let test = self.branch(subject, label(yes), label(no));
        let open = self.open_clauses(choice);
        let done = self.label();
        let exports = common(&open, &[]);
        let mut tree = test;
        for (arm, label) in close(open, done, &exports).into_iter().zip(labels) {
            tree = joined(label, arm.code.unwrap_or_default(), tree);
        }
        // Where one of the two has no clause, it is the value that has none.
        let value = boolean(yes.is_none());
        let end = End::Fail { failure: Failure::CaseClause(value), line: self.line(span) };
        let failure = Block { stmts: Vec::new(), end };
        Some(self.go_on(done, exports, joined(fail, failure, tree)))
    }
}

fn fits(clause: &Clause, value: &str) -> bool {
    match &clause.patterns[0].kind {
        ExprKind::Atom(name) => &**name == value,
        _ => true,
    }
}

/// Whether a clause's head is `true`, `false` or `_`.
fn is_plain(clause: &Clause) -> bool {
    let head = match &clause.patterns[0].kind {
        ExprKind::Atom(name) => matches!(&**name, "true" | "false"),
        ExprKind::Var(name) => &**name == "_",
        _ => false,
    };
    head && clause.guard.is_empty()
}
