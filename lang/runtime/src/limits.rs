//! The bound that a program can set to a process's heap.

use crate::process::Process;
use crate::report;

/// Compares a process that was just collected with its `max_heap_size`, reports if it is too large and that is
/// wanted, and says whether it is to end. Messages count unless they are to be off the heap, as in OTP. `before`: words of
/// its heap when the collection began.
pub(crate) fn check(process: &Process, before: usize) -> bool {
    let Some(rare) = process.rare.as_ref().filter(|rare| rare.tuning.max_heap.size > 0) else { return false };
    let bound = rare.tuning.max_heap;
    let messages = if rare.tuning.off_heap { 0 } else { process.mailbox.bytes() / 8 };
    let words = process.block_words.max(before) + messages;
    if words <= bound.size {
        return false;
    }
    if bound.error_logger {
        report::max_heap(process, bound, words);
    }
    bound.kill
}
