//! Modules and their versions: compile, publish, and say what happened.
//!
//! [`CodeServer`] is what the program talks to. A text goes through [`compile`] (on one thread with a
//! deep stack), is compared with what was there ([`diff`]), and becomes current in [`publish`], while no
//! process runs. [`switching`] then watches the processes that still run older versions.

mod advice;
mod answers;
mod check;
mod compile;
mod compiler_thread;
mod diff;
mod drain;
mod emit;
pub mod event;
mod expressions;
mod history;
mod includes;
mod module;
mod on_load;
mod outcome;
mod publish;
mod reuse;
mod rollback;
mod server;
mod service;
mod shapes;
mod standard;
mod stubs;
mod summary;
mod switching;
mod tally;
mod terms;
mod typed;
mod why;

pub use check::{Checked, check_text};
pub use compile::Unit;
pub use emit::{Emit, emit};
pub use expressions::{Evaluation, Refused};
pub use history::VersionSummary;
pub use outcome::{ModuleSummary, Options, Outcome};
pub use rollback::NoRollback;
pub use server::{CodeServer, Refusal};
