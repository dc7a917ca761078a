//! The terminal and who may write to it.
//!
//! Everything that is printed goes through one bounded queue ([`Terminal`]). At any time one thread
//! owns the terminal: the printer thread while nothing is being typed, the thread inside the line
//! editor while a line is being edited. The editor asks for what waits whenever it redraws its
//! prompt ([`Terminal::take_above_prompt`]) and puts it above; the printer thread only wakes it.
//! So output neither lands inside the typed line nor waits for a key, and its order is the order
//! in which it was queued.

mod above;
mod printer;

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock};
use std::time::{Duration, Instant};

use above::Above;
use rustix::termios::{self, LocalModes, OptionalActions, Termios};

/// Bytes that may wait before those who print have to wait. A screen of 200 by 60 characters is
/// 12 kB: several screens, so that a burst costs nobody a wait, and a flood is held back within a
/// fraction of a second.
const QUEUE_BYTES: usize = 64 * 1024;

/// How long the printer thread leaves those who print alone after it has written, unless much waits or somebody waits
/// for it: each time that it wakes it takes a core from one of them, and nobody sees the difference.
const BETWEEN_WRITES: Duration = Duration::from_millis(1);

/// How long [`Terminal::end_reading`] waits for a wake-up that may be on its way to the screen.
/// One that is stuck longer sits in the editor's own queue, where it harms nothing.
const WAKE_GRACE: Duration = Duration::from_millis(2);

/// A handle on the terminal; clones share it.
#[derive(Clone)]
pub struct Terminal {
    shared: Arc<Shared>,
}

/// Something to print.
enum Piece {
    /// What a program prints, as it is; may end in the middle of a line.
    Output(String),
    /// Whole lines that start on a line of their own.
    Lines(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Piece::Output(text) | Piece::Lines(text) => text.len(),
        }
    }
}

struct Shared {
    state: Mutex<State>,
    /// Signalled when something was queued or the mode changed: the printer thread waits here.
    work: Condvar,
    /// Signalled when something left the queue: senders and `flush` wait here.
    progress: Condvar,
}

struct State {
    queue: VecDeque<Piece>,
    /// Bytes in `queue`.
    waiting: usize,
    /// Pieces queued and pieces that have reached the terminal since the start.
    queued: u64,
    printed: u64,
    mode: Mode,
    /// The printer thread writes what it has taken from the queue; `above` is with it.
    printing: bool,
    /// Threads that wait for work, which includes the printer thread unless that waits for the next write.
    idle: usize,
    /// Threads that wait until something has been printed.
    flushing: usize,
    /// Whether the editor has been told that something waits.
    woken: bool,
    /// A wake-up is being sent to the editor.
    waking: bool,
    above: Above,
    status_when_closed: i32,
}

/// Who owns the terminal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// The printer thread.
    Free,
    /// The line editor.
    Editing,
}

impl Terminal {
    /// Starts the printer thread, which writes to standard output. When that fails, because the
    /// terminal or the pipe is closed, the program ends with `status_when_closed`.
    pub fn start(status_when_closed: i32) -> Terminal {
        let state = State {
            queue: VecDeque::new(),
            waiting: 0,
            queued: 0,
            printed: 0,
            mode: Mode::Free,
            printing: false,
            idle: 0,
            flushing: 0,
            woken: false,
            waking: false,
            above: Above::default(),
            status_when_closed,
        };
        let shared =
            Arc::new(Shared { state: Mutex::new(state), work: Condvar::new(), progress: Condvar::new() });
        printer::start(shared.clone());
        Terminal { shared }
    }

    /// Prints text as it is; it may end in the middle of a line. Blocks while too much is waiting.
    pub fn output(&self, text: &str) {
        if !text.is_empty() {
            self.shared.push(Piece::Output(text.to_owned()));
        }
    }

    /// As [`Terminal::output`], but where too much is waiting it takes nothing and says `false`.
    pub fn try_output(&self, text: &str) -> bool {
        if text.is_empty() {
            return true;
        }
        // Copied before the lock is taken: it may be large.
        let piece = Piece::Output(text.to_owned());
        let mut state = self.shared.lock();
        if state.waiting >= QUEUE_BYTES {
            return false;
        }
        state.queue_up(piece);
        self.shared.notify(state);
        true
    }

    /// Whether too much is waiting.
    pub fn is_full(&self) -> bool {
        self.shared.lock().waiting >= QUEUE_BYTES
    }

    /// Prints whole lines, starting on a line of their own; a missing line end is added.
    pub fn lines(&self, text: &str) {
        let mut text = text.to_owned();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        self.shared.push(Piece::Lines(text));
    }

    /// Waits until everything queued before has been printed.
    pub fn flush(&self) {
        drop(self.shared.flush());
    }

    /// Lets `wake` call the editor (its external printer) from a thread of its own, whenever
    /// something waits while a line is being edited. It may block; it must lead to a redraw.
    pub fn wake_editor_with(&self, wake: impl FnMut() + Send + 'static) {
        printer::start_waker(self.shared.clone(), wake);
    }

    /// Hands the terminal to the editor. All that was queued before is on the screen, and the
    /// cursor is at the start of a line.
    pub fn begin_reading(&self) {
        let mut state = self.shared.flush();
        // What was queued since then is shown by the editor's first redraw.
        if state.mode == Mode::Free {
            let line_end = state.above.leave_line();
            printer::write_out(line_end, state.status_when_closed);
            state.mode = Mode::Editing;
        }
    }

    /// Takes the terminal back from the editor, which has left the cursor at the start of a line.
    pub fn end_reading(&self) {
        let mut state = self.shared.lock();
        if state.mode == Mode::Editing {
            state.mode = Mode::Free;
            state.woken = false;
            state.above = Above::default();
        }
        let until = Instant::now() + WAKE_GRACE;
        while state.waking && Instant::now() < until {
            state = self
                .shared
                .progress
                .wait_timeout(state, WAKE_GRACE)
                .map_or_else(|e| e.into_inner().0, |r| r.0);
        }
        drop(state);
        self.shared.work.notify_all();
    }

    /// What the editor prints before its prompt, in place of the row where the prompt starts: all
    /// that waits, with movements that continue a line that a program has left unfinished.
    pub fn take_above_prompt(&self) -> String {
        let mut state = self.shared.lock();
        if state.mode != Mode::Editing || state.queue.is_empty() {
            return String::new();
        }
        let pieces = state.take_all();
        state.woken = false;
        let columns = columns();
        let text = state.above.render(&pieces, columns);
        state.printed += pieces.len() as u64;
        drop(state);
        swerl_runtime::output::has_room();
        self.shared.progress.notify_all();
        text
    }
}

impl Shared {
    /// The state. A thread that panicked while it held it has left it whole: every change of it is
    /// one assignment after another without a way out between.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn push(&self, piece: Piece) {
        let state = self.lock();
        let mut state = self.wait_for_progress(state, |s| s.waiting < QUEUE_BYTES);
        state.queue_up(piece);
        self.notify(state);
    }

    /// Tells those who wait for work that there is some.
    fn notify(&self, state: MutexGuard<'_, State>) {
        let someone = state.idle > 0 || state.waiting >= QUEUE_BYTES / 2;
        drop(state);
        if someone {
            self.work.notify_all();
        }
    }

    /// Waits until everything queued before has been printed, and nothing is being printed.
    fn flush(&self) -> MutexGuard<'_, State> {
        let mut state = self.lock();
        let upto = state.queued;
        state.flushing += 1;
        self.work.notify_all();
        let mut state = self.wait_for_progress(state, |s| s.printed >= upto && !s.printing);
        state.flushing -= 1;
        state
    }

    fn wait_for_progress<'a>(
        &self,
        mut state: MutexGuard<'a, State>,
        done: impl Fn(&State) -> bool,
    ) -> MutexGuard<'a, State> {
        while !done(&state) {
            state = self.progress.wait(state).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
        state
    }

    fn wait_for_work<'a>(
        &self,
        mut state: MutexGuard<'a, State>,
        found: impl Fn(&State) -> bool,
    ) -> MutexGuard<'a, State> {
        while !found(&state) {
            state.idle += 1;
            state = self.work.wait(state).unwrap_or_else(|poisoned| poisoned.into_inner());
            state.idle -= 1;
        }
        state
    }
}

impl State {
    fn queue_up(&mut self, piece: Piece) {
        self.waiting += piece.len();
        self.queued += 1;
        self.queue.push_back(piece);
    }

    fn take_all(&mut self) -> VecDeque<Piece> {
        self.waiting = 0;
        std::mem::take(&mut self.queue)
    }
}

static BEFORE: OnceLock<Termios> = OnceLock::new();

/// Turns off the echo of what is typed while no line is being edited: it would land among what is printed,
/// and it is shown when its line is edited. Input that is no terminal is left alone.
///
/// Nor does Ctrl-C discard what is on its way to the terminal: Linux does not wake a thread that waits in the middle of
/// writing it, and nothing would be printed any more.
pub fn quiet() {
    let Ok(before) = termios::tcgetattr(rustix::stdio::stdin()) else { return };
    let mut quiet = before.clone();
    quiet.local_modes.remove(LocalModes::ECHO);
    quiet.local_modes.insert(LocalModes::NOFLSH);
    let _ = termios::tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &quiet);
    let _ = BEFORE.set(before);
}

/// Gives the terminal back as it was before [`quiet`].
pub fn restore() {
    if let Some(before) = BEFORE.get() {
        // A terminal that is gone needs nothing.
        let _ = termios::tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, before);
    }
}

/// The columns of the terminal; 80 where there is none.
pub fn columns() -> usize {
    let size = termios::tcgetwinsize(rustix::stdio::stdout());
    size.ok().map(|s| s.ws_col as usize).filter(|&c| c > 0).unwrap_or(80)
}
