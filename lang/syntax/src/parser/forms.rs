//! Forms: functions, and where to go on after an error.

use super::{Failed, Parse, Parser};
use crate::ast::{Clause, Form, FormKind, Function, Name};
use crate::diagnostic::Diagnostic;
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
                    self.openers.clear();
                    (self.nesting, self.height) = (0, 0);
                    if !self.skip_to_function() {
                        return forms;
                    }
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
        let kind = match self.peek() {
            TokenKind::Fixed(Fixed::Minus) => self.attribute()?,
            TokenKind::Atom(_) => FormKind::Function(self.function()?),
            _ => return self.unexpected("an attribute like -module(name). or a function"),
        };
        self.advance();
        Ok(Form { span: self.since(start), kind })
    }

    fn function(&mut self) -> Parse<Function> {
        let start = self.span();
        let mut clauses: Vec<Clause> = Vec::new();
        let mut name: Option<Name> = None;
        loop {
            let clause_start = self.span();
            let clause_name = self.expect_atom("the function's next clause")?;
            let patterns = self.parameters()?;
            let clause = self.guarded_body(clause_start, patterns)?;
            if let (Some(name), Some(first)) = (&name, clauses.first()) {
                self.check_head(name, first, &clause_name, &clause)?;
            }
            name.get_or_insert(clause_name);
            clauses.push(clause);
            if !self.accept(Fixed::Semicolon) {
                break;
            }
        }
        if self.peek() != &TokenKind::Dot {
            return self.unexpected("`,`, `;`, `.` or an operator");
        }
        let arity = clauses.first().map_or(0, |clause| clause.patterns.len());
        let name = name.unwrap_or_else(|| Name::from(""));
        Ok(Function { span: self.since(start), name, arity: arity as u32, clauses })
    }

    fn check_head(&mut self, name: &Name, first: &Clause, other: &Name, clause: &Clause) -> Parse<()> {
        let (arity, other_arity) = (first.patterns.len(), clause.patterns.len());
        if name == other && arity == other_arity {
            return Ok(());
        }
        let (shown, shown_other) = (quote_atom(name), quote_atom(other));
        let message =
            format!("head mismatch: {shown_other}/{other_arity} among the clauses of {shown}/{arity}");
        let help = if name == other {
            "all clauses of a function have the same number of arguments"
        } else {
            "the clause before ends with `;`; a `.` ends a function"
        };
        // From the head alone: the body may be long.
        let head = clause.patterns.last().map_or(clause.span, |last| clause.span.to(last.span));
        let head = crate::span::Span { end: head.end.min(self.line_end(clause.span.start)), ..clause.span };
        let error = Diagnostic::error(head, message).with_help(help);
        self.fail(error.with_label(self.head_of(first), "the first clause"))
    }

    /// The part of a clause's first line that it takes.
    fn head_of(&self, clause: &Clause) -> crate::span::Span {
        let end = clause.span.end.min(self.line_end(clause.span.start));
        crate::span::Span { end, ..clause.span }
    }

    fn line_end(&self, offset: u32) -> u32 {
        let rest = self.text.get(offset as usize..).unwrap_or("");
        offset + rest.find('\n').unwrap_or(rest.len()) as u32
    }

    /// Moves to the next token, from the present one on, that begins a line and looks like the
    /// head of a function; false if there is none.
    fn skip_to_function(&mut self) -> bool {
        let begin = self.position.max(1);
        let found = (begin..self.tokens.len()).find(|&index| self.looks_like_head(index));
        if let Some(index) = found {
            self.position = index;
        }
        found.is_some()
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

    fn starts_line(&self, offset: u32) -> bool {
        let before = self.text.as_bytes().get(..offset as usize);
        before.is_some_and(|before| before.last().is_none_or(|&b| b == b'\n'))
    }
}
