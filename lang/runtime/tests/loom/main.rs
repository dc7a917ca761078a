//! What threads share, under all orders in which they may run.
//!
//! The files of `src/` that are named here are compiled a second time, of the model's atomics and locks instead of the
//! standard library's (`sync.rs`). Each model below lets a few threads do little with them, many times over, until all
//! orders have been tried (with at most [`PREEMPTIONS`] places where a thread is interrupted, unless the environment's
//! `LOOM_MAX_PREEMPTIONS` says otherwise).

mod deque;
mod sync;

#[path = "../../src/code_cell.rs"]
mod code_cell;
#[path = "../../src/timers/earliest.rs"]
mod earliest;
#[path = "../../src/queues.rs"]
mod queues;
#[path = "../../src/bits/reference_count.rs"]
mod reference_count;
#[path = "../../src/sleepers.rs"]
mod sleepers;
#[path = "../../src/slot.rs"]
mod slot;
#[path = "../../src/spin.rs"]
mod spinning;
#[path = "../../src/standstill.rs"]
mod standstill;

mod models;
mod spin;

/// Most defects show with two, which takes a second; each more takes several times as long.
const PREEMPTIONS: usize = 2;

/// Runs a model under all orders.
fn explore(model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound.get_or_insert(PREEMPTIONS);
    builder.check(model);
}

/// Runs a model that takes many steps under all orders with at most [`PREEMPTIONS`] interruptions, whatever the
/// environment says.
fn explore_large(model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(PREEMPTIONS);
    builder.check(model);
}
