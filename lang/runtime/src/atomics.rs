//! Arrays of 64-bit integers that many processes change at once: what `atomics` and `counters` are made of.
//!
//! Such an array is known by a reference of its own kind, [`Kind::SharedReference`], which points to a counted block
//! as a large binary does: the array goes when nobody has the reference any more.

use std::sync::atomic::AtomicU64;

use crate::bits::block::{Block, SHARED_WORDS};
use crate::build::Heap;
use crate::process::Process;
use crate::reference;
use crate::term::{Kind, Term, header};

/// Words before the integers: the reference's number; how many integers there are, above whether they are signed.
const HEAD: usize = 2;

/// An array.
#[derive(Clone, Copy)]
pub struct Atomics<'a> {
    pub signed: bool,
    pub cells: &'a [AtomicU64],
}

/// Makes an array of zeros; gives its reference.
pub fn make(process: &mut Process, count: usize, signed: bool) -> Term {
    let words = HEAD + count;
    let block = Block::new(words * 8, words * 64);
    let start = Block::bytes(block).cast::<u64>();
    let number = reference::make().payload();
    let place = process.alloc(SHARED_WORDS);
    // SAFETY: the block has so many words, aligned as they are, which nobody else knows yet; the place is one for a
    // pointer to it.
    unsafe {
        start.write_bytes(0, words);
        start.write(number);
        start.add(1).write((count as u64) << 1 | u64::from(signed));
        let term = process.keep_binary(place, block, words * 8);
        // It is no binary, but is counted as one.
        place.write(header(Kind::SharedReference, SHARED_WORDS - 1));
        term
    }
}

/// The words of the block of a reference.
fn words(term: Term) -> *const u64 {
    // SAFETY: the caller's term is such a reference, whose first word is the address of its block.
    Block::bytes(unsafe { term.word(0) } as *mut Block).cast()
}

/// The number of a [`Kind::SharedReference`].
pub(crate) fn payload(term: Term) -> u64 {
    // SAFETY: the block lives as long as the term.
    unsafe { *words(term) }
}

/// The array of a reference; `None`: it is another term.
pub fn of<'a>(term: Term) -> Option<Atomics<'a>> {
    // SAFETY: terms are valid; the block of such a reference lives as long as the term, and its integers are only
    // used as atomics.
    unsafe {
        if !term.is_kind(Kind::SharedReference) {
            return None;
        }
        let start = words(term);
        let head = *start.add(1);
        let cells = std::slice::from_raw_parts(start.add(HEAD).cast(), (head >> 1) as usize);
        Some(Atomics { signed: head & 1 != 0, cells })
    }
}

/// Bytes that an array of so many integers takes, its reference not counted.
pub fn bytes(count: usize) -> usize {
    (HEAD + count) * 8 + size_of::<Block>()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use super::*;
    use crate::build::{View, view};
    use crate::code::Leave;
    use crate::message::{Message, Signal};
    use crate::testing::{entry, process, segment};

    #[test]
    fn an_array_goes_with_its_last_reference() {
        let mut p = process(segment(entry(1, 0), |_| Leave::Exit), &[crate::term::NIL]);
        let term = make(&mut p, 3, true);
        let cells = of(term).unwrap().cells;
        cells[2].store(7, Ordering::Relaxed);
        let node = Message::new(Signal::Message, term);
        assert!(matches!((view(term), view(node.term)), (View::Reference(a), View::Reference(b)) if a == b));
        p.x[0] = term;
        p.flags |= crate::process::FLAG_COLLECT;
        crate::gc::collect(&mut p, 1, 0);
        assert_eq!(of(p.x[0]).unwrap().cells[2].load(Ordering::Relaxed), 7);
        p.x[0] = crate::term::NIL;
        p.flags |= crate::process::FLAG_COLLECT;
        crate::gc::collect(&mut p, 1, 0);
        assert!(p.binaries().is_empty());
        assert_eq!(of(node.term).unwrap().cells[2].load(Ordering::Relaxed), 7);
    }
}
