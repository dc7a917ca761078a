//! Bitstrings: looking at them ([`Bits`]), making them, taking parts, putting them together.
//!
//! A binary of up to [`HEAP_MAX`] bytes lies in its heap; the bytes of a longer one lie in a counted
//! [`block::Block`]. A part of a binary points into it. None of that shows in a program.

pub mod block;
pub mod make;
pub mod reader;
mod reference_count;
pub mod search;
pub mod writer;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::marker::PhantomData;

use crate::build::object;
use crate::term::{Kind, Term, header_kind};
use block::Block;

pub use make::{append, append_with, binary, binary_from, bitstring, part};
pub use writer::Writer;

/// Binaries of up to this many bytes lie in the heap. As in OTP: beyond, copying a binary with each
/// message costs more than counting.
pub const HEAP_MAX: usize = 64;

const HEAP: u8 = Kind::HeapBinary as u8;

/// A look at the bits of a bitstring; valid as long as the term is.
#[derive(Debug, Clone, Copy)]
pub struct Bits<'a> {
    /// The byte that the first bit lies in.
    bytes: *const u8,
    /// Bits of that byte before the first one: 0 to 7.
    offset: usize,
    length: usize,
    memory: PhantomData<&'a [u8]>,
}

impl<'a> Bits<'a> {
    /// The bits of a term, if it is a bitstring.
    #[inline]
    pub fn of(term: Term) -> Option<Bits<'a>> {
        if !term.is_boxed() {
            return None;
        }
        // SAFETY: the term is valid, so its object is alive and has the words of its kind.
        unsafe {
            let kind = header_kind(term.header());
            if kind == Kind::SubBinary as u8 {
                let (bytes, _) = whole(Term(term.word(0)))?;
                let first = Term(term.word(1)).as_small() as usize;
                let length = Term(term.word(2)).as_small() as usize;
                return Some(Bits::new(bytes.add(first / 8), first % 8, length));
            }
            whole(term).map(|(bytes, length)| Bits::new(bytes, 0, length * 8))
        }
    }

    fn new(bytes: *const u8, offset: usize, length: usize) -> Bits<'a> {
        Bits { bytes, offset, length, memory: PhantomData }
    }

    /// All bits of some bytes.
    pub fn of_bytes(bytes: &'a [u8]) -> Bits<'a> {
        Bits::new(bytes.as_ptr(), 0, bytes.len() * 8)
    }

    /// How many bits there are.
    pub fn len(&self) -> usize {
        self.length
    }

    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The bytes, if they are whole ones that lie at the boundaries of bytes.
    pub fn as_bytes(&self) -> Option<&'a [u8]> {
        // SAFETY: as many bits are there, and they live as long as the term.
        (self.offset == 0 && self.length.is_multiple_of(8))
            .then(|| unsafe { std::slice::from_raw_parts(self.bytes, self.length / 8) })
    }

    /// The bytes of a bitstring that is a whole number of them.
    pub fn to_bytes(&self) -> Option<Cow<'a, [u8]>> {
        if !self.length.is_multiple_of(8) {
            return None;
        }
        Some(self.padded())
    }

    /// The bytes, the last one filled up with zeros.
    pub fn padded(&self) -> Cow<'a, [u8]> {
        match self.as_bytes() {
            Some(bytes) => Cow::Borrowed(bytes),
            None => {
                let mut bytes = vec![0; self.length.div_ceil(8)];
                copy_bits(*self, &mut bytes, 0);
                Cow::Owned(bytes)
            }
        }
    }

    /// A part; `None` if there are not as many bits.
    pub fn part(&self, first: usize, length: usize) -> Option<Bits<'a>> {
        if first.checked_add(length).is_none_or(|end| end > self.length) {
            return None;
        }
        let first = self.offset + first;
        // SAFETY: the part lies within the bits.
        Some(Bits::new(unsafe { self.bytes.add(first / 8) }, first % 8, length))
    }

    /// The byte whose first bit is at `position`; there are 8 bits from there.
    #[inline]
    pub fn byte(&self, position: usize) -> u8 {
        debug_assert!(position + 8 <= self.length);
        let first = self.offset + position;
        // SAFETY: the bits are there, so both bytes that they reach into are.
        unsafe {
            let byte = self.bytes.add(first / 8);
            match first % 8 {
                0 => *byte,
                shift => *byte << shift | *byte.add(1) >> (8 - shift),
            }
        }
    }

    /// Up to 8 bits as a number.
    #[inline]
    pub fn few(&self, position: usize, count: usize) -> u8 {
        debug_assert!(count <= 8 && position + count <= self.length);
        if count == 0 {
            return 0;
        }
        let first = self.offset + position;
        // SAFETY: the bits are there; the second byte is read only if they reach into it.
        unsafe {
            let byte = self.bytes.add(first / 8);
            let shift = first % 8;
            let mut bits = *byte << shift;
            if shift + count > 8 {
                bits |= *byte.add(1) >> (8 - shift);
            }
            bits >> (8 - count)
        }
    }
}

/// Bytes and their number of a binary that is no part of another one.
///
/// # Safety
/// The term is boxed and valid.
unsafe fn whole(term: Term) -> Option<(*const u8, usize)> {
    const SHARED: u8 = Kind::SharedBinary as u8;
    // SAFETY: the caller's promise; objects of these kinds have these words, and the block of a shared
    // binary is alive as long as the object.
    unsafe {
        match header_kind(term.header()) {
            HEAP => Some((term.pointer().add(2) as *const u8, term.word(0) as usize)),
            SHARED => {
                let block = term.word(0) as *mut Block;
                Some((Block::bytes(block) as *const u8, term.word(2) as usize))
            }
            _ => None,
        }
    }
}

/// Whether the term is a bitstring.
#[inline]
pub fn is_bitstring(term: Term) -> bool {
    // SAFETY: a valid boxed term has a header.
    term.is_boxed() && matches!(unsafe { header_kind(term.header()) }, 9..=11)
}

/// Whether the term is a bitstring of whole bytes.
pub fn is_binary(term: Term) -> bool {
    Bits::of(term).is_some_and(|bits| bits.len().is_multiple_of(8))
}

/// The bytes of a binary.
pub fn bytes<'a>(term: Term) -> Option<Cow<'a, [u8]>> {
    Bits::of(term).and_then(|bits| bits.to_bytes())
}

/// Copies bits to the place `at` (counted in bits) of some bytes, which have room for them. The other bits
/// stay as they are.
pub fn copy_bits(from: Bits, to: &mut [u8], at: usize) {
    let length = from.len();
    assert!(at + length <= to.len() * 8, "bits pass the end of their place");
    if at.is_multiple_of(8)
        && let Some(bytes) = from.part(0, length / 8 * 8).and_then(|whole| whole.as_bytes())
    {
        to[at / 8..at / 8 + bytes.len()].copy_from_slice(bytes);
        let done = bytes.len() * 8;
        return put_few(to, at + done, from.few(done, length - done), length - done);
    }
    let mut done = 0;
    while done + 8 <= length {
        put_few(to, at + done, from.byte(done), 8);
        done += 8;
    }
    put_few(to, at + done, from.few(done, length - done), length - done);
}

/// Writes up to 8 bits, given as a number.
pub(crate) fn put_few(to: &mut [u8], at: usize, bits: u8, count: usize) {
    if count == 0 {
        return;
    }
    let (index, shift) = (at / 8, at % 8);
    // Both bytes that the bits may reach into, as one number.
    let mask = (0xffff_u16 << (16 - count)) >> shift;
    let value = (u16::from(bits) << (16 - count)) >> shift;
    let put = |byte: &mut u8, mask: u8, value: u8| *byte = *byte & !mask | value & mask;
    put(&mut to[index], (mask >> 8) as u8, (value >> 8) as u8);
    if mask as u8 != 0 {
        put(&mut to[index + 1], mask as u8, value as u8);
    }
}

/// The order of bitstrings: of the first bits that differ; else the shorter one is less.
pub fn compare(a: Bits, b: Bits) -> Ordering {
    if let (Some(a), Some(b)) = (a.as_bytes(), b.as_bytes()) {
        return a.cmp(b);
    }
    let common = a.len().min(b.len());
    let whole = common / 8 * 8;
    let parts = (a.part(0, whole), b.part(0, whole));
    let order = match parts.0.and_then(|a| a.as_bytes()).zip(parts.1.and_then(|b| b.as_bytes())) {
        Some((a, b)) => a.cmp(b),
        None => {
            let places = (0..whole).step_by(8);
            places
                .map(|at| a.byte(at).cmp(&b.byte(at)))
                .find(|order| order.is_ne())
                .unwrap_or(Ordering::Equal)
        }
    };
    let rest = common - whole;
    order.then_with(|| a.few(whole, rest).cmp(&b.few(whole, rest))).then(a.len().cmp(&b.len()))
}

/// The order of two bitstrings; `None` if one of the terms is none.
#[inline]
pub fn order(a: Term, b: Term) -> Option<Ordering> {
    order_in_heaps(a, b).or_else(|| Some(compare(Bits::of(a)?, Bits::of(b)?)))
}

/// Whether two bitstrings are the same; `None` if one of the terms is none.
pub fn are_same(a: Term, b: Term) -> Option<bool> {
    if let Some(((HEAP, [length, words @ ..]), (HEAP, [other, others @ ..]))) = object(a).zip(object(b)) {
        let (whole, bits) = (*length as usize / 8, *length % 8 * 8);
        if length != other {
            return Some(false);
        }
        let whole_same = words.iter().zip(others).take(whole).all(|(word, other)| word == other);
        // What is behind the bytes of the last word does not count.
        let rest = || (words[whole] ^ others[whole]) << (64 - bits);
        return Some(whole_same && (bits == 0 || rest() == 0));
    }
    let (a, b) = (Bits::of(a)?, Bits::of(b)?);
    Some(a.len() == b.len() && compare(a, b).is_eq())
}

/// The order of two binaries if both lie in heaps, word by word: they are short, most of them as keys are.
#[inline]
pub(crate) fn order_in_heaps(a: Term, b: Term) -> Option<Ordering> {
    if !a.is_boxed() || !b.is_boxed() {
        return None;
    }
    // SAFETY: both are valid, so their objects are alive; behind the number of bytes are the words that these take.
    unsafe {
        if header_kind(a.header()) != HEAP || header_kind(b.header()) != HEAP {
            return None;
        }
        let (length, other) = (a.word(0) as usize, b.word(0) as usize);
        let common = length.min(other);
        let whole = common / 8;
        for index in 1..=whole {
            let (a, b) = (a.word(index), b.word(index));
            if a != b {
                return Some(u64::from_be(a).cmp(&u64::from_be(b)));
            }
        }
        let bytes = common % 8;
        if bytes > 0 {
            // What is behind the bytes of the last word does not count.
            let [a, b] = [a, b].map(|term| u64::from_be(term.word(whole + 1)) >> (64 - 8 * bytes));
            if a != b {
                return Some(a.cmp(&b));
            }
        }
        Some(length.cmp(&other))
    }
}

#[cfg(test)]
mod tests;
