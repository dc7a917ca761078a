//! Reading format strings: control sequences with their arguments.

use crate::bits::is_bitstring;
use crate::build::{self, ListIter, View, view};
use crate::fault::{Fault, Outcome};
use crate::number::Integer;
use crate::term::{NIL, Term};

/// A piece of a format string.
#[derive(Debug, Clone)]
pub enum Piece {
    /// A character that stands for itself.
    Code(u32),
    /// A list or a binary within the format string: its characters stand for themselves.
    Nested(Term),
    Control(Control),
}

/// A control sequence: `~F.P.PadModC`.
#[derive(Debug, Clone)]
pub struct Control {
    /// The control character.
    pub letter: char,
    /// The arguments it takes, beside those for `*`.
    pub args: [Term; 2],
    /// The field width, not negative.
    pub width: Option<i64>,
    /// `-` before the field width, or a negative one.
    pub left: bool,
    pub precision: Option<i64>,
    /// What fields are filled with; a character unless an argument says otherwise.
    pub pad: Pad,
    /// The modifier `t`.
    pub unicode: bool,
    /// Not the modifier `l`.
    pub strings: bool,
}

/// What fields are filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pad {
    Code(u32),
    /// An argument that is no character: an error if it is used.
    Wrong,
}

/// Splits a format string and deals the arguments out.
///
/// # Errors
/// `badarg`: an unknown or incomplete control sequence, or arguments that are too few or too many.
pub fn scan(format: Term, args: Term) -> Outcome<Vec<Piece>> {
    let codes = match view(format) {
        View::Atom(atom) => atom.name().chars().map(|code| Term::small(i64::from(code as u32))).collect(),
        View::Bits(bits) => {
            let bytes = bits.to_bytes().ok_or(Fault::Badarg)?;
            bytes.iter().map(|&byte| Term::small(byte.into())).collect()
        }
        _ => build::list_elements(format).ok_or(Fault::Badarg)?,
    };
    let mut scanner = Scanner { codes: &codes, args: ListIter::new(args) };
    let mut pieces = Vec::new();
    while let Some(&element) = scanner.codes.first() {
        scanner.codes = &scanner.codes[1..];
        pieces.push(match code(element) {
            Some(code) if code == '~' as u32 => Piece::Control(scanner.control()?),
            Some(code) => Piece::Code(code),
            None if element.is_cons() || element.is_nil() || is_bitstring(element) => Piece::Nested(element),
            None => return Err(Fault::Badarg),
        });
    }
    if scanner.args.rest().is_nil() { Ok(pieces) } else { Err(Fault::Badarg) }
}

/// The code point that a term is; it need not be a character.
pub fn code(term: Term) -> Option<u32> {
    term.to_small().and_then(|code| u32::try_from(code).ok()).filter(|&code| code <= char::MAX as u32)
}

struct Scanner<'a> {
    codes: &'a [Term],
    args: ListIter,
}

impl Scanner<'_> {
    /// The next character, if it is one of those wanted, is taken.
    fn take(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let (&first, others) = self.codes.split_first()?;
        let character = build::to_char(first).filter(|&character| wanted(character))?;
        self.codes = others;
        Some(character)
    }

    fn argument(&mut self) -> Outcome {
        self.args.next().ok_or(Fault::Badarg)
    }

    fn control(&mut self) -> Outcome<Control> {
        let minus = self.take(|character| character == '-').is_some();
        let width = self.field_value()?;
        if minus && width.is_none() {
            return Err(Fault::Badarg);
        }
        let width = width.map(|width| if minus { width.saturating_neg() } else { width });
        let precision = match self.take(|character| character == '.') {
            Some(_) => self.field_value()?,
            None => None,
        };
        let pad = self.pad()?;
        let (mut unicode, mut strings) = (false, true);
        while let Some(modifier) = self.take(|character| matches!(character, 't' | 'l')) {
            unicode |= modifier == 't';
            strings &= modifier != 'l';
        }
        let letter = self.take(|_| true).ok_or(Fault::Badarg)?;
        let args = self.arguments(letter)?;
        let left = width.is_some_and(|width| width < 0);
        let width = width.map(|width| width.saturating_abs());
        Ok(Control { letter, args, width, left, precision, pad, unicode, strings })
    }

    /// Digits or `*`.
    fn field_value(&mut self) -> Outcome<Option<i64>> {
        if self.take(|character| character == '*').is_some() {
            return Ok(Some(clamp(Integer::of(self.argument()?).ok_or(Fault::Badarg)?)));
        }
        let mut value = None;
        while let Some(digit) = self.take(|character| character.is_ascii_digit()) {
            let digit = i64::from(digit as u32 - '0' as u32);
            value = Some(value.unwrap_or(0i64).saturating_mul(10).saturating_add(digit));
        }
        Ok(value)
    }

    fn pad(&mut self) -> Outcome<Pad> {
        if self.take(|character| character == '.').is_none() {
            return Ok(Pad::Code(' ' as u32));
        }
        let pad = if self.take(|character| character == '*').is_some() {
            self.argument()?
        } else {
            let (&first, others) = self.codes.split_first().ok_or(Fault::Badarg)?;
            self.codes = others;
            first
        };
        Ok(code(pad).map_or(Pad::Wrong, Pad::Code))
    }

    fn arguments(&mut self, letter: char) -> Outcome<[Term; 2]> {
        match letter {
            '~' | 'n' => Ok([NIL; 2]),
            'w' | 'p' | 's' | 'e' | 'f' | 'g' | 'b' | 'B' | '+' | '#' | 'c' | 'i' => {
                Ok([self.argument()?, NIL])
            }
            'W' | 'P' | 'x' | 'X' => Ok([self.argument()?, self.argument()?]),
            _ => Err(Fault::Badarg),
        }
    }
}

/// An integer brought into the range of a word.
pub fn clamp(value: Integer) -> i64 {
    match value {
        Integer::Small(value) => value,
        Integer::Big(big) if big.negative => i64::MIN,
        Integer::Big(_) => i64::MAX,
    }
}
