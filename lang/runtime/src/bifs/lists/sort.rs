//! Sorted runs of small integers, or of tuples by such keys, of which `lists` makes sorted lists by merging.

use crate::bif::BifResult;
use crate::bifs::{badarg, charge};
use crate::build::{self, ListIter, boolean, tuple_elements};
use crate::process::Process;
use crate::term::{NIL, Term};

/// Elements of a run: sorting them takes a fraction of a millisecond.
const RUN: usize = 8192;

/// Below so many there is little to gain.
const FEW: usize = 32;

/// `is_mixed(Place, List)`: whether the keys of a proper list of some length are all small integers, of which many are
/// less or greater than both of their neighbours. Where few are, the list consists of runs by itself.
pub fn is_mixed(process: &mut Process, place: Term, list: Term) -> BifResult {
    let place = to_place(place)?;
    let mut elements = ListIter::new(list);
    let (mut count, mut turns) = (0, 0);
    let (mut last, mut falls) = (i64::MIN, false);
    for element in elements.by_ref() {
        let Some(key) = key(element, place) else {
            charge(process, count);
            return Ok(boolean(false));
        };
        turns += usize::from((key < last) != falls);
        (falls, last) = (key < last, key);
        count += 1;
    }
    charge(process, count);
    Ok(boolean(elements.ended_proper() && count >= FEW && turns >= count / 8))
}

/// `run(Place, List, Unique)`: the first elements from the greatest key to the least, and the rest of the list. Of equal
/// keys the last comes first, or there is only the first.
pub fn run(process: &mut Process, place: Term, list: Term, unique: Term) -> BifResult {
    let place = to_place(place)?;
    let mut elements = ListIter::new(list);
    let keyed = elements.by_ref().take(RUN).map(|element| key(element, place).map(|key| (key, element)));
    let mut keyed: Vec<(i64, Term)> = keyed.collect::<Option<_>>().ok_or_else(badarg)?;
    charge(process, 8 * keyed.len());
    keyed.sort_by_key(|&(key, _)| key);
    if unique == boolean(true) {
        keyed.dedup_by_key(|&mut (key, _)| key);
    }
    let sorted = keyed.iter().rev().map(|&(_, element)| element);
    let sorted = build::list_of(process, keyed.len(), sorted, NIL);
    Ok(build::cons(process, sorted, elements.rest()))
}

/// 0 stands for the whole element.
fn to_place(place: Term) -> Result<usize, crate::bif::Stop> {
    place.to_small().and_then(|place| usize::try_from(place).ok()).ok_or_else(badarg)
}

fn key(element: Term, place: usize) -> Option<i64> {
    match place {
        0 => element.to_small(),
        _ => tuple_elements(element)?.get(place - 1)?.to_small(),
    }
}
