//! `-record`, `-type`, `-opaque`, `-spec` and `-callback`.

use super::{Parse, Parser};
use std::collections::HashMap;

use crate::ast::{FormKind, FunName, Name, RecordFieldDef};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::{Fixed, TokenKind};

impl Parser<'_> {
    /// `(name, {field = Default :: Type, …}).` after `-record`.
    pub(super) fn record_definition(&mut self) -> Parse<FormKind> {
        let bracketed = self.at(Fixed::OpenParen);
        if bracketed {
            self.open(")");
        }
        let TokenKind::Atom(name) = self.peek() else {
            let span = self.span();
            return self.bad_declaration(span, "record");
        };
        let name = name.clone();
        self.advance();
        self.expect(Fixed::Comma, "`,`")?;
        if !self.at(Fixed::OpenBrace) {
            let error = Diagnostic::error(self.span(), "bad record declaration");
            return self.fail(error.with_help("the fields stand in {}"));
        }
        self.open("}");
        let mut fields = Vec::new();
        if !self.at(Fixed::CloseBrace) {
            fields.push(self.field_definition()?);
            while self.accept(Fixed::Comma) {
                fields.push(self.field_definition()?);
            }
        }
        self.close(Fixed::CloseBrace, "`,`, `=`, `::` or `}`")?;
        if bracketed {
            self.close(Fixed::CloseParen, "`)`")?;
        }
        self.expect_dot()?;
        Ok(FormKind::Record { name, fields })
    }

    /// `name = Default :: Type`
    fn field_definition(&mut self) -> Parse<RecordFieldDef> {
        let start = self.span();
        let TokenKind::Atom(name) = self.peek() else {
            if matches!(self.peek(), TokenKind::Fixed(_) | TokenKind::Dot | TokenKind::End) {
                return self.unexpected("a field's name");
            }
            return self
                .fail(Diagnostic::error(start, "bad record field").with_help("a field's name is an atom"));
        };
        let name = name.clone();
        self.advance();
        let default = if self.accept(Fixed::Equal) { Some(self.expression()?) } else { None };
        if self.accept(Fixed::DoubleColon) {
            self.top_type()?;
        }
        Ok(RecordFieldDef { span: self.since(start), name, default })
    }

    /// `name(Variables) :: Type` after `-type` or `-opaque`.
    pub(super) fn type_definition(&mut self, attribute: &str) -> Parse<()> {
        let bracketed = self.at(Fixed::OpenParen);
        if bracketed {
            self.open(")");
        }
        let head = (self.peek(), self.peek_at(1));
        if !matches!(head, (TokenKind::Atom(_), TokenKind::Fixed(Fixed::OpenParen))) {
            let span = self.span();
            return self.bad_declaration(span, attribute);
        }
        let (span, name) = (self.span(), self.expect_atom("a type's name")?);
        self.open(")");
        let mut arity = 0;
        if !self.at(Fixed::CloseParen) {
            self.type_variable()?;
            arity = 1;
            while self.accept(Fixed::Comma) {
                self.type_variable()?;
                arity += 1;
            }
        }
        self.types.defines = Some(FunName { span, name, arity });
        self.close(Fixed::CloseParen, "`,` or `)`")?;
        self.expect(Fixed::DoubleColon, "`::`")?;
        self.top_type()?;
        self.note_singletons();
        if bracketed {
            self.close(Fixed::CloseParen, "`|` or `)`")?;
        }
        Ok(())
    }

    /// Notes the variables since the last call that stand only once.
    fn note_singletons(&mut self) {
        let mut counts: HashMap<Name, u32> = HashMap::new();
        for (name, _) in &self.type_variables {
            *counts.entry(name.clone()).or_default() += 1;
        }
        let once = |(name, _): &(Name, Span)| counts[name] == 1 && !name.starts_with('_');
        let found = self.type_variables.drain(..).filter(once);
        self.types.singletons.extend(found);
    }

    /// Takes a variable that stands for a type.
    pub(super) fn take_type_variable(&mut self) {
        if let TokenKind::Var(name) = self.peek() {
            let name = name.clone();
            let span = self.advance();
            self.type_variables.push((name, span));
        }
    }

    fn type_variable(&mut self) -> Parse<()> {
        let sound = matches!(self.peek(), TokenKind::Var(name) if &**name != "_");
        if !sound {
            return self.fail(Diagnostic::error(self.span(), "bad type variable"));
        }
        self.take_type_variable();
        Ok(())
    }

    /// `name(Types) -> Type when …; …` after `-spec` or `-callback`.
    pub(super) fn spec(&mut self) -> Parse<()> {
        let bracketed = self.at(Fixed::OpenParen);
        if bracketed {
            self.open(")");
        }
        let (span, name) = (self.span(), self.expect_atom("a function's name")?);
        let remote = self.accept(Fixed::Colon);
        if remote {
            self.expect_atom("a function's name")?;
        }
        loop {
            let arity = self.fun_type()?;
            if let Some(first) = &self.types.defines {
                self.types.other_arity |= first.arity != arity;
            } else if !remote {
                self.types.defines = Some(FunName { span, name: name.clone(), arity });
            }
            if self.accept(Fixed::When) {
                self.type_guard()?;
                while self.accept(Fixed::Comma) {
                    self.type_guard()?;
                }
            }
            self.note_singletons();
            if !self.accept(Fixed::Semicolon) {
                break;
            }
        }
        if bracketed {
            self.close(Fixed::CloseParen, "`|`, `;` or `)`")?;
        }
        Ok(())
    }

    /// `Var :: Type`, or `is_subtype(Var, Type)` as it was written once.
    fn type_guard(&mut self) -> Parse<()> {
        match self.peek() {
            TokenKind::Var(name) => {
                let sound = &**name != "_";
                let span = self.span();
                self.take_type_variable();
                self.expect(Fixed::DoubleColon, "`::`")?;
                self.top_type()?;
                if sound { Ok(()) } else { self.fail(Diagnostic::error(span, "bad type variable")) }
            }
            TokenKind::Atom(name) => {
                let (name, span) = (name.clone(), self.advance());
                self.type_arguments()?;
                if &*name == "is_subtype" {
                    return Ok(());
                }
                self.fail(Diagnostic::error(span, format!("unsupported constraint {name}")))
            }
            _ => self.unexpected("a constraint like Variable :: Type"),
        }
    }
}
