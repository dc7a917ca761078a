//! Work that waits for the system (files, commands, memory), done by a few threads beside the schedulers.
//!
//! Threads are made when there is work and none is free, and stay.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::{memory, slices};

/// What a thread does.
pub type Job = Box<dyn FnOnce() + Send>;

/// Disks and pipes answer a few questions at a time; more threads would only wait.
const THREADS: usize = 8;

/// A thread that has had nothing to do for so long gives up what it keeps.
const REST_AFTER: Duration = Duration::from_secs(1);

struct Pool {
    jobs: VecDeque<Job>,
    threads: usize,
    /// Threads that wait for work.
    free: usize,
}

/// Jobs that have not been done yet.
static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);
static POOL: Mutex<Pool> = Mutex::new(Pool { jobs: VecDeque::new(), threads: 0, free: 0 });
static WORK: Condvar = Condvar::new();

/// Has a job done soon. Where no thread can be made at all it is done at once.
pub fn submit(job: Job) {
    UNDER_WAY.fetch_add(1, Ordering::SeqCst);
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    pool.jobs.push_back(job);
    if pool.free < pool.jobs.len() && pool.threads < THREADS {
        let thread = std::thread::Builder::new().name("blocking".to_string()).spawn(work);
        if thread.is_ok() {
            pool.threads += 1;
        } else if pool.threads == 0 {
            let jobs = std::mem::take(&mut pool.jobs);
            drop(pool);
            jobs.into_iter().for_each(run);
            return;
        }
    }
    drop(pool);
    WORK.notify_one();
}

/// Whether no job is waited for: those that have been done have woken whoever waited.
pub fn is_idle() -> bool {
    UNDER_WAY.load(Ordering::SeqCst) == 0
}

fn run(job: Job) {
    // A job that panics leaves its process waiting; the thread goes on for the others.
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job));
    UNDER_WAY.fetch_sub(1, Ordering::SeqCst);
}

/// Waits for work. A thread that has had none for a while keeps no memory meanwhile.
fn wait(mut pool: MutexGuard<'static, Pool>) -> MutexGuard<'static, Pool> {
    pool.free += 1;
    let is_idle = |pool: &mut Pool| pool.jobs.is_empty();
    let (mut pool, waited) =
        WORK.wait_timeout_while(pool, REST_AFTER, is_idle).unwrap_or_else(PoisonError::into_inner);
    if waited.timed_out() {
        drop(pool);
        pool = memory::without(|| {
            let pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
            WORK.wait_while(pool, is_idle).unwrap_or_else(PoisonError::into_inner)
        });
    }
    pool.free -= 1;
    pool
}

fn work() {
    slices::share_core();
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        match pool.jobs.pop_front() {
            Some(job) => {
                drop(pool);
                run(job);
                pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
            }
            None => pool = wait(pool),
        }
    }
}
