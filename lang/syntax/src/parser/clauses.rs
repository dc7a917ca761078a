//! Clauses of `if`, `case`, `receive` and `try`, and `try` itself.

use super::{Parse, Parser};
use crate::ast::{Clause, Expr, ExprKind, Guard, Name, Try};
use crate::span::Span;
use crate::token::{Fixed, TokenKind};

impl Parser<'_> {
    /// `when guard`, or nothing.
    pub(super) fn when(&mut self) -> Parse<Guard> {
        if self.accept(Fixed::When) { self.guard() } else { Ok(Vec::new()) }
    }

    /// `expr, …; expr, …`
    fn guard(&mut self) -> Parse<Guard> {
        let mut guard = vec![self.expressions()?];
        while self.accept(Fixed::Semicolon) {
            guard.push(self.expressions()?);
        }
        Ok(guard)
    }

    /// `-> expr, …`
    pub(super) fn body(&mut self, expected: &str) -> Parse<Vec<Expr>> {
        self.expect(Fixed::Arrow, expected)?;
        self.expressions()
    }

    pub(super) fn if_clauses(&mut self) -> Parse<Vec<Clause>> {
        self.clauses(|parser| {
            let start = parser.span();
            let guard = parser.guard()?;
            let body = parser.body("`,`, `;`, `->` or an operator")?;
            Ok(Clause { span: parser.since(start), patterns: Vec::new(), guard, body })
        })
    }

    pub(super) fn case_clauses(&mut self) -> Parse<Vec<Clause>> {
        self.clauses(|parser| {
            let start = parser.span();
            let pattern = parser.expression()?;
            parser.guarded_body(start, vec![pattern])
        })
    }

    /// The rest of a clause after its patterns.
    pub(super) fn guarded_body(&mut self, start: Span, patterns: Vec<Expr>) -> Parse<Clause> {
        let guard = self.when()?;
        let expected = if guard.is_empty() { "`when` or `->`" } else { "`,`, `;`, `->` or an operator" };
        let body = self.body(expected)?;
        Ok(Clause { span: self.since(start), patterns, guard, body })
    }

    fn clauses(&mut self, mut clause: impl FnMut(&mut Self) -> Parse<Clause>) -> Parse<Vec<Clause>> {
        let mut clauses = vec![clause(self)?];
        while self.accept(Fixed::Semicolon) {
            clauses.push(clause(self)?);
        }
        Ok(clauses)
    }

    pub(super) fn try_expression(&mut self) -> Parse<ExprKind> {
        self.open("end");
        let body = self.expressions()?;
        let of = if self.accept(Fixed::Of) { self.case_clauses()? } else { Vec::new() };
        let mut catch = Vec::new();
        let mut after = Vec::new();
        if self.accept(Fixed::Catch) {
            catch = self.clauses(Self::catch_clause)?;
        } else if !self.at(Fixed::After) {
            let expected = if of.is_empty() { "`,`, `of`, `catch` or `after`" } else { "`catch` or `after`" };
            return self.unexpected(expected);
        }
        if self.accept(Fixed::After) {
            after = self.expressions()?;
        }
        let expected = match after.is_empty() {
            true => "`,`, `;`, `after`, `end` or an operator",
            false => "`,`, `end` or an operator",
        };
        self.close(Fixed::EndWord, expected)?;
        Ok(ExprKind::Try(Box::new(Try { body, of, catch, after })))
    }

    /// `Class:Pattern:Stack when … -> …`, where class and stack may be left out.
    fn catch_clause(&mut self) -> Parse<Clause> {
        let start = self.span();
        let has_class = self.peek_at(1).is(Fixed::Colon);
        let class = match self.peek() {
            TokenKind::Atom(name) if has_class => Some(ExprKind::Atom(name.clone())),
            TokenKind::Var(name) if has_class => Some(ExprKind::Var(name.clone())),
            _ => None,
        };
        let has_class = class.is_some();
        let class = Expr { span: start, kind: class.unwrap_or_else(|| ExprKind::Atom(Name::from("throw"))) };
        if has_class {
            self.advance();
            self.advance();
        }
        let reason = self.pattern()?;
        let mut stack = Expr { span: self.last_span(), kind: ExprKind::Var(Name::from("_")) };
        if has_class && self.accept(Fixed::Colon) {
            let TokenKind::Var(name) = self.peek() else {
                return self.unexpected("a variable for the stack trace");
            };
            stack = Expr { span: self.span(), kind: ExprKind::Var(name.clone()) };
            self.advance();
        }
        self.guarded_body(start, vec![class, reason, stack])
    }
}
