//! A process: a small struct and one memory block in which heap and stack grow towards each other.

use crate::bif::Bif;
use crate::code::{ExportCell, MAX_REGISTER_ARGS, Site};
use crate::message::Message;
use crate::term::Term;

/// A process. The fields up to `site` are read and written by compiled code at fixed offsets; a
/// process is touched only by the scheduler that runs it (others reach its inbox through the
/// process table).
#[repr(C)]
pub struct Process {
    /// The last used word of the stack, which grows down from `block + block_words`.
    pub sp: *mut u64,
    /// The first free word of the heap, which grows up from `block`.
    pub hp: *mut u64,
    /// Reductions left in this turn.
    pub reductions: i64,
    /// Not 0: the runtime wants the process at the next BIF's return (a collection is due, a signal
    /// waits).
    pub flags: u64,
    /// Where to go on, see [`crate::code::Leave`].
    pub resume: *const u8,
    /// Register arguments while outside compiled code.
    pub x: [Term; MAX_REGISTER_ARGS],
    /// The innermost catch frame, in words below the top of the block, as a small integer (so that
    /// frames can keep it as a term); 0: none.
    pub catch: Term,
    /// The receive cursor: the message under consideration, null at the end of the known ones.
    pub message: *mut Message,
    /// The operand of `after` while waiting, and where to go on when the time is up.
    pub timeout: Term,
    pub timeout_resume: *const u8,
    /// The BIF that is being called.
    pub bif: *const Bif,
    /// The undefined function that was called.
    pub export: *const ExportCell,
    /// What was called as a fun and is none.
    pub callee: Term,
    /// See [`crate::code::Failure`] and [`crate::code::Leave::BadFun`].
    pub failure: u64,
    /// Where an exception starts; null: the frame on top of the stack.
    pub site: *const Site,
    pub pid: Term,
}
