//! What to say about a token that does not fit.

use super::{Parse, Parser};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::token::{Fixed, TokenKind, quote_atom};

impl Parser<'_> {
    /// Reports the next token, which is not what is `expected`.
    pub(super) fn unexpected<T>(&mut self, expected: &str) -> Parse<T> {
        let found = self.peek();
        let message = match found {
            TokenKind::End => "syntax error: the text ends before the form does".to_owned(),
            _ => format!("syntax error before: {}", found.shown()),
        };
        let mut help = format!("expected {expected}");
        if let Some(hint) = self.hint(expected) {
            help = format!("{help}; {hint}");
        }
        let mut error = Diagnostic::error(self.error_span(), message).with_help(help);
        if let Some(opener) = self.openers.last()
            && (self.ends_something() || self.lines_between(opener.span, self.span()))
        {
            error = error.with_label(opener.span, format!("`{}` is opened here", opener.open));
        }
        if let Some(head) = self.head_before() {
            let head = self.tokens[head].span;
            error = error.with_label(head, "this looks like the head of a function");
        }
        if self.follows_long_string() {
            let words = "this string goes on over a line end; is its closing \" missing?";
            error = error.with_label(self.last_span(), words);
        }
        self.fail(error)
    }

    /// Reports `a < b < c`.
    pub(super) fn chained_comparison<T>(&mut self) -> Parse<T> {
        let message = format!("syntax error before: {}", self.peek().shown());
        let help = "comparisons do not chain; join two with andalso, or use parentheses";
        self.fail(Diagnostic::error(self.span(), message).with_help(help))
    }

    /// The end of a text has no extent: the error is at the last character of the token before it.
    fn error_span(&self) -> Span {
        if *self.peek() != TokenKind::End {
            return self.span();
        }
        let last = self.last_span();
        let before = self.text.get(last.start as usize..last.end as usize).unwrap_or("");
        let width = before.chars().next_back().map_or(0, char::len_utf8) as u32;
        Span { start: last.end - width, ..last }
    }

    /// Whether the next token ends a bracket, a block or the form.
    fn ends_something(&self) -> bool {
        matches!(self.peek(), TokenKind::Dot | TokenKind::End) || closer(self.peek()).is_some()
    }

    /// Whether the token before is a string with a line end in it.
    fn follows_long_string(&self) -> bool {
        let span = self.last_span();
        matches!(self.previous(), TokenKind::String(_))
            && self.text.get(span.start as usize..span.end as usize).is_some_and(|text| text.contains('\n'))
    }

    /// Whether a line ends between two places of the form.
    fn lines_between(&self, from: Span, to: Span) -> bool {
        let between = self.text.get(from.end as usize..to.start as usize);
        between.is_some_and(|between| between.contains('\n'))
    }

    /// A guess at the mistake, from the tokens around it.
    fn hint(&self, expected: &str) -> Option<String> {
        if self.position > 0 && self.looks_like_head(self.position) {
            return Some("is a `.` missing after the form before?".to_owned());
        }
        if self.head_before().is_some() {
            return Some("does the form before end with `.`, or its clause with `;`?".to_owned());
        }
        let wants_part = !expected.starts_with('`');
        if wants_part && let Some(hint) = self.trailing_hint() {
            return Some(hint);
        }
        if let Some(hint) = self.unclosed_hint() {
            return Some(hint);
        }
        let hint = if expected.starts_with("`=>`") {
            Some("a map's key and value are written key => value")
        } else if expected.ends_with("in a pattern") {
            Some("a pattern has no calls, no updates, no andalso, orelse or `!`")
        } else if expected.ends_with("an operator") {
            self.operator_hint()
        } else {
            match self.peek() {
                TokenKind::Fixed(Fixed::Equal) if self.previous().is(Fixed::Bang) => {
                    Some("not equal is written /= or =/=")
                }
                _ => None,
            }
        };
        let is_word = expected.starts_with("an expression") || expected.starts_with("a pattern");
        match self.peek() {
            TokenKind::Fixed(word) if is_word && word.is_word() && *word != Fixed::EndWord => {
                let (word, quoted) = (word.text(), quote_atom(word.text()));
                Some(format!("`{word}` is a reserved word; the atom is written {quoted}"))
            }
            _ => hint.map(str::to_owned),
        }
    }

    /// A guess at what is wrong with a token that follows a whole expression.
    fn operator_hint(&self) -> Option<&'static str> {
        Some(match self.peek() {
            TokenKind::Fixed(Fixed::LeftDoubleArrow) => "less than or equal is written =<",
            TokenKind::Fixed(Fixed::RightDoubleArrow) => {
                "greater than or equal is written >=; `=>` belongs into maps"
            }
            TokenKind::Fixed(Fixed::Bar | Fixed::DoubleBar) => "the logical or is written orelse",
            TokenKind::Fixed(Fixed::Question) => "there are no macros here",
            TokenKind::Other('&') => "the logical and is written andalso",
            TokenKind::Fixed(Fixed::Arrow) => "`->` begins a body: does the clause before end with `;`?",
            TokenKind::Fixed(Fixed::Colon | Fixed::OpenParen | Fixed::Hash) => {
                "an expression like the one before needs parentheses around it here"
            }
            found if !starts_operand(found) => return None,
            _ if self.lines_between(self.last_span(), self.span()) => {
                "is a `,` missing at the end of the line before?"
            }
            _ => "a `,` or an operator is missing before it",
        })
    }

    fn previous(&self) -> &TokenKind {
        &self.tokens[self.position.saturating_sub(1)].kind
    }

    /// `,` or `;` before the end of something.
    fn trailing_hint(&self) -> Option<String> {
        if !self.ends_something() && !matches!(self.peek(), TokenKind::Fixed(Fixed::After | Fixed::Catch)) {
            return None;
        }
        match self.previous() {
            TokenKind::Fixed(Fixed::Comma) => Some("remove the `,` before it".to_owned()),
            TokenKind::Fixed(Fixed::Semicolon) => {
                Some("remove the `;` before it, after the last clause".to_owned())
            }
            TokenKind::Fixed(Fixed::Bar) => Some("remove the `|` before it".to_owned()),
            TokenKind::Fixed(Fixed::Arrow) => Some("a body has at least one expression".to_owned()),
            _ => None,
        }
    }

    /// A bracket or block that is not closed, or a closer without one.
    fn unclosed_hint(&self) -> Option<String> {
        let found = self.peek();
        match (self.openers.last(), closer(found)) {
            (Some(opener), None) if matches!(found, TokenKind::Dot | TokenKind::End) => {
                Some(format!("`{}` is not closed: `{}` is missing", opener.open, opener.close))
            }
            (Some(opener), Some(found)) if found != opener.close => {
                Some(format!("`{}` must be closed by `{}` first", opener.open, opener.close))
            }
            (None, Some(found)) => Some(format!("there is nothing that `{found}` closes")),
            (None, None) if *found == TokenKind::End => {
                Some("a `.` ends a form, and white space follows it".to_owned())
            }
            _ => None,
        }
    }
}

/// The text of a token that closes a bracket or block.
fn closer(kind: &TokenKind) -> Option<&'static str> {
    match kind {
        TokenKind::Fixed(
            fixed @ (Fixed::CloseParen
            | Fixed::CloseBracket
            | Fixed::CloseBrace
            | Fixed::CloseBinary
            | Fixed::EndWord),
        ) => Some(fixed.text()),
        _ => None,
    }
}

fn starts_operand(kind: &TokenKind) -> bool {
    use Fixed::*;
    match kind {
        TokenKind::Fixed(fixed) => matches!(
            fixed,
            Begin
                | Case
                | Catch
                | Fun
                | If
                | Receive
                | Try
                | Not
                | Bnot
                | OpenBrace
                | OpenBracket
                | OpenBinary
        ),
        TokenKind::Dot | TokenKind::End | TokenKind::Invalid | TokenKind::Other(_) => false,
        _ => true,
    }
}
