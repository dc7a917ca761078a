//! One code server and one set of schedulers for all tests. What tests wait for is output or an event.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};
use swerl_code::event::{Event, Loaded, Rejected, Switched};
use swerl_code::{CodeServer, Options, Outcome};
use swerl_runtime::atom::Atom;
use swerl_runtime::drill;
use swerl_runtime::output::{self, Accepted, Output};
use swerl_runtime::scheduler;
use swerl_runtime::spawn::{Start, spawn_outside};

/// For what should come within milliseconds.
pub const LIMIT: Duration = Duration::from_secs(60);

/// Everything that processes write, to everybody who listens.
#[derive(Default)]
struct Listeners(Mutex<Vec<Sender<String>>>);

impl Output for &'static Listeners {
    fn write(&self, text: &str) -> Accepted {
        let mut listeners = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain(|listener| listener.send(text.to_string()).is_ok());
        Accepted::Yes
    }

    fn flush(&self) {}
}

fn listeners() -> &'static Listeners {
    static LISTENERS: OnceLock<Listeners> = OnceLock::new();
    LISTENERS.get_or_init(Listeners::default)
}

/// See the module. Tests use modules of their own.
pub struct Bench {
    pub server: Arc<CodeServer>,
    pub events: Receiver<Event>,
    pub written: Receiver<String>,
}

impl Bench {
    pub fn new() -> Bench {
        static STARTED: OnceLock<Arc<CodeServer>> = OnceLock::new();
        let server = STARTED.get_or_init(|| {
            output::install(Box::new(listeners()));
            let server = CodeServer::start(Options::default());
            if std::env::var_os("SWERL_TORTURE").is_some() {
                drill::torture();
            }
            if let Some(seed) = std::env::var("SWERL_SEED").ok().and_then(|seed| seed.parse().ok()) {
                drill::seed(seed);
            }
            drop(scheduler::start(2));
            server
        });
        let (sender, written) = unbounded();
        listeners().0.lock().unwrap().push(sender);
        Bench { server: server.clone(), events: server.subscribe(), written }
    }

    pub fn outcome(&self, module: &str, body: &str) -> Outcome {
        let text = format!("-module({module}).\n{body}");
        self.server.load_text(&PathBuf::from(format!("{module}.erl")), &text, Instant::now())
    }

    #[track_caller]
    pub fn load(&self, module: &str, body: &str) -> Arc<Loaded> {
        match self.outcome(module, body) {
            Outcome::Loaded(loaded) => loaded,
            other => panic!("not loaded: {other:?}"),
        }
    }

    #[track_caller]
    pub fn reject(&self, module: &str, body: &str) -> Arc<Rejected> {
        match self.outcome(module, body) {
            Outcome::Rejected(rejected) => rejected,
            other => panic!("not rejected: {other:?}"),
        }
    }

    pub fn spawn(&self, module: &str, function: &str) {
        let start = Start::call(Atom::new(module), Atom::new(function), Vec::new()).unwrap();
        spawn_outside(&start, false).unwrap();
    }

    /// Waits until somebody writes exactly this.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        let deadline = Instant::now() + LIMIT;
        while let Ok(written) = self.written.recv_deadline(deadline) {
            if written == text {
                return;
            }
        }
        panic!("nobody wrote {text:?}");
    }

    /// The next switch of a process in `module`.
    #[track_caller]
    pub fn switched(&self, module: &str) -> Switched {
        let deadline = Instant::now() + LIMIT;
        while let Ok(event) = self.events.recv_deadline(deadline) {
            match event {
                Event::Switched(switched) if switched.module == module => return switched,
                _ => {}
            }
        }
        panic!("no process switched in {module}");
    }

    /// What `module:function()` returns, as text.
    #[track_caller]
    pub fn call(&self, module: &str, function: &str) -> String {
        static LOADED: OnceLock<()> = OnceLock::new();
        LOADED.get_or_init(|| {
            let body = "-export([call/2]).\n\
                call(M, F) ->\n\
                    Value = (catch M:F()),\n\
                    io:put_chars(lists:flatten(io_lib:format(\"~w:~w ~0p\", [M, F, Value]))).\n";
            self.load("bench_call", body);
        });
        let prefix = format!("{module}:{function} ");
        let args = [module, function].map(|name| Atom::new(name).term()).to_vec();
        let start = Start::call(Atom::new("bench_call"), Atom::new("call"), args).unwrap();
        spawn_outside(&start, false).unwrap();
        let deadline = Instant::now() + LIMIT;
        while let Ok(written) = self.written.recv_deadline(deadline) {
            if let Some(value) = written.strip_prefix(&prefix) {
                return value.to_string();
            }
        }
        panic!("{module}:{function}() has not returned");
    }

    /// Versions of a module that are in memory.
    pub fn resident(&self, module: &str) -> Vec<u32> {
        let modules = self.server.modules();
        modules.into_iter().find(|summary| summary.name == module).map_or(Vec::new(), |s| s.versions)
    }

    /// Waits until just these versions of a module are in memory.
    #[track_caller]
    pub fn wait_resident(&self, module: &str, versions: &[u32]) {
        let deadline = Instant::now() + LIMIT;
        while self.resident(module) != versions {
            assert!(Instant::now() < deadline, "{module}: {:?} stay in memory", self.resident(module));
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Lets the census look a few times, after which only what is referred to stays.
    pub fn settle(&self) {
        std::thread::sleep(Duration::from_millis(60));
    }
}
