//! What a person may want to know about a version when it is made. It never keeps anything from being published,
//! unless the person has asked for that.

use std::sync::Arc;

use swerl_runtime::atom::Atom;
use swerl_runtime::census::{self, Standing};

use crate::compile::{self, Draft, Unit};
use crate::compiler_thread;
use crate::module::{Modules, Source, lock};
use crate::server::CodeServer;
use crate::summary::Way;

/// Processes named before the rest is only counted.
const NAMED: usize = 4;

/// What the texts say: of `new`, which is to follow what is current in `modules`.
pub(crate) fn of_text(modules: &Modules, name: &str, new: &Source) -> Vec<String> {
    let mut advice = Vec::new();
    let current = modules.get(name).and_then(|module| module.source(module.current?));
    for (function, round) in new.summary.never_upgraded() {
        let touched = [&new.difference.changed, &new.difference.added];
        if touched.iter().any(|names| names.iter().any(|name| *name == function || *name == round.caller)) {
            let bare = round.callee.rsplit_once('/').map_or(&*round.callee, |(bare, _)| bare);
            advice.push(format!(
                "{function} receives and goes on by a local call at line {}: it is never upgraded; call \
                 ?MODULE:{bare}",
                round.line
            ));
        }
    }
    let Some(old) = current else { return advice };
    removed_exports(modules, name, old, new, &mut advice);
    let messages = |source: &Source| source.shapes.messages.clone();
    if !messages(new).contains("_") {
        for gone in messages(old).difference(&messages(new)) {
            advice.push(format!(
                "no receive takes {gone} any more: processes may wait for it or hold such messages"
            ));
        }
    }
    for (record, fields) in &old.shapes.records {
        if let Some(changed) = new.shapes.records.get(record).filter(|changed| *changed != fields) {
            advice.push(format!(
                "record {record} had the fields [{}] and has [{}]: processes may hold the old one",
                fields.join(", "),
                changed.join(", ")
            ));
        }
    }
    advice
}

/// Exports that are gone and that current versions of other modules call.
fn removed_exports(modules: &Modules, name: &str, old: &Source, new: &Source, advice: &mut Vec<String>) {
    for (function, arity) in &old.summary.exports {
        if new.summary.exports.contains(&(function.clone(), *arity)) {
            continue;
        }
        let key = (name.to_string(), function.clone(), *arity);
        let mut callers: Vec<String> = (modules.iter())
            .filter_map(|(other, module)| {
                let (caller, line) = module.source(module.current?)?.summary.remote.get(&key)?;
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
}

impl CodeServer {
    /// What would happen if a module's file were loaded as it is now, a sentence each. Publishes nothing.
    pub fn preview(&self, module: &str) -> Vec<String> {
        let Some(path) = self.source_path(module) else {
            return vec![format!("no module {module} is loaded from a file")];
        };
        let (modules, options, unit) = (self.modules.clone(), self.options.clone(), Unit::file(&path));
        let draft = compiler_thread::run(move || compile::draft(&modules, &[], unit, &options));
        let source = match draft {
            Ok(Draft::Fresh { source, .. }) => source,
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
        lines.extend(of_text(&lock(&self.modules), module, &source));
        lines.extend(self.left_behind(module));
        lines
    }

    /// What becomes of the processes that run a module now.
    fn left_behind(&self, module: &str) -> Vec<String> {
        let name = Atom::new(module);
        let users = census::find(move |standing| standing.places.iter().any(|place| place.module == name));
        let modules = lock(&self.modules);
        let Some(state) = modules.get(module) else { return Vec::new() };
        let way = |standing: &Standing| {
            let outer = standing.places.iter().rfind(|place| place.module == name)?;
            Some(state.source(outer.version)?.summary.way(outer.name.name(), outer.arity))
        };
        let stays = |standing: &&Standing| {
            way(standing).is_some_and(|Way { qualified, round }| qualified.is_none() && round.is_some())
        };
        let stay: Vec<String> = users.iter().filter(stays).map(pid).collect();
        if users.is_empty() {
            return vec!["no process runs it".into()];
        }
        let mut lines = vec![format!("{} processes run it", users.len())];
        if !stay.is_empty() {
            let named = stay[..stay.len().min(NAMED)].join(", ");
            lines.push(format!("{} of them would never move, by local calls alone: {named}", stay.len()));
        }
        lines
    }
}

fn pid(standing: &Standing) -> String {
    swerl_runtime::format::write_term(standing.pid, swerl_runtime::format::Encoding::Latin1)
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
