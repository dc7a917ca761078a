//! The order and the equality of terms.
//!
//! number < atom < reference < fun < port < pid < tuple < map < `[]` < list < bitstring. Numbers compare
//! by value; `==` takes 1 and 1.0 for equal, `=:=` does not. Atoms compare by code points, tuples by
//! size and then element by element, lists element by element. The order works with an explicit stack; equality needs
//! less, see `equality`.

mod equality;

use std::cmp::Ordering;

use crate::atom::Atom;
use crate::bits;
use crate::build::{View, tuple_elements, view};
use crate::code::{self, FunEntry};
use crate::map::{self, Difference};
use crate::number::limbs::Signed;
use crate::number::{Number, exact, float};
use crate::term::{Term, header_size};

/// When numbers are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// When their values are (the order of terms).
    ByValue,
    /// When their types are, too, with all integers before all floats: the order of keys in maps.
    IntegersFirst,
}

/// `A == B`.
pub fn equal(a: Term, b: Term) -> bool {
    a == b || equality::may_be::<false>(a, b) && equality::are_equal::<false>(a, b)
}

/// `A =:= B`.
#[inline]
pub fn exactly_equal(a: Term, b: Term) -> bool {
    a == b || equality::may_be::<true>(a, b) && equality::are_equal::<true>(a, b)
}

/// So deep tuples and heads of lists are compared by [`at_sight`]: it calls itself.
const LOOK_DEPTH: u32 = 8;

/// The order of two integers.
fn integers(a: Term, b: Term) -> Option<Ordering> {
    let (mut room_a, mut room_b) = ([0], [0]);
    Some(Signed::of(a, &mut room_a)?.order(Signed::of(b, &mut room_b)?))
}

/// The order of terms, in which 1 and 1.0 are equal.
#[inline]
pub fn compare(a: Term, b: Term) -> Ordering {
    of_short(a, b).unwrap_or_else(|| order(a, b, Numbers::ByValue))
}

/// The order of two small integers, two atoms, or two binaries that lie in heaps.
#[inline]
fn of_short(a: Term, b: Term) -> Option<Ordering> {
    match (a.to_small(), b.to_small()) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ if a == b => Some(Ordering::Equal),
        _ => match (Atom::from_term(a), Atom::from_term(b)) {
            (Some(a), Some(b)) => Some(a.order(b)),
            _ => bits::order_in_heaps(a, b),
        },
    }
}

/// The order of terms in which integers stand before floats, as for keys of maps.
pub fn compare_exactly(a: Term, b: Term) -> Ordering {
    order(a, b, Numbers::IntegersFirst)
}

fn order(a: Term, b: Term, numbers: Numbers) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    if let Some(order) = at_sight(a, b, LOOK_DEPTH) {
        return order;
    }
    match (a.to_small(), float(b), float(a), b.to_small()) {
        (Some(a), Some(b), ..) if numbers == Numbers::ByValue => exact::word_and_float(a, b),
        (.., Some(a), Some(b)) if numbers == Numbers::ByValue => exact::word_and_float(b, a).reverse(),
        _ => differ(a, b, numbers).unwrap_or(Ordering::Equal),
    }
}

/// The order of terms of the most frequent kinds, if they are not too deep and no integer has to be compared with a float.
fn at_sight(mut a: Term, mut b: Term, depth: u32) -> Option<Ordering> {
    let one = |a: Term, b: Term| match of_short(a, b) {
        None if depth > 0 => at_sight(a, b, depth - 1),
        found => found,
    };
    while a.is_cons() && b.is_cons() {
        // SAFETY: both are valid and cons cells.
        let (head_a, head_b, tail_a, tail_b) = unsafe { (a.head(), b.head(), a.tail(), b.tail()) };
        if head_a != head_b {
            let order = one(head_a, head_b)?;
            if order.is_ne() {
                return Some(order);
            }
        }
        if tail_a == tail_b {
            return Some(Ordering::Equal);
        }
        (a, b) = (tail_a, tail_b);
    }
    if !a.is_boxed() || !b.is_boxed() {
        return match (Atom::from_term(a), Atom::from_term(b)) {
            (Some(a), Some(b)) => Some(a.order(b)),
            _ if a.is_nil() && b.is_cons() => Some(Ordering::Less),
            _ if a.is_cons() && b.is_nil() => Some(Ordering::Greater),
            _ => integers(a, b),
        };
    }
    if let (Some(a), Some(b)) = (tuple_elements(a), tuple_elements(b)) {
        if a.len() != b.len() {
            return Some(a.len().cmp(&b.len()));
        }
        for (&a, &b) in a.iter().zip(b) {
            let order = one(a, b)?;
            if order.is_ne() {
                return Some(order);
            }
        }
        return Some(Ordering::Equal);
    }
    if let Some((a, b)) = float(a).zip(float(b)) {
        return Some(exact::floats(a, b));
    }
    bits::order(a, b).or_else(|| integers(a, b))
}

/// What is still to be compared.
enum Rest<'a> {
    Terms(Term, Term),
    Elements(&'a [Term], &'a [Term]),
    /// Keys of maps, or their values in the order of the keys; the last pair is next.
    Pairs(Vec<(Term, Term)>),
    /// What follows is compared in this way.
    Numbers(Numbers),
}

/// The order of the first parts that differ.
fn differ(a: Term, b: Term, mut numbers: Numbers) -> Option<Ordering> {
    let mut rests = Vec::new();
    let (mut a, mut b) = (a, b);
    loop {
        if a != b {
            if let (Some(a), Some(b)) = (a.to_small(), b.to_small()) {
                return Some(a.cmp(&b));
            }
            // Texts are lists.
            let lists_both = a.is_cons() && b.is_cons();
            let found = if lists_both { lists(a, b, &mut rests) } else { step(a, b, numbers, &mut rests) };
            match found {
                Step::Same => {}
                Step::Different(order) => return Some(order),
                Step::Into(next_a, next_b) => {
                    (a, b) = (next_a, next_b);
                    continue;
                }
            }
        }
        (a, b) = loop {
            match rests.pop()? {
                Rest::Terms(a, b) => break (a, b),
                Rest::Elements([first_a, others_a @ ..], [first_b, others_b @ ..]) => {
                    if !others_a.is_empty() {
                        rests.push(Rest::Elements(others_a, others_b));
                    }
                    break (*first_a, *first_b);
                }
                Rest::Elements(..) => {}
                Rest::Pairs(mut pairs) => {
                    if let Some(pair) = pairs.pop() {
                        rests.push(Rest::Pairs(pairs));
                        break pair;
                    }
                }
                Rest::Numbers(others) => numbers = others,
            }
        };
    }
}

enum Step {
    Same,
    Different(Ordering),
    Into(Term, Term),
}

impl From<Ordering> for Step {
    fn from(order: Ordering) -> Step {
        if order == Ordering::Equal { Step::Same } else { Step::Different(order) }
    }
}

/// Compares two terms, which are not both lists with elements, as far as goes without their parts.
fn step(a: Term, b: Term, numbers: Numbers, rests: &mut Vec<Rest<'_>>) -> Step {
    match (view(a), view(b)) {
        (View::Tuple(a), View::Tuple(b)) => {
            if a.len() != b.len() {
                return Step::Different(a.len().cmp(&b.len()));
            }
            tuples(a, b, rests)
        }
        (View::Atom(a), View::Atom(b)) => a.order(b).into(),
        (View::Reference(a), View::Reference(b)) | (View::Port(a), View::Port(b)) => a.cmp(&b).into(),
        (View::Pid(a), View::Pid(b)) => pid_key(a).cmp(&pid_key(b)).into(),
        (View::Fun(a), View::Fun(b)) => funs(a, b, rests),
        (View::Bits(a), View::Bits(b)) => bits::compare(a, b).into(),
        (View::Map(a), View::Map(b)) => maps(a, b, numbers, rests),
        (kind_a, kind_b) => match (number(kind_a), number(kind_b)) {
            (Some(a), Some(b)) => by_number(a, b, numbers),
            _ => rank(kind_a).cmp(&rank(kind_b)).into(),
        },
    }
}

/// Maps compare by their size, then by their keys in order, which are the same only exactly, then by the
/// values in the order of the keys.
fn maps(a: Term, b: Term, numbers: Numbers, rests: &mut Vec<Rest<'_>>) -> Step {
    let sizes = (map::size(a), map::size(b));
    if sizes.0 != sizes.1 {
        return Step::Different(sizes.0.cmp(&sizes.1));
    }
    if let (Some((keys_a, values_a)), Some((keys_b, values_b))) = (map::flat_parts(a), map::flat_parts(b)) {
        if keys_a == keys_b {
            return tuples(values_a, values_b, rests);
        }
        rests.push(Rest::Elements(values_a, values_b));
        rests.push(Rest::Numbers(numbers));
        rests.push(Rest::Elements(keys_a, keys_b));
        rests.push(Rest::Numbers(Numbers::IntegersFirst));
        return Step::Same;
    }
    large_maps(a, b, rests)
}

/// The least key that only one of them has decides; if there is none, the values of the least key for which they differ.
fn large_maps(a: Term, b: Term, rests: &mut Vec<Rest<'_>>) -> Step {
    let mut least: Option<(Term, Ordering)> = None;
    let mut values = Vec::new();
    map::differences(a, b, &mut |difference| {
        let (key, order) = match difference {
            Difference::First(key) => (key, Ordering::Less),
            Difference::Second(key) => (key, Ordering::Greater),
            Difference::Values(key, a, b) => {
                values.push((key, a, b));
                return;
            }
        };
        if least.is_none_or(|(least, _)| compare_exactly(key, least).is_lt()) {
            least = Some((key, order));
        }
    });
    if let Some((_, order)) = least {
        return Step::Different(order);
    }
    values.sort_by(|a, b| compare_exactly(b.0, a.0));
    rests.push(Rest::Pairs(values.into_iter().map(|(_, a, b)| (a, b)).collect()));
    Step::Same
}

/// Walks along the elements of two tuples of the same size as long as these are the same words, which takes no stack.
fn tuples<'a>(a: &'a [Term], b: &'a [Term], rests: &mut Vec<Rest<'a>>) -> Step {
    let mut pairs = a.iter().zip(b);
    while let Some((&first, &second)) = pairs.next() {
        if first == second {
            continue;
        }
        if !first.is_pointer() && !second.is_pointer() {
            // No two of these are equal.
            return Step::Into(first, second);
        }
        let done = a.len() - pairs.len();
        if done < a.len() {
            rests.push(Rest::Elements(&a[done..], &b[done..]));
        }
        return Step::Into(first, second);
    }
    Step::Same
}

/// Walks along two lists as long as their elements are the same words, which takes no stack.
fn lists(mut a: Term, mut b: Term, rests: &mut Vec<Rest<'_>>) -> Step {
    while a.is_cons() && b.is_cons() {
        // SAFETY: both are valid and cons cells.
        let (head_a, head_b, tail_a, tail_b) = unsafe { (a.head(), b.head(), a.tail(), b.tail()) };
        if head_a != head_b {
            if let (Some(a), Some(b)) = (head_a.to_small(), head_b.to_small()) {
                return Step::Different(a.cmp(&b));
            }
            if head_a.is_pointer() || head_b.is_pointer() {
                rests.push(Rest::Terms(tail_a, tail_b));
                return Step::Into(head_a, head_b);
            }
            // No two of these are equal.
            return Step::Into(head_a, head_b);
        }
        if tail_a == tail_b {
            return Step::Same;
        }
        (a, b) = (tail_a, tail_b);
    }
    Step::Into(a, b)
}

fn number(kind: View<'_>) -> Option<Number<'_>> {
    match kind {
        View::Small(value) => Some(Number::Small(value)),
        View::Big(big) => Some(Number::Big(big)),
        View::Float(value) => Some(Number::Float(value)),
        _ => None,
    }
}

fn by_number(a: Number, b: Number, numbers: Numbers) -> Step {
    let is_float = |number| matches!(number, Number::Float(_));
    let by_type = is_float(a).cmp(&is_float(b));
    match numbers {
        Numbers::IntegersFirst if by_type != Ordering::Equal => Step::Different(by_type),
        _ => exact::compare(a, b).into(),
    }
}

/// The place of a kind of term in the order.
fn rank(kind: View) -> u8 {
    match kind {
        View::Small(_) | View::Big(_) | View::Float(_) => 0,
        View::Atom(_) => 1,
        View::Reference(_) => 2,
        View::Fun(_) => 3,
        View::Port(_) => 4,
        View::Pid(_) => 5,
        View::Tuple(_) => 6,
        View::Map(_) => 7,
        View::Nil => 8,
        View::Cons(..) => 9,
        View::Bits(_) => 10,
        View::Internal => 11,
    }
}

/// Pids in the order in which processes were made.
fn pid_key(payload: u64) -> (u64, u64) {
    (payload >> 24, payload & 0xff_ffff)
}

/// The order of two funs without what they closed over: those of a module before those of exported functions; then by
/// module, number and text, and version.
fn fun_order(a: Term, b: Term) -> Ordering {
    // SAFETY: valid terms of kind fun point to entries that live as long as their versions.
    let (entry_a, entry_b): (&FunEntry, &FunEntry) = unsafe { (code::fun_entry(a), code::fun_entry(b)) };
    let key = |entry: &FunEntry| {
        let external = !entry.export.is_null();
        // The number means nothing for exported functions, the name nothing for others.
        let name = if external { entry.name.name() } else { "" };
        (external, entry.module.name(), name, entry.index, entry.unique, entry.arity, entry.version)
    };
    if std::ptr::eq(entry_a, entry_b) { Ordering::Equal } else { key(entry_a).cmp(&key(entry_b)) }
}

/// Funs compare by what they are, then by what they closed over.
fn funs<'a>(a: Term, b: Term, rests: &mut Vec<Rest<'a>>) -> Step {
    let order = fun_order(a, b);
    if order.is_ne() {
        return Step::Different(order);
    }
    let (captured_a, captured_b) = (captured(a), captured(b));
    if captured_a.len() != captured_b.len() {
        return Step::Different(captured_a.len().cmp(&captured_b.len()));
    }
    rests.push(Rest::Elements(captured_a, captured_b));
    Step::Same
}

/// What a fun has closed over.
pub fn captured<'a>(fun: Term) -> &'a [Term] {
    // SAFETY: a valid term of kind fun is as long as its header says; after the header and the entry's
    // address come terms, which are words.
    unsafe {
        let size = header_size(fun.header());
        std::slice::from_raw_parts(fun.pointer().add(2) as *const Term, size.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{self, Arena};
    use crate::term::NIL;

    #[test]
    fn numbers_compare_exactly() {
        let mut heap = Arena::new();
        let one = Term::small(1);
        let float = build::float(&mut heap, 1.0);
        assert!(equal(one, float) && !exactly_equal(one, float));
        assert_eq!(compare(one, float), Ordering::Equal);
        assert_eq!(compare_exactly(one, float), Ordering::Less);
        let odd = build::integer(&mut heap, (1 << 53) + 1);
        let even = build::float(&mut heap, 9007199254740992.0);
        assert_eq!(compare(odd, even), Ordering::Greater);
        let zeros = (build::float(&mut heap, 0.0), build::float(&mut heap, -0.0));
        assert!(exactly_equal(zeros.0, zeros.1));
        let list = |heap: &mut Arena, element| build::list(heap, [element]);
        let lists = (list(&mut heap, one), list(&mut heap, float));
        assert!(equal(lists.0, lists.1) && !exactly_equal(lists.0, lists.1));
    }

    #[test]
    fn depth_is_no_matter() {
        let mut heap = Arena::new();
        let mut nested = |bottom| (0..300_000).fold(bottom, |inner, _| build::tuple(&mut heap, &[inner]));
        let (a, b, c) = (nested(NIL), nested(NIL), nested(Term::small(1)));
        assert!(exactly_equal(a, b));
        assert_eq!(compare(a, c), Ordering::Greater);
        let mut heads = |bottom| (0..300_000).fold(bottom, |inner, _| build::cons(&mut heap, inner, NIL));
        let (a, b) = (heads(NIL), heads(NIL));
        assert!(equal(a, b));
    }
}
