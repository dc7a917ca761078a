//! Building terms on any heap, and reading them.
//!
//! Every function here that takes a term relies on the rule that holds throughout the runtime: a term
//! that is passed around is valid, that is, the heap, message or literal area that holds it is alive
//! for as long as the term is used. The functions are safe to write calls of under that rule.

use dashu_int::{IBig, Sign};

use crate::atom::{self, Atom};
use crate::bits::Bits;
use crate::bits::block::{Binaries, Block};
use crate::term::{IMM_ATOM, IMM_MASK, IMM_NIL, IMM_PID, IMM_PORT, IMM_REF};
use crate::term::{
    Kind, NIL, TAG_BOXED, TAG_CONS, TAG_IMMEDIATE, TAG_MASK, Term, header, header_kind, header_size,
};

/// Where terms are made.
///
/// # Safety
/// `alloc` gives memory that is aligned to 8 bytes, holds that many words, and is nobody else's for
/// as long as the terms that are made in it are used.
pub unsafe trait Heap {
    /// Room for `words` words, not yet filled. Never fails: running out of memory ends the program.
    fn alloc(&mut self, words: usize) -> *mut u64;

    /// The objects in this heap that point to blocks of bytes outside of it; a new one is added to them.
    fn binaries(&mut self) -> &mut Binaries;

    /// Writes an object that points to a block, and takes over the caller's part in it.
    ///
    /// # Safety
    /// `place` is fresh room of [`crate::bits::block::SHARED_WORDS`] from [`Heap::alloc`]; the first
    /// `length` bytes of `block` are filled.
    unsafe fn keep_binary(&mut self, place: *mut u64, block: *mut Block, length: usize) -> Term {
        // SAFETY: the caller's promise.
        unsafe { self.binaries().make(place, block, length) }
    }
}

/// A heap of separate pieces that are kept until it is dropped: for terms that belong to no process.
#[derive(Debug, Default)]
pub struct Arena {
    /// Goes first: its objects lie in the pieces.
    binaries: Binaries,
    pieces: Vec<Box<[u64]>>,
    /// Words used of the last piece.
    used: usize,
}

/// The length of an arena's first piece, in words: cheap for a single value. Each further one is twice as long, up
/// to the second bound, so that a long list takes few.
const ARENA_PIECE: (usize, usize) = (32, 512);

impl Arena {
    pub fn new() -> Arena {
        Arena::default()
    }
}

// SAFETY: pieces are boxed slices that neither move nor go before the arena does, and every word of
// them is given out once.
unsafe impl Heap for Arena {
    fn alloc(&mut self, words: usize) -> *mut u64 {
        let last = self.pieces.last().map_or(0, |piece| piece.len());
        if last - self.used < words {
            let length = (last * 2).clamp(ARENA_PIECE.0, ARENA_PIECE.1);
            self.pieces.push(vec![0; words.max(length)].into_boxed_slice());
            self.used = 0;
        }
        let start = self.used;
        self.used += words;
        self.pieces.last_mut().map_or(std::ptr::null_mut(), |piece| piece[start..].as_mut_ptr())
    }

    fn binaries(&mut self) -> &mut Binaries {
        &mut self.binaries
    }
}

/// A cell of a list.
pub fn cons(heap: &mut dyn Heap, head: Term, tail: Term) -> Term {
    let cell = heap.alloc(2);
    // SAFETY: two words were asked for.
    unsafe {
        cell.write(head.0);
        cell.add(1).write(tail.0);
    }
    Term::from_cons(cell)
}

/// A boxed object of `words`.
fn boxed(heap: &mut dyn Heap, kind: Kind, words: &[u64]) -> Term {
    let object = heap.alloc(1 + words.len());
    // SAFETY: room for the header and the words was asked for, and fresh memory overlaps nothing.
    unsafe {
        object.write(header(kind, words.len()));
        object.add(1).copy_from_nonoverlapping(words.as_ptr(), words.len());
    }
    Term::from_boxed(object)
}

/// A tuple of `elements`.
pub fn tuple(heap: &mut dyn Heap, elements: &[Term]) -> Term {
    let object = heap.alloc(1 + elements.len());
    // SAFETY: room for header and elements was asked for; a `Term` is a word.
    unsafe {
        object.write(header(Kind::Tuple, elements.len()));
        object.add(1).copy_from_nonoverlapping(elements.as_ptr().cast(), elements.len());
    }
    Term::from_boxed(object)
}

/// A float. The caller knows that it is finite: the language has no others.
pub fn float(heap: &mut dyn Heap, value: f64) -> Term {
    debug_assert!(value.is_finite());
    boxed(heap, Kind::Float, &[value.to_bits()])
}

/// An integer.
pub fn integer(heap: &mut dyn Heap, value: i64) -> Term {
    if Term::fits_small(value) {
        return Term::small(value);
    }
    let kind = if value < 0 { Kind::BigNegative } else { Kind::BigPositive };
    boxed(heap, kind, &[value.unsigned_abs()])
}

/// An integer that is not negative.
pub fn unsigned(heap: &mut dyn Heap, value: u64) -> Term {
    match i64::try_from(value) {
        Ok(value) => integer(heap, value),
        Err(_) => boxed(heap, Kind::BigPositive, &[value]),
    }
}

/// An integer of any size.
pub fn big_integer(heap: &mut dyn Heap, value: &IBig) -> Term {
    let (sign, limbs) = value.as_sign_words();
    limbs_integer(heap, sign == Sign::Negative, limbs)
}

/// An integer of two words.
pub fn wide_integer(heap: &mut dyn Heap, value: i128) -> Term {
    match i64::try_from(value) {
        Ok(value) => integer(heap, value),
        Err(_) => sized_integer(heap, value < 0, value.unsigned_abs()),
    }
}

/// An integer from its sign and a size of two words; made small if it is.
#[inline]
pub fn sized_integer(heap: &mut dyn Heap, negative: bool, size: u128) -> Term {
    let (low, high) = (size as u64, (size >> 64) as u64);
    // The smallest small integer has one more than the largest on the other side.
    if high == 0 && low <= crate::term::SMALL_MAX as u64 + u64::from(negative) {
        return Term::small(if negative { (low as i64).wrapping_neg() } else { low as i64 });
    }
    let kind = if negative { Kind::BigNegative } else { Kind::BigPositive };
    let words = 1 + usize::from(high != 0);
    let object = heap.alloc(1 + words);
    // SAFETY: room for the header and as many words as are written was asked for.
    unsafe {
        object.write(header(kind, words));
        object.add(1).write(low);
        if high != 0 {
            object.add(2).write(high);
        }
    }
    Term::from_boxed(object)
}

/// An integer from its limbs, least significant first; made small if it is.
pub fn limbs_integer(heap: &mut dyn Heap, negative: bool, limbs: &[u64]) -> Term {
    let used = limbs.iter().rposition(|&limb| limb != 0).map_or(0, |last| last + 1);
    match limbs[..used] {
        [] => return Term::small(0),
        [limb] => return sized_integer(heap, negative, u128::from(limb)),
        _ => {}
    }
    boxed(heap, if negative { Kind::BigNegative } else { Kind::BigPositive }, &limbs[..used])
}

/// A proper list.
pub fn list<I>(heap: &mut dyn Heap, elements: I) -> Term
where
    I: IntoIterator<Item = Term, IntoIter: DoubleEndedIterator>,
{
    list_onto(heap, elements, NIL)
}

/// A list that ends in `tail`.
pub fn list_onto<I>(heap: &mut dyn Heap, elements: I, tail: Term) -> Term
where
    I: IntoIterator<Item = Term, IntoIter: DoubleEndedIterator>,
{
    elements.into_iter().rev().fold(tail, |tail, head| cons(heap, head, tail))
}

/// A list of the first `count` elements that ends in `tail`, in one piece of memory.
///
/// # Panics
/// If there are fewer elements.
pub fn list_of<I: Iterator<Item = Term>>(
    heap: &mut dyn Heap,
    count: usize,
    mut elements: I,
    tail: Term,
) -> Term {
    if count == 0 {
        return tail;
    }
    let cells = heap.alloc(2 * count);
    for index in 0..count {
        let element = elements.next().expect("as many elements as were counted");
        // SAFETY: two words for each of `count` cells were asked for; the last one points to `tail`.
        unsafe {
            let cell = cells.add(2 * index);
            cell.write(element.0);
            let next = if index + 1 == count { tail } else { Term::from_cons(cell.add(2)) };
            cell.add(1).write(next.0);
        }
    }
    Term::from_cons(cells)
}

/// A list of code points.
pub fn string(heap: &mut dyn Heap, text: &str) -> Term {
    let characters = text.chars().map(|character| Term::small(character as i64));
    list_of(heap, text.chars().count(), characters, NIL)
}

/// A list of bytes.
pub fn byte_list(heap: &mut dyn Heap, bytes: &[u8]) -> Term {
    list_of(heap, bytes.len(), bytes.iter().map(|&byte| Term::small(i64::from(byte))), NIL)
}

/// `true` or `false`.
pub const fn boolean(value: bool) -> Term {
    Atom::boolean(value).term()
}

/// The value of `true` or `false`.
pub fn to_boolean(term: Term) -> Option<bool> {
    match term {
        _ if term == atom::TRUE.term() => Some(true),
        _ if term == atom::FALSE.term() => Some(false),
        _ => None,
    }
}

impl std::fmt::Debug for Term {
    /// The word itself, so that printing never follows a pointer.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.to_small() {
            Some(value) => write!(f, "Term({value})"),
            None => match Atom::from_term(*self) {
                Some(atom) => write!(f, "Term({})", atom.name()),
                None => write!(f, "Term({:#x})", self.0),
            },
        }
    }
}

/// What a term is, with its parts.
#[derive(Debug, Clone, Copy)]
pub enum View<'a> {
    Small(i64),
    Big(BigView<'a>),
    Float(f64),
    Atom(Atom),
    Nil,
    /// Head and tail.
    Cons(Term, Term),
    Tuple(&'a [Term]),
    /// See [`crate::map`].
    Map(Term),
    /// Of any bitstring.
    Bits(Bits<'a>),
    Fun(Term),
    /// The payload of the immediate.
    Pid(u64),
    /// The payload of the immediate.
    Port(u64),
    /// The payload of the immediate, or the number of one with memory.
    Reference(u64),
    /// What no program can see: a header, a raw stack trace.
    Internal,
}

/// An integer that is not small.
#[derive(Debug, Clone, Copy)]
pub struct BigView<'a> {
    pub negative: bool,
    /// Least significant first, the highest is not zero.
    pub limbs: &'a [u64],
}

impl BigView<'_> {
    pub fn to_ibig(self) -> IBig {
        let sign = if self.negative { Sign::Negative } else { Sign::Positive };
        IBig::from_sign_words(sign, self.limbs)
    }
}

/// What a term is.
pub fn view<'a>(term: Term) -> View<'a> {
    if let Some(value) = term.to_small() {
        return View::Small(value);
    }
    match term.0 & TAG_MASK {
        // SAFETY: the term is valid (the rule of this module), so its cell is alive.
        TAG_CONS => unsafe { View::Cons(term.head(), term.tail()) },
        TAG_BOXED => view_boxed(term),
        TAG_IMMEDIATE => match term.0 & IMM_MASK {
            IMM_ATOM => Atom::from_term(term).map_or(View::Internal, View::Atom),
            IMM_NIL => View::Nil,
            IMM_PID => View::Pid(term.payload()),
            IMM_PORT => View::Port(term.payload()),
            IMM_REF => View::Reference(term.payload()),
            _ => View::Internal,
        },
        _ => View::Internal,
    }
}

/// Kind and words of a boxed object.
#[inline]
pub(crate) fn object<'a>(term: Term) -> Option<(u8, &'a [u64])> {
    if !term.is_boxed() {
        return None;
    }
    // SAFETY: the term is valid (the rule of this module), so its object is alive and as long as its
    // header says.
    unsafe {
        let header = term.header();
        let start = term.pointer().add(1) as *const u64;
        Some((header_kind(header), std::slice::from_raw_parts(start, header_size(header))))
    }
}

fn view_boxed<'a>(term: Term) -> View<'a> {
    let Some((kind, words)) = object(term) else { return View::Internal };
    const TUPLE: u8 = Kind::Tuple as u8;
    const FLOAT: u8 = Kind::Float as u8;
    const BIG_POSITIVE: u8 = Kind::BigPositive as u8;
    const BIG_NEGATIVE: u8 = Kind::BigNegative as u8;
    const FUN: u8 = Kind::Fun as u8;
    const MAP: u8 = Kind::Map as u8;
    const HASH_MAP: u8 = Kind::HashMap as u8;
    const HEAP_BINARY: u8 = Kind::HeapBinary as u8;
    const SHARED_BINARY: u8 = Kind::SharedBinary as u8;
    const SUB_BINARY: u8 = Kind::SubBinary as u8;
    const SHARED_REFERENCE: u8 = Kind::SharedReference as u8;
    match kind {
        MAP | HASH_MAP => View::Map(term),
        HEAP_BINARY | SHARED_BINARY | SUB_BINARY => Bits::of(term).map_or(View::Internal, View::Bits),
        // SAFETY: a `Term` is a word and the words of a tuple are terms.
        TUPLE => View::Tuple(unsafe { std::slice::from_raw_parts(words.as_ptr().cast(), words.len()) }),
        FLOAT => View::Float(f64::from_bits(words[0])),
        BIG_POSITIVE => View::Big(BigView { negative: false, limbs: words }),
        BIG_NEGATIVE => View::Big(BigView { negative: true, limbs: words }),
        FUN => View::Fun(term),
        SHARED_REFERENCE => View::Reference(crate::atomics::payload(term)),
        _ => View::Internal,
    }
}

/// The elements of a tuple.
#[inline]
pub fn tuple_elements<'a>(term: Term) -> Option<&'a [Term]> {
    if !term.is_boxed() {
        return None;
    }
    // SAFETY: the term is valid (the rule of this module), so its object is alive and as long as its header says; the
    // words of a tuple are terms.
    unsafe {
        let header = term.header();
        let elements = term.pointer().add(1).cast::<Term>().cast_const();
        (header_kind(header) == Kind::Tuple as u8)
            .then(|| std::slice::from_raw_parts(elements, header_size(header)))
    }
}

/// The value of an integer of any size.
pub fn to_ibig(term: Term) -> Option<IBig> {
    match view(term) {
        View::Small(value) => Some(IBig::from(value)),
        View::Big(big) => Some(big.to_ibig()),
        _ => None,
    }
}

/// The value of a float.
pub fn to_f64(term: Term) -> Option<f64> {
    match view(term) {
        View::Float(value) => Some(value),
        _ => None,
    }
}

/// `fun m:f/a` of an export cell.
pub fn external_fun(heap: &mut dyn Heap, cell: &'static crate::code::ExportCell) -> Term {
    boxed(heap, Kind::Fun, &[std::ptr::from_ref(cell.fun_entry()) as u64])
}

/// What a fun points to.
pub fn to_fun<'a>(term: Term) -> Option<&'a crate::code::FunEntry> {
    match view(term) {
        // SAFETY: terms are valid (the rule of this module), and a fun keeps its version alive.
        View::Fun(fun) => Some(unsafe { crate::code::fun_entry(fun) }),
        _ => None,
    }
}

/// Whether a term is an integer.
pub fn is_integer(term: Term) -> bool {
    matches!(view(term), View::Small(_) | View::Big(_))
}

/// Whether a term is an integer or a float.
pub fn is_number(term: Term) -> bool {
    matches!(view(term), View::Small(_) | View::Big(_) | View::Float(_))
}

/// The elements of a list, proper or not.
#[derive(Debug, Clone)]
pub struct ListIter {
    rest: Term,
}

impl ListIter {
    pub fn new(list: Term) -> ListIter {
        ListIter { rest: list }
    }

    /// What is left: when all elements have been taken, `[]` or the tail of an improper list.
    pub fn rest(&self) -> Term {
        self.rest
    }

    /// Whether all elements of a proper list have been taken.
    pub fn ended_proper(&self) -> bool {
        self.rest.is_nil()
    }
}

impl Iterator for ListIter {
    type Item = Term;

    fn next(&mut self) -> Option<Term> {
        if !self.rest.is_cons() {
            return None;
        }
        // SAFETY: the list is valid (the rule of this module), so its cells are alive.
        let (head, tail) = unsafe { (self.rest.head(), self.rest.tail()) };
        self.rest = tail;
        Some(head)
    }
}

/// The elements of a proper list.
pub fn list_elements(list: Term) -> Option<Vec<Term>> {
    let mut elements = ListIter::new(list);
    let vector: Vec<Term> = elements.by_ref().collect();
    elements.ended_proper().then_some(vector)
}

/// The text of a proper list of characters.
pub fn list_text(list: Term) -> Option<String> {
    let mut elements = ListIter::new(list);
    let mut text = String::new();
    for element in elements.by_ref() {
        text.push(to_char(element)?);
    }
    elements.ended_proper().then_some(text)
}

/// The character that an integer stands for; surrogates are none.
pub fn to_char(term: Term) -> Option<char> {
    term.to_small().and_then(|code| u32::try_from(code).ok()).and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::{SMALL_MAX, SMALL_MIN};

    #[test]
    fn integers_are_small_when_they_fit() {
        let mut heap = Arena::new();
        for value in [0, 1, -1, SMALL_MAX, SMALL_MIN] {
            assert_eq!(big_integer(&mut heap, &IBig::from(value)), Term::small(value));
            assert_eq!(wide_integer(&mut heap, i128::from(value)), Term::small(value));
            assert_eq!(integer(&mut heap, value), Term::small(value));
        }
        for value in [i128::from(SMALL_MAX) + 1, i128::from(SMALL_MIN) - 1, i128::MIN, i128::MAX, 1 << 64] {
            let term = wide_integer(&mut heap, value);
            assert!(term.is_boxed());
            assert_eq!(to_ibig(term), Some(IBig::from(value)));
        }
        assert_eq!(to_ibig(integer(&mut heap, i64::MIN)), Some(IBig::from(i64::MIN)));
        assert_eq!(to_ibig(unsigned(&mut heap, u64::MAX)), Some(IBig::from(u64::MAX)));
    }

    #[test]
    fn lists_are_read_back() {
        let mut heap = Arena::new();
        let list = string(&mut heap, "häh");
        assert_eq!(list_text(list).as_deref(), Some("häh"));
        let improper = list_onto(&mut heap, [Term::small(1)], Term::small(2));
        let mut elements = ListIter::new(improper);
        assert_eq!(elements.next(), Some(Term::small(1)));
        assert_eq!((elements.next(), elements.rest()), (None, Term::small(2)));
        assert_eq!(list_elements(improper), None);
    }

    #[test]
    fn views_show_the_parts() {
        let mut heap = Arena::new();
        let long = tuple(&mut heap, &vec![NIL; 2000]);
        assert_eq!(tuple_elements(long).map(<[Term]>::len), Some(2000));
        let number = float(&mut heap, 2.5);
        assert_eq!(to_f64(number), Some(2.5));
        assert!(is_number(number) && !is_integer(number));
        assert_eq!(to_boolean(boolean(false)), Some(false));
    }
}
