//! Schedulers that sleep, and those who have work for them.

use std::sync::PoisonError;

use loom::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering, fence};
use loom::sync::{Arc, Mutex};
use loom::thread;

use crate::explore;
use crate::sleepers::{Sleepers, Times};

/// A clock that stands still at 10.
struct Clock<'a>(&'a AtomicU64);

impl Times for Clock<'_> {
    fn now(&self) -> u64 {
        10
    }

    fn next_timer(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }
}

/// A scheduler's queue, from which others may steal. As in the one of the product, how long it is can be seen without
/// taking part in what is done with it.
struct Queue {
    items: Mutex<Vec<u32>>,
    length: AtomicUsize,
}

impl Queue {
    fn new() -> Queue {
        Queue { items: Mutex::new(Vec::new()), length: AtomicUsize::new(0) }
    }

    fn push(&self, item: u32) {
        let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        items.push(item);
        self.length.store(items.len(), Ordering::Release);
    }

    fn take(&self) -> Option<u32> {
        let mut items = self.items.lock().unwrap_or_else(PoisonError::into_inner);
        let item = items.pop();
        self.length.store(items.len(), Ordering::Release);
        item
    }

    fn len(&self) -> usize {
        self.length.load(Ordering::Acquire)
    }
}

/// Some schedulers' queues and where they sleep.
struct System {
    sleepers: Sleepers,
    queues: [Queue; 2],
    next_timer: AtomicU64,
    stopping: AtomicBool,
    /// Items that have been run.
    done: AtomicUsize,
}

impl System {
    fn new() -> Arc<System> {
        let system = System {
            sleepers: Sleepers::new(),
            queues: [Queue::new(), Queue::new()],
            next_timer: AtomicU64::new(u64::MAX),
            stopping: AtomicBool::new(false),
            done: AtomicUsize::new(0),
        };
        system.sleepers.start(2);
        Arc::new(system)
    }

    fn queued(&self) -> usize {
        self.queues.iter().map(Queue::len).sum()
    }

    /// Takes an item, its own first.
    fn take(&self, index: usize) -> Option<u32> {
        self.queues[index].take().or_else(|| self.queues[1 - index].take())
    }

    fn sleep(&self) {
        self.sleepers
            .sleep(&Clock(&self.next_timer), || self.queued() > 0 || self.stopping.load(Ordering::Acquire));
    }

    /// Runs items until so many have been run by all.
    fn run(&self, index: usize, count: usize) {
        while self.done.load(Ordering::Acquire) < count {
            match self.take(index) {
                Some(_) => {
                    if self.done.fetch_add(1, Ordering::AcqRel) + 1 == count {
                        self.stop();
                    }
                }
                None => self.sleep(),
            }
        }
    }

    fn stop(&self) {
        self.stopping.store(true, Ordering::Release);
        self.sleepers.stop();
    }
}

/// Work from outside and a scheduler that goes to sleep: it is run, whatever the order.
#[test]
fn work_wakes_one_that_goes_to_sleep() {
    explore(|| {
        let system = System::new();
        let scheduler = system.clone();
        let thread = thread::spawn(move || scheduler.run(0, 1));
        system.queues[1].push(1);
        system.sleepers.call_one();
        thread.join().unwrap();
    });
}

/// Two schedulers: both items are run, and both stop.
#[test]
fn each_of_two_calls_is_answered() {
    explore(|| {
        let system = System::new();
        let threads: Vec<_> = (0..2)
            .map(|index| {
                let scheduler = system.clone();
                thread::spawn(move || scheduler.run(index, 2))
            })
            .collect();
        for item in 0..2 {
            system.queues[0].push(item);
            system.sleepers.call_one();
        }
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
}

/// A scheduler that is busy with one process has another in its queue, and has called: the other scheduler steals it.
#[test]
fn a_scheduler_that_has_nothing_steals() {
    explore(|| {
        let system = System::new();
        let thief = system.clone();
        let thread = thread::spawn(move || thief.run(1, 1));
        system.queues[0].push(1);
        system.sleepers.call_one();
        // It does not come back from its turn until the other has been run.
        thread.join().unwrap();
        assert_eq!(system.queued(), 0);
    });
}

/// A timer that is set while the only scheduler falls asleep is not slept through.
#[test]
fn a_timer_wakes_one_that_goes_to_sleep() {
    explore(|| {
        let system = System::new();
        let scheduler = system.clone();
        let thread = thread::spawn(move || {
            while scheduler.next_timer.load(Ordering::Acquire) == u64::MAX {
                scheduler.sleep();
            }
        });
        // It is due at once.
        system.next_timer.store(5, Ordering::Release);
        system.sleepers.timer_added(5);
        thread.join().unwrap();
    });
}

/// The end of the program wakes everybody.
#[test]
fn a_stop_wakes_all() {
    explore(|| {
        let system = System::new();
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let scheduler = system.clone();
                thread::spawn(move || {
                    while !scheduler.stopping.load(Ordering::Acquire) {
                        scheduler.sleep();
                    }
                })
            })
            .collect();
        system.stop();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
}

/// What the models rest on: that of two who each write and then read, with fences between, one sees the other.
#[test]
fn fences_order_writers_that_read() {
    explore(|| {
        let flags = Arc::new([AtomicBool::new(false), AtomicBool::new(false)]);
        let look = |flags: &[AtomicBool; 2], index: usize| {
            flags[index].store(true, Ordering::Relaxed);
            fence(Ordering::SeqCst);
            flags[1 - index].load(Ordering::Relaxed)
        };
        let others = flags.clone();
        let thread = thread::spawn(move || look(&others, 1));
        let first = look(&flags, 0);
        assert!(first || thread.join().unwrap());
    });
}
