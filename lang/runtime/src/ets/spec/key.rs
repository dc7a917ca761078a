//! What a match specification says about the key of the objects that it finds or makes.

use std::cmp::Ordering;

use crate::atom::Atom;
use crate::build::{View, list_elements, tuple_elements, view};
use crate::compare::{compare, exactly_equal};
use crate::ets::spec::compile::{is_any, proper, variable};
use crate::map;
use crate::term::Term;

/// The keys of the objects that a match specification can find, if each of its heads names one.
pub fn keys(spec: Term, keypos: usize) -> Option<Vec<Term>> {
    let mut keys: Vec<Term> = Vec::with_capacity(1);
    for clause in proper(spec)? {
        let key = pattern_key(clause, keypos).filter(|&key| !has_variable(key))?;
        if !keys.iter().any(|&other| exactly_equal(other, key)) {
            keys.push(key);
        }
    }
    Some(keys)
}

/// Keys that stand together in the order of terms: from the first to the last one that a match specification can find.
pub struct Range {
    /// The patterns of keys of its heads. What one can match begins with the parts before its first variable.
    patterns: Vec<Term>,
}

impl Range {
    /// How a key stands to the range: before it, in it or behind it.
    pub fn side(&self, key: Term) -> Ordering {
        let mut sides = self.patterns.iter().map(|&pattern| side(key, pattern));
        let Some(first) = sides.next() else { return Ordering::Equal };
        if sides.all(|side| side == first) { first } else { Ordering::Equal }
    }
}

/// The range of the keys that a match specification can find, if each of its heads says how they begin.
pub fn range(spec: Term, keypos: usize) -> Option<Range> {
    let mut patterns = Vec::new();
    for clause in proper(spec)? {
        let key = pattern_key(clause, keypos)?;
        if is_open(key) {
            return None;
        }
        patterns.push(key);
    }
    Some(Range { patterns })
}

/// Whether a pattern says nothing of where in the order stands what it matches.
fn is_open(pattern: Term) -> bool {
    matches!(view(pattern), View::Map(_)) || is_any(pattern) || variable(pattern).is_some()
}

/// How a key stands to those that a pattern may match, as far as the parts before its first variable say.
fn side(key: Term, pattern: Term) -> Ordering {
    beginning(key, pattern, DEEPEST).unwrap_or(Ordering::Equal)
}

/// Parts of patterns that lie deeper count as variables: this calls itself.
const DEEPEST: u32 = 16;

/// [`side`]; `None`: all of the key is as in the pattern, which has no variable.
fn beginning(mut key: Term, mut pattern: Term, depth: u32) -> Option<Ordering> {
    if depth == 0 {
        return Some(Ordering::Equal);
    }
    while let (true, View::Cons(head, tail)) = (pattern.is_cons(), view(pattern))
        && let View::Cons(key_head, key_tail) = view(key)
    {
        if let Some(order) = beginning(key_head, head, depth - 1) {
            return Some(order);
        }
        (key, pattern) = (key_tail, tail);
    }
    if !pattern.is_small() && is_open(pattern) {
        return Some(Ordering::Equal);
    }
    match (tuple_elements(key), tuple_elements(pattern)) {
        (Some(elements), Some(patterns)) if elements.len() == patterns.len() => {
            elements.iter().zip(patterns).find_map(|(&key, &pattern)| beginning(key, pattern, depth - 1))
        }
        // That parts are patterns does not matter: kinds or sizes differ.
        _ => Some(compare(key, pattern)).filter(|order| order.is_ne()),
    }
}

fn pattern_key(clause: Term, keypos: usize) -> Option<Term> {
    let head = *tuple_elements(clause)?.first()?;
    tuple_elements(head)?.get(keypos).copied()
}

/// Whether a pattern has variables. Where a whole key has none, a map in it stands for itself alone, as in OTP; elsewhere
/// for all that have what it has.
fn has_variable(pattern: Term) -> bool {
    let mut rests = Vec::new();
    let mut part = pattern;
    loop {
        match view(part) {
            View::Atom(_) if is_any(part) || variable(part).is_some() => return true,
            View::Cons(head, tail) => rests.extend([tail, head]),
            View::Tuple(elements) => rests.extend(elements),
            View::Map(map) => rests.extend(map::pairs(map).into_iter().flatten().map(|(_, value)| value)),
            _ => {}
        }
        match rests.pop() {
            Some(next) => part = next,
            None => return false,
        }
    }
}

/// Whether a pattern stands for one term.
fn is_ground(pattern: Term) -> bool {
    let mut rests = vec![pattern];
    while let Some(part) = rests.pop() {
        match view(part) {
            View::Cons(head, tail) => rests.extend([tail, head]),
            View::Tuple(elements) => rests.extend(elements),
            View::Map(_) => return false,
            _ => {}
        }
    }
    !has_variable(pattern)
}

/// Whether what the match specification makes of an object has the object's key, as far as that can be seen
/// without running it: `select_replace` takes no others.
pub fn keeps_key(spec: Term, keypos: usize) -> bool {
    let clauses = list_elements(spec).unwrap_or_default();
    clauses.into_iter().all(|clause| clause_keeps_key(clause, keypos))
}

fn clause_keeps_key(clause: Term, keypos: usize) -> bool {
    let Some(&[_, _, body]) = tuple_elements(clause) else { return false };
    let Some([body]) = list_elements(body).and_then(|body| <[Term; 1]>::try_from(body).ok()) else {
        return false;
    };
    if is_named(body, "$_") {
        return true;
    }
    let pattern = pattern_key(clause, keypos);
    match tuple_elements(body) {
        Some(&[one]) => {
            let key = tuple_elements(one).and_then(|elements| elements.get(keypos));
            key.is_some_and(|&key| {
                is_object_key(key, keypos) || pattern.is_some_and(|pattern| makes(key, pattern))
            })
        }
        Some(&[tag, value]) if is_named(tag, "const") => {
            let key = tuple_elements(value).and_then(|elements| elements.get(keypos));
            let same = |(&key, pattern)| is_ground(pattern) && exactly_equal(key, pattern);
            key.zip(pattern).is_some_and(same)
        }
        _ => false,
    }
}

fn is_named(term: Term, name: &str) -> bool {
    Atom::from_term(term).is_some_and(|atom| atom.name() == name)
}

/// `{element, KeyPos, '$_'}`
fn is_object_key(expression: Term, keypos: usize) -> bool {
    match tuple_elements(expression) {
        Some(&[function, place, object]) => {
            is_named(function, "element") && place == Term::small(keypos as i64 + 1) && is_named(object, "$_")
        }
        _ => false,
    }
}

/// Whether an expression makes what a pattern has matched.
fn makes(expression: Term, pattern: Term) -> bool {
    let mut rests = vec![(expression, pattern)];
    while let Some((expression, pattern)) = rests.pop() {
        match (view(expression), view(pattern)) {
            (View::Cons(a, b), View::Cons(c, d)) => rests.extend([(b, d), (a, c)]),
            (View::Tuple([tag, value]), _)
                if is_named(*tag, "const") && is_ground(pattern) && exactly_equal(*value, pattern) => {}
            (View::Tuple([inner]), View::Tuple(elements)) => match tuple_elements(*inner) {
                Some(inner) if inner.len() == elements.len() => {
                    rests.extend(inner.iter().copied().zip(elements.iter().copied()));
                }
                _ => return false,
            },
            (View::Tuple(_) | View::Cons(..) | View::Map(_), _)
            | (_, View::Tuple(_) | View::Cons(..) | View::Map(_)) => return false,
            _ if is_any(pattern) || !exactly_equal(expression, pattern) => return false,
            _ => {}
        }
    }
    true
}
