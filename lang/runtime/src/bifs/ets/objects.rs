//! Putting objects into tables, finding them by key, taking them out.

use crate::atom;
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::ets::{reader, table, writer};
use crate::bifs::{badarg, because, charge};
use crate::build::{self, boolean, tuple_elements};
use crate::ets::object::{Object, is_flat, listed_object};
use crate::ets::table::{Access, Data, Kind, Table};
use crate::owned::copy_to;
use crate::process::Process;
use crate::term::{NIL, Term};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("ets", "insert", insert),
        Bif::new("ets", "insert_new", insert_new),
        Bif::new("ets", "lookup", lookup),
        Bif::new("ets", "lookup_element", lookup_element),
        Bif::new("ets", "member", |p: &mut Process, handle: Term, key: Term| {
            let table = table(p, handle, Access::Read)?;
            Ok(boolean(reader(p, &table)?.data.one(key).is_some()))
        }),
        Bif::new("ets", "delete", |p: &mut Process, handle: Term, key: Term| {
            let table = table(p, handle, Access::Write)?;
            writer(p, &table)?.data.remove(key);
            Ok(atom::TRUE.term())
        }),
        Bif::new("ets", "delete_object", delete_object),
        Bif::new("ets", "take", take),
        Bif::new("ets", "first", |p: &mut Process, handle: Term| end(p, handle, false)),
        Bif::new("ets", "last", |p: &mut Process, handle: Term| end(p, handle, true)),
        Bif::new("ets", "next", |p: &mut Process, handle: Term, key: Term| neighbour(p, handle, key, false)),
        Bif::new("ets", "prev", |p: &mut Process, handle: Term, key: Term| neighbour(p, handle, key, true)),
        Bif::new("ets", "slot", slot),
        Bif::new("swerl_ets", "following", following),
    ]
}

/// The key of what may stand in the table: a tuple with a key.
fn key(table: &Table, tuple: Term) -> Result<Term, Stop> {
    tuple_elements(tuple).and_then(|elements| elements.get(table.settings.keypos).copied()).ok_or_else(badarg)
}

/// A copy of what may stand in the table.
fn object(table: &Table, tuple: Term) -> Result<Object, Stop> {
    key(table, tuple).map(|_| Object::new(tuple))
}

/// One object or those of a list.
fn objects(table: &Table, term: Term) -> Result<Vec<Object>, Stop> {
    let list = build::list_elements(term).ok_or_else(badarg)?;
    list.into_iter().map(|tuple| object(table, tuple)).collect()
}

fn insert(p: &mut Process, handle: Term, term: Term) -> BifResult {
    let table = table(p, handle, Access::Write)?;
    if is_flat(term) {
        key(&table, term)?;
        writer(p, &table)?.data.insert_flat(term);
        return Ok(atom::TRUE.term());
    }
    if tuple_elements(term).is_some() {
        let object = object(&table, term)?;
        writer(p, &table)?.data.insert(object);
        return Ok(atom::TRUE.term());
    }
    let objects = objects(&table, term)?;
    charge(p, objects.len() * 4);
    insert_all(&table, &mut writer(p, &table)?.data, objects);
    Ok(atom::TRUE.term())
}

/// Of a bag's list the last object goes in first, as in OTP.
fn insert_all(table: &Table, data: &mut Data, objects: Vec<Object>) {
    if table.settings.kind == Kind::Bag {
        objects.into_iter().rev().for_each(|object| data.insert(object));
    } else {
        objects.into_iter().for_each(|object| data.insert(object));
    }
}

fn insert_new(p: &mut Process, handle: Term, term: Term) -> BifResult {
    let table = table(p, handle, Access::Write)?;
    let objects = match tuple_elements(term) {
        Some(_) => {
            let key = key(&table, term)?;
            let mut store = writer(p, &table)?;
            if store.data.one(key).is_some() {
                return Ok(boolean(false));
            }
            if is_flat(term) {
                store.data.insert(Object::new(term));
                return Ok(boolean(true));
            }
            drop(store);
            vec![object(&table, term)?]
        }
        None => objects(&table, term)?,
    };
    charge(p, objects.len() * 4);
    let keypos = table.settings.keypos;
    let mut store = writer(p, &table)?;
    let free = objects.iter().all(|object| store.data.one(object.key(keypos)).is_none());
    if free {
        insert_all(&table, &mut store.data, objects);
    }
    Ok(boolean(free))
}

fn lookup(p: &mut Process, handle: Term, key: Term) -> BifResult {
    let table = table(p, handle, Access::Read)?;
    let store = reader(p, &table)?;
    let mut list = NIL;
    store.data.each_message(key, |object| list = listed_object(object, p, list));
    Ok(list)
}

fn lookup_element(p: &mut Process, handle: Term, key: Term, place: Term) -> BifResult {
    let table = table(p, handle, Access::Read)?;
    let place = place.to_small().and_then(|place| usize::try_from(place).ok()).ok_or_else(badarg)?;
    let place = place.checked_sub(1).ok_or_else(badarg)?;
    let element = |object| tuple_elements(object).and_then(|elements| elements.get(place)).copied();
    let store = reader(p, &table)?;
    if matches!(table.settings.kind, Kind::Set | Kind::OrderedSet) {
        let object = store.data.one(key).ok_or_else(|| because(atom::BADKEY))?;
        let found = element(object).ok_or_else(badarg)?;
        return Ok(copy_to(found, p));
    }
    let (mut list, mut all) = (NIL, true);
    store.data.each(key, |object| match element(object) {
        Some(element) => {
            let element = copy_to(element, p);
            list = build::cons(p, element, list);
        }
        None => all = false,
    });
    match (all, list.is_cons()) {
        (true, true) => Ok(list),
        (true, false) => Err(because(atom::BADKEY)),
        _ => Err(badarg()),
    }
}

fn delete_object(p: &mut Process, handle: Term, object: Term) -> BifResult {
    let table = table(p, handle, Access::Write)?;
    let elements = tuple_elements(object).ok_or_else(badarg)?;
    let key = *elements.get(table.settings.keypos).ok_or_else(badarg)?;
    writer(p, &table)?.data.remove_object(key, object);
    Ok(atom::TRUE.term())
}

/// `take(Table, Key)`: the objects, which are no longer in the table.
fn take(p: &mut Process, handle: Term, key: Term) -> BifResult {
    let table = table(p, handle, Access::Write)?;
    let mut store = writer(p, &table)?;
    let mut list = NIL;
    store.data.each_message(key, |object| list = listed_object(object, p, list));
    store.data.remove(key);
    Ok(list)
}

/// The first or last key. A table without an order has one, which is the same forwards and backwards.
#[inline(always)]
fn end(p: &mut Process, handle: Term, backwards: bool) -> BifResult {
    let table = table(p, handle, Access::Read)?;
    let store = reader(p, &table)?;
    let found = match &store.data {
        Data::Ordered(ordered) => ordered.end(backwards),
        Data::Hashed(hashed) => hashed.first(),
    };
    Ok(found.map_or(atom::END_OF_TABLE.term(), |key| copy_to(key, p)))
}

/// The key after or before another.
#[inline(always)]
fn neighbour(p: &mut Process, handle: Term, from: Term, backwards: bool) -> BifResult {
    let table = table(p, handle, Access::Read)?;
    let store = reader(p, &table)?;
    let found = match &store.data {
        Data::Ordered(ordered) => ordered.neighbour(from, backwards),
        Data::Hashed(hashed) => hashed.next(from).ok_or_else(badarg)?,
    };
    Ok(found.map_or(atom::END_OF_TABLE.term(), |key| copy_to(key, p)))
}

/// `following(Table, Key, Backwards)`: the objects of the key after or before another; none where there is none, or where
/// `ets:next` or `ets:prev` fails.
fn following(p: &mut Process, handle: Term, from: Term, backwards: Term) -> BifResult {
    let backwards = build::to_boolean(backwards).ok_or_else(badarg)?;
    let Ok(table) = table(p, handle, Access::Read) else { return Ok(NIL) };
    let store = match reader(p, &table) {
        Err(Stop::Raise(_)) => return Ok(NIL),
        store => store?,
    };
    let mut list = NIL;
    match &store.data {
        Data::Ordered(ordered) => {
            let object = ordered.neighbour(from, backwards).and_then(|key| ordered.object(key));
            list = object.map_or(NIL, |object| listed_object(object.message(), p, NIL));
        }
        Data::Hashed(hashed) => {
            if let Some(key) = hashed.next(from).flatten() {
                store.data.each_message(key, |object| list = listed_object(object, p, list));
            }
        }
    }
    Ok(list)
}

/// `slot(Table, Number)`: the objects of a bucket, or those at a place in the order.
fn slot(p: &mut Process, handle: Term, number: Term) -> BifResult {
    let table = table(p, handle, Access::Read)?;
    let number = number.to_small().and_then(|number| usize::try_from(number).ok()).ok_or_else(badarg)?;
    let store = reader(p, &table)?;
    let found: Vec<Term> = match &store.data {
        Data::Hashed(hashed) if number < hashed.buckets() => {
            hashed.bucket(number).map(|object| copy_to(object.term(), p)).collect()
        }
        Data::Ordered(ordered) if number < ordered.count() => ordered
            .walk(None, false)
            .nth(number)
            .map(|object| copy_to(object.term(), p))
            .into_iter()
            .collect(),
        Data::Hashed(hashed) if number == hashed.buckets() => return Ok(atom::END_OF_TABLE.term()),
        Data::Ordered(ordered) if number == ordered.count() => return Ok(atom::END_OF_TABLE.term()),
        _ => return Err(badarg()),
    };
    Ok(build::list(p, found))
}
