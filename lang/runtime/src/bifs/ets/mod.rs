//! The built-in functions of `ets`.

mod objects;
mod options;
mod select;
mod tables;
mod update;
mod walks;

use crate::atom::{self, Atom};
use crate::bif::{Bif, Stop};
use crate::bifs::because;
use crate::clock;
use crate::ets::lock::{Reading, Writing};
use crate::ets::registry::{self, Held};
use crate::ets::table::{Access, Store, Table, Tried};
use crate::process::{FLAG_BLOCKED, Process};
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    let mut bifs = tables::bifs();
    bifs.extend(objects::bifs());
    bifs.extend(update::bifs());
    bifs.extend(select::bifs());
    bifs.extend(walks::bifs());
    bifs
}

#[inline(always)]
fn table(process: &Process, handle: Term, access: Access) -> Result<Held, Stop> {
    registry::access(process, handle, access).ok_or_else(|| no_table(handle))
}

/// Why a process has not got a table that it asked for.
#[cold]
fn no_table(handle: Term) -> Stop {
    because(match registry::find(handle) {
        Some(_) => Atom::new("access"),
        None if handle.is_atom() || handle.is_reference() => Atom::new("id"),
        None => atom::TYPE,
    })
}

/// The objects of a table, to read. What a function has done before it asks is done again if others have them.
#[inline(always)]
fn reader<'a>(process: &mut Process, table: &'a Table) -> Result<Reading<'a, Store>, Stop> {
    let store = table.try_read(process.pid);
    tried(process, store)
}

/// As [`reader`], to change them.
#[inline(always)]
fn writer<'a>(process: &mut Process, table: &'a Table) -> Result<Writing<'a, Store>, Stop> {
    let store = table.try_write(process.pid);
    tried(process, store)
}

/// How long a process sleeps at most that waits for a table, in nanoseconds. It is woken as soon as that is free.
const PATIENCE: u64 = 5_000_000;

#[inline(always)]
fn tried<G>(process: &mut Process, store: Tried<G>) -> Result<G, Stop> {
    match store {
        Tried::Store(store) => Ok(store),
        Tried::Deleted => Err(because(Atom::new("id"))),
        Tried::Busy => Err(busy(process)),
    }
}

/// The process is called again when others may have let the table go.
#[cold]
fn busy(process: &mut Process) -> Stop {
    process.deadline = clock::monotonic() + PATIENCE;
    process.flags |= FLAG_BLOCKED;
    Stop::Retry
}
