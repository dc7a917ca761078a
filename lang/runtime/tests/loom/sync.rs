//! What `src/sync.rs` has, of the model.

pub use loom::hint;
pub use loom::sync::{Mutex, MutexGuard};

pub use crossbeam_utils::CachePadded;

pub mod atomic {
    pub use loom::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, AtomicUsize, Ordering, fence};
}

pub mod deque {
    pub use crate::deque::{Injector, Steal, Stealer, Worker};
}

pub mod thread {
    pub use loom::thread::yield_now;
}

/// The model has no time: a wait that is to end after some never ends by itself, so that what is only saved by looking
/// again now and then counts as stuck.
pub mod time {
    use std::time::Duration;

    #[derive(Clone, Copy)]
    pub struct Instant;

    impl Instant {
        pub fn now() -> Instant {
            Instant
        }

        pub fn checked_add(self, _time: Duration) -> Option<Instant> {
            Some(Instant)
        }

        pub fn saturating_duration_since(self, _earlier: Instant) -> Duration {
            Duration::from_secs(1)
        }
    }
}

pub struct Condvar(loom::sync::Condvar);

impl Condvar {
    pub fn new() -> Condvar {
        Condvar(loom::sync::Condvar::new())
    }

    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> std::sync::LockResult<MutexGuard<'a, T>> {
        self.0.wait(guard)
    }

    /// Of no time at all, the only time that passes, it is over at once.
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        time: std::time::Duration,
    ) -> std::sync::LockResult<(MutexGuard<'a, T>, ())> {
        if time.is_zero() {
            return Ok((guard, ()));
        }
        match self.0.wait(guard) {
            Ok(guard) => Ok((guard, ())),
            Err(error) => Err(std::sync::PoisonError::new((error.into_inner(), ()))),
        }
    }

    pub fn notify_one(&self) {
        self.0.notify_one();
    }

    pub fn notify_all(&self) {
        self.0.notify_all();
    }
}

macro_rules! const_fn {
    ($(#[$attribute:meta])* $visibility:vis fn $($rest:tt)*) => {
        $(#[$attribute])*
        $visibility fn $($rest)*
    };
}
pub(crate) use const_fn;
