//! Which of the operating system's pages the allocator's memory lies in.
//!
//! With large pages the first touch brings two megabytes at once, which is faster where much is touched. But the
//! allocator touches its memory here and there, so that a small program would take twenty megabytes of which it
//! uses three; and the system turns small pages into large ones later on, where it has been asked for large ones,
//! so that one which runs for long would grow slowly. So a program has small pages, but while it grows much.

use std::sync::Mutex;
use std::sync::PoisonError;

use crate::clock;
use crate::memory::{self, Use};

/// With fewer bytes in use no large pages are asked for.
const LEAST: usize = 24 << 20;

/// A program grows much if it does by so many bytes within [`PATIENCE`].
const MUCH: usize = 8 << 20;

/// In nanoseconds.
const PATIENCE: u64 = 500_000_000;

/// The allocator takes memory from the system in pieces of this length, which start at its multiples.
const PIECE: usize = 1 << 30;

/// What the watchman remembers.
struct Growth {
    /// Bytes in use when the program grew last, or has shrunk to since.
    mark: usize,
    /// When that was, by the monotonic clock.
    since: u64,
    /// Large pages have been asked for.
    large: bool,
}

static GROWTH: Mutex<Growth> = Mutex::new(Growth { mark: LEAST, since: 0, large: false });

impl Growth {
    /// Notes how much is in use; gives what to ask for, if that is something else than before.
    fn note(&mut self, used: usize, now: u64) -> Option<bool> {
        if used > self.mark + MUCH {
            (self.mark, self.since) = (used, now);
        } else if used < self.mark {
            self.mark = used.max(LEAST);
        }
        let large = self.since != 0 && now - self.since < PATIENCE;
        (std::mem::replace(&mut self.large, large) != large).then_some(large)
    }

    fn rest(&mut self) -> Option<bool> {
        self.since = 0;
        std::mem::take(&mut self.large).then_some(false)
    }
}

fn update(change: impl FnOnce(&mut Growth) -> Option<bool>) {
    let asked = change(&mut GROWTH.lock().unwrap_or_else(PoisonError::into_inner));
    if let Some(large) = asked {
        ask(large);
    }
}

/// The program begins.
pub fn start() {
    ask(false);
}

/// Asks for what fits how the program grows. For the watchman, while schedulers run.
pub(crate) fn look() {
    update(|growth| growth.note(memory::used(Use::All), clock::monotonic()));
}

/// Nothing runs.
pub(crate) fn rest() {
    update(Growth::rest);
}

/// Says for the allocator's first piece of memory whether pages that are touched from now on are to be large. It
/// asks for large ones itself when it takes a piece, and programs that need another are large.
#[cfg(target_os = "linux")]
fn ask(large: bool) {
    let inside = Box::new(0u8);
    let piece = std::ptr::from_ref(&*inside).expose_provenance() & !(PIECE - 1);
    let advice = if large { libc::MADV_HUGEPAGE } else { libc::MADV_NOHUGEPAGE };
    // SAFETY: the advice changes nothing of what the memory holds, whatever lies there.
    unsafe { libc::madvise(std::ptr::with_exposed_provenance_mut(piece), PIECE, advice) };
}

/// Elsewhere the system decides.
#[cfg(not(target_os = "linux"))]
fn ask(_large: bool) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_large_while_much_is_added() {
        let mut growth = Growth { mark: LEAST, since: 0, large: false };
        let mut note = |used, milliseconds: u64| growth.note(used, milliseconds * 1_000_000);
        assert_eq!(note(LEAST, 1), None);
        assert_eq!(note(LEAST + MUCH, 2), None);
        assert_eq!(note(LEAST + MUCH + 1, 3), Some(true));
        assert_eq!(note(LEAST + MUCH + 2, 502), None);
        assert_eq!(note(LEAST + MUCH + 2, 503), Some(false));
        // What shrinks and grows again grows.
        assert_eq!(note(0, 600), None);
        assert_eq!(note(LEAST + MUCH + 1, 700), Some(true));
        assert_eq!([growth.rest(), growth.rest()], [Some(false), None]);
    }
}
