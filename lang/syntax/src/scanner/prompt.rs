//! Whether the text at a prompt is complete.

use super::{OpenLiteral, Scanner};
use crate::span::FileId;
use crate::token::{Names, TokenKind};

/// What a prompt should do with the text that a person has typed so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// White space and comments alone.
    Empty,
    /// A form ends at this byte offset, just after its dot. What follows is the next one's.
    Complete { end: usize },
    /// More lines are needed: there is no dot yet.
    NoDot,
    /// More lines are needed: the text ends inside a string, a quoted atom or a character.
    Unterminated(OpenLiteral),
}

/// Whether a text begins with a complete form. Errors in it do not matter here.
pub fn completeness(text: &str) -> Completeness {
    let (mut names, mut diagnostics, mut tokens) = (Names::default(), Vec::new(), Vec::new());
    let mut scanner = Scanner::new(text, FileId(0), 0, &mut names, &mut diagnostics);
    scanner.form(&mut tokens);
    match scanner.open {
        Some(open) => Completeness::Unterminated(open),
        None if tokens.last().is_some_and(|token| token.kind == TokenKind::Dot) => {
            Completeness::Complete { end: scanner.position }
        }
        None if tokens.len() == 1 => Completeness::Empty,
        None => Completeness::NoDot,
    }
}
