//! The built-in functions of `ets`.

mod objects;
mod options;
mod select;
mod tables;
mod update;

use std::sync::{Arc, RwLockReadGuard, RwLockWriteGuard};

use crate::bif::{Bif, Stop};
use crate::bifs::badarg;
use crate::ets::registry;
use crate::ets::table::{Access, Store, Table};
use crate::process::Process;
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    let mut bifs = tables::bifs();
    bifs.extend(objects::bifs());
    bifs.extend(update::bifs());
    bifs.extend(select::bifs());
    bifs
}

fn table(process: &Process, handle: Term, access: Access) -> Result<Arc<Table>, Stop> {
    registry::access(process, handle, access).ok_or_else(badarg)
}

fn reader(table: &Table) -> Result<RwLockReadGuard<'_, Store>, Stop> {
    table.read().ok_or_else(badarg)
}

fn writer(table: &Table) -> Result<RwLockWriteGuard<'_, Store>, Stop> {
    table.write().ok_or_else(badarg)
}
