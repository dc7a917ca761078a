//! Making processes.

use crate::atom::{self, Atom};
use crate::code::{ExportCell, fun_entry};
use crate::exports;
use crate::message::{Message, Signal};
use crate::process::{FLAG_COLLECT, NewProcess, Priority, Process};
use crate::rare::{Watched, Watcher, default_group_leader};
use crate::seats::Seated;
use crate::term::{Kind, NIL, Term};
use crate::tuning::{self, Tuning};
use crate::{census, exit, scheduler, table};
use std::sync::LazyLock;
use std::sync::atomic::Ordering;

/// The most arguments of a function, as in OTP.
pub const MAX_ARITY: usize = 255;

/// Reductions that it costs to make a process: in one turn there are to be no more than run in a moment.
const REDUCTIONS: i64 = 30;

/// What a new process runs.
#[derive(Clone)]
pub struct Start {
    entry: Entry,
    args: Args,
    /// What `process_info` names as the first function.
    initial: &'static ExportCell,
}

/// Most often a new process has one argument: its fun.
#[derive(Clone)]
enum Args {
    One(Term),
    Many(Vec<Term>),
}

impl Args {
    fn as_slice(&self) -> &[Term] {
        match self {
            Args::One(arg) => std::slice::from_ref(arg),
            Args::Many(args) => args,
        }
    }
}

/// Where a new process starts.
#[derive(Clone, Copy)]
enum Entry {
    /// In what the cell leads to when the process is made.
    Cell(&'static ExportCell),
    /// In the code of a fun, which is among the arguments.
    Fun(*const u8),
}

/// How a new process is tied to the one that makes it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ties {
    pub link: bool,
    pub monitor: bool,
    pub priority: Option<Priority>,
    pub tuning: Option<Tuning>,
}

impl Start {
    /// `module:function(args…)`, in the version that is current when the process starts. `None`: more than
    /// [`MAX_ARITY`] arguments.
    pub fn call(module: Atom, function: Atom, args: Vec<Term>) -> Option<Start> {
        let arity = u32::try_from(args.len()).ok().filter(|&arity| arity as usize <= MAX_ARITY)?;
        let cell = exports::cell(module, function, arity);
        Some(Start { entry: Entry::Cell(cell), args: Args::Many(args), initial: cell })
    }

    /// A fun without arguments. `None`: the term is no fun. A fun of another arity fails in the new process, as
    /// in OTP.
    pub fn fun(fun: Term) -> Option<Start> {
        // SAFETY: terms are valid.
        if !unsafe { fun.is_kind(Kind::Fun) } {
            return None;
        }
        // SAFETY: it is a fun.
        let entry = unsafe { fun_entry(fun) };
        static APPLY: LazyLock<&ExportCell> = LazyLock::new(|| exports::cell(atom::ERLANG, atom::APPLY, 2));
        let initial = *APPLY;
        if entry.arity != 0 {
            let start = Start::call(atom::ERLANG, atom::APPLY, vec![fun, NIL])?;
            return Some(Start { initial, ..start });
        }
        let entry = Entry::Fun(entry.code.load(Ordering::Acquire));
        Some(Start { entry, args: Args::One(fun), initial })
    }

    fn process(&self, group_leader: Term) -> Option<Seated> {
        let Start { entry, ref args, initial } = *self;
        let entry = match entry {
            Entry::Cell(cell) => cell.code.get(),
            Entry::Fun(code) => code,
        };
        Process::new(&NewProcess { entry, args: args.as_slice(), initial, group_leader })
    }
}

/// Makes a process and lets it run. `parent` gets its links and monitors. The reference is that of the
/// monitor, if one was asked for. `None`: the table is full.
pub fn spawn(parent: &mut Process, start: &Start, ties: Ties) -> Option<(Term, Option<Term>)> {
    parent.reductions = parent.reductions.saturating_sub(REDUCTIONS);
    let group_leader = parent.rare.as_ref().and_then(|rare| rare.group_leader);
    let mut child = start.process(group_leader.unwrap_or(default_group_leader()))?;
    child.priority = ties.priority.unwrap_or(Priority::Normal);
    child.outside = parent.outside.saturating_sub(1);
    child.parent = parent.pid;
    if let Some(tuning) = ties.tuning.or_else(tuning::changed_defaults) {
        child.tune(tuning);
        if child.least_block() > child.capacity() {
            child.flags |= FLAG_COLLECT;
        }
    }
    let mut monitor = None;
    if ties.link {
        child.rare().links.add(parent.pid);
    }
    if ties.monitor {
        let reference = parent.fresh_reference();
        let watcher = Watcher { pid: parent.pid, name: None };
        child.rare().watchers.insert(reference.payload(), watcher);
        monitor = Some(reference);
    }
    let child = table::insert(child);
    // SAFETY: the child is in no queue yet, so it is ours.
    let pid = unsafe { (*child).pid };
    if ties.link {
        parent.rare().links.add(pid);
    }
    if let Some(reference) = monitor {
        parent.rare().monitors.insert(reference.payload(), Watched { pid, name: None });
    }
    scheduler::schedule_new(child);
    Some((pid, monitor))
}

/// Makes a process that nobody is tied to, from any thread. `watched`: the observer is told of its turns.
/// `None`: the table is full.
pub fn spawn_outside(start: &Start, watched: bool) -> Option<Term> {
    // A version is not given back between the look at the cell and the moment when the process is found.
    let guard = census::outside();
    let mut child = start.process(default_group_leader())?;
    child.watched = watched;
    child.outside = 2;
    let child = table::insert(child);
    drop(guard);
    // SAFETY: the child is in no queue yet, so it is ours.
    let pid = unsafe { (*child).pid };
    scheduler::schedule_new(child);
    Some(pid)
}

/// Links `process` with `other`. `false`: that has ended. A process that traps exits is told so by the exit signal of
/// a link instead.
pub fn link(process: &mut Process, other: Term) -> bool {
    if other == process.pid || !process.rare().links.add(other) {
        return true;
    }
    let node = Message::new(Signal::Link, process.pid);
    if let Err(node) = table::send(other, node) {
        if !process.trap_exit {
            process.rare().links.ended(other);
            return false;
        }
        exit::refuse(other, node);
    }
    true
}

/// Monitors `target`, called `name` if it was named; gives the reference.
pub fn monitor(process: &mut Process, target: Option<Term>, name: Option<Atom>) -> Term {
    let reference = process.fresh_reference();
    let pid = target.unwrap_or(NIL);
    if pid == process.pid {
        return reference;
    }
    process.rare().monitors.insert(reference.payload(), Watched { pid, name });
    let name = name.map_or(NIL, Atom::term);
    let node = Message::tuple(Signal::Monitor, &[reference, process.pid, name]);
    if let Err(node) = table::send(pid, node) {
        exit::refuse(pid, node);
    }
    reference
}
