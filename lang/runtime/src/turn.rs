//! A turn of a process: what happens between taking it from a queue and giving it away again.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::atom;
use crate::build::{View, view};
use crate::clock;
use crate::code::{ExportCell, Leave, entries, segment_info};
use crate::memory::TooMuch;
use crate::process::{
    FLAG_ASIDE, FLAG_BLOCKED, FLAG_COLLECT, FLAG_COLLECT_YOUNG, FLAG_ENDING, FLAG_HIBERNATE, FLAG_SIGNAL,
    FLAG_SUSPENDED, FLAG_YIELD, HEAVY_TURNS, Process, TURN_REDUCTIONS,
};
use crate::raise::{self, Class, Exception, Raised};
use crate::seats::Seated;
use crate::signals::Taken;
use crate::term::Term;
use crate::{
    census, counts, drill, exit, gc, limits, observer, relief, report, scheduler, signals, table, timers,
};

/// What becomes of a process after one step.
enum Next {
    /// It goes on at `resume`.
    Run,
    /// Its turn is over; it can go on later.
    Yield,
    /// What it does next may take long: it goes on where such processes do.
    Aside,
    /// It waits for a signal or a time and belongs to whoever wakes it: it must not be touched.
    Gone,
    /// It ends.
    End(Term),
}

/// The longest time of `after`, in milliseconds, as in OTP.
const LONGEST_TIMEOUT: u64 = 0xffff_ffff;

/// Of so many milliseconds a process that waits again and again, and may have memory left over, looks at the clock in one.
const LOOKS_AT_TIMER: u64 = 16;

/// Either asks for a collection.
const COLLECTIONS: u64 = FLAG_COLLECT | FLAG_COLLECT_YOUNG;

/// One collection costs about as much as a call for this many words alive.
const WORDS_PER_REDUCTION: usize = 16;

/// Runs a process for a turn. Says whether it goes on later, back in the queue.
///
/// # Safety
/// The process was just taken from a queue, so that it is the caller's.
pub(crate) unsafe fn run(process: *mut Process) -> bool {
    // SAFETY: the process is ours until it is given away.
    let p = unsafe { &mut *process };
    if p.flags & FLAG_ENDING != 0 {
        // SAFETY: it is ours, and nobody finds it.
        return ends_later(unsafe { Seated::from_raw(process) }.and_then(exit::go_on));
    }
    count(p, 1);
    p.collections = 0;
    let mut next = start(p);
    loop {
        next = match next {
            Next::Run => step(p),
            Next::Yield => {
                observer::turn_ended(p);
                weigh(p);
                scheduler::put_back(process);
                return true;
            }
            Next::Aside => {
                observer::turn_ended(p);
                if p.flags & HEAVY_TURNS == 0 {
                    p.flags |= ONE_HEAVY_TURN;
                }
                scheduler::put_back(process);
                return true;
            }
            Next::Gone => return false,
            Next::End(reason) => {
                count(p, 0);
                // SAFETY: the process is ours and comes from the table; nobody finds it any more
                // once `end` has taken it out of there.
                let process = unsafe { Seated::from_raw(process) };
                return ends_later(process.and_then(|process| exit::end(process, reason)));
            }
        };
    }
}

/// Puts a process that has ended, and has others to tell, back into a queue; says whether there is such a one.
fn ends_later(process: Option<Seated>) -> bool {
    let ending = process.is_some();
    process.into_iter().for_each(|process| scheduler::put_back(process.into_raw().as_ptr()));
    ending
}

/// Counts the reductions of the process's last turn, and the turns that begin: one or none.
fn count(p: &mut Process, turns: u64) {
    let used = p.turn_reductions();
    p.reductions_done = p.reductions_done.wrapping_add(used);
    p.reductions = TURN_REDUCTIONS;
    if drill::is_on() {
        drill::shorten(p);
    }
    counts::count(turns, used);
}

/// One of [`HEAVY_TURNS`].
const ONE_HEAVY_TURN: u64 = HEAVY_TURNS & HEAVY_TURNS.wrapping_neg();

/// A process takes one heavy turn for each so many nanoseconds for which a turn held its scheduler up. Among heavy ones it
/// waits for turns of hundreds of milliseconds: who took a few milliseconds once had better hold up its scheduler again,
/// unless many do.
const TIME_PER_HEAVY_TURN: u64 = 8_000_000;

/// At the end of a turn: notes for how long it held the scheduler up.
fn weigh(p: &mut Process) {
    let computed = relief::computed();
    let turns = match computed / TIME_PER_HEAVY_TURN {
        0 => u64::from(computed > 0 && relief::is_crowded()),
        turns => turns,
    };
    let left = (p.flags & HEAVY_TURNS) / ONE_HEAVY_TURN;
    let turns = turns.clamp(left.saturating_sub(1), HEAVY_TURNS / ONE_HEAVY_TURN);
    p.flags = p.flags & !HEAVY_TURNS | (turns * ONE_HEAVY_TURN);
}

/// What a process does first: it looks at its signals.
fn start(p: &mut Process) -> Next {
    // Who is visited has no signals but those that it knows.
    let behind = census::is_behind(p.swept);
    if let Taken::End(reason) = signals::take_in(p, if behind { usize::MAX } else { signals::at_once() }) {
        return Next::End(reason);
    }
    if behind {
        census::catch_up(p);
    }
    if p.flags & COLLECTIONS != 0
        && let Some(end) = make_room(p)
    {
        return end;
    }
    if p.flags & FLAG_SUSPENDED != 0 {
        if p.waiting && p.deadline != 0 && p.flags & FLAG_BLOCKED == 0 && clock::monotonic() >= p.deadline {
            // The time of a receive runs on, and what has come meanwhile comes too late.
            p.resume_timed_out();
        }
        // With every signal that comes it is seen whether that still holds.
        return give_away(p).unwrap_or(Next::Yield);
    }
    if p.flags & FLAG_HIBERNATE != 0 {
        if p.mailbox.is_empty() {
            return sleep(p);
        }
        p.flags &= !FLAG_HIBERNATE;
    }
    if p.flags & FLAG_BLOCKED != 0 {
        p.flags &= !FLAG_BLOCKED;
        p.deadline = 0;
        return Next::Run;
    }
    if p.waiting { wait(p) } else { Next::Run }
}

/// Enters compiled code and deals with the reason for which it comes back.
fn step(p: &mut Process) -> Next {
    p.in_code = true;
    let word = (entries().enter)(p);
    p.in_code = false;
    match Leave::from_word(word) {
        Leave::Check => check(p),
        Leave::Wait => {
            p.waiting = true;
            wait(p)
        }
        Leave::Jump => jump(p),
        Leave::Exit => Next::End(atom::NORMAL.term()),
        Leave::Raise => in_its_memory(p, raised),
        Leave::Fail => in_its_memory(p, |p| {
            raise::language_error(p);
            raised(p)
        }),
        Leave::BadFun => in_its_memory(p, |p| {
            raise::bad_fun(p);
            raised(p)
        }),
        Leave::Undefined => in_its_memory(p, undefined),
    }
}

/// Does what makes terms for a process, which ends if there is no memory for them.
fn in_its_memory(p: &mut Process, act: impl FnOnce(&mut Process) -> Next) -> Next {
    match catch_unwind(AssertUnwindSafe(|| act(p))) {
        Ok(next) => next,
        Err(cause) if cause.is::<TooMuch>() => {
            report::too_large(p, None);
            Next::End(atom::SYSTEM_LIMIT.term())
        }
        Err(cause) => resume_unwind(cause),
    }
}

/// Gives room, handles signals, or ends the turn, whatever is due.
fn check(p: &mut Process) -> Next {
    if p.flags & FLAG_SIGNAL != 0 {
        p.flags &= !FLAG_SIGNAL;
        if let Some(reason) = signals::take_in_all(p) {
            return Next::End(reason);
        }
    }
    if let Some(end) = make_room(p) {
        return end;
    }
    if p.flags & FLAG_BLOCKED != 0 {
        return sleep(p);
    }
    go_on(p)
}

/// The process goes on now if its turn is not over.
fn go_on(p: &mut Process) -> Next {
    if p.flags & (FLAG_YIELD | FLAG_SUSPENDED) == 0 && !is_turn_over(p) {
        return Next::Run;
    }
    p.flags &= !FLAG_YIELD;
    Next::Yield
}

fn is_turn_over(p: &Process) -> bool {
    p.reductions <= 0 || relief::is_overdue()
}

/// Collects if a collection is due or `resume` needs more room than there is. `Some`: the process has become too
/// large and ends, or collects in a turn of its own, as that may take long.
fn make_room(p: &mut Process) -> Option<Next> {
    // SAFETY: `resume` is a segment whenever a process is outside compiled code.
    let info = unsafe { segment_info(p.resume) };
    let need = info.need as usize + p.extra_need as usize;
    if p.flags & COLLECTIONS == 0 && p.room() >= need && !drill::collects(p.heap_words() + p.stack_words()) {
        p.extra_need = 0;
        return None;
    }
    if gc::may_take_long(p, need) && scheduler::is_to_wait(p) {
        return Some(Next::Aside);
    }
    p.extra_need = 0;
    let before = p.heap_words() + p.fragment_words;
    let old = p.old_words();
    if !gc::collect(p, info.register_args as usize, need) {
        report::too_large(p, None);
        return Some(Next::End(atom::SYSTEM_LIMIT.term()));
    }
    let copied = p.heap_words().saturating_sub(old) + p.stack_words();
    p.reductions -= (copied / WORDS_PER_REDUCTION) as i64;
    limits::check(p, before).then_some(Next::End(atom::KILLED.term()))
}

fn jump(p: &mut Process) -> Next {
    if p.flags & FLAG_HIBERNATE != 0 {
        // SAFETY: the call that goes on later is a segment.
        let info = unsafe { segment_info(p.resume) };
        gc::compact(p, info.register_args as usize, info.need as usize);
        return start(p);
    }
    if p.flags & FLAG_ASIDE != 0 {
        p.flags &= !FLAG_ASIDE;
        return Next::Aside;
    }
    if p.flags & (FLAG_SIGNAL | FLAG_BLOCKED) != 0 || p.extra_need != 0 {
        return check(p);
    }
    go_on(p)
}

/// Puts a blocked process to sleep, until its deadline if it has one.
fn sleep(p: &mut Process) -> Next {
    if p.deadline != 0 {
        wake_at(p, p.deadline, clock::monotonic());
    }
    give_away(p).unwrap_or_else(|| start(p))
}

/// Gives a process away that waits. `None`: signals have come and some been taken in, so it is still ours.
fn give_away(p: &mut Process) -> Option<Next> {
    observer::turn_ended(p);
    weigh(p);
    let Some(signals) = table::sleep(p) else {
        return Some(Next::Gone);
    };
    let taken = signals::handle_some(p, signals, signals::at_once());
    after_signals(p, taken)
}

/// What follows when signals have been taken in; `None`: the process goes on with what it does.
fn after_signals(p: &Process, taken: Taken) -> Option<Next> {
    match taken {
        Taken::End(reason) => Some(Next::End(reason)),
        Taken::Some if is_turn_over(p) => Some(Next::Yield),
        Taken::Some | Taken::All => None,
    }
}

/// Sets a timer, unless an earlier one is set: when that fires, the process looks again.
fn wake_at(p: &mut Process, time: u64, now: u64) {
    if p.timer != 0 && p.timer <= now {
        timers::forget(p.pid);
        p.timer = 0;
    }
    if p.timer == 0 || p.timer > time {
        if p.timer != 0 {
            timers::forget(p.pid);
        }
        p.timer = time;
        timers::wake_at(time, p.pid);
    }
}

/// Whether a process that waits without a time is to look at the clock. Where a timer is set that is not due yet, there is
/// no need to; whether one is, is seen from time to time.
fn may_tidy(p: &Process) -> bool {
    gc::tidy_after(p).is_some()
        && (p.timer == 0 || p.turn_reductions() == 0 || relief::looks().is_multiple_of(LOOKS_AT_TIMER))
}

/// Lets a process that waits for long give back what a peak may have left: it would keep that until its next
/// collection, which may never come. `true`: it is to do that in a turn of its own.
fn tidy(p: &mut Process, now: u64) -> bool {
    let Some(after) = gc::tidy_after(p) else { return false };
    let idle = p.timer != 0 && p.timer <= now && p.turn_reductions() == 0;
    if !idle {
        wake_at(p, now + after, now);
        return false;
    }
    if gc::is_large(p) && scheduler::is_to_wait(p) {
        return true;
    }
    timers::forget(p.pid);
    p.timer = 0;
    // SAFETY: `resume` is a segment whenever a process is outside compiled code.
    let info = unsafe { segment_info(p.resume) };
    gc::tidy(p, info.register_args as usize, info.need as usize);
    false
}

/// A receive has considered all messages that the process knows.
fn wait(p: &mut Process) -> Next {
    let forever = p.timeout == atom::INFINITY.term();
    // Messages that do not match are not to put the time off.
    if !forever && p.deadline == 0 && p.mailbox.length() > 0 {
        set_deadline(p, clock::monotonic);
    }
    loop {
        if !p.message.is_null() {
            p.waiting = false;
            return go_on(p);
        }
        if !forever || may_tidy(p) {
            // The time counts only when nothing has come: mostly there is no need to look at the clock.
            let taken = signals::take_in(p, signals::at_once());
            if let Some(next) = after_signals(p, taken) {
                return next;
            }
            if !p.message.is_null() {
                continue;
            }
            // No time is up at once, whatever the clock says.
            let at_once = p.timeout == Term::small(0);
            let now = if at_once { p.deadline.max(1) } else { clock::monotonic() };
            let is_timed = forever || set_deadline(p, || now);
            if !forever && is_timed && now >= p.deadline {
                // What has come before the time was up counts.
                match signals::take_in_all(p) {
                    Some(reason) => return Next::End(reason),
                    None if p.message.is_null() => return timed_out(p),
                    None => continue,
                }
            }
            if taken == Taken::Some {
                continue;
            }
            if !is_timed {
                return in_its_memory(p, bad_timeout);
            }
            if tidy(p, now) {
                return Next::Aside;
            }
            if !forever {
                wake_at(p, p.deadline, now);
            }
        }
        // What it has received is mostly dead by now.
        p.check_fragments();
        if p.flags & COLLECTIONS != 0
            && let Some(next) = make_room(p)
        {
            return next;
        }
        if let Some(next) = give_away(p) {
            return next;
        }
    }
}

/// Sets the deadline of a receive that has none yet. `false`: its time is none.
fn set_deadline(p: &mut Process, now: impl FnOnce() -> u64) -> bool {
    if p.deadline == 0 {
        match milliseconds(p.timeout) {
            // A time that is past.
            Some(0) => p.deadline = 1,
            Some(time) => p.deadline = now() + time * 1_000_000,
            None => return false,
        }
    }
    true
}

fn timed_out(p: &mut Process) -> Next {
    p.resume_timed_out();
    go_on(p)
}

/// The milliseconds of an `after`.
fn milliseconds(timeout: Term) -> Option<u64> {
    match view(timeout) {
        View::Small(time) => u64::try_from(time).ok().filter(|&time| time <= LONGEST_TIMEOUT),
        _ => None,
    }
}

fn bad_timeout(p: &mut Process) -> Next {
    // SAFETY: `resume` is the receive loop, which has no arguments on the stack above its frames, or
    // as many as its description says.
    let info = unsafe { segment_info(p.resume) };
    p.pop(info.stack_args as usize);
    p.site = &raw const info.site;
    raise::set(Exception::raised(Class::Error, atom::TIMEOUT_VALUE.term()));
    raised(p)
}

/// Raises the exception that is set; the process goes on at a handler or ends.
fn raised(p: &mut Process) -> Next {
    let raised = raise::raise(p);
    p.site = std::ptr::null();
    match raised {
        Raised::Handled => Next::Run,
        Raised::Uncaught => {
            let exception = raise::take();
            let reason = raise::exit_reason(p, &exception);
            if exception.class != Class::Exit {
                report::uncaught(p.pid, reason);
            }
            Next::End(reason)
        }
    }
}

/// A call of a function that is not loaded: loads it if it can be.
fn undefined(p: &mut Process) -> Next {
    // SAFETY: compiled code has set the subject to a cell, and cells live for ever.
    let cell = unsafe { &*(p.subject as *const ExportCell) };
    // It may have to be compiled.
    match relief::may_block(|| (entries().resolve)(cell)) {
        Some(code) => {
            p.resume = code;
            Next::Run
        }
        None => {
            p.site = std::ptr::null();
            if raise::handled_by_handler(p) {
                return Next::Run;
            }
            raise::undefined(p);
            raised(p)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::sync::mpsc::channel;
    use std::time::{Duration, Instant};

    use super::*;
    use crate::message::{Message, Node, Signal};
    use crate::owned::OwnedTerm;
    use crate::signals::{send_exit, send_message};
    use crate::term::NIL;
    use crate::testing::{entry, return_value, run, segment, until};

    /// The reason for which a process ends.
    fn reason(pid: Term) -> OwnedTerm {
        let (sender, receiver) = channel();
        let late = sender.clone();
        let node = Node::request(Box::new(move |process| match process {
            Some(process) => process.when_ended(Box::new(move |reason| drop(sender.send(reason)))),
            None => drop(late.send(OwnedTerm::new(atom::NOPROC.term()))),
        }));
        if let Err(node) = table::send(pid, node) {
            exit::refuse(pid, node);
        }
        receiver.recv_timeout(Duration::from_secs(20)).unwrap()
    }

    /// Waits for a message without end and accepts it.
    fn receive(p: &mut Process) -> Leave {
        if p.message.is_null() {
            p.timeout = atom::INFINITY.term();
            return Leave::Wait;
        }
        let node = p.take_message().unwrap();
        let value = node.term;
        p.adopt(node);
        return_value(p, value)
    }

    #[test]
    fn a_process_runs_and_ends() {
        let waiter = run(segment(entry(0, 0), receive), &[]);
        assert!(table::is_alive(waiter));
        send_message(waiter, atom::OK.term());
        until("the end", || !table::is_alive(waiter));
        assert_eq!(reason(waiter).term(), atom::NOPROC.term());
    }

    #[test]
    fn exit_signals_end_or_do_not() {
        let pid = run(segment(entry(0, 0), receive), &[]);
        send_exit(Signal::Exit, NIL, pid, atom::NORMAL.term());
        send_exit(Signal::LinkExit, NIL, pid, atom::OK.term());
        std::thread::sleep(Duration::from_millis(5));
        assert!(table::is_alive(pid), "normal reasons and signals of links that are not there do nothing");
        let ended = std::thread::spawn(move || reason(pid).term());
        // The thread has to be listening by then, also on a busy machine.
        std::thread::sleep(Duration::from_millis(250));
        send_exit(Signal::Exit, NIL, pid, atom::KILL.term());
        assert_eq!(ended.join().unwrap(), atom::KILLED.term());
    }

    #[test]
    fn links_and_monitors_are_told() {
        let first = run(segment(entry(0, 0), receive), &[]);
        let second = run(segment(entry(0, 0), receive), &[]);
        table::send_or_free(first, Message::new(Signal::Link, second));
        table::send_or_free(second, Message::new(Signal::Link, first));
        let ended = std::thread::spawn(move || reason(second).term());
        // The thread has to be listening by then, also on a busy machine.
        std::thread::sleep(Duration::from_millis(250));
        send_exit(Signal::Exit, NIL, first, atom::BADARG.term());
        assert_eq!(ended.join().unwrap(), atom::BADARG.term());
        assert!(!table::is_alive(first) && !table::is_alive(second));
    }

    #[test]
    fn a_timeout_comes_in_time_and_never_early() {
        static LATE: AtomicU64 = AtomicU64::new(0);
        fn timed(p: &mut Process) -> Leave {
            p.timeout = Term::small(30);
            p.timeout_resume = segment(entry(0, 0), |p| {
                LATE.store(clock::monotonic(), Ordering::Relaxed);
                return_value(p, NIL)
            });
            if !p.message.is_null() {
                p.before = p.message;
                // SAFETY: the cursor points into the mailbox: a message that does not match.
                p.message = unsafe { (*p.message).next };
            }
            Leave::Wait
        }
        let start = clock::monotonic();
        let pid = run(segment(entry(0, 0), timed), &[]);
        // Messages that do not match leave the deadline as it is.
        for _ in 0..5 {
            std::thread::sleep(Duration::from_millis(2));
            send_message(pid, NIL);
        }
        until("the timeout", || !table::is_alive(pid));
        let took = LATE.load(Ordering::Relaxed) - start;
        // The upper bound leaves room for a machine that does much else.
        assert!((30_000_000..5_000_000_000).contains(&took), "30 ms took {took} ns");
    }

    /// A time that is up before its process has gone to sleep.
    #[test]
    fn waking_comes_before_sleeping_and_is_not_lost() {
        static ASLEEP: AtomicU64 = AtomicU64::new(u64::MAX);
        fn woken(p: &mut Process) -> Leave {
            table::wake(p.pid);
            ASLEEP.store(u64::from(table::sleep(p).is_none()), Ordering::Relaxed);
            return_value(p, NIL)
        }
        let pid = run(segment(entry(0, 0), woken), &[]);
        until("the end", || !table::is_alive(pid));
        assert_eq!(ASLEEP.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn who_waits_for_long_gives_back_what_a_peak_has_left() {
        const COUNT: usize = 1_000_000;
        static SIZE: AtomicU64 = AtomicU64::new(0);
        fn peak(p: &mut Process) -> Leave {
            if p.heap_words() < COUNT {
                p.x[0] = crate::build::list(p, (0..COUNT as i64).map(Term::small));
                return Leave::Check;
            }
            p.x[0] = NIL;
            p.resume = segment(entry(0, 0), receive);
            Leave::Jump
        }
        let pid = run(segment(entry(1, 0), peak), &[NIL]);
        let ask = || {
            let tell =
                |p: Option<&mut Process>| SIZE.store(p.map_or(0, |p| p.memory() as u64), Ordering::Relaxed);
            table::send_or_free(pid, Node::request(Box::new(tell)));
            SIZE.load(Ordering::Relaxed) as usize
        };
        until("the peak", || ask() > COUNT * 16);
        // Whoever asks keeps it awake.
        std::thread::sleep(Duration::from_millis(1500));
        until("the end of it", || {
            let size = ask();
            std::thread::sleep(Duration::from_millis(1500));
            size < 100_000
        });
        send_exit(Signal::Exit, NIL, pid, atom::KILL.term());
    }

    #[test]
    fn a_loop_without_end_stops_nobody() {
        fn forever(p: &mut Process) -> Leave {
            p.reductions = 0;
            Leave::Check
        }
        let loops: Vec<_> = (0..4).map(|_| run(segment(entry(0, 0), forever), &[])).collect();
        let start = Instant::now();
        let waiter = run(segment(entry(0, 0), receive), &[]);
        send_message(waiter, NIL);
        until("a turn beside endless loops", || !table::is_alive(waiter));
        assert!(start.elapsed() < Duration::from_secs(10));
        for &pid in &loops {
            send_exit(Signal::Exit, NIL, pid, atom::KILL.term());
        }
        until("the loops' end", || loops.iter().all(|&pid| !table::is_alive(pid)));
    }

    /// Whoever is in the queue of a scheduler that is held up gets a turn, also where nobody runs out of work.
    #[test]
    fn a_long_built_in_function_holds_nobody_up() {
        static STOP: AtomicU64 = AtomicU64::new(0);
        fn long(p: &mut Process) -> Leave {
            while STOP.load(Ordering::Relaxed) == 0 {
                std::hint::spin_loop();
            }
            return_value(p, NIL)
        }
        fn busy(p: &mut Process) -> Leave {
            if STOP.load(Ordering::Relaxed) != 0 {
                return return_value(p, NIL);
            }
            p.reductions = 0;
            Leave::Check
        }
        let loops: Vec<_> = (0..4).map(|_| run(segment(entry(0, 0), busy), &[])).collect();
        let (mut longs, mut short) = (Vec::new(), Vec::new());
        for _ in 0..20 {
            longs.push(run(segment(entry(0, 0), long), &[]));
            short.push(run(segment(entry(0, 0), |p| return_value(p, NIL)), &[]));
        }
        until("those beside", || short.iter().all(|&pid| !table::is_alive(pid)));
        assert!(loops.iter().chain(&longs).all(|&pid| table::is_alive(pid)));
        STOP.store(1, Ordering::Relaxed);
        until("the others", || loops.iter().chain(&longs).all(|&pid| !table::is_alive(pid)));
    }

    #[test]
    fn many_processes_come_and_go() {
        static DONE: AtomicU64 = AtomicU64::new(0);
        fn count(p: &mut Process) -> Leave {
            DONE.fetch_add(1, Ordering::Relaxed);
            return_value(p, NIL)
        }
        let code = segment(entry(0, 0), count);
        let waiting: Vec<_> = (0..10_000).map(|_| run(segment(entry(0, 0), receive), &[])).collect();
        let short: Vec<_> = (0..10_000).map(|_| run(code, &[])).collect();
        assert!(waiting.iter().all(|&pid| send_message(pid, NIL)));
        until("all to end", || waiting.iter().chain(&short).all(|&pid| !table::is_alive(pid)));
        assert_eq!(DONE.load(Ordering::Relaxed), 10_000);
    }
}
