//! The bound that a program can set to a process's heap.

use crate::process::Process;
use crate::report;

/// Compares a process that was just collected with its `max_heap_size`, reports if it is too large and that is
/// wanted, and says whether it is to end. `before`: words of its heap when the collection began.
pub(crate) fn check(process: &Process, before: usize) -> bool {
    let Some(bound) = process.rare.as_ref().map(|rare| rare.tuning.max_heap).filter(|bound| bound.size > 0)
    else {
        return false;
    };
    let words = process.block_words.max(before);
    if words <= bound.size {
        return false;
    }
    if bound.error_logger {
        report::max_heap(process, bound, words);
    }
    bound.kill
}
