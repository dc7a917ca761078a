//! Making versions current: while no process runs, all that their modules export goes over at once.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use swerl_runtime::atom::Atom;
use swerl_runtime::code::ExportCell;
use swerl_runtime::{exports, registry, world};

use crate::compile::Fresh;
use crate::event::{Event, Loaded};
use crate::module::{Export, Version, lock};
use crate::server::CodeServer;

/// What the exports of a version are to lead to. Cells are made before the world stops: that takes longer than
/// to write them.
pub(crate) struct Cells {
    module: Atom,
    cells: Vec<(&'static ExportCell, usize)>,
}

impl Cells {
    pub fn new(module: &str, exports: &[Export]) -> Cells {
        let module = Atom::new(module);
        let cells = exports.iter().map(|e| (exports::cell(module, e.name, e.arity), e.code)).collect();
        Cells { module, cells }
    }

    /// Publishes the exports of a version and withdraws what it does not export.
    pub fn switch(&self) {
        let kept: HashSet<*const ExportCell> =
            self.cells.iter().map(|&(cell, _)| std::ptr::from_ref(cell)).collect();
        for cell in exports::of_module(self.module) {
            if !kept.contains(&std::ptr::from_ref(cell)) {
                match registry::find(cell.module, cell.function, cell.arity) {
                    Some(bif) => cell.publish(registry::thunk(bif)),
                    None => cell.withdraw(),
                }
            }
        }
        for &(cell, code) in &self.cells {
            cell.publish(code as *const u8);
        }
    }
}

/// Makes all of them current, in one moment, and tells so. Where a later text of a module is current already
/// (two were loaded at a time), that stays.
pub(crate) fn publish(server: &CodeServer, batch: Vec<Fresh>, saved: Instant) -> Vec<Arc<Loaded>> {
    let ready: Vec<(Fresh, Vec<Export>, Cells)> = (batch.into_iter())
        .map(|fresh| {
            let exports: Vec<Export> = (fresh.compiled.exports.iter())
                .map(|&(name, arity, code)| {
                    let left = fresh.stubs.contains(&(name, arity));
                    let built_in = || server.built_in(Atom::new(&fresh.module), name, arity);
                    let code = if left { built_in() } else { None }.unwrap_or(code);
                    Export { name, arity, code: code as usize }
                })
                .collect();
            let cells = Cells::new(&fresh.module, &exports);
            (fresh, exports, cells)
        })
        .collect();
    let loaded = world::pause(|| {
        let publish = |(fresh, exports, cells)| publish_one(server, fresh, exports, &cells, saved);
        let loaded: Vec<Arc<Loaded>> = ready.into_iter().map(publish).collect();
        // Told before any process goes on, so that nobody hears of a process in the version first.
        for loaded in &loaded {
            server.subscribers.send(&Event::Loaded(loaded.clone()));
        }
        loaded
    });
    server.drain.look();
    loaded
}

fn publish_one(
    server: &CodeServer,
    fresh: Fresh,
    exports: Vec<Export>,
    cells: &Cells,
    saved: Instant,
) -> Arc<Loaded> {
    let Fresh { module, source, compiled, warnings, sources, advice, .. } = fresh;
    let number = source.number;
    let now = Instant::now();
    let mut modules = lock(&server.modules);
    let state = modules.entry(module.clone()).or_default();
    let previous = state.current;
    let later = state.newest_published.is_some_and(|newest| newest > number);
    let retired = later.then_some(now);
    let code = Arc::from(compiled.version);
    state.insert(Version { number, source: source.clone(), exports, code, retired, in_use: false });
    state.keep(source.kept.clone());
    if !later {
        cells.switch();
        state.newest_published = Some(number);
        state.make_current(Some(number), now, true);
        server.switching.watch(cells.module, number, saved);
    }
    drop(modules);
    Arc::new(Loaded {
        module,
        version: number,
        previous,
        path: source.path.clone(),
        changed: source.difference.changed.clone(),
        added: source.difference.added.clone(),
        removed: source.difference.removed.clone(),
        saved,
        published: Instant::now(),
        warnings,
        sources,
        advice,
    })
}
