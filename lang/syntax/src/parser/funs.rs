//! Everything that begins with `fun`.

use super::{Parse, Parser};
use crate::ast::{Clause, Expr, ExprKind, Name};
use crate::diagnostic::Diagnostic;
use crate::token::{Fixed, TokenKind};

impl Parser<'_> {
    pub(super) fn fun(&mut self) -> Parse<ExprKind> {
        match (self.peek_at(1), self.peek_at(2)) {
            (TokenKind::Fixed(Fixed::OpenParen), _)
            | (TokenKind::Var(_), TokenKind::Fixed(Fixed::OpenParen)) => self.fun_clauses(),
            (TokenKind::Atom(_), TokenKind::Fixed(Fixed::Slash)) => self.local_fun(),
            (TokenKind::Atom(_) | TokenKind::Var(_), _) => self.remote_fun(),
            _ => {
                self.advance();
                self.unexpected("`(`, a function's name or a variable")
            }
        }
    }

    /// `fun name/arity`
    fn local_fun(&mut self) -> Parse<ExprKind> {
        self.advance();
        let name = self.expect_atom("a function's name")?;
        self.advance();
        let arity = self.arity()?;
        Ok(ExprKind::FunLocal { name, arity })
    }

    /// A number of arguments.
    fn arity(&mut self) -> Parse<u32> {
        let TokenKind::Integer(arity) = self.peek() else { return self.unexpected("a number of arguments") };
        match u32::try_from(arity) {
            Ok(arity) => {
                self.advance();
                Ok(arity)
            }
            Err(_) => self.fail(Diagnostic::error(self.span(), "bad function arity")),
        }
    }

    /// `fun m:f/a`, each a constant or a variable.
    fn remote_fun(&mut self) -> Parse<ExprKind> {
        self.advance();
        let module = Box::new(self.fun_part("a module")?);
        self.expect(Fixed::Colon, "`:` or `/`")?;
        let function = Box::new(self.fun_part("a function's name or a variable")?);
        self.expect(Fixed::Slash, "`/` and a number of arguments")?;
        let arity = match self.peek() {
            TokenKind::Integer(_) | TokenKind::Var(_) => self.primary(super::Mode::Expression)?,
            _ => return self.unexpected("a number of arguments or a variable"),
        };
        Ok(ExprKind::FunRemote { module, function, arity: Box::new(arity) })
    }

    fn fun_part(&mut self, expected: &str) -> Parse<Expr> {
        match self.peek() {
            TokenKind::Atom(_) | TokenKind::Var(_) => self.primary(super::Mode::Expression),
            _ => self.unexpected(expected),
        }
    }

    /// `fun (X) -> …; (Y) -> … end`, or with a variable before each parenthesis.
    fn fun_clauses(&mut self) -> Parse<ExprKind> {
        self.open("end");
        let (name, first) = self.fun_clause()?;
        let mut clauses = vec![first];
        while self.accept(Fixed::Semicolon) {
            let start = self.span();
            let (next_name, clause) = self.fun_clause()?;
            let arity = clauses[0].patterns.len();
            if next_name != name || clause.patterns.len() != arity {
                let error = Diagnostic::error(start, "head mismatch: the clauses of a fun must agree")
                    .with_help("all clauses of a fun have the same name and number of arguments")
                    .with_label(clauses[0].span, "the first clause");
                return self.fail(error);
            }
            clauses.push(clause);
        }
        self.close(Fixed::EndWord, "`,`, `;`, `end` or an operator")?;
        Ok(ExprKind::Fun { name, clauses })
    }

    fn fun_clause(&mut self) -> Parse<(Option<Name>, Clause)> {
        let start = self.span();
        let name = match self.peek() {
            TokenKind::Var(name) => Some(name.clone()),
            _ => None,
        };
        if name.is_some() {
            self.advance();
        }
        let patterns = self.parameters()?;
        Ok((name, self.guarded_body(start, patterns)?))
    }

    /// `(pattern, …)`
    pub(super) fn parameters(&mut self) -> Parse<Vec<Expr>> {
        if !self.at(Fixed::OpenParen) {
            return self.unexpected("`(`");
        }
        self.open(")");
        let mut patterns = Vec::new();
        if !self.at(Fixed::CloseParen) {
            patterns.push(self.pattern()?);
            while self.accept(Fixed::Comma) {
                patterns.push(self.pattern()?);
            }
        }
        self.close(Fixed::CloseParen, "`,`, `)` or an operator that is possible in a pattern")?;
        Ok(patterns)
    }
}
