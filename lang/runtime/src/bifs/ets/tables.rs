//! Making tables, asking about them, deleting them and giving them away.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::ets::{options, reader, table, writer};
use crate::bifs::{badarg, because};
use crate::build::{self, boolean};
use crate::ets::object::OBJECT_WORDS;
use crate::ets::registry;
use crate::ets::table::TABLE_WORDS;
use crate::ets::table::{Access, Data, Kind, Protection, Store, Table, discard};
use crate::process::Process;
use crate::reference;
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("ets", "new", new),
        Bif::new("ets", "delete", |p: &mut Process, handle: Term| {
            let table = table(p, handle, Access::Write)?;
            let store = writer(p, &table)?;
            registry::delete_locked(&table, store);
            Ok(atom::TRUE.term())
        }),
        Bif::new("ets", "delete_all_objects", |p: &mut Process, handle: Term| {
            let table = table(p, handle, Access::Write)?;
            let mut store = writer(p, &table)?;
            let data = table.clear(&mut store, false);
            drop(store);
            discard(data);
            Ok(atom::TRUE.term())
        }),
        Bif::new("ets", "all", |p: &mut Process| {
            let handles: Vec<Term> = registry::all().iter().map(|table| table.handle()).collect();
            Ok(build::list(p, handles))
        }),
        Bif::new("ets", "whereis", |_: &mut Process, name: Term| {
            if !name.is_atom() && !name.is_reference() {
                return Err(badarg());
            }
            Ok(registry::find(name).map_or(atom::UNDEFINED.term(), |table| table.id))
        }),
        Bif::new("ets", "rename", rename),
        Bif::new("ets", "give_away", give_away),
        Bif::new("ets", "setopts", setopts),
        Bif::new("ets", "safe_fixtable", safe_fixtable),
        Bif::new("ets", "info", info),
        Bif::new("ets", "info", info_item),
    ]
}

fn new(p: &mut Process, name: Term, options: Term) -> BifResult {
    let name = Atom::from_term(name).ok_or_else(badarg)?;
    let (settings, heir) = options::read(options).ok_or_else(badarg)?;
    let table = Table::new(reference::make(), name, p.pid, settings, heir);
    let handle = table.handle();
    if registry::add(table) { Ok(handle) } else { Err(because(Atom::new("already_exists"))) }
}

fn rename(p: &mut Process, handle: Term, name: Term) -> BifResult {
    let table = table(p, handle, Access::Write)?;
    let name = Atom::from_term(name).ok_or_else(badarg)?;
    if registry::rename(&table, name) { Ok(table.handle()) } else { Err(badarg()) }
}

fn give_away(p: &mut Process, handle: Term, to: Term, data: Term) -> BifResult {
    let table = table(p, handle, Access::Write)?;
    if !to.is_pid() || !crate::table::is_alive(to) {
        return Err(badarg());
    }
    if table.owner() != p.pid {
        return Err(because(Atom::new("not_owner")));
    }
    if to == p.pid {
        return Err(because(Atom::new("owner")));
    }
    if registry::give(&table, p.pid, to, data) { Ok(atom::TRUE.term()) } else { Err(badarg()) }
}

fn setopts(p: &mut Process, handle: Term, options: Term) -> BifResult {
    let table = table(p, handle, Access::Write)?;
    if !options::is_empty(options) {
        let changes = options::changes(options).filter(|_| table.owner() == p.pid).ok_or_else(badarg)?;
        if let Some(heir) = changes.heir {
            *table.heir() = heir;
        }
        if let Some(protection) = changes.protection {
            table.set_protection(protection);
        }
    }
    Ok(atom::TRUE.term())
}

fn safe_fixtable(p: &mut Process, handle: Term, fix: Term) -> BifResult {
    let table = table(p, handle, Access::Read)?;
    let fix = build::to_boolean(fix).ok_or_else(badarg)?;
    let changed = writer(p, &table)?.fix(p.pid, fix);
    match (changed, fix) {
        (true, true) => registry::fixed(p.pid, &table),
        (true, false) => registry::unfixed(p.pid, &table),
        _ => {}
    }
    Ok(atom::TRUE.term())
}

/// What `info/1` shows, in this order.
const SHOWN: [&str; 15] = [
    "id",
    "decentralized_counters",
    "read_concurrency",
    "write_concurrency",
    "compressed",
    "memory",
    "owner",
    "heir",
    "name",
    "size",
    "node",
    "named_table",
    "type",
    "keypos",
    "protection",
];

fn info(p: &mut Process, handle: Term) -> BifResult {
    if !handle.is_atom() && !handle.is_reference() {
        return Err(badarg());
    }
    let Some(table) = registry::find(handle) else { return Ok(atom::UNDEFINED.term()) };
    let store = match reader(p, &table) {
        Ok(store) => store,
        Err(Stop::Raise(_)) => return Ok(atom::UNDEFINED.term()),
        Err(stop) => return Err(stop),
    };
    let mut entries = Vec::with_capacity(SHOWN.len());
    for item in SHOWN {
        let value = value_of(p, &table, &store, item).ok_or_else(badarg)?;
        entries.push(build::tuple(p, &[Atom::new(item).term(), value]));
    }
    Ok(build::list(p, entries))
}

fn info_item(p: &mut Process, handle: Term, item: Term) -> BifResult {
    if !handle.is_atom() && !handle.is_reference() {
        return Err(badarg());
    }
    let item = Atom::from_term(item).ok_or_else(badarg)?;
    match table(p, handle, Access::Look) {
        Ok(table) => match reader(p, &table) {
            Ok(store) => value_of(p, &table, &store, item.name()).ok_or_else(badarg),
            Err(Stop::Raise(_)) => Ok(atom::UNDEFINED.term()),
            Err(stop) => Err(stop),
        },
        Err(Stop::Raise(_)) if is_item(item.name()) => Ok(atom::UNDEFINED.term()),
        Err(stop) => Err(stop),
    }
}

fn is_item(name: &str) -> bool {
    SHOWN.contains(&name) || ["fixed", "safe_fixed", "safe_fixed_monotonic_time", "binary"].contains(&name)
}

fn value_of(p: &mut Process, table: &Table, store: &Store, item: &str) -> Option<Term> {
    let settings = &table.settings;
    let named = |name: &str| Atom::new(name).term();
    Some(match item {
        "id" => table.id,
        "decentralized_counters" => boolean(settings.decentralized_counters),
        "read_concurrency" => boolean(settings.read_concurrency),
        "write_concurrency" => settings.write_concurrency,
        "compressed" => boolean(settings.compressed),
        "memory" => {
            let words = TABLE_WORDS + store.data.words() + store.data.count() * OBJECT_WORDS;
            Term::small(words as i64)
        }
        "owner" => table.owner(),
        "heir" => table.heir().as_ref().map_or(named("none"), |heir| heir.pid),
        "name" => table.name(),
        "size" => Term::small(store.data.count() as i64),
        "node" => atom::NONODE_AT_NOHOST.term(),
        "named_table" => boolean(settings.named),
        "type" => named(settings.kind.name()),
        "keypos" => Term::small(settings.keypos as i64 + 1),
        "protection" => named(match table.protection() {
            Protection::Public => "public",
            Protection::Protected => "protected",
            Protection::Private => "private",
        }),
        "fixed" => boolean(!store.fixes.is_empty() || store.data.is_walked()),
        "safe_fixed" | "safe_fixed_monotonic_time" if store.fixes.is_empty() => boolean(false),
        "safe_fixed" | "safe_fixed_monotonic_time" => fixes(p, store),
        "binary" => crate::term::NIL,
        "stats" if settings.kind != Kind::OrderedSet => match &store.data {
            Data::Hashed(hashed) => Term::small(hashed.buckets() as i64),
            Data::Ordered(_) => return None,
        },
        _ => return None,
    })
}

/// `{Time, [{Pid, Count}]}`; the time is that of the question.
fn fixes(p: &mut Process, store: &Store) -> Term {
    let counts: Vec<Term> =
        store.fixes.iter().map(|&(pid, count)| build::tuple(p, &[pid, Term::small(count as i64)])).collect();
    let counts = build::list(p, counts);
    let time = build::unsigned(p, crate::clock::monotonic());
    build::tuple(p, &[time, counts])
}
