//! What a process has to do with versions, as plain data for people.

use std::collections::{HashMap, HashSet};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::sweep::visit_all;
use crate::atom::Atom;
use crate::code::fun_entry;
use crate::message::{Node, Signal};
use crate::places::{Place, places};
use crate::process::Process;
use crate::table;
use crate::term::{Kind, Term, header_kind, header_size};

/// Places looked at of one process: more are counted, not told.
const PLACES: usize = 256;

/// Where a process keeps a fun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Keeper {
    Dictionary,
    /// A message that it has not taken.
    Mailbox,
    /// Its variables.
    State,
}

/// A process between two of its turns.
#[derive(Debug, Clone)]
pub struct Standing {
    pub pid: Term,
    /// It stands in a receive.
    pub waits: bool,
    /// When the receive ends without a message, counted from when the process was looked at.
    pub time_left: Option<Duration>,
    /// Where it is, innermost first; at most some hundred.
    pub places: Vec<Place>,
    /// Frames of its stack.
    pub frames: usize,
    /// The versions of the funs that it holds: module, number, where.
    pub funs: Vec<(Atom, u32, Keeper)>,
}

/// Why nothing is known of a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// There is no such process.
    Ended,
    /// It has been in one turn all the time: a built-in function takes long.
    Busy,
}

/// Asks a process, which answers between two of its turns. Not to be called by a thread that runs a process.
///
/// # Errors
/// If there is no answer within `patience`.
pub fn standing(pid: Term, patience: Duration) -> Result<Standing, Unknown> {
    let (sender, answer) = channel();
    let node = Node::request(Box::new(move |process| {
        // Who asked may have lost patience.
        let _ = sender.send(process.map(look));
    }));
    if table::send(pid, node).is_err() {
        return Err(Unknown::Ended);
    }
    match answer.recv_timeout(patience) {
        Ok(standing) => standing.ok_or(Unknown::Ended),
        Err(RecvTimeoutError::Timeout) => Err(Unknown::Busy),
        Err(RecvTimeoutError::Disconnected) => Err(Unknown::Ended),
    }
}

/// What a process, between two of its turns or in a built-in function, has to do with versions.
pub fn look(process: &mut Process) -> Standing {
    // SAFETY: the caller's promise; functions that run on processes are called at no other time.
    let (found, frames) = unsafe { (places(process).take(PLACES).collect(), process.sites().count()) };
    let limited = process.waiting && process.deadline != 0;
    let left = || Duration::from_nanos(process.deadline.saturating_sub(crate::clock::monotonic()));
    let time_left = limited.then(left);
    Standing {
        pid: process.pid,
        waits: process.waiting,
        time_left,
        places: found,
        frames,
        funs: funs(process),
    }
}

/// Whether a process stands in a receive.
pub fn waits(process: &Process) -> bool {
    process.waiting
}

/// Calls `look` with each message that a process has not taken.
pub fn for_each_message(process: &Process, look: impl FnMut(Term)) {
    let messages = process.mailbox.iter().filter(|node| node.signal() == Signal::Message);
    messages.map(|node| node.term).for_each(look);
}

/// Calls `look` with each term that can be reached from a process's variables and its dictionary; with `most` of
/// them at most. For what is run on a process, as [`look`] is.
pub fn for_each_term(process: &mut Process, most: usize, look: impl FnMut(Term)) {
    let kept = process.rare.as_ref().map(|rare| rare.dictionary.terms().collect::<Vec<Term>>());
    walk(state(process).chain(kept.into_iter().flatten()), most, look);
}

/// The words that hold a process's variables: registers and stack.
fn state(process: &Process) -> impl Iterator<Item = Term> + '_ {
    // SAFETY: `resume` is a segment, and says how many registers hold terms; the stack holds terms and words that
    // look like small integers.
    let (registers, stack) = unsafe {
        let registers = match process.in_code {
            true => 0,
            false => crate::code::segment_info(process.resume).register_args as usize,
        };
        (registers, std::slice::from_raw_parts(process.sp.cast::<Term>(), process.stack_words()))
    };
    process.x[..registers].iter().chain(stack).copied()
}

fn funs(process: &Process) -> Vec<(Atom, u32, Keeper)> {
    let mut found = Vec::new();
    let mut add = |keeper, versions: HashSet<(Atom, u32)>| {
        found.extend(versions.into_iter().map(|(module, version)| (module, version, keeper)));
    };
    if let Some(rare) = &process.rare {
        add(Keeper::Dictionary, versions(rare.dictionary.terms()));
    }
    let messages = process.mailbox.iter().filter(|node| node.signal() == Signal::Message);
    add(Keeper::Mailbox, versions(messages.map(|node| node.term)));
    add(Keeper::State, versions(state(process)));
    found.sort_unstable_by_key(|&(module, version, keeper)| (keeper, module.name(), version));
    found
}

/// The versions of all funs that can be reached from some terms.
fn versions(roots: impl Iterator<Item = Term>) -> HashSet<(Atom, u32)> {
    let mut found = HashSet::new();
    walk(roots, usize::MAX, |term| {
        // SAFETY: a walk looks at terms that are alive.
        let entry = unsafe { term.is_kind(Kind::Fun).then(|| fun_entry(term)) };
        if let Some(entry) = entry.filter(|entry| entry.export.is_null()) {
            found.insert((entry.module, entry.version));
        }
    });
    found
}

/// Calls `look` with each term in memory that can be reached from some terms, once; with `most` of them at most.
fn walk(roots: impl Iterator<Item = Term>, most: usize, mut look: impl FnMut(Term)) {
    let mut met = HashSet::new();
    let mut work: Vec<Term> = roots.filter(|term| term.is_pointer()).collect();
    while let Some(term) = work.pop() {
        if met.len() == most || !met.insert(term.0) {
            continue;
        }
        look(term);
        let object = term.pointer();
        // SAFETY: terms of a process that does not run are alive: a cons is two words, a boxed object a header
        // and its words.
        let words = unsafe {
            let (start, length) = if term.is_cons() {
                (object, 2)
            } else if Kind::is_opaque(header_kind(*object)) {
                continue;
            } else {
                (object.add(1), header_size(*object))
            };
            std::slice::from_raw_parts(start.cast::<Term>(), length)
        };
        work.extend(words.iter().filter(|word| word.is_pointer()));
    }
}

/// How many processes run each version of a module. Not to be called by a thread that runs a process.
pub fn running(module: Atom) -> HashMap<u32, usize> {
    let counts = Arc::new(Mutex::new(HashMap::new()));
    let counted = counts.clone();
    visit_all(Arc::new(move |process: &mut Process| {
        // SAFETY: a sweep visits a process between two of its turns.
        let places = unsafe { places(process) };
        let mut versions: Vec<u32> =
            places.take(PLACES).filter(|place| place.module == module).map(|place| place.version).collect();
        versions.sort_unstable();
        versions.dedup();
        if !versions.is_empty() {
            let mut counts = counted.lock().unwrap_or_else(PoisonError::into_inner);
            versions.into_iter().for_each(|version| *counts.entry(version).or_default() += 1);
        }
    }));
    let counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
    counts.clone()
}

/// The processes for which `choose` says so. Not to be called by a thread that runs a process.
pub fn find(choose: impl Fn(&Standing) -> bool + Send + Sync + 'static) -> Vec<Standing> {
    let chosen = Arc::new(Mutex::new(Vec::new()));
    let found = chosen.clone();
    visit_all(Arc::new(move |process: &mut Process| {
        let standing = look(process);
        if choose(&standing) {
            found.lock().unwrap_or_else(PoisonError::into_inner).push(standing);
        }
    }));
    let mut found = std::mem::take(&mut *chosen.lock().unwrap_or_else(PoisonError::into_inner));
    found.sort_unstable_by_key(|standing| standing.pid.0);
    found
}
