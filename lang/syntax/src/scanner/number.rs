//! Integers in bases 2 to 36 and floats, with `_` between digits.

use dashu_int::IBig;

use super::Scanner;
use crate::diagnostic::Diagnostic;
use crate::token::TokenKind;

/// The most digits of an integer. Four million take a fraction of a second to convert; a longer
/// literal is a mistake, and converting it would keep a person waiting.
pub const MAX_INTEGER_DIGITS: usize = 4_000_000;

impl Scanner<'_> {
    /// A number; the position is at its first digit.
    pub(super) fn number(&mut self) -> TokenKind {
        let start = self.position;
        self.digits(10);
        match self.byte(0) {
            b'.' if self.byte(1).is_ascii_digit() => self.float(start),
            b'#' => self.based(start),
            _ => self.integer(start, start, 10),
        }
    }

    /// Skips digits of a base, with single `_` between them.
    fn digits(&mut self, base: u32) {
        let is_digit = |byte: u8| char::from(byte).is_digit(base);
        let first = self.position;
        loop {
            if is_digit(self.byte(0)) {
                self.position += 1;
            } else if self.byte(0) == b'_' && self.position > first && is_digit(self.byte(1)) {
                self.position += 2;
            } else {
                return;
            }
        }
    }

    fn based(&mut self, start: usize) -> TokenKind {
        let written = without_separators(&self.text[start..self.position]);
        let base = written.parse().ok().filter(|base| (2..=36).contains(base));
        self.position += 1;
        let first_digit = self.position;
        self.digits(base.unwrap_or(36));
        match base {
            Some(base) => self.integer(start, first_digit, base),
            None => {
                let base = written.trim_start_matches('0');
                let base = if base.is_empty() { "0" } else { base };
                let shown: String = base.chars().take(20).collect();
                let message = format!("illegal base '{shown}'");
                let error = Diagnostic::error(self.span(start), message);
                self.error(error.with_help("a base is a number from 2 to 36, as in 16#ff"))
            }
        }
    }

    fn integer(&mut self, start: usize, first_digit: usize, base: u32) -> TokenKind {
        let digits = without_separators(&self.text[first_digit..self.position]);
        let illegal = Diagnostic::error(self.span(start), "illegal integer");
        if digits.len() > MAX_INTEGER_DIGITS {
            let help = format!("an integer literal has at most {MAX_INTEGER_DIGITS} digits");
            return self.error(illegal.with_help(help));
        }
        // Nearly every literal is small, and this parses those without looking at the base.
        if base == 10
            && let Ok(small) = digits.parse::<i64>()
        {
            return TokenKind::Integer(small.into());
        }
        match IBig::from_str_radix(&digits, base) {
            Ok(integer) => TokenKind::Integer(integer),
            Err(_) => {
                let help = format!("a digit of base {base} is missing after `#`");
                self.error(illegal.with_help(help))
            }
        }
    }

    fn float(&mut self, start: usize) -> TokenKind {
        self.position += 1;
        self.digits(10);
        if matches!(self.byte(0), b'e' | b'E') {
            self.position += 1;
            if matches!(self.byte(0), b'+' | b'-') {
                self.position += 1;
            }
            self.digits(10);
        }
        let text = without_separators(&self.text[start..self.position]);
        let illegal = Diagnostic::error(self.span(start), "illegal float");
        match text.parse::<f64>() {
            Ok(float) if float.is_finite() => TokenKind::Float(float),
            Ok(_) => self.error(illegal.with_help("the largest float is about 1.8e308")),
            Err(_) => self.error(illegal.with_help("an exponent needs digits, as in 1.0e10")),
        }
    }
}

fn without_separators(digits: &str) -> std::borrow::Cow<'_, str> {
    if digits.contains('_') { digits.replace('_', "").into() } else { digits.into() }
}
