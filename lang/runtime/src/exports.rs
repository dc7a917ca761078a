//! The export cells of all modules.

use std::collections::HashMap;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{LazyLock, PoisonError, RwLock};

use crate::atom::Atom;
use crate::code::{ExportCell, entries};
use crate::registry;
use crate::term::PAYLOAD_SHIFT;

#[derive(Default)]
struct Exports {
    cells: HashMap<(Atom, Atom, u32), &'static ExportCell>,
    modules: HashMap<Atom, Vec<&'static ExportCell>>,
}

/// Written when a cell is made; cells are never removed.
static EXPORTS: LazyLock<RwLock<Exports>> = LazyLock::new(Default::default);

/// The cell of `module:function/arity`; made if there is none. A new cell of a built-in function's name
/// calls the built-in.
///
/// # Panics
/// Before the code generator is installed.
pub fn cell(module: Atom, function: Atom, arity: u32) -> &'static ExportCell {
    if let Some(cell) = existing(module, function, arity) {
        return cell;
    }
    let mut exports = EXPORTS.write().unwrap_or_else(PoisonError::into_inner);
    let key = (module, function, arity);
    if let Some(cell) = exports.cells.get(&key) {
        return cell;
    }
    let cell = ExportCell::leak(module, function, arity, entries());
    if let Some(bif) = registry::find(module, function, arity) {
        cell.publish(registry::thunk(bif));
    }
    exports.cells.insert(key, cell);
    exports.modules.entry(module).or_default().push(cell);
    cell
}

/// Cells by what [`called_place`] gives for them: those that calls with variables for names have used last. Compiled code
/// looks here, too, and compares a cell's own names; cells are never freed and their names never change.
static CALLED: [AtomicPtr<ExportCell>; CALLED_PLACES] =
    [const { AtomicPtr::new(std::ptr::null_mut()) }; CALLED_PLACES];

/// A power of two.
const CALLED_PLACES: usize = 1024;

/// What a function's name counts as many times as its module's.
pub const CALLED_FACTOR: u64 = 5;

/// The address of the cells that such calls have used, and the mask of a place among them.
pub fn called_table() -> (*const AtomicPtr<ExportCell>, usize) {
    (CALLED.as_ptr(), CALLED_PLACES - 1)
}

/// The place of a cell among those.
fn called_place(module: Atom, function: Atom, arity: u32) -> usize {
    let names = module.term().0.wrapping_add(function.term().0.wrapping_mul(CALLED_FACTOR));
    let sum = names.wrapping_add(u64::from(arity) << PAYLOAD_SHIFT);
    (sum >> PAYLOAD_SHIFT) as usize & (CALLED_PLACES - 1)
}

/// As [`cell`], for a call whose names are known only now: the same ones are called again and again.
pub fn called(module: Atom, function: Atom, arity: u32) -> &'static ExportCell {
    let place = &CALLED[called_place(module, function, arity)];
    // SAFETY: what stands there is null or a cell, complete when it was written there; cells live for ever.
    if let Some(found) = unsafe { place.load(Ordering::Acquire).as_ref() }
        && (found.module, found.function, found.arity) == (module, function, arity)
    {
        return found;
    }
    let found = cell(module, function, arity);
    place.store(std::ptr::from_ref(found).cast_mut(), Ordering::Release);
    found
}

/// The cell of a function, if anything has asked for it before.
pub fn existing(module: Atom, function: Atom, arity: u32) -> Option<&'static ExportCell> {
    let exports = EXPORTS.read().unwrap_or_else(PoisonError::into_inner);
    exports.cells.get(&(module, function, arity)).copied()
}

/// All cells of a module, defined or not.
pub fn of_module(module: Atom) -> Vec<&'static ExportCell> {
    let exports = EXPORTS.read().unwrap_or_else(PoisonError::into_inner);
    exports.modules.get(&module).cloned().unwrap_or_default()
}

/// Whether a module is loaded and exports the function, or it is a built-in.
pub fn function_exported(module: Atom, function: Atom, arity: u32) -> bool {
    existing(module, function, arity).is_some_and(ExportCell::is_defined)
        || registry::find(module, function, arity).is_some()
}
