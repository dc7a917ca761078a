//! The lock of a process's slot.

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::thread;

use crate::explore;
use crate::spinning::SpinLock;

/// Who has the lock sees all that others have written under it, and nobody else is there.
#[test]
fn one_at_a_time() {
    explore(|| {
        let lock = Arc::new(SpinLock::new(UnsafeCell::new(0)));
        let add = |lock: Arc<SpinLock<UnsafeCell<i32>>>| {
            let guard = lock.lock();
            // SAFETY: the lock is held; the model looks whether that is enough.
            guard.with_mut(|value| unsafe { *value += 1 });
        };
        let other = lock.clone();
        let thread = thread::spawn(move || add(other));
        add(lock.clone());
        thread.join().unwrap();
        // SAFETY: as above.
        assert_eq!(lock.lock().with(|value| unsafe { *value }), 2);
    });
}
