//! Carrying control sequences out: `io_lib:format/2`.

use crate::bits::{Bits, is_bitstring};
use crate::build::{self, Heap, View, view};
use crate::fault::{Fault, Outcome};
use crate::format::chars::Chars;
use crate::format::control::{self, Control, Pad, Piece};
use crate::format::quote::Encoding;
use crate::format::{Pretty, Room, floats};
use crate::number::{Integer, text};
use crate::term::Term;

/// The widest field, in characters. OTP has no bound; it bounds what one call can take of memory.
pub const MAX_FIELD: i64 = 1 << 24;

/// Formats `args` (a list) by `format` (a list of characters or an atom).
///
/// # Errors
/// `badarg` where OTP gives it; `system_limit` for fields beyond [`MAX_FIELD`].
pub fn format(format: Term, args: Term) -> Outcome<Chars> {
    let mut writer = Writer { out: Chars::new(), column: 0, counted: 0, limit: -1 };
    for piece in control::scan(format, args)? {
        match piece {
            Piece::Code(code) => writer.out.push_code(code),
            Piece::Nested(list) => characters(&mut writer.out, list, char::MAX as u32, Binaries::Utf8)?,
            Piece::Control(control) => writer.control(&control)?,
        }
    }
    Ok(writer.out)
}

/// As [`format`], in about `limit` characters; negative: no bound.
///
/// # Errors
/// As [`format`].
pub fn format_limited(format: Term, args: Term, limit: i64) -> Outcome<Chars> {
    if limit < 0 {
        return self::format(format, args);
    }
    let pieces = control::scan(format, args)?;
    // First those that have no limit: what they take is not there for the others.
    let mut small = Vec::new();
    let mut limited = 0;
    let mut others = 0;
    for piece in &pieces {
        let mut writer = Writer { out: Chars::new(), column: 0, counted: 0, limit: -1 };
        match piece {
            Piece::Control(control) if is_large(control) => {
                limited += 1;
                small.push(None);
                continue;
            }
            Piece::Control(control) => writer.control(control)?,
            Piece::Code(code) => writer.out.push_code(*code),
            Piece::Nested(list) => {
                characters(&mut writer.out, *list, char::MAX as u32, Binaries::Utf8)?;
            }
        }
        others += writer.out.width() as i64;
        small.push(Some(writer.out));
    }
    let mut writer = Writer { out: Chars::new(), column: 0, counted: 0, limit: -1 };
    let mut room = (limit - others).max(0);
    for (piece, small) in pieces.iter().zip(small) {
        match (piece, small) {
            (_, Some(chars)) => writer.out.append(&chars),
            (Piece::Control(control), None) => {
                writer.limit = room / limited;
                limited -= 1;
                let start = writer.out.position();
                writer.large(control)?;
                room = (room - writer.out.width_from(start) as i64).max(0);
            }
            _ => {}
        }
    }
    Ok(writer.out)
}

/// Whether a limit applies to a control sequence.
fn is_large(control: &Control) -> bool {
    matches!(control.letter, 'w' | 'W' | 'p' | 'P') || control.letter == 's' && !control.args[0].is_atom()
}

/// Formats with a format string of the program itself.
///
/// # Errors
/// As [`format`].
pub fn format_text(heap: &mut dyn Heap, format_string: &str, args: &[Term]) -> Outcome<String> {
    let format_string = build::string(heap, format_string);
    let args = build::list(heap, args.iter().copied());
    format(format_string, args).map(|chars| chars.to_text())
}

struct Writer {
    out: Chars,
    /// The column behind the first `counted` items, from 0.
    column: i64,
    counted: usize,
    /// Characters for the next control sequence; negative: no bound.
    limit: i64,
}

impl Writer {
    /// Carries out a control sequence. The simple ones are part of the text, the others a list in it.
    fn control(&mut self, control: &Control) -> Outcome<()> {
        if [control.width, control.precision].into_iter().flatten().any(|field| field > MAX_FIELD) {
            return Err(Fault::SystemLimit);
        }
        let small = match control.letter {
            's' if control.args[0].is_atom() => self::atom(control)?,
            'e' | 'f' | 'g' => float(control)?,
            'b' | 'B' | 'x' | 'X' | '+' | '#' => integer(control)?,
            'c' => character(control)?,
            '~' => repeated('~' as u32, control)?,
            'n' => newline(control)?,
            'i' => Chars::new(),
            _ => return self.large(control),
        };
        self.out.append_flat(&small);
        Ok(())
    }

    fn large(&mut self, control: &Control) -> Outcome<()> {
        let [term, depth] = control.args;
        let encoding = if control.unicode { Encoding::Unicode } else { Encoding::Latin1 };
        let depth = match control.letter {
            'W' | 'P' => control::clamp(Integer::of(depth).ok_or(Fault::Badarg)?),
            _ => -1,
        };
        match control.letter {
            'w' | 'W' => {
                let mut chars = Chars::new();
                if self.limit < 0 {
                    super::write_plain(&mut chars, term, depth, encoding);
                } else {
                    let room = Room { column: 1, line_length: 0, line_characters: -1 };
                    let options = Pretty { depth, encoding, strings: false, room, ..Pretty::default() };
                    super::write_pretty(&mut chars, term, Pretty { limit: self.limit, ..options });
                }
                in_term_field(&mut self.out, &chars, control)
            }
            's' => {
                let mut chars = Chars::new();
                let (largest, binaries) = match encoding {
                    Encoding::Unicode => (char::MAX as u32, Binaries::Utf8),
                    Encoding::Latin1 => (255, Binaries::Latin1),
                };
                characters(&mut chars, term, largest, binaries)?;
                let limit = self.limit;
                if limit < 0 {
                    return in_string_field(&mut self.out, &chars, control);
                }
                if control.width.is_none_or(|width| limit < width) {
                    chars = cut(&chars, limit, control.unicode);
                }
                let width = control.width.map(|width| width.min(limit).max(3));
                in_string_field(&mut self.out, &chars, &Control { width, ..control.clone() })
            }
            _ => {
                if control.left {
                    return Err(Fault::Badarg);
                }
                let column = control.precision.unwrap_or_else(|| self.current_column() + 1);
                let line_length = control.width.unwrap_or(80);
                let room = Room { column, line_length, line_characters: -1 };
                let strings = control.strings;
                let limit = self.limit;
                let options = Pretty { depth, encoding, strings, room, limit, ..Pretty::default() };
                super::write_pretty(&mut self.out, term, options);
                Ok(())
            }
        }
    }

    /// The column behind what has been written; tabs are 8 columns apart.
    fn current_column(&mut self) -> i64 {
        for code in self.out.codes_from(self.counted) {
            self.column = match code {
                10 => 0,
                9 => (self.column + 8) / 8 * 8,
                _ => self.column + 1,
            };
        }
        self.counted = self.out.position();
        self.column
    }
}

/// What a binary in a list of characters is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Binaries {
    Wrong,
    /// Characters of Latin-1.
    Latin1,
    /// Text in UTF-8, or of Latin-1 if it is not.
    Utf8,
}

/// Adds the characters of a deep list, or of a binary, as one inner list, none beyond `largest`.
fn characters(out: &mut Chars, list: Term, largest: u32, binaries: Binaries) -> Outcome<()> {
    let mut outer = Vec::new();
    let mut rest = list;
    out.open();
    loop {
        match view(rest) {
            View::Cons(head, tail) => match control::code(head) {
                Some(code) if code <= largest => {
                    out.push_code(code);
                    rest = tail;
                    continue;
                }
                None if head.is_cons() || head.is_nil() || is_bitstring(head) => {
                    outer.push(tail);
                    out.open();
                    rest = head;
                    continue;
                }
                _ => return Err(Fault::Badarg),
            },
            View::Nil => {}
            View::Bits(bits) => binary(out, bits, binaries)?,
            _ => return Err(Fault::Badarg),
        }
        out.close();
        match outer.pop() {
            Some(next) => rest = next,
            None => return Ok(()),
        }
    }
}

fn binary(out: &mut Chars, bits: Bits, binaries: Binaries) -> Outcome<()> {
    let bytes = bits.to_bytes().filter(|_| binaries != Binaries::Wrong).ok_or(Fault::Badarg)?;
    match std::str::from_utf8(&bytes) {
        Ok(text) if binaries == Binaries::Utf8 => out.push_str(text),
        _ => bytes.iter().for_each(|&byte| out.push(char::from(byte))),
    }
    Ok(())
}

/// As many characters as a limit allows; three dots stand for those that are left out.
fn cut(chars: &Chars, limit: i64, by_grapheme: bool) -> Chars {
    let kept = (limit - 3).max(0) as usize;
    let count = if by_grapheme { chars.width() } else { chars.codes().count() };
    if count <= kept + 3 {
        return chars.clone();
    }
    let mut out = Chars::new();
    out.open();
    out.append(&chars.truncated(kept, by_grapheme));
    out.push_str("...");
    out.close();
    out
}

/// `~s` with an atom.
fn atom(control: &Control) -> Outcome<Chars> {
    let View::Atom(atom) = view(control.args[0]) else { return Err(Fault::Badarg) };
    if !control.unicode && atom.name().chars().any(|code| code > 'ÿ') {
        return Err(Fault::Badarg);
    }
    let mut name = Chars::new();
    name.push_list(atom.name());
    let mut out = Chars::new();
    in_string_field(&mut out, &name, control)?;
    Ok(out)
}

/// `~e`, `~f` and `~g`.
fn float(control: &Control) -> Outcome<Chars> {
    let value = build::to_f64(control.args[0]).ok_or(Fault::Badarg)?;
    let precision = control.precision.unwrap_or(6);
    let least = if control.letter == 'e' { 2 } else { 1 };
    if precision < least {
        return Err(Fault::Badarg);
    }
    let precision = precision as usize;
    let digits = match control.letter {
        'e' => floats::exponent_form(value, precision),
        'f' => floats::decimal_form(value, precision),
        _ => floats::general_form(value, precision),
    };
    number_in_field(&digits, control)
}

/// `~b`, `~B` and those with a prefix.
fn integer(control: &Control) -> Outcome<Chars> {
    let value = Integer::of(control.args[0]).ok_or(Fault::Badarg)?;
    let base = match control.precision {
        None => 10,
        Some(base @ 2..=36) => base as u32,
        Some(_) => return Err(Fault::Badarg),
    };
    let mut digits = text::integer(value, base);
    if matches!(control.letter, 'b' | 'x' | '+') {
        digits.make_ascii_lowercase();
    }
    let prefix = match control.letter {
        'b' | 'B' => String::new(),
        '+' | '#' => format!("{base}#"),
        _ => prefix(control.args[1])?,
    };
    let size = digits.strip_prefix('-').unwrap_or(&digits);
    let sign = if size.len() < digits.len() { "-" } else { "" };
    number_in_field(&format!("{sign}{prefix}{size}"), control)
}

fn prefix(term: Term) -> Outcome<String> {
    if let View::Atom(atom) = view(term) {
        return Ok(atom.name().to_owned());
    }
    let mut chars = Chars::new();
    characters(&mut chars, term, char::MAX as u32, Binaries::Wrong)?;
    Ok(chars.to_text())
}

/// A number in its field; the precision has had its meaning already.
fn number_in_field(digits: &str, control: &Control) -> Outcome<Chars> {
    let mut chars = Chars::new();
    chars.push_list(digits);
    let mut out = Chars::new();
    in_term_field(&mut out, &chars, &Control { precision: None, ..control.clone() })?;
    Ok(out)
}

/// `~c`.
fn character(control: &Control) -> Outcome<Chars> {
    let value = Integer::of(control.args[0]).ok_or(Fault::Badarg)?;
    let code = match value {
        _ if control.unicode => control::code(control.args[0]).ok_or(Fault::Badarg)?,
        Integer::Small(value) => (value & 255) as u32,
        Integer::Big(big) if big.negative => (big.limbs[0].wrapping_neg() & 255) as u32,
        Integer::Big(big) => (big.limbs[0] & 255) as u32,
    };
    repeated(code, control)
}

/// A character as often as the precision or the field width says.
fn repeated(code: u32, control: &Control) -> Outcome<Chars> {
    let count = match (control.width, control.precision) {
        (None, None) => 1,
        (Some(width), None) => width,
        (None, Some(precision)) => precision,
        (Some(width), Some(precision)) if width >= precision => precision,
        _ => return Err(Fault::Badarg),
    };
    let chars = filling(Pad::Code(code), count)?;
    let mut out = Chars::new();
    adjust(&mut out, &chars, control.width.map_or(0, |width| width - count), control)?;
    Ok(out)
}

/// `~n`.
fn newline(control: &Control) -> Outcome<Chars> {
    if control.left {
        return Err(Fault::Badarg);
    }
    let mut out = Chars::new();
    fill(&mut out, Pad::Code(10), control.width.unwrap_or(1))?;
    Ok(out)
}

/// A term in its field: stars if it is too wide.
fn in_term_field(out: &mut Chars, chars: &Chars, control: &Control) -> Outcome<()> {
    let (field, precision) = match (control.width, control.precision) {
        (None, None) => return whole(out, chars),
        (None, Some(precision)) => (precision, precision),
        (Some(width), precision) => (width, precision.unwrap_or(width).min(width)),
    };
    let width = chars.width() as i64;
    if width <= precision {
        return adjust(out, chars, field - width, control);
    }
    let stars = filling(Pad::Code('*' as u32), precision)?;
    adjust(out, &stars, field - precision, control)
}

/// A string in its field: cut to the precision, filled to the field width.
fn in_string_field(out: &mut Chars, chars: &Chars, control: &Control) -> Outcome<()> {
    let (field, precision) = match (control.width, control.precision) {
        (None, None) => return whole(out, chars),
        (Some(field), None) => (field, field),
        (None, Some(precision)) => (precision, precision),
        (Some(field), Some(precision)) if field >= precision => (field, precision),
        _ => return Err(Fault::Badarg),
    };
    if precision < 0 {
        return Err(Fault::Badarg);
    }
    let width = chars.width() as i64;
    // Without a field width a string that is cut or filled stands to the left.
    let left = control.left || control.width.is_none();
    let control = Control { left, ..control.clone() };
    if width > precision {
        let mut cut = Chars::new();
        cut.open();
        cut.append(&chars.truncated(precision as usize, control.unicode));
        cut.close();
        return adjust(out, &cut, field - precision, &control);
    }
    if width == precision || precision == field {
        return adjust(out, chars, field - width, &control);
    }
    let mut filled = Chars::new();
    filled.open();
    filled.append(chars);
    fill(&mut filled, control.pad, precision - width)?;
    filled.close();
    adjust(out, &filled, field - precision, &control)
}

/// A piece without a field.
fn whole(out: &mut Chars, chars: &Chars) -> Outcome<()> {
    out.append(chars);
    Ok(())
}

/// A piece as an inner list, filled to its field. The lists nest as OTP's do.
fn adjust(out: &mut Chars, chars: &Chars, missing: i64, control: &Control) -> Outcome<()> {
    if missing == 0 {
        return whole(out, chars);
    }
    out.open();
    if control.left {
        out.append(chars);
        fill(out, control.pad, missing)?;
    } else {
        out.append(&filling(control.pad, missing)?);
        out.append_contents(chars);
    }
    out.close();
    Ok(())
}

/// A character `count` times as an inner list.
fn filling(pad: Pad, count: i64) -> Outcome<Chars> {
    let mut chars = Chars::new();
    chars.open();
    fill(&mut chars, pad, count)?;
    chars.close();
    Ok(chars)
}

/// A character `count` times.
fn fill(out: &mut Chars, pad: Pad, count: i64) -> Outcome<()> {
    match pad {
        Pad::Code(code) if count >= 0 => {
            fill_halves(out, code, count);
            Ok(())
        }
        _ => Err(Fault::Badarg),
    }
}

/// OTP makes the second half share the first.
fn fill_halves(out: &mut Chars, code: u32, count: i64) {
    if count <= 3 {
        return (0..count).for_each(|_| out.push_code(code));
    }
    if count % 2 == 1 {
        out.push_code(code);
    }
    out.open();
    fill_halves(out, code, count / 2);
    out.close();
    fill_halves(out, code, count / 2);
}
