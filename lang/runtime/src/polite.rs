//! A lock that is taken for moments, by threads some of which may take it over and over. An ordinary one goes to whoever
//! asks when it is open: a thread that waits for it has to wake first, and finds it taken again. Here those that come
//! later step back when somebody has waited for long.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use crate::clock;

/// Who has waited for so many nanoseconds comes first. Before that it is quicker for all together if whoever runs goes on.
const LONG: u64 = 100_000;

/// Others step back for so long at most: whoever waits may not get a core.
const PATIENCE: u64 = 2_000_000;

/// How long they sleep at a time.
const STEP: Duration = Duration::from_micros(10);

/// See the module.
#[derive(Default)]
pub struct Polite<T> {
    value: Mutex<T>,
    /// Threads that wait.
    waiting: AtomicUsize,
    /// When one of them began to, or another one was served; 0: nobody waits.
    since: AtomicU64,
}

impl<T> Polite<T> {
    /// Takes the lock. That somebody panicked who had it is no reason to refuse it to others.
    #[inline]
    pub fn lock(&self) -> MutexGuard<'_, T> {
        if self.since.load(Ordering::Relaxed) != 0 {
            self.step_back();
        }
        match self.value.try_lock() {
            Ok(guard) => guard,
            Err(TryLockError::Poisoned(guard)) => guard.into_inner(),
            Err(TryLockError::WouldBlock) => self.wait(),
        }
    }

    #[cold]
    fn wait(&self) -> MutexGuard<'_, T> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let _ = self.since.compare_exchange(0, now(), Ordering::SeqCst, Ordering::SeqCst);
        let guard = self.value.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        self.since.store(0, Ordering::SeqCst);
        // Whoever begins to wait after this look finds the zero.
        if self.waiting.load(Ordering::SeqCst) > 0 {
            self.since.store(now(), Ordering::SeqCst);
        }
        guard
    }

    #[cold]
    fn step_back(&self) {
        let since = self.since.load(Ordering::Relaxed);
        if since == 0 || clock::monotonic().saturating_sub(since) < LONG {
            return;
        }
        let until = clock::monotonic() + PATIENCE;
        while self.since.load(Ordering::Relaxed) == since && clock::monotonic() < until {
            std::thread::sleep(STEP);
        }
    }
}

/// The time, which is not 0.
fn now() -> u64 {
    clock::monotonic().max(1)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;
    use std::sync::atomic::AtomicBool;

    use super::*;

    #[test]
    fn who_waits_gets_the_lock_from_those_who_take_it_over_and_over() {
        static LOCK: LazyLock<Polite<u64>> = LazyLock::new(Polite::default);
        static STOP: AtomicBool = AtomicBool::new(false);
        let take = || {
            while !STOP.load(Ordering::Relaxed) {
                *LOCK.lock() += 1;
            }
        };
        let threads = [std::thread::spawn(take), std::thread::spawn(take)];
        for _ in 0..50 {
            let before = *LOCK.lock();
            std::thread::sleep(Duration::from_millis(1));
            assert!(*LOCK.lock() >= before);
        }
        STOP.store(true, Ordering::Relaxed);
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert!(*LOCK.lock() > 0 && LOCK.since.load(Ordering::Relaxed) == 0);
    }
}
