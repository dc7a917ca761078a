//! The bit syntax.

use super::operators::prefix;
use super::{Mode, Parse, Parser};
use crate::ast::{BinaryElement, Expr, ExprKind, Name};
use crate::diagnostic::Diagnostic;
use crate::token::{Fixed, TokenKind};

impl Parser<'_> {
    /// `<<…>>`: a binary or a comprehension of binaries.
    pub(super) fn binary(&mut self) -> Parse<ExprKind> {
        self.open(">>");
        let mut elements = Vec::new();
        if self.at(Fixed::CloseBinary) {
            self.close(Fixed::CloseBinary, "`>>`")?;
            return Ok(ExprKind::Binary(elements));
        }
        let start = self.span();
        let plain = prefix(self.peek()).is_none();
        let value = self.element_value()?;
        if plain && self.accept(Fixed::DoubleBar) {
            let qualifiers = self.qualifiers()?;
            self.close(Fixed::CloseBinary, "`,`, `>>` or an operator")?;
            return Ok(ExprKind::BinaryComp { template: Box::new(value), qualifiers });
        }
        elements.push(self.element(start, value)?);
        while self.accept(Fixed::Comma) {
            let start = self.span();
            let value = self.element_value()?;
            elements.push(self.element(start, value)?);
        }
        self.close(Fixed::CloseBinary, "`:`, `/`, `,` or `>>`")?;
        Ok(ExprKind::Binary(elements))
    }

    /// An element's value: no operators without parentheses, but a sign.
    fn element_value(&mut self) -> Parse<Expr> {
        let start = self.span();
        let Some(op) = prefix(self.peek()) else { return self.element_primary() };
        self.advance();
        let operand = Box::new(self.element_primary()?);
        Ok(self.expr(start, ExprKind::Unary { op, operand }))
    }

    /// A primary expression of its own level of nesting: it is not parsed as an expression.
    fn element_primary(&mut self) -> Parse<Expr> {
        self.nested(|parser| {
            let outer = std::mem::take(&mut parser.height);
            let expr = parser.primary(Mode::Expression)?;
            parser.height = outer.max(parser.height + 2);
            Ok(expr)
        })
    }

    /// What follows an element's value: `:Size/Type-Type`.
    fn element(&mut self, start: crate::span::Span, value: Expr) -> Parse<BinaryElement> {
        let size = if self.accept(Fixed::Colon) { Some(self.element_primary()?) } else { None };
        let mut specifiers = Vec::new();
        if self.accept(Fixed::Slash) {
            specifiers.push(self.specifier()?);
            while self.accept(Fixed::Minus) {
                specifiers.push(self.specifier()?);
            }
        }
        Ok(BinaryElement { span: self.since(start), value, size, specifiers })
    }

    /// `little` or `unit:8`
    fn specifier(&mut self) -> Parse<(Name, Option<u32>)> {
        let name = self.expect_atom("a type such as integer, binary or little")?;
        if !self.accept(Fixed::Colon) {
            return Ok((name, None));
        }
        let TokenKind::Integer(number) = self.peek() else { return self.unexpected("a number") };
        match u32::try_from(number) {
            Ok(number) => {
                self.advance();
                Ok((name, Some(number)))
            }
            Err(_) => self.fail(Diagnostic::error(self.span(), "bit unit must be between 1 and 256")),
        }
    }
}
