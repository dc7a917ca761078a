//! `cargo bench`: what Swerl takes, beside Erlang/OTP where that is installed.
//!
//! Everything is measured in pairs, one run here and one there in turn, and the medians are shown with their ratio:
//! that holds on a machine whose speed varies. Nothing here fails because it is slow.
//!
//! `cargo bench -p swerl` measures everything; `cargo bench -p swerl -- fib ring` the programs whose names contain
//! one of the words, `cargo bench -p swerl -- two-cores fib` with two copies side by side, and
//! `cargo bench -p swerl -- costs big_heap million starting compiling saving` the rest; `cargo bench -p swerl -- lateness`
//! how long what computes holds up others, alone or followed by words that names of loads contain.

mod big_heap;
mod compiling;
mod costs;
mod lateness;
mod million;
mod peak;
mod programs;
mod saving;
mod starting;

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use programs::Load;

/// How often each thing is measured.
const ROUNDS: usize = 5;

/// What is measured besides programs, and the switch for running programs twice at once.
const PARTS: [&str; 6] = ["costs", "big_heap", "million", "starting", "compiling", "saving"];
const TWO_CORES: &str = "two-cores";

/// Measured only when asked for, as it takes some minutes; then nothing else is.
const LATENESS: &str = "lateness";

fn main() {
    let otp = has_otp();
    if !otp {
        println!("Erlang/OTP is not installed: its column is empty.");
    }
    // Cargo adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if let Some(place) = words.iter().position(|word| word == LATENESS) {
        let (before, after) = words.split_at(place);
        lateness::measure(&before.iter().chain(&after[1..]).collect::<Vec<_>>(), otp);
        return;
    }
    let all = words.is_empty();
    let asked = |part: &str| all || words.iter().any(|word| word == part);
    let named: Vec<&String> =
        words.iter().filter(|word| !PARTS.contains(&word.as_str()) && *word != TWO_CORES).collect();
    let every = all || named.is_empty() && asked(TWO_CORES);
    let wanted = |name: &String| every || named.iter().any(|word| name.contains(word.as_str()));
    let names: Vec<String> = programs::names().into_iter().filter(wanted).collect();
    if all || !words.iter().any(|word| word == TWO_CORES) {
        programs::measure(&names, Load::Alone, otp);
    }
    if asked(TWO_CORES) {
        programs::measure(&names, Load::TwoCores, otp);
    }
    if asked("costs") {
        costs::measure(otp);
    }
    if asked("big_heap") {
        big_heap::measure(otp);
    }
    if PARTS[2..].iter().any(|part| asked(part)) {
        println!("{:<34} {:>12} {:>12} {:>7}", "", "Swerl", "OTP", "ratio");
    }
    if asked("million") {
        million::measure(otp);
    }
    if asked("starting") {
        starting::measure(otp);
    }
    if asked("compiling") {
        compiling::measure(otp);
    }
    if asked("saving") {
        saving::measure();
    }
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
