//! The functions of `erlang` on tuples.

use crate::bif::{Bif, BifResult};
use crate::bifs::{badarg, charge};
use crate::bits::Bits;
use crate::build::{self, ListIter, tuple_elements};
use crate::process::Process;
use crate::term::Term;

/// The most elements that a tuple may have, as in OTP.
pub const MAX_TUPLE: usize = (1 << 24) - 1;

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "tuple_size", tuple_size),
        Bif::new("erlang", "size", size),
        Bif::new("erlang", "element", element),
        Bif::new("erlang", "setelement", setelement),
        Bif::new("erlang", "make_tuple", make_tuple),
        Bif::new("erlang", "make_tuple", make_tuple_with),
        Bif::new("erlang", "append_element", append_element),
        Bif::new("erlang", "insert_element", insert_element),
        Bif::new("erlang", "delete_element", delete_element),
        Bif::new("erlang", "list_to_tuple", list_to_tuple),
        Bif::new("erlang", "tuple_to_list", tuple_to_list),
    ]
}

fn elements<'a>(tuple: Term) -> Result<&'a [Term], crate::bif::Stop> {
    tuple_elements(tuple).ok_or_else(badarg)
}

/// The place that a number from 1 up to `count` means, from 0.
fn place(index: Term, count: usize) -> Result<usize, crate::bif::Stop> {
    let index = index.to_small().and_then(|index| usize::try_from(index).ok());
    index.filter(|index| (1..=count).contains(index)).map(|index| index - 1).ok_or_else(badarg)
}

fn tuple_size(_: &mut Process, tuple: Term) -> BifResult {
    Ok(Term::small(elements(tuple)?.len() as i64))
}

/// `size(TupleOrBitstring)`: elements, or whole bytes.
fn size(process: &mut Process, term: Term) -> BifResult {
    match Bits::of(term) {
        Some(bits) => Ok(Term::small((bits.len() / 8) as i64)),
        None => tuple_size(process, term),
    }
}

fn element(_: &mut Process, index: Term, tuple: Term) -> BifResult {
    let elements = elements(tuple)?;
    Ok(elements[place(index, elements.len())?])
}

fn setelement(process: &mut Process, index: Term, tuple: Term, value: Term) -> BifResult {
    let elements = elements(tuple)?;
    let place = place(index, elements.len())?;
    let copy = made(process, elements);
    // SAFETY: nobody has seen the tuple, and it has that element.
    unsafe { copy.pointer().add(1 + place).write(value.0) };
    Ok(copy)
}

fn made(process: &mut Process, elements: &[Term]) -> Term {
    charge(process, elements.len());
    build::tuple(process, elements)
}

fn tuple_of(size: Term, value: Term) -> Result<Vec<Term>, crate::bif::Stop> {
    let size = size.to_small().and_then(|size| usize::try_from(size).ok());
    let size = size.filter(|&size| size <= MAX_TUPLE).ok_or_else(badarg)?;
    Ok(vec![value; size])
}

/// `make_tuple(Size, Value)`.
fn make_tuple(process: &mut Process, size: Term, value: Term) -> BifResult {
    let elements = tuple_of(size, value)?;
    Ok(made(process, &elements))
}

/// `make_tuple(Size, Value, [{Index, Other}])`: later pairs win.
fn make_tuple_with(process: &mut Process, size: Term, value: Term, pairs: Term) -> BifResult {
    let mut elements = tuple_of(size, value)?;
    let mut pairs = ListIter::new(pairs);
    for pair in pairs.by_ref() {
        let &[index, other] = self::elements(pair)? else { return Err(badarg()) };
        let place = place(index, elements.len())?;
        elements[place] = other;
    }
    if pairs.ended_proper() { Ok(made(process, &elements)) } else { Err(badarg()) }
}

fn append_element(process: &mut Process, tuple: Term, value: Term) -> BifResult {
    let elements = elements(tuple)?;
    if elements.len() >= MAX_TUPLE {
        return Err(badarg());
    }
    Ok(made(process, &[elements, &[value]].concat()))
}

fn insert_element(process: &mut Process, index: Term, tuple: Term, value: Term) -> BifResult {
    let mut elements = elements(tuple)?.to_vec();
    let place = place(index, elements.len() + 1)?;
    if elements.len() >= MAX_TUPLE {
        return Err(badarg());
    }
    elements.insert(place, value);
    Ok(made(process, &elements))
}

fn delete_element(process: &mut Process, index: Term, tuple: Term) -> BifResult {
    let mut elements = elements(tuple)?.to_vec();
    let place = place(index, elements.len())?;
    elements.remove(place);
    Ok(made(process, &elements))
}

fn list_to_tuple(process: &mut Process, list: Term) -> BifResult {
    let elements = build::list_elements(list).ok_or_else(badarg)?;
    if elements.len() > MAX_TUPLE {
        return Err(badarg());
    }
    Ok(made(process, &elements))
}

fn tuple_to_list(process: &mut Process, tuple: Term) -> BifResult {
    let elements = elements(tuple)?;
    charge(process, elements.len());
    Ok(build::list(process, elements.iter().copied()))
}
