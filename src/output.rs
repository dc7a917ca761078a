//! What processes print, on its way to the terminal.

use swerl_runtime::halt;
use swerl_runtime::output::{self, Accepted, Output};

use crate::terminal::{self, Terminal};

struct Sink(Terminal);

impl Output for Sink {
    fn write(&self, text: &str) -> Accepted {
        if self.0.try_output(text) { Accepted::Yes } else { Accepted::Congested }
    }

    fn is_congested(&self) -> bool {
        self.0.is_full()
    }

    fn flush(&self) {
        self.0.flush();
    }
}

/// Lets all that processes print go to the terminal, and a program that ends by `halt` leave it as it was.
pub fn install(terminal: &Terminal) {
    output::install(Box::new(Sink(terminal.clone())));
    halt::before(|_| terminal::restore());
}
