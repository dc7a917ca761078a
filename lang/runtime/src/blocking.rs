//! Work that waits for the system, done by a few threads beside the schedulers.
//!
//! Threads are made when there is work and none is free, and stay.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};

use crate::slices;

/// What a thread does.
pub type Job = Box<dyn FnOnce() + Send>;

/// Disks and pipes answer a few questions at a time; more threads would only wait.
const THREADS: usize = 8;

struct Pool {
    jobs: VecDeque<Job>,
    threads: usize,
    /// Threads that wait for work.
    free: usize,
}

static POOL: Mutex<Pool> = Mutex::new(Pool { jobs: VecDeque::new(), threads: 0, free: 0 });
static WORK: Condvar = Condvar::new();

/// Has a job done soon. Where no thread can be made at all it is done at once.
pub fn submit(job: Job) {
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    pool.jobs.push_back(job);
    if pool.free < pool.jobs.len() && pool.threads < THREADS {
        let thread = std::thread::Builder::new().name("files".to_string()).spawn(work);
        if thread.is_ok() {
            pool.threads += 1;
        } else if pool.threads == 0 {
            let jobs = std::mem::take(&mut pool.jobs);
            drop(pool);
            jobs.into_iter().for_each(|job| job());
            return;
        }
    }
    drop(pool);
    WORK.notify_one();
}

fn work() {
    slices::share_core();
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        match pool.jobs.pop_front() {
            Some(job) => {
                drop(pool);
                // A job that panics leaves its process waiting; the thread goes on for the others.
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(job));
                pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
            }
            None => {
                pool.free += 1;
                pool = WORK.wait(pool).unwrap_or_else(PoisonError::into_inner);
                pool.free -= 1;
            }
        }
    }
}
