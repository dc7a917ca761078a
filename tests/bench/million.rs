//! A million processes that wait having done nothing else: how long they take to start and to stop, and their memory.
//!
//! On a virtual machine the first touch of a page may cost the host far more than what is measured. So each run comes right
//! after one like it that does not count: both systems find memory that the kernel has ready.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::{ROUNDS, line, median, project, swerl};

/// How many processes.
const COUNT: u32 = 1_000_000;

/// What one run of `million:run/1` says.
#[derive(Clone, Copy)]
struct Run {
    start: Duration,
    stop: Duration,
    again: Duration,
    /// Bytes a process, when they are there for the first time and for the second.
    bytes: [u64; 2],
}

pub fn measure(otp: bool) {
    let beams = tempfile::tempdir().expect("a folder");
    let source = project("tests/bench/million.erl");
    let compiled = || Command::new("erlc").arg("-o").arg(beams.path()).arg(&source).status();
    let otp = otp && compiled().is_ok_and(|status| status.success());
    let call = format!("million:run({COUNT})");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.extend(run(Command::new(swerl()).arg("run").arg(&source).args(["-p", &call])));
        if otp {
            let expression = format!("io:format(\"~p~n\",[{call}]),halt().");
            let mut command = Command::new("erl");
            command.args(["+P", "2000000", "-noshell", "-pa"]).arg(beams.path());
            theirs.extend(run(command.args(["-eval", &expression])));
        }
    }
    if ours.is_empty() {
        println!("a million processes: they do not run");
        return;
    }
    time("a million processes start and wait", &ours, &theirs, |run| run.start);
    time("they stop", &ours, &theirs, |run| run.stop);
    time("both", &ours, &theirs, |run| run.start + run.stop);
    time("a million more in their place", &ours, &theirs, |run| run.again);
    for (index, words) in ["bytes a process", "the second time"].into_iter().enumerate() {
        let middle = |runs: &[Run]| {
            let mut bytes: Vec<u64> = runs.iter().map(|run| run.bytes[index]).collect();
            bytes.sort_unstable();
            bytes.get(bytes.len() / 2).copied()
        };
        let (here, there) = (middle(&ours), middle(&theirs));
        let show = |bytes: Option<u64>| bytes.map_or_else(String::new, |bytes| format!("{bytes} B"));
        let ratio = here.zip(there).map(|(here, there)| format!("{:.2}", here as f64 / there as f64));
        println!("{words:<34} {:>12} {:>12} {:>7}", show(here), show(there), ratio.unwrap_or_default());
    }
}

/// A line of the table about a time of the runs.
fn time(words: &str, ours: &[Run], theirs: &[Run], time: fn(&Run) -> Duration) {
    let middle = |runs: &[Run]| median(&mut runs.iter().map(time).collect::<Vec<_>>());
    line(words, middle(ours), (!theirs.is_empty()).then(|| middle(theirs)));
}

/// Runs a command twice that prints what `million:run/1` gives; the second time counts.
fn run(command: &mut Command) -> Option<Run> {
    once(command)?;
    once(command)
}

fn once(command: &mut Command) -> Option<Run> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<u64> =
        text.trim().trim_matches(['{', '}']).split(',').filter_map(|part| part.trim().parse().ok()).collect();
    let &[start, stop, first, second, again] = numbers.as_slice() else { return None };
    let [start, stop, again] = [start, stop, again].map(Duration::from_micros);
    Some(Run { start, stop, again, bytes: [first, second] })
}
