//! What a match specification says about the key of the objects that it finds or makes.

use crate::atom::Atom;
use crate::build::{View, list_elements, tuple_elements, view};
use crate::compare::exactly_equal;
use crate::ets::spec::compile::{is_any, variable};
use crate::term::Term;

/// The keys of the objects that a match specification can find, if each of its heads names one.
pub fn keys(spec: Term, keypos: usize) -> Option<Vec<Term>> {
    let mut keys: Vec<Term> = Vec::new();
    for clause in list_elements(spec)? {
        let key = pattern_key(clause, keypos).filter(|&key| is_ground(key))?;
        if !keys.iter().any(|&other| exactly_equal(other, key)) {
            keys.push(key);
        }
    }
    Some(keys)
}

fn pattern_key(clause: Term, keypos: usize) -> Option<Term> {
    let head = *tuple_elements(clause)?.first()?;
    tuple_elements(head)?.get(keypos).copied()
}

/// Whether a pattern has no variables.
fn is_ground(pattern: Term) -> bool {
    let mut rests = vec![pattern];
    while let Some(part) = rests.pop() {
        match view(part) {
            View::Atom(_) if is_any(part) || variable(part).is_some() => return false,
            View::Cons(head, tail) => rests.extend([tail, head]),
            View::Tuple(elements) => rests.extend(elements),
            // A map of a pattern stands for all that have its keys.
            View::Map(_) => return false,
            _ => {}
        }
    }
    true
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
            (View::Tuple(_), _) | (_, View::Tuple(_)) | (View::Cons(..), _) | (_, View::Cons(..)) => {
                return false;
            }
            _ if is_any(pattern) || !exactly_equal(expression, pattern) => return false,
            _ => {}
        }
    }
    true
}
