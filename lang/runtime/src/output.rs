//! Where the text goes that processes write.

use std::collections::{HashSet, VecDeque};
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::table;
use crate::term::Term;

/// Whether a sink has taken a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// The text will appear.
    Yes,
    /// Too much waits already; the text was not taken. The process tries again when there is room.
    Congested,
}

/// A sink of text. One that may be congested calls [`has_room`] when it no longer is.
pub trait Output: Send + Sync {
    /// Takes a text whole or not at all.
    fn write(&self, text: &str) -> Accepted;
    /// Whether it would take no text now: who asks first need not make one.
    fn is_congested(&self) -> bool {
        false
    }
    /// Returns when all that was taken has appeared.
    fn flush(&self);
}

struct StandardOutput;

impl Output for StandardOutput {
    fn write(&self, text: &str) -> Accepted {
        // Nobody is left to tell when standard output is closed.
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
        Accepted::Yes
    }

    fn flush(&self) {
        let _ = std::io::stdout().lock().flush();
    }
}

static OUTPUT: OnceLock<Box<dyn Output>> = OnceLock::new();

/// Installs the program's sink, before anything is written. A second call is ignored.
pub fn install(output: Box<dyn Output>) {
    let _ = OUTPUT.set(output);
}

/// The installed sink, else standard output.
pub fn output() -> &'static dyn Output {
    OUTPUT.get_or_init(|| Box::new(StandardOutput)).as_ref()
}

/// Processes woken when there is room: enough to keep a sink busy until they have woken others.
const AT_ONCE: usize = 16;

/// Processes that wait for room, by the words of their pids.
#[derive(Default)]
struct Waiting {
    /// Who has come first is first.
    order: VecDeque<u64>,
    pids: HashSet<u64>,
}

static WAITING: Mutex<Option<Waiting>> = Mutex::new(None);
/// Whether there are any. Written under the lock.
static ANY: AtomicBool = AtomicBool::new(false);

/// A process that has found the sink congested is going to sleep. `false`: meanwhile that is over.
pub(crate) fn wait_for_room(pid: Term) -> bool {
    let mut waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
    let some = waiting.get_or_insert_default();
    if some.pids.insert(pid.0) {
        some.order.push_back(pid.0);
    }
    ANY.store(true, Ordering::SeqCst);
    drop(waiting);
    // Whoever has made room before it could see this one wakes nobody.
    output().is_congested()
}

/// The sink takes texts again: those who wait for that try.
pub fn has_room() {
    wake(AT_ONCE);
}

/// A text was taken: the next one may be, too.
pub(crate) fn taken() {
    wake(1);
}

fn wake(most: usize) {
    if !ANY.load(Ordering::SeqCst) {
        return;
    }
    let mut waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(some) = waiting.as_mut() else { return };
    let count = some.order.len().min(most);
    let woken: Vec<u64> = some.order.drain(..count).collect();
    woken.iter().for_each(|pid| {
        some.pids.remove(pid);
    });
    ANY.store(!some.order.is_empty(), Ordering::SeqCst);
    drop(waiting);
    woken.into_iter().for_each(|pid| table::wake(Term(pid)));
}
