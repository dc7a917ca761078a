//! Making a version current: while no process runs, all that a module exports goes over at once.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use swerl_runtime::atom::Atom;
use swerl_runtime::code::ExportCell;
use swerl_runtime::{exports, registry, world};

use crate::compile::Fresh;
use crate::event::{Event, Loaded};
use crate::server::{CodeServer, Version, lock};

/// Makes `fresh` the current version and tells so. If a later text of the module is current already
/// (two were loaded at a time), that stays.
pub(crate) fn publish(server: &CodeServer, fresh: Fresh, saved: Instant) -> Arc<Loaded> {
    let module = Atom::new(&fresh.module);
    let Fresh { number, compiled, .. } = fresh;
    // Cells are made before the world stops: that takes longer than to write them.
    let cells: Vec<(&ExportCell, *const u8)> = compiled
        .exports
        .iter()
        .map(|&(name, arity, code)| (exports::cell(module, name, arity), code))
        .collect();
    let names = compiled.exports.iter().map(|(name, arity, _)| format!("{}/{arity}", name.name())).collect();
    let version = Version { number, exports: names, _code: compiled.version };
    world::pause(|world| {
        let mut modules = lock(&server.modules);
        let state = modules.entry(fresh.module.clone()).or_default();
        let previous = state.current();
        let later = previous.is_some_and(|current| current > number);
        let mut running_old = 0;
        if !later {
            switch(module, &cells);
            state.path = Some(fresh.path.clone());
            running_old = server.switching.watch(world, module, number, saved);
        }
        state.insert(version);
        drop(modules);
        let loaded = Arc::new(Loaded {
            module: fresh.module,
            version: number,
            previous,
            path: fresh.path,
            changed: fresh.difference.changed,
            added: fresh.difference.added,
            removed: fresh.difference.removed,
            running_old,
            saved,
            published: Instant::now(),
            warnings: fresh.warnings,
            sources: fresh.sources,
        });
        // Told before any process goes on, so that nobody hears of a process in the version first.
        server.subscribers.send(&Event::Loaded(loaded.clone()));
        loaded
    })
}

/// Publishes the exports of a version and withdraws what it does not export.
fn switch(module: Atom, cells: &[(&'static ExportCell, *const u8)]) {
    let kept: HashSet<*const ExportCell> = cells.iter().map(|&(cell, _)| std::ptr::from_ref(cell)).collect();
    for cell in exports::of_module(module) {
        if !kept.contains(&std::ptr::from_ref(cell)) {
            match registry::find(cell.module, cell.function, cell.arity) {
                Some(bif) => cell.publish(registry::thunk(bif)),
                None => cell.withdraw(),
            }
        }
    }
    for &(cell, code) in cells {
        cell.publish(code);
    }
}
