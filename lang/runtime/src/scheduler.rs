//! Schedulers: one thread a core, each with a queue of processes that can run; who has nothing to do takes
//! from the others.
//!
//! A process that is woken goes to the queue of the scheduler that wakes it, so that two processes that
//! talk to each other stay on one core. Another scheduler is woken only when there is work to share.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{LazyLock, OnceLock};
use std::thread::JoinHandle;

use crossbeam_deque::{Injector, Steal, Stealer, Worker};

use crate::process::Process;
use crate::{memory, parking, timers, turn, world};

/// Bytes of a scheduler's own stack. Compiled code takes none of it; built-in functions walk terms
/// without recursion. Generous, as only touched pages cost memory.
const STACK: usize = 64 << 20;

/// A scheduler looks at the clock after this many turns if a timer is set: turns take some tens of
/// microseconds at most, and between many short ones the look would be felt.
const TURNS_PER_LOOK: u32 = 8;

/// Every this many turns a scheduler takes from the common queue first, so that what comes from outside
/// is not starved by its own processes.
const TURNS_PER_INJECTED: u32 = 61;

/// A process that can run. It belongs to the queue that holds it.
#[derive(Clone, Copy)]
pub struct Runnable(pub *mut Process);

// SAFETY: whoever takes a process from a queue is the only one that touches it.
unsafe impl Send for Runnable {}

/// Processes made or woken by threads that are no schedulers.
static INJECTOR: LazyLock<Injector<Runnable>> = LazyLock::new(Injector::new);
static STEALERS: OnceLock<Box<[Stealer<Runnable>]>> = OnceLock::new();
/// Set once, at the end of the program.
static STOPPING: AtomicBool = AtomicBool::new(false);
/// Threads that have been started.
static STARTED: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// The queue of the scheduler that this thread is; null on other threads.
    static QUEUE: Cell<*const Worker<Runnable>> = const { Cell::new(std::ptr::null()) };
}

/// Puts a process that can run into a queue. From now on it belongs to whoever takes it.
pub fn schedule(process: *mut Process) {
    let queue = QUEUE.get();
    // SAFETY: the pointer is null or that of this thread's queue, which lives as long as the thread runs.
    match unsafe { queue.as_ref() } {
        Some(queue) => {
            queue.push(Runnable(process));
            // One process alone waits for the end of this turn: most often the one that runs is about
            // to wait for it.
            if queue.len() >= 2 {
                parking::call_one();
            }
        }
        None => {
            INJECTOR.push(Runnable(process));
            parking::call_one();
        }
    }
}

/// How many schedulers run.
pub fn count() -> usize {
    STARTED.load(Ordering::Relaxed)
}

/// Processes that wait in queues.
pub fn queued() -> usize {
    let queues = STEALERS.get().map_or(0, |stealers| stealers.iter().map(Stealer::len).sum());
    queues + INJECTOR.len()
}

/// Starts `schedulers` threads, once. A second call does nothing and gives no threads.
pub fn start(schedulers: usize) -> Vec<JoinHandle<()>> {
    let workers: Vec<Worker<Runnable>> = (0..schedulers.max(1)).map(|_| Worker::new_fifo()).collect();
    if STEALERS.set(workers.iter().map(Worker::stealer).collect()).is_err() {
        return Vec::new();
    }
    parking::start(workers.len());
    STARTED.store(workers.len(), Ordering::Relaxed);
    let start = |(index, queue): (usize, Worker<Runnable>)| {
        std::thread::Builder::new()
            .name(format!("scheduler-{}", index + 1))
            .stack_size(STACK)
            .spawn(move || Scheduler { index, queue, turns: 0, peak: 0 }.run())
    };
    workers.into_iter().enumerate().filter_map(|worker| start(worker).ok()).collect()
}

/// Lets all schedulers end after the turns that they run. For the end of the program.
pub fn stop() {
    STOPPING.store(true, Ordering::Release);
    parking::stop();
}

struct Scheduler {
    index: usize,
    queue: Worker<Runnable>,
    turns: u32,
    /// See [`memory::trim`].
    peak: usize,
}

impl Scheduler {
    fn run(mut self) {
        QUEUE.set(&raw const self.queue);
        world::enter();
        while !STOPPING.load(Ordering::Acquire) {
            world::checkpoint();
            self.turns = self.turns.wrapping_add(1);
            if self.turns.is_multiple_of(TURNS_PER_LOOK) && timers::next() != u64::MAX {
                timers::fire();
            }
            match self.next() {
                Some(Runnable(process)) => {
                    // SAFETY: it comes from a queue, where each process is at most once.
                    if unsafe { turn::run(process) } && self.queue.len() >= 2 {
                        parking::call_one();
                    }
                }
                None => self.sleep(),
            }
        }
        world::leave();
    }

    fn sleep(&mut self) {
        world::leave();
        memory::trim(&mut self.peak);
        parking::sleep(|| self.queue.len() + queued() > 0 || STOPPING.load(Ordering::Acquire));
        world::enter();
        timers::fire();
    }

    fn next(&self) -> Option<Runnable> {
        if self.turns.is_multiple_of(TURNS_PER_INJECTED)
            && let Some(process) = self.injected()
        {
            return Some(process);
        }
        self.queue.pop().or_else(|| self.injected()).or_else(|| self.stolen())
    }

    fn injected(&self) -> Option<Runnable> {
        repeat(|| INJECTOR.steal_batch_and_pop(&self.queue))
    }

    /// Takes half of what another scheduler has, the neighbours first.
    fn stolen(&self) -> Option<Runnable> {
        let stealers = STEALERS.get()?;
        let others = (1..stealers.len()).map(|step| &stealers[(self.index + step) % stealers.len()]);
        others.into_iter().find_map(|other| repeat(|| other.steal_batch_and_pop(&self.queue)))
    }
}

/// Steals until it is known whether there is anything.
fn repeat(steal: impl Fn() -> Steal<Runnable>) -> Option<Runnable> {
    loop {
        match steal() {
            Steal::Success(process) => return Some(process),
            Steal::Empty => return None,
            Steal::Retry => {}
        }
    }
}
