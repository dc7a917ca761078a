//! Records and the fields of records and maps.

use super::{Parse, Parser};
use crate::ast::{Expr, ExprKind, MapField, RecordField};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::{Fixed, TokenKind};

impl Parser<'_> {
    /// `#name{…}` or `#name.field`, on its own or applied to an expression.
    pub(super) fn record(&mut self, base: Option<Expr>, start: Span) -> Parse<Expr> {
        self.advance();
        let name = self.expect_atom("a record's name")?;
        if self.accept(Fixed::Period) {
            let field = self.expect_atom("a field's name")?;
            let kind = match base {
                Some(base) => ExprKind::RecordAccess { base: Box::new(base), name, field },
                None => ExprKind::RecordIndex { name, field },
            };
            return Ok(self.expr(start, kind));
        }
        if !self.at(Fixed::OpenBrace) {
            return self.unexpected("`{` or `.` and a field's name");
        }
        let fields = self.record_fields()?;
        let kind = match base {
            Some(base) => ExprKind::RecordUpdate { base: Box::new(base), name, fields },
            None => ExprKind::Record { name, fields },
        };
        Ok(self.expr(start, kind))
    }

    fn record_fields(&mut self) -> Parse<Vec<RecordField>> {
        self.open("}");
        let mut fields = Vec::new();
        if !self.at(Fixed::CloseBrace) {
            fields.push(self.record_field()?);
            while self.accept(Fixed::Comma) {
                fields.push(self.record_field()?);
            }
        }
        self.close(Fixed::CloseBrace, "`,`, `}` or an operator")?;
        Ok(fields)
    }

    fn record_field(&mut self) -> Parse<RecordField> {
        let start = self.span();
        let name = match self.peek() {
            TokenKind::Atom(name) => Some(name.clone()),
            TokenKind::Var(name) if &**name == "_" => None,
            TokenKind::Var(name) => {
                let message = format!("field '{name}' is not an atom or _");
                return self.fail(Diagnostic::error(start, message));
            }
            _ => return self.unexpected("a field's name"),
        };
        self.advance();
        self.expect(Fixed::Equal, "`=`")?;
        let value = self.expression()?;
        Ok(RecordField { span: self.since(start), name, value })
    }

    /// `{key => value, key := value, …}`
    pub(super) fn map_fields(&mut self) -> Parse<Vec<MapField>> {
        self.open("}");
        let mut fields = Vec::new();
        if !self.at(Fixed::CloseBrace) {
            fields.push(self.map_field()?);
            while self.accept(Fixed::Comma) {
                fields.push(self.map_field()?);
            }
        }
        self.close(Fixed::CloseBrace, "`,`, `}` or an operator")?;
        Ok(fields)
    }

    fn map_field(&mut self) -> Parse<MapField> {
        let start = self.span();
        let key = self.expression()?;
        let exact = self.at(Fixed::ColonEqual);
        if !exact && !self.at(Fixed::RightDoubleArrow) {
            return self.unexpected("`=>` or `:=`, or an operator");
        }
        self.advance();
        let value = self.expression()?;
        Ok(MapField { span: self.since(start), key, value, exact })
    }
}
