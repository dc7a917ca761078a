//! Copying terms out of a heap: for messages, arguments of new processes and terms that leave the
//! runtime. No recursion, so that no term is too deep. Literals are not copied, but in *whole* copies: they
//! live as long as the version that owns them, and a census of versions is told who refers to them.

use crate::bits::block::Binaries;
use crate::census;
use crate::literals::{self, is_literal};
use crate::term::{Kind, Term, header_kind, header_size};
use crate::term::{TAG_BOXED, TAG_CONS, TAG_HEADER, TAG_MASK};

/// Words that a copy of `term` takes. Shared parts count as often as they are met.
pub fn size(term: Term) -> usize {
    flat(term).unwrap_or_else(|| words::<false>(term))
}

/// Elements of an object that [`flat`] looks at.
const SHORT: usize = 6;

/// Words of a short tuple or fun that points to nothing, as most messages and the funs of most new processes are.
#[inline]
pub fn flat(term: Term) -> Option<usize> {
    if !term.is_pointer() || term.is_cons() || is_literal(term.pointer()) {
        return None;
    }
    // SAFETY: the term is valid, so its object is alive and as long as its header says.
    let words = unsafe {
        let header = term.header();
        let kind = header_kind(header);
        if (kind != Kind::Tuple as u8 && kind != Kind::Fun as u8) || header_size(header) > SHORT {
            return None;
        }
        std::slice::from_raw_parts(term.pointer().cast_const(), 1 + header_size(header))
    };
    let points = words[1..].iter().fold(false, |points, &word| points | Term(word).is_pointer());
    (!points).then_some(words.len())
}

/// Words of an object without parts, or of one that [`flat`] knows.
#[inline]
fn leaf(term: Term) -> Option<usize> {
    if term.is_cons() || is_literal(term.pointer()) {
        return None;
    }
    // SAFETY: the term is valid and points to an object.
    let header = unsafe { term.header() };
    if Kind::is_opaque(header_kind(header)) { Some(1 + header_size(header)) } else { flat(term) }
}

/// Copies an object of which [`flat`] says that it has so many words.
///
/// # Safety
/// There is room for them at `to`, and the term is valid.
#[inline]
pub unsafe fn copy_flat(term: Term, words: usize, to: *mut u64) -> Term {
    let from = term.pointer();
    // SAFETY: the caller's promise.
    unsafe {
        census::note_object(from, *from);
        for index in 0..words {
            to.add(index).write(*from.add(index));
        }
    }
    Term::from_boxed(to)
}

/// Words that a copy of `term` and of all literals in it takes.
pub fn whole_size(term: Term) -> usize {
    words::<true>(term)
}

fn words<const WHOLE: bool>(term: Term) -> usize {
    let mut words = 0;
    // Stays without memory for a term of one level, as most messages are.
    let mut later: Vec<Term> = Vec::new();
    let mut current = term;
    loop {
        // SAFETY: the term is valid, so everything that it points to is alive.
        let next = unsafe { enter::<WHOLE>(current, &mut words, &mut later) };
        match next.or_else(|| later.pop()) {
            Some(next) => current = next,
            None => return words,
        }
    }
}

/// Counts the object that `term` points to; gives one of its parts to go on with and leaves the others
/// in `later`.
unsafe fn enter<const WHOLE: bool>(term: Term, words: &mut usize, later: &mut Vec<Term>) -> Option<Term> {
    if !term.is_pointer() || !WHOLE && is_literal(term.pointer()) {
        return None;
    }
    // SAFETY: the caller's term is valid.
    unsafe {
        if term.is_cons() {
            return Some(enter_list::<WHOLE>(term, words, later));
        }
        let header = term.header();
        let size = header_size(header);
        *words += 1 + size;
        if !Kind::is_opaque(header_kind(header)) {
            let parts = (0..size).map(|index| Term(term.word(index)));
            later.extend(parts.filter(|part| part.is_pointer()));
        }
        None
    }
}

/// Counts the cells of a list up to one that is not copied; gives what follows the last one that is.
unsafe fn enter_list<const WHOLE: bool>(list: Term, words: &mut usize, later: &mut Vec<Term>) -> Term {
    let literals = literals::bounds();
    let (mut cells, mut leaves) = (0, 0);
    let mut cell = list;
    loop {
        cells += 1;
        // SAFETY: the caller's list is valid.
        let (head, tail) = unsafe { (cell.head(), cell.tail()) };
        if head.is_pointer() {
            match leaf(head) {
                Some(words) => leaves += words,
                None => later.push(head),
            }
        }
        if !goes_on::<WHOLE>(tail, literals) {
            *words += 2 * cells + leaves;
            return tail;
        }
        cell = tail;
    }
}

/// Whether the tail of a cell is another cell that is copied.
#[inline(always)]
fn goes_on<const WHOLE: bool>(tail: Term, (start, length): (usize, usize)) -> bool {
    tail.is_cons() && (WHOLE || (tail.pointer() as usize).wrapping_sub(start) >= length)
}

/// Copies `term` to `*place` and moves `place` behind the copy. Objects that point to blocks of bytes are
/// added to `binaries`, which must be those of the memory that the copy lies in.
///
/// # Safety
/// There is room for [`size`] words at `*place`, and the term is valid.
pub unsafe fn copy(term: Term, place: &mut *mut u64, binaries: &mut Binaries) -> Term {
    // SAFETY: the caller's promise.
    unsafe {
        let Some(words) = flat(term) else { return copy_as::<false>(term, place, binaries) };
        let to = *place;
        *place = to.add(words);
        copy_flat(term, words, to)
    }
}

/// Copies `term` and all literals in it, as [`copy`] does.
///
/// # Safety
/// There is room for [`whole_size`] words at `*place`, and the term is valid.
pub unsafe fn copy_whole(term: Term, place: &mut *mut u64, binaries: &mut Binaries) -> Term {
    // SAFETY: the caller's promise.
    unsafe { copy_as::<true>(term, place, binaries) }
}

/// Copies whole objects that refer to nothing but each other, in one pass.
///
/// # Safety
/// The objects are alive, there is room for their words at `to`, and `binaries` are those of the memory there.
pub unsafe fn copy_piece(words: &[u64], to: *mut u64, binaries: &mut Binaries) {
    let further = (to as u64).wrapping_sub(words.as_ptr() as u64);
    let mut at = 0;
    while let Some(from) = words.get(at) {
        let word = *from;
        // SAFETY: the caller's promise; an object is as long as its header says.
        unsafe {
            let place = to.add(at);
            at += 1;
            match word & TAG_MASK {
                TAG_CONS | TAG_BOXED => place.write(word.wrapping_add(further)),
                TAG_HEADER => {
                    place.write(word);
                    census::note_object(from, word);
                    let kind = header_kind(word);
                    if Kind::is_opaque(kind) {
                        let size = header_size(word);
                        place.add(1).copy_from_nonoverlapping(std::ptr::from_ref(from).add(1), size);
                        at += size;
                    }
                    if kind == Kind::SharedBinary as u8 || kind == Kind::SharedReference as u8 {
                        binaries.copied(place);
                    }
                }
                _ => place.write(word),
            }
        }
    }
}

unsafe fn copy_as<const WHOLE: bool>(term: Term, place: &mut *mut u64, binaries: &mut Binaries) -> Term {
    if !term.is_pointer() {
        return term;
    }
    let start = *place;
    let mut scan = start;
    let mut plain = Plain::default();
    // SAFETY: `shift` writes only the words that `size` has counted; `scan` passes over words that it
    // has written, whole objects at a time where they are opaque.
    unsafe {
        let root = shift::<WHOLE>(term, place, binaries, &mut plain);
        while scan < *place {
            if scan == plain.next {
                scan = plain.pass();
                continue;
            }
            let word = *scan;
            match word & TAG_MASK {
                // The tail of a cell whose list has been copied.
                TAG_CONS
                    if (word as usize).wrapping_sub(start as usize) < *place as usize - start as usize => {}
                TAG_CONS | TAG_BOXED => {
                    *scan = shift::<WHOLE>(Term(word), place, binaries, &mut plain).0;
                }
                TAG_HEADER if Kind::is_opaque(header_kind(word)) => scan = scan.add(header_size(word)),
                _ => {}
            }
            scan = scan.add(1);
        }
        root
    }
}

/// Copies the one object that a pointer points to, its parts still pointing to the old ones.
#[inline]
unsafe fn shift<const WHOLE: bool>(
    term: Term,
    place: &mut *mut u64,
    binaries: &mut Binaries,
    plain: &mut Plain,
) -> Term {
    let from = term.pointer();
    if !WHOLE && is_literal(from) {
        census::note_literal(from);
        return term;
    }
    let to = *place;
    // SAFETY: the caller's term is valid and there is room for its object.
    unsafe {
        if term.is_cons() {
            return shift_list::<WHOLE>(term, place, plain);
        }
        census::note_object(from, *from);
        let words = 1 + header_size(*from);
        match words {
            // Floats, and integers that are not much larger than small ones.
            2 => to.cast::<[u64; 2]>().write(*from.cast()),
            3 => to.cast::<[u64; 3]>().write(*from.cast()),
            _ => to.copy_from_nonoverlapping(from, words),
        }
        *place = to.add(words);
        if term.is_kind(Kind::SharedBinary) || term.is_kind(Kind::SharedReference) {
            binaries.copied(to);
        }
    }
    Term(to as u64 | term.0 & TAG_MASK)
}

/// Copies the cells of a list, one behind the other, up to one that is not copied. Their heads still point to
/// the old ones, as does what follows the last cell.
unsafe fn shift_list<const WHOLE: bool>(list: Term, place: &mut *mut u64, plain: &mut Plain) -> Term {
    let literals = literals::bounds();
    let first = *place;
    let mut to = first;
    let mut cell = list;
    let mut points = false;
    // SAFETY: the caller's list is valid and there is room for its cells.
    unsafe {
        loop {
            let (head, tail) = (cell.head(), cell.tail());
            points |= head.is_pointer();
            to.write(head.0);
            if !goes_on::<WHOLE>(tail, literals) {
                to.add(1).write(tail.0);
                *place = to.add(2);
                break;
            }
            to.add(1).write(to.add(2) as u64 | TAG_CONS);
            to = to.add(2);
            cell = tail;
        }
        if !points && to.offset_from(first) >= LONG {
            plain.add(first, to);
        }
    }
    Term(first as u64 | TAG_CONS)
}

/// Shorter lists without pointers than so many words are looked through like everything else.
const LONG: isize = 32;

/// Pieces of the copy in which nothing points outside it, from the lowest to the highest.
struct Plain {
    /// Where the next one starts; null: there is none.
    next: *mut u64,
    end: *mut u64,
    /// Those behind it, and how many of these have been passed.
    others: Vec<(*mut u64, *mut u64)>,
    passed: usize,
}

impl Default for Plain {
    fn default() -> Plain {
        Plain { next: std::ptr::null_mut(), end: std::ptr::null_mut(), others: Vec::new(), passed: 0 }
    }
}

impl Plain {
    fn add(&mut self, start: *mut u64, end: *mut u64) {
        if self.next.is_null() {
            (self.next, self.end) = (start, end);
        } else {
            self.others.push((start, end));
        }
    }

    /// Goes over to the next piece; gives the end of this one.
    fn pass(&mut self) -> *mut u64 {
        let end = self.end;
        (self.next, self.end) =
            self.others.get(self.passed).copied().unwrap_or((std::ptr::null_mut(), std::ptr::null_mut()));
        self.passed += 1;
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atom::Atom;
    use crate::bits;
    use crate::build::{self, Arena, Heap};
    use crate::literals::LiteralArea;
    use crate::term::NIL;

    fn copied(term: Term) -> (Term, Vec<u64>) {
        let mut memory = vec![0u64; size(term)];
        let mut place = memory.as_mut_ptr();
        // SAFETY: the memory has as many words as the term takes.
        let copy = unsafe { copy(term, &mut place, &mut Binaries::new()) };
        assert_eq!(place as usize, memory.as_ptr_range().end as usize, "size and copy agree");
        (copy, memory)
    }

    #[test]
    fn every_kind_is_copied() {
        let mut arena = Arena::new();
        // An opaque word that looks like a pointer must not be followed.
        let float = build::float(&mut arena, f64::from_bits(0x3ff0_0000_0000_0009));
        let big = build::big_integer(&mut arena, &(dashu_int::IBig::from(3) << 200));
        let inner = build::tuple(&mut arena, &[float, big, NIL]);
        let list = build::list(&mut arena, [inner, Term::small(4), inner]);
        let (copy, _memory) = copied(build::tuple(&mut arena, &[list, list]));
        let parts = build::tuple_elements(copy).unwrap();
        for &part in parts {
            let elements = build::list_elements(part).unwrap();
            assert_eq!(elements[1], Term::small(4));
            let inner = build::tuple_elements(elements[2]).unwrap();
            assert_eq!(build::to_f64(inner[0]).unwrap().to_bits(), 0x3ff0_0000_0000_0009);
            assert_eq!(build::to_ibig(inner[1]), build::to_ibig(big));
        }
        drop(arena);
    }

    #[test]
    fn pieces_are_copied_as_they_are() {
        let mut arena = Arena::new();
        let float = build::float(&mut arena, f64::from_bits(0x3ff0_0000_0000_0009));
        let big = build::big_integer(&mut arena, &(dashu_int::IBig::from(3) << 200));
        let small = bits::binary(&mut arena, b"\x09\x0b\x0f");
        let large = bits::binary(&mut arena, &[9; 100]);
        let part = bits::part(&mut arena, large, 3, 700).unwrap();
        let list = build::list(&mut arena, [float, big, NIL, small, Term::small(9), large, part]);
        let whole = build::tuple(&mut arena, &[list, Atom::new("a").term(), list]);
        let (first, memory) = copied(whole);
        let mut other = vec![0u64; memory.len()];
        let mut binaries = Binaries::new();
        // SAFETY: the words are those of a copy, and there is room for as many.
        unsafe { copy_piece(&memory, other.as_mut_ptr(), &mut binaries) };
        drop((first, memory));
        let copy = Term::from_boxed(other.as_ptr());
        assert!(crate::compare::exactly_equal(copy, whole));
        assert_eq!(binaries.bytes(), 400);
    }

    #[test]
    fn lists_of_lists_are_copied() {
        let mut arena = Arena::new();
        let numbers = |arena: &mut Arena, from: i64, count: i64| {
            build::list(arena, (from..from + count).map(Term::small).collect::<Vec<_>>())
        };
        let lists: Vec<Term> = (1..60).map(|count| numbers(&mut arena, count, count)).collect();
        let tail = numbers(&mut arena, 0, 40);
        let pair = build::tuple(&mut arena, &[tail, lists[50]]);
        let whole = build::list_onto(&mut arena, lists.into_iter().chain([pair]), tail);
        let (copy, _memory) = copied(whole);
        assert!(crate::compare::exactly_equal(copy, whole));
        drop(arena);
    }

    #[test]
    fn depth_does_not_matter() {
        let mut arena = Arena::new();
        let deep = (0..1_000_000).fold(NIL, |inner, _| build::cons(&mut arena, inner, NIL));
        assert_eq!(size(deep), 2_000_000);
        let (mut copy, _memory) = copied(deep);
        let mut depth = 0;
        while copy.is_cons() {
            // SAFETY: the copy's memory is alive.
            copy = unsafe { copy.head() };
            depth += 1;
        }
        assert_eq!(depth, 1_000_000);
    }

    #[test]
    fn literals_are_shared() {
        let mut area = LiteralArea::new();
        let literal = build::string(&mut area, "constant");
        let mut arena = Arena::new();
        let tuple = build::tuple(&mut arena, &[literal, literal]);
        assert_eq!((size(literal), size(tuple)), (0, 3));
        let (copy, _memory) = copied(tuple);
        assert_eq!(build::tuple_elements(copy).unwrap()[0], literal);
        assert!((arena.alloc(1) as usize).is_multiple_of(8));
    }
}
