//! Type expressions. They are checked and not kept: nothing depends on them.

use super::operators::prefix;
use super::{Parse, Parser};
use crate::ast::FunName;
use crate::diagnostic::Diagnostic;
use crate::token::{Fixed, TokenKind};

impl Parser<'_> {
    /// `Name :: Type`, `Type | Type` or a plain type.
    pub(super) fn top_type(&mut self) -> Parse<()> {
        self.nested(|parser| {
            loop {
                while matches!(parser.peek(), TokenKind::Var(_)) && parser.peek_at(1).is(Fixed::DoubleColon) {
                    // A name for the reader, which binds nothing.
                    parser.advance();
                    parser.advance();
                }
                parser.operator_type()?;
                if !parser.accept(Fixed::Bar) {
                    return Ok(());
                }
            }
        })
    }

    /// A type with arithmetic and ranges.
    fn operator_type(&mut self) -> Parse<()> {
        let mut in_range = false;
        loop {
            while prefix(self.peek()).is_some() {
                self.advance();
            }
            self.plain_type()?;
            match self.peek() {
                TokenKind::Fixed(Fixed::DotDot) if in_range => return self.unexpected("the end of the type"),
                TokenKind::Fixed(Fixed::DotDot) => in_range = true,
                TokenKind::Fixed(fixed) if is_arithmetic(*fixed) => {}
                _ => return Ok(()),
            }
            self.advance();
        }
    }

    fn plain_type(&mut self) -> Parse<()> {
        match self.peek() {
            TokenKind::Var(_) => {
                self.take_type_variable();
                Ok(())
            }
            TokenKind::Integer(_) | TokenKind::Char(_) => {
                self.advance();
                Ok(())
            }
            TokenKind::Atom(_) => self.named_type(),
            TokenKind::Fixed(Fixed::OpenParen) => {
                self.open(")");
                self.top_type()?;
                self.close(Fixed::CloseParen, "`|` or `)`")
            }
            TokenKind::Fixed(Fixed::OpenBracket) => self.list_type(),
            TokenKind::Fixed(Fixed::OpenBrace) => {
                self.open("}");
                if !self.at(Fixed::CloseBrace) {
                    self.top_types()?;
                }
                self.close(Fixed::CloseBrace, "`,`, `|` or `}`")
            }
            TokenKind::Fixed(Fixed::Hash) => self.hash_type(),
            TokenKind::Fixed(Fixed::OpenBinary) => self.binary_type(),
            TokenKind::Fixed(Fixed::Fun) => self.fun_object_type(),
            _ => self.unexpected("a type"),
        }
    }

    /// Types with commas between them; how many there are.
    fn top_types(&mut self) -> Parse<u32> {
        let mut count = 1;
        self.top_type()?;
        while self.accept(Fixed::Comma) {
            self.top_type()?;
            count += 1;
        }
        Ok(count)
    }

    /// `(Type, …)` with at least one; how many there are.
    pub(super) fn type_arguments(&mut self) -> Parse<u32> {
        if !self.at(Fixed::OpenParen) {
            return self.unexpected("`(`");
        }
        self.open(")");
        let count = self.top_types()?;
        self.close(Fixed::CloseParen, "`,`, `|` or `)`")?;
        Ok(count)
    }

    /// An atom, `name(Types)` or `module:name(Types)`.
    fn named_type(&mut self) -> Parse<()> {
        let name = match self.peek() {
            TokenKind::Atom(name) => Some(name.clone()),
            _ => None,
        };
        let span = self.advance();
        let remote = self.accept(Fixed::Colon);
        if remote {
            self.expect_atom("a type's name")?;
        }
        if !self.at(Fixed::OpenParen) {
            return if remote { self.unexpected("`(`") } else { Ok(()) };
        }
        let mut arity = 0;
        if self.peek_at(1).is(Fixed::CloseParen) {
            self.open(")");
            self.close(Fixed::CloseParen, "`)`")?;
        } else {
            arity = self.type_arguments()?;
        }
        if let Some(name) = name.filter(|_| !remote) {
            self.types.uses.push(FunName { span, name, arity });
        }
        Ok(())
    }

    /// `[]`, `[Type]` or `[Type, ...]`
    fn list_type(&mut self) -> Parse<()> {
        self.open("]");
        if !self.at(Fixed::CloseBracket) {
            self.top_type()?;
            if self.accept(Fixed::Comma) {
                self.expect(Fixed::Ellipsis, "`...`")?;
            }
        }
        self.close(Fixed::CloseBracket, "`, ...`, `|` or `]`")
    }

    /// `#{Key => Type, Key := Type}` or `#name{field :: Type}`
    fn hash_type(&mut self) -> Parse<()> {
        self.advance();
        let is_map = self.at(Fixed::OpenBrace);
        if !is_map {
            let name = self.expect_atom("`{` or a record's name")?;
            self.types.records.push(name);
            if !self.at(Fixed::OpenBrace) {
                return self.unexpected("`{`");
            }
        }
        self.open("}");
        if !self.at(Fixed::CloseBrace) {
            loop {
                if is_map {
                    self.pair_type()?
                } else {
                    self.field_type()?
                }
                if !self.accept(Fixed::Comma) {
                    break;
                }
            }
        }
        self.close(Fixed::CloseBrace, "`,`, `|` or `}`")
    }

    fn pair_type(&mut self) -> Parse<()> {
        self.top_type()?;
        if !self.at(Fixed::RightDoubleArrow) && !self.at(Fixed::ColonEqual) {
            return self.unexpected("`=>` or `:=`");
        }
        self.advance();
        self.top_type()
    }

    fn field_type(&mut self) -> Parse<()> {
        self.expect_atom("a field's name")?;
        self.expect(Fixed::DoubleColon, "`::`")?;
        self.top_type()
    }

    /// `<<>>`, `<<_:Size>>`, `<<_:_*Unit>>` or `<<_:Size, _:_*Unit>>`
    fn binary_type(&mut self) -> Parse<()> {
        self.open(">>");
        if !self.at(Fixed::CloseBinary) {
            let has_unit = self.binary_type_part()?;
            if !has_unit && self.accept(Fixed::Comma) && !self.binary_type_part()? {
                return self.unexpected("a unit as in _:_*8");
            }
        }
        self.close(Fixed::CloseBinary, "`>>`")
    }

    /// `_:Size` (false) or `_:_*Unit` (true).
    fn binary_type_part(&mut self) -> Parse<bool> {
        self.underscore()?;
        self.expect(Fixed::Colon, "`:`")?;
        let is_unit = matches!(self.peek(), TokenKind::Var(_)) && self.peek_at(1).is(Fixed::Star);
        if is_unit {
            self.underscore()?;
            self.advance();
        }
        self.nested(Self::operator_type)?;
        Ok(is_unit)
    }

    fn underscore(&mut self) -> Parse<()> {
        match self.peek() {
            TokenKind::Var(name) if &**name == "_" => {
                self.advance();
                Ok(())
            }
            TokenKind::Var(_) => self.fail(Diagnostic::error(self.span(), "Bad binary type")),
            _ => self.unexpected("`_`"),
        }
    }

    /// `fun()`, `fun((Types) -> Type)` or `fun((...) -> Type)`
    fn fun_object_type(&mut self) -> Parse<()> {
        self.advance();
        if !self.at(Fixed::OpenParen) {
            return self.unexpected("`(`");
        }
        self.open(")");
        if !self.at(Fixed::CloseParen) {
            self.nested(|parser| parser.fun_type().map(|_| ()))?;
        }
        self.close(Fixed::CloseParen, "`|` or `)`")
    }

    /// `(Types) -> Type` or `(...) -> Type`; how many arguments there are.
    pub(super) fn fun_type(&mut self) -> Parse<u32> {
        if !self.at(Fixed::OpenParen) {
            return self.unexpected("`(`");
        }
        self.open(")");
        let mut arity = 0;
        if !self.accept(Fixed::Ellipsis) && !self.at(Fixed::CloseParen) {
            arity = self.top_types()?;
        }
        self.close(Fixed::CloseParen, "`,`, `|` or `)`")?;
        self.expect(Fixed::Arrow, "`->`")?;
        self.top_type()?;
        Ok(arity)
    }
}

/// The operators that types may have.
fn is_arithmetic(fixed: Fixed) -> bool {
    use Fixed::*;
    matches!(fixed, Plus | Minus | Bor | Bxor | Bsl | Bsr | Or | Xor | Slash | Star | Div | Rem | Band | And)
}
