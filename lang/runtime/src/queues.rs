//! Where processes that can run wait, and how schedulers take from each other, see [`crate::scheduler`].

use std::cell::Cell;
use std::sync::OnceLock;

use crate::sync::CachePadded;
use crate::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use crate::sync::deque::{Injector, Steal, Stealer, Worker};

/// Every this many turns a scheduler takes from the common queue first, so that what comes from outside
/// is not starved by its own processes.
const TURNS_PER_INJECTED: u32 = 61;

/// So many processes that have been woken get a turn for one that computes or is new, and was there before them, if there
/// are such. Those that are woken mostly take short turns.
const WOKEN_TURNS: u32 = 3;

/// So many processes whose time is up get a turn for another one: they come before those whom others have woken, who may be
/// as many as there are.
const DUE_TURNS: u32 = 3;

/// A process of low priority gets a turn for so many others.
const TURNS_PER_LOW: u32 = 8;

/// Behind so many others a process that the program itself has started (a line of the prompt, say) goes to a
/// common queue instead, which comes first every [`TURNS_PER_INJECTED`] turns: however many processes a
/// program makes, the person at the prompt gets an answer.
const CROWD: usize = 256;

/// Those who watch over the schedulers, and where these sleep.
pub trait Watch {
    /// Wakes a scheduler that sleeps, if there is one, because there is something to share; says whether there was.
    fn call_one(&self) -> bool;
    /// How many heavy ones may run at a time.
    fn heavy_slots(&self) -> usize;
    /// Whether any scheduler is held up.
    fn is_any_held(&self) -> bool;
    /// How many of the schedulers that have a queue have been started.
    fn started(&self) -> usize;
}

/// What there is to know of one that can run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Low,
    Normal,
    /// A normal one that the program itself has started.
    Outside,
    Heavy,
    High,
    Max,
}

/// Why it can run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// A timer has woken it.
    Due,
    /// Somebody has woken it.
    Woken,
    /// It has been made.
    New,
    /// It has used up its turn.
    Ready,
}

/// What one scheduler has for itself.
pub struct Own<T> {
    index: usize,
    /// Those that have been woken.
    woken: Worker<T>,
    /// Those that have used up their turns, and new ones.
    ready: Worker<T>,
    /// As many as wait here, or more: others may have taken some. Asking the queues themselves takes longer.
    most: Cell<usize>,
    /// So many of those that have been woken come before the others, as they came before them.
    owed: Cell<usize>,
    /// So many of the others get a turn until that is counted again.
    round: Cell<usize>,
    /// So many of those that have been woken since have had a turn since the last one of the others.
    woken_turns: Cell<u32>,
    /// So many of those whose time was up have had a turn since the last one of somebody else.
    due_turns: Cell<u32>,
    /// The scheduler has one of the places for heavy ones.
    has_place: Cell<bool>,
    /// In this turn processes have been made.
    has_new: Cell<bool>,
}

/// The ends of a scheduler's queues at which others take.
struct Ends<T> {
    woken: Stealer<T>,
    ready: Stealer<T>,
}

/// All queues but the schedulers' own, and the others' ends of these.
pub struct Queues<T> {
    /// From threads that are no schedulers, and those woken by schedulers that are held up.
    injector: Injector<T>,
    /// Others of schedulers that are held up.
    left: Injector<T>,
    /// Those whose time is up, wherever that was found out.
    due: Injector<T>,
    /// Which of [`Queues::injector`] and [`Queues::left`] comes first.
    round: CachePadded<AtomicUsize>,
    /// Those that have been started from outside, while there is a crowd.
    front: Injector<T>,
    low: Injector<T>,
    high: Injector<T>,
    max: Injector<T>,
    /// How many are in these three, or about to be: it is counted before one goes there.
    special: AtomicUsize,
    heavy: Injector<T>,
    /// Places for heavy ones that schedulers have, or try for.
    places_taken: AtomicUsize,
    /// Heavy ones that have been taken from their queue.
    heavy_taken: AtomicU64,
    /// Made at start.
    stealers: OnceLock<Box<[Ends<T>]>>,
}

impl<T> Own<T> {
    fn new(index: usize) -> Own<T> {
        let (woken, ready) = (Worker::new_fifo(), Worker::new_fifo());
        let [woken_turns, due_turns] = [const { Cell::new(0) }; 2];
        let ([most, owed, round], [has_place, has_new]) =
            ([const { Cell::new(0) }; 3], [const { Cell::new(false) }; 2]);
        Own { index, woken, ready, most, owed, round, woken_turns, due_turns, has_place, has_new }
    }

    fn ends(&self) -> Ends<T> {
        Ends { woken: self.woken.stealer(), ready: self.ready.stealer() }
    }

    /// How many wait here.
    pub fn len(&self) -> usize {
        self.woken.len() + self.ready.len()
    }

    /// Whether the scheduler has one of the places for heavy ones.
    pub fn has_place(&self) -> bool {
        self.has_place.get()
    }

    /// For one that draws from all that can run: they are in one queue then.
    pub fn push(&self, item: T) {
        self.add(item, Since::Woken);
    }

    /// As [`Own::push`].
    pub fn pop(&self) -> Option<T> {
        self.less(self.woken.pop())
    }

    #[inline]
    fn add(&self, item: T, since: Since) {
        self.most.set(self.most.get().saturating_add(1));
        let queue = if matches!(since, Since::New | Since::Ready) { &self.ready } else { &self.woken };
        queue.push(item);
    }

    /// Notes that one has been taken, if it has.
    #[inline]
    fn less(&self, taken: Option<T>) -> Option<T> {
        self.most.set(self.most.get().saturating_sub(usize::from(taken.is_some())));
        taken
    }

    /// Moves some of another queue to one of these; gives the first of them.
    fn take(&self, take: impl Fn() -> Steal<T>) -> Option<T> {
        self.most.set(usize::MAX);
        repeat(take)
    }

    /// Whether more than so many wait here.
    #[inline]
    fn has_more_than(&self, few: usize) -> bool {
        if self.most.get() > few {
            self.most.set(self.len());
        }
        self.most.get() > few
    }

    /// One that has been woken if there is any, but not for ever. Whoever has used up a turn, in which it may have woken
    /// thousands, gets another one when these have had theirs: else they would become ever more.
    #[inline]
    fn next(&self) -> Option<T> {
        self.less(self.either())
    }

    #[inline]
    fn either(&self) -> Option<T> {
        if self.ready.is_empty() {
            self.round.set(0);
            return self.woken.pop();
        }
        if self.round.get() == 0 {
            self.owed.set(self.woken.len());
            self.round.set(self.ready.len());
        }
        let owed = self.owed.get();
        if owed > 0 || self.woken_turns.get() < WOKEN_TURNS {
            if let Some(item) = self.woken.pop() {
                self.owed.set(owed.saturating_sub(1));
                self.woken_turns.set(self.woken_turns.get() + u32::from(owed == 0));
                return Some(item);
            }
            self.owed.set(0);
        }
        self.woken_turns.set(0);
        self.round.set(self.round.get().saturating_sub(1));
        self.ready.pop().or_else(|| self.woken.pop())
    }
}

impl<T> Ends<T> {
    fn len(&self) -> usize {
        self.woken.len() + self.ready.len()
    }

    fn steal(&self) -> Option<T> {
        repeat(|| self.woken.steal()).or_else(|| repeat(|| self.ready.steal()))
    }
}

impl<T> Default for Queues<T> {
    fn default() -> Queues<T> {
        Queues {
            injector: Injector::new(),
            left: Injector::new(),
            due: Injector::new(),
            round: CachePadded::new(AtomicUsize::new(0)),
            front: Injector::new(),
            low: Injector::new(),
            high: Injector::new(),
            max: Injector::new(),
            special: AtomicUsize::new(0),
            heavy: Injector::new(),
            places_taken: AtomicUsize::new(0),
            heavy_taken: AtomicU64::new(0),
            stealers: OnceLock::new(),
        }
    }
}

impl<T> Queues<T> {
    /// Makes the queues of so many schedulers, once.
    pub fn open(&self, schedulers: usize) -> Option<Vec<Own<T>>> {
        let own: Vec<Own<T>> = (0..schedulers).map(Own::new).collect();
        self.stealers.set(own.iter().map(Own::ends).collect()).ok()?;
        Some(own)
    }

    /// The queues of all schedulers that have been started.
    fn stealers(&self, watch: &impl Watch) -> &[Ends<T>] {
        let all = self.stealers.get().map_or(&[][..], |stealers| stealers);
        &all[..all.len().min(watch.started())]
    }

    /// Puts one that can run into a queue; `own` are those of the scheduler that calls. From now on it belongs to whoever
    /// takes it.
    #[inline]
    pub fn put(&self, item: T, kind: Kind, since: Since, own: Option<&Own<T>>, watch: &impl Watch) {
        match own {
            // The scheduler that calls is about to take one of them.
            Some(_) if since == Since::Due && matches!(kind, Kind::Normal | Kind::Outside) => {
                self.due.push(item);
                if self.due.len() >= 2 {
                    watch.call_one();
                }
            }
            Some(own) if kind == Kind::Normal || (kind == Kind::Outside && !own.has_more_than(CROWD)) => {
                own.add(item, since);
                match since {
                    // Many new ones want less than it costs to move them: they are shared when a turn has been used up in
                    // which none was made, or when a moment has passed.
                    Since::New => own.has_new.set(true),
                    // The turn has been used up.
                    Since::Ready => {}
                    // One alone waits for the end of this turn: most often the one that runs is about to wait for it.
                    Since::Woken | Since::Due if own.has_more_than(1) => _ = watch.call_one(),
                    Since::Woken | Since::Due => {}
                }
            }
            _ => {
                self.push_common(item, kind, own.is_some());
                watch.call_one();
            }
        }
    }

    /// Puts a heavy one back that could run on after its turn. The scheduler that calls is about to look for another: it
    /// need not wake one for this.
    pub fn put_back_heavy(&self, item: T) {
        self.heavy.push(item);
    }

    fn push_common(&self, item: T, kind: Kind, is_scheduler: bool) {
        if matches!(kind, Kind::Low | Kind::High | Kind::Max) {
            self.special.fetch_add(1, Ordering::SeqCst);
        }
        match kind {
            Kind::Low => self.low.push(item),
            Kind::High => self.high.push(item),
            Kind::Max => self.max.push(item),
            Kind::Heavy => self.heavy.push(item),
            Kind::Outside if is_scheduler => self.front.push(item),
            Kind::Normal | Kind::Outside => self.injector.push(item),
        }
    }

    /// How many wait, those left out that are not to be run yet.
    pub fn queued(&self, watch: &impl Watch) -> usize {
        let heavy = if self.is_place_free(watch) { self.heavy.len() } else { 0 };
        let queues: usize = self.stealers(watch).iter().map(Ends::len).sum();
        let common = self.due.len() + self.injector.len() + self.left.len() + self.front.len();
        queues + common + self.special_ones() + heavy
    }

    /// Those of other priorities that are there: who is about to put one there is not to keep anybody awake.
    fn special_ones(&self) -> usize {
        match self.special.load(Ordering::Relaxed) {
            0 => 0,
            _ => self.low.len() + self.high.len() + self.max.len(),
        }
    }

    /// How many wait in each scheduler's own queue.
    pub fn lengths(&self, watch: &impl Watch) -> Vec<usize> {
        self.stealers(watch).iter().map(Ends::len).collect()
    }

    /// How many wait in queues that are common to all.
    pub fn common(&self) -> usize {
        let light = self.due.len() + self.injector.len() + self.left.len() + self.front.len();
        light + self.heavy.len() + self.special_ones()
    }

    /// How many heavy ones wait, and how many have been taken from their queue.
    pub fn heavy(&self) -> (usize, u64) {
        (self.heavy.len(), self.heavy_taken.load(Ordering::Relaxed))
    }

    /// Whether one more heavy one may run.
    fn is_place_free(&self, watch: &impl Watch) -> bool {
        self.places_taken.load(Ordering::SeqCst) < watch.heavy_slots()
    }

    /// Calls a sleeper if a heavy one waits that may run.
    pub fn call_for_heavy(&self, watch: &impl Watch) {
        if !self.heavy.is_empty() && self.is_place_free(watch) {
            watch.call_one();
        }
    }

    /// Calls a sleeper if somebody's time is up: the scheduler that calls this does not see to it any more.
    pub fn call_for_due(&self, watch: &impl Watch) {
        if !self.due.is_empty() {
            watch.call_one();
        }
    }

    /// Lets others have what is in the queues of a scheduler that is held up. It waits in common queues, in the order
    /// in which it came, so that it does not matter who else is held up.
    pub fn take_away(&self, index: usize, watch: &impl Watch) {
        let Some(ends) = self.stealers(watch).get(index) else { return };
        for (queue, common) in [(&ends.woken, &self.injector), (&ends.ready, &self.left)] {
            for _ in 0..queue.len() {
                let Some(item) = repeat(|| queue.steal()) else { break };
                common.push(item);
                // The scheduler may have ended its turn, seen nothing anywhere and gone to sleep meanwhile.
                watch.call_one();
            }
        }
    }

    /// A scheduler's turn begins.
    pub fn turn_begins(&self, own: &Own<T>) {
        own.has_new.set(false);
    }

    /// A scheduler's turn has been used up: calls another one if there is something to share, but processes that the
    /// turn has made.
    pub fn turn_is_used_up(&self, own: &Own<T>, watch: &impl Watch) {
        if own.has_new.get() {
            self.call_for_heavy(watch);
        } else {
            self.share(own, watch);
        }
    }

    /// Calls another scheduler if this one has something to share.
    pub fn share(&self, own: &Own<T>, watch: &impl Watch) {
        let waiting = own.len() + self.due.len();
        if waiting >= 2 || (waiting == 1 && !self.heavy.is_empty()) {
            watch.call_one();
        }
    }

    /// Whether there is nothing to do for a scheduler, which may go to sleep then.
    pub fn is_idle(&self, own: &Own<T>, watch: &impl Watch) -> bool {
        own.len() + self.queued(watch) == 0
    }

    /// One whose time is up, but not for ever.
    #[inline]
    pub fn due(&self, own: &Own<T>) -> Option<T> {
        if self.due.is_empty() || own.due_turns.get() >= DUE_TURNS {
            own.due_turns.set(0);
            return None;
        }
        own.due_turns.set(own.due_turns.get() + 1);
        repeat(|| self.due.steal())
    }

    /// One of those who would else wait until this scheduler has nothing else to do. It is to run now: behind those in
    /// the scheduler's queue it would have to wait again each time that it is moved. `heavy_first`: neither of these and
    /// those of the common queues is to keep the other waiting.
    pub fn elsewhere(&self, own: &Own<T>, heavy_first: bool, watch: &impl Watch) -> Option<T> {
        if let Some(item) = self.urgent() {
            return Some(item);
        }
        if heavy_first && let Some(item) = self.heavy_one(own, watch) {
            return Some(item);
        }
        self.one_of_common()
    }

    /// One of the common queues, of the first one mostly.
    fn one_of_common(&self) -> Option<T> {
        // Nobody writes what all look at unless there is something.
        if self.injector.is_empty() && self.left.is_empty() {
            return None;
        }
        let queues = match self.round.fetch_add(1, Ordering::Relaxed) % 4 {
            3 => [&self.left, &self.injector],
            _ => [&self.injector, &self.left],
        };
        queues.into_iter().find_map(|queue| repeat(|| queue.steal()))
    }

    /// What a scheduler is to run in its turn of that number.
    pub fn next(&self, own: &Own<T>, turn: u32, watch: &impl Watch) -> Option<T> {
        (self.special(turn))
            .or_else(|| self.one_from_outside(own, turn, watch))
            .or_else(|| own.next())
            .or_else(|| self.injected(own, watch))
            .or_else(|| repeat(|| self.due.steal()))
            .or_else(|| repeat(|| self.front.steal()))
            .or_else(|| self.stolen(own, watch))
            .or_else(|| self.heavy_one(own, watch))
            .or_else(|| self.low())
    }

    /// One of the processes whose priority is not normal, if it is their turn.
    #[inline]
    pub fn special(&self, turn: u32) -> Option<T> {
        if self.special.load(Ordering::Relaxed) == 0 {
            return None;
        }
        self.urgent().or_else(|| if turn.is_multiple_of(TURNS_PER_LOW) { self.low() } else { None })
    }

    /// One of high priority.
    fn urgent(&self) -> Option<T> {
        if self.special.load(Ordering::Relaxed) == 0 {
            return None;
        }
        self.counted(repeat(|| self.max.steal()).or_else(|| repeat(|| self.high.steal())))
    }

    /// One of low priority.
    pub fn low(&self) -> Option<T> {
        self.counted(repeat(|| self.low.steal()))
    }

    fn counted(&self, found: Option<T>) -> Option<T> {
        if found.is_some() {
            self.special.fetch_sub(1, Ordering::SeqCst);
        }
        found
    }

    /// One that comes from outside, every now and then.
    fn one_from_outside(&self, own: &Own<T>, turn: u32, watch: &impl Watch) -> Option<T> {
        if !turn.is_multiple_of(TURNS_PER_INJECTED) {
            return None;
        }
        repeat(|| self.front.steal()).or_else(|| self.injected(own, watch))
    }

    /// A heavy one, if one more may run. The scheduler has a place from now on.
    pub fn heavy_one(&self, own: &Own<T>, watch: &impl Watch) -> Option<T> {
        if self.heavy.is_empty() {
            return None;
        }
        if self.places_taken.fetch_add(1, Ordering::SeqCst) < watch.heavy_slots()
            && let Some(item) = repeat(|| self.heavy.steal())
        {
            self.heavy_taken.fetch_add(1, Ordering::Relaxed);
            own.has_place.set(true);
            return Some(item);
        }
        self.free_place(watch);
        None
    }

    /// Another heavy one for a scheduler that has a place, unless there are fewer places now.
    pub fn another_heavy(&self, watch: &impl Watch) -> Option<T> {
        if self.places_taken.load(Ordering::SeqCst) > watch.heavy_slots() {
            return None;
        }
        let item = repeat(|| self.heavy.steal())?;
        self.heavy_taken.fetch_add(1, Ordering::Relaxed);
        Some(item)
    }

    /// Gives the place of a scheduler back, if it has one.
    pub fn give_place_back(&self, own: &Own<T>, watch: &impl Watch) {
        if own.has_place.take() {
            self.free_place(watch);
        }
    }

    fn free_place(&self, watch: &impl Watch) {
        self.places_taken.fetch_sub(1, Ordering::SeqCst);
        // Somebody may have seen it as taken, and gone to sleep.
        self.call_for_heavy(watch);
    }

    /// Brings all that wait in common queues, those of other priorities left out, to the one that is drawn from.
    pub fn gather(&self, own: &Own<T>) {
        while let Some(item) = repeat(|| self.injector.steal()).or_else(|| repeat(|| self.front.steal())) {
            own.push(item);
        }
    }

    /// One of the common queues, and some more for this scheduler. While any scheduler is held up, just one: if its turn
    /// turns out long, the others would have to go back and wait again.
    fn injected(&self, own: &Own<T>, watch: &impl Watch) -> Option<T> {
        if watch.is_any_held() {
            return self.one_of_common();
        }
        let woken = own.take(|| self.injector.steal_batch_and_pop(&own.woken));
        woken.or_else(|| own.take(|| self.left.steal_batch_and_pop(&own.ready)))
    }

    /// Takes half of what another scheduler has, the neighbours first.
    fn stolen(&self, own: &Own<T>, watch: &impl Watch) -> Option<T> {
        let stealers = self.stealers(watch);
        let others = (1..stealers.len()).map(|step| &stealers[(own.index + step) % stealers.len()]);
        let first = others.into_iter().find_map(|other| self.take_from(other, own, watch))?;
        // One after the other they come for a share.
        self.share(own, watch);
        Some(first)
    }

    /// As [`Queues::injected`].
    fn take_from(&self, other: &Ends<T>, own: &Own<T>, watch: &impl Watch) -> Option<T> {
        if other.len() == 0 {
            None
        } else if watch.is_any_held() {
            other.steal()
        } else {
            let woken = own.take(|| other.woken.steal_batch_and_pop(&own.woken));
            woken.or_else(|| own.take(|| other.ready.steal_batch_and_pop(&own.ready)))
        }
    }
}

/// Steals until it is known whether there is anything.
fn repeat<T>(steal: impl Fn() -> Steal<T>) -> Option<T> {
    loop {
        match steal() {
            Steal::Success(item) => return Some(item),
            Steal::Empty => return None,
            Steal::Retry => {}
        }
    }
}
