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
    let seconds = now.as_secs() as libc::time_t;
    // SAFETY: a struct of integers and a pointer, for which zeros are fine; the call only fills it.
    let local = unsafe {
        let mut local: libc::tm = std::mem::zeroed();
        libc::localtime_r(&raw const seconds, &raw mut local);
        local
    };
    format!(
        "{}-{}-{:04}::{:02}:{:02}:{:02}.{:06}",
        local.tm_mday,
        MONTHS[local.tm_mon.clamp(0, 11) as usize],
        local.tm_year + 1900,
        local.tm_hour,
        local.tm_min,
        local.tm_sec,
        now.subsec_micros()
    )
}
