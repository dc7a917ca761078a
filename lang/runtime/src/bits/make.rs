//! Making bitstrings on a heap.

use crate::bits::block::{Block, FreshBlock, SHARED_WORDS};
use crate::bits::{Bits, HEAP_MAX, copy_bits};
use crate::build::Heap;
use crate::literals::is_literal;
use crate::term::{Kind, Term, header, header_kind};

/// The least room that a binary gets which is appended to: a loop that appends byte after byte should
/// not copy at each step while it is short.
const LEAST_ROOM: usize = 256;

/// What has been appended to lies in its heap up to so many bytes: more is likely to follow, and that costs little where
/// there is room for it.
const APPENDED_HEAP_MAX: usize = 16;

/// The room that a binary gets which grows from nothing: it is appended to in a loop, but may well stay short.
const FIRST_ROOM: usize = 32;

/// A binary of some bytes.
pub fn binary(heap: &mut dyn Heap, bytes: &[u8]) -> Term {
    binary_from(heap, bytes.len(), |room| room.copy_from_slice(bytes))
}

/// A binary of `length` bytes that `fill` writes; they are zeros before.
pub fn binary_from(heap: &mut dyn Heap, length: usize, fill: impl FnOnce(&mut [u8])) -> Term {
    if length <= HEAP_MAX {
        return heap_binary(heap, length, fill);
    }
    let block = Block::new(length, length * 8);
    let bytes = Block::bytes(block);
    // SAFETY: the block has room for as many bytes, and nobody else knows it.
    unsafe {
        bytes.write_bytes(0, length);
        fill(std::slice::from_raw_parts_mut(bytes, length));
        shared(heap, block, length)
    }
}

/// A binary of the bytes of a block.
pub fn binary_of(heap: &mut dyn Heap, mut block: FreshBlock) -> Term {
    let length = block.length();
    if length <= HEAP_MAX {
        return heap_binary(heap, length, |room| room.copy_from_slice(block.bytes_mut()));
    }
    // SAFETY: the block is filled.
    unsafe { shared(heap, block.into_block(), length) }
}

/// A binary whose bytes lie in the heap, whatever their number.
pub fn heap_binary(heap: &mut dyn Heap, length: usize, fill: impl FnOnce(&mut [u8])) -> Term {
    let words = length.div_ceil(8);
    let object = heap.alloc(2 + words);
    // SAFETY: room for header, number and bytes was asked for.
    unsafe {
        object.write(header(Kind::HeapBinary, 1 + words));
        object.add(1).write(length as u64);
        let bytes = object.add(2);
        bytes.write_bytes(0, words);
        fill(std::slice::from_raw_parts_mut(bytes.cast(), length));
    }
    Term::from_boxed(object)
}

/// An object for a block, in which the caller's part goes over to it.
///
/// # Safety
/// The first `length` bytes of `block` are filled.
unsafe fn shared(heap: &mut dyn Heap, block: *mut Block, length: usize) -> Term {
    let object = heap.alloc(SHARED_WORDS);
    // SAFETY: the words were asked for; the caller's promise.
    unsafe { heap.keep_binary(object, block, length) }
}

/// A bitstring of the first `length` bits of some bytes.
pub fn bitstring(heap: &mut dyn Heap, bytes: &[u8], length: usize) -> Term {
    let whole = binary(heap, &bytes[..length.div_ceil(8)]);
    if length.is_multiple_of(8) { whole } else { sub_binary(heap, whole, 0, length) }
}

/// `length` bits of a bitstring from `first` on; `None` if it is no bitstring or has not as many.
pub fn part(heap: &mut dyn Heap, term: Term, first: usize, length: usize) -> Option<Term> {
    let bits = Bits::of(term)?.part(first, length)?;
    // As in OTP, a part that is a small binary is copied: it must not keep a large one alive.
    if length.is_multiple_of(8) && length <= HEAP_MAX * 8 {
        return Some(heap_binary(heap, length / 8, |room| copy_bits(bits, room, 0)));
    }
    // SAFETY: a bitstring is boxed and has the words of its kind.
    unsafe {
        if header_kind(term.header()) != Kind::SubBinary as u8 {
            return Some(sub_binary(heap, term, first, length));
        }
        let start = Term(term.word(1)).as_small() as usize;
        Some(sub_binary(heap, Term(term.word(0)), start + first, length))
    }
}

/// A part of a binary that is no part itself and has the bits.
fn sub_binary(heap: &mut dyn Heap, base: Term, first: usize, length: usize) -> Term {
    let object = heap.alloc(4);
    // SAFETY: four words were asked for.
    unsafe {
        object.write(header(Kind::SubBinary, 3));
        object.add(1).write(base.0);
        object.add(2).write(Term::small(first as i64).0);
        object.add(3).write(Term::small(length as i64).0);
    }
    Term::from_boxed(object)
}

/// The bits of `start` with those of `added` behind them, see [`append_with`].
pub fn append(heap: &mut dyn Heap, start: Term, added: Bits) -> Option<Term> {
    append_with(heap, start, added.len(), |room, at| copy_bits(added, room, at))
}

/// The bits of `start` with as many behind them as `added` says, which `write` puts at the place (counted in bits)
/// that it is given. If `start` is the last that was made by appending to its bytes, and nobody else has them, the bits
/// are written behind those that are there: then a loop that appends takes time by what it appends alone.
pub fn append_with(
    heap: &mut dyn Heap,
    start: Term,
    added: usize,
    write: impl FnOnce(&mut [u8], usize),
) -> Option<Term> {
    let before = Bits::of(start)?;
    if added == 0 {
        return Some(start);
    }
    let total = before.len() + added;
    // A literal may be in use by other threads without being counted.
    if let Some((base, first)) = shared_base(start).filter(|(base, _)| !is_literal(base.pointer())) {
        let end = first + before.len();
        // SAFETY: the object is valid, so its block is alive, and this thread runs the process that has it. What is
        // claimed is in the block and known to nobody else; its bytes are filled before anybody looks at them.
        unsafe {
            let block = base.word(0) as *mut Block;
            if Block::claim(block, end, added) {
                let (within, fresh) = (end / 8, end.div_ceil(8));
                let behind = (end + added).div_ceil(8);
                let bytes = Block::bytes(block);
                bytes.add(fresh).write_bytes(0, behind - fresh);
                write(std::slice::from_raw_parts_mut(bytes.add(within), behind - within), end % 8);
                return Some(sub_binary(heap, base, first, total));
            }
        }
    }
    let length = total.div_ceil(8);
    let is_first = before.is_empty() && total.is_multiple_of(8) && length <= FIRST_ROOM / 2;
    if length <= APPENDED_HEAP_MAX && !is_first {
        let whole = heap_binary(heap, length, |room| {
            copy_bits(before, room, 0);
            write(room, before.len());
        });
        return Some(if total.is_multiple_of(8) { whole } else { sub_binary(heap, whole, 0, total) });
    }
    let capacity = if is_first { FIRST_ROOM } else { (length * 2).max(LEAST_ROOM) };
    let block = Block::new(capacity, total);
    let bytes = Block::bytes(block);
    // SAFETY: the block has room for as many bytes, and nobody else knows it. All that is in use is filled; whoever
    // takes more fills that. So the pages of room that stays unused are never touched.
    unsafe {
        let whole = before.as_bytes().unwrap_or_default();
        bytes.copy_from_nonoverlapping(whole.as_ptr(), whole.len());
        bytes.add(whole.len()).write_bytes(0, length - whole.len());
        let room = std::slice::from_raw_parts_mut(bytes.add(whole.len()), length - whole.len());
        if whole.is_empty() {
            copy_bits(before, room, 0);
        }
        write(room, before.len() - whole.len() * 8);
        let base = shared(heap, block, length);
        Some(sub_binary(heap, base, 0, total))
    }
}

/// The shared binary that a bitstring is or is part of, and where in it it starts.
fn shared_base(term: Term) -> Option<(Term, usize)> {
    // SAFETY: the term is a valid bitstring, so it is boxed and has the words of its kind.
    unsafe {
        let (base, first) = match header_kind(term.header()) {
            kind if kind == Kind::SubBinary as u8 => {
                (Term(term.word(0)), Term(term.word(1)).as_small() as usize)
            }
            _ => (term, 0),
        };
        (header_kind(base.header()) == Kind::SharedBinary as u8).then_some((base, first))
    }
}

/// Bytes of the memory that a bitstring keeps alive, as `binary:referenced_byte_size/1` counts them.
pub fn referenced_bytes(term: Term) -> Option<usize> {
    let bits = Bits::of(term)?;
    // SAFETY: a bitstring is boxed and has the words of its kind.
    unsafe {
        if header_kind(term.header()) != Kind::SubBinary as u8 {
            return Some(bits.len().div_ceil(8));
        }
        Bits::of(Term(term.word(0))).map(|base| base.len().div_ceil(8))
    }
}
