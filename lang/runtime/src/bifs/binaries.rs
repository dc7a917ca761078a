//! The functions of `erlang` on bitstrings: sizes, parts, and lists of bytes.

use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::{badarg, charge};
use crate::bits::{self, Bits, HEAP_MAX};
use crate::build::{self, Heap, boolean, tuple_elements};
use crate::iolist::{self, Piece};
use crate::number::Integer;
use crate::process::Process;
use crate::term::{NIL, Term};

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "is_binary", |_: &mut Process, term: Term| Ok(boolean(bits::is_binary(term)))),
        Bif::new("erlang", "is_bitstring", |_: &mut Process, term: Term| {
            Ok(boolean(bits::is_bitstring(term)))
        }),
        Bif::new("erlang", "byte_size", |_: &mut Process, term: Term| {
            Ok(Term::small(bits_of(term)?.len().div_ceil(8) as i64))
        }),
        Bif::new("erlang", "bit_size", |_: &mut Process, term: Term| {
            Ok(Term::small(bits_of(term)?.len() as i64))
        }),
        Bif::new("erlang", "binary_part", part),
        Bif::new("erlang", "binary_part", |p: &mut Process, binary: Term, place: Term| {
            let Some(&[start, length]) = tuple_elements(place) else { return Err(badarg()) };
            part(p, binary, start, length)
        }),
        Bif::new("erlang", "split_binary", split),
        Bif::new("erlang", "binary_to_list", binary_to_list),
        Bif::new("erlang", "binary_to_list", part_to_list),
        Bif::new("erlang", "bitstring_to_list", bitstring_to_list),
        Bif::new("erlang", "list_to_binary", |p: &mut Process, list: Term| {
            if is_list(list) { iolist_to_binary(p, list) } else { Err(badarg()) }
        }),
        Bif::new("erlang", "iolist_to_binary", iolist_to_binary),
        Bif::new("erlang", "list_to_bitstring", list_to_bitstring),
        Bif::new("erlang", "iolist_size", iolist_size),
        Bif::new("erlang", "iolist_to_iovec", iolist_to_iovec),
    ]
}

fn is_list(term: Term) -> bool {
    term.is_cons() || term.is_nil()
}

/// The bits of a bitstring.
pub fn bits_of<'a>(term: Term) -> Result<Bits<'a>, Stop> {
    Bits::of(term).ok_or_else(badarg)
}

/// The bytes of a binary.
pub fn bytes_of<'a>(term: Term) -> Result<std::borrow::Cow<'a, [u8]>, Stop> {
    bits::bytes(term).ok_or_else(badarg)
}

/// First byte and number of bytes of a part: a negative length counts backwards from the start.
pub fn place(start: Term, length: Term, size: usize) -> Result<(usize, usize), Stop> {
    let word = |term| Integer::of(term).and_then(Integer::to_word).ok_or_else(badarg);
    let (start, length) = (word(start)?, word(length)?);
    let (start, length) = if length < 0 {
        (start.checked_add(length).ok_or_else(badarg)?, length.checked_neg().ok_or_else(badarg)?)
    } else {
        (start, length)
    };
    let start = usize::try_from(start).map_err(|_| badarg())?;
    let length = usize::try_from(length).map_err(|_| badarg())?;
    match start.checked_add(length) {
        Some(end) if end <= size => Ok((start, length)),
        _ => Err(badarg()),
    }
}

/// `binary_part(Binary, Start, Length)`.
pub fn part(process: &mut Process, binary: Term, start: Term, length: Term) -> BifResult {
    let size = bits_of(binary)?.len() / 8;
    let (start, length) = place(start, length, size)?;
    bits::part(process, binary, start * 8, length * 8).ok_or_else(badarg)
}

/// `split_binary(Binary, Position)`.
fn split(process: &mut Process, binary: Term, position: Term) -> BifResult {
    let length = bits_of(binary)?.len();
    let position = position.to_small().and_then(|position| usize::try_from(position).ok());
    let position = position.filter(|&position| position <= length / 8).ok_or_else(badarg)? * 8;
    let first = bits::part(process, binary, 0, position).ok_or_else(badarg)?;
    let second = bits::part(process, binary, position, length - position).ok_or_else(badarg)?;
    Ok(build::tuple(process, &[first, second]))
}

fn binary_to_list(process: &mut Process, binary: Term) -> BifResult {
    let bytes = bytes_of(binary)?;
    charge(process, bytes.len());
    Ok(build::byte_list(process, &bytes))
}

/// `binary_to_list(Binary, From, To)`: both places count from 1 and belong to the list.
fn part_to_list(process: &mut Process, binary: Term, from: Term, to: Term) -> BifResult {
    let bits = bits_of(binary)?;
    let place = |term: Term| term.to_small().and_then(|place| usize::try_from(place).ok()).ok_or_else(badarg);
    let (from, to) = (place(from)?, place(to)?);
    if from < 1 || from > to || to > bits.len() / 8 {
        return Err(badarg());
    }
    let bytes = bits.part((from - 1) * 8, (to - from + 1) * 8).ok_or_else(badarg)?;
    charge(process, to - from);
    Ok(build::byte_list(process, &bytes.padded()))
}

/// The bits beyond the last whole byte become a bitstring, the last element.
fn bitstring_to_list(process: &mut Process, term: Term) -> BifResult {
    let bits = bits_of(term)?;
    let whole = bits.len() / 8 * 8;
    let rest = bits.len() - whole;
    let tail = match rest {
        0 => NIL,
        _ => {
            let last = bits::part(process, term, whole, rest).ok_or_else(badarg)?;
            build::cons(process, last, NIL)
        }
    };
    charge(process, whole / 8);
    let bytes = bits.part(0, whole).ok_or_else(badarg)?.padded();
    Ok(build::list_onto(process, bytes.iter().map(|&byte| Term::small(byte.into())), tail))
}

/// `iolist_to_binary(List)`; a binary stays as it is.
pub fn iolist_to_binary(process: &mut Process, list: Term) -> BifResult {
    if bits::is_binary(list) {
        return Ok(list);
    }
    let bytes = iolist::bytes(list)?;
    charge(process, bytes.len());
    Ok(bits::binary(process, &bytes))
}

fn list_to_bitstring(process: &mut Process, list: Term) -> BifResult {
    if !is_list(list) {
        return Err(badarg());
    }
    let writer = iolist::bits(list)?;
    charge(process, writer.len() / 8);
    Ok(writer.finish(process))
}

fn iolist_size(process: &mut Process, list: Term) -> BifResult {
    let size = iolist::size(list)?;
    charge(process, size);
    Ok(Term::small(size as i64))
}

/// `iolist_to_iovec(List)`: large binaries as they are, what is between them joined.
fn iolist_to_iovec(process: &mut Process, list: Term) -> BifResult {
    let mut vector = Vec::new();
    let mut joined: Vec<u8> = Vec::new();
    let flush = |process: &mut dyn Heap, joined: &mut Vec<u8>, vector: &mut Vec<Term>| {
        if !joined.is_empty() {
            vector.push(bits::binary(process, joined));
            joined.clear();
        }
    };
    let size = iolist::size(list)?;
    iolist::walk(list, |piece| {
        match piece {
            Piece::Byte(byte) => joined.push(byte),
            Piece::Bits(bits, term) if bits.len() > HEAP_MAX * 8 => {
                flush(process, &mut joined, &mut vector);
                vector.push(term);
            }
            Piece::Bits(bits, _) => joined.extend_from_slice(&bits.padded()),
        }
        Ok(())
    })?;
    flush(process, &mut joined, &mut vector);
    charge(process, size);
    Ok(build::list(process, vector))
}
