//! The report about a process that died of an error.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::format::{Encoding, Pretty, pretty, write_term};
use crate::output::{Accepted, output};
use crate::term::Term;

/// Writes OTP's report about a process that died of `reason`.
pub fn uncaught(pid: Term, reason: Term) {
    let text = format!(
        "=ERROR REPORT==== {} ===\nError in process {} with exit value:\n{}\n\n",
        timestamp(),
        write_term(pid, Encoding::Latin1),
        pretty(reason, Pretty::default()),
    );
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
