//! The threads that run processes.

/// Starts one for each core.
pub fn start() {
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    // They end with the program.
    drop(swerl_runtime::scheduler::start(cores));
}
