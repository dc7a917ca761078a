//! Stopping all processes for a moment, between their turns.

use std::time::Duration;

use crate::relief;
use crate::standstill::{Member, World};

static WORLD: World = World::new();

thread_local! {
    /// This thread, where it is a scheduler.
    static MEMBER: Member = const { Member::new() };
}

/// Whether this thread runs processes now.
pub fn is_counted() -> bool {
    MEMBER.with(Member::is_counted)
}

/// This scheduler is about to run processes. Waits while the world is stopped.
pub fn enter() {
    MEMBER.with(|member| WORLD.enter(member));
}

/// This scheduler runs no processes until it enters again.
pub fn leave() {
    MEMBER.with(|member| WORLD.leave(member));
}

/// Waits until every scheduler has been between two turns. Stops none of them. What was written before is seen
/// by all turns from then on. Not to be called by a thread that runs a process.
pub fn settle() {
    settle_within(Duration::MAX);
}

/// As [`settle`], but waits for some time at most; says whether every scheduler has been there.
pub fn settle_within(patience: Duration) -> bool {
    WORLD.settle_within(patience)
}

/// Between two turns: stops if somebody wants it.
#[inline]
pub fn checkpoint() {
    MEMBER.with(|member| {
        if WORLD.is_wanted(member) {
            // It may be for long: others see to the processes in its queue.
            relief::stand_aside(|| WORLD.checkpoint(member));
        }
    });
}

/// Stops all schedulers between turns, runs `act`, lets them go on. `act` is to be short: it takes no walk over
/// processes, however few (see [`crate::census::begin`]). May be called from any thread, also
/// from a built-in function; then the calling process counts as stopped where it is. Waits for other
/// pauses to end, and for the turns that run, however long a built-in function takes; meanwhile others run on.
pub fn pause<T>(act: impl FnOnce() -> T) -> T {
    relief::may_block(|| MEMBER.with(|member| WORLD.pause(member, act)))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

    use super::*;

    #[test]
    fn nobody_is_stopped_while_one_takes_long() {
        static TURNS: AtomicU64 = AtomicU64::new(0);
        static STOP: AtomicBool = AtomicBool::new(false);
        let thread = |turn: fn()| {
            std::thread::spawn(move || {
                enter();
                while !STOP.load(Ordering::Relaxed) {
                    turn();
                    checkpoint();
                }
                leave();
            })
        };
        let short = || {
            TURNS.fetch_add(1, Ordering::Relaxed);
        };
        let long = || std::thread::sleep(Duration::from_millis(300));
        let threads = [thread(short), thread(long), thread(long)];
        std::thread::sleep(Duration::from_millis(20));
        let waiter = std::thread::spawn(|| pause(|| ()));
        std::thread::sleep(Duration::from_millis(20));
        let before = TURNS.load(Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(40));
        assert!(TURNS.load(Ordering::Relaxed) > before);
        waiter.join().unwrap();
        STOP.store(true, Ordering::Relaxed);
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    }

    #[test]
    fn nothing_moves_during_a_pause() {
        static TURNS: AtomicU64 = AtomicU64::new(0);
        static STOP: AtomicBool = AtomicBool::new(false);
        let threads: Vec<_> = (0..3)
            .map(|_| {
                std::thread::spawn(|| {
                    enter();
                    while !STOP.load(Ordering::Relaxed) {
                        TURNS.fetch_add(1, Ordering::Relaxed);
                        checkpoint();
                    }
                    leave();
                })
            })
            .collect();
        for _ in 0..20 {
            let (before, after) = pause(|| {
                let before = TURNS.load(Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(1));
                (before, TURNS.load(Ordering::Relaxed))
            });
            assert_eq!(before, after);
        }
        STOP.store(true, Ordering::Relaxed);
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    }
}
