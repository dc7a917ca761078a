//! Equality, which needs no order.
//!
//! What is in memory has one form only, so that two terms are walked side by side: maps with the same keys
//! list these at the same places of tries of the same shape. Parts are looked at by recursion, the last one of
//! each term in a loop; those that lie too deep are put aside.

use std::cmp::Ordering;

use super::{exactly_equal, fun_order};
use crate::atomics;
use crate::bits;
use crate::number::{Number, exact};
use crate::term::{Kind, TAG_BOXED, TAG_CONS, TAG_MASK, Term, header_kind, header_size};

/// So deep parts are looked at by recursion.
const DEPTH: u32 = 32;

const TUPLE: u8 = Kind::Tuple as u8;
const FLOAT: u8 = Kind::Float as u8;
const BIG_POSITIVE: u8 = Kind::BigPositive as u8;
const BIG_NEGATIVE: u8 = Kind::BigNegative as u8;
const FUN: u8 = Kind::Fun as u8;
const MAP: u8 = Kind::Map as u8;
const HASH_MAP: u8 = Kind::HashMap as u8;
const MAP_NODE: u8 = Kind::MapNode as u8;
const HEAP_BINARY: u8 = Kind::HeapBinary as u8;
const SHARED_BINARY: u8 = Kind::SharedBinary as u8;
const SUB_BINARY: u8 = Kind::SubBinary as u8;
const SHARED_REFERENCE: u8 = Kind::SharedReference as u8;

/// Objects of more words than these are compared by a function for that first.
const MANY: usize = 16;

/// Pairs of parts that are put aside.
type Later = Vec<(Term, Term)>;

/// Whether two terms, which are different words that [`may_be`] equal, are so; `EXACT`: numbers of different types differ.
pub fn are_equal<const EXACT: bool>(a: Term, b: Term) -> bool {
    let mut later = Later::new();
    let mut same = walk::<EXACT>(a, b, DEPTH, &mut later);
    while same && let Some((a, b)) = later.pop() {
        same = walk::<EXACT>(a, b, DEPTH, &mut later);
    }
    same
}

/// Whether terms that are different words may be equal: immediates and small integers are so only to themselves, but for
/// small integers and floats of the same value.
#[inline(always)]
pub fn may_be<const EXACT: bool>(a: Term, b: Term) -> bool {
    let by_value = !EXACT && (a.is_pointer() && b.is_small() || a.is_small() && b.is_pointer());
    a.is_pointer() && b.is_pointer() || by_value
}

/// Whether both words have a tag.
#[inline(always)]
fn have_tag(a: Term, b: Term, tag: u64) -> bool {
    (a.0.wrapping_sub(tag) | b.0.wrapping_sub(tag)) & TAG_MASK == 0
}

/// The head and the tail of a term that is a cons cell.
#[inline(always)]
fn cell(list: Term) -> (Term, Term) {
    debug_assert!(list.is_cons());
    let cell = (list.0 - TAG_CONS) as *const Term;
    // SAFETY: a valid cons cell is alive and has two words, which are terms.
    unsafe { (*cell, *cell.add(1)) }
}

/// Two boxed objects of the same kind and size.
struct Alike<'a> {
    kind: u8,
    words: &'a [u64],
    others: &'a [u64],
}

impl Alike<'_> {
    /// The place of the first words that differ.
    #[inline(always)]
    fn first_that_differ(&self) -> Option<usize> {
        if self.words.len() > MANY && self.words == self.others {
            return None;
        }
        self.words.iter().zip(self.others).position(|(word, other)| word != other)
    }
}

/// Two terms that are boxed, if they are alike; else the kind of the first.
#[inline(always)]
fn alike<'a>(a: Term, b: Term) -> Result<Alike<'a>, u8> {
    debug_assert!(have_tag(a, b, TAG_BOXED));
    let (a, b) = ((a.0 - TAG_BOXED) as *const u64, (b.0 - TAG_BOXED) as *const u64);
    // SAFETY: valid boxed objects are alive and as long as their headers say.
    unsafe {
        let (header, kind) = (*a, header_kind(*a));
        if header != *b {
            return Err(kind);
        }
        let words = |object: *const u64| std::slice::from_raw_parts(object.add(1), header_size(header));
        Ok(Alike { kind, words: words(a), others: words(b) })
    }
}

#[inline(always)]
fn part<const EXACT: bool>(a: Term, b: Term, depth: u32, later: &mut Later) -> bool {
    if a == b {
        return true;
    }
    // Most parts have none that are not the same words.
    if have_tag(a, b, TAG_BOXED) {
        if let Ok(alike) = alike(a, b)
            && alike.first_that_differ().is_none()
        {
            return true;
        }
    } else if have_tag(a, b, TAG_CONS) {
        if cell(a) == cell(b) {
            return true;
        }
    } else if !may_be::<EXACT>(a, b) {
        return false;
    }
    if depth == 0 {
        later.push((a, b));
        return true;
    }
    walk::<EXACT>(a, b, depth - 1, later)
}

fn walk<const EXACT: bool>(mut a: Term, mut b: Term, depth: u32, later: &mut Later) -> bool {
    loop {
        while have_tag(a, b, TAG_CONS) {
            let ((head_a, tail_a), (head_b, tail_b)) = (cell(a), cell(b));
            if !part::<EXACT>(head_a, head_b, depth, later) {
                return false;
            }
            if tail_a == tail_b {
                return true;
            }
            (a, b) = (tail_a, tail_b);
        }
        if !have_tag(a, b, TAG_BOXED) {
            return !EXACT && is_same_number(a, b);
        }
        let alike = match alike(a, b) {
            Ok(alike) => alike,
            Err(HEAP_BINARY | SHARED_BINARY | SUB_BINARY) => return bits::are_same(a, b) == Some(true),
            Err(_) => return !EXACT && is_same_number(a, b),
        };
        let Some(mut at) = alike.first_that_differ() else { return true };
        let Alike { kind, words, others } = alike;
        match kind {
            TUPLE => {}
            MAP | HASH_MAP | MAP_NODE if EXACT => {}
            // The keys are the first word.
            MAP if at == 0 && !exactly_equal(Term(words[0]), Term(others[0])) => return false,
            FUN if at == 0 && fun_order(a, b).is_ne() => return false,
            MAP | FUN => at = at.max(1),
            // The number of the keys, then the root.
            HASH_MAP => {}
            MAP_NODE => return at > 0 && children(&words[at..], &others[at..], depth, later),
            FLOAT => return f64::from_bits(words[0]) == f64::from_bits(others[0]),
            BIG_POSITIVE | BIG_NEGATIVE => return false,
            SHARED_REFERENCE => return atomics::payload(a) == atomics::payload(b),
            _ => return bits::are_same(a, b) == Some(true),
        }
        let last = words.len() - 1;
        if at > last {
            return true;
        }
        while at < last {
            if !part::<EXACT>(Term(words[at]), Term(others[at]), depth, later) {
                return false;
            }
            at += 1;
        }
        (a, b) = (Term(words[last]), Term(others[last]));
        if a == b {
            return true;
        }
    }
}

/// Whether the children of two nodes are equal by value: their keys must be the same exactly.
fn children(words: &[u64], others: &[u64], depth: u32, later: &mut Later) -> bool {
    words.iter().zip(others).all(|(&word, &other)| {
        let (a, b) = (Term(word), Term(other));
        if a == b || !have_tag(a, b, TAG_CONS) {
            // Two nodes, or not the same keys.
            return part::<false>(a, b, depth, later);
        }
        let ((key_a, value_a), (key_b, value_b)) = (cell(a), cell(b));
        exactly_equal(key_a, key_b) && part::<false>(value_a, value_b, depth, later)
    })
}

/// Whether two terms are numbers of the same value.
#[cold]
fn is_same_number(a: Term, b: Term) -> bool {
    Number::of(a).zip(Number::of(b)).is_some_and(|(a, b)| exact::compare(a, b) == Ordering::Equal)
}
