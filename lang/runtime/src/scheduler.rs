//! Schedulers: one thread a core, each with a queue of processes that can run; who has nothing to do takes
//! from the others.
//!
//! The queues of high and low priorities are common to all: few processes have one. As in OTP, others run only
//! when none of a higher priority can, except that low ones get a turn for every eight normal ones.
//!
//! A process of which a turn has held its scheduler up, in a long built-in function or a collection, is *heavy* for that
//! and some more turns: it waits in a queue of its own, and few of those run at a time, so that others find a scheduler however many there are.
//!
//! A process that is woken goes to the queue of the scheduler that wakes it, so that two processes that
//! talk to each other stay on one core. Another scheduler is woken only when there is work to share. One that has used
//! up its turn or is new waits in a queue beside: who is woken does not wait for all who compute, or have been made.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use crossbeam_deque::{Injector, Steal, Stealer, Worker};

use crate::process::{HEAVY_TURNS, Priority, Process};
use crate::{clock, drill, memory, parking, relief, timers, turn, world};

/// Bytes of a scheduler's own stack. Compiled code takes none of it; built-in functions walk terms
/// without recursion. Generous, as only touched pages cost memory.
const STACK: usize = 64 << 20;

/// A scheduler looks at the clock after this many turns if a timer is set, or when the watchman says that a
/// millisecond has passed: between many short turns the look would be felt, and a few may be long.
const TURNS_PER_LOOK: u32 = 8;

/// Every this many turns a scheduler takes from the common queue first, so that what comes from outside
/// is not starved by its own processes.
const TURNS_PER_INJECTED: u32 = 61;

/// Every this many turns a scheduler looks for processes that nobody else sees to.
const TURNS_PER_OTHER: u32 = 4;

/// So many processes that have been woken get a turn at least for one that computes or is new, if there are such. Those
/// that are woken mostly take short turns.
const WOKEN_TURNS: usize = 3;

/// A process of low priority gets a turn for so many others.
const TURNS_PER_LOW: u32 = 8;

/// Behind so many others a process that the program itself has started (a line of the prompt, say) goes to a
/// common queue instead, which comes first every [`TURNS_PER_INJECTED`] turns: however many processes a
/// program makes, the person at the prompt gets an answer.
const CROWD: usize = 256;

/// With a seed, the next process is one of so many: going round among all would take too long where they are many.
const DRAWN_FROM: usize = 64;

/// A process that can run. It belongs to the queue that holds it.
#[derive(Clone, Copy)]
pub struct Runnable(pub *mut Process);

// SAFETY: whoever takes a process from a queue is the only one that touches it.
unsafe impl Send for Runnable {}

/// Processes made or woken by threads that are no schedulers, and those that have been woken by schedulers that are
/// held up.
static INJECTOR: LazyLock<Injector<Runnable>> = LazyLock::new(Injector::new);
/// Others of schedulers that are held up.
static LEFT: LazyLock<Injector<Runnable>> = LazyLock::new(Injector::new);
/// Those that have been started from outside, while there is a crowd.
static FRONT: LazyLock<Injector<Runnable>> = LazyLock::new(Injector::new);
static STEALERS: OnceLock<Box<[Ends]>> = OnceLock::new();
/// The queues of spare schedulers that have not been started.
static SPARE_QUEUES: Mutex<Vec<Queues>> = Mutex::new(Vec::new());
/// Processes of priority low, high and max.
static LOW: LazyLock<Injector<Runnable>> = LazyLock::new(Injector::new);
static HIGH: LazyLock<Injector<Runnable>> = LazyLock::new(Injector::new);
static MAX: LazyLock<Injector<Runnable>> = LazyLock::new(Injector::new);
/// How many are in these three, or about to be: it is counted before a process goes there.
static SPECIAL: AtomicUsize = AtomicUsize::new(0);
/// Heavy processes.
static HEAVY: LazyLock<Injector<Runnable>> = LazyLock::new(Injector::new);
/// Heavy processes that run, or are about to.
static HEAVY_RUNNING: AtomicUsize = AtomicUsize::new(0);
/// Heavy processes that have been taken from their queue.
static HEAVY_TAKEN: AtomicU64 = AtomicU64::new(0);
/// Set once, at the end of the program.
static STOPPING: AtomicBool = AtomicBool::new(false);
/// Threads that have been started.
static STARTED: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// The queues of the scheduler that this thread is; null on other threads.
    static QUEUES: Cell<*const Queues> = const { Cell::new(std::ptr::null()) };
    /// This thread runs a process that was taken as a heavy one.
    static IN_SLOT: Cell<bool> = const { Cell::new(false) };
}

/// The processes of one scheduler.
struct Queues {
    /// Those that have been woken.
    woken: Worker<Runnable>,
    /// Those that have used up their turns, and new ones.
    later: Worker<Runnable>,
}

/// Where others take processes from a scheduler's queues.
struct Ends {
    woken: Stealer<Runnable>,
    later: Stealer<Runnable>,
}

impl Queues {
    fn new() -> Queues {
        Queues { woken: Worker::new_fifo(), later: Worker::new_fifo() }
    }

    fn ends(&self) -> Ends {
        Ends { woken: self.woken.stealer(), later: self.later.stealer() }
    }

    fn len(&self) -> usize {
        self.woken.len() + self.later.len()
    }
}

impl Ends {
    fn len(&self) -> usize {
        self.woken.len() + self.later.len()
    }

    fn steal(&self) -> Option<Runnable> {
        repeat(|| self.woken.steal()).or_else(|| repeat(|| self.later.steal()))
    }
}

/// Puts a process that can run into a queue. From now on it belongs to whoever takes it.
pub(crate) fn schedule(process: *mut Process) {
    // SAFETY: the process is the caller's until it is in a queue.
    let (priority, outside, flags) = unsafe { ((*process).priority, (*process).outside, (*process).flags) };
    if priority != Priority::Normal {
        SPECIAL.fetch_add(1, Ordering::SeqCst);
        match priority {
            Priority::Low => LOW.push(Runnable(process)),
            Priority::High => HIGH.push(Runnable(process)),
            _ => MAX.push(Runnable(process)),
        }
        parking::call_one();
        return;
    }
    if flags & HEAVY_TURNS != 0 {
        HEAVY.push(Runnable(process));
        parking::call_one();
        return;
    }
    push(process, outside, |queues| &queues.woken);
}

/// [`schedule`], for a process of normal priority that has not run yet.
pub(crate) fn schedule_new(process: *mut Process) {
    // SAFETY: as above.
    let (priority, outside) = unsafe { ((*process).priority, (*process).outside) };
    if priority == Priority::Normal {
        push(process, outside, later);
    } else {
        schedule(process);
    }
}

/// Puts a process that could run on back into a queue, after its turn.
pub(crate) fn put_back(process: *mut Process) {
    // SAFETY: as above.
    let (priority, outside, flags) = unsafe { ((*process).priority, (*process).outside, (*process).flags) };
    if priority != Priority::Normal {
        schedule(process);
    } else if flags & HEAVY_TURNS != 0 {
        // The scheduler that calls is about to look for a process: it need not wake another one for this.
        HEAVY.push(Runnable(process));
    } else {
        push(process, outside, later);
    }
}

/// With a seed there is one queue, of which it draws.
fn later(queues: &Queues) -> &Worker<Runnable> {
    if drill::is_seeded() { &queues.woken } else { &queues.later }
}

/// Puts a process of normal priority into a queue of this scheduler, or into one that is common to all.
#[inline]
fn push(process: *mut Process, outside: u8, queue: impl FnOnce(&Queues) -> &Worker<Runnable>) {
    match own_queues() {
        Some(queues) if outside == 0 || queues.len() <= CROWD => {
            queue(queues).push(Runnable(process));
            // One process alone waits for the end of this turn: most often the one that runs is about
            // to wait for it.
            if queues.len() >= 2 {
                parking::call_one();
            }
        }
        Some(_) => {
            FRONT.push(Runnable(process));
            parking::call_one();
        }
        None => {
            INJECTOR.push(Runnable(process));
            parking::call_one();
        }
    }
}

/// The queues of the scheduler that this thread is.
#[inline]
fn own_queues() -> Option<&'static Queues> {
    // SAFETY: the pointer is null or that of this thread's queues, which live as long as the thread runs; nobody keeps
    // the reference for longer than a call.
    unsafe { QUEUES.get().as_ref() }
}

/// Whether the process that this scheduler runs is to take a long turn as heavy ones do, as others are in such.
pub(crate) fn is_to_wait(process: &Process) -> bool {
    process.priority == Priority::Normal
        && (relief::is_any_held() || !HEAVY.is_empty())
        && !IN_SLOT.get()
        && !drill::is_seeded()
        && own_queues().is_some()
}

/// How many schedulers run.
pub fn count() -> usize {
    STARTED.load(Ordering::Relaxed)
}

/// Processes that wait in queues, those left out that are not to be run yet.
pub fn queued() -> usize {
    let heavy = if has_slot() { HEAVY.len() } else { 0 };
    let queues: usize = stealers().iter().map(Ends::len).sum();
    queues + INJECTOR.len() + LEFT.len() + FRONT.len() + SPECIAL.load(Ordering::Relaxed) + heavy
}

/// The queues of all schedulers that have been started.
fn stealers() -> &'static [Ends] {
    let all = STEALERS.get().map_or(&[][..], |stealers| stealers);
    &all[..all.len().min(count() + relief::spares())]
}

/// Whether one more heavy process may run.
fn has_slot() -> bool {
    HEAVY_RUNNING.load(Ordering::SeqCst) < relief::heavy_slots()
}

/// Lets others have the processes in the queues of a scheduler that is held up. They wait in common queues, in the order
/// in which they came, so that it does not matter who else is held up.
pub(crate) fn hand_over(index: usize) {
    let Some(ends) = stealers().get(index) else { return };
    let queues: [(&Stealer<Runnable>, &Injector<Runnable>); 2] =
        [(&ends.woken, &INJECTOR), (&ends.later, &LEFT)];
    for (queue, common) in queues {
        for _ in 0..queue.len() {
            let Some(process) = repeat(|| queue.steal()) else { break };
            common.push(process);
            // The scheduler may have ended its turn, seen no process anywhere and gone to sleep meanwhile.
            parking::call_one();
        }
    }
}

/// Calls a sleeper if a heavy process waits that may run.
fn call_for_heavy() {
    if !HEAVY.is_empty() && has_slot() {
        parking::call_one();
    }
}

/// How many heavy processes wait, and how many have been taken from their queue.
pub(crate) fn heavy() -> (usize, u64) {
    (HEAVY.len(), HEAVY_TAKEN.load(Ordering::Relaxed))
}

/// The number of the scheduler that this thread is, counted from 1; 0 on other threads.
pub fn id() -> usize {
    relief::index().map_or(0, |index| index + 1)
}

/// What there is to do.
pub struct Load {
    /// Processes that wait in the schedulers' own queues.
    pub queues: Vec<usize>,
    /// Those in queues that are common to all, or in those of spare schedulers.
    pub common: usize,
    /// Which schedulers run a process.
    pub running: Vec<bool>,
}

/// What there is to do at this moment.
pub fn load() -> Load {
    let mut queues: Vec<usize> = stealers().iter().map(Ends::len).collect();
    let spare: usize = queues.split_off(count().min(queues.len())).into_iter().sum();
    let common =
        spare + INJECTOR.len() + LEFT.len() + FRONT.len() + HEAVY.len() + SPECIAL.load(Ordering::Relaxed);
    let running = (0..queues.len()).map(relief::is_in_turn).collect();
    Load { queues, common, running }
}

/// How long a scheduler has slept. Written by the scheduler, read by who asks.
#[derive(Default)]
struct Sleep {
    /// Nanoseconds of all sleeps that are over.
    slept: AtomicU64,
    /// When the sleep that goes on has begun, by the monotonic clock; 0: none does.
    since: AtomicU64,
}

/// One a scheduler, made at start, when they began by the monotonic clock.
static SLEEPS: OnceLock<(u64, Box<[Sleep]>)> = OnceLock::new();
/// Whether somebody wants to see the schedulers' times.
static TIMES_SHOWN: AtomicBool = AtomicBool::new(false);

/// Whether [`times`] says something from now on; gives whether it has so far.
pub fn show_times(wanted: bool) -> bool {
    TIMES_SHOWN.swap(wanted, Ordering::Relaxed)
}

/// Each scheduler's nanoseconds of work and altogether, if that was asked for.
pub fn times() -> Option<Vec<(u64, u64)>> {
    let (start, sleeps) = SLEEPS.get().filter(|_| TIMES_SHOWN.load(Ordering::Relaxed))?;
    let now = clock::monotonic();
    let of = |sleep: &Sleep| {
        let since = sleep.since.load(Ordering::Relaxed);
        let asleep = if since == 0 { 0 } else { now.saturating_sub(since) };
        let total = now.saturating_sub(*start);
        (total.saturating_sub(sleep.slept.load(Ordering::Relaxed) + asleep), total)
    };
    Some(sleeps.iter().map(of).collect())
}

/// Counts a sleep of the scheduler of that index.
fn slept(index: usize, sleep: impl FnOnce()) {
    let Some(own) = SLEEPS.get().and_then(|(_, sleeps)| sleeps.get(index)) else { return sleep() };
    let start = clock::monotonic();
    own.since.store(start, Ordering::Relaxed);
    sleep();
    own.since.store(0, Ordering::Relaxed);
    own.slept.fetch_add(clock::monotonic().saturating_sub(start), Ordering::Relaxed);
}

/// Starts `schedulers` threads, once. A second call does nothing and gives no threads.
pub fn start(schedulers: usize) -> Vec<JoinHandle<()>> {
    let schedulers = if drill::is_seeded() { 1 } else { schedulers.max(1) };
    let mut workers: Vec<Queues> = (0..schedulers + relief::SPARES).map(|_| Queues::new()).collect();
    if STEALERS.set(workers.iter().map(Queues::ends).collect()).is_err() {
        return Vec::new();
    }
    parking::start(schedulers);
    let _ = SLEEPS.set((clock::monotonic(), (0..schedulers).map(|_| Sleep::default()).collect()));
    STARTED.store(schedulers, Ordering::Relaxed);
    let mut spares = workers.split_off(schedulers);
    spares.reverse();
    *SPARE_QUEUES.lock().unwrap_or_else(PoisonError::into_inner) = spares;
    if !drill::is_seeded() {
        relief::start(schedulers);
    }
    let start = |(index, queue)| thread(Scheduler::new(index, queue, false)).ok();
    workers.into_iter().enumerate().filter_map(start).collect()
}

fn thread(scheduler: Scheduler) -> std::io::Result<JoinHandle<()>> {
    let name = format!("scheduler-{}", scheduler.index + 1);
    let run = move || {
        relief::begins(scheduler.index);
        if scheduler.spare { scheduler.run_as_spare() } else { scheduler.run() }
    };
    std::thread::Builder::new().name(name).stack_size(STACK).spawn(run)
}

/// Starts the thread of the next spare scheduler, which waits to be called; says whether that went well.
pub(crate) fn start_spare(index: usize) -> bool {
    let queue = SPARE_QUEUES.lock().unwrap_or_else(PoisonError::into_inner).pop();
    queue.is_some_and(|queue| thread(Scheduler::new(index, queue, true)).is_ok())
}

/// Whether the program ends.
pub(crate) fn is_stopping() -> bool {
    STOPPING.load(Ordering::Acquire)
}

/// Lets all schedulers end after the turns that they run. For the end of the program.
pub fn stop() {
    STOPPING.store(true, Ordering::Release);
    parking::stop();
    relief::stop();
}

struct Scheduler {
    index: usize,
    queues: Queues,
    /// So many of those that have been woken have a turn before the next one of the others.
    woken_first: usize,
    turns: u32,
    /// [`relief::looks`] when it last looked for timers that are due.
    looks: u64,
    /// When it last looked there were more that are due than it has fired.
    more_due: bool,
    /// See [`memory::trim`].
    peak: usize,
    /// It runs only while others are held up.
    spare: bool,
    /// The process that it has taken is a heavy one: it has one of the slots for these.
    heavy: bool,
    /// Its last turn was long.
    tired: bool,
}

impl Scheduler {
    fn new(index: usize, queues: Queues, spare: bool) -> Scheduler {
        Scheduler {
            index,
            queues,
            woken_first: 0,
            turns: 0,
            looks: 0,
            more_due: false,
            peak: 0,
            spare,
            heavy: false,
            tired: false,
        }
    }

    fn run(mut self) {
        QUEUES.set(&raw const self.queues);
        relief::awake();
        world::enter();
        while !is_stopping() {
            match self.take() {
                Some(process) => self.turn(process),
                None => self.sleep(),
            }
        }
        world::leave();
    }

    /// Runs processes whenever the watchman calls, as long as that is needed.
    fn run_as_spare(mut self) {
        QUEUES.set(&raw const self.queues);
        while relief::wait_for_call() {
            world::enter();
            timers::fire();
            // Those that this has woken come first.
            let beyond = TURNS_PER_OTHER - self.turns % TURNS_PER_OTHER;
            (self.turns, self.looks) = (self.turns.wrapping_add(beyond), relief::looks());
            while !relief::is_excess()
                && !is_stopping()
                && let Some(process) = self.take()
            {
                self.turn(process);
            }
            self.give_slot_back();
            hand_over(self.index);
            call_for_heavy();
            world::leave();
            relief::retire();
        }
    }

    /// Between two turns: looks at what is due and gives the process that is next.
    fn take(&mut self) -> Option<Runnable> {
        world::checkpoint();
        self.turns = self.turns.wrapping_add(1);
        if (self.heavy || self.tired)
            && let Some(process) = self.another_heavy()
        {
            return Some(process);
        }
        let looks = relief::looks();
        let fresh = looks != self.looks;
        if self.turns.is_multiple_of(TURNS_PER_LOOK) || fresh || self.more_due {
            self.looks = looks;
            self.more_due = timers::next() != u64::MAX && timers::fire();
        }
        if (fresh || self.turns.is_multiple_of(TURNS_PER_OTHER))
            && let Some(process) = self.elsewhere(fresh)
        {
            return Some(process);
        }
        self.next()
    }

    /// One of those who would else wait until this scheduler has nothing else to do. It runs now: behind those in this
    /// queue it would have to wait again each time that it is moved.
    fn elsewhere(&mut self, fresh: bool) -> Option<Runnable> {
        if drill::is_seeded() {
            return None;
        }
        if SPECIAL.load(Ordering::Relaxed) > 0
            && let Some(process) = self.special(false)
        {
            return Some(process);
        }
        // Neither of the two is to keep the other waiting.
        let heavy_first = fresh && self.looks.is_multiple_of(2);
        if heavy_first && let Some(process) = self.heavy() {
            return Some(process);
        }
        common().find(|queue| !queue.is_empty()).and_then(|queue| repeat(|| queue.steal()))
    }

    /// After a long turn: another heavy process, if somebody sees to those that are not. The operating system lets a
    /// thread wait that has computed for long, and whoever else runs on it would wait, too.
    #[cold]
    fn another_heavy(&mut self) -> Option<Runnable> {
        self.tired = false;
        if !relief::is_relieved() {
            self.give_slot_back();
            return None;
        }
        if !self.heavy {
            return self.heavy();
        }
        if HEAVY_RUNNING.load(Ordering::SeqCst) <= relief::heavy_slots()
            && let Some(process) = repeat(|| HEAVY.steal())
        {
            HEAVY_TAKEN.fetch_add(1, Ordering::Relaxed);
            return Some(process);
        }
        self.give_slot_back();
        None
    }

    fn give_slot_back(&mut self) {
        if std::mem::take(&mut self.heavy) {
            HEAVY_RUNNING.fetch_sub(1, Ordering::SeqCst);
        }
    }

    /// A heavy process, if one more may run.
    fn heavy(&mut self) -> Option<Runnable> {
        if HEAVY.is_empty() {
            return None;
        }
        if HEAVY_RUNNING.fetch_add(1, Ordering::SeqCst) < relief::heavy_slots()
            && let Some(process) = repeat(|| HEAVY.steal())
        {
            HEAVY_TAKEN.fetch_add(1, Ordering::Relaxed);
            self.heavy = true;
            return Some(process);
        }
        HEAVY_RUNNING.fetch_sub(1, Ordering::SeqCst);
        // Somebody may have seen this one as running, and gone to sleep.
        call_for_heavy();
        None
    }

    fn turn(&mut self, Runnable(process): Runnable) {
        relief::turn_begins(self.index, u64::from(self.turns) + 1);
        if self.heavy {
            hand_over(self.index);
            relief::expect_long(self.index);
        }
        IN_SLOT.set(self.heavy);
        // SAFETY: it comes from a queue, where each process is at most once.
        let goes_on = unsafe { turn::run(process) };
        self.tired = relief::is_heavy();
        relief::turn_ends(self.index);
        if goes_on {
            // Whoever wakes many does not go on before they have had a turn.
            self.woken_first = self.woken_first.max(self.queues.woken.len());
        }
        let waiting = self.queues.len();
        if goes_on && (waiting >= 2 || (waiting == 1 && !HEAVY.is_empty())) {
            parking::call_one();
        }
    }

    fn sleep(&mut self) {
        if drill::is_seeded() && drill::skip_to(timers::next()) {
            timers::fire();
            return;
        }
        world::leave();
        // What this gives back may be much: others see to timers meanwhile.
        relief::turn_begins(self.index, u64::from(self.turns) + 1);
        memory::trim(&mut self.peak);
        relief::turn_ends(self.index);
        relief::asleep();
        slept(self.index, || parking::sleep(|| self.queues.len() + queued() > 0 || is_stopping()));
        relief::awake();
        world::enter();
        timers::fire();
    }

    /// One of the processes whose priority is not normal, if it is their turn.
    #[cold]
    fn special(&self, low: bool) -> Option<Runnable> {
        let queues: &[&Injector<Runnable>] = if low { &[&LOW] } else { &[&MAX, &HIGH] };
        let found = queues.iter().find_map(|queue| repeat(|| queue.steal()));
        if found.is_some() {
            SPECIAL.fetch_sub(1, Ordering::SeqCst);
        }
        found
    }

    fn next(&mut self) -> Option<Runnable> {
        if SPECIAL.load(Ordering::Relaxed) > 0 {
            let urgent = self.special(false);
            if urgent.is_some() {
                return urgent;
            }
            if self.turns.is_multiple_of(TURNS_PER_LOW)
                && let Some(process) = self.special(true)
            {
                return Some(process);
            }
        }
        if drill::is_seeded() {
            return self.drawn();
        }
        if self.turns.is_multiple_of(TURNS_PER_INJECTED)
            && let Some(process) = repeat(|| FRONT.steal()).or_else(|| self.injected())
        {
            return Some(process);
        }
        self.own()
            .or_else(|| self.injected())
            .or_else(|| repeat(|| FRONT.steal()))
            .or_else(|| self.stolen())
            .or_else(|| self.heavy())
            .or_else(|| self.special(true))
    }

    /// One of this scheduler's own: one that has been woken if there is any, but not for ever.
    fn own(&mut self) -> Option<Runnable> {
        if self.woken_first > 0
            && let Some(process) = self.queues.woken.pop()
        {
            self.woken_first -= 1;
            return Some(process);
        }
        self.woken_first = WOKEN_TURNS;
        self.queues.later.pop().or_else(|| self.queues.woken.pop())
    }

    /// Any of those that can run, or of the first of them, as the seed has it.
    fn drawn(&self) -> Option<Runnable> {
        while let Some(process) = self.injected().or_else(|| repeat(|| FRONT.steal())) {
            self.queues.woken.push(process);
        }
        let waiting = self.queues.woken.len().min(DRAWN_FROM);
        for _ in 0..drill::number_below(waiting) {
            if let Some(process) = self.queues.woken.pop() {
                self.queues.woken.push(process);
            }
        }
        self.queues.woken.pop().or_else(|| self.special(true))
    }

    /// One of the common queue, and some more for this one. While any scheduler is held up, just one: if its turn turns
    /// out long, the others would have to go back and wait again.
    fn injected(&self) -> Option<Runnable> {
        if relief::is_any_held() {
            return common().find_map(|queue| repeat(|| queue.steal()));
        }
        let woken = repeat(|| INJECTOR.steal_batch_and_pop(&self.queues.woken));
        woken.or_else(|| repeat(|| LEFT.steal_batch_and_pop(later(&self.queues))))
    }

    /// Takes half of what another scheduler has, the neighbours first.
    fn stolen(&self) -> Option<Runnable> {
        let stealers = stealers();
        let others = (1..stealers.len()).map(|step| &stealers[(self.index + step) % stealers.len()]);
        others.filter(|other| other.len() > 0).find_map(|other| self.take_from(other))
    }

    /// As [`Scheduler::injected`].
    fn take_from(&self, other: &Ends) -> Option<Runnable> {
        if relief::is_any_held() {
            return other.steal();
        }
        let woken = repeat(|| other.woken.steal_batch_and_pop(&self.queues.woken));
        woken.or_else(|| repeat(|| other.later.steal_batch_and_pop(&self.queues.later)))
    }
}

/// The common queues, the first one first, but not always.
fn common() -> impl Iterator<Item = &'static Injector<Runnable>> {
    static TURN: AtomicUsize = AtomicUsize::new(0);
    let queues: [&'static Injector<Runnable>; 2] =
        if TURN.fetch_add(1, Ordering::Relaxed) % 4 == 3 { [&LEFT, &INJECTOR] } else { [&INJECTOR, &LEFT] };
    queues.into_iter()
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
