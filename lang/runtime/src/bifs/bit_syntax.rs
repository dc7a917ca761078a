//! What compiled code calls for `<<…>>` in expressions and patterns. Positions and sizes are counted in
//! bits. Failures are raised where the expression stands: a stack trace does not show these functions.

use std::cell::Cell;

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::charge;
use crate::bits::writer::Endian;
use crate::bits::{self, Bits, Writer, reader};
use crate::build::{self, boolean, tuple_elements};
use crate::number::Integer;
use crate::process::Process;
use crate::raise::{Class, Exception};
use crate::term::Term;

/// No bitstring has more bits.
const MAX_BITS: u64 = 1 << 33;

/// Flags of numbers, as the compiler gives them.
const SIGNED: usize = 1;
const LITTLE: usize = 2;

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("swerl", "$bits_new", new),
        Bif::new("swerl", "$bits_integer", integer),
        Bif::new("swerl", "$bits_float", float),
        Bif::new("swerl", "$bits_part", part),
        Bif::new("swerl", "$bits_skip", skip),
        Bif::new("swerl", "$bits_rest", rest),
        Bif::new("swerl", "$bits_whole", whole),
        Bif::new("swerl", "$bits_literal", literal),
        Bif::new("swerl", "$bits_utf", utf),
        Bif::new("swerl", "$bits_utf_width", utf_width),
        Bif::new("swerl", "$bits_end", end),
        Bif::new("swerl", "$bits_span", span),
    ]
}

/// A match that fails. Nobody sees the reason.
fn no_match() -> Stop {
    bad()
}

fn bad() -> Stop {
    Stop::Raise(Exception::raised(Class::Error, atom::BADARG.term()))
}

fn to_usize(term: Term) -> Option<usize> {
    term.to_small().and_then(|n| usize::try_from(n).ok())
}

/// An operand that is a position, a size or flags.
fn number(term: Term) -> Result<usize, Stop> {
    to_usize(term).ok_or_else(no_match)
}

fn bits_of<'a>(term: Term) -> Result<Bits<'a>, Stop> {
    Bits::of(term).ok_or_else(no_match)
}

fn endian(flags: usize) -> Endian {
    if flags & LITTLE == 0 { Endian::Big } else { Endian::Little }
}

/// A position, if it is not past the end.
fn position(value: usize, bits: Bits) -> BifResult {
    if value <= bits.len() { Ok(Term::small(value as i64)) } else { Err(no_match()) }
}

/// The bits from a position to the end.
fn left(bits: Bits, at: usize) -> Result<usize, Stop> {
    bits.len().checked_sub(at).ok_or_else(no_match)
}

fn integer(process: &mut Process, subject: Term, at: Term, size: Term, flags: Term) -> BifResult {
    let (bits, at, size, flags) = (bits_of(subject)?, number(at)?, number(size)?, number(flags)?);
    let value = reader::integer(process, bits, at, size, endian(flags), flags & SIGNED != 0);
    value.ok_or_else(no_match)
}

fn float(process: &mut Process, subject: Term, at: Term, size: Term, flags: Term) -> BifResult {
    let (bits, at, size, flags) = (bits_of(subject)?, number(at)?, number(size)?, number(flags)?);
    reader::float(process, bits, at, size, endian(flags)).ok_or_else(no_match)
}

fn part(process: &mut Process, subject: Term, at: Term, size: Term) -> BifResult {
    let (at, size) = (number(at)?, number(size)?);
    bits::part(process, subject, at, size).ok_or_else(no_match)
}

fn skip(_: &mut Process, subject: Term, at: Term, size: Term) -> BifResult {
    let end = number(at)?.checked_add(number(size)?).ok_or_else(no_match)?;
    position(end, bits_of(subject)?)
}

fn rest(process: &mut Process, subject: Term, at: Term, unit: Term) -> BifResult {
    let at = number(at)?;
    let count = whole_units(subject, at, unit)?;
    bits::part(process, subject, at, count).ok_or_else(no_match)
}

fn whole(_: &mut Process, subject: Term, at: Term, unit: Term) -> BifResult {
    whole_units(subject, number(at)?, unit).map(|_| boolean(true))
}

/// The bits that are left, if they are a multiple of the unit.
fn whole_units(subject: Term, at: usize, unit: Term) -> Result<usize, Stop> {
    let count = left(bits_of(subject)?, at)?;
    if count.is_multiple_of(number(unit)?.max(1)) { Ok(count) } else { Err(no_match()) }
}

fn literal(_: &mut Process, subject: Term, at: Term, wanted: Term) -> BifResult {
    let (bits, at, wanted) = (bits_of(subject)?, number(at)?, bits_of(wanted)?);
    let there = bits.part(at, wanted.len()).ok_or_else(no_match)?;
    if bits::compare(there, wanted).is_ne() {
        return Err(no_match());
    }
    position(at + wanted.len(), bits)
}

fn utf(_: &mut Process, subject: Term, at: Term, unit: Term, flags: Term) -> BifResult {
    let (bits, at, flags) = (bits_of(subject)?, number(at)?, number(flags)?);
    let found = match number(unit)? {
        8 => reader::utf8(bits, at),
        16 => reader::utf16(bits, at, endian(flags)),
        _ => reader::utf32(bits, at, endian(flags)),
    };
    let (character, _) = found.ok_or_else(no_match)?;
    Ok(Term::small(i64::from(u32::from(character))))
}

/// How many bits a character takes.
fn utf_width(_: &mut Process, character: Term, unit: Term) -> BifResult {
    let character = u32::try_from(number(character)?).ok().and_then(char::from_u32).ok_or_else(no_match)?;
    let bits = match number(unit)? {
        8 => character.len_utf8() * 8,
        16 => character.len_utf16() * 16,
        _ => 32,
    };
    Ok(Term::small(bits as i64))
}

fn end(_: &mut Process, subject: Term, at: Term) -> BifResult {
    if left(bits_of(subject)?, number(at)?)? == 0 { Ok(boolean(true)) } else { Err(no_match()) }
}

/// The bits of so many units.
fn span(_: &mut Process, size: Term, unit: Term) -> BifResult {
    let bits = number(size)?.checked_mul(number(unit)?).filter(|&bits| bits as u64 <= MAX_BITS);
    bits.map(|bits| Term::small(bits as i64)).ok_or_else(no_match)
}

/// What an element of a construction is, as the compiler describes it (see `binaries` in the compiler).
struct Element {
    kind: Kind,
    endian: Endian,
    unit: usize,
    size: Size,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Integer,
    Float,
    Bits,
    Utf8,
    Utf16,
    Utf32,
}

enum Size {
    /// Units.
    Known(usize),
    /// It follows the value.
    Given,
    None,
}

impl Element {
    fn read(code: usize, size: usize) -> Option<Element> {
        let kind = match code & 7 {
            0 => Kind::Integer,
            1 => Kind::Float,
            2 => Kind::Bits,
            3 => Kind::Utf8,
            4 => Kind::Utf16,
            5 => Kind::Utf32,
            _ => return None,
        };
        let size = match code >> 5 & 7 {
            0 => Size::Known(size),
            1 => Size::Given,
            _ => Size::None,
        };
        let endian = if code >> 4 & 1 == 0 { Endian::Big } else { Endian::Little };
        Some(Element { kind, endian, unit: code >> 8, size })
    }
}

/// What is wrong with an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Type,
    Size,
    Short,
    Unit,
    Invalid,
    /// It is too large.
    Limit,
}

/// An error report: what is wrong, and the value or size that is.
type Problem = (Wrong, Term);

/// `$bits_new(Description, Values)`
fn new(process: &mut Process, description: Term, values: Term) -> BifResult {
    let (Some(description), Some(values)) = (tuple_elements(description), tuple_elements(values)) else {
        return Err(bad());
    };
    if let Some(made) = whole_binaries(process, description, values) {
        return Ok(made);
    }
    let mut writer = Writer::with_buffer(BUFFER.take());
    let made = put_together(process, &mut writer, description, values);
    let buffer = writer.into_buffer();
    if buffer.capacity() <= LARGEST_BUFFER {
        BUFFER.set(buffer);
    }
    made
}

/// A bitstring of whole bytes with all of others behind it, if all lie at the boundaries of bytes: then the others are copied
/// from where they are.
fn whole_binaries(process: &mut Process, description: &[Term], values: &[Term]) -> Option<Term> {
    let described = description.as_chunks::<3>().0;
    let is_whole = |&[code, ..]: &[Term; 3]| {
        let element = to_usize(code).and_then(|code| Element::read(code, 0));
        element.is_some_and(|element| {
            element.kind == Kind::Bits
                && element.unit <= 8
                && 8_usize.is_multiple_of(element.unit)
                && matches!(element.size, Size::None)
        })
    };
    let (&first, others) = values.split_first()?;
    if others.is_empty() || !described.iter().all(is_whole) {
        return None;
    }
    Bits::of(first)?.as_bytes()?;
    let bytes_of = |&term: &Term| Bits::of(term)?.as_bytes();
    let added = others.iter().try_fold(0, |sum, term| Some(sum + bytes_of(term)?.len()))?;
    charge(process, added);
    bits::append_with(process, first, added * 8, |room, at| {
        let mut room = &mut room[at / 8..];
        for part in others.iter().filter_map(bytes_of) {
            let (to, rest) = room.split_at_mut(part.len());
            to.copy_from_slice(part);
            room = rest;
        }
    })
}

thread_local! {
    /// Where a scheduler writes the bits of constructions.
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Frees it, for a thread that sleeps for long.
pub(crate) fn forget_buffer() {
    BUFFER.take();
}

/// A larger buffer than this many bytes is not kept.
const LARGEST_BUFFER: usize = 1 << 16;

/// Writes all elements and makes the bitstring.
fn put_together(
    process: &mut Process,
    writer: &mut Writer,
    description: &[Term],
    values: &[Term],
) -> BifResult {
    let mut values = values.iter().copied();
    // The bits that the rest is appended to, where the first element gives all of its own.
    let mut start = None;
    for (place, described) in description.as_chunks::<3>().0.iter().enumerate() {
        let [code, size, index] = described.map(|term| to_usize(term).unwrap_or(usize::MAX));
        let element = Element::read(code, size).ok_or_else(bad)?;
        let value = values.next().ok_or_else(bad)?;
        let size = match element.size {
            Size::Known(units) => Some(Term::small(units as i64)),
            Size::Given => Some(values.next().ok_or_else(bad)?),
            Size::None => None,
        };
        let done = if place == 0 && element.kind == Kind::Bits && size.is_none() {
            start = Some(value);
            whole_bits(&element, value).map(|_| ())
        } else {
            write(writer, &element, value, size)
        };
        done.map_err(|problem| failure(process, &element, index, problem))?;
    }
    charge(process, writer.len() / 8);
    match start {
        Some(start) => bits::append(process, start, writer.bits()).ok_or_else(bad),
        None => Ok(writer.finish(process)),
    }
}

/// The error that says what is wrong with the element of some index.
fn failure(process: &mut Process, element: &Element, index: usize, (wrong, value): Problem) -> Stop {
    let kind = match element.kind {
        Kind::Integer => "integer",
        Kind::Float => "float",
        Kind::Bits => "binary",
        Kind::Utf8 => "utf8",
        Kind::Utf16 => "utf16",
        Kind::Utf32 => "utf32",
    };
    let word = match wrong {
        Wrong::Type => "type",
        Wrong::Size | Wrong::Limit => "size",
        Wrong::Short => "short",
        Wrong::Unit => "unit",
        Wrong::Invalid => "invalid",
    };
    let reason = if wrong == Wrong::Limit { atom::SYSTEM_LIMIT } else { atom::BADARG };
    let parts = [Term::small(index as i64), Atom::new(kind).term(), Atom::new(word).term(), value];
    let cause = build::tuple(process, &parts);
    Stop::Raise(Exception::in_construction(reason.term(), cause))
}

/// The bits that a size is.
fn size_in_bits(element: &Element, size: Term) -> Result<usize, Problem> {
    match to_usize(size).map(|units| units.checked_mul(element.unit)) {
        Some(Some(bits)) if bits as u64 <= MAX_BITS => Ok(bits),
        Some(_) => Err((Wrong::Limit, size)),
        None if Integer::of(size).is_some_and(|n| !n.is_negative()) => Err((Wrong::Limit, size)),
        None => Err((Wrong::Size, size)),
    }
}

fn write(writer: &mut Writer, element: &Element, value: Term, size: Option<Term>) -> Result<(), Problem> {
    let bits = size.map(|size| size_in_bits(element, size)).transpose();
    let done = match (element.kind, bits?) {
        (Kind::Integer, Some(size)) => writer.put_integer(value, size, element.endian),
        (Kind::Float, Some(bits)) => return put_float(writer, element, value, bits),
        (Kind::Bits, None) => {
            writer.put_bits(whole_bits(element, value)?);
            Some(())
        }
        (Kind::Bits, Some(size)) => {
            let bits = Bits::of(value).ok_or((Wrong::Type, value))?;
            writer.put_bits(bits.part(0, size).ok_or((Wrong::Short, value))?);
            Some(())
        }
        (Kind::Utf8, _) => writer.put_utf8(value),
        (Kind::Utf16, _) => writer.put_utf16(value, element.endian),
        (Kind::Utf32, _) => writer.put_utf32(value, element.endian),
        (Kind::Integer | Kind::Float, None) => None,
    };
    done.ok_or((Wrong::Type, value))
}

fn put_float(writer: &mut Writer, element: &Element, value: Term, bits: usize) -> Result<(), Problem> {
    if !matches!(bits, 16 | 32 | 64) {
        return Err((Wrong::Invalid, Term::small(bits as i64)));
    }
    if !build::is_number(value) {
        return Err((Wrong::Type, value));
    }
    writer.put_float(value, bits, element.endian).ok_or((Wrong::Invalid, value))
}

/// All bits of a value, which must be a number of units.
fn whole_bits<'a>(element: &Element, value: Term) -> Result<Bits<'a>, Problem> {
    let bits = Bits::of(value).ok_or((Wrong::Type, value))?;
    // A division takes long.
    let is_whole = match element.unit {
        0 | 1 => true,
        8 => bits.len().is_multiple_of(8),
        unit => bits.len().is_multiple_of(unit),
    };
    if is_whole { Ok(bits) } else { Err((Wrong::Unit, value)) }
}
