//! Forms: functions, and where to go on after an error.

use super::{Failed, Parse, Parser};
use crate::ast::{Clause, Form, FormKind, Function, Lost, Name};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::{Fixed, TokenKind, quote_atom};

impl Parser<'_> {
    /// The form that the tokens are. After an error the parser goes on where, by the look of it,
    /// another function begins that no dot separates from the one before.
    pub(super) fn forms(&mut self) -> Vec<Form> {
        let mut forms = Vec::new();
        loop {
            let name = self.function_name_here();
            match self.form() {
                Ok(form) => {
                    forms.push(form);
                    return forms;
                }
                Err(Failed) => {
                    if !self.skip_to_function() {
                        return forms;
                    }
                    self.openers.clear();
                    (self.nesting, self.height) = (0, 0);
                    // What follows may be the rest of the broken function; parsing it finds its
                    // errors, but it is no function of its own.
                    if name.is_some() && self.function_name_here() == name {
                        _ = self.form();
                        return forms;
                    }
                }
            }
        }
    }

    fn function_name_here(&self) -> Option<Name> {
        match self.peek() {
            TokenKind::Atom(name) => Some(name.clone()),
            _ => None,
        }
    }

    fn form(&mut self) -> Parse<Form> {
        let start = self.span();
        self.types = Default::default();
        self.type_variables.clear();
        let kind = match self.peek() {
            TokenKind::Fixed(Fixed::Minus) => self.attribute()?,
            TokenKind::Atom(_) => FormKind::Function(self.function()?),
            _ => return self.unexpected("an attribute like -module(name). or a function"),
        };
        self.advance();
        let types = std::mem::take(&mut self.types);
        Ok(Form { span: self.since(start), kind, types })
    }

    fn function(&mut self) -> Parse<Function> {
        let start = self.span();
        let (name, first_head, first) = self.function_clause()?;
        let arity = first.patterns.len();
        let mut clauses = vec![first];
        while self.accept(Fixed::Semicolon) {
            let (other, head, clause) = self.function_clause()?;
            let other_arity = clause.patterns.len();
            if name != other || arity != other_arity {
                let (shown, shown_other) = (quote_atom(&name), quote_atom(&other));
                let message = format!(
                    "head mismatch: {shown_other}/{other_arity} among the clauses of {shown}/{arity}"
                );
                let help = if name == other {
                    "all clauses of a function have the same number of arguments"
                } else {
                    "the clause before ends with `;`; a `.` ends a function"
                };
                let error = Diagnostic::error(head, message).with_help(help);
                return self.fail(error.with_label(first_head, "the first clause"));
            }
            clauses.push(clause);
        }
        if self.peek() != &TokenKind::Dot {
            return self.unexpected("`,`, `;`, `.` or an operator");
        }
        Ok(Function { span: self.since(start), name, arity: arity as u32, clauses })
    }

    /// A clause with its name and the place of its head.
    fn function_clause(&mut self) -> Parse<(Name, Span, Clause)> {
        let start = self.span();
        let name = self.expect_atom("the function's next clause")?;
        let patterns = self.parameters()?;
        let head = self.since(start);
        Ok((name, head, self.guarded_body(start, patterns)?))
    }

    /// Moves to the next token that begins a line and looks like the head of a function; false if
    /// there is none. It is looked for from the present token on, or from the innermost bracket
    /// that is open: one that is not closed swallows the next function.
    fn skip_to_function(&mut self) -> bool {
        let opened = self.openers.last().map(|opener| opener.index);
        let begin = opened.or(self.head_before()).unwrap_or(self.position).max(1);
        let found = (begin..self.tokens.len()).find(|&index| self.looks_like_head(index));
        if let Some(index) = found {
            self.position = index;
        }
        found.is_some()
    }

    /// Notes what the form might have been, after an error.
    pub(super) fn note_lost(&self, lost: &mut Lost) {
        lost.note(&self.tokens);
        for index in 1..self.tokens.len() {
            if let TokenKind::Atom(name) = &self.tokens[index].kind
                && self.looks_like_head(index)
            {
                lost.functions.insert(name.clone());
            }
        }
    }

    /// Whether `name(…) ->` or `name(…) when` stands at the start of a line.
    pub(super) fn looks_like_head(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        let is_name = matches!(token.kind, TokenKind::Atom(_));
        if !is_name || !self.starts_line(token.span.start) {
            return false;
        }
        let mut depth = 0;
        for token in &self.tokens[index + 1..] {
            match token.kind {
                TokenKind::Fixed(Fixed::OpenParen) => depth += 1,
                TokenKind::Fixed(Fixed::CloseParen) => depth -= 1,
                TokenKind::Fixed(Fixed::Arrow | Fixed::When) => return depth == 0,
                TokenKind::Dot | TokenKind::End => return false,
                _ if depth == 0 => return false,
                _ => {}
            }
        }
        false
    }

    /// The name of the function whose head the parser has taken for a call: it stands before the
    /// present `->` or `when`, at the start of a line.
    pub(super) fn head_before(&self) -> Option<usize> {
        if !self.at(Fixed::Arrow) && !self.at(Fixed::When) {
            return None;
        }
        let mut depth = 0;
        for index in (1..self.position).rev() {
            match self.tokens[index].kind {
                TokenKind::Fixed(Fixed::CloseParen) => depth += 1,
                TokenKind::Fixed(Fixed::OpenParen) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(index - 1).filter(|&name| name > 0 && self.looks_like_head(name));
            }
        }
        None
    }

    fn starts_line(&self, offset: u32) -> bool {
        let before = self.text.as_bytes().get(..offset as usize);
        before.is_some_and(|before| before.last().is_none_or(|&b| b == b'\n'))
    }
}
