//! Operators.

use swerl_syntax::ast::{BinaryOp, Expr, ExprKind};
use swerl_syntax::span::Span;

use super::Lowerer;
use crate::constant;
use crate::ir::{Block, End, Key, Lit, Operand};

/// A literal prefix up to this length is consed onto the list instead of calling `++`.
const MAX_CONSED_PREFIX: usize = 32;

impl Lowerer<'_> {
    pub(super) fn binary(&mut self, op: BinaryOp, left: &Expr, right: &Expr, span: Span) -> Operand {
        let span = self.operator_span(left, right).unwrap_or(span);
        let (left, right) = if op == BinaryOp::Append && matches!(left.kind, ExprKind::ListComp { .. }) {
            // What is appended to a comprehension is evaluated before it, as in OTP.
            let right = self.expr(right);
            (self.expr(left), right)
        } else {
            (self.expr(left), self.expr(right))
        };
        if let (Operand::Lit(a), Operand::Lit(b)) = (&left, &right)
            && let Some(value) = constant::binary(op, a, b)
        {
            return Operand::Lit(value);
        }
        match op {
            BinaryOp::Append => self.append(left, right, span),
            _ => self.builtin(op.name(), vec![left, right], span),
        }
    }

    /// Where an operator stands between its operands: what it raises is raised there.
    fn operator_span(&self, left: &Expr, right: &Expr) -> Option<Span> {
        let (from, to) = (left.span.end as usize, right.span.start as usize);
        let between = self.sources.file(left.span.file).text.get(from..to)?;
        let mut at = from;
        for line in between.split_inclusive('\n') {
            let code = line.split('%').next().unwrap_or_default();
            if let Some(offset) = code.find(|c: char| !c.is_whitespace() && c != ')') {
                return Some(Span::new(left.span.file, at + offset, at + offset + 1));
            }
            at += line.len();
        }
        None
    }

    /// `left ++ right`. A proper list as `left` makes that `[a, b | right]` for whatever `right`.
    fn append(&mut self, left: Operand, right: Operand, span: Span) -> Operand {
        let line = self.line(span);
        match left {
            Operand::Lit(Lit::Nil) => right,
            Operand::Lit(Lit::String(text)) if text.len() <= MAX_CONSED_PREFIX => {
                let elements = text.iter().map(|&c| Operand::Lit(Lit::Int(c as i64))).collect();
                self.list(elements, right, line)
            }
            Operand::Lit(Lit::List(elements, end))
                if *end == Lit::Nil && elements.len() <= MAX_CONSED_PREFIX =>
            {
                self.list(elements.into_iter().map(Operand::Lit).collect(), right, line)
            }
            left => self.builtin("++", vec![left, right], span),
        }
    }
}

/// A switch on a boolean; `none` for everything else.
pub(super) fn switch_boolean(subject: Operand, value: bool, same: Block, other: Block, none: Block) -> Block {
    let key = |value: bool| Key::Lit(constant::atom(if value { "true" } else { "false" }));
    let arms = vec![(key(value), same), (key(!value), other)];
    Block { stmts: Vec::new(), end: End::Switch { subject, arms, default: Box::new(none) } }
}

/// The atom `true` or `false`.
pub(super) fn boolean(value: bool) -> Operand {
    super::atom(if value { "true" } else { "false" })
}
