//! What the thread of the prompt and the evaluating process share, and the built-in functions through
//! which the process meets it.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crossbeam_channel::{Receiver, Sender, unbounded};
use swerl_code::CodeServer;
use swerl_runtime::atom::{self, Atom};
use swerl_runtime::bif::{Bif, BifResult, Stop};
use swerl_runtime::build;
use swerl_runtime::code::ExportCell;
use swerl_runtime::drill;
use swerl_runtime::message::{Message, Signal};
use swerl_runtime::owned::OwnedTerm;
use swerl_runtime::process::{FLAG_BLOCKED, Process};
use swerl_runtime::raise::{Class, Exception as Raise};
use swerl_runtime::registry;
use swerl_runtime::signals::send_exit;
use swerl_runtime::spawn::{self, Start};
use swerl_runtime::table;
use swerl_runtime::term::{NIL, Term};

use super::answers::Results;
use super::commands;

/// A call that is to be evaluated; `args` is a list.
pub struct Call {
    pub function: &'static ExportCell,
    pub args: OwnedTerm,
    /// Somebody wants to know its value, which may be large.
    pub is_for_value: bool,
}

/// An exception that nobody caught.
#[derive(Debug)]
pub struct Exception {
    pub class: Class,
    /// `{Reason, Stack, {Words, AboutArguments}}`
    parts: OwnedTerm,
}

impl Exception {
    pub fn reason(&self) -> Term {
        build::tuple_elements(self.parts.term()).map_or(NIL, |parts| parts[0])
    }

    /// The stack trace, as the language has it.
    pub fn stack(&self) -> Term {
        build::tuple_elements(self.parts.term()).map_or(NIL, |parts| parts[1])
    }

    /// What the module that the error names says of it.
    pub fn explanation(&self) -> Explanation {
        let words = build::tuple_elements(self.parts.term())
            .and_then(|parts| build::tuple_elements(*parts.get(2)?))
            .unwrap_or_default();
        let text = |index: usize| words.get(index).copied().and_then(build::list_text).unwrap_or_default();
        Explanation { reason: text(0), arguments: text(1) }
    }
}

/// Words about an error; empty where there are none.
#[derive(Debug, Clone, Default)]
pub struct Explanation {
    /// In place of the reason.
    pub reason: String,
    /// Indented lines about the arguments of the call that failed.
    pub arguments: String,
}

/// The evaluating process has died.
#[derive(Debug)]
pub struct Death {
    pub pid: Term,
    pub reason: OwnedTerm,
}

/// What the evaluating process and its guard say.
pub enum Report {
    /// There is a new evaluating process.
    Started(Term),
    Done(OwnedTerm),
    /// It dies after this.
    Raised(Exception),
    Ended(Death),
    /// The program is to end.
    Quit,
}

pub type DeathFn = Box<dyn Fn(&Death) + Send + Sync>;

/// See the module. One a program: built-in functions hold no data.
pub struct Link {
    pub server: Arc<CodeServer>,
    pub results: Results,
    slot: Mutex<Slot>,
    reports: Sender<Report>,
    idle_death: OnceLock<DeathFn>,
}

#[derive(Default)]
struct Slot {
    call: Option<Call>,
    /// The process that waits for a call.
    waiting: Option<Term>,
    /// A call has been asked for and its answer not yet been taken.
    busy: bool,
    /// Its value is wanted.
    is_for_value: bool,
    /// The evaluating process.
    evaluator: Option<Term>,
    /// It has reported the exception that it dies of.
    raised: bool,
}

static LINK: OnceLock<Link> = OnceLock::new();

/// Makes the link and registers the built-in functions. A second call gives the first link and no
/// reports.
pub fn install(server: Arc<CodeServer>) -> (&'static Link, Receiver<Report>) {
    let (sender, reports) = unbounded();
    let link = LINK.get_or_init(|| Link {
        server,
        results: Results::default(),
        slot: Mutex::default(),
        reports: sender,
        idle_death: OnceLock::new(),
    });
    registry::add(bifs());
    registry::add(commands::bifs());
    (link, reports)
}

/// The link; built-in functions run only after it was made.
pub(super) fn link() -> Result<&'static Link, Stop> {
    LINK.get().ok_or_else(|| Stop::Raise(Raise::badarg()))
}

fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("swerl_prompt", "next", next),
        Bif::new("swerl_prompt", "done", done),
        Bif::new("swerl_prompt", "raised", raised),
        Bif::new("swerl_prompt", "started", started),
        Bif::new("swerl_prompt", "ended", ended),
        Bif::new("swerl_prompt", "quit", |_: &mut Process| {
            link()?.report(Report::Quit);
            Ok(atom::OK.term())
        }),
    ]
}

/// The next call, `{Fun, Args}`; waits for it.
fn next(process: &mut Process) -> BifResult {
    let mut slot = link()?.slot();
    if slot.evaluator.is_some_and(|pid| pid != process.pid) {
        // One that the prompt has given up because it did not stop.
        return Err(Stop::Raise(Raise::raised(Class::Exit, Atom::new("killed").term())));
    }
    let Some(call) = slot.call.take() else {
        slot.waiting = Some(process.pid);
        process.flags |= FLAG_BLOCKED;
        return Err(Stop::Retry);
    };
    slot.waiting = None;
    drop(slot);
    drill::begin(process);
    let fun = build::external_fun(process, call.function);
    let args = call.args.copy_to(process);
    Ok(build::tuple(process, &[fun, args]))
}

fn done(process: &mut Process, result: Term) -> BifResult {
    let link = link()?;
    let slot = link.slot();
    let (is_ours, is_for_value) = (slot.evaluator == Some(process.pid), slot.is_for_value);
    drop(slot);
    if is_ours {
        let value = if is_for_value { result } else { atom::OK.term() };
        link.report(Report::Done(OwnedTerm::new(value)));
    }
    Ok(atom::OK.term())
}

fn raised(process: &mut Process, class: Term, reason: Term, stack: Term, words: Term) -> BifResult {
    let link = link()?;
    let parts = OwnedTerm::build(|heap| build::tuple(heap, &[reason, stack, words]));
    let class = Class::from_term(class).unwrap_or(Class::Error);
    let mut slot = link.slot();
    if slot.evaluator == Some(process.pid) {
        slot.raised = true;
        drop(slot);
        link.report(Report::Raised(Exception { class, parts }));
    }
    Ok(atom::OK.term())
}

fn started(_: &mut Process, pid: Term) -> BifResult {
    let link = link()?;
    let mut slot = link.slot();
    slot.evaluator = Some(pid);
    slot.raised = false;
    drop(slot);
    // It may have asked for a call before it was known.
    wake(pid);
    link.report(Report::Started(pid));
    Ok(atom::OK.term())
}

/// Says whether the guard is to start another one.
fn ended(_: &mut Process, pid: Term, reason: Term) -> BifResult {
    let link = link()?;
    let mut slot = link.slot();
    if slot.evaluator != Some(pid) {
        return Ok(atom::FALSE.term());
    }
    let (raised, busy) = (slot.raised, slot.busy);
    slot.evaluator = None;
    slot.waiting = None;
    slot.call = None;
    drop(slot);
    let death = Death { pid, reason: OwnedTerm::new(reason) };
    if raised {
        return Ok(atom::TRUE.term());
    }
    if !busy && let Some(told) = link.idle_death.get() {
        told(&death);
    }
    link.report(Report::Ended(death));
    Ok(atom::TRUE.term())
}

/// Lets a process that waits in a built-in function try again. A signal is not lost when the process is
/// not yet asleep.
fn wake(pid: Term) {
    table::send_or_free(pid, Message::new(Signal::Wake, NIL));
}

impl Link {
    fn slot(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn report(&self, report: Report) {
        // Nobody listens once the program is ending.
        let _ = self.reports.send(report);
    }

    pub fn when_idle_death(&self, told: DeathFn) {
        let _ = self.idle_death.set(told);
    }

    /// Gives a call to the evaluating process.
    pub fn ask(&self, call: Call) {
        let mut slot = self.slot();
        slot.busy = true;
        slot.is_for_value = call.is_for_value;
        slot.call = Some(call);
        let waiting = slot.waiting.take();
        drop(slot);
        if let Some(pid) = waiting {
            wake(pid);
        }
    }

    /// The answer to the last call has been taken.
    pub fn answered(&self) {
        self.slot().busy = false;
    }

    /// Ends a process from outside.
    pub fn kill(&self, pid: Term) {
        send_exit(Signal::Exit, pid, pid, atom::KILL.term());
    }

    /// Gives up the evaluating process, if there is one, and lets another take its place. Gives the guard of that;
    /// `None`: there is no room for it.
    pub fn replace(&self) -> Option<Term> {
        self.slot().evaluator = None;
        let guard = Start::call(Atom::new("swerl_prompt"), Atom::new("guard"), Vec::new());
        guard.and_then(|start| spawn::spawn_outside(&start, false))
    }
}
