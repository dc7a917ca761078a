//! Included files: asking for them, entering and leaving them.

use super::{Item, OpenFile, Preprocessor};
use crate::diagnostic::Diagnostic;
use crate::scanner::MAX_SOURCE_BYTES;
use crate::span::{FileId, Span};
use crate::token::{Fixed, Token, TokenKind};

/// How deep includes nest, as in OTP.
const MAX_INCLUDE_DEPTH: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncludeKind {
    /// `-include("name").`
    Include,
    /// `-include_lib("application/include/name").`
    IncludeLib,
}

/// An included file.
#[derive(Debug, Clone)]
pub struct Included {
    /// The name that `?FILE` and messages give.
    pub name: String,
    pub text: String,
}

/// Where included files come from. This crate reads none.
pub trait Includes {
    /// The file that a directive in the file `from` names, or `None` if there is none.
    fn find(&mut self, name: &str, kind: IncludeKind, from: &str) -> Option<Included>;
}

/// No file can be included.
pub struct NoIncludes;

impl Includes for NoIncludes {
    fn find(&mut self, _name: &str, _kind: IncludeKind, _from: &str) -> Option<Included> {
        None
    }
}

impl Preprocessor<'_> {
    pub(super) fn open(&mut self, id: FileId, name: String, included_at: Option<Span>) {
        self.set_file_macro(id, &name);
        self.files.push(OpenFile {
            id,
            position: 0,
            shown_name: name,
            line_shift: 0,
            conditionals: Vec::new(),
            included_at,
            open: None,
        });
    }

    pub(super) fn set_file_macro(&mut self, id: FileId, name: &str) {
        let points = name.chars().map(u32::from).collect();
        let token = Token { span: Span::new(id, 0, 0), kind: TokenKind::String(points) };
        self.macros.set_predefined(self.names.intern("FILE"), token);
    }

    /// `-include("name").` or `-include_lib("name").`: the tokens after the directive's name.
    pub(super) fn include(&mut self, kind: IncludeKind, name: &Token, rest: &[Token]) -> Option<Item> {
        let (file, span) = match include_name(rest) {
            Ok(found) => found,
            Err(index) => {
                let place = rest.get(index).unwrap_or(name).span;
                let word = if kind == IncludeKind::Include { "include" } else { "include_lib" };
                let error = Diagnostic::error(place, format!("badly formed '{word}'"));
                self.diagnostics.push(error.with_help(format!("write -{word}(\"name.hrl\").")));
                return None;
            }
        };
        self.enter(kind, &file, span)
    }

    fn enter(&mut self, kind: IncludeKind, name: &str, span: Span) -> Option<Item> {
        if self.files.len() > MAX_INCLUDE_DEPTH {
            let what = if kind == IncludeKind::Include { "include" } else { "include_lib" };
            let error = Diagnostic::error(span, format!("{what} too deep"));
            let help = format!("files include each other at most {MAX_INCLUDE_DEPTH} deep");
            self.diagnostics.push(error.with_help(help));
            return None;
        }
        let from = &self.sources.file(self.files.last()?.id).name;
        let Some(found) = self.includes.find(name, kind, from) else {
            let what = if kind == IncludeKind::Include { "file" } else { "lib" };
            self.diagnostics.push(Diagnostic::error(span, format!("can't find include {what} \"{name}\"")));
            return None;
        };
        if found.text.len() > MAX_SOURCE_BYTES {
            let error = Diagnostic::error(span, "the included file is too large");
            let help = format!("a source text has at most {MAX_SOURCE_BYTES} bytes");
            self.diagnostics.push(error.with_help(help));
            return None;
        }
        let id = self.sources.add(found.name.clone(), found.text);
        self.open(id, found.name.clone(), Some(span));
        Some(Item::File { span, name: found.name, line: 1 })
    }

    /// At the end of a file: back to the one that included it.
    pub(super) fn leave_file(&mut self, end: Span) -> Option<Item> {
        let left = self.files.pop()?;
        self.lost.unknown |= !left.conditionals.is_empty();
        for conditional in left.conditionals {
            let message = format!("unterminated '-{}'", conditional.latest);
            let error = Diagnostic::error(conditional.opened, message).with_help("-endif. is missing");
            self.diagnostics.push(error.with_label(end, "the file ends here"));
        }
        let outer = self.files.last()?;
        let (id, name) = (outer.id, outer.shown_name.clone());
        let span = left.included_at?;
        self.set_file_macro(id, &name);
        let line = u32::try_from(self.line(span) + 1).unwrap_or(1);
        Some(Item::File { span, name, line })
    }
}

/// The name and its place in `("na" "me").`, or the index of the token that does not fit.
fn include_name(tokens: &[Token]) -> Result<(String, Span), usize> {
    if !tokens.first().is_some_and(|t| t.kind.is(Fixed::OpenParen)) {
        return Err(0);
    }
    let mut name = String::new();
    let mut index = 1;
    while let Some(Token { kind: TokenKind::String(points), .. }) = tokens.get(index) {
        name.extend(points.iter().map(|&p| char::from_u32(p).unwrap_or(char::REPLACEMENT_CHARACTER)));
        index += 1;
    }
    if index == 1 {
        return Err(1);
    }
    let span = tokens[1].span.to(tokens[index - 1].span);
    if !tokens.get(index).is_some_and(|t| t.kind.is(Fixed::CloseParen)) {
        return Err(index);
    }
    match tokens.get(index + 1) {
        Some(Token { kind: TokenKind::Dot, .. }) => Ok((name, span)),
        _ => Err(index + 1),
    }
}
