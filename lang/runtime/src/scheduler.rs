//! Schedulers: one thread a core, each with a queue of processes that can run; who has nothing to do takes
//! from the others.
//!
//! The queues of high and low priorities are common to all: few processes have one. As in OTP, others run only
//! when none of a higher priority can, except that low ones get a turn for every eight normal ones.
//!
//! A process of which a turn has held its scheduler up for long, in a built-in function or a collection, is *heavy* for
//! some more turns: it waits in a queue of its own, and few of those run at a time, so that others find a scheduler however
//! many there are.
//!
//! A process that is woken goes to the queue of the scheduler that wakes it, so that two processes that
//! talk to each other stay on one core. Another scheduler is woken only when there is work to share; new processes are
//! shared when they have waited for a moment, as many want less than it costs to bring them elsewhere. One that has used
//! up its turn or is new waits in a queue beside: who is woken does not wait for all who compute, or have been made. One
//! whose time is up waits in a queue that is common to all: it does not wait for all whom others have woken.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::process::{HEAVY_TURNS, Priority, Process};
use crate::queues::{Kind, Own, Queues, Since, Watch};
use crate::term::Term;
use crate::{blocking, clock, drill, memory, parking, relief, table, timers, turn, world};

/// Bytes of a scheduler's own stack. Compiled code takes none of it; built-in functions walk terms
/// without recursion. Generous, as only touched pages cost memory.
const STACK: usize = 64 << 20;

/// A scheduler looks at the clock after this many turns if a timer is set, or when the watchman says that a
/// millisecond has passed: between many short turns the look would be felt, and a few may be long.
const TURNS_PER_LOOK: u32 = 8;

/// Every this many turns a scheduler looks for processes that nobody else sees to.
const TURNS_PER_OTHER: u32 = 4;

/// With a seed, the next process is one of so many: going round among all would take too long where they are many.
const DRAWN_FROM: usize = 64;

/// A process that can run. It belongs to the queue that holds it.
#[derive(Clone, Copy)]
pub struct Runnable(pub *mut Process);

// SAFETY: whoever takes a process from a queue is the only one that touches it.
unsafe impl Send for Runnable {}

static QUEUES: LazyLock<Queues<Runnable>> = LazyLock::new(Queues::default);
/// The queues of spare schedulers that have not been started.
static SPARE_QUEUES: Mutex<Vec<Own<Runnable>>> = Mutex::new(Vec::new());
/// Set once, at the end of the program.
static STOPPING: AtomicBool = AtomicBool::new(false);
/// Threads that have been started.
static STARTED: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// The queues of the scheduler that this thread is; null on other threads.
    static OWN: Cell<*const Own<Runnable>> = const { Cell::new(std::ptr::null()) };
}

/// The runtime's own.
struct Runtime;

impl Watch for Runtime {
    fn call_one(&self) -> bool {
        parking::call_one()
    }

    fn heavy_slots(&self) -> usize {
        relief::heavy_slots()
    }

    fn is_any_held(&self) -> bool {
        relief::is_any_held()
    }

    fn started(&self) -> usize {
        count() + relief::spares()
    }
}

/// Which queue is for a process.
#[inline]
fn kind(process: *mut Process) -> Kind {
    // SAFETY: the process is the caller's until it is in a queue.
    let (priority, outside, flags) = unsafe { ((*process).priority, (*process).outside, (*process).flags) };
    match priority {
        Priority::Normal if flags & HEAVY_TURNS != 0 => Kind::Heavy,
        Priority::Normal if outside == 0 => Kind::Normal,
        Priority::Normal => Kind::Outside,
        Priority::Low => Kind::Low,
        Priority::High => Kind::High,
        Priority::Max => Kind::Max,
    }
}

/// Puts a process that can run, as it has been woken, into a queue. From now on it belongs to whoever takes it.
pub(crate) fn schedule(process: *mut Process) {
    QUEUES.put(Runnable(process), kind(process), Since::Woken, own(), &Runtime);
}

/// [`schedule`], for a process that a timer wakes.
pub(crate) fn schedule_due(process: *mut Process) {
    QUEUES.put(Runnable(process), kind(process), unless_seeded(Since::Due), own(), &Runtime);
}

/// [`schedule`], for a process that has not run yet.
pub(crate) fn schedule_new(process: *mut Process) {
    QUEUES.put(Runnable(process), kind(process), unless_seeded(Since::New), own(), &Runtime);
}

/// Puts a process that could run on back into a queue, after its turn.
pub(crate) fn put_back(process: *mut Process) {
    match kind(process) {
        Kind::Heavy => QUEUES.put_back_heavy(Runnable(process)),
        kind => QUEUES.put(Runnable(process), kind, unless_seeded(Since::Ready), own(), &Runtime),
    }
}

/// With a seed there is one queue, of which it draws.
fn unless_seeded(since: Since) -> Since {
    if drill::is_seeded() { Since::Woken } else { since }
}

/// The queues of the scheduler that this thread is.
#[inline]
fn own() -> Option<&'static Own<Runnable>> {
    // SAFETY: the pointer is null or that of this thread's queues, which live as long as the thread runs; nobody keeps
    // the reference for longer than a call.
    unsafe { OWN.get().as_ref() }
}

/// Whether the process that this scheduler runs is to take a long turn as heavy ones do, as others are in such.
pub(crate) fn is_to_wait(process: &Process) -> bool {
    process.priority == Priority::Normal
        && (relief::is_any_held() || QUEUES.heavy().0 > 0)
        && !drill::is_seeded()
        && own().is_some_and(|own| !own.has_place())
}

/// How many schedulers run.
pub fn count() -> usize {
    STARTED.load(Ordering::Relaxed)
}

/// Processes that wait in queues, those left out that are not to be run yet.
pub fn queued() -> usize {
    QUEUES.queued(&Runtime)
}

/// Lets others have the processes in the queues of a scheduler that is held up.
pub(crate) fn hand_over(index: usize) {
    QUEUES.take_away(index, &Runtime);
}

/// How many heavy processes wait, and how many have been taken from their queue.
pub(crate) fn heavy() -> (usize, u64) {
    QUEUES.heavy()
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
    let mut queues = QUEUES.lengths(&Runtime);
    let spare: usize = queues.split_off(count().min(queues.len())).into_iter().sum();
    let common = spare + QUEUES.common();
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
/// Who wants to see the schedulers' times; some may have ended.
static TIMES_SHOWN: Mutex<Vec<Term>> = Mutex::new(Vec::new());

/// Those who live and want to see the schedulers' times.
fn times_shown() -> MutexGuard<'static, Vec<Term>> {
    let mut shown = TIMES_SHOWN.lock().unwrap_or_else(PoisonError::into_inner);
    shown.retain(|&pid| table::is_alive(pid));
    shown
}

/// A process wants that [`times`] says something as long as it lives, or no longer; gives whether it has so far,
/// because of anybody.
pub fn show_times(pid: Term, wanted: bool) -> bool {
    let mut shown = times_shown();
    let before = !shown.is_empty();
    shown.retain(|&other| other != pid);
    if wanted {
        shown.push(pid);
    }
    before
}

/// Each scheduler's nanoseconds of work and altogether, if that was asked for.
pub fn times() -> Option<Vec<(u64, u64)>> {
    let (start, sleeps) = SLEEPS.get().filter(|_| !times_shown().is_empty())?;
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
    let Some(mut workers) = QUEUES.open(schedulers + relief::SPARES) else { return Vec::new() };
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

/// So long a scheduler with a seed waits for what the system is asked before it looks again.
const ASKED_AGAIN: Duration = Duration::from_micros(200);

struct Scheduler {
    index: usize,
    own: Own<Runnable>,
    turns: u32,
    /// [`relief::looks`] when it last looked for timers that are due.
    looks: u64,
    /// See [`memory::trim`].
    peak: usize,
    /// It runs only while others are held up.
    spare: bool,
    /// Its last turn was long.
    tired: bool,
}

impl Scheduler {
    fn new(index: usize, own: Own<Runnable>, spare: bool) -> Scheduler {
        Scheduler { index, own, turns: 0, looks: 0, peak: 0, spare, tired: false }
    }

    fn run(mut self) {
        OWN.set(&raw const self.own);
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
        OWN.set(&raw const self.own);
        while relief::wait_for_call() {
            while self.relieve() && relief::linger() {}
            relief::retire();
        }
    }

    /// Runs processes as long as there are any and others are held up. `false`: a turn was long, so that the operating
    /// system lets this thread wait when it has slept, too; others are rested.
    fn relieve(&mut self) -> bool {
        let mut rested = true;
        self.tired = false;
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
            rested &= !self.tired;
        }
        QUEUES.give_place_back(&self.own, &Runtime);
        hand_over(self.index);
        QUEUES.call_for_heavy(&Runtime);
        QUEUES.call_for_due(&Runtime);
        world::leave();
        rested
    }

    /// Between two turns: looks at what is due and gives the process that is next.
    fn take(&mut self) -> Option<Runnable> {
        world::checkpoint();
        if drill::is_seeded() {
            return self.drawn();
        }
        self.turns = self.turns.wrapping_add(1);
        if (self.own.has_place() || self.tired)
            && let Some(process) = self.another_heavy()
        {
            return Some(process);
        }
        let looks = relief::looks();
        let fresh = looks != self.looks;
        if self.turns.is_multiple_of(TURNS_PER_LOOK) || fresh {
            self.looks = looks;
            if timers::may_be_due() || (fresh && timers::next() != u64::MAX) {
                timers::fire();
            }
        }
        if fresh {
            QUEUES.share(&self.own, &Runtime);
        }
        if let Some(process) = QUEUES.due(&self.own) {
            return Some(process);
        }
        let others = fresh || self.turns.is_multiple_of(TURNS_PER_OTHER);
        let heavy_first = fresh && self.looks.is_multiple_of(2);
        if others && let Some(process) = QUEUES.elsewhere(&self.own, heavy_first, &Runtime) {
            return Some(process);
        }
        QUEUES.next(&self.own, self.turns, &Runtime)
    }

    /// Any of those that can run, or of the first of them, as the seed has it. A look that finds nobody leaves no trace: how
    /// many there are depends on the time that others take.
    fn drawn(&mut self) -> Option<Runnable> {
        if timers::may_be_due() {
            timers::fire();
        }
        let turns = self.turns.wrapping_add(1);
        let urgent = QUEUES.special(turns);
        let drawn = || {
            QUEUES.gather(&self.own);
            let waiting = self.own.len().min(DRAWN_FROM);
            let before = if waiting > 1 { drill::number_below(waiting) } else { 0 };
            for _ in 0..before {
                if let Some(process) = self.own.pop() {
                    self.own.push(process);
                }
            }
            self.own.pop()
        };
        let next = urgent.or_else(drawn).or_else(|| QUEUES.low());
        if next.is_some() {
            self.turns = turns;
        }
        next
    }

    /// After a long turn: another heavy process, if somebody sees to those that are not. The operating system lets a
    /// thread wait that has computed for long, and whoever else runs on it would wait, too.
    #[cold]
    fn another_heavy(&mut self) -> Option<Runnable> {
        self.tired = false;
        if !self.own.has_place() {
            return if relief::is_relieved() { QUEUES.heavy_one(&self.own, &Runtime) } else { None };
        }
        let another = if relief::is_relieved() { QUEUES.another_heavy(&Runtime) } else { None };
        if another.is_none() {
            QUEUES.give_place_back(&self.own, &Runtime);
        }
        another
    }

    fn turn(&mut self, Runnable(process): Runnable) {
        relief::turn_begins(self.index, u64::from(self.turns) + 1);
        if self.own.has_place() {
            hand_over(self.index);
            relief::expect_long(self.index);
        }
        QUEUES.turn_begins(&self.own);
        // SAFETY: it comes from a queue, where each process is at most once.
        let goes_on = unsafe { turn::run(process) };
        self.tired = relief::is_heavy();
        relief::turn_ends(self.index);
        if goes_on {
            QUEUES.turn_is_used_up(&self.own, &Runtime);
        }
    }

    fn sleep(&mut self) {
        if drill::is_seeded() && QUEUES.is_idle(&self.own, &Runtime) {
            if !blocking::is_idle() {
                // Time stands still while the system is asked.
                world::leave();
                std::thread::sleep(ASKED_AGAIN);
                world::enter();
                return;
            }
            if drill::skip_to(timers::next()) {
                timers::fire();
                return;
            }
        }
        world::leave();
        // What this gives back may be much: others see to timers meanwhile.
        relief::turn_begins(self.index, u64::from(self.turns) + 1);
        memory::trim(&mut self.peak);
        relief::turn_ends(self.index);
        relief::asleep();
        let has_work = || !QUEUES.is_idle(&self.own, &Runtime) || is_stopping();
        slept(self.index, || parking::sleep(has_work));
        relief::awake();
        world::enter();
        timers::fire();
    }
}
