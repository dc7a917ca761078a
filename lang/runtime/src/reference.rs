//! References: numbers that are given out once.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::term::{IMM_REF, Term};

/// The next one. Written by whoever makes a reference; the order between threads does not matter.
static NEXT: AtomicU64 = AtomicU64::new(1 << 20);

/// A reference that nobody has.
pub fn make() -> Term {
    Term::immediate(IMM_REF, NEXT.fetch_add(1, Ordering::Relaxed) & ((1 << 56) - 1))
}
