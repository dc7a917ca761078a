//! What the code server knows, as terms of the language.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use swerl_runtime::atom::{self, Atom};
use swerl_runtime::build::{self, Heap, boolean};
use swerl_runtime::census::{self, Unknown};
use swerl_runtime::owned::OwnedTerm;
use swerl_runtime::term::Term;
use swerl_runtime::{map, registry};

use crate::event::{Event, RolledBack};
use crate::rollback::NoRollback;
use crate::server::CodeServer;

fn atom(name: &str) -> Term {
    Atom::new(name).term()
}

fn number(n: impl TryInto<i64>) -> Term {
    Term::small(n.try_into().unwrap_or(i64::MAX >> 2))
}

/// A list of strings.
pub(crate) fn texts(texts: Vec<String>) -> OwnedTerm {
    OwnedTerm::build(|heap| strings(heap, &texts))
}

fn strings(heap: &mut dyn Heap, texts: &[String]) -> Term {
    let texts: Vec<Term> = texts.iter().map(|text| build::string(heap, text)).collect();
    build::list(heap, texts)
}

/// A list of atoms.
pub(crate) fn atoms(names: &[String]) -> OwnedTerm {
    OwnedTerm::build(|heap| build::list(heap, names.iter().map(|name| atom(name)).collect::<Vec<_>>()))
}

/// `{error, Text}`
fn error(text: &str) -> OwnedTerm {
    OwnedTerm::build(|heap| {
        let text = build::string(heap, text);
        build::tuple(heap, &[atom::ERROR.term(), text])
    })
}

/// A list of maps, a version each, by number.
pub(crate) fn versions(server: &CodeServer, module: Atom) -> OwnedTerm {
    let versions = server.versions(module.name());
    let running = census::running(module);
    OwnedTerm::build(|heap| {
        let mut list = Vec::with_capacity(versions.len());
        for version in &versions {
            let digest = build::string(heap, &format!("{:016x}", version.digest));
            let [changed, added, removed] =
                [&version.changed, &version.added, &version.removed].map(|names| strings(heap, names));
            let kept_by: Vec<Term> = version.kept_by.iter().map(|name| atom(name)).collect();
            let kept_by = build::list(heap, kept_by);
            let made = version.made.duration_since(UNIX_EPOCH).unwrap_or_default().as_micros();
            let pairs = [
                (atom("version"), number(version.number)),
                (atom("current"), boolean(version.current)),
                (atom("time"), build::integer(heap, i64::try_from(made).unwrap_or(i64::MAX))),
                (atom("digest"), digest),
                (atom("kept_by"), kept_by),
                (atom("changed"), changed),
                (atom("added"), added),
                (atom("removed"), removed),
                (atom("bytes"), version.bytes.map_or(atom("none"), number)),
                (atom("processes"), number(running.get(&version.number).copied().unwrap_or(0))),
            ];
            list.push(map::from_pairs(heap, pairs));
        }
        build::list(heap, list)
    })
}

/// `{ok, Version}` or `{error, Text}`.
pub(crate) fn rollback(result: Result<Arc<RolledBack>, NoRollback>) -> OwnedTerm {
    match result {
        Ok(rolled_back) => {
            OwnedTerm::build(|heap| build::tuple(heap, &[atom::OK.term(), number(rolled_back.to)]))
        }
        Err(NoRollback::NoModule) => error("there is no such module"),
        Err(NoRollback::NothingBefore) => error("no version was current before"),
        Err(NoRollback::NoVersion(version)) => {
            error(&format!("there is no v{version}, or its source is no longer kept"))
        }
        Err(NoRollback::Current(version)) => error(&format!("v{version} is the current version")),
        Err(NoRollback::Rejected(diagnostics, _)) => {
            let reason = diagnostics.first().map_or("", |diagnostic| &diagnostic.message);
            error(&format!("its kept source does not compile any more: {reason}"))
        }
    }
}

/// `{ok, [Line]}`, coloured if the person's terminal has colours, or `{error, Text}`.
pub(crate) fn diff(server: &CodeServer, module: Atom, from: Option<u32>, to: Option<u32>) -> OwnedTerm {
    let diff = match server.diff(module.name(), from, to) {
        Ok(diff) => diff,
        Err(reason) => return error(&reason),
    };
    let colour = |line: &str| match line.as_bytes().first() {
        _ if line.starts_with("+++") || line.starts_with("---") => "\u{1b}[1m",
        Some(b'+') => "\u{1b}[32m",
        Some(b'-') => "\u{1b}[31m",
        Some(b'@') => "\u{1b}[36m",
        _ => "",
    };
    let line = |line: &str| match colour(line) {
        colour if server.options.colour && !colour.is_empty() => format!("{colour}{line}\u{1b}[0m\n"),
        _ => format!("{line}\n"),
    };
    let lines: String = diff.lines().map(line).collect();
    OwnedTerm::build(|heap| {
        let text = build::string(heap, &lines);
        build::tuple(heap, &[atom::OK.term(), text])
    })
}

/// `[{Module, Version, {Function, Arity}, Line}]`, innermost first, or an atom that says why not.
pub(crate) fn running(server: &CodeServer, pid: Term) -> OwnedTerm {
    let standing = match server.running(pid) {
        Ok(standing) => standing,
        Err(Unknown::Ended) => return OwnedTerm::new(atom("undefined")),
        Err(Unknown::Busy) => return OwnedTerm::new(atom("busy")),
    };
    OwnedTerm::build(|heap| {
        let mut list = Vec::with_capacity(standing.places.len());
        for place in &standing.places {
            let function = build::tuple(heap, &[place.name.term(), number(place.arity)]);
            let parts = [place.module.term(), number(place.version), function, number(place.line)];
            list.push(build::tuple(heap, &parts));
        }
        build::list(heap, list)
    })
}

/// `{file, Path}`, `{file, preloaded}` for a standard module, or `false`.
pub(crate) fn is_loaded(server: &CodeServer, module: Atom) -> OwnedTerm {
    let found = server.modules().into_iter().find(|summary| summary.name == module.name());
    let Some(summary) = found else { return OwnedTerm::new(atom::FALSE.term()) };
    OwnedTerm::build(|heap| {
        let file = path(heap, summary.path.as_deref());
        build::tuple(heap, &[atom::FILE.term(), file])
    })
}

fn path(heap: &mut dyn Heap, path: Option<&Path>) -> Term {
    match path {
        Some(path) => build::string(heap, &path.display().to_string()),
        None => atom("preloaded"),
    }
}

/// `[{Module, Path}]`
pub(crate) fn all_loaded(server: &CodeServer) -> OwnedTerm {
    let modules = server.modules();
    OwnedTerm::build(|heap| {
        let mut list = Vec::with_capacity(modules.len());
        for module in &modules {
            let path = path(heap, module.path.as_deref());
            list.push(build::tuple(heap, &[atom(&module.name), path]));
        }
        build::list(heap, list)
    })
}

/// `[{Name, Path, IsLoaded}]`, by name: what is loaded, and the standard modules that nobody has used yet.
pub(crate) fn all_available(server: &CodeServer) -> OwnedTerm {
    let loaded = server.modules();
    let others: BTreeSet<&str> = swerl_stdlib::modules().chain(registry::modules()).collect();
    let mut found: BTreeMap<&str, (Option<&Path>, bool)> =
        others.into_iter().map(|name| (name, (None, false))).collect();
    found.extend(loaded.iter().map(|module| (&*module.name, (module.path.as_deref(), true))));
    OwnedTerm::build(|heap| {
        let mut list = Vec::with_capacity(found.len());
        for (name, (file, is_loaded)) in found {
            let parts = [build::string(heap, name), path(heap, file), boolean(is_loaded)];
            list.push(build::tuple(heap, &parts));
        }
        build::list(heap, list)
    })
}

/// An event as subscribers get it.
pub(crate) fn event(heap: &mut dyn Heap, event: &Event) -> Term {
    match event {
        Event::Loaded(loaded) => {
            let took = loaded.published.saturating_duration_since(loaded.saved).as_micros();
            let previous = loaded.previous.map_or(atom("none"), number);
            let parts =
                [atom("loaded"), atom(&loaded.module), number(loaded.version), previous, number(took)];
            build::tuple(heap, &parts)
        }
        Event::Rejected(rejected) => {
            let messages: Vec<String> = rejected.diagnostics.iter().map(|d| d.message.clone()).collect();
            let messages = strings(heap, &messages);
            build::tuple(heap, &[atom("rejected"), atom(&rejected.module), messages])
        }
        Event::Switched(switched) => {
            let [from, to, took] =
                [switched.from.into(), switched.to.into(), switched.microseconds].map(|n: u64| number(n));
            let parts = [atom("switched"), switched.process, atom(&switched.module), from, to, took];
            build::tuple(heap, &parts)
        }
        Event::RolledBack(back) => {
            let from = back.from.map_or(atom("none"), number);
            build::tuple(heap, &[atom("rolled_back"), atom(&back.module), from, number(back.to)])
        }
        Event::Drained(drained) => {
            let bytes = number(drained.code_bytes + drained.literal_bytes);
            build::tuple(heap, &[atom("drained"), atom(&drained.module), number(drained.version), bytes])
        }
    }
}
