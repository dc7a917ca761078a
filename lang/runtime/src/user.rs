//! The process that answers requests to the program's own group leader: programs that write a group leader pass
//! on to it what they do not do themselves. It is made when it is first written to.

use std::sync::{Mutex, PoisonError};

use crate::atom::Atom;
use crate::spawn::{self, Start};
use crate::table;
use crate::term::Term;

static PROCESS: Mutex<Option<Term>> = Mutex::new(None);

/// Its pid; `None`: there is no room for a process.
pub fn process() -> Option<Term> {
    let mut process = PROCESS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(pid) = process.filter(|&pid| table::is_alive(pid)) {
        return Some(pid);
    }
    let start = Start::call(Atom::new("swerl_user"), Atom::new("serve"), Vec::new())?;
    *process = spawn::spawn_outside(&start, false);
    *process
}
