//! The thread that writes while no line is being edited, and the one that wakes the editor.

use std::io::Write;
use std::sync::{Arc, MutexGuard};
use std::time::Instant;

use super::{BETWEEN_WRITES, Mode, QUEUE_BYTES, Shared, State};

/// Starts the printer thread.
pub(super) fn start(shared: Arc<Shared>) {
    spawn("printer", move || print_for_ever(&shared));
}

/// Starts the thread that wakes the editor. It is one of its own because waking may block until
/// the next line is edited, and what is printed until then must not wait.
pub(super) fn start_waker(shared: Arc<Shared>, mut wake: impl FnMut() + Send + 'static) {
    spawn("waker", move || {
        loop {
            let state = shared.lock();
            let mut state =
                shared.wait_for_work(state, |s| s.mode == Mode::Editing && !s.woken && !s.queue.is_empty());
            state.woken = true;
            state.waking = true;
            drop(state);
            wake();
            shared.lock().waking = false;
            shared.progress.notify_all();
        }
    });
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) {
    let spawned = std::thread::Builder::new().name(name.to_owned()).stack_size(256 * 1024).spawn(body);
    if let Err(error) = spawned {
        eprintln!("swerl: cannot start the {name} thread: {error}");
        std::process::exit(1);
    }
}

fn print_for_ever(shared: &Shared) {
    swerl_runtime::share_core();
    let mut state = shared.lock();
    loop {
        state = shared.wait_for_work(state, |s| s.mode == Mode::Free && !s.queue.is_empty());
        let pieces = state.take_all();
        let count = pieces.len() as u64;
        let mut above = std::mem::take(&mut state.above);
        let status_when_closed = state.status_when_closed;
        state.printing = true;
        drop(state);
        swerl_runtime::output::has_room();
        // Texts may be large: nobody is to wait for the lock meanwhile.
        let text = above.render_plain(&pieces);
        drop(pieces);
        write_out(&text, status_when_closed);
        drop(text);
        state = shared.lock();
        state.above = above;
        state.printing = false;
        state.printed += count;
        shared.progress.notify_all();
        state = rest(shared, state);
    }
}

/// Lets those who print do so for a while.
fn rest<'a>(shared: &'a Shared, mut state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
    let until = Instant::now() + BETWEEN_WRITES;
    while state.flushing == 0 && state.waiting < QUEUE_BYTES / 2 {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        state = shared.work.wait_timeout(state, left).map_or_else(|e| e.into_inner().0, |r| r.0);
    }
    state
}

/// Writes to standard output at once. Where that is closed, nobody reads the program any more.
pub(super) fn write_out(text: &str, status_when_closed: i32) {
    if text.is_empty() {
        return;
    }
    let mut out = std::io::stdout().lock();
    if out.write_all(text.as_bytes()).and_then(|()| out.flush()).is_err() {
        std::process::exit(status_when_closed);
    }
}
