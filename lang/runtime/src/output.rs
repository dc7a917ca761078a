//! Where the text goes that processes write.

use std::io::Write;
use std::sync::OnceLock;

/// Whether a sink has taken a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// The text will appear.
    Yes,
    /// Too much waits already; the text was not taken. The process tries again a little later.
    Congested,
}

/// A sink of text.
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
