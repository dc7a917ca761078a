//! Questions to other processes: a function runs on the other process between two of its turns, and the
//! asking one sleeps until the answer is there.

use std::sync::{Arc, Mutex, PoisonError};

use crate::bif::{BifResult, Stop};
use crate::blocking;
use crate::exit;
use crate::files;
use crate::memory;
use crate::message::{Message, Node, Signal};
use crate::owned::OwnedTerm;
use crate::process::{FLAG_BLOCKED, Process};
use crate::table;
use crate::term::{NIL, Term};

/// Where an answer appears. Written once by whoever runs the question, read by who asked.
#[derive(Default)]
pub struct Answer {
    value: Mutex<Option<OwnedTerm>>,
}

impl Answer {
    fn take(&self) -> Option<OwnedTerm> {
        self.value.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set(&self, value: OwnedTerm) {
        *self.value.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
    }
}

/// Whether a built-in function is called again, for an answer.
pub fn is_asked(process: &Process) -> bool {
    process.rare.as_ref().is_some_and(|rare| rare.answer.is_some())
}

/// Asks the process `target`. A built-in function that calls this returns its result, whatever it is: while
/// there is no answer the built-in is retried, with the same arguments.
///
/// `question` gets `None` if the process has ended.
pub fn ask<Q>(process: &mut Process, target: Term, question: Q) -> BifResult
where
    Q: FnOnce(Option<&mut Process>) -> OwnedTerm + Send + 'static,
{
    if let Some(answer) = process.rare().answer.take() {
        if let Some(value) = answer.take() {
            return Ok(value.copy_to(process));
        }
        process.rare().answer = Some(answer);
        return blocked(process);
    }
    let answer = Arc::new(Answer::default());
    process.rare().answer = Some(answer.clone());
    let asker = process.pid;
    let node = Node::request(Box::new(move |other| {
        answer.set(question(other));
        table::send_or_free(asker, Message::new(Signal::Wake, NIL));
    }));
    if let Err(node) = table::send(target, node) {
        exit::refuse(target, node);
    }
    blocked(process)
}

/// Has work done on a thread that may wait for the system. A built-in function that calls this returns its result, as
/// with [`ask`]. `prepare` runs once, at the first call, and gives the work or says why there is none. The work may ask for
/// memory, see [`memory::ask`]: where there is too little the result is `{error, enomem}`.
pub fn outside<W>(process: &mut Process, prepare: impl FnOnce(&mut Process) -> Result<W, Stop>) -> BifResult
where
    W: FnOnce() -> OwnedTerm + Send + 'static,
{
    by(process, prepare, blocking::submit)
}

/// As [`outside`], for work that may wait without end: on a thread made for it.
pub fn beside<W>(process: &mut Process, prepare: impl FnOnce(&mut Process) -> Result<W, Stop>) -> BifResult
where
    W: FnOnce() -> OwnedTerm + Send + 'static,
{
    by(process, prepare, |job| {
        // Where no thread can be made the process waits for ever, as it might for its input.
        let job = || {
            job();
            crate::memory::say_all();
        };
        let _ = std::thread::Builder::new().name("input".to_string()).spawn(job);
    })
}

fn by<W>(
    process: &mut Process,
    prepare: impl FnOnce(&mut Process) -> Result<W, Stop>,
    submit: impl FnOnce(blocking::Job),
) -> BifResult
where
    W: FnOnce() -> OwnedTerm + Send + 'static,
{
    if let Some(answer) = process.rare().answer.take() {
        if let Some(value) = answer.take() {
            return Ok(value.copy_to(process));
        }
        process.rare().answer = Some(answer);
        return blocked(process);
    }
    let work = prepare(process)?;
    let answer = Arc::new(Answer::default());
    process.rare().answer = Some(answer.clone());
    let asker = process.pid;
    submit(Box::new(move || {
        let value = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        let failed = |cause: Box<dyn std::any::Any + Send>| match cause.is::<memory::TooMuch>() {
            true => OwnedTerm::build(|heap| files::error::reason(heap, "enomem")),
            false => OwnedTerm::new(crate::atom::INTERNAL_ERROR.term()),
        };
        answer.set(value.unwrap_or_else(failed));
        table::send_or_free(asker, Message::new(Signal::Wake, NIL));
    }));
    blocked(process)
}

/// Puts the process to sleep until a signal comes; then the built-in function is called again.
fn blocked(process: &mut Process) -> BifResult {
    process.flags |= FLAG_BLOCKED;
    Err(Stop::Retry)
}
