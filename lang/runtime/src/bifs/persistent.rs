//! Module `persistent_term`.

use crate::atom::{self, Atom};
use crate::bif::Bif;
use crate::bifs::{badarg, charge, system_limit};
use crate::build::{self, boolean};
use crate::map;
use crate::persistent;
use crate::process::Process;
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("persistent_term", "get", |p: &mut Process| {
            let all = persistent::all();
            charge(p, all.len());
            let pairs: Vec<Term> =
                all.into_iter().map(|(key, value)| build::tuple(p, &[key, value])).collect();
            Ok(build::list(p, pairs))
        }),
        Bif::new("persistent_term", "get", |_: &mut Process, key: Term| {
            persistent::get(key).ok_or_else(badarg)
        }),
        Bif::new("persistent_term", "get", |_: &mut Process, key: Term, default: Term| {
            Ok(persistent::get(key).unwrap_or(default))
        }),
        Bif::new("persistent_term", "put", |_: &mut Process, key: Term, value: Term| {
            persistent::put(key, value).map_err(|_| system_limit())?;
            Ok(atom::OK.term())
        }),
        Bif::new("persistent_term", "erase", |_: &mut Process, key: Term| {
            Ok(boolean(persistent::erase(key)))
        }),
        Bif::new("persistent_term", "info", |p: &mut Process| {
            let (count, bytes) = persistent::size();
            let pairs = [("count", count), ("memory", bytes)];
            let pairs = pairs.map(|(key, value)| (Atom::new(key).term(), Term::small(value as i64)));
            Ok(map::from_pairs(p, pairs))
        }),
    ]
}
