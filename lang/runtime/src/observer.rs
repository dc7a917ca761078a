//! Who is told what processes do: one observer for the program, installed at start.

use std::sync::OnceLock;

use crate::process::Process;

/// What an observer is told. It runs on the scheduler that runs the process, so it must be short.
pub trait Observer: Send + Sync {
    /// A turn of a watched process has ended. The process is between two turns.
    fn turn_ended(&self, process: &mut Process);
    /// A watched process has ended.
    fn ended(&self, process: &Process);
}

static OBSERVER: OnceLock<Box<dyn Observer>> = OnceLock::new();

/// Installs the observer; a second call is ignored.
pub fn install(observer: Box<dyn Observer>) {
    let _ = OBSERVER.set(observer);
}

pub(crate) fn turn_ended(process: &mut Process) {
    if process.watched
        && let Some(observer) = OBSERVER.get()
    {
        observer.turn_ended(process);
    }
}

pub(crate) fn ended(process: &Process) {
    if process.watched
        && let Some(observer) = OBSERVER.get()
    {
        observer.ended(process);
    }
}
