//! The thread that writes while no line is being edited, and the one that wakes the editor.

use std::io::Write;
use std::sync::Arc;

use super::{Mode, Shared};

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
    loop {
        let state = shared.lock();
        let mut state = shared.wait_for_work(state, |s| s.mode == Mode::Free && !s.queue.is_empty());
        let pieces = state.take_all();
        let count = pieces.len() as u64;
        let text = state.above.render_plain(&pieces);
        let status_when_closed = state.status_when_closed;
        drop(state);
        write_out(&text, status_when_closed);
        shared.lock().printed += count;
        shared.progress.notify_all();
    }
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
