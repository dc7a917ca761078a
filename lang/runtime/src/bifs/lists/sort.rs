//! Sorted runs of small integers, or of tuples by such keys, of which `lists` makes sorted lists by merging.

use crate::bif::BifResult;
use crate::bifs::{badarg, charge};
use crate::build::{self, ListIter, boolean, tuple_elements};
use crate::process::Process;
use crate::term::{NIL, Term};

/// Elements of a run: sorting them takes a fraction of a millisecond.
const RUN: usize = 8192;

/// So many elements are looked at to tell whether longer runs are worth while.
const LOOK: usize = 1024;

/// Below so many there is little to gain.
const FEW: usize = 32;

/// `is_mixed(Place, List)`: whether the keys at the start of a list of some length are all small integers, of which many
/// are less or greater than both of their neighbours. Where few are, the list consists of runs by itself.
pub fn is_mixed(process: &mut Process, place: Term, list: Term) -> BifResult {
    let place = to_place(place)?;
    let keys = ListIter::new(list).take(LOOK).map(|element| key(element, place));
    let Some(keys) = keys.collect::<Option<Vec<i64>>>() else {
        return Ok(boolean(false));
    };
    charge(process, keys.len());
    let turns = keys.windows(3).filter(|near| (near[1] < near[0]) != (near[2] < near[1])).count();
    Ok(boolean(keys.len() >= FEW && turns >= keys.len() / 8))
}

/// `run(Place, List, Unique)`: the first elements from the greatest key to the least, and the rest of the list. Of equal
/// keys the last comes first, or there is only the first. Gives `false` where one of the keys is no small integer and where
/// a list is not proper.
pub fn run(process: &mut Process, place: Term, list: Term, unique: Term) -> BifResult {
    let place = to_place(place)?;
    let mut elements = ListIter::new(list);
    let keyed = elements.by_ref().take(RUN).map(|element| key(element, place).map(|key| (key, element)));
    let keyed: Option<Vec<(i64, Term)>> = keyed.collect();
    let Some(mut keyed) = keyed.filter(|keyed| !keyed.is_empty()) else {
        return Ok(boolean(false));
    };
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
