//! Text to tokens, one form at a time.
//!
//! After an error the scan goes on: the place is marked with [`TokenKind::Invalid`], so that the
//! form is not parsed on top of it, and the forms after it are scanned as usual.

mod number;
mod prompt;
mod text;

pub use prompt::{Completeness, completeness};

use crate::diagnostic::Diagnostic;
use crate::span::{FileId, Span};
use crate::token::{Fixed, Names, Token, TokenKind, continues_name, starts_atom, starts_variable};

/// The longest atom or variable, in characters: a limit of OTP's atom table.
pub const MAX_NAME_CHARS: usize = 255;

/// The longest source text, in bytes. Places are 32-bit offsets; a quarter of their range leaves
/// room for sums of them, and no program that a person wrote comes near it.
pub const MAX_SOURCE_BYTES: usize = 1 << 30;

/// Findings reported for one form; past it they are consequences, or the text is no program.
const MAX_FORM_ERRORS: usize = 20;

/// Where a scan stands in a text, and what it needs to go on.
pub(crate) struct Scanner<'t> {
    pub text: &'t str,
    pub file: FileId,
    /// The byte offset of what is not scanned yet.
    pub position: usize,
    /// Whether the feature `maybe_expr` makes `maybe` and `else` reserved words.
    pub maybe: bool,
    /// A literal that the end of the text cut off, in this form or in one before it.
    pub open: Option<OpenLiteral>,
    pub names: &'t mut Names,
    pub diagnostics: &'t mut Vec<Diagnostic>,
    first_error: usize,
    /// The form's first literal in quotes that goes on over a line end.
    long_literal: Option<Span>,
}

/// A quoted literal that has no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenLiteral {
    String,
    QuotedAtom,
    Char,
}

impl<'t> Scanner<'t> {
    pub fn new(
        text: &'t str,
        file: FileId,
        position: usize,
        names: &'t mut Names,
        diagnostics: &'t mut Vec<Diagnostic>,
    ) -> Scanner<'t> {
        let first_error = diagnostics.len();
        let position = if position == 0 && text.starts_with('\u{feff}') { 3 } else { position };
        Scanner {
            text,
            file,
            position,
            maybe: false,
            open: None,
            names,
            diagnostics,
            first_error,
            long_literal: None,
        }
    }

    /// Appends the tokens of the next form, the last of which is `Dot`, or `End` at the end of
    /// the text.
    pub fn form(&mut self, tokens: &mut Vec<Token>) {
        loop {
            self.skip_blanks();
            let start = self.position;
            let kind = self.token();
            let span = self.span(start);
            let done = matches!(kind, TokenKind::Dot | TokenKind::End);
            // A run of text that does not scan is one mistake.
            let repeats = kind == TokenKind::Invalid
                && tokens.last().is_some_and(|t: &Token| t.kind == TokenKind::Invalid);
            if !repeats {
                tokens.push(Token { span, kind });
            }
            if done {
                return;
            }
        }
    }

    /// What the end of a reading position looks like from here.
    pub(crate) fn span(&self, start: usize) -> Span {
        Span::new(self.file, start, self.position)
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.text[self.position..].chars().next()
    }

    /// The byte at a distance from the position, 0 past the end.
    fn byte(&self, distance: usize) -> u8 {
        self.text.as_bytes().get(self.position + distance).copied().unwrap_or(0)
    }

    pub(crate) fn error(&mut self, diagnostic: Diagnostic) -> TokenKind {
        if self.diagnostics.len() < self.first_error + MAX_FORM_ERRORS {
            self.diagnostics.push(diagnostic);
        }
        TokenKind::Invalid
    }

    pub fn skip_blanks(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.position) {
            match byte {
                b'%' => self.skip_comment(),
                1..=b' ' => self.position += 1,
                // U+0080..U+00A0 are white space to Erlang.
                0xc2 if bytes[self.position + 1] <= 0xa0 => self.position += 2,
                _ => return,
            }
        }
    }

    fn skip_comment(&mut self) {
        let rest = &self.text.as_bytes()[self.position..];
        self.position += rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
    }

    /// The token at the position, which is not at white space.
    fn token(&mut self) -> TokenKind {
        let Some(c) = self.peek() else { return TokenKind::End };
        match c {
            '0'..='9' => self.number(),
            '"' => self.string(),
            '\'' => self.quoted_atom(),
            '$' => self.character(),
            _ if starts_atom(c) => self.name(c),
            _ if starts_variable(c) => self.name(c),
            _ => self.punctuation(c),
        }
    }

    fn name(&mut self, first: char) -> TokenKind {
        let start = self.position;
        let rest = &self.text[start..];
        let length = rest.find(|c| !continues_name(c)).unwrap_or(rest.len());
        let name = &rest[..length];
        self.position += length;
        let is_variable = starts_variable(first);
        if length > MAX_NAME_CHARS && name.chars().count() > MAX_NAME_CHARS {
            let what = if is_variable { "illegal var" } else { "illegal atom" };
            return self.error(too_long(self.span(start), what));
        }
        if is_variable {
            return TokenKind::Var(self.names.intern(name));
        }
        match Fixed::reserved_word(name, self.maybe) {
            Some(word) => TokenKind::Fixed(word),
            None => TokenKind::Atom(self.names.intern(name)),
        }
    }

    fn punctuation(&mut self, c: char) -> TokenKind {
        let start = self.position;
        if c == '.' && self.dot_ends_form() {
            self.position += 1;
            return TokenKind::Dot;
        }
        if let Some(fixed) = operator([self.byte(0), self.byte(1), self.byte(2)]) {
            self.position += fixed.text().len();
            return TokenKind::Fixed(fixed);
        }
        self.position += c.len_utf8();
        match c {
            '@' | '\\' | '^' | '`' | '~' | '&' | '\u{a1}'..='\u{ff}' => TokenKind::Other(c),
            _ => {
                // A word of foreign letters is one mistake.
                let rest = &self.text[self.position..];
                if c.is_alphabetic() {
                    self.position += rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
                }
                let error = illegal_character(self.span(start), c);
                self.error(error)
            }
        }
    }

    /// A dot ends a form before white space, a comment or the end of the text.
    pub fn dot_ends_form(&self) -> bool {
        match self.text.as_bytes().get(self.position + 1) {
            None => true,
            Some(b'%' | 0..=b' ') => true,
            Some(0xc2) => self.byte(2) <= 0xa0,
            Some(_) => false,
        }
    }
}

/// The longest operator or separator that three bytes begin with.
fn operator(bytes: [u8; 3]) -> Option<Fixed> {
    use Fixed::*;
    let three = match &bytes {
        b"..." => Ellipsis,
        b"=:=" => ExactEqual,
        b"=/=" => ExactNotEqual,
        _ => return shorter_operator([bytes[0], bytes[1]]),
    };
    Some(three)
}

fn shorter_operator(bytes: [u8; 2]) -> Option<Fixed> {
    use Fixed::*;
    Some(match &bytes {
        b".." => DotDot,
        b"?=" => QuestionEqual,
        b"<<" => OpenBinary,
        b"<-" => LeftArrow,
        b"<=" => LeftDoubleArrow,
        b">>" => CloseBinary,
        b">=" => GreaterEqual,
        b"->" => Arrow,
        b"--" => MinusMinus,
        b"++" => PlusPlus,
        b"=<" => LessEqual,
        b"=>" => RightDoubleArrow,
        b"==" => EqualEqual,
        b"/=" => SlashEqual,
        b"||" => DoubleBar,
        b":=" => ColonEqual,
        b"::" => DoubleColon,
        [first, _] => match first {
            b',' => Comma,
            b'(' => OpenParen,
            b')' => CloseParen,
            b'{' => OpenBrace,
            b'}' => CloseBrace,
            b'[' => OpenBracket,
            b']' => CloseBracket,
            b';' => Semicolon,
            b'.' => Period,
            b'=' => Equal,
            b':' => Colon,
            b'|' => Bar,
            b'#' => Hash,
            b'/' => Slash,
            b'?' => Question,
            b'-' => Minus,
            b'+' => Plus,
            b'*' => Star,
            b'<' => Less,
            b'>' => Greater,
            b'!' => Bang,
            _ => return None,
        },
    })
}

fn too_long(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error(span, what)
        .with_help(format!("a name has at most {MAX_NAME_CHARS} characters; a string has no such limit"))
}

pub(crate) fn illegal_character(span: Span, c: char) -> Diagnostic {
    let help = match c {
        '\0' => "a NUL byte: the file is damaged or is no text".to_owned(),
        '\u{201c}' | '\u{201d}' => "a typographic quotation mark; a string stands in \"\"".to_owned(),
        '\u{2018}' | '\u{2019}' => "a typographic quotation mark; a quoted atom stands in ''".to_owned(),
        '\u{feff}' => "a byte order mark is allowed at the start of the text alone".to_owned(),
        _ if c.is_alphabetic() => {
            format!("`{c}` may stand in strings and in quoted atoms, as in '{c}', not in plain names")
        }
        _ => format!("U+{:04X} may stand in strings, quoted atoms and comments alone", u32::from(c)),
    };
    Diagnostic::error(span, "illegal character").with_help(help)
}
