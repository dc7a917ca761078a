//! What the standard modules `swap` and `code` ask of the code server.
//!
//! A request comes by the built-in function `swap:ask(Reference, Request)`; the answer, `{Reference, Answer}`, as
//! a message from a thread of its own: whatever publishes or visits processes must not hold up a scheduler.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use crossbeam_channel::{Sender, unbounded};
use swerl_runtime::atom::{self, Atom};
use swerl_runtime::bif::{Bif, BifResult, Stop};
use swerl_runtime::build::{self, Heap, boolean};
use swerl_runtime::census::{self, Standing};
use swerl_runtime::message::{Message, Node, Signal};
use swerl_runtime::owned::OwnedTerm;
use swerl_runtime::process::Process;
use swerl_runtime::raise::Exception;
use swerl_runtime::signals::{send_exit, send_message};
use swerl_runtime::term::{NIL, Term};
use swerl_runtime::{exit, exports, registry, request, table};

use crate::answers;
use crate::compile::Unit;
use crate::module::lock;
use crate::outcome::Outcome;
use crate::server::CodeServer;
use crate::standard::is_there_at_start;

struct Asked {
    from: Term,
    reference: OwnedTerm,
    request: OwnedTerm,
}

static REQUESTS: OnceLock<Sender<Asked>> = OnceLock::new();

/// Starts the thread and registers the built-in functions.
pub(crate) fn start(server: Arc<CodeServer>) {
    let (sender, requests) = unbounded::<Asked>();
    if REQUESTS.set(sender).is_err() {
        return;
    }
    registry::add(vec![
        Bif::new("swap", "ask", ask),
        Bif::new("erlang", "check_old_code", check_old_code),
        Bif::new("erlang", "check_process_code", |p: &mut Process, pid: Term, module: Term| {
            check_process_code(p, pid, module)
        }),
        Bif::new("erlang", "check_process_code", check_process_code_options),
        Bif::new("erlang", "function_exported", function_exported),
        Bif::new("erlang", "module_loaded", module_loaded),
        Bif::new("erlang", "loaded", loaded),
    ]);
    let serve = move || {
        swerl_runtime::share_core();
        for Asked { from, reference, request } in requests {
            let answer = answer(&server, request.term());
            let message = OwnedTerm::build(|heap| build::tuple(heap, &[reference.term(), answer.term()]));
            send_message(from, message.term());
        }
    };
    if let Err(error) = std::thread::Builder::new().name("code-service".into()).spawn(serve) {
        eprintln!("swerl: cannot start the thread that serves the module code: {error}");
    }
}

fn badarg() -> Stop {
    Stop::Raise(Exception::badarg())
}

fn ask(process: &mut Process, reference: Term, request: Term) -> BifResult {
    let asked =
        Asked { from: process.pid, reference: OwnedTerm::new(reference), request: OwnedTerm::new(request) };
    REQUESTS.get().ok_or_else(badarg)?.send(asked).map_err(|_| badarg())?;
    Ok(atom::OK.term())
}

/// Whether there are versions in memory that are not current.
fn check_old_code(_: &mut Process, module: Term) -> BifResult {
    let module = Atom::from_term(module).ok_or_else(badarg)?;
    let server = CodeServer::started().ok_or_else(badarg)?;
    let modules = lock(&server.modules);
    let old =
        modules.get(module.name()).is_some_and(|m| m.versions.iter().any(|v| m.current != Some(v.number)));
    Ok(boolean(old))
}

/// Whether a module is loaded.
fn module_loaded(_: &mut Process, module: Term) -> BifResult {
    let module = Atom::from_term(module).ok_or_else(badarg)?;
    let server = CodeServer::started().ok_or_else(badarg)?;
    let loaded = || server.modules().iter().any(|summary| summary.name == module.name());
    Ok(boolean(is_there_at_start(module.name()) || loaded()))
}

/// Whether a loaded module exports a function, or it is built in.
fn function_exported(_: &mut Process, module: Term, function: Term, arity: Term) -> BifResult {
    let module = Atom::from_term(module).ok_or_else(badarg)?;
    let function = Atom::from_term(function).ok_or_else(badarg)?;
    let arity = arity.to_small().ok_or_else(badarg)?;
    let Ok(arity) = u32::try_from(arity) else { return Ok(boolean(false)) };
    let server = CodeServer::started().ok_or_else(badarg)?;
    Ok(boolean(
        exports::function_exported(module, function, arity) || server.has_unused(module, function, arity),
    ))
}

/// The loaded modules.
fn loaded(process: &mut Process) -> BifResult {
    let names = CodeServer::started().ok_or_else(badarg)?.modules().into_iter().map(|summary| summary.name);
    let names: Vec<Term> = names.map(|name| Atom::new(&name).term()).collect();
    Ok(build::list(process, names))
}

/// Whether a process runs or holds versions of a module that are not current.
fn check_process_code(process: &mut Process, pid: Term, module: Term) -> BifResult {
    let module = Atom::from_term(module).ok_or_else(badarg)?;
    if !pid.is_pid() {
        return Err(badarg());
    }
    request::ask(process, pid, move |other| OwnedTerm::new(boolean(answer_about(other, module))))
}

/// With options: `{allow_gc, _}` changes nothing here; with `{async, Id}` the answer comes as a message,
/// `{check_process_code, Id, Result}`.
fn check_process_code_options(process: &mut Process, pid: Term, module: Term, options: Term) -> BifResult {
    let name = Atom::from_term(module).ok_or_else(badarg)?;
    let mut id = None;
    for option in build::list_elements(options).ok_or_else(badarg)? {
        let parts = build::tuple_elements(option).unwrap_or_default();
        match (parts.first().copied().and_then(Atom::from_term).map(Atom::name), parts) {
            (Some("async"), [_, value]) => id = Some(*value),
            (Some("allow_gc"), [_, value]) if [atom::TRUE.term(), atom::FALSE.term()].contains(value) => {}
            _ => return Err(badarg()),
        }
    }
    let Some(id) = id else { return check_process_code(process, pid, module) };
    if !pid.is_pid() {
        return Err(badarg());
    }
    let (from, id) = (process.pid, OwnedTerm::new(id));
    let tell = move |other: Option<&mut Process>| {
        let result = boolean(answer_about(other, name));
        let tag = Atom::new("check_process_code").term();
        let message = OwnedTerm::build(|heap| build::tuple(heap, &[tag, id.term(), result]));
        send_message(from, message.term());
    };
    if let Err(node) = table::send(pid, Node::request(Box::new(tell))) {
        exit::refuse(pid, node);
    }
    Ok(Atom::new("async").term())
}

fn answer_about(process: Option<&mut Process>, module: Atom) -> bool {
    let current = CodeServer::started().and_then(|server| lock(&server.modules).get(module.name())?.current);
    process.is_some_and(|process| uses_old(&census::look(process), module, current))
}

fn uses_old(standing: &Standing, module: Atom, current: Option<u32>) -> bool {
    let old = |name: Atom, version: u32| name == module && Some(version) != current;
    standing.places.iter().any(|place| old(place.module, place.version))
        || standing.funs.iter().any(|&(name, version, _)| old(name, version))
}

/// The answer to a request; `badarg` to one that is none.
fn answer(server: &Arc<CodeServer>, request: Term) -> OwnedTerm {
    let parts = build::tuple_elements(request).unwrap_or_default();
    let name = parts.first().copied().and_then(Atom::from_term).map_or("", Atom::name);
    let module = parts.get(1).copied().and_then(Atom::from_term);
    let number =
        |index: usize| parts.get(index).and_then(|term| term.to_small()).and_then(|n| u32::try_from(n).ok());
    let pid = parts.get(1).copied().filter(|term| term.is_pid());
    match (name, module, pid) {
        ("versions", Some(module), _) => answers::versions(server, module),
        ("rollback", Some(module), _) => answers::rollback(server.rollback(module.name(), number(2))),
        ("diff", Some(module), _) => answers::diff(server, module, number(2), number(3)),
        ("preview", Some(module), _) => answers::texts(server.preview(module.name())),
        ("running", _, Some(pid)) => answers::running(server, pid),
        ("why", _, Some(pid)) => answers::texts(server.why(pid)),
        ("subscribe", _, Some(pid)) => {
            subscribe(server, pid);
            OwnedTerm::new(atom::OK.term())
        }
        ("purge", Some(module), _) => OwnedTerm::new(boolean(server.purge(module.name()))),
        ("soft_purge", Some(module), _) => OwnedTerm::new(boolean(server.soft_purge(module.name()))),
        ("delete", Some(module), _) => OwnedTerm::new(boolean(server.delete(module.name()))),
        ("is_standard", Some(module), _) => OwnedTerm::new(boolean(is_standard(server, module.name()))),
        ("load_path", _, _) => load_path(server, parts.get(1).copied().unwrap_or(NIL)),
        ("load", _, _) => load(server, parts.get(1).copied().unwrap_or(NIL)),
        ("is_loaded", Some(module), _) => answers::is_loaded(server, module),
        ("all_loaded", _, _) => answers::all_loaded(server),
        ("all_available", _, _) => answers::all_available(server),
        ("modified", _, _) => answers::atoms(&server.modified()),
        _ => OwnedTerm::new(atom::BADARG.term()),
    }
}

/// Whether a name is that of a standard module, and no file of a person has taken its place.
fn is_standard(server: &CodeServer, name: &str) -> bool {
    let known = swerl_stdlib::source(name).is_some() || !registry::of_module(Atom::new(name)).is_empty();
    known && server.source_path(name).is_none()
}

/// Loads the modules of a list together: `ok`, or `{error, [{Module, Reason}]}`.
fn load(server: &CodeServer, list: Term) -> OwnedTerm {
    let names: Vec<Atom> =
        build::list_elements(list).unwrap_or_default().into_iter().filter_map(Atom::from_term).collect();
    let path = |name: &Atom| {
        server.source_path(name.name()).unwrap_or_else(|| PathBuf::from(format!("{}.erl", name.name())))
    };
    let paths: Vec<PathBuf> = names.iter().map(path).collect();
    let reason = |name: &Atom, path: &PathBuf| match path.exists() {
        true => None,
        false if is_standard(server, name.name()) => Some("sticky_directory"),
        false => Some("nofile"),
    };
    let missing: Vec<(Atom, &str)> =
        (names.iter().zip(&paths)).filter_map(|(name, path)| Some((*name, reason(name, path)?))).collect();
    let reasons: Vec<(Atom, &str)> = if missing.is_empty() {
        let batch = paths.iter().map(|path| Unit::file(path)).collect();
        let outcomes = server.load_batch(batch, Instant::now());
        let rejected = |outcome: &Outcome| matches!(outcome, Outcome::Rejected(_));
        let found = names.iter().zip(&outcomes).filter(|(_, outcome)| rejected(outcome));
        found.map(|(&name, _)| (name, "badfile")).collect()
    } else {
        missing
    };
    OwnedTerm::build(|heap| {
        if reasons.is_empty() {
            return atom::OK.term();
        }
        let pairs: Vec<Term> = (reasons.iter())
            .map(|(name, reason)| build::tuple(heap, &[name.term(), Atom::new(reason).term()]))
            .collect();
        let list = build::list(heap, pairs);
        build::tuple(heap, &[atom::ERROR.term(), list])
    })
}

/// Loads the file of a path without `.erl`: `{module, Module}` or `{error, Reason}`.
fn load_path(server: &CodeServer, path: Term) -> OwnedTerm {
    let path = PathBuf::from(format!("{}.erl", build::list_text(path).unwrap_or_default()));
    let (tag, value) = match path.exists() {
        false => ("error", "nofile".to_owned()),
        true => match server.load_file(&path, Instant::now()) {
            Outcome::Loaded(loaded) => ("module", loaded.module.clone()),
            Outcome::Unchanged { module, .. } => ("module", module),
            Outcome::Rejected(_) | Outcome::HeldBack { .. } => ("error", "badfile".to_owned()),
        },
    };
    OwnedTerm::build(|heap| build::tuple(heap, &[Atom::new(tag).term(), Atom::new(&value).term()]))
}

/// Sends all events to a process, `{swap, Event}`, as long as it lives.
fn subscribe(server: &Arc<CodeServer>, pid: Term) {
    let events = server.subscribe();
    let forward = move || {
        for event in events {
            let message = OwnedTerm::build(|heap: &mut dyn Heap| {
                let event = answers::event(heap, &event);
                build::tuple(heap, &[Atom::new("swap").term(), event])
            });
            if !table::send_or_free(pid, Message::new(Signal::Message, message.term())) {
                return;
            }
        }
    };
    // Without a thread there are no events, which a subscriber has to be ready for.
    let _ = std::thread::Builder::new().name("subscriber".into()).spawn(forward);
}

impl CodeServer {
    /// The processes that run or hold versions of a module that are not current.
    pub fn users_of_old(&self, module: &str) -> Vec<Standing> {
        let current = lock(&self.modules).get(module).and_then(|module| module.current);
        let name = Atom::new(module);
        census::find(move |standing| uses_old(standing, name, current))
    }

    /// Ends all processes that use versions of a module that are not current, as `code:purge/1` does. Says
    /// whether there were any.
    pub fn purge(&self, module: &str) -> bool {
        let users = self.users_of_old(module);
        for user in &users {
            send_exit(Signal::Exit, user.pid, user.pid, atom::KILL.term());
        }
        self.drain.look();
        !users.is_empty()
    }

    /// Whether no process uses versions of a module that are not current; they are given back then.
    pub fn soft_purge(&self, module: &str) -> bool {
        let free = self.users_of_old(module).is_empty();
        self.drain.look();
        free
    }

    /// Modules whose file holds another text than the one that was loaded last.
    pub fn modified(&self) -> Vec<String> {
        let mut sources: Vec<_> = (lock(&self.modules).iter())
            .filter_map(|(name, module)| Some((name.clone(), module.latest.clone()?)))
            .collect();
        sources.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let differs =
            |path: &str, text: &str| std::fs::read(path).is_ok_and(|bytes| bytes != text.as_bytes());
        sources.retain(|(_, source)| {
            let mut included = source.content.included.iter();
            differs(&source.path.display().to_string(), &source.content.text)
                || included.any(|(name, text)| differs(name, text))
        });
        sources.into_iter().map(|(name, _)| name).collect()
    }
}
