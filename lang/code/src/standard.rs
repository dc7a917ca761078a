//! The standard modules: prepared at the first call of one of their functions, which are compiled one
//! by one as they are called.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use swerl_jit::Lazy;
use swerl_runtime::atom::Atom;
use swerl_runtime::code::ExportCell;

use crate::check;
use crate::compiler_thread;
use crate::includes::StandardIncludes;
use crate::module::lock;

/// Those that a fresh Erlang system has loaded when a program starts: they count as loaded before they are used.
const AT_START: &str = "binary c code erl_anno erl_eval erl_features erl_internal erl_parse erl_scan erlang ets file \
    filelib filename gb_sets gb_trees init io_lib lists maps orddict ordsets os prim_eval proplists queue rand \
    unicode unicode_util";

/// Whether a standard module counts as loaded from the start.
pub(crate) fn is_there_at_start(module: &str) -> bool {
    AT_START.split_ascii_whitespace().any(|name| name == module)
}

/// Those that have been asked for.
#[derive(Default)]
pub(crate) struct StandardModules {
    /// `None`: there is no such module. Held while a module is prepared, by processes too: nothing that
    /// happens meanwhile waits for a process.
    prepared: Mutex<HashMap<Atom, Option<Arc<Lazy>>>>,
}

impl StandardModules {
    /// The code for a call through `cell`. `replaced`: a person's module has the name, so that only the
    /// standard module's calls of itself still mean it.
    pub fn resolve(&self, cell: &'static ExportCell, replaced: bool) -> Option<*const u8> {
        let lazy = self.module(cell.module)?;
        let own = lazy.owns(cell);
        if replaced && !own {
            return None;
        }
        let code = match lazy.resolve(cell) {
            Ok(code) => code?,
            // No memory for code: the caller gets `undef`, as for what cannot be loaded.
            Err(_) => return None,
        };
        if !own {
            cell.publish(code);
        }
        Some(code)
    }

    /// The code of a function that a standard module exports, whoever has the name now.
    pub fn function(&self, module: Atom, function: Atom, arity: u32) -> Option<*const u8> {
        self.module(module)?.exported(function, arity).ok()?
    }

    fn module(&self, name: Atom) -> Option<Arc<Lazy>> {
        let mut prepared = lock(&self.prepared);
        if let Some(module) = prepared.get(&name) {
            return module.clone();
        }
        let module = prepare(name.name()).map(Arc::new);
        prepared.insert(name, module.clone());
        module
    }

    /// What a standard module exports; nothing where there is none of that name.
    pub fn exports(&self, name: Atom) -> Vec<(Atom, u32)> {
        self.module(name).map_or_else(Vec::new, |lazy| lazy.exports().collect())
    }

    /// The modules that are loaded, with what they export.
    pub fn loaded(&self) -> Vec<(Atom, Vec<(Atom, u32)>)> {
        let prepared = lock(&self.prepared);
        let present = prepared.iter().filter_map(|(&name, lazy)| Some((name, lazy.as_ref()?)));
        present.map(|(name, lazy)| (name, lazy.exports().collect())).collect()
    }
}

/// Parses and lowers a standard module.
fn prepare(name: &str) -> Option<Lazy> {
    let text = swerl_stdlib::source(name)?;
    let file = format!("{name}.erl");
    let lowered =
        compiler_thread::run(move || check::lower_trusted(Path::new(&file), text, &mut StandardIncludes));
    let mut lowered = lowered.ok().filter(|lowered| !check::has_errors(&lowered.diagnostics))?;
    let sum = swerl_core::checksum_of_text(text);
    swerl_core::add_module_info(&mut lowered.core, &format!("{name}.erl"), sum);
    Some(Lazy::new(lowered.core, 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Options;

    #[test]
    fn standard_modules_have_no_errors_and_no_warnings() {
        for name in swerl_stdlib::modules() {
            let text = swerl_stdlib::source(name).unwrap();
            let checked = crate::check_text(Path::new(&format!("{name}.erl")), text, &Options::default());
            let replacing = "takes the place of the standard module";
            let found: Vec<_> = (checked.diagnostics.iter())
                .filter(|d| !d.message.contains(replacing))
                .map(|d| format!("{name}.erl:{}: {}", checked.sources.line(d.span), d.message))
                .collect();
            assert!(found.is_empty(), "{found:#?}");
        }
    }
}
