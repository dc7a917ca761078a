//! What the prompt's commands (the module `c`) ask of the program.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Instant;

use crossbeam_channel::{Sender, unbounded};
use swerl_code::{CodeServer, Outcome};
use swerl_runtime::atom::{self, Atom};
use swerl_runtime::bif::{Bif, BifResult, Stop};
use swerl_runtime::build::{self, View, view};
use swerl_runtime::owned::OwnedTerm;
use swerl_runtime::process::Process;
use swerl_runtime::raise::Exception;
use swerl_runtime::signals::send_message;
use swerl_runtime::term::Term;

use super::link::link;
use crate::tables;

/// The built-in functions of module `swerl_prompt` that the module `c` is built on.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("swerl_prompt", "compile", compile),
        Bif::new("swerl_prompt", "module_table", |p: &mut Process| {
            let text = tables::modules(&link()?.server.modules());
            Ok(build::string(p, &text))
        }),
        Bif::new("swerl_prompt", "process_table", process_table),
        Bif::new("swerl_prompt", "name_table", |p: &mut Process| {
            let text = tables::names();
            Ok(build::string(p, &text))
        }),
        Bif::new("swerl_prompt", "pid", |_: &mut Process, x: Term, y: Term, z: Term| {
            let found = match [x, y, z].map(Term::to_small) {
                [Some(x), Some(y), Some(z)] => tables::find_pid(&format!("<{x}.{y}.{z}>")),
                _ => None,
            };
            Ok(found.unwrap_or(Atom::new("none").term()))
        }),
        Bif::new("swerl_prompt", "result", |p: &mut Process, number: Term| {
            let results = &link()?.results;
            let Some(value) = number.to_small().and_then(|number| results.get(number)) else {
                return Ok(Atom::new("none").term());
            };
            let value = value.copy_to(p);
            Ok(build::tuple(p, &[atom::OK.term(), value]))
        }),
    ]
}

fn badarg() -> Stop {
    Stop::Raise(Exception::badarg())
}

/// A process that waits for `{Reference, Answer}`.
struct Asker {
    pid: Term,
    reference: OwnedTerm,
}

impl Asker {
    fn answer(&self, value: Term) {
        let message = OwnedTerm::build(|heap| build::tuple(heap, &[self.reference.term(), value]));
        send_message(self.pid, message.term());
    }
}

/// `process_table(Reference)`: sends `{Reference, Text}`.
fn process_table(process: &mut Process, reference: Term) -> BifResult {
    let asker = Asker { pid: process.pid, reference: OwnedTerm::new(reference) };
    do_aside(move || {
        let text = OwnedTerm::build(|heap| build::string(heap, &tables::processes()));
        asker.answer(text.term());
    });
    Ok(atom::OK.term())
}

/// `compile(Reference, File)`: loads a module and sends `{Reference, {ok, Module} | error | {error, Reason}}`.
fn compile(process: &mut Process, reference: Term, file: Term) -> BifResult {
    let name = match view(file) {
        View::Atom(name) => name.name().to_owned(),
        _ => build::list_text(file).ok_or_else(badarg)?,
    };
    let loaded = link()?.server.source_path(name.trim_end_matches(".erl"));
    let file = loaded.unwrap_or_else(|| source_file(&name));
    let asker = Asker { pid: process.pid, reference: OwnedTerm::new(reference) };
    do_aside(move || {
        if let Ok(link) = link() {
            asker.answer(load(&link.server, &file).term());
        }
    });
    Ok(atom::OK.term())
}

/// `name.erl`, in the current folder unless the name has one.
fn source_file(name: &str) -> PathBuf {
    match name.ends_with(".erl") {
        true => PathBuf::from(name),
        false => PathBuf::from(format!("{name}.erl")),
    }
}

type Job = Box<dyn FnOnce() + Send>;

/// Does something on a thread that runs no processes: publishing stops all of them, and looking at all waits for
/// their turns to end, so none may wait inside a built-in function for it.
fn do_aside(job: impl FnOnce() + Send + 'static) {
    static ASIDE: OnceLock<Sender<Job>> = OnceLock::new();
    let aside = ASIDE.get_or_init(|| {
        let (sender, receiver) = unbounded::<Job>();
        let serve = move || receiver.into_iter().for_each(|job| job());
        let spawned = std::thread::Builder::new().name("loader".into()).spawn(serve);
        if let Err(error) = spawned {
            eprintln!("swerl: cannot start the loader thread: {error}");
        }
        sender
    });
    // The thread lives as long as the program.
    let _ = aside.send(Box::new(job));
}

fn load(server: &CodeServer, file: &Path) -> OwnedTerm {
    if !file.exists() {
        return pair("error", "non_existing");
    }
    match server.load_file(file, Instant::now()) {
        Outcome::Loaded(loaded) => pair("ok", &loaded.module),
        Outcome::Unchanged { module, .. } => pair("ok", &module),
        Outcome::Rejected(_) | Outcome::HeldBack { .. } => OwnedTerm::new(atom::ERROR.term()),
    }
}

fn pair(tag: &str, value: &str) -> OwnedTerm {
    OwnedTerm::build(|heap| build::tuple(heap, &[Atom::new(tag).term(), Atom::new(value).term()]))
}
