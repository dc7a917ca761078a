//! `cargo bench`: what Swerl takes, beside Erlang/OTP where that is installed.
//!
//! Everything is measured in pairs, one run here and one there in turn, and the medians are shown with their ratio:
//! that holds on a machine whose speed varies. Nothing here fails because it is slow.

mod compiling;
mod programs;
mod saving;
mod starting;

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How often each thing is measured.
const ROUNDS: usize = 7;

fn main() {
    let otp = has_otp();
    if !otp {
        println!("Erlang/OTP is not installed: its column is empty.");
    }
    println!("{:<34} {:>12} {:>12} {:>7}", "", "Swerl", "OTP", "ratio");
    programs::measure(otp);
    starting::measure(otp);
    compiling::measure(otp);
    saving::measure();
    // Schedulers and watchers run until the program ends.
    std::process::exit(0);
}

fn has_otp() -> bool {
    let erl = Command::new("erl").args(["-noshell", "-eval", "halt()."]).stdin(Stdio::null()).status();
    erl.is_ok_and(|status| status.success())
}

/// The program under measurement.
fn swerl() -> &'static str {
    env!("CARGO_BIN_EXE_swerl")
}

/// A file or folder of the project.
fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The value in the middle.
fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// A line of the table.
fn line(name: &str, here: Duration, there: Option<Duration>) {
    let show = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1e3);
    let ratio = there.map(|there| format!("{:.2}", here.as_secs_f64() / there.as_secs_f64()));
    println!(
        "{name:<34} {:>12} {:>12} {:>7}",
        show(here),
        there.map_or_else(String::new, show),
        ratio.unwrap_or_default()
    );
}
