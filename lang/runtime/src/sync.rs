//! What the pieces that threads share are made of. Here it is the standard library; `tests/loom` has the same files built
//! of a model of it, which tries every order in which threads may run and every value that a read may give.

pub use std::sync::{Condvar, Mutex, MutexGuard};
pub use std::{hint, thread};

/// Integers and pointers that several threads change.
pub mod atomic {
    pub use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, AtomicUsize, Ordering, fence};
}

/// Queues at whose other end somebody else takes.
pub mod deque {
    pub use crossbeam_deque::{Injector, Steal, Stealer, Worker};
}

/// What stands in cache lines of its own.
pub use crossbeam_utils::CachePadded;

/// The clock.
pub mod time {
    pub use std::time::Instant;
}

/// A function that makes such a piece, also for a static; the model's are made while it runs.
macro_rules! const_fn {
    ($(#[$attribute:meta])* $visibility:vis fn $($rest:tt)*) => {
        $(#[$attribute])*
        $visibility const fn $($rest)*
    };
}
pub(crate) use const_fn;
