//! Ctrl-C while an expression is evaluated, and signals that end the program.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{Receiver, bounded};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::terminal;

/// Ctrl-C, as far as it is for an evaluation.
pub struct Interrupts {
    pub pressed: Receiver<()>,
    evaluating: Arc<AtomicBool>,
}

impl Interrupts {
    /// Takes over the signals. While nothing is evaluated, Ctrl-C ends the program; the line editor takes
    /// it as a key before it becomes a signal.
    pub fn start() -> Interrupts {
        let (sender, pressed) = bounded(1);
        let evaluating = Arc::new(AtomicBool::new(false));
        let during = evaluating.clone();
        let handle = move |signal| {
            if signal == SIGINT && during.load(Ordering::Acquire) {
                // One that waits already says the same.
                let _ = sender.try_send(());
            } else {
                terminal::restore();
                std::process::exit(128 + signal);
            }
        };
        match Signals::new([SIGINT, SIGTERM, SIGHUP]) {
            Ok(mut signals) => {
                let thread = std::thread::Builder::new().name("signals".into());
                let _ = thread.spawn(move || signals.forever().for_each(handle));
            }
            Err(error) => eprintln!("swerl: Ctrl-C will end the program: {error}"),
        }
        Interrupts { pressed, evaluating }
    }

    /// Runs an evaluation, which Ctrl-C interrupts.
    pub fn during<T>(&self, evaluate: impl FnOnce() -> T) -> T {
        while self.pressed.try_recv().is_ok() {}
        self.evaluating.store(true, Ordering::Release);
        let result = evaluate();
        self.evaluating.store(false, Ordering::Release);
        result
    }
}
