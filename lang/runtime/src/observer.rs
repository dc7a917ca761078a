//! Who is told what processes do: one observer for the program, installed at start.

use std::sync::OnceLock;

use crate::places::{Place, places};
use crate::process::Process;
use crate::term::Term;

/// What an observer is told. It runs on the scheduler that runs the process, so it must be short.
pub trait Observer: Send + Sync {
    /// A turn of a watched process has ended. `places` are where it is, innermost first. Says whether
    /// the process stays watched.
    fn turn_ended(&self, pid: Term, places: &mut dyn Iterator<Item = Place>) -> bool;
    /// A watched process has ended.
    fn ended(&self, pid: Term);
}

static OBSERVER: OnceLock<Box<dyn Observer>> = OnceLock::new();

/// Installs the observer; a second call is ignored.
pub fn install(observer: Box<dyn Observer>) {
    let _ = OBSERVER.set(observer);
}

#[inline]
pub(crate) fn turn_ended(process: &mut Process) {
    if process.watched {
        watched_turn_ended(process);
    }
}

#[cold]
fn watched_turn_ended(process: &mut Process) {
    if let Some(observer) = OBSERVER.get() {
        // SAFETY: the turn has ended and the next one has not begun.
        let stays = observer.turn_ended(process.pid, &mut unsafe { places(process) });
        process.watched = stays;
    }
}

pub(crate) fn ended(process: &Process) {
    if process.watched
        && let Some(observer) = OBSERVER.get()
    {
        observer.ended(process.pid);
    }
}
