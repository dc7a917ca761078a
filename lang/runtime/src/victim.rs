//! What happens when the program uses more memory than it may: the largest processes end, rather than the
//! program.

use std::sync::Mutex;
use std::sync::PoisonError;

use crate::memory::{self, Use};
use crate::message::{Message, Signal};
use crate::table;
use crate::term::{NIL, Term};

/// Processes ended at a time, at most.
const AT_ONCE: usize = 1000;

/// Those that have been told to end, until they have. Used by the watchman only.
static ENDING: Mutex<Vec<Term>> = Mutex::new(Vec::new());

/// Tells the largest processes to end, as many as hold what is used above the limit, unless others are still
/// about to end.
pub fn end_the_largest() {
    let mut ending = ENDING.lock().unwrap_or_else(PoisonError::into_inner);
    ending.retain(|&pid| table::is_alive(pid));
    if !ending.is_empty() {
        return;
    }
    let mut excess = memory::used(Use::All).saturating_sub(memory::limit() / 20 * 19);
    let mut sizes = table::sizes();
    sizes.sort_unstable_by_key(|&(_, bytes)| std::cmp::Reverse(bytes));
    for (pid, bytes) in sizes.into_iter().take(AT_ONCE) {
        if excess == 0 {
            break;
        }
        excess = excess.saturating_sub(bytes);
        table::send_or_free(pid, Message::new(Signal::Limit, NIL));
        ending.push(pid);
    }
}
