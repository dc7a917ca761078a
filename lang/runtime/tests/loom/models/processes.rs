//! Processes and those who reach them through their slots: senders, timers, sweeps, and the table that gives a slot to
//! another process.

use loom::cell::UnsafeCell;
use loom::sync::{Arc, Condvar, Mutex};
use loom::thread;

use crate::explore;
use crate::slot::{Borrowed, Inbox, Slot};

/// Signals are numbers.
struct Numbers(Vec<u32>);

impl Inbox for Numbers {
    type Signal = u32;
    type Signals = Vec<u32>;

    fn new() -> Numbers {
        Numbers(Vec::new())
    }

    fn push(&mut self, signal: u32) {
        self.0.push(signal);
    }

    fn take_all(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.0)
    }

    fn put_before(&mut self, mut signals: Vec<u32>) {
        signals.append(&mut self.0);
        self.0 = signals;
    }

    fn length(&self) -> usize {
        self.0.len()
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The only process of a model, by the number that it is known by.
type Table = Slot<u32, Numbers>;

const PID: u64 = 7;

/// A process and the queue that it is put into when it can run.
struct Machine {
    slot: Table,
    /// How often it stands in the queue: never twice.
    queue: Mutex<usize>,
    filled: Condvar,
    /// What only its owner touches: the signals that it has taken.
    process: UnsafeCell<Vec<u32>>,
}

impl Machine {
    /// A process that is in the queue.
    fn new() -> Arc<Machine> {
        let slot = Table::new();
        slot.fill(PID, 1, 0);
        let process = UnsafeCell::new(Vec::new());
        Arc::new(Machine { slot, queue: Mutex::new(1), filled: Condvar::new(), process })
    }

    fn schedule(&self, process: Option<u32>) {
        if process.is_some() {
            let mut queue = self.queue.lock().unwrap();
            assert_eq!(*queue, 0, "it is in the queue already");
            *queue += 1;
            self.filled.notify_one();
        }
    }

    fn send(&self, signal: u32) {
        let (_, process) = self.slot.send(PID, signal).unwrap();
        self.schedule(process);
    }

    /// Runs the process, as its scheduler does, until it has `count` signals, or has looked at the time so often.
    fn run(&self, count: usize, mut looks: usize) -> Vec<u32> {
        loop {
            let mut queue = self.queue.lock().unwrap();
            while *queue == 0 {
                queue = self.filled.wait(queue).unwrap();
            }
            *queue -= 1;
            drop(queue);
            let mut signals = self.slot.take_inbox(PID, 0).unwrap();
            loop {
                // SAFETY: it comes from the queue, so it is this thread's; the model looks whether that is enough.
                let known = self.process.with_mut(|process| unsafe {
                    (*process).append(&mut signals);
                    (*process).clone()
                });
                if known.len() >= count || looks == 0 {
                    return known;
                }
                match self.slot.sleep(PID, known.len()) {
                    Some(more) => {
                        looks -= usize::from(more.is_empty());
                        signals = more;
                    }
                    None => break,
                }
            }
        }
    }

    /// Visits the process if it waits.
    fn visit(&self) {
        if !matches!(self.slot.borrow(PID, 1), Borrowed::Process(_)) {
            return;
        }
        // SAFETY: it waits and has been borrowed; the model looks whether that is enough.
        self.process.with_mut(|process| unsafe { (*process).reserve(1) });
        self.slot.set_swept(PID, 1);
        self.schedule(self.slot.give_back(PID, false));
        assert!(matches!(self.slot.borrow(PID, 1), Borrowed::Done), "once is enough");
    }
}

/// However a message and the receiver's going to sleep meet, the receiver gets it.
#[test]
fn no_message_is_lost_on_one_that_goes_to_sleep() {
    explore(|| {
        let machine = Machine::new();
        let sender = machine.clone();
        let thread = thread::spawn(move || {
            sender.send(1);
            sender.send(2);
        });
        assert_eq!(machine.run(2, usize::MAX), [1, 2], "in order");
        thread.join().unwrap();
    });
}

/// What a process gives back, as it takes only so many signals at a time, comes before what has been sent since.
#[test]
fn what_is_given_back_is_taken_first() {
    explore(|| {
        let machine = Machine::new();
        machine.send(1);
        machine.send(2);
        let sender = machine.clone();
        let thread = thread::spawn(move || sender.send(3));
        let mut signals = machine.slot.take_inbox(PID, 0).unwrap();
        let first = signals.remove(0);
        machine.slot.put_back(PID, 1, signals);
        assert_eq!(first, 1);
        assert_eq!(machine.run(2, usize::MAX), [2, 3]);
        thread.join().unwrap();
    });
}

/// Two senders at once put the receiver into the queue once.
#[test]
fn a_process_is_woken_once() {
    explore(|| {
        let machine = Machine::new();
        let threads: Vec<_> = (1..=2)
            .map(|signal| {
                let sender = machine.clone();
                thread::spawn(move || sender.send(signal))
            })
            .collect();
        let mut got = machine.run(2, usize::MAX);
        got.sort_unstable();
        assert_eq!(got, [1, 2]);
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
}

/// A timer that fires before its process sleeps is not forgotten.
#[test]
fn a_timer_that_fires_early_counts() {
    explore(|| {
        let machine = Machine::new();
        let timers = machine.clone();
        let thread = thread::spawn(move || timers.schedule(timers.slot.wake(PID)));
        // It looks at the time when it is woken, asleep or not.
        let mut queue = machine.queue.lock().unwrap();
        *queue -= 1;
        drop(queue);
        if machine.slot.sleep(PID, 0).is_none() {
            let mut queue = machine.queue.lock().unwrap();
            while *queue == 0 {
                queue = machine.filled.wait(queue).unwrap();
            }
        }
        thread.join().unwrap();
    });
}

/// A sweep has a process that waits to itself, and no message that comes meanwhile is lost.
#[test]
fn a_visit_takes_nothing_away() {
    explore(|| {
        let machine = Machine::new();
        let (sender, visitor) = (machine.clone(), machine.clone());
        let threads = [thread::spawn(move || sender.send(1)), thread::spawn(move || visitor.visit())];
        assert_eq!(machine.run(1, usize::MAX), [1]);
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
}

/// A timer that fires while a sweep has its process lets it run afterwards.
#[test]
fn a_timer_that_fires_during_a_visit_counts() {
    explore(|| {
        let machine = Machine::new();
        *machine.queue.lock().unwrap() = 0;
        assert!(machine.slot.sleep(PID, 0).is_none() && machine.slot.is_settled(PID));
        let (timers, visitor) = (machine.clone(), machine.clone());
        let threads = [
            thread::spawn(move || timers.schedule(timers.slot.wake(PID))),
            thread::spawn(move || visitor.visit()),
        ];
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(*machine.queue.lock().unwrap(), 1);
    });
}

/// Whoever has the pid of a process that has ended does not reach the one that has its slot now.
#[test]
fn a_slot_that_is_used_again_is_another_process() {
    explore(|| {
        let slot = Arc::new(Table::new());
        slot.fill(PID, 1, 0);
        let (sender, timers) = (slot.clone(), slot.clone());
        let threads = [
            thread::spawn(move || usize::from(sender.send(PID, 1).is_ok())),
            thread::spawn(move || {
                timers.wake(PID);
                0
            }),
        ];
        let seen = slot.clear(PID).unwrap().0.len();
        slot.fill(PID + 1, 2, 0);
        let sent: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
        assert_eq!(seen, sent, "who was told that it was sent left it with the process");
        assert_eq!(slot.lock().process, Some(2));
        assert!(slot.sleep(PID + 1, 0).is_none(), "the new process has got nothing and was not woken");
    });
}

/// A name that is given to a process while it ends is refused, or known to whoever frees its slot.
#[test]
fn no_name_stays_behind() {
    explore(|| {
        let slot = Arc::new(Table::new());
        slot.fill(PID, 1, 0);
        let named = {
            let slot = slot.clone();
            thread::spawn(move || slot.set_named(PID))
        };
        let (_, had_name) = slot.clear(PID).unwrap();
        assert_eq!(named.join().unwrap(), had_name);
        slot.fill(PID + 1, 2, 0);
        assert!(!slot.clear(PID + 1).unwrap().1, "the new process has none");
    });
}
