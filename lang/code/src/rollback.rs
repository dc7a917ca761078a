//! Going back to an earlier version, and taking a module away.

use std::sync::Arc;
use std::time::Instant;

use swerl_runtime::atom::Atom;
use swerl_runtime::world;
use swerl_syntax::diagnostic::Diagnostic;
use swerl_syntax::span::SourceMap;

use crate::check;
use crate::compile::{self, Product};
use crate::compiler_thread;
use crate::event::{Event, RolledBack};
use crate::module::{Export, Kept, Version, lock};
use crate::publish::Cells;
use crate::server::CodeServer;

/// Why there is no going back.
#[derive(Debug)]
pub enum NoRollback {
    /// There is no such module.
    NoModule,
    /// No version was current before.
    NothingBefore,
    /// The version never was, or its source is no longer kept.
    NoVersion(u32),
    /// The version is the current one.
    Current(u32),
    /// The kept source has no version any more: a file that it includes is gone, say.
    Rejected(Vec<Diagnostic>, SourceMap),
}

impl CodeServer {
    /// Makes version `to` of a module current again; without a number, the one that was current before.
    /// A version that is in memory takes microseconds; another is compiled from its kept source.
    ///
    /// # Errors
    /// If nothing has changed.
    pub fn rollback(&self, module: &str, to: Option<u32>) -> Result<Arc<RolledBack>, NoRollback> {
        let asked = Instant::now();
        let mut recompiled = false;
        loop {
            let Target { number, exports, kept } = self.target(module, to)?;
            if let Some(exports) = exports {
                let cells = Cells::new(module, &exports);
                let back = Back { number, remember: to.is_some(), recompiled, asked };
                if let Some(rolled_back) = self.go_back(module, &cells, &back) {
                    return Ok(rolled_back);
                }
                // Given back in the meantime.
            }
            self.compile_kept(module, kept)?;
            recompiled = true;
        }
    }

    /// The version to go back to.
    fn target(&self, module: &str, to: Option<u32>) -> Result<Target, NoRollback> {
        let modules = lock(&self.modules);
        let state =
            modules.get(module).filter(|state| !state.history.is_empty()).ok_or(NoRollback::NoModule)?;
        let number = to.or(state.before.last().copied()).ok_or(NoRollback::NothingBefore)?;
        if state.current == Some(number) {
            return Err(NoRollback::Current(number));
        }
        let kept = state.kept(number).ok_or(NoRollback::NoVersion(number))?.clone();
        let exports = state.version(number).map(|version| version.exports.clone());
        Ok(Target { number, exports, kept })
    }

    fn go_back(&self, module: &str, cells: &Cells, back: &Back) -> Option<Arc<RolledBack>> {
        let number = back.number;
        let rolled_back = world::pause(|| {
            let mut modules = lock(&self.modules);
            let state = modules.get_mut(module)?;
            let source = state.source(number)?.clone();
            let from = state.current;
            cells.switch();
            let now = Instant::now();
            if !back.remember {
                state.before.pop();
            }
            state.make_current(Some(number), now, back.remember);
            state.latest = Some(source);
            self.switching.watch(Atom::new(module), number, back.asked);
            drop(modules);
            let rolled_back = Arc::new(RolledBack {
                module: module.to_string(),
                from,
                to: number,
                recompiled: back.recompiled,
                asked: back.asked,
                published: Instant::now(),
            });
            self.subscribers.send(&Event::RolledBack(rolled_back.clone()));
            Some(rolled_back)
        })?;
        self.drain.look();
        Some(rolled_back)
    }

    /// Brings a version that was given back into memory again, as one that is not current.
    fn compile_kept(&self, module: &str, kept: Arc<Kept>) -> Result<(), NoRollback> {
        let (options, name) = (self.options.clone(), module.to_string());
        let path = kept.path.display().to_string();
        let product = compiler_thread::run(move || compile::compile_again(name, kept, &options));
        let fresh = match product {
            Ok(Product::Fresh(fresh)) => fresh,
            Ok(Product::Rejected { diagnostics, sources, .. }) => {
                return Err(NoRollback::Rejected(diagnostics, sources));
            }
            Ok(Product::Unchanged { .. }) => return Ok(()),
            Err(lost) => {
                let (diagnostics, sources) = check::lost_diagnostics(&path, lost);
                return Err(NoRollback::Rejected(diagnostics, sources));
            }
        };
        let exports = (fresh.compiled.exports.iter())
            .map(|&(name, arity, code)| Export { name, arity, code: code as usize })
            .collect();
        let mut modules = lock(&self.modules);
        let state = modules.entry(module.to_string()).or_default();
        if state.version(fresh.source.number).is_none() {
            state.insert(Version {
                number: fresh.source.number,
                source: fresh.source,
                exports,
                code: fresh.compiled.version.into(),
                retired: Some(Instant::now()),
                in_use: false,
            });
        }
        Ok(())
    }

    /// Makes a module's functions undefined, as `code:delete/1` does; processes that run it run on. Says whether
    /// it was there.
    pub fn delete(&self, module: &str) -> bool {
        let cells = Cells::new(module, &[]);
        let deleted = world::pause(|| {
            let mut modules = lock(&self.modules);
            let Some(state) = modules.get_mut(module).filter(|state| state.current.is_some()) else {
                return false;
            };
            cells.switch();
            state.make_current(None, Instant::now(), true);
            state.latest = None;
            true
        });
        self.drain.look();
        deleted
    }
}

/// A version to go back to.
struct Target {
    number: u32,
    /// If it is in memory.
    exports: Option<Vec<Export>>,
    kept: Arc<Kept>,
}

/// What there is to know about a step back.
struct Back {
    number: u32,
    /// It was asked for by number: the next step back comes back here.
    remember: bool,
    recompiled: bool,
    asked: Instant,
}
