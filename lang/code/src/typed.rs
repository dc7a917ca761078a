//! The code of expressions typed at the prompt. It lives as long as it is evaluated, and then as long as
//! anything refers to it.

use std::sync::{Arc, Mutex};

use swerl_jit::VersionCode;
use swerl_runtime::code::ExportCell;

use crate::module::lock;

/// A compiled expression.
#[derive(Clone)]
pub(crate) struct Typed {
    pub code: Arc<VersionCode>,
    pub cell: &'static ExportCell,
    /// Held by the [`crate::Evaluation`].
    pub wanted: Arc<()>,
}

/// All that are in memory.
#[derive(Default)]
pub(crate) struct AllTyped(Mutex<Vec<Typed>>);

impl AllTyped {
    pub fn add(&self, typed: Typed) {
        lock(&self.0).push(typed);
    }

    /// Those that nobody will call any more.
    pub fn retired(&self) -> Vec<Typed> {
        lock(&self.0).iter().filter(|typed| Arc::strong_count(&typed.wanted) == 1).cloned().collect()
    }

    /// Gives back those that nothing refers to.
    pub fn give_back(&self, gone: Vec<Typed>) {
        if gone.is_empty() {
            return;
        }
        lock(&self.0).retain(|typed| {
            let goes = gone.iter().any(|other| Arc::ptr_eq(&other.code, &typed.code));
            if goes {
                // What once called it may still hold the cell.
                typed.cell.withdraw();
            }
            !goes
        });
    }
}
