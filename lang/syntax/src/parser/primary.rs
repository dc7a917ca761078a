//! Expressions without operators: literals, brackets, blocks, calls and `#…`.

use super::{Mode, Parse, Parser};
use crate::ast::{After, Expr, ExprKind, Qualifier};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::{Fixed, TokenKind};

/// What an expression may be followed by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tail {
    /// Anything: arguments, `:`, a map or record.
    Any,
    /// `#{…}` alone.
    Map,
    /// `#name…` alone.
    Record,
}

impl Parser<'_> {
    /// A primary expression and what is applied to it: a call, a map update, a record's field.
    pub(super) fn postfix(&mut self, mode: Mode) -> Parse<Expr> {
        let start = self.span();
        let mut expr;
        let mut tail = Tail::Any;
        if self.at(Fixed::Hash) {
            (expr, tail) = self.hash(None, start)?;
        } else {
            expr = self.primary(mode)?;
            if mode == Mode::Expression && self.at(Fixed::Colon) {
                return self.remote(expr);
            }
            if mode == Mode::Expression && self.at(Fixed::OpenParen) {
                let args = self.arguments()?;
                let callee = Box::new(expr);
                return Ok(self.expr(start, ExprKind::Call { callee, args }));
            }
        }
        while self.at(Fixed::Hash) && mode == Mode::Expression {
            let names_record = matches!(self.peek_at(1), TokenKind::Atom(_));
            let fits = match tail {
                Tail::Any => true,
                Tail::Map => !names_record,
                Tail::Record => names_record,
            };
            if !fits {
                return self.unexpected("`,` or an operator");
            }
            self.height += 1;
            self.check_height(self.height)?;
            (expr, tail) = self.hash(Some(expr), start)?;
        }
        Ok(expr)
    }

    /// `#{…}`, `#name{…}` or `#name.field`, on its own or applied to an expression.
    fn hash(&mut self, base: Option<Expr>, start: Span) -> Parse<(Expr, Tail)> {
        match self.peek_at(1) {
            TokenKind::Fixed(Fixed::OpenBrace) => {
                self.advance();
                let fields = self.map_fields()?;
                let base = base.map(Box::new);
                Ok((self.expr(start, ExprKind::Map { base, fields }), Tail::Map))
            }
            TokenKind::Atom(_) => Ok((self.record(base, start)?, Tail::Record)),
            _ => {
                self.advance();
                self.unexpected("a record's name or `{`")
            }
        }
    }

    pub(super) fn expr(&self, start: Span, kind: ExprKind) -> Expr {
        Expr { span: self.since(start), kind }
    }

    /// `module:function(Args)`, from its `:`.
    fn remote(&mut self, module: Expr) -> Parse<Expr> {
        let start = module.span;
        self.advance();
        let function = self.primary(Mode::Expression)?;
        if !self.at(Fixed::OpenParen) {
            if matches!(self.peek(), TokenKind::Fixed(Fixed::Colon | Fixed::Hash)) {
                return self.unexpected("the call's arguments, `(`");
            }
            let error = Diagnostic::error(self.since(start), "illegal expression");
            return self.fail(error.with_help("a call needs its arguments, as in module:function()"));
        }
        let args = self.arguments()?;
        let (module, function) = (Box::new(module), Box::new(function));
        Ok(self.expr(start, ExprKind::RemoteCall { module, function, args }))
    }

    /// `(expr, …)`
    pub(super) fn arguments(&mut self) -> Parse<Vec<Expr>> {
        self.open(")");
        let mut args = Vec::new();
        if !self.at(Fixed::CloseParen) {
            args = self.expressions()?;
        }
        self.close(Fixed::CloseParen, "`,`, `)` or an operator")?;
        Ok(args)
    }

    /// An expression that brackets of its own or being one token hold together.
    pub(super) fn primary(&mut self, mode: Mode) -> Parse<Expr> {
        let start = self.span();
        let kind = match self.peek() {
            TokenKind::Atom(_)
            | TokenKind::Var(_)
            | TokenKind::Integer(_)
            | TokenKind::Float(_)
            | TokenKind::Char(_) => self.literal(),
            TokenKind::String(_) => self.strings(),
            TokenKind::Fixed(fixed) => match fixed {
                Fixed::OpenParen => return self.parenthesized(mode),
                Fixed::OpenBrace => self.tuple()?,
                Fixed::OpenBracket => self.list()?,
                Fixed::OpenBinary => self.binary()?,
                _ if mode == Mode::Pattern => return self.unexpected("a pattern"),
                Fixed::Begin => self.block()?,
                Fixed::If => self.if_expression()?,
                Fixed::Case => self.case()?,
                Fixed::Receive => self.receive()?,
                Fixed::Fun => self.fun()?,
                Fixed::Try => self.try_expression()?,
                Fixed::Maybe => self.maybe()?,
                _ => return self.unexpected("an expression"),
            },
            _ if mode == Mode::Pattern => return self.unexpected("a pattern"),
            _ => return self.unexpected("an expression"),
        };
        Ok(self.expr(start, kind))
    }

    fn literal(&mut self) -> ExprKind {
        match self.take() {
            TokenKind::Atom(name) => ExprKind::Atom(name),
            TokenKind::Var(name) => ExprKind::Var(name),
            TokenKind::Integer(integer) => ExprKind::Integer(integer),
            TokenKind::Float(float) => ExprKind::Float(float),
            TokenKind::Char(c) => ExprKind::Char(c),
            _ => ExprKind::Error,
        }
    }

    /// Adjacent string literals, joined.
    fn strings(&mut self) -> ExprKind {
        let mut joined = Vec::new();
        while let TokenKind::String(points) = self.peek() {
            joined.extend_from_slice(points);
            self.advance();
        }
        ExprKind::String(joined)
    }

    /// `(expr)`: the tree has no node for the parentheses.
    fn parenthesized(&mut self, mode: Mode) -> Parse<Expr> {
        self.open(")");
        let expr = self.with_operators(mode)?;
        self.close(Fixed::CloseParen, "`)` or an operator")?;
        Ok(expr)
    }

    fn tuple(&mut self) -> Parse<ExprKind> {
        self.open("}");
        let mut elements = Vec::new();
        if !self.at(Fixed::CloseBrace) {
            elements = self.expressions()?;
        }
        self.close(Fixed::CloseBrace, "`,`, `}` or an operator")?;
        Ok(ExprKind::Tuple(elements))
    }

    fn list(&mut self) -> Parse<ExprKind> {
        self.open("]");
        if self.at(Fixed::CloseBracket) {
            self.close(Fixed::CloseBracket, "`]`")?;
            return Ok(ExprKind::Nil);
        }
        let mut elements = vec![self.expression()?];
        if self.accept(Fixed::DoubleBar) {
            let qualifiers = self.qualifiers()?;
            self.close(Fixed::CloseBracket, "`,`, `]` or an operator")?;
            return Ok(match elements.pop() {
                Some(template) => ExprKind::ListComp { template: Box::new(template), qualifiers },
                None => ExprKind::Error,
            });
        }
        while self.accept(Fixed::Comma) {
            elements.push(self.expression()?);
        }
        let mut tail = None;
        let expected = if self.accept(Fixed::Bar) {
            tail = Some(self.expression()?);
            "`]` or an operator"
        } else {
            "`,`, `|`, `]` or an operator"
        };
        self.close(Fixed::CloseBracket, expected)?;
        let tail = tail.filter(|tail| !matches!(tail.kind, ExprKind::Nil)).map(Box::new);
        Ok(ExprKind::List { elements, tail })
    }

    /// What follows the `||` of a comprehension.
    pub(super) fn qualifiers(&mut self) -> Parse<Vec<Qualifier>> {
        let mut qualifiers = vec![self.qualifier()?];
        while self.accept(Fixed::Comma) {
            qualifiers.push(self.qualifier()?);
        }
        Ok(qualifiers)
    }

    fn qualifier(&mut self) -> Parse<Qualifier> {
        let start = self.span();
        let pattern = self.expression()?;
        if self.accept(Fixed::LeftArrow) {
            let source = self.expression()?;
            return Ok(Qualifier::Generate { span: self.since(start), pattern, source });
        }
        if self.at(Fixed::LeftDoubleArrow) && matches!(pattern.kind, ExprKind::Binary(_)) {
            self.advance();
            let source = self.expression()?;
            return Ok(Qualifier::GenerateBinary { span: self.since(start), pattern, source });
        }
        Ok(Qualifier::Filter(pattern))
    }

    fn block(&mut self) -> Parse<ExprKind> {
        self.open("end");
        let body = self.expressions()?;
        self.close(Fixed::EndWord, "`,`, `end` or an operator")?;
        Ok(ExprKind::Block(body))
    }

    fn if_expression(&mut self) -> Parse<ExprKind> {
        self.open("end");
        let clauses = self.if_clauses()?;
        self.close(Fixed::EndWord, "`,`, `;`, `end` or an operator")?;
        Ok(ExprKind::If(clauses))
    }

    fn case(&mut self) -> Parse<ExprKind> {
        self.open("end");
        let subject = Box::new(self.expression()?);
        self.expect(Fixed::Of, "`of` or an operator")?;
        let clauses = self.case_clauses()?;
        self.close(Fixed::EndWord, "`,`, `;`, `end` or an operator")?;
        Ok(ExprKind::Case { subject, clauses })
    }

    fn receive(&mut self) -> Parse<ExprKind> {
        self.open("end");
        let mut clauses = Vec::new();
        if !self.at(Fixed::After) {
            clauses = self.case_clauses()?;
        }
        let mut after = None;
        if self.at(Fixed::After) {
            let start = self.advance();
            let timeout = Box::new(self.expression()?);
            self.expect(Fixed::Arrow, "`->` or an operator")?;
            let body = self.expressions()?;
            after = Some(After { span: self.since(start), timeout, body });
        }
        let expected = if after.is_some() {
            "`,`, `end` or an operator"
        } else {
            "`,`, `;`, `after`, `end` or an operator"
        };
        self.close(Fixed::EndWord, expected)?;
        Ok(ExprKind::Receive { clauses, after })
    }

    /// `maybe … else … end`; `Pattern ?= Value` becomes a match, for the whole is refused later.
    fn maybe(&mut self) -> Parse<ExprKind> {
        self.open("end");
        let mut body = Vec::new();
        loop {
            let start = self.span();
            let mut expr = self.expression()?;
            if self.accept(Fixed::QuestionEqual) {
                let (pattern, value) = (Box::new(expr), Box::new(self.expression()?));
                expr = self.expr(start, ExprKind::Match { pattern, value });
            }
            body.push(expr);
            if !self.accept(Fixed::Comma) {
                break;
            }
        }
        let clauses = if self.accept(Fixed::Else) { self.case_clauses()? } else { Vec::new() };
        self.close(Fixed::EndWord, "`,`, `else`, `end` or an operator")?;
        Ok(ExprKind::Maybe { body, clauses })
    }
}
