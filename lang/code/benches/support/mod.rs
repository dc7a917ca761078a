//! What the benchmarks of swapping have in common: a code server with schedulers, and processes that report.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use swerl_code::event::Loaded;
use swerl_code::{CodeServer, Options, Outcome};
use swerl_runtime::atom::Atom;
use swerl_runtime::memory::Allocator;
use swerl_runtime::output::{self, Accepted, Output};
use swerl_runtime::scheduler;
use swerl_runtime::spawn::{Start, spawn_outside};

/// The program's own, so that memory is what the program would take.
#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

/// What processes write.
struct Lines(Mutex<Sender<String>>);

impl Output for Lines {
    fn write(&self, text: &str) -> Accepted {
        let _ = self.0.lock().unwrap_or_else(PoisonError::into_inner).send(text.to_string());
        Accepted::Yes
    }

    fn flush(&self) {}
}

pub struct Stage {
    pub server: Arc<CodeServer>,
    lines: Receiver<String>,
}

impl Stage {
    /// Two schedulers run.
    pub fn new() -> Stage {
        let (sender, lines) = channel();
        output::install(Box::new(Lines(Mutex::new(sender))));
        let server = CodeServer::start(Options::default());
        drop(scheduler::start(2));
        Stage { server, lines }
    }

    pub fn load(&self, module: &str, body: &str) -> Arc<Loaded> {
        let text = format!("-module({module}).\n{body}");
        match self.server.load_text(Path::new(&format!("{module}.erl")), &text, Instant::now()) {
            Outcome::Loaded(loaded) => loaded,
            other => panic!("not loaded: {other:?}"),
        }
    }

    /// Starts `module:function()` in a process.
    pub fn spawn(&self, module: &str, function: &str) {
        let start = Start::call(Atom::new(module), Atom::new(function), Vec::new()).expect("a call");
        spawn_outside(&start, false).expect("a process");
    }

    /// The next text that a process writes.
    pub fn line(&self) -> String {
        self.lines.recv_timeout(Duration::from_secs(120)).expect("a process has something to say")
    }

    /// What `module:function()` writes.
    pub fn ask(&self, module: &str, function: &str) -> String {
        self.spawn(module, function);
        self.line()
    }
}

/// The machine's load, to be read beside the figures.
pub fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or("unknown").to_owned()
}
