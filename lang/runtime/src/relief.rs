//! Relief for schedulers that are held up.
//!
//! A turn lasts some tens of microseconds, but a long built-in function or the collection of a large heap lasts
//! as long as it lasts. A watchman looks at the schedulers every millisecond while any of them is awake. When
//! one is still in the turn in which it was found before, and there is other work, the watchman lets a spare
//! scheduler run in its place. The operating system shares the cores between them. A spare that is not
//! needed any more goes back to sleep; of those that find nothing to do one sees to the timers.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering, fence};
use std::sync::{Condvar, Mutex, OnceLock, PoisonError};
use std::thread::Thread;
use std::time::Duration;

use crossbeam_utils::CachePadded;

use crate::bifs::bit_syntax;
use crate::blocks::large;
use crate::slices::{self, Slice, ThreadId};
use crate::timers::{self, sweep::Sweep};
use crate::{clock, ets, memory, pages, parking, scheduler, victim};

/// How often the watchman looks. A scheduler counts as held up at the second look that finds it in the same
/// turn, so that others wait for two to three times this long at most.
const LOOK_EVERY: Duration = Duration::from_millis(1);

/// How often it looks at most, for the sake of timers, if few are held up.
const LOOK_AT_MOST_EVERY: Duration = Duration::from_micros(100);

/// A scheduler that has used less processor time than this between two looks has not worked: it waits for the
/// operating system, which a spare scheduler would only make busier still.
const LEAST_WORK: u64 = 500_000;

/// A turn that the watchman has seen for so many nanoseconds is overdue.
const LONG_TURN: u64 = 500_000;

/// One that has not worked for so many nanoseconds counts as held up all the same: something blocks it.
const BLOCKED: u64 = 5_000_000;

/// The watchman looks once in so many times, about a second, whether more memory is kept than the program needs by now.
const LOOKS_PER_TRIM: u64 = 1 << 10;

/// Timers looked at at a time for those that are for nobody.
const SWEPT: usize = 256;

/// The same when memory is short: a few milliseconds' work.
const SWEPT_IN_HASTE: usize = 1 << 15;

/// So many times at most, before somebody ends all the same.
const MOST_HASTY: u32 = 16;

/// A spare scheduler that nobody has called for so long gives up what it keeps for its next turns.
const REST_AFTER: Duration = Duration::from_secs(1);

/// A spare that lingers looks after so long whether it is still needed.
const LONGEST_LINGER: Duration = Duration::from_millis(5);

/// Spare schedulers at most: so many long turns at a time are relieved. They are threads, started when they are
/// needed. Processes known for long turns do not take them all: see [`heavy_slots`].
pub const SPARES: usize = 126;

/// So many processes known for long turns may run at a time beyond one a core, if others of them wait.
const MORE_HEAVY: usize = 14;

/// One more of them may run when none of those that wait has got a turn for so many nanoseconds: a few of the long
/// turns that are usual.
const SLOT_AFTER: u64 = 100_000_000;

/// One of those fewer when there has been no need for another for so long.
const SLOT_FOR: u64 = 1_000_000_000;

/// A mark: the turn lasts long. The process gives it up at the next call of a built-in function, or when it goes
/// through the runtime: reductions tell how long a turn takes only roughly.
const IS_OVERDUE: u8 = 1;
/// A mark: the scheduler is held up.
const IS_HELD: u8 = 2;
/// A mark, with the one before: by its process, which computes; not because it waits or has no core.
const IS_COMPUTING: u8 = 4;
const ALL: u8 = IS_OVERDUE | IS_HELD | IS_COMPUTING;

/// What the watchman sees of a scheduler.
#[derive(Default)]
struct Beat {
    /// The number of the turn that it runs, never 0; 0: it runs none. Written by the scheduler.
    turn: AtomicU64,
    /// [`IS_OVERDUE`] and [`IS_HELD`], each of which is counted. Set by the watchman, cleared by the scheduler
    /// after its turn.
    marks: AtomicU8,
    /// The clock of its thread's processor time, where there is one. Written when the thread starts.
    clock: OnceLock<i32>,
    /// Its thread. Written when that starts.
    thread: OnceLock<ThreadId>,
    /// It may be waiting for the operating system or a lock. Written by the scheduler.
    blocks: AtomicBool,
    /// [`Seen::worked`] of the turn that was marked as [`IS_COMPUTING`] last. Written by the watchman.
    worked: AtomicU64,
}

/// What the watchman remembers of a scheduler.
#[derive(Clone, Default)]
struct Seen {
    turn: u64,
    /// Processor time of its thread, in nanoseconds, when it was first seen in this turn.
    worked: u64,
    /// When that was, by the monotonic clock.
    since: u64,
}

/// All schedulers' beats, the spares' last; made at start.
static BEATS: OnceLock<Box<[CachePadded<Beat>]>> = OnceLock::new();
/// Schedulers that are held up.
static HELD: AtomicUsize = AtomicUsize::new(0);
/// Schedulers whose turns are overdue.
static OVERDUE: AtomicUsize = AtomicUsize::new(0);
/// Schedulers, spares not counted, that are not asleep.
static AWAKE: CachePadded<AtomicUsize> = CachePadded::new(AtomicUsize::new(0));
/// The watchman sleeps until one wakes.
static IDLE: AtomicBool = AtomicBool::new(false);
static WATCHMAN: OnceLock<Thread> = OnceLock::new();
/// See [`looks`]. Written by the watchman.
static LOOKS: AtomicU64 = AtomicU64::new(0);
/// See [`heavy_slots`]. Written by the watchman.
static HEAVY_SLOTS: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// The index of the scheduler that this thread is.
    static INDEX: Cell<usize> = const { Cell::new(usize::MAX) };
}

#[derive(Default)]
struct Spares {
    /// Threads that have been started.
    started: usize,
    /// Those that run processes or have been called to, and the one that lingers.
    active: usize,
    /// Calls that no thread has answered yet.
    calls: usize,
    /// The index of one of the active ones that sleeps and has not been called, see [`linger`].
    lingering: Option<usize>,
}

static SPARE: Mutex<Spares> = Mutex::new(Spares { started: 0, active: 0, calls: 0, lingering: None });
/// [`Spares::started`], for a look without the lock. Written under the lock.
static STARTED: AtomicUsize = AtomicUsize::new(0);
/// [`Spares::active`], for a look without the lock. Written under the lock.
static ACTIVE: AtomicUsize = AtomicUsize::new(0);
static CALLED: Condvar = Condvar::new();
/// For the spare that lingers.
static WANTED: Condvar = Condvar::new();

/// Starts the watchman over so many schedulers.
pub fn start(schedulers: usize) {
    HEAVY_SLOTS.store(schedulers, Ordering::Relaxed);
    let beats = (0..schedulers + SPARES).map(|_| CachePadded::default()).collect();
    if BEATS.set(beats).is_err() {
        return;
    }
    let watch = std::thread::Builder::new().name("watchman".to_string());
    if let Ok(thread) = watch.spawn(move || watch_for_ever(schedulers)) {
        let _ = WATCHMAN.set(thread.thread().clone());
    }
}

/// The calling thread is the scheduler of that index.
pub fn begins(index: usize) {
    INDEX.set(index);
    let thread = slices::this_thread();
    slices::set(thread, Slice::Short);
    slices::wake_in_time();
    let Some(beats) = BEATS.get() else { return };
    let _ = beats[index].thread.set(thread);
    if let Some(clock) = processor_clock() {
        let _ = beats[index].clock.set(clock);
    }
}

/// Counts the watchman's looks while schedulers run: who finds it changed knows that about a millisecond has passed.
#[inline]
pub fn looks() -> u64 {
    LOOKS.load(Ordering::Relaxed)
}

/// A scheduler, not a spare, is about to run processes.
pub fn awake() {
    AWAKE.fetch_add(1, Ordering::SeqCst);
    if IDLE.load(Ordering::SeqCst)
        && let Some(watchman) = WATCHMAN.get()
    {
        watchman.unpark();
    }
}

/// A scheduler, not a spare, goes to sleep.
pub fn asleep() {
    AWAKE.fetch_sub(1, Ordering::SeqCst);
}

/// The scheduler of that index begins a turn.
#[inline]
pub fn turn_begins(index: usize, number: u64) {
    if let Some(beats) = BEATS.get() {
        beats[index].turn.store(number, Ordering::Relaxed);
    }
}

/// The turn of the scheduler of that index has ended.
#[inline]
pub fn turn_ends(index: usize) {
    if let Some(beats) = BEATS.get() {
        beats[index].turn.store(0, Ordering::Relaxed);
        if beats[index].marks.load(Ordering::Relaxed) != 0 {
            free(&beats[index]);
        }
    }
}

/// The index of the scheduler that this thread is.
pub fn index() -> Option<usize> {
    Some(INDEX.get()).filter(|&index| index != usize::MAX)
}

/// Whether the scheduler of that index runs a process.
pub fn is_in_turn(index: usize) -> bool {
    let beat = BEATS.get().and_then(|beats| beats.get(index));
    beat.is_some_and(|beat| beat.turn.load(Ordering::Relaxed) != 0)
}

#[cold]
fn free(beat: &Beat) {
    let marks = beat.marks.swap(0, Ordering::SeqCst);
    if marks & IS_OVERDUE != 0 {
        OVERDUE.fetch_sub(1, Ordering::SeqCst);
    }
    if marks & IS_HELD != 0 {
        HELD.fetch_sub(1, Ordering::SeqCst);
    }
    if marks & IS_COMPUTING != 0 {
        set_slice(beat, Slice::Short);
    }
}

/// Whether the turn that the calling scheduler runs has lasted long enough.
#[inline]
pub fn is_overdue() -> bool {
    OVERDUE.load(Ordering::Relaxed) > 0 && am_overdue()
}

#[cold]
fn am_overdue() -> bool {
    mine().is_some_and(|beat| beat.has(IS_OVERDUE))
}

/// Whether the calling scheduler is held up by what its process computes.
#[inline]
pub fn is_heavy() -> bool {
    HELD.load(Ordering::Relaxed) > 0 && mine().is_some_and(|beat| beat.has(IS_COMPUTING))
}

/// How many nanoseconds the process of the calling scheduler has computed in this turn, since the watchman first saw it
/// there; the largest number where that is not known. 0: it has not been seen to hold the scheduler up.
pub fn computed() -> u64 {
    if !is_heavy() {
        return 0;
    }
    let Some(beat) = mine() else { return 0 };
    worked(beat).map_or(u64::MAX, |time| time.saturating_sub(beat.worked.load(Ordering::Relaxed)))
}

/// Whether more than twice as many are held up as there are schedulers that are no spares: each takes a spare.
pub fn is_crowded() -> bool {
    HELD.load(Ordering::Relaxed) > 2 * scheduler::count()
}

/// Whether any scheduler is held up.
#[inline]
pub fn is_any_held() -> bool {
    HELD.load(Ordering::Relaxed) > 0
}

/// How many processes known for long turns may run at a time. As many as there are cores gain nothing from more,
/// but one that waits is not to wait for the end of all the others' long turns.
pub fn heavy_slots() -> usize {
    HEAVY_SLOTS.load(Ordering::Relaxed)
}

/// Runs what may wait for the operating system or for a lock: the scheduler counts as held up as soon as the
/// watchman finds it there.
pub fn may_block<T>(act: impl FnOnce() -> T) -> T {
    struct Unmark(Option<&'static Beat>);
    impl Drop for Unmark {
        fn drop(&mut self) {
            if let Some(beat) = self.0 {
                beat.blocks.store(false, Ordering::Relaxed);
            }
        }
    }
    let _unmark = Unmark(mine());
    if let Some(beat) = mine() {
        beat.blocks.store(true, Ordering::Relaxed);
    }
    act()
}

/// The turn that the scheduler of that index runs will be long: it counts as held up at once.
#[cold]
pub fn expect_long(index: usize) {
    let Some(beat) = BEATS.get().and_then(|beats| beats.get(index)) else { return };
    mark(beat, beat.turn.load(Ordering::Relaxed), IS_HELD);
    if scheduler::queued() > 0 {
        relieve(scheduler::count());
    }
}

/// The calling scheduler, between two turns, waits: it counts as held up.
pub fn stand_aside<T>(wait: impl FnOnce() -> T) -> T {
    let index = INDEX.get();
    if mine().is_none() {
        return wait();
    }
    turn_begins(index, u64::MAX);
    let value = may_block(wait);
    turn_ends(index);
    value
}

/// The beat of the scheduler that this thread is.
fn mine() -> Option<&'static Beat> {
    BEATS.get().and_then(|beats| beats.get(INDEX.get())).map(|beat| &**beat)
}

impl Beat {
    fn has(&self, mark: u8) -> bool {
        self.marks.load(Ordering::Acquire) & mark != 0
    }
}

fn set_slice(beat: &Beat, slice: Slice) {
    if let Some(&thread) = beat.thread.get() {
        slices::set(thread, slice);
    }
}

/// Whether a spare that runs is one too many.
#[inline]
pub fn is_excess() -> bool {
    ACTIVE.load(Ordering::Relaxed) > HELD.load(Ordering::Relaxed)
}

/// Whether spares run, or one waits for something to do.
#[inline]
pub fn is_relieved() -> bool {
    ACTIVE.load(Ordering::Relaxed) > 0
}

/// How many spare schedulers there are.
pub fn spares() -> usize {
    STARTED.load(Ordering::Relaxed)
}

/// A spare sleeps until it is called. `false`: the program ends.
pub fn wait_for_call() -> bool {
    let is_idle = |spares: &mut Spares| spares.calls == 0 && !scheduler::is_stopping();
    let spares = SPARE.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut spares, waited) =
        CALLED.wait_timeout_while(spares, REST_AFTER, is_idle).unwrap_or_else(PoisonError::into_inner);
    if waited.timed_out() {
        drop(spares);
        ets::forget_known();
        bit_syntax::forget_buffer();
        spares = memory::without(|| {
            let spares = SPARE.lock().unwrap_or_else(PoisonError::into_inner);
            CALLED.wait_while(spares, is_idle).unwrap_or_else(PoisonError::into_inner)
        });
    }
    let is_called = spares.calls > 0;
    spares.calls -= usize::from(is_called);
    is_called
}

/// A spare has found nothing to do: it sleeps until the next timer or until it is wanted, while others are held up and
/// nobody sleeps who would see to that. So a process whose time is up mostly waits for one thread to get a core, not for
/// the watchman and then for a spare. `false`: it is not needed here.
pub fn linger() -> bool {
    let mut spares = SPARE.lock().unwrap_or_else(PoisonError::into_inner);
    if spares.lingering.is_some() {
        // That one sees to what this one leaves, and to a timer that is due before the one that it sleeps for.
        WANTED.notify_one();
        return false;
    }
    if is_excess() || parking::has_sleepers() {
        return false;
    }
    spares.lingering = Some(INDEX.get());
    let time = Duration::from_nanos(timers::next().saturating_sub(clock::monotonic())).min(LONGEST_LINGER);
    let (mut spares, _) = WANTED.wait_timeout(spares, time).unwrap_or_else(PoisonError::into_inner);
    spares.lingering = spares.lingering.filter(|&index| index != INDEX.get());
    !scheduler::is_stopping()
}

/// A spare has stopped running processes.
pub fn retire() {
    let mut spares = SPARE.lock().unwrap_or_else(PoisonError::into_inner);
    spares.active -= 1;
    ACTIVE.store(spares.active, Ordering::Relaxed);
}

/// Wakes everybody who sleeps here, for the end of the program.
pub fn stop() {
    CALLED.notify_all();
    WANTED.notify_all();
}

fn watch_for_ever(schedulers: usize) {
    let beats = BEATS.get().map_or(&[][..], |beats| beats);
    let mut seen = vec![Seen::default(); beats.len()];
    let mut slots = Slots::default();
    let mut sweep = Sweep::default();
    let mut hasty = 0;
    slices::set(slices::this_thread(), Slice::Shortest);
    slices::wake_in_time();
    while !scheduler::is_stopping() {
        if AWAKE.load(Ordering::SeqCst) == 0 && ACTIVE.load(Ordering::SeqCst) == 0 {
            pages::rest();
            large::trim();
            sleep_until_one_wakes(&sweep);
        }
        std::thread::sleep(until_next_look(schedulers));
        LOOKS.fetch_add(1, Ordering::Relaxed);
        let started = schedulers + STARTED.load(Ordering::Relaxed);
        for (index, (beat, seen)) in beats.iter().zip(&mut seen).take(started).enumerate() {
            look_at(beat, seen);
            if beat.has(IS_HELD) {
                scheduler::hand_over(index);
            }
        }
        slots.look(schedulers);
        if HELD.load(Ordering::SeqCst) > 0
            && (scheduler::queued() > 0 || timers::next() <= clock::monotonic())
        {
            relieve(schedulers);
        }
        pages::look();
        if LOOKS.load(Ordering::Relaxed).is_multiple_of(LOOKS_PER_TRIM) {
            large::trim();
        }
        if memory::is_over_limit() {
            // What is for nobody goes before anybody does.
            hasty += 1;
            if sweep.hurry(SWEPT_IN_HASTE) || hasty == MOST_HASTY {
                hasty = 0;
                victim::end_the_largest();
            }
        } else {
            victim::is_below_limit();
        }
        sweep.step(clock::monotonic(), SWEPT);
    }
}

/// Sleeps until a scheduler wakes, or the timers are to be looked through.
fn sleep_until_one_wakes(sweep: &Sweep) {
    IDLE.store(true, Ordering::SeqCst);
    if AWAKE.load(Ordering::SeqCst) == 0 {
        match sweep.next() {
            Some(time) => {
                std::thread::park_timeout(Duration::from_nanos(time.saturating_sub(clock::monotonic())));
            }
            None => std::thread::park(),
        }
    }
    IDLE.store(false, Ordering::SeqCst);
}

/// What the watchman remembers of the processes known for long turns.
#[derive(Default)]
struct Slots {
    /// How many of them have been taken from their queue.
    taken: u64,
    /// When the last one was, by the monotonic clock.
    since: u64,
    /// When there was one slot more or one fewer.
    changed: u64,
}

impl Slots {
    /// Lets more of them run if some wait and none has had a turn for a while.
    fn look(&mut self, schedulers: usize) {
        let ((waiting, taken), now) = (scheduler::heavy(), clock::monotonic());
        if waiting == 0 || taken != self.taken {
            (self.taken, self.since) = (taken, now);
        }
        let slots = heavy_slots();
        if waiting == 0 {
            HEAVY_SLOTS.store(schedulers, Ordering::Relaxed);
        } else if now - self.since.max(self.changed) >= SLOT_AFTER && slots < schedulers + MORE_HEAVY {
            HEAVY_SLOTS.store(slots + 1, Ordering::Relaxed);
            self.changed = now;
        } else if now - self.changed >= SLOT_FOR && slots > schedulers {
            HEAVY_SLOTS.store(slots - 1, Ordering::Relaxed);
            self.changed = now;
        }
    }
}

/// How long the watchman sleeps: where schedulers are held up there may be nobody else who sees to timers. The more there
/// are, the smaller its share of a core, and the system lets who has used up that wait for a whole slice of the others.
fn until_next_look(schedulers: usize) -> Duration {
    let held = HELD.load(Ordering::SeqCst);
    if held == 0 {
        return LOOK_EVERY;
    }
    let least =
        (LOOK_AT_MOST_EVERY * held as u32 / (2 * schedulers as u32)).clamp(LOOK_AT_MOST_EVERY, LOOK_EVERY);
    let timer = Duration::from_nanos(timers::next().saturating_sub(clock::monotonic()));
    timer.clamp(least, LOOK_EVERY)
}

/// Marks a scheduler that is still in the turn of the last look.
fn look_at(beat: &Beat, seen: &mut Seen) {
    let turn = beat.turn.load(Ordering::Relaxed);
    if turn == 0 {
        *seen = Seen::default();
        return;
    }
    if turn != seen.turn {
        *seen = Seen { turn, worked: worked(beat).unwrap_or(0), since: clock::monotonic() };
        return;
    }
    let marks = beat.marks.load(Ordering::Relaxed);
    if marks & ALL == ALL {
        // The system need not be asked: where many are held up the watchman would use up its share of a core.
        return;
    }
    if marks & IS_OVERDUE == 0 && clock::monotonic() - seen.since >= LONG_TURN {
        mark(beat, turn, IS_OVERDUE);
    }
    let computes = worked(beat).is_none_or(|time| time.saturating_sub(seen.worked) >= LEAST_WORK);
    let blocked = beat.blocks.load(Ordering::Relaxed) || clock::monotonic() - seen.since >= BLOCKED;
    if marks & IS_HELD == 0 && (computes || blocked) {
        mark(beat, turn, IS_HELD);
    }
    if computes && marks & IS_COMPUTING == 0 {
        // Before the mark: who takes that away sets it back.
        set_slice(beat, Slice::Usual);
        beat.worked.store(seen.worked, Ordering::Relaxed);
        mark(beat, turn, IS_COMPUTING);
    }
}

/// Sets a mark. It is counted before, and not twice if somebody else sets it, too.
fn mark(beat: &Beat, turn: u64, mark: u8) {
    let count = match mark {
        IS_OVERDUE => Some(&OVERDUE),
        IS_HELD => Some(&HELD),
        _ => None,
    };
    if let Some(count) = count {
        count.fetch_add(1, Ordering::SeqCst);
    }
    let before = beat.marks.fetch_or(mark, Ordering::SeqCst);
    if let Some(count) = count
        && before & mark != 0
    {
        count.fetch_sub(1, Ordering::SeqCst);
    }
    fence(Ordering::SeqCst);
    // The turn may have ended before its scheduler could see the mark.
    if beat.turn.load(Ordering::SeqCst) != turn {
        free(beat);
    }
}

/// Processor time of a scheduler's thread, in nanoseconds, where that is known.
fn worked(beat: &Beat) -> Option<u64> {
    processor_time(*beat.clock.get()?)
}

/// The clock of the calling thread's processor time.
#[cfg(target_os = "linux")]
fn processor_clock() -> Option<i32> {
    let mut clock = 0;
    // SAFETY: the thread is alive, as it calls.
    let result = unsafe { libc::pthread_getcpuclockid(libc::pthread_self(), &raw mut clock) };
    (result == 0).then_some(clock)
}

/// Nanoseconds of a thread; `None` if it has ended.
#[cfg(target_os = "linux")]
fn processor_time(clock: i32) -> Option<u64> {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the call writes one such value, or says that there is no such clock.
    let result = unsafe { libc::clock_gettime(clock, &raw mut time) };
    (result == 0).then_some(time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64)
}

/// Elsewhere a scheduler that is still in its turn is taken to work.
#[cfg(not(target_os = "linux"))]
fn processor_clock() -> Option<i32> {
    None
}

#[cfg(not(target_os = "linux"))]
fn processor_time(_clock: i32) -> Option<u64> {
    None
}

/// Lets somebody run in the place of those that are held up.
fn relieve(schedulers: usize) {
    if parking::call_one() {
        return;
    }
    let mut spares = SPARE.lock().unwrap_or_else(PoisonError::into_inner);
    // From now on it is one that runs: if it gets no core, the next look may call another one.
    if spares.lingering.take().is_some() {
        WANTED.notify_one();
        return;
    }
    if spares.active >= HELD.load(Ordering::SeqCst).min(SPARES) {
        return;
    }
    // Threads that have been started and are not active sleep, or are about to.
    if spares.active == spares.started {
        if !scheduler::start_spare(schedulers + spares.started) {
            return;
        }
        spares.started += 1;
        STARTED.store(spares.started, Ordering::Relaxed);
    }
    spares.active += 1;
    spares.calls += 1;
    ACTIVE.store(spares.active, Ordering::Relaxed);
    drop(spares);
    CALLED.notify_one();
}
