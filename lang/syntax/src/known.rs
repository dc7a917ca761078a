//! Function forms that an earlier compilation of the file has read: where one stands unchanged, it need not be read
//! again.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::ast::Name;
use crate::token::{Fixed, Token, TokenKind};

/// What beside its text a form's tokens depend on, where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The line at which the form begins.
    pub line: u32,
    /// Whether the feature `maybe_expr` is on.
    pub maybe: bool,
    /// A digest of the directives that came before it, and of what the attributes among the forms before it say.
    pub before: u64,
}

/// What of its [`Standing`] a form that has been read depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Footing {
    standing: Standing,
    /// It uses macros or records.
    on_before: bool,
    /// It uses `?LINE`.
    on_line: bool,
    /// Where its text ends, dot included.
    pub end: u32,
}

impl Footing {
    /// Whether the form's tokens are the same where it stands now.
    pub fn holds(&self, now: &Standing) -> bool {
        self.standing.maybe == now.maybe
            && (!self.on_before || self.standing.before == now.before)
            && (!self.on_line || self.standing.line == now.line)
    }

    pub(crate) fn new(standing: Standing, macros: bool, on_line: bool, tokens: &[Token]) -> Footing {
        let end = tokens.last().map_or(0, |dot| dot.span.end);
        Footing { standing, on_before: macros || names_records(tokens), on_line, end }
    }
}

/// Whether a function's form mentions a record, or may.
fn names_records(tokens: &[Token]) -> bool {
    let pairs = tokens.iter().zip(tokens.iter().skip(1));
    pairs.into_iter().any(|(token, next)| match &token.kind {
        TokenKind::Fixed(Fixed::Hash) => !next.kind.is(Fixed::OpenBrace),
        TokenKind::Atom(name) => matches!(&**name, "is_record" | "record_info"),
        _ => false,
    })
}

/// A function's form that is known.
#[derive(Debug, Clone)]
pub struct KnownForm {
    /// By what the one that knows it finds it again.
    pub id: usize,
    /// The length of its text, dot included.
    pub bytes: usize,
    /// The length of the form in the tree.
    pub length: u32,
    pub name: Name,
    pub arity: u32,
}

/// Finds forms that are known.
pub trait KnownForms {
    /// The form that a text begins with.
    fn find(&mut self, text: &str, standing: &Standing) -> Option<KnownForm>;
}

/// Knows nothing.
pub struct NothingKnown;

impl KnownForms for NothingKnown {
    fn find(&mut self, _text: &str, _standing: &Standing) -> Option<KnownForm> {
        None
    }
}

/// Attributes that say nothing of what stands in functions.
const APART: [&str; 8] =
    ["spec", "type", "opaque", "callback", "optional_callbacks", "export", "export_type", "vsn"];

/// Digests of directives and attributes.
#[derive(Debug, Default)]
pub(crate) struct Digests {
    /// Of all of them so far.
    before: DefaultHasher,
    /// Of attributes alone.
    attributes: DefaultHasher,
}

impl Digests {
    pub fn before(&self) -> u64 {
        self.before.finish()
    }

    pub fn attributes(&self) -> u64 {
        self.attributes.finish()
    }

    pub fn directive(&mut self, tokens: &[Token]) {
        hash(tokens, &mut self.before);
    }

    /// A form with its macros expanded.
    pub fn form(&mut self, tokens: &[Token]) {
        if let [minus, Token { kind: TokenKind::Atom(name), .. }, ..] = tokens
            && minus.kind.is(Fixed::Minus)
            && !APART.contains(&&**name)
        {
            hash(tokens, &mut self.before);
            hash(tokens, &mut self.attributes);
        }
    }
}

fn hash(tokens: &[Token], hasher: &mut DefaultHasher) {
    for token in tokens {
        std::mem::discriminant(&token.kind).hash(hasher);
        match &token.kind {
            TokenKind::Atom(name) | TokenKind::Var(name) => name.hash(hasher),
            TokenKind::Integer(value) => value.hash(hasher),
            TokenKind::Float(value) => value.to_bits().hash(hasher),
            TokenKind::Char(value) | TokenKind::Other(value) => value.hash(hasher),
            TokenKind::String(points) => points.hash(hasher),
            TokenKind::Fixed(fixed) => fixed.hash(hasher),
            TokenKind::Invalid | TokenKind::Dot | TokenKind::End => {}
        }
    }
}
