//! Offsets at which compiled code reads and writes the runtime's structures.

use std::mem::offset_of;

use swerl_runtime::bif::Bif;
use swerl_runtime::code::{ExportCell, FunEntry};
use swerl_runtime::message::Message;
use swerl_runtime::process::Process;

macro_rules! offsets {
    ($($name:ident = $type:ty, $field:ident;)*) => {
        $(pub const $name: i32 = offset_of!($type, $field) as i32;)*
    };
}

offsets! {
    SP = Process, sp;
    HP = Process, hp;
    REDUCTIONS = Process, reductions;
    FLAGS = Process, flags;
    RESUME = Process, resume;
    X = Process, x;
    CATCH = Process, catch;
    MESSAGE = Process, message;
    BEFORE = Process, before;
    MARK = Process, mark;
    MARKED = Process, marked;
    TIMEOUT = Process, timeout;
    TIMEOUT_RESUME = Process, timeout_resume;
    BIF = Process, bif;
    SUBJECT = Process, subject;
    FAILURE = Process, failure;
    SITE = Process, site;
    PID = Process, pid;
    BIF_ENTRY = Bif, entry;
    CELL_CODE = ExportCell, code;
    CELL_MODULE = ExportCell, module;
    CELL_FUNCTION = ExportCell, function;
    CELL_ARITY = ExportCell, arity;
    FUN_CODE = FunEntry, code;
    FUN_EXPORT = FunEntry, export;
    FUN_ARITY = FunEntry, arity;
    MESSAGE_NEXT = Message, next;
    MESSAGE_TERM = Message, term;
}

pub const BLOCK: i32 = swerl_runtime::code::PROCESS_BLOCK as i32;
pub const BLOCK_WORDS: i32 = swerl_runtime::code::PROCESS_BLOCK_WORDS as i32;

/// From a tagged cons to its words.
pub const HEAD: i32 = -1;
pub const TAIL: i32 = 7;
/// From a tagged boxed term to its header and to the first word after it.
pub const HEADER: i32 = -3;
pub const WORD0: i32 = 5;
