//! What a person may want to know about a version before it is published. It never keeps anything from being
//! published, unless the person has asked for that.
//!
//! The texts say what could matter ([`concerns`]); a look at the processes says for how many it does ([`crate::tally`]).

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::compile::{self, Draft, Product, Unit};
use crate::compiler_thread;
use crate::module::{Modules, Source, lock};
use crate::server::CodeServer;
use crate::shapes::{Shape, Shapes};
use crate::tally::{self, Tally};

/// What could matter to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Concern {
    /// Whatever the processes do.
    Certain(String),
    /// No receive is written for it any more.
    Message(Shape),
    /// The function has no clause for it any more.
    Head(String, Shape),
    /// The fields of a record have changed.
    Record { name: String, old: Vec<String>, new: Vec<String> },
    /// Processes that go round by local calls.
    LeftBehind,
}

/// What the texts say: of `new`, which is to follow what is current in `modules`. `batch` is what is to be published
/// together with it.
pub(crate) fn concerns(
    modules: &Modules,
    batch: &[(&str, &Source)],
    name: &str,
    new: &Source,
) -> Vec<Concern> {
    let mut concerns = Vec::new();
    let state = modules.get(name);
    for (function, round) in new.summary.never_upgraded() {
        let touched = [&new.difference.changed, &new.difference.added];
        if touched.iter().any(|names| names.iter().any(|name| *name == function || *name == round.caller)) {
            let bare = round.callee.rsplit_once('/').map_or(&*round.callee, |(bare, _)| bare);
            concerns.push(Concern::Certain(format!(
                "{function} receives and goes on by a local call at line {}: it is never upgraded; call \
                 ?MODULE:{bare}",
                round.line
            )));
        }
    }
    let Some(old) = state.and_then(|module| module.source(module.current?)) else { return concerns };
    concerns.extend(removed_exports(modules, batch, name, old, new).into_iter().map(Concern::Certain));
    concerns.extend(gone(&old.shapes, &new.shapes));
    let resident =
        state.iter().flat_map(|state| state.versions.iter().filter_map(|v| state.source(v.number)));
    if resident.map(|source| &source.summary).any(|summary| !summary.never_upgraded().is_empty()) {
        concerns.push(Concern::LeftBehind);
    }
    concerns
}

/// What the older text is written for and the newer one is not.
fn gone(old: &Shapes, new: &Shapes) -> Vec<Concern> {
    let mut concerns = Vec::new();
    let (before, after) = (old.messages(), new.messages());
    if !after.contains(&Shape::Any) {
        let gone = before.difference(&after).filter(|shape| shape.is_distinct());
        concerns.extend(gone.map(|&shape| Concern::Message(shape.clone())));
    }
    for (function, arguments, now) in old.changed_heads(new) {
        for (before, after) in arguments.iter().zip(now) {
            let told = |shape: &&Shape| {
                shape.is_distinct() && !concerns.contains(&Concern::Message((*shape).clone()))
            };
            let gone: Vec<Shape> = match after.contains(&Shape::Any) {
                true => Vec::new(),
                false => before.difference(after).filter(told).cloned().collect(),
            };
            concerns.extend(gone.into_iter().map(|shape| Concern::Head(function.to_string(), shape)));
        }
    }
    for (record, fields) in &old.records {
        if let Some(changed) = new.records.get(record).filter(|changed| *changed != fields) {
            let (name, old, new) = (record.clone(), fields.clone(), changed.clone());
            concerns.push(Concern::Record { name, old, new });
        }
    }
    concerns
}

/// Exports that are gone and that other modules call: as they will be.
fn removed_exports(
    modules: &Modules,
    batch: &[(&str, &Source)],
    name: &str,
    old: &Source,
    new: &Source,
) -> Vec<String> {
    let mut advice = Vec::new();
    if old.summary.exports == new.summary.exports {
        return advice;
    }
    let exported: HashSet<&(String, u32)> = new.summary.exports.iter().collect();
    for export in &old.summary.exports {
        if exported.contains(export) {
            continue;
        }
        let (function, arity) = export;
        let key = (name.to_string(), function.clone(), *arity);
        let here: BTreeSet<&str> = batch.iter().map(|&(module, _)| module).collect();
        let loaded = (modules.iter().filter(|(other, _)| !here.contains(&***other)))
            .filter_map(|(other, module)| Some((&**other, &**module.source(module.current?)?)));
        let mut callers: Vec<String> = (loaded.chain(batch.iter().copied()))
            .filter_map(|(other, source)| {
                let (caller, line) = source.summary.caller(&key)?;
                Some(format!("{other}:{caller} at line {line}"))
            })
            .collect();
        if callers.is_empty() {
            continue;
        }
        callers.sort_unstable();
        let others = new.summary.exports.iter().filter(|(other, _)| other == function);
        let instead: Vec<String> = others.map(|(other, arity)| format!("{other}/{arity}")).collect();
        let instead = match instead.is_empty() {
            true => String::new(),
            false => format!(" ({} is)", instead.join(", ")),
        };
        advice.push(format!(
            "{function}/{arity} is no longer exported{instead}, and is called by {}",
            callers.join(", ")
        ));
    }
    advice
}

impl CodeServer {
    /// Gives advice about versions that are to be published together. Looks at processes if the texts say that it
    /// matters.
    pub(crate) fn advise(&self, products: &mut [Product]) {
        let fresh = |product: &Product| match product {
            Product::Fresh(fresh) => Some((fresh.module.clone(), fresh.source.clone())),
            _ => None,
        };
        let batch: Vec<(String, Arc<Source>)> = products.iter().filter_map(fresh).collect();
        let mut advice = self.advice(&batch).into_iter();
        for product in products {
            if let Product::Fresh(fresh) = product {
                fresh.advice = advice.next().unwrap_or_default();
            }
        }
    }

    /// For each of some versions, what there is to know, a sentence each.
    fn advice(&self, batch: &[(String, Arc<Source>)]) -> Vec<Vec<String>> {
        let all: Vec<(&str, &Source)> = batch.iter().map(|(name, source)| (&**name, &**source)).collect();
        let modules = lock(&self.modules);
        let tallies: Vec<Tally> = (all.iter())
            .map(|&(name, new)| Tally::new(&modules, name, concerns(&modules, &all, name, new)))
            .collect();
        drop(modules);
        tally::count(tallies)
    }

    /// What would happen if a module's file were loaded as it is now, a sentence each. Publishes nothing.
    pub fn preview(&self, module: &str) -> Vec<String> {
        let Some(path) = self.source_path(module) else {
            return vec![format!("no module {module} is loaded from a file")];
        };
        let (modules, options, unit) = (self.modules.clone(), self.options.clone(), Unit::file(&path));
        let draft = compiler_thread::run(move || compile::draft(&modules, &[], unit, &options));
        let (name, source) = match draft {
            Ok(Draft::Fresh { module, source, .. }) => (module, source),
            Ok(Draft::Unchanged { version, .. }) => {
                return vec![format!("the file holds the text of v{version}")];
            }
            Ok(Draft::Rejected { diagnostics, .. }) => {
                let errors = diagnostics.into_iter().map(|diagnostic| diagnostic.message);
                return std::iter::once("it would be rejected:".to_string()).chain(errors).collect();
            }
            Err(_) => return vec!["the compiler failed on it".into()],
        };
        let mut lines = vec![changes(&source)];
        lines.push(
            match swerl_runtime::census::running(swerl_runtime::atom::Atom::new(&name)).values().sum() {
                0usize => "no process runs it".into(),
                1 => "1 process runs it".into(),
                count => format!("{count} processes run it"),
            },
        );
        lines.extend(self.advice(&[(name, source)]).pop().unwrap_or_default());
        lines
    }
}

fn changes(source: &Arc<Source>) -> String {
    let difference = &source.difference;
    let groups =
        [(&difference.changed, "changed"), (&difference.added, "added"), (&difference.removed, "removed")];
    let parts: Vec<String> = (groups.iter())
        .filter(|(names, _)| !names.is_empty())
        .map(|(names, verb)| format!("{} {verb}", names.join(", ")))
        .collect();
    match parts.is_empty() {
        true => format!("v{} would change no function", source.number),
        false => format!("v{}: {}", source.number, parts.join("; ")),
    }
}
