//! The lock of a table. An operation may hold it for long (a match over a million objects), so processes that want it
//! meanwhile do not keep their schedulers waiting with them: they are put down here, sleep and are woken.

use std::collections::HashSet;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError};

use crate::term::Term;
use crate::{clock, relief, table};

/// Tries before a process goes to sleep: most operations take less than a microsecond.
const TRIES: u32 = 64;

/// Who has waited for so many nanoseconds to write comes before those who want to read: some parts of walks through
/// large tables.
const LONG_WAIT: u64 = 500_000;

/// Who has not tried for so long does not want to write any more: it may have ended.
const NOT_SEEN: u64 = 15_000_000;

/// See the module. Taking it and letting it go is all that most operations do beside their work, so that stands in the place of
/// the call, and guards stay in registers.
#[derive(Default)]
pub struct TableLock<T> {
    value: RwLock<T>,
    sleepers: Sleepers,
}

#[derive(Default)]
struct Sleepers {
    /// There may be some. Written under the lock of `pids`, read by everybody who is done: one who reads it too early
    /// leaves sleepers to whoever is done next, or to their patience.
    any: AtomicBool,
    /// The words of their pids.
    pids: Mutex<HashSet<u64>>,
    /// When the first of those who want to write went to sleep; 0: there is none.
    writer_since: AtomicU64,
    /// When one of them has last tried.
    writer_seen: AtomicU64,
}

/// The lock is held for reading as long as this lives.
pub struct Reading<'a, T> {
    value: RwLockReadGuard<'a, T>,
    /// Dropped after the lock is open.
    _done: Done<'a>,
}

/// The lock is held for writing as long as this lives.
pub struct Writing<'a, T> {
    value: RwLockWriteGuard<'a, T>,
    /// As above.
    _done: Done<'a>,
}

struct Done<'a>(&'a Sleepers);

impl<T> TableLock<T> {
    pub fn new(value: T) -> TableLock<T> {
        TableLock { value: RwLock::new(value), sleepers: Sleepers::default() }
    }

    #[inline(always)]
    fn reading<'a>(&'a self, value: RwLockReadGuard<'a, T>) -> Reading<'a, T> {
        Reading { value, _done: Done(&self.sleepers) }
    }

    #[inline(always)]
    fn writing<'a>(&'a self, value: RwLockWriteGuard<'a, T>) -> Writing<'a, T> {
        Writing { value, _done: Done(&self.sleepers) }
    }

    /// Takes the lock, when nobody writes.
    pub fn read(&self) -> Reading<'_, T> {
        self.read_at_once().unwrap_or_else(|| {
            self.reading(relief::may_block(|| self.value.read().unwrap_or_else(PoisonError::into_inner)))
        })
    }

    /// Takes the lock, when nobody else has it.
    pub fn write(&self) -> Writing<'_, T> {
        self.write_at_once().unwrap_or_else(|| {
            self.writing(relief::may_block(|| self.value.write().unwrap_or_else(PoisonError::into_inner)))
        })
    }

    /// Takes the lock, if nobody writes.
    #[inline(always)]
    pub fn read_at_once(&self) -> Option<Reading<'_, T>> {
        gained(self.value.try_read()).map(|value| self.reading(value))
    }

    /// Takes the lock, if nobody else has it.
    #[inline(always)]
    pub fn write_at_once(&self) -> Option<Writing<'_, T>> {
        gained(self.value.try_write()).map(|value| self.writing(value))
    }

    /// Takes the lock, if nobody writes. `None`: the process is to sleep, and is woken when it is worth another try.
    #[inline(always)]
    pub fn try_read(&self, process: Term) -> Option<Reading<'_, T>> {
        let read = || if self.sleepers.writer_has_waited() { None } else { self.read_at_once() };
        read().or_else(|| self.sleepers.wait(process, read))
    }

    /// As [`TableLock::try_read`], to write.
    #[inline(always)]
    pub fn try_write(&self, process: Term) -> Option<Writing<'_, T>> {
        let write = || self.write_at_once();
        let writing = write().or_else(|| self.sleepers.wait(process, write));
        match writing {
            Some(_) => self.sleepers.writer_has_come(),
            None => self.sleepers.writer_waits(),
        }
        writing
    }

    /// Whether processes sleep that want the lock.
    pub fn is_wanted(&self) -> bool {
        self.sleepers.any.load(Ordering::Relaxed)
    }
}

/// The guard, if the lock is free. That somebody panicked who had it is no reason to refuse it to others.
#[inline(always)]
fn gained<G>(tried: Result<G, TryLockError<G>>) -> Option<G> {
    match tried {
        Ok(guard) => Some(guard),
        Err(TryLockError::Poisoned(guard)) => Some(guard.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    }
}

impl Sleepers {
    /// Tries for a moment, then puts the process down as one that sleeps and tries once more.
    #[cold]
    fn wait<G>(&self, process: Term, take: impl Fn() -> Option<G>) -> Option<G> {
        for _ in 0..TRIES {
            std::hint::spin_loop();
            if let Some(guard) = take() {
                return Some(guard);
            }
        }
        let mut pids = self.pids.lock().unwrap_or_else(PoisonError::into_inner);
        pids.insert(process.0);
        self.any.store(true, Ordering::SeqCst);
        drop(pids);
        take()
    }

    #[inline]
    fn writer_has_come(&self) {
        if self.writer_since.load(Ordering::Relaxed) != 0 {
            self.writer_since.store(0, Ordering::Relaxed);
        }
    }

    #[cold]
    fn writer_waits(&self) {
        let now = clock::monotonic().max(1);
        let seen = self.writer_seen.swap(now, Ordering::Relaxed);
        if self.writer_since.load(Ordering::Relaxed) == 0 || now.saturating_sub(seen) >= NOT_SEEN {
            self.writer_since.store(now, Ordering::Relaxed);
        }
    }

    #[inline]
    fn writer_has_waited(&self) -> bool {
        let since = self.writer_since.load(Ordering::Relaxed);
        since != 0 && self.has_waited(since)
    }

    #[cold]
    fn has_waited(&self, since: u64) -> bool {
        let now = clock::monotonic();
        let seen = self.writer_seen.load(Ordering::Relaxed);
        now.saturating_sub(since) >= LONG_WAIT && now.saturating_sub(seen) < NOT_SEEN
    }

    #[cold]
    fn wake(&self) {
        let mut pids = self.pids.lock().unwrap_or_else(PoisonError::into_inner);
        self.any.store(false, Ordering::SeqCst);
        let woken = std::mem::take(&mut *pids);
        drop(pids);
        woken.into_iter().for_each(|pid| table::wake(Term(pid)));
    }
}

impl Drop for Done<'_> {
    #[inline]
    fn drop(&mut self) {
        if self.0.any.load(Ordering::Relaxed) {
            self.0.wake();
        }
    }
}

impl<T> Deref for Reading<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Deref for Writing<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Writing<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::NIL;

    #[test]
    fn who_cannot_have_the_lock_is_told_so() {
        let lock = TableLock::new(1);
        let reading = lock.read();
        assert_eq!(lock.try_read(NIL).map(|value| *value), Some(1));
        assert!(lock.try_write(NIL).is_none());
        assert_eq!(lock.sleepers.pids.lock().unwrap().len(), 1);
        drop(reading);
        assert!(lock.sleepers.pids.lock().unwrap().is_empty());
        *lock.try_write(NIL).unwrap() = 2;
        let writing = lock.write();
        assert!(lock.try_read(NIL).is_none() && lock.try_write(NIL).is_none());
        drop(writing);
        assert_eq!(*lock.read(), 2);
    }

    #[test]
    fn who_waits_long_to_write_is_let_in_before_readers() {
        let lock = TableLock::new(());
        let _reading = lock.read();
        assert!(lock.try_write(NIL).is_none() && lock.try_read(NIL).is_some());
        while lock.try_write(NIL).is_some() || lock.try_read(NIL).is_some() {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        // It may have ended.
        std::thread::sleep(std::time::Duration::from_nanos(NOT_SEEN * 2));
        assert!(lock.try_read(NIL).is_some());
    }
}
