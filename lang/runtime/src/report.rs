//! The report about a process that died of an error.

use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::format::{Encoding, Pretty, pretty, write_term};
use crate::memory;
use crate::output::{Accepted, output};
use crate::process::Process;
use crate::term::Term;
use crate::tuning::MaxHeap;

/// Writes OTP's report about a process that died of `reason`.
pub fn uncaught(pid: Term, reason: Term) {
    if is_allowed() {
        let pid = write_term(pid, Encoding::Latin1);
        let reason = pretty(reason, Pretty::default());
        write(&format!("Error in process {pid} with exit value:\n{reason}\n"));
    }
}

/// Writes a report about a process that ends because the program uses more memory than it may. `taken`: the bytes that it
/// was found to have, its tables and timers included; `None`: what lies in it.
pub fn too_large(process: &Process, taken: Option<usize>) {
    if is_allowed() {
        let pid = write_term(process.pid, Encoding::Latin1);
        // SAFETY: the process is the caller's, and in the table.
        let own = || unsafe { process.memory_seen() } + process.mailbox.binary_bytes();
        let taken = taken.unwrap_or_else(own) >> 20;
        let (used, limit) = (memory::in_use() >> 20, memory::limit() >> 20);
        let why = if used > limit {
            format!("and all together use {used} MB of the {limit} MB that they may use")
        } else {
            format!(
                "asks for more, and all together use {used} MB already of the {limit} MB that they may use"
            )
        };
        write(&format!(
            "Process {pid} ends with reason system_limit: it takes {taken} MB, {why} (--max-memory)\n"
        ));
    }
}

/// Writes OTP's report about a process with a heap above its `max_heap_size`.
pub fn max_heap(process: &Process, bound: MaxHeap, words: usize) {
    if is_allowed() {
        write(&format!(
            "     Process:            {} \n     Context:            maximum heap size reached\n     \
             Max Heap Size:      {}\n     Total Heap Size:    {words}\n     Kill:               {}\n     \
             Error Logger:       {}\n     Message Queue Len:  {}\n     GC Info:            \
             [{{heap_block_size,{}}},\n                          {{mbuf_size,{}}},\n                          \
             {{stack_size,{}}},\n                          {{old_heap_size,{}}},\n                          \
             {{heap_size,{}}}]\n",
            write_term(process.pid, Encoding::Latin1),
            bound.size,
            bound.kill,
            bound.error_logger,
            process.message_count(),
            process.capacity(),
            process.fragment_words,
            process.stack_words(),
            process.old_words(),
            process.heap_words(),
        ));
    }
}

/// Reports in any one second at most, as in OTP: a flood of them would drown what a person does.
const REPORTS_A_SECOND: u64 = 500;

/// Whether one more report is written. The first that is left out in a second says so.
fn is_allowed() -> bool {
    /// The second, and the reports in it. Written by whoever reports.
    static WINDOW: Mutex<(u64, u64)> = Mutex::new((0, 0));
    let mut window = WINDOW.lock().unwrap_or_else(PoisonError::into_inner);
    let second = crate::clock::monotonic() / 1_000_000_000;
    if window.0 != second {
        *window = (second, 0);
    }
    window.1 += 1;
    let count = window.1;
    drop(window);
    if count == REPORTS_A_SECOND + 1 {
        write(&format!("More than {REPORTS_A_SECOND} reports in a second: the others are left out\n"));
    }
    count <= REPORTS_A_SECOND
}

/// Writes a report under the line that starts all of them.
fn write(report: &str) {
    let text = format!("=ERROR REPORT==== {} ===\n{report}\n", timestamp());
    // A report is not lost because others write much: it waits, and with it the scheduler, for what
    // the sink takes to write a little.
    while output().write(&text) == Accepted::Congested {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The local time as the logger's default format has it: `21-Nov-2026::03:12:45.123456`.
fn timestamp() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let [year, month, day, hour, minute, second] =
        crate::clock::calendar(now.as_secs() as i64, true).unwrap_or([1970, 1, 1, 0, 0, 0]);
    format!(
        "{day}-{}-{year:04}::{hour:02}:{minute:02}:{second:02}.{:06}",
        MONTHS[(month - 1).clamp(0, 11) as usize],
        now.subsec_micros()
    )
}
