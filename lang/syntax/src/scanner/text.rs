//! Strings, quoted atoms and characters, with their escapes.

use super::{MAX_NAME_CHARS, OpenLiteral, Scanner, illegal_character, too_long};
use crate::diagnostic::Diagnostic;
use crate::token::{TokenKind, quote};

/// How much of an unterminated literal its error shows, in characters, as in OTP.
const SHOWN_CHARS: usize = 16;

/// What an escape or a character in quotes came to.
enum Scanned {
    Char(char),
    /// Not a character; an error has been reported.
    Illegal,
    EndOfText,
}

impl Scanner<'_> {
    pub(super) fn string(&mut self) -> TokenKind {
        let mut points = Vec::new();
        match self.quoted('"', |c| points.push(c.into())) {
            true => TokenKind::String(points),
            false => TokenKind::Invalid,
        }
    }

    pub(super) fn quoted_atom(&mut self) -> TokenKind {
        let start = self.position;
        let mut name = String::new();
        if !self.quoted('\'', |c| name.push(c)) {
            return TokenKind::Invalid;
        }
        if name.len() > MAX_NAME_CHARS && name.chars().count() > MAX_NAME_CHARS {
            return self.error(too_long(self.span(start), "illegal atom"));
        }
        TokenKind::Atom(self.names.intern(&name))
    }

    pub(super) fn character(&mut self) -> TokenKind {
        let start = self.position;
        self.position += 1;
        match self.text_character() {
            Scanned::Char(c) => TokenKind::Char(c),
            Scanned::Illegal => TokenKind::Invalid,
            Scanned::EndOfText => {
                self.open = Some(OpenLiteral::Char);
                let error = Diagnostic::error(self.span(start), "unterminated character");
                self.error(error.with_help("a character follows `$`, as in $a or $\\n"))
            }
        }
    }

    /// A literal in quotes; the position is at the opening one. False after an error.
    fn quoted(&mut self, mark: char, mut push: impl FnMut(char)) -> bool {
        let start = self.position;
        let mut sound = true;
        self.position += 1;
        loop {
            if self.peek() == Some(mark) {
                self.position += 1;
                if self.long_literal.is_none() && self.text[start..self.position].contains('\n') {
                    self.long_literal = Some(self.span(start));
                }
                return sound;
            }
            match self.text_character() {
                Scanned::Char(c) => push(c),
                Scanned::Illegal => sound = false,
                Scanned::EndOfText => return self.unterminated(start, mark),
            }
        }
    }

    /// Reports a literal without an end. The scan goes on in the next line, for what follows is
    /// more likely program than text; but only once, for each try reads the text to its end.
    fn unterminated(&mut self, start: usize, mark: char) -> bool {
        let is_string = mark == '"';
        let again = self.open.is_some();
        self.open = Some(if is_string { OpenLiteral::String } else { OpenLiteral::QuotedAtom });
        let rest = &self.text[start + 1..];
        let shown = quote(rest.chars().take(SHOWN_CHARS).map(u32::from), mark);
        let what = if is_string { "string" } else { "atom" };
        let line_end = rest.find('\n').filter(|_| !again).unwrap_or(rest.len());
        self.position = start + 1 + line_end;
        let error = Diagnostic::error(self.span(start), format!("unterminated {what} starting with {shown}"));
        let error = error.with_help(format!("a closing {mark} is missing, here or in a literal before it"));
        self.error(match self.long_literal {
            Some(before) => error.with_label(before, "this one goes on over a line end; is it the one?"),
            None => error,
        });
        false
    }

    /// One character of a literal, escaped or not.
    fn text_character(&mut self) -> Scanned {
        let start = self.position;
        let Some(c) = self.peek() else { return Scanned::EndOfText };
        self.position += c.len_utf8();
        match c {
            '\\' => self.escape(start),
            '\u{fffe}' | '\u{ffff}' => self.illegal(start, c),
            _ => Scanned::Char(c),
        }
    }

    fn illegal(&mut self, start: usize, c: char) -> Scanned {
        self.error(illegal_character(self.span(start), c));
        Scanned::Illegal
    }

    /// An escape sequence; the position is after its backslash.
    fn escape(&mut self, start: usize) -> Scanned {
        let Some(c) = self.peek() else { return Scanned::EndOfText };
        match c {
            '0'..='7' => return self.octal(),
            'x' => return self.hexadecimal(start),
            _ => self.position += c.len_utf8(),
        }
        Scanned::Char(match c {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\u{b}',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'e' => '\u{1b}',
            's' => ' ',
            'd' => '\u{7f}',
            '^' => return self.control(),
            '\u{fffe}' | '\u{ffff}' => return self.illegal(start, c),
            _ => c,
        })
    }

    /// `\^X`: the low five bits of X, but a line end stands for itself.
    fn control(&mut self) -> Scanned {
        let Some(c) = self.peek() else { return Scanned::EndOfText };
        self.position += c.len_utf8();
        Scanned::Char(if c == '\n' { c } else { char::from((u32::from(c) & 31) as u8) })
    }

    /// One to three octal digits.
    fn octal(&mut self) -> Scanned {
        let mut value = 0;
        for _ in 0..3 {
            match self.byte(0) {
                digit @ b'0'..=b'7' => value = value * 8 + u32::from(digit - b'0'),
                _ => break,
            }
            self.position += 1;
        }
        // Three octal digits reach 511 at most.
        Scanned::Char(char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// `\xHH` or `\x{H…}`; the position is at the `x`.
    fn hexadecimal(&mut self, start: usize) -> Scanned {
        self.position += 1;
        let braced = self.byte(0) == b'{';
        if braced {
            self.position += 1;
        } else if self.peek().is_none() {
            return Scanned::EndOfText;
        }
        let digits_start = self.position;
        let most = if braced { usize::MAX } else { 2 };
        while self.byte(0).is_ascii_hexdigit() && self.position - digits_start < most {
            self.position += 1;
        }
        let digits = &self.text[digits_start..self.position];
        let sound = if braced { self.byte(0) == b'}' } else { digits.len() == 2 };
        if braced {
            if self.peek().is_none() {
                return Scanned::EndOfText;
            }
            self.position += usize::from(sound);
        }
        let value = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        match value {
            Some(c) if sound && !matches!(c, '\u{fffe}' | '\u{ffff}') => Scanned::Char(c),
            _ => {
                let error = Diagnostic::error(self.span(start), "illegal character");
                self.error(error.with_help("write \\xHH or \\x{H…} with a Unicode character's number"));
                Scanned::Illegal
            }
        }
    }
}
