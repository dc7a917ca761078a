//! What compiled code calls for `#{…}` and `Map#{…}`. Failures are raised where the expression stands:
//! a stack trace does not show these functions.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::badarg;
use crate::bifs::maps::ask_for_room;
use crate::build::{self, View, tuple_elements, view};
use crate::map;
use crate::process::Process;
use crate::raise::{Class, Exception};
use crate::term::Term;

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("swerl", "$map_get", get),
        Bif::new("swerl", "$map_put", put),
        Bif::new("swerl", "$map_put", put_all),
        Bif::new("swerl", "$map_update", update),
        Bif::new("swerl", "$map_update", update_all),
    ]
}

fn raised(process: &mut Process, tag: Atom, value: Term) -> Stop {
    let reason = build::tuple(process, &[tag.term(), value]);
    Stop::Raise(Exception::raised(Class::Error, reason))
}

/// The value that a pattern asks for. Nobody sees the reason of a failure.
fn get(_: &mut Process, key: Term, map: Term) -> BifResult {
    map::get(map, key).ok_or_else(badarg)
}

fn put(process: &mut Process, map: Term, key: Term, value: Term) -> BifResult {
    ask_for_room(process, map);
    map::put(process, map, key, value).ok_or_else(|| raised(process, atom::BADMAP, map))
}

fn update(process: &mut Process, map: Term, key: Term, value: Term) -> BifResult {
    if !map::is_map(map) {
        return Err(raised(process, atom::BADMAP, map));
    }
    ask_for_room(process, map);
    map::update(process, map, key, value).ok_or_else(|| raised(process, atom::BADKEY, key))
}

/// Keys and values in turn.
fn pairs<'a>(words: Term) -> Result<&'a [[Term; 2]], Stop> {
    let (pairs, rest) = tuple_elements(words).unwrap_or(&[]).as_chunks();
    if rest.is_empty() { Ok(pairs) } else { Err(badarg()) }
}

fn put_all(process: &mut Process, mut map: Term, words: Term) -> BifResult {
    if !map::is_map(map) {
        return Err(raised(process, atom::BADMAP, map));
    }
    let pairs = pairs(words)?;
    if map::size(map) == Some(0) {
        // The first of equal keys stays, where they can be told apart, and the last of their values.
        let mut zero = None;
        let keep_first = |key| if is_zero(key) { *zero.get_or_insert(key) } else { key };
        let keys = pairs.iter().map(|pair| pair[0]).map(keep_first);
        let values = pairs.iter().map(|pair| pair[1]);
        return Ok(map::from_pairs(process, keys.zip(values)));
    }
    for &[key, value] in pairs {
        map = put(process, map, key, value)?;
    }
    Ok(map)
}

/// Whether a key is 0.0 or -0.0.
fn is_zero(key: Term) -> bool {
    matches!(view(key), View::Float(value) if value == 0.0)
}

fn update_all(process: &mut Process, mut map: Term, words: Term) -> BifResult {
    for &[key, value] in pairs(words)? {
        map = update(process, map, key, value)?;
    }
    Ok(map)
}
