//! Processes that wait for schedulers: each is run, once, whichever queue it is in and whoever takes it from there.

use loom::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use loom::sync::{Arc, Mutex};
use loom::thread;

use crate::explore_large;
use crate::queues::{Kind, Own, Queues, Since, Watch};
use crate::sleepers::{Sleepers, Times};

/// A clock that stands still, and no timers.
struct Clock;

impl Times for Clock {
    fn now(&self) -> u64 {
        10
    }

    fn next_timer(&self) -> u64 {
        u64::MAX
    }
}

/// Some have been woken, others are new, and others' time is up.
const SINCE: [Since; 3] = [Since::Woken, Since::New, Since::Due];

/// Some schedulers. Processes are numbers.
struct System {
    queues: Queues<usize>,
    sleepers: Sleepers,
    schedulers: usize,
    heavy_slots: usize,
    held: AtomicBool,
    stopping: AtomicBool,
    /// How often each process has been run.
    runs: Vec<AtomicUsize>,
    done: AtomicUsize,
    /// The schedulers stop when so many have been run.
    enough: usize,
    /// Heavy ones in a turn.
    heavy: Mutex<usize>,
}

impl Watch for System {
    fn call_one(&self) -> bool {
        self.sleepers.call_one()
    }

    fn heavy_slots(&self) -> usize {
        self.heavy_slots
    }

    fn is_any_held(&self) -> bool {
        self.held.load(Ordering::Relaxed)
    }

    fn started(&self) -> usize {
        self.schedulers
    }
}

impl System {
    /// A system that is to run so many processes, and its schedulers' queues.
    fn new(schedulers: usize, processes: usize) -> (Arc<System>, Vec<Own<usize>>) {
        System::with(schedulers, processes, processes)
    }

    /// One that stops when so many of its processes have been run.
    fn with(schedulers: usize, processes: usize, enough: usize) -> (Arc<System>, Vec<Own<usize>>) {
        let system = System {
            queues: Queues::default(),
            sleepers: Sleepers::new(),
            schedulers,
            heavy_slots: 1,
            held: AtomicBool::new(false),
            stopping: AtomicBool::new(false),
            runs: (0..processes).map(|_| AtomicUsize::new(0)).collect(),
            done: AtomicUsize::new(0),
            enough,
            heavy: Mutex::new(0),
        };
        system.sleepers.start(schedulers);
        let own = system.queues.open(schedulers).unwrap();
        (Arc::new(system), own)
    }

    fn put(&self, process: usize, kind: Kind) {
        self.queues.put(process, kind, Since::Woken, None, self);
    }

    /// Runs a process once; stops the schedulers when that is enough.
    fn turn(&self, process: usize, own: &Own<usize>) {
        if own.has_place() {
            let mut running = self.heavy.lock().unwrap();
            *running += 1;
            assert!(*running <= self.heavy_slots, "no more of them than may run");
        }
        assert_eq!(self.runs[process].fetch_add(1, Ordering::Relaxed), 0, "once");
        if own.has_place() {
            *self.heavy.lock().unwrap() -= 1;
        }
        if self.done.fetch_add(1, Ordering::AcqRel) + 1 == self.enough {
            self.stopping.store(true, Ordering::Release);
            self.sleepers.stop();
        }
    }

    /// What a scheduler is to run next.
    fn take(&self, own: &Own<usize>, turn: u32) -> Option<usize> {
        if own.has_place() {
            let another = self.queues.another_heavy(self);
            if another.is_some() {
                return another;
            }
            self.queues.give_place_back(own, self);
        }
        self.queues.due(own).or_else(|| self.queues.next(own, turn, self))
    }

    /// What a scheduler does.
    fn run(&self, own: &Own<usize>) {
        // So that it does not begin with the common queue.
        let mut turn = 0;
        while !self.stopping.load(Ordering::Acquire) {
            turn += 1;
            match self.take(own, turn) {
                Some(process) => {
                    self.queues.turn_begins(own);
                    self.turn(process, own);
                }
                None => self.sleepers.sleep(&Clock, || {
                    !self.queues.is_idle(own, self) || self.stopping.load(Ordering::Acquire)
                }),
            }
        }
    }
}

fn start(system: &Arc<System>, own: Own<usize>) -> thread::JoinHandle<()> {
    let system = system.clone();
    thread::spawn(move || system.run(&own))
}

/// Whatever its kind, what comes from outside is run by one that is about to sleep.
#[test]
fn each_kind_wakes_one_that_goes_to_sleep() {
    for kind in [Kind::Low, Kind::Normal, Kind::Outside, Kind::Heavy, Kind::High, Kind::Max] {
        explore_large(move || {
            let (system, mut own) = System::new(1, 1);
            let thread = start(&system, own.remove(0));
            system.put(0, kind);
            thread.join().unwrap();
        });
    }
}

/// Two schedulers take what comes from outside, in batches.
#[test]
fn a_batch_is_shared() {
    explore_large(|| {
        let (system, own) = System::new(2, 3);
        (0..3).for_each(|process| system.put(process, Kind::Normal));
        let threads: Vec<_> = own.into_iter().map(|own| start(&system, own)).collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
}

/// A scheduler wakes two processes and does not come back from its turn before another has run one: of two, at least one
/// waits for no turn to end.
#[test]
fn a_scheduler_that_has_nothing_steals() {
    explore_large(|| {
        let (system, mut own) = System::with(2, 2, 1);
        let thread = start(&system, own.remove(1));
        let first = own.remove(0);
        for process in 0..2 {
            system.queues.put(process, Kind::Normal, Since::Woken, Some(&first), &*system);
        }
        thread.join().unwrap();
    });
}

/// A scheduler makes two processes; in its next turn, which is used up, it makes none, and does not come back from the
/// one after that before another has run one of the two.
#[test]
fn new_ones_are_shared_after_a_turn_that_is_used_up() {
    explore_large(|| {
        let (system, mut own) = System::with(2, 2, 1);
        let thread = start(&system, own.remove(1));
        let first = own.remove(0);
        for process in 0..2 {
            system.queues.put(process, Kind::Normal, Since::New, Some(&first), &*system);
        }
        system.queues.turn_is_used_up(&first, &*system);
        system.queues.turn_begins(&first);
        system.queues.turn_is_used_up(&first, &*system);
        thread.join().unwrap();
    });
}

/// Whoever steals takes all in the end.
#[test]
fn nothing_is_left_behind() {
    explore_large(|| {
        let (system, mut own) = System::new(2, 3);
        let first = own.remove(0);
        for process in 0..3 {
            system.queues.put(process, Kind::Normal, SINCE[process % 3], Some(&first), &*system);
        }
        start(&system, own.remove(0)).join().unwrap();
        assert_eq!(first.len(), 0);
    });
}

/// The one that makes them takes as well.
#[test]
fn owner_and_thief_share() {
    explore_large(|| {
        let (system, mut own) = System::new(2, 3);
        let thread = start(&system, own.remove(1));
        let first = own.remove(0);
        for process in 0..3 {
            system.queues.put(process, Kind::Normal, SINCE[process % 3], Some(&first), &*system);
        }
        system.run(&first);
        thread.join().unwrap();
    });
}

/// Those whose time is up, as one of the schedulers has found out that does not come back from its turn, are run by the
/// other, or by that one before its turn.
#[test]
fn whose_time_is_up_is_run() {
    explore_large(|| {
        let (system, mut own) = System::new(2, 2);
        let thread = start(&system, own.remove(1));
        let first = own.remove(0);
        for process in 0..2 {
            system.queues.put(process, Kind::Normal, Since::Due, Some(&first), &*system);
        }
        if let Some(process) = system.queues.due(&first) {
            system.turn(process, &first);
        }
        system.queues.call_for_due(&*system);
        thread.join().unwrap();
    });
}

/// While the watchman takes what waits behind a long turn away, that ends, and its scheduler goes on or sleeps.
#[test]
fn what_is_taken_away_is_run() {
    explore_large(|| {
        let (system, mut own) = System::new(1, 2);
        let first = own.remove(0);
        for process in 0..2 {
            system.queues.put(process, Kind::Normal, SINCE[process % 3], Some(&first), &*system);
        }
        system.held.store(true, Ordering::Relaxed);
        let thread = start(&system, first);
        system.queues.take_away(0, &*system);
        system.held.store(false, Ordering::Relaxed);
        thread.join().unwrap();
    });
}

/// A spare that is not needed any more leaves what it has to one that sleeps.
#[test]
fn what_is_handed_over_is_run() {
    explore_large(|| {
        let (system, mut own) = System::new(2, 3);
        let spare = own.remove(1);
        (0..2).for_each(|process| {
            system.queues.put(process, Kind::Normal, SINCE[process], Some(&spare), &*system);
        });
        system.put(2, Kind::Heavy);
        assert_eq!(system.queues.heavy_one(&spare, &*system), Some(2));
        let thread = start(&system, own.remove(0));
        system.turn(2, &spare);
        system.queues.give_place_back(&spare, &*system);
        system.queues.take_away(1, &*system);
        system.queues.call_for_heavy(&*system);
        thread.join().unwrap();
    });
}

/// Heavy ones run one at a time, and none is forgotten: whoever finds the place taken may sleep.
#[test]
fn heavy_ones_run_in_turn() {
    explore_large(|| {
        let (system, own) = System::new(2, 2);
        (0..2).for_each(|process| system.put(process, Kind::Heavy));
        let threads: Vec<_> = own.into_iter().map(|own| start(&system, own)).collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
}

/// One that finds the last heavy one taken holds its place for a moment, in which the other may go to sleep.
#[test]
fn a_place_that_is_held_in_vain_is_given_up() {
    explore_large(|| {
        let (system, own) = System::new(2, 2);
        system.put(0, Kind::Heavy);
        let threads: Vec<_> = own.into_iter().map(|own| start(&system, own)).collect();
        system.put(1, Kind::Heavy);
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
}

/// The same, but whoever held the place gets something else to do, and does not come back from that.
#[test]
fn a_place_that_is_given_up_is_told_of() {
    explore_large(|| {
        let (system, mut own) = System::new(2, 3);
        let (first, second) = (own.remove(0), own.remove(0));
        (0..2).for_each(|process| system.put(process, Kind::Heavy));
        let heavy = system.queues.next(&first, 1, &*system).unwrap();
        let other = system.clone();
        let thread = thread::spawn(move || match other.queues.next(&second, 1, &*other) {
            Some(process) => {
                other.turn(process, &second);
                second.push(2);
                other.run(&second);
            }
            None => other.turn(2, &second),
        });
        system.turn(heavy, &first);
        system.run(&first);
        thread.join().unwrap();
    });
}

/// One that gives its place back has something else to do, and does not come back from that.
#[test]
fn a_place_that_is_not_needed_is_told_of() {
    explore_large(|| {
        let (system, mut own) = System::new(2, 3);
        let (first, second) = (own.remove(0), own.remove(0));
        system.put(0, Kind::Heavy);
        let heavy = system.queues.next(&first, 1, &*system).unwrap();
        let thread = start(&system, second);
        system.put(1, Kind::Heavy);
        system.turn(heavy, &first);
        system.queues.give_place_back(&first, &*system);
        system.turn(2, &first);
        thread.join().unwrap();
    });
}

/// One that has run and could go on is put back while others look elsewhere: it is run once more, by whoever finds it.
#[test]
fn what_is_put_back_is_run() {
    for kind in [Kind::Normal, Kind::Heavy] {
        explore_large(move || {
            let (system, mut own) = System::new(2, 2);
            let first = own.remove(0);
            let thread = start(&system, own.remove(0));
            match kind {
                Kind::Heavy => system.queues.put_back_heavy(0),
                _ => system.queues.put(0, kind, Since::Ready, Some(&first), &*system),
            }
            system.put(1, Kind::High);
            // As every few turns.
            if let Some(process) = system.queues.elsewhere(&first, true, &*system) {
                system.turn(process, &first);
            }
            system.run(&first);
            thread.join().unwrap();
        });
    }
}

/// Of high priority first, of low priority last.
#[test]
fn priorities_order_what_waits() {
    explore_large(|| {
        let (system, mut own) = System::new(1, 5);
        let own = own.remove(0);
        let kinds = [Kind::Low, Kind::Heavy, Kind::Normal, Kind::High, Kind::Max];
        for (process, kind) in kinds.into_iter().enumerate() {
            system.put(process, kind);
        }
        assert_eq!((system.queues.common(), system.queues.heavy()), (5, (1, 0)));
        let next = || system.take(&own, 1);
        let order = [next(), next(), next(), next(), next(), next()];
        assert_eq!(order, [Some(4), Some(3), Some(2), Some(1), Some(0), None]);
        assert!(system.queues.is_idle(&own, &*system));
    });
}

/// One that draws from all has all in its own queue, once.
#[test]
fn what_is_gathered_is_there_once() {
    explore_large(|| {
        let (system, mut own) = System::new(1, 2);
        let own = own.remove(0);
        let other = system.clone();
        let thread = thread::spawn(move || other.put(1, Kind::Normal));
        system.put(0, Kind::Outside);
        system.queues.gather(&own);
        thread.join().unwrap();
        system.queues.gather(&own);
        assert_eq!(system.queues.lengths(&*system), [2]);
        let mut all = [own.pop(), own.pop(), own.pop()];
        all.sort_unstable();
        assert_eq!(all, [None, Some(0), Some(1)]);
    });
}
