//! `--`.

use std::collections::BTreeMap;

use crate::bif::BifResult;
use crate::bifs::lists::bag::Bag;
use crate::bifs::lists::cells::Cells;
use crate::bifs::lists::proper_length;
use crate::bifs::{badarg, charge};
use crate::build::{self, Heap, ListIter};
use crate::compare::{compare_exactly, exactly_equal};
use crate::process::Process;
use crate::term::Term;

/// Lists of up to this many elements are subtracted by looking through them; beyond, a search by hashes is
/// quicker than the time it takes to prepare.
const SHORT: usize = 16;

/// `A -- B`: for each element of B the first that is `=:=` to it is left out.
pub fn subtract(process: &mut Process, a: Term, b: Term) -> BifResult {
    if let Some(window) = Window::of(b)
        && let Some(result) = subtract_window(process, a, window)
    {
        return result;
    }
    let few = Few::of(b);
    if let Some(few) = few
        && let Some(result) = subtract_in_room(process, a, few)
    {
        return result;
    }
    let (Some(elements), Some(without)) = (proper_length(a), proper_length(b)) else {
        return Err(badarg());
    };
    if elements == 0 || without == 0 {
        return Ok(a);
    }
    charge(process, elements + without);
    if let Some(few) = few {
        return Ok(subtract_by(process, a, elements, few));
    }
    if elements <= SHORT {
        return Ok(subtract_from_few(process, a, b));
    }
    if let Some(bag) = Bag::of(ListIter::new(b), without) {
        return Ok(subtract_by(process, a, elements, bag));
    }
    let (elements, without): (Vec<Term>, Vec<Term>) =
        (ListIter::new(a).collect(), ListIter::new(b).collect());
    Ok(build::list(process, subtract_long(&elements, &without)))
}

/// Different elements that are still to be left out, a bit for each: small integers, or atoms, that are close.
#[derive(Clone, Copy)]
struct Window {
    bits: u64,
    /// The word of the element whose bit is the lowest.
    base: u64,
    /// The words of neighbours are `1 << turn` apart.
    turn: u32,
}

/// What is behind the tag of an atom and of other immediates.
const IMMEDIATE_BITS: u32 = 8;

impl Window {
    /// The elements of a list, if they are all different and close to the first one; none for an empty list.
    fn of(list: Term) -> Option<Window> {
        let mut elements = ListIter::new(list);
        let first = elements.next().filter(|first| !first.is_pointer())?;
        let turn = if first.is_small() { 1 } else { IMMEDIATE_BITS };
        // Most often they are numbers from 0 on.
        let from_zero = first.to_small().is_some_and(|value| (0..64).contains(&value));
        let base = if from_zero { Term::small(0).0 } else { first.0.wrapping_sub(32 << turn) };
        let mut window = Window { bits: 0, base, turn };
        window.bits = 1 << window.place(first);
        for element in elements.by_ref() {
            let place = window.place(element);
            if place >= 64 || window.bits >> place & 1 == 1 {
                return None;
            }
            window.bits |= 1 << place;
        }
        elements.ended_proper().then_some(window)
    }

    /// The bit of an element. Of all words, only those of neighbours have one of the 64.
    #[inline]
    fn place(&self, element: Term) -> u64 {
        element.0.wrapping_sub(self.base).rotate_right(self.turn)
    }

    /// Takes an element that is `=:=` to this one; says whether there was one. Without a branch, as neither is likely.
    #[inline]
    fn take(&mut self, element: Term) -> bool {
        let place = self.place(element);
        let bit = u64::from(place < 64) << (place & 63);
        let taken = self.bits & bit != 0;
        self.bits &= !bit;
        taken
    }
}

/// [`subtract`] in one go, if there is room for the result between heap and stack.
fn subtract_window(process: &mut Process, list: Term, mut without: Window) -> Option<BifResult> {
    let mut cells = Cells::of(process);
    // As in `subtract_in_room`.
    let (mut certain, mut rest) = (0, list);
    let mut count = 0;
    let mut elements = ListIter::new(list);
    // A short list is walked to its end: that is where the processor expects it to end.
    while (without.bits != 0 || count < SHORT)
        && let Some(element) = elements.next()
    {
        count += 1;
        if !cells.push(element) {
            return None;
        }
        let taken = without.take(element);
        cells.pop_if(taken);
        certain = if taken { cells.count() } else { certain };
        rest = if taken { elements.rest() } else { rest };
    }
    charge(process, count + elements.by_ref().count());
    Some(if elements.ended_proper() { Ok(cells.list(process, certain, rest)) } else { Err(badarg()) })
}

/// Up to [`SHORT`] elements that are still to be left out.
#[derive(Clone, Copy)]
struct Few {
    elements: [Term; SHORT],
    count: usize,
    /// Two of them, or others, are the same only if their words are.
    are_words: bool,
    /// If they are: the bits of all elements that there have been, see [`Few::bit`].
    bits: u64,
}

impl Few {
    /// The elements of a list, unless it is too long or none.
    fn of(list: Term) -> Option<Few> {
        let mut few = Few { elements: [Term::small(0); SHORT], count: 0, are_words: true, bits: 0 };
        let mut elements = ListIter::new(list);
        for element in elements.by_ref() {
            *few.elements.get_mut(few.count)? = element;
            few.count += 1;
            few.are_words &= !element.is_pointer();
            few.bits |= Few::bit(element);
        }
        elements.ended_proper().then_some(few)
    }

    /// One bit of 64: small integers that are close have others, and so have most atoms.
    fn bit(element: Term) -> u64 {
        1 << ((element.0 >> 1 ^ element.0 >> 8) & 63)
    }

    /// Takes an element that is `=:=` to this one; says whether there was one.
    #[inline]
    fn take(&mut self, element: Term) -> bool {
        if self.are_words && self.bits & Few::bit(element) == 0 {
            return false;
        }
        let left = &self.elements[..self.count];
        let place = match self.are_words {
            true => left.iter().position(|other| *other == element),
            false => left.iter().position(|other| exactly_equal(element, *other)),
        };
        let Some(place) = place else { return false };
        self.count -= 1;
        self.elements[place] = self.elements[self.count];
        true
    }
}

/// [`subtract`] in one go, if there is room for the result between heap and stack.
fn subtract_in_room(process: &mut Process, list: Term, mut without: Few) -> Option<BifResult> {
    let mut cells = Cells::of(process);
    // What is kept up to the last element left out, and what stands behind that.
    let (mut certain, mut rest) = (0, list);
    let mut count = without.count;
    let mut elements = ListIter::new(list);
    while without.count > 0
        && let Some(element) = elements.next()
    {
        count += 1;
        if without.take(element) {
            (certain, rest) = (cells.count(), elements.rest());
        } else if !cells.push(element) {
            return None;
        }
    }
    charge(process, count + elements.by_ref().count());
    Some(if elements.ended_proper() { Ok(cells.list(process, certain, rest)) } else { Err(badarg()) })
}

/// `list`, of up to [`SHORT`] elements, without the first ones that are among `without`: each of those is looked for here.
fn subtract_from_few(heap: &mut dyn Heap, list: Term, without: Term) -> Term {
    let mut left = [Term::small(0); SHORT];
    let mut count = 0;
    for (place, element) in left.iter_mut().zip(ListIter::new(list)) {
        *place = element;
        count += 1;
    }
    for element in ListIter::new(without) {
        let Some(place) = left[..count].iter().position(|other| exactly_equal(element, *other)) else {
            continue;
        };
        left.copy_within(place + 1..count, place);
        count -= 1;
        if count == 0 {
            break;
        }
    }
    build::list(heap, left[..count].iter().copied())
}

/// Elements that are still to be left out.
trait Without {
    fn left(&self) -> usize;

    /// Takes an element that is `=:=` to this one; says whether there was one.
    fn take(&mut self, element: Term) -> bool;
}

impl Without for Few {
    fn left(&self) -> usize {
        self.count
    }

    #[inline]
    fn take(&mut self, element: Term) -> bool {
        Few::take(self, element)
    }
}

impl Without for Bag {
    fn left(&self) -> usize {
        Bag::left(self)
    }

    #[inline]
    fn take(&mut self, element: Term) -> bool {
        Bag::take(self, element)
    }
}

/// `list`, of `length` elements, without the first ones that are among `without`. What stands behind the last
/// element left out is not copied.
fn subtract_by(process: &mut Process, list: Term, length: usize, mut without: impl Without) -> Term {
    let (mut certain, mut rest) = (0, list);
    let mut elements = ListIter::new(list);
    let mut cells = Cells::of(process);
    if length <= cells.most() {
        while without.left() > 0
            && let Some(element) = elements.next()
        {
            cells.push(element);
            let taken = without.take(element);
            cells.pop_if(taken);
            certain = if taken { cells.count() } else { certain };
            rest = if taken { elements.rest() } else { rest };
        }
        return cells.list(process, certain, rest);
    }
    let mut kept = Vec::with_capacity(length);
    while without.left() > 0
        && let Some(element) = elements.next()
    {
        if without.take(element) {
            (certain, rest) = (kept.len(), elements.rest());
        } else {
            kept.push(element);
        }
    }
    build::list_of(process, certain, kept.iter().copied(), rest)
}

/// A term as a key, in the order in which only `=:=` terms are equal.
struct Key(Term);

impl Ord for Key {
    fn cmp(&self, other: &Key) -> std::cmp::Ordering {
        compare_exactly(self.0, other.0)
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Key) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Key {}

fn subtract_long(elements: &[Term], without: &[Term]) -> Vec<Term> {
    let mut counts = BTreeMap::new();
    for &term in without {
        *counts.entry(Key(term)).or_insert(0usize) += 1;
    }
    let mut keep = |element: &Term| match counts.get_mut(&Key(*element)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    elements.iter().copied().filter(|element| keep(element)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Leave;
    use crate::term::{IMM_PID, NIL, SMALL_MIN};
    use crate::testing::{entry, process, segment};

    #[test]
    fn all_ways_of_subtracting_agree() {
        let mut p = process(segment(entry(1, 16), |_| Leave::Exit), &[NIL]);
        p.x[0] = NIL;
        crate::gc::collect(&mut p, 1, 10_000);
        let heap = &mut *p;
        let floats: Vec<Term> = (0..40).map(|n| build::float(heap, f64::from(n % 7))).collect();
        let integers: Vec<Term> = (0..40).map(|n| Term::small(n % 11)).collect();
        let mixed: Vec<Term> = integers.iter().zip(&floats).flat_map(|(&a, &b)| [a, b]).collect();
        let without: Vec<Term> = mixed.iter().rev().step_by(3).copied().chain([NIL]).collect();
        for (elements, few) in [(&mixed, &without[..SHORT]), (&integers, &integers[..SHORT])] {
            let list = build::list(heap, elements.iter().copied());
            let few_listed = build::list(heap, few.iter().copied());
            let expected = subtract_long(elements, few);
            assert_eq!(expected.len(), elements.len() - few.len());
            let few = Few::of(few_listed).unwrap();
            let short = subtract_by(heap, list, elements.len(), few);
            assert_eq!(ListIter::new(short).collect::<Vec<_>>(), expected);
            let bag = || Bag::of(ListIter::new(few_listed), SHORT).unwrap();
            let by_hashes = subtract_by(heap, list, elements.len(), bag());
            assert_eq!(ListIter::new(by_hashes).collect::<Vec<_>>(), expected);
            let aside = subtract_by(heap, list, heap.room(), bag());
            assert_eq!(ListIter::new(aside).collect::<Vec<_>>(), expected);
            let in_room = subtract_in_room(heap, list, few).unwrap().unwrap();
            assert_eq!(ListIter::new(in_room).collect::<Vec<_>>(), expected);
        }
        let pids = [100, 101, 110, 120].map(|number| Term::immediate(IMM_PID, number));
        let far = [1 << 40, (1 << 40) + 31, (1 << 40) - 32, SMALL_MIN].map(Term::small);
        for without in [&integers[3..9], &pids[1..], &far[..3]] {
            let elements: Vec<Term> = mixed.iter().chain(&pids).chain(&far).chain(without).copied().collect();
            let list = build::list(heap, elements.iter().copied());
            let listed = build::list(heap, without.iter().copied());
            let window = Window::of(listed).unwrap();
            let rest = subtract_window(heap, list, window).unwrap().unwrap();
            assert_eq!(ListIter::new(rest).collect::<Vec<_>>(), subtract_long(&elements, without));
        }
        for others in [&integers[..12], &far[..], &floats[..1], &[pids[0], far[0]]] {
            let listed = build::list(heap, others.iter().copied());
            assert!(Window::of(listed).is_none());
        }
        let improper = build::cons(heap, Term::small(1), Term::small(2));
        let one = build::list(heap, [Term::small(1)]);
        assert!(subtract(heap, improper, one).is_err() && subtract(heap, one, improper).is_err());
        assert!(subtract(heap, improper, NIL).is_err());
    }
}
