//! The process dictionary.

use crate::atom;
use crate::bif::{Bif, BifResult};
use crate::build;
use crate::compare;
use crate::dictionary::Dictionary;
use crate::process::Process;
use crate::term::{NIL, Term};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "put", |p: &mut Process, key: Term, value: Term| {
            Ok(or_undefined(p.rare().dictionary.put(key, value)))
        }),
        Bif::new("erlang", "get", |p: &mut Process, key: Term| {
            Ok(or_undefined(dictionary(p).and_then(|dictionary| dictionary.get(key))))
        }),
        Bif::new("erlang", "get", |p: &mut Process| {
            let entries = dictionary(p).map_or(Vec::new(), |dictionary| dictionary.entries().to_vec());
            pairs(p, &entries)
        }),
        Bif::new("erlang", "get_keys", |p: &mut Process| {
            let entries = dictionary(p).map_or(Vec::new(), |dictionary| dictionary.entries().to_vec());
            Ok(build::list(p, entries.into_iter().map(|(key, _)| key)))
        }),
        Bif::new("erlang", "get_keys", |p: &mut Process, value: Term| {
            let entries = dictionary(p).map_or(Vec::new(), |dictionary| dictionary.entries().to_vec());
            let with_value = entries.into_iter().filter(|&(_, other)| compare::exactly_equal(other, value));
            let keys: Vec<Term> = with_value.map(|(key, _)| key).collect();
            Ok(build::list(p, keys))
        }),
        Bif::new("erlang", "erase", |p: &mut Process, key: Term| {
            let rare = p.rare.as_mut();
            Ok(or_undefined(rare.and_then(|rare| rare.dictionary.erase(key))))
        }),
        Bif::new("erlang", "erase", |p: &mut Process| {
            let entries = p.rare.as_mut().map_or(Vec::new(), |rare| rare.dictionary.erase_all());
            pairs(p, &entries)
        }),
    ]
}

fn dictionary(p: &Process) -> Option<&Dictionary> {
    p.rare.as_ref().map(|rare| &rare.dictionary)
}

fn or_undefined(value: Option<Term>) -> Term {
    value.unwrap_or(atom::UNDEFINED.term())
}

fn pairs(p: &mut Process, entries: &[(Term, Term)]) -> BifResult {
    Ok(entries.iter().rev().fold(NIL, |rest, &(key, value)| {
        let pair = build::tuple(p, &[key, value]);
        build::cons(p, pair, rest)
    }))
}
