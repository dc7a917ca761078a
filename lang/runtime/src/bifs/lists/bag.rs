//! Elements that are found by a hash of what stands at their start.

use crate::build::{View, view};
use crate::compare::exactly_equal;
use crate::map;
use crate::term::Term;

/// So many parts of a term go into its hash.
const MOST_PARTS: u32 = 24;

/// As many different elements may be found at the same place.
const MOST_ALIKE: usize = 48;

/// Terms, each as often as it was put in; two that are `=:=` are the same.
pub struct Bag {
    /// One more than the place of the first entry, for each of the hashes' lowest bits; a power of two.
    firsts: Vec<u32>,
    entries: Vec<Entry>,
    /// Terms that have not been taken.
    left: usize,
}

struct Entry {
    term: Term,
    hash: u32,
    /// One more than the place of the next entry with these lowest bits.
    next: u32,
    count: u32,
}

impl Bag {
    /// A bag of so many terms, unless too many that differ are found at the same place.
    pub fn of(terms: impl Iterator<Item = Term>, count: usize) -> Option<Bag> {
        let firsts = vec![0; (2 * u32::try_from(count).ok()?.max(1)).checked_next_power_of_two()? as usize];
        let mut bag = Bag { firsts, entries: Vec::with_capacity(count), left: 0 };
        for term in terms {
            let hash = hash(term);
            let (found, alike) = bag.find(term, hash);
            match found {
                Some(place) => bag.entries[place].count += 1,
                None if alike == MOST_ALIKE => return None,
                None => {
                    let first = bag.first(hash);
                    let next = std::mem::replace(&mut bag.firsts[first], bag.entries.len() as u32 + 1);
                    bag.entries.push(Entry { term, hash, next, count: 1 });
                }
            }
            bag.left += 1;
        }
        Some(bag)
    }

    pub fn left(&self) -> usize {
        self.left
    }

    /// Takes a term that is `=:=` to this one; says whether there was one.
    #[inline]
    pub fn take(&mut self, term: Term) -> bool {
        let (Some(place), _) = self.find(term, hash(term)) else { return false };
        let entry = &mut self.entries[place];
        let taken = entry.count > 0;
        entry.count -= u32::from(taken);
        self.left -= usize::from(taken);
        taken
    }

    fn first(&self, hash: u32) -> usize {
        hash as usize & (self.firsts.len() - 1)
    }

    /// The place of a term, and how many others stand before that.
    #[inline]
    fn find(&self, term: Term, hash: u32) -> (Option<usize>, usize) {
        let (mut next, mut alike) = (self.firsts[self.first(hash)], 0);
        while next > 0 {
            let place = next as usize - 1;
            let entry = &self.entries[place];
            if entry.hash == hash && exactly_equal(entry.term, term) {
                return (Some(place), alike);
            }
            alike += 1;
            next = entry.next;
        }
        (None, alike)
    }
}

/// A hash of the parts at the start of a term; terms that are `=:=` have the same.
#[inline]
fn hash(term: Term) -> u32 {
    let mut hash = Hash { value: 0, left: MOST_PARTS };
    if term.is_pointer() {
        hash.parts(term);
    } else {
        hash.mix(term.0);
    }
    // Only the highest bits depend on all that went in: once more, so that all do.
    let value = hash.value ^ hash.value >> 32;
    (value.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

struct Hash {
    value: u64,
    /// So many parts may still go in.
    left: u32,
}

impl Hash {
    #[inline]
    fn mix(&mut self, word: u64) {
        self.value = (self.value.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    /// Adds a term. It calls itself no deeper than there are parts.
    fn add(&mut self, term: Term) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        if term.is_pointer() { self.parts(term) } else { self.mix(term.0) }
    }

    fn parts(&mut self, term: Term) {
        match view(term) {
            View::Cons(..) => {
                let mut rest = term;
                while rest.is_cons() && self.left > 0 {
                    // SAFETY: a valid cons cell.
                    let (head, tail) = unsafe { (rest.head(), rest.tail()) };
                    self.add(head);
                    rest = tail;
                }
                if !rest.is_cons() {
                    self.add(rest);
                }
            }
            View::Tuple(elements) => {
                self.mix(elements.len() as u64);
                elements.iter().take(self.left as usize).for_each(|&element| self.add(element));
            }
            // 0.0 is the same as -0.0.
            View::Float(value) => self.mix(if value == 0.0 { 0 } else { value.to_bits() }),
            View::Big(big) => {
                self.mix(big.limbs.len() as u64);
                big.limbs.iter().take(self.left as usize).for_each(|&limb| self.mix(limb));
            }
            View::Bits(bits) => {
                self.mix(bits.len() as u64);
                let bytes = (0..bits.len() / 8).take(MOST_PARTS as usize);
                bytes.for_each(|at| self.mix(u64::from(bits.byte(8 * at))));
            }
            View::Reference(payload) => self.mix(payload),
            View::Map(map) => self.mix(map::size(map).unwrap_or(0) as u64),
            // Of what is seldom an element nothing goes in.
            _ => self.mix(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{self, Arena, Heap};

    #[test]
    fn what_is_the_same_is_taken_as_often_as_it_is_there() {
        let heap = &mut Arena::new();
        let long = |heap: &mut dyn Heap, last: i64| {
            build::list(heap, (0..100).chain([last]).map(Term::small).collect::<Vec<_>>())
        };
        let zero = |heap: &mut dyn Heap, value| {
            let zero = build::float(heap, value);
            build::tuple(heap, &[zero])
        };
        let (first, second, third) = (long(heap, 1), long(heap, 2), long(heap, 1));
        let (plus, minus) = (zero(heap, 0.0), zero(heap, -0.0));
        let terms = [first, second, plus, Term::small(7), first];
        let mut bag = Bag::of(terms.into_iter(), terms.len()).unwrap();
        assert!(!bag.take(Term::small(0)) && bag.take(Term::small(7)) && !bag.take(Term::small(7)));
        assert!(bag.take(third) && bag.take(third) && !bag.take(third));
        assert!(bag.take(second) && bag.take(minus));
        assert_eq!(bag.left(), 0);
        let alike: Vec<Term> = (0..100).map(|last| long(heap, last)).collect();
        assert!(Bag::of(alike.iter().copied(), alike.len()).is_none());
        assert!(Bag::of(std::iter::repeat_n(first, 100), 100).is_some());
    }
}
