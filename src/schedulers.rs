//! The threads that run processes.

use swerl_runtime::{drill, memory, scheduler};

/// Starts one for each core. `max_memory`: bytes that the program may use.
///
/// For tests, the environment can ask for a drill: `SWERL_TORTURE` (collect and preempt wherever that can be) and
/// `SWERL_SEED=N` (one scheduler that draws from N who runs, and a clock of its own).
pub fn start(max_memory: Option<usize>) {
    if let Some(bytes) = max_memory {
        memory::set_limit(bytes);
    }
    if std::env::var_os("SWERL_TORTURE").is_some() {
        drill::torture();
    }
    if let Some(seed) = std::env::var("SWERL_SEED").ok().and_then(|seed| seed.parse().ok()) {
        drill::seed(seed);
    }
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    // They end with the program.
    drop(scheduler::start(cores));
}
