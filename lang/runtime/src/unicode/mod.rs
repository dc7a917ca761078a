//! Character data: deep lists of code points and of binaries in some encoding.

pub mod encoding;
pub mod walk;

pub use encoding::Encoding;
pub use walk::{Outcome, Sink, Style, characters};
