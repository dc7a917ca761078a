//! Bytes to terms: `binary_to_term`.
//!
//! The bytes come from anywhere: sizes in them are believed only as far as there are bytes, and nesting is
//! kept on a stack of our own.

use crate::atom::{self, Atom};
use crate::bits;
use crate::build::{self, Heap};
use crate::etf::{VERSION, tag};
use crate::exports;
use crate::map;
use crate::memory;
use crate::number::MAX_LIMBS;
use crate::number::text::read_float;
use crate::table;
use crate::term::{IMM_PORT, IMM_REF, NIL, Term};

/// The most bytes that a compressed term may unpack to: what a process could hold of it anyway.
const MAX_UNPACKED: usize = 1 << 31;

/// Reads a term, the version's byte first; gives it and how many bytes were read.
///
/// `safe`: an atom that does not exist yet, or a function without a module, is an error.
pub fn decode(heap: &mut dyn Heap, bytes: &[u8], safe: bool) -> Option<(Term, usize)> {
    let (&version, rest) = bytes.split_first()?;
    if version != VERSION {
        return None;
    }
    if let [tag::COMPRESSED, a, b, c, d, packed @ ..] = rest {
        let size = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        let (unpacked, used) = unpack(packed, size)?;
        let (term, read) = Decoder::new(heap, &unpacked, safe).term()?;
        return (read == unpacked.len()).then_some((term, 6 + used));
    }
    let (term, read) = Decoder::new(heap, rest, safe).term()?;
    Some((term, 1 + read))
}

fn unpack(packed: &[u8], size: usize) -> Option<(Vec<u8>, usize)> {
    if size > MAX_UNPACKED {
        return None;
    }
    let mut inflate = flate2::Decompress::new(true);
    let mut unpacked = Vec::with_capacity(size.min(packed.len().saturating_mul(1032)));
    while unpacked.len() <= size {
        let (read, written) = (inflate.total_in() as usize, unpacked.len());
        if unpacked.len() == unpacked.capacity() {
            unpacked.reserve(4096);
        }
        let status =
            inflate.decompress_vec(packed.get(read..)?, &mut unpacked, flate2::FlushDecompress::None).ok()?;
        if status == flate2::Status::StreamEnd {
            return (unpacked.len() == size).then_some((unpacked, inflate.total_in() as usize));
        }
        if inflate.total_in() as usize == read
            && unpacked.len() == written
            && unpacked.len() < unpacked.capacity()
        {
            return None;
        }
    }
    None
}

struct Decoder<'a> {
    heap: &'a mut dyn Heap,
    bytes: &'a [u8],
    at: usize,
    safe: bool,
    /// Parts that have been read of all terms whose parts are being read.
    parts: Vec<Term>,
    /// Atoms that have been read, by [`recent_place`]: most terms have few of them, many times.
    recent: [Option<(Name<'a>, Atom)>; RECENT],
}

/// The bytes of an atom's name, and whether they are in UTF-8.
type Name<'a> = (&'a [u8], bool);

/// So many atoms are remembered.
const RECENT: usize = 32;

/// Where an atom is remembered.
fn recent_place((bytes, _): Name) -> usize {
    let ends = bytes.first().zip(bytes.last()).map_or(0, |(&first, &last)| first ^ last.rotate_left(3));
    (usize::from(ends) + bytes.len()) % RECENT
}

/// Integers of up to so many limbs are put together on the native stack.
const FEW_LIMBS: usize = 4;

/// A term whose parts are being read.
struct Frame {
    kind: FrameKind,
    /// Where its parts begin.
    start: usize,
    /// How many parts there will be.
    count: usize,
}

enum FrameKind {
    /// The last part is the tail.
    List,
    Tuple,
    Map,
}

/// What a term turns out to be.
enum Read {
    Term(Term),
    Frame(FrameKind, usize),
}

impl<'a> Decoder<'a> {
    fn new(heap: &'a mut dyn Heap, bytes: &'a [u8], safe: bool) -> Decoder<'a> {
        Decoder { heap, bytes, at: 0, safe, parts: Vec::new(), recent: [None; RECENT] }
    }

    fn term(mut self) -> Option<(Term, usize)> {
        let mut frames: Vec<Frame> = Vec::new();
        loop {
            let mut term = match self.read()? {
                Read::Term(term) => term,
                Read::Frame(kind, count) => {
                    // Each part takes a byte at least.
                    if count > self.bytes.len() - self.at {
                        return None;
                    }
                    frames.push(Frame { kind, start: self.parts.len(), count });
                    continue;
                }
            };
            loop {
                let Some(frame) = frames.last() else { return Some((term, self.at)) };
                memory::grow(&mut self.parts, 1);
                self.parts.push(term);
                if self.parts.len() - frame.start < frame.count {
                    break;
                }
                let frame = frames.pop()?;
                term = self.finish(&frame)?;
            }
        }
    }

    /// Makes a term whose parts have all been read.
    fn finish(&mut self, frame: &Frame) -> Option<Term> {
        let parts = &self.parts[frame.start..];
        let term = match frame.kind {
            FrameKind::Tuple => build::tuple(self.heap, parts),
            FrameKind::List => {
                let (&tail, elements) = parts.split_last()?;
                build::list_onto(self.heap, elements.iter().copied(), tail)
            }
            FrameKind::Map => {
                let pairs = parts.chunks_exact(2).map(|pair| (pair[0], pair[1]));
                let map = map::from_pairs(self.heap, pairs);
                // No key may come twice.
                if map::size(map) != Some(frame.count / 2) {
                    return None;
                }
                map
            }
        };
        self.parts.truncate(frame.start);
        Some(term)
    }

    fn read(&mut self) -> Option<Read> {
        let term = match self.byte()? {
            tag::SMALL_INTEGER => Term::small(self.byte()?.into()),
            tag::INTEGER => Term::small(i64::from(self.u32()? as i32)),
            tag::SMALL_BIG => {
                let size = self.byte()?.into();
                self.big(size)?
            }
            tag::LARGE_BIG => {
                let size = self.u32()? as usize;
                self.big(size)?
            }
            tag::NEW_FLOAT => {
                let value = f64::from_be_bytes(self.take(8)?.try_into().ok()?);
                if !value.is_finite() {
                    return None;
                }
                build::float(self.heap, value)
            }
            tag::FLOAT => {
                let text = self.take(31)?;
                let end = text.iter().position(|&byte| byte == 0).unwrap_or(text.len());
                let value = read_float(std::str::from_utf8(&text[..end]).ok()?.trim_start())?;
                build::float(self.heap, value)
            }
            name @ (tag::ATOM | tag::SMALL_ATOM | tag::ATOM_UTF8 | tag::SMALL_ATOM_UTF8) => {
                self.atom_name(name)?.term()
            }
            tag::NIL => NIL,
            tag::STRING => {
                let size = self.u16()?.into();
                let bytes = self.take(size)?;
                build::byte_list(self.heap, bytes)
            }
            tag::BINARY => {
                let size = self.u32()? as usize;
                let bytes = self.take(size)?;
                bits::binary(self.heap, bytes)
            }
            tag::BIT_BINARY => self.bit_binary()?,
            tag::EXPORT => self.export()?,
            tag::PID | tag::NEW_PID => self.pid()?,
            port @ (tag::PORT | tag::NEW_PORT | tag::V4_PORT) => self.port(port)?,
            reference @ (tag::NEW_REFERENCE | tag::NEWER_REFERENCE) => self.reference(reference)?,
            compound => return self.compound(compound),
        };
        Some(Read::Term(term))
    }

    fn compound(&mut self, tag: u8) -> Option<Read> {
        let (kind, count) = match tag {
            tag::SMALL_TUPLE => (FrameKind::Tuple, self.byte()?.into()),
            tag::LARGE_TUPLE => (FrameKind::Tuple, self.u32()? as usize),
            tag::LIST => (FrameKind::List, self.u32()? as usize + 1),
            tag::MAP => (FrameKind::Map, self.u32()? as usize * 2),
            _ => return None,
        };
        if count == 0 {
            let frame = Frame { kind, start: self.parts.len(), count };
            return self.finish(&frame).map(Read::Term);
        }
        Some(Read::Frame(kind, count))
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(count)?;
        let bytes = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(bytes)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2)?.try_into().ok().map(u16::from_be_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_be_bytes)
    }

    fn big(&mut self, size: usize) -> Option<Term> {
        let negative = self.byte()? != 0;
        let bytes = self.take(size)?;
        let limb = |part: &[u8]| part.iter().rev().fold(0, |limb, &byte| limb << 8 | u64::from(byte));
        let count = size.div_ceil(8);
        if count > MAX_LIMBS {
            return None;
        }
        if count <= FEW_LIMBS {
            let mut limbs = [0; FEW_LIMBS];
            limbs.iter_mut().zip(bytes.chunks(8)).for_each(|(to, part)| *to = limb(part));
            return Some(build::limbs_integer(self.heap, negative, &limbs[..count]));
        }
        let limbs: Vec<u64> = bytes.chunks(8).map(limb).collect();
        Some(build::limbs_integer(self.heap, negative, &limbs))
    }

    /// An atom, its tag first.
    fn atom(&mut self) -> Option<Atom> {
        let tag = self.byte()?;
        self.atom_name(tag)
    }

    fn atom_name(&mut self, tag: u8) -> Option<Atom> {
        let size = match tag {
            tag::SMALL_ATOM | tag::SMALL_ATOM_UTF8 => self.byte()?.into(),
            tag::ATOM | tag::ATOM_UTF8 => self.u16()?.into(),
            _ => return None,
        };
        let name = (self.take(size)?, matches!(tag, tag::ATOM_UTF8 | tag::SMALL_ATOM_UTF8));
        let place = recent_place(name);
        match self.recent[place] {
            Some((recent, atom)) if recent == name => Some(atom),
            _ => {
                let atom = self.atom_of(name)?;
                self.recent[place] = Some((name, atom));
                Some(atom)
            }
        }
    }

    fn atom_of(&self, (bytes, is_utf8): Name) -> Option<Atom> {
        let name: String = match is_utf8 {
            false => bytes.iter().map(|&byte| char::from(byte)).collect(),
            true => std::str::from_utf8(bytes).ok()?.to_owned(),
        };
        if self.safe { Atom::existing(&name) } else { Atom::try_new(&name).ok() }
    }

    fn bit_binary(&mut self) -> Option<Term> {
        let size = self.u32()? as usize;
        let last = usize::from(self.byte()?);
        let bytes = self.take(size)?;
        if last > 8 || (size == 0) != (last == 0) {
            return None;
        }
        let mut bytes = bytes.to_vec();
        if let Some(byte) = bytes.last_mut() {
            *byte &= (0xff00_u32 >> last) as u8;
        }
        let length = size.saturating_sub(1) * 8 + last;
        Some(bits::bitstring(self.heap, &bytes, length))
    }

    fn export(&mut self) -> Option<Term> {
        let (module, name) = (self.atom()?, self.atom()?);
        let arity = match self.byte()? {
            tag::SMALL_INTEGER => u32::from(self.byte()?),
            tag::INTEGER => self.u32()?,
            _ => return None,
        };
        let cell = if self.safe {
            exports::existing(module, name, arity)?
        } else {
            exports::cell(module, name, arity)
        };
        Some(build::external_fun(self.heap, cell))
    }

    /// Only what this system has written comes back as the pid that it was.
    fn pid(&mut self) -> Option<Term> {
        let new = self.bytes[self.at - 1] == tag::NEW_PID;
        if self.atom()? != atom::NONODE_AT_NOHOST {
            return None;
        }
        let (low, high) = (self.u32()?, self.u32()?);
        let place = if new { self.u32()? } else { self.byte()?.into() };
        table::pid_of([low, high], place)
    }

    fn port(&mut self, tag: u8) -> Option<Term> {
        self.atom()?;
        let number = match tag {
            tag::V4_PORT => u64::from(self.u32()?) << 32 | u64::from(self.u32()?),
            _ => self.u32()?.into(),
        };
        if tag == tag::PORT {
            self.byte()?;
        } else {
            self.u32()?;
        }
        (number >> 56 == 0).then(|| Term::immediate(IMM_PORT, number))
    }

    fn reference(&mut self, tag: u8) -> Option<Term> {
        let count = self.u16()?;
        self.atom()?;
        if tag == tag::NEW_REFERENCE {
            self.byte()?;
        } else {
            self.u32()?;
        }
        let [low, middle, high] = match count {
            1 => [self.u32()?, 0, 0],
            2 => [self.u32()?, self.u32()?, 0],
            3 => [self.u32()?, self.u32()?, self.u32()?],
            _ => return None,
        };
        if low >> 18 != 0 || middle >> 18 != 0 || high >> 20 != 0 {
            return None;
        }
        let payload = u64::from(high) << 36 | u64::from(middle) << 18 | u64::from(low);
        Some(Term::immediate(IMM_REF, payload))
    }
}
