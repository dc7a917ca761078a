//! In what two large maps differ: they are walked side by side, and what they share is not looked at.

use crate::compare::exactly_equal;
use crate::map::trie::{self, Pairs};
use crate::term::Term;

/// Something in which two maps differ.
#[derive(Debug, Clone, Copy)]
pub enum Difference {
    /// A key that only the first one has.
    First(Term),
    /// A key that only the second one has.
    Second(Term),
    /// A key and its values, which are not the same word.
    Values(Term, Term, Term),
}

/// Tells all differences of the maps with these roots, in no order.
pub(super) fn tell_all(a: Term, b: Term, tell: &mut impl FnMut(Difference)) {
    let mut rests = vec![(a, b)];
    while let Some((a, b)) = rests.pop() {
        match (a.is_cons(), b.is_cons()) {
            _ if a == b => {}
            (false, false) => nodes(a, b, &mut rests, tell),
            (true, false) => within(a, b, Difference::First, Difference::Second, tell),
            (false, true) => within(b, a, Difference::Second, Difference::First, tell),
            (true, true) => {
                let ((key, value), (other, other_value)) = (trie::leaf(a), trie::leaf(b));
                if !exactly_equal(key, other) {
                    tell(Difference::First(key));
                    tell(Difference::Second(other));
                } else if value != other_value {
                    tell(Difference::Values(key, value, other_value));
                }
            }
        }
    }
}

/// Puts the children of two nodes that are at the same place aside, and tells of the others.
fn nodes(a: Term, b: Term, rests: &mut Vec<(Term, Term)>, tell: &mut impl FnMut(Difference)) {
    let ((bitmap_a, children_a), (bitmap_b, children_b)) = (trie::parts(a), trie::parts(b));
    let (mut in_a, mut in_b) = (children_a.iter(), children_b.iter());
    for place in 0..trie::PLACES {
        let taken = |bitmap: u32| bitmap >> place & 1 == 1;
        let a = if taken(bitmap_a) { in_a.next() } else { None };
        let b = if taken(bitmap_b) { in_b.next() } else { None };
        match (a, b) {
            (Some(&a), Some(&b)) if a != b => rests.push((a, b)),
            (Some(_), Some(_)) | (None, None) => {}
            (Some(&a), None) => keys(a).for_each(|(key, _)| tell(Difference::First(key))),
            (None, Some(&b)) => keys(b).for_each(|(key, _)| tell(Difference::Second(key))),
        }
    }
}

/// One map has a single key where the other has a node.
fn within(
    cell: Term,
    node: Term,
    has_one: fn(Term) -> Difference,
    has_more: fn(Term) -> Difference,
    tell: &mut impl FnMut(Difference),
) {
    let (key, value) = trie::leaf(cell);
    let mut same = None;
    for (other, other_value) in keys(node) {
        if same.is_none() && exactly_equal(other, key) {
            same = Some(other_value);
        } else {
            tell(has_more(other));
        }
    }
    match (same, has_one(key)) {
        (None, difference) => tell(difference),
        (Some(other), _) if other == value => {}
        (Some(other), Difference::First(_)) => tell(Difference::Values(key, value, other)),
        (Some(other), _) => tell(Difference::Values(key, other, value)),
    }
}

/// The keys at and below a child of a node, and their values.
fn keys<'a>(child: Term) -> impl Iterator<Item = (Term, Term)> + use<'a> {
    let (one, more) =
        if child.is_cons() { (Some(trie::leaf(child)), None) } else { (None, Some(Pairs::new(child))) };
    one.into_iter().chain(more.into_iter().flatten())
}
