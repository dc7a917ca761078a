//! The export cells of all modules.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use crate::atom::Atom;
use crate::code::{ExportCell, entries};
use crate::registry;

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
