//! Expressions with operators, by precedence. Chains of any length nest nothing here: operators
//! and operands wait on stacks of their own.

use super::{Mode, Parse, Parser};
use crate::ast::{BinaryOp, Expr, ExprKind, UnaryOp};
use crate::span::Span;
use crate::token::{Fixed, TokenKind};

/// How operators of one level group.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Associativity {
    Left,
    Right,
    None,
}

/// An operator between two operands.
#[derive(Clone, Copy)]
enum Infix {
    Match,
    OrElse,
    AndAlso,
    Binary(BinaryOp),
}

/// An operator that waits for its (right) operand.
#[derive(Clone, Copy)]
enum Pending {
    Infix(Infix),
    Prefix(UnaryOp, Span),
    Catch(Span),
}

/// An operand with the height of its tree.
type Operand = (Expr, u32);

impl Infix {
    /// The operator that a token is; patterns have fewer.
    fn of(kind: &TokenKind, mode: Mode) -> Option<Infix> {
        use BinaryOp::*;
        let TokenKind::Fixed(fixed) = kind else { return None };
        let op = match fixed {
            Fixed::Equal => return Some(Infix::Match),
            Fixed::OrElse if mode == Mode::Expression => return Some(Infix::OrElse),
            Fixed::AndAlso if mode == Mode::Expression => return Some(Infix::AndAlso),
            Fixed::Bang if mode == Mode::Expression => Send,
            Fixed::EqualEqual => Eq,
            Fixed::SlashEqual => Ne,
            Fixed::LessEqual => Le,
            Fixed::Less => Lt,
            Fixed::GreaterEqual => Ge,
            Fixed::Greater => Gt,
            Fixed::ExactEqual => ExactEq,
            Fixed::ExactNotEqual => ExactNe,
            Fixed::PlusPlus => Append,
            Fixed::MinusMinus => Subtract,
            Fixed::Plus => Add,
            Fixed::Minus => Sub,
            Fixed::Bor => Bor,
            Fixed::Bxor => Bxor,
            Fixed::Bsl => Bsl,
            Fixed::Bsr => Bsr,
            Fixed::Or => Or,
            Fixed::Xor => Xor,
            Fixed::Star => Mul,
            Fixed::Slash => Div,
            Fixed::Div => IntDiv,
            Fixed::Rem => Rem,
            Fixed::Band => Band,
            Fixed::And => And,
            _ => return None,
        };
        Some(Infix::Binary(op))
    }

    /// Binding strength, as OTP's grammar numbers it, and grouping.
    fn level(self) -> (u16, Associativity) {
        use BinaryOp::*;
        match self {
            Infix::Match | Infix::Binary(Send) => (100, Associativity::Right),
            Infix::OrElse => (150, Associativity::Right),
            Infix::AndAlso => (160, Associativity::Right),
            Infix::Binary(op) => match op {
                Append | Subtract => (300, Associativity::Right),
                Add | Sub | Bor | Bxor | Bsl | Bsr | Or | Xor => (400, Associativity::Left),
                Mul | Div | IntDiv | Rem | Band | And => (500, Associativity::Left),
                _ => (200, Associativity::None),
            },
        }
    }

    fn build(self, left: Expr, right: Expr) -> Expr {
        let span = left.span.to(right.span);
        let (left, right) = (Box::new(left), Box::new(right));
        let kind = match self {
            Infix::Match => ExprKind::Match { pattern: left, value: right },
            Infix::OrElse => ExprKind::OrElse(left, right),
            Infix::AndAlso => ExprKind::AndAlso(left, right),
            Infix::Binary(op) => ExprKind::Binary2 { op, left, right },
        };
        Expr { span, kind }
    }
}

impl Pending {
    fn level(self) -> u16 {
        match self {
            Pending::Infix(infix) => infix.level().0,
            Pending::Prefix(..) => 600,
            Pending::Catch(_) => 0,
        }
    }
}

/// The prefix operator that a token is.
pub(super) fn prefix(kind: &TokenKind) -> Option<UnaryOp> {
    match kind {
        TokenKind::Fixed(Fixed::Plus) => Some(UnaryOp::Plus),
        TokenKind::Fixed(Fixed::Minus) => Some(UnaryOp::Minus),
        TokenKind::Fixed(Fixed::Not) => Some(UnaryOp::Not),
        TokenKind::Fixed(Fixed::Bnot) => Some(UnaryOp::Bnot),
        _ => None,
    }
}

impl Parser<'_> {
    pub(super) fn expression(&mut self) -> Parse<Expr> {
        self.with_operators(Mode::Expression)
    }

    /// A pattern where the grammar wants one.
    pub(super) fn pattern(&mut self) -> Parse<Expr> {
        self.with_operators(Mode::Pattern)
    }

    /// `expr, expr, …`
    pub(super) fn expressions(&mut self) -> Parse<Vec<Expr>> {
        let mut exprs = vec![self.expression()?];
        while self.accept(Fixed::Comma) {
            exprs.push(self.expression()?);
        }
        Ok(exprs)
    }

    pub(super) fn with_operators(&mut self, mode: Mode) -> Parse<Expr> {
        self.nested(|parser| {
            let outer = std::mem::take(&mut parser.height);
            let (expr, height) = parser.operand(mode)?;
            let (expr, height) = match Infix::of(parser.peek(), mode) {
                None => (expr, height),
                Some(_) => parser.chain((expr, height), mode)?,
            };
            parser.height = outer.max(height);
            Ok(expr)
        })
    }

    /// An operand with its prefix operators, where no operator precedes it.
    fn operand(&mut self, mode: Mode) -> Parse<Operand> {
        if self.at(Fixed::Catch) || prefix(self.peek()).is_some() {
            let mut pending = Vec::new();
            self.prefixes(&mut pending, mode)?;
            let mut operands = vec![self.plain_operand(mode)?];
            return self.finish(&mut operands, &mut pending, mode);
        }
        self.plain_operand(mode)
    }

    fn plain_operand(&mut self, mode: Mode) -> Parse<Operand> {
        self.height = 0;
        let expr = self.postfix(mode)?;
        Ok((expr, self.height + 1))
    }

    fn prefixes(&mut self, pending: &mut Vec<Pending>, mode: Mode) -> Parse<()> {
        loop {
            if let Some(op) = prefix(self.peek()) {
                pending.push(Pending::Prefix(op, self.advance()));
            } else if self.at(Fixed::Catch) && mode == Mode::Expression {
                pending.push(Pending::Catch(self.advance()));
            } else {
                return Ok(());
            }
        }
    }

    /// An operand and the operators after it.
    fn chain(&mut self, first: Operand, mode: Mode) -> Parse<Operand> {
        self.finish(&mut vec![first], &mut Vec::new(), mode)
    }

    /// Reads operators and operands to the end of the expression.
    fn finish(
        &mut self,
        operands: &mut Vec<Operand>,
        pending: &mut Vec<Pending>,
        mode: Mode,
    ) -> Parse<Operand> {
        while let Some(infix) = Infix::of(self.peek(), mode) {
            let (level, associativity) = infix.level();
            while let Some(&waiting) = pending.last() {
                let binds = waiting.level() > level
                    || (waiting.level() == level && associativity == Associativity::Left);
                if !binds {
                    break;
                }
                pending.pop();
                self.reduce(operands, waiting)?;
            }
            let clashes = associativity == Associativity::None;
            if clashes && pending.last().is_some_and(|waiting| waiting.level() == level) {
                return self.chained_comparison();
            }
            self.advance();
            pending.push(Pending::Infix(infix));
            self.prefixes(pending, mode)?;
            operands.push(self.plain_operand(mode)?);
        }
        while let Some(waiting) = pending.pop() {
            self.reduce(operands, waiting)?;
        }
        match operands.pop() {
            Some(operand) => Ok(operand),
            None => self.unexpected("an expression"),
        }
    }

    /// Applies an operator to the last operands.
    fn reduce(&mut self, operands: &mut Vec<Operand>, operator: Pending) -> Parse<()> {
        let Some((last, last_height)) = operands.pop() else { return self.unexpected("an expression") };
        let (expr, height) = match operator {
            Pending::Prefix(op, start) => {
                let span = start.to(last.span);
                (Expr { span, kind: ExprKind::Unary { op, operand: Box::new(last) } }, last_height)
            }
            Pending::Catch(start) => {
                let span = start.to(last.span);
                (Expr { span, kind: ExprKind::Catch(Box::new(last)) }, last_height)
            }
            Pending::Infix(infix) => {
                let Some((left, left_height)) = operands.pop() else {
                    return self.unexpected("an expression");
                };
                (infix.build(left, last), left_height.max(last_height))
            }
        };
        self.check_height(height)?;
        operands.push((expr, height + 1));
        Ok(())
    }

    /// Reports an expression on top of one of this height that would be too high.
    pub(super) fn check_height(&mut self, height: u32) -> Parse<()> {
        if height >= self.max_height {
            let limit = self.max_height as usize;
            return self.too_deep(limit);
        }
        Ok(())
    }
}
