//! What a round notes of a version.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// How something refers to a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Reference {
    /// A stack, or the place where a process goes on.
    Frame = 1,
    Fun = 2,
    /// A stack trace that is not yet a list.
    Trace = 4,
    Literal = 8,
}

/// What holds something that refers to a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Holder {
    /// A process, or a message on its way to one.
    Process = 16,
    /// A message or call that waits for its time.
    Timer = 32,
    Table = 64,
    /// A term of the program itself: a variable of the prompt, say.
    Program = 128,
}

/// The notes on one version. It lies where its version's data does.
#[derive(Debug, Default)]
pub struct VersionMark {
    /// The last round that met a reference. Written by whoever meets one, read when a round is over.
    seen: AtomicU64,
    /// The kinds of reference that the round [`VersionMark::seen`] has met, by [`Reference`], and who holds them, by
    /// [`Holder`].
    kinds: AtomicU8,
}

impl VersionMark {
    /// A reference was met in a round.
    pub(super) fn note(&self, round: u64, kind: Reference, holder: Holder) {
        if self.seen.swap(round, Ordering::Relaxed) != round {
            self.kinds.store(0, Ordering::Relaxed);
        }
        self.kinds.fetch_or(kind as u8 | holder as u8, Ordering::Relaxed);
    }

    /// Whether a round has met a reference.
    pub fn seen_in(&self, round: u64) -> bool {
        self.seen.load(Ordering::Acquire) == round
    }

    /// Whether the last round that met references met one of that kind. A hint: two that note at the same
    /// moment may lose one.
    pub fn has(&self, kind: Reference) -> bool {
        self.kinds.load(Ordering::Relaxed) & kind as u8 != 0
    }
}

impl VersionMark {
    /// Whether the last round that met references met one that such a holder has. A hint, as [`VersionMark::has`].
    pub fn held_by(&self, holder: Holder) -> bool {
        self.kinds.load(Ordering::Relaxed) & holder as u8 != 0
    }
}

/// A pointer from a version's functions to its mark; null: the function is never given back.
#[derive(Debug, Clone, Copy)]
pub struct MarkRef(*const VersionMark);

// SAFETY: a mark is made of atomics.
unsafe impl Send for MarkRef {}
// SAFETY: as above.
unsafe impl Sync for MarkRef {}

impl MarkRef {
    /// For what is never given back.
    pub const fn none() -> MarkRef {
        MarkRef(std::ptr::null())
    }

    /// `mark` has to live, and stay where it is, as long as what holds the pointer.
    pub fn new(mark: &VersionMark) -> MarkRef {
        MarkRef(mark)
    }

    /// The mark.
    ///
    /// # Safety
    /// The version is alive.
    pub(super) unsafe fn get<'a>(self) -> Option<&'a VersionMark> {
        // SAFETY: the caller's promise.
        unsafe { self.0.as_ref() }
    }
}
