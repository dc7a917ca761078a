//! The thread that compiles: one for the program, with a stack deep enough for whatever the parser lets
//! through. What runs on it never waits for a process, so that a process may wait for it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use crossbeam_channel::{Sender, bounded, unbounded};

/// Bytes of stack. The parser bounds nesting; this is many times what the deepest tree takes, and only
/// pages that are touched cost memory.
const STACK: usize = 256 << 20;

type Job = Box<dyn FnOnce() + Send>;

fn jobs() -> Option<&'static Sender<Job>> {
    static JOBS: OnceLock<Option<Sender<Job>>> = OnceLock::new();
    JOBS.get_or_init(|| {
        let (sender, receiver) = unbounded::<Job>();
        let thread = std::thread::Builder::new().name("compiler".into()).stack_size(STACK);
        let started = thread.spawn(move || {
            swerl_runtime::share_core();
            receiver.into_iter().for_each(|job| job());
        });
        started.is_ok().then_some(sender)
    })
    .as_ref()
}

/// Why there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// The system gave no thread.
    NoThread,
    /// The job panicked: a defect of the compiler, for which it has written a message.
    Panicked,
}

/// Runs `job` on the compiler's thread and waits for its result. Jobs run in the order in which they were
/// given.
///
/// # Errors
/// If there is no result.
pub fn run<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> Result<T, Lost> {
    let jobs = jobs().ok_or(Lost::NoThread)?;
    let (answer, result) = bounded(1);
    let job = move || {
        // A job owns what it works on; what it shares is behind locks that survive a panic.
        let done = catch_unwind(AssertUnwindSafe(job));
        // Nobody can have gone away: `run` waits.
        let _ = answer.send(done.map_err(|_| Lost::Panicked));
    };
    jobs.send(Box::new(job)).map_err(|_| Lost::NoThread)?;
    result.recv().unwrap_or(Err(Lost::Panicked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_has_a_deep_stack_and_may_panic() {
        fn depth(n: u64) -> u64 {
            let block = std::hint::black_box([n; 16]);
            if n == 0 { 0 } else { depth(n - 1) + block[0].min(1) }
        }
        assert_eq!(run(|| depth(200_000)), Ok(200_000));
        assert_eq!(run(|| -> u32 { panic!("on purpose") }), Err(Lost::Panicked));
        assert_eq!(run(|| 7), Ok(7));
    }
}
