//! Changing elements of objects in place.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::ets::{table, writer};
use crate::bifs::{badarg, because};
use crate::build::{self, Arena, ListIter, boolean, is_integer, list_elements, tuple_elements};
use crate::compare::compare;
use crate::ets::object::{Object, write_element};
use crate::ets::registry::Held;
use crate::ets::table::{Access, Data, Kind, Table};
use crate::literals::is_literal;
use crate::number::Integer;
use crate::number::arithmetic::add;
use crate::process::Process;
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("ets", "update_element", update_element),
        Bif::new("ets", "update_counter", |p: &mut Process, handle: Term, key: Term, change: Term| {
            update_counter(p, handle, key, change, None)
        }),
        Bif::new(
            "ets",
            "update_counter",
            |p: &mut Process, handle: Term, key: Term, change: Term, new: Term| {
                update_counter(p, handle, key, change, Some(new))
            },
        ),
    ]
}

/// A table in which a key has one object; any other one is wrong.
#[inline(always)]
fn single(p: &Process, handle: Term, wrong: fn() -> Stop) -> Result<Held, Stop> {
    let table = table(p, handle, Access::Write)?;
    let one = matches!(table.settings.kind, Kind::Set | Kind::OrderedSet);
    if one { Ok(table) } else { Err(wrong()) }
}

/// The place from 0 that a number from 1 on means, which is not that of the key.
fn place(table: &Table, number: Term) -> Result<usize, Stop> {
    let number = number.to_small().and_then(|number| usize::try_from(number).ok()).ok_or_else(badarg)?;
    let place = number.checked_sub(1).ok_or_else(badarg)?;
    if place == table.settings.keypos { Err(because(Atom::new("keypos"))) } else { Ok(place) }
}

fn update_element(p: &mut Process, handle: Term, key: Term, updates: Term) -> BifResult {
    let table = single(p, handle, badarg)?;
    let mut store = writer(p, &table)?;
    let value = |update| match tuple_elements(update) {
        Some(&[number, value]) => Ok((place(&table, number)?, value)),
        _ => Err(badarg()),
    };
    let Some(object) = store.data.one(key) else { return Ok(boolean(false)) };
    if tuple_elements(updates).is_some() {
        write_values(&mut store.data, object, &[value(updates)?])?;
    } else {
        let updates = list_elements(updates).ok_or_else(badarg)?;
        let values: Vec<(usize, Term)> = updates.into_iter().map(value).collect::<Result<_, _>>()?;
        write_values(&mut store.data, object, &values)?;
    }
    Ok(boolean(true))
}

/// Writes elements of an object of the table: in place if they are immediates, else as a new object.
fn write_values(data: &mut Data, object: Term, values: &[(usize, Term)]) -> Result<(), Stop> {
    let elements = tuple_elements(object).unwrap_or(&[]);
    if values.iter().any(|&(place, _)| place >= elements.len()) {
        return Err(badarg());
    }
    let in_place = |&(place, value): &(usize, Term)| !value.is_pointer() && !elements[place].is_pointer();
    if !is_literal(object.pointer()) && values.iter().all(in_place) {
        for &(place, value) in values {
            // SAFETY: the caller has the table's lock for writers, and the places were just checked.
            unsafe { write_element(object, place, value) };
        }
        return Ok(());
    }
    let mut elements = elements.to_vec();
    for &(place, value) in values {
        elements[place] = value;
    }
    let mut arena = Arena::new();
    let changed = Object::new(build::tuple(&mut arena, &elements));
    data.insert(changed);
    Ok(())
}

/// `Increment`, `{Place, Increment}` or `{Place, Increment, Threshold, Value}`.
struct Change {
    place: usize,
    increment: Term,
    bound: Option<(Term, Term)>,
}

fn change(table: &Table, term: Term) -> Result<Change, Stop> {
    let integer = |term| if is_integer(term) { Ok(term) } else { Err(badarg()) };
    match tuple_elements(term) {
        Some(&[number, increment]) => {
            Ok(Change { place: place(table, number)?, increment: integer(increment)?, bound: None })
        }
        Some(&[number, increment, threshold, value]) => Ok(Change {
            place: place(table, number)?,
            increment: integer(increment)?,
            bound: Some((integer(threshold)?, integer(value)?)),
        }),
        _ => Ok(Change { place: table.settings.keypos + 1, increment: integer(term)?, bound: None }),
    }
}

fn update_counter(p: &mut Process, handle: Term, key: Term, term: Term, new: Option<Term>) -> BifResult {
    let table = single(p, handle, || because(Atom::new("table_type")))?;
    if new.is_some_and(|new| tuple_elements(new).is_none()) {
        return Err(badarg());
    }
    if let Some(value) = count_small(p, &table, key, term)? {
        return Ok(value);
    }
    let list = term.is_cons() || term.is_nil();
    // Those of a list name their places.
    let alone = |term: &Term| tuple_elements(*term).is_none();
    let terms = if list { list_elements(term).ok_or_else(badarg)? } else { vec![term] };
    if list && terms.iter().any(alone) {
        return Err(badarg());
    }
    let changes: Vec<Change> =
        terms.into_iter().map(|term| change(&table, term)).collect::<Result<_, _>>()?;
    let new = new.map(|new| with_key(&table, new, key)).transpose()?;
    let mut store = writer(p, &table)?;
    let values = match store.data.one(key) {
        Some(object) => {
            let elements = tuple_elements(object).unwrap_or(&[]);
            let values = counted(p, &mut elements.to_vec(), &changes)?;
            write_values(&mut store.data, object, &values)?;
            values
        }
        None => {
            let mut elements = new.ok_or_else(|| because(atom::BADKEY))?;
            let values = counted(p, &mut elements, &changes)?;
            let mut arena = Arena::new();
            store.data.insert(Object::new(build::tuple(&mut arena, &elements)));
            values
        }
    };
    let results: Vec<Term> = values.into_iter().map(|(_, value)| value).collect();
    if list { Ok(build::list(p, results)) } else { results.first().copied().ok_or_else(badarg) }
}

/// A change of which all numbers are small integers.
struct SmallChange {
    place: usize,
    increment: i64,
    bound: Option<(i64, i64)>,
}

impl SmallChange {
    /// What it makes of a number, if that is a small integer.
    fn of(&self, old: i64) -> Option<i64> {
        let sum = old + self.increment;
        let value = match self.bound {
            Some((threshold, value)) if self.increment < 0 && sum < threshold => value,
            Some((threshold, value)) if self.increment >= 0 && sum > threshold => value,
            _ => sum,
        };
        Term::fits_small(value).then_some(value)
    }
}

/// A change, if it is no more than that; its place may be none.
#[inline]
fn small_change(table: &Table, term: Term) -> Option<SmallChange> {
    let (number, increment, bound) = match tuple_elements(term) {
        Some(&[number, increment]) => (number, increment, None),
        Some(&[number, increment, threshold, value]) => {
            (number, increment, Some((threshold.to_small()?, value.to_small()?)))
        }
        _ => {
            let place = table.settings.keypos + 1;
            return Some(SmallChange { place, increment: term.to_small()?, bound: None });
        }
    };
    let place = usize::try_from(number.to_small()?.checked_sub(1)?).ok()?;
    let change = SmallChange { place, increment: increment.to_small()?, bound };
    (place != table.settings.keypos).then_some(change)
}

/// So many changes at most are made in place.
const FEW: usize = 8;

/// Makes one change or those of a list in place, if all of it is small integers; else changes nothing.
#[inline(always)]
fn count_small(p: &mut Process, table: &Table, key: Term, term: Term) -> Result<Option<Term>, Stop> {
    let store = writer(p, table)?;
    let Some(object) = store.data.one(key).filter(|object| !is_literal(object.pointer())) else {
        return Ok(None);
    };
    let elements = tuple_elements(object).unwrap_or(&[]);
    if !term.is_cons() {
        let changed = small_change(table, term).and_then(|change| {
            let value = change.of(elements.get(change.place)?.to_small()?)?;
            Some((change.place, Term::small(value)))
        });
        let Some((place, value)) = changed else { return Ok(None) };
        // SAFETY: the lock for writers is held, and the element was just read.
        unsafe { write_element(object, place, value) };
        return Ok(Some(value));
    }
    let (mut values, mut count) = ([(0, 0); FEW], 0);
    let mut terms = ListIter::new(term);
    for term in terms.by_ref() {
        let change = small_change(table, term).filter(|_| count < FEW && term.is_boxed());
        let Some(change) = change else { return Ok(None) };
        let made = &values[..count];
        let before = made.iter().rev().find(|&&(place, _)| place == change.place).map(|&(_, value)| value);
        let old = before.or_else(|| elements.get(change.place)?.to_small());
        let Some(value) = old.and_then(|old| change.of(old)) else { return Ok(None) };
        values[count] = (change.place, value);
        count += 1;
    }
    if !terms.ended_proper() {
        return Ok(None);
    }
    for &(place, value) in &values[..count] {
        // SAFETY: the lock for writers is held, and the element was just read.
        unsafe { write_element(object, place, Term::small(value)) };
    }
    let results = values[..count].iter().map(|&(_, value)| Term::small(value));
    Ok(Some(build::list(p, results)))
}

/// The elements of the default object, with a key of its own.
fn with_key(table: &Table, object: Term, key: Term) -> Result<Vec<Term>, Stop> {
    let mut elements = tuple_elements(object).ok_or_else(badarg)?.to_vec();
    *elements.get_mut(table.settings.keypos).ok_or_else(badarg)? = key;
    Ok(elements)
}

/// Makes the changes one after the other; gives the places and the new values, on the process's heap.
fn counted(p: &mut Process, elements: &mut [Term], changes: &[Change]) -> Result<Vec<(usize, Term)>, Stop> {
    let mut values = Vec::with_capacity(changes.len());
    for change in changes {
        let element = elements.get_mut(change.place).ok_or_else(|| because(Atom::new("position")))?;
        if !is_integer(*element) {
            return Err(badarg());
        }
        let value = changed(p, *element, change)?;
        *element = value;
        values.push((change.place, value));
    }
    Ok(values)
}

fn changed(p: &mut Process, old: Term, change: &Change) -> Result<Term, Stop> {
    let sum = add(p, old, change.increment)?;
    let Some((threshold, value)) = change.bound else { return Ok(sum) };
    let down = Integer::of(change.increment).is_some_and(Integer::is_negative);
    let beyond = if down { compare(sum, threshold).is_lt() } else { compare(sum, threshold).is_gt() };
    Ok(if beyond { value } else { sum })
}
