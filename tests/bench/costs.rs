//! What single things cost: a call, a message, a process, a collection; in time and, where valgrind is installed, in
//! machine instructions, which are the same however busy the machine is.

use std::process::{Command, Stdio};

use crate::{ROUNDS, project, swerl};

/// What `costs:run/2` does, how often, and what the table calls it.
const COSTS: [(&str, u32, &str); 5] = [
    ("call", 30_000_000, "a call that is not the last thing"),
    ("send_and_receive", 2_000_000, "send to oneself and receive"),
    ("round_trip", 1_000_000, "round trip between two processes"),
    ("spawn", 500_000, "spawn, send from there, end"),
    ("collection", 300, "collection of 1 MB of list"),
];

pub fn measure(otp: bool) {
    println!("{:<46} {:>12} {:>12} {:>7} {:>14}", "costs", "Swerl", "OTP", "ratio", "instructions");
    let beams = tempfile::tempdir().expect("a folder");
    let source = project("tests/bench/costs.erl");
    let otp = otp
        && Command::new("erlc")
            .arg("-o")
            .arg(beams.path())
            .arg(&source)
            .status()
            .is_ok_and(|status| status.success());
    let here = |what: &str, times: u32| {
        let expression = format!("costs:run({what},{times})");
        number(Command::new(swerl()).arg("run").arg(&source).args(["-p", &expression]))
    };
    let there = |what: &str, times: u32| {
        let expression = format!("io:format(\"~p~n\",[costs:run({what},{times})]),halt().");
        number(Command::new("erl").args(["-noshell", "-pa"]).arg(beams.path()).args(["-eval", &expression]))
    };
    for (what, times, words) in COSTS {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            ours.push(here(what, times) - here("nothing", times));
            if otp {
                theirs.push(there(what, times) - there("nothing", times));
            }
        }
        let each = |figures: &mut Vec<f64>| {
            figures.sort_by(f64::total_cmp);
            figures.get(figures.len() / 2).map(|microseconds| microseconds * 1e3 / f64::from(times))
        };
        let (ours, theirs) = (each(&mut ours), each(&mut theirs));
        let show = |figure: Option<f64>| figure.map_or_else(String::new, |figure| format!("{figure:.1} ns"));
        let ratio =
            ours.zip(theirs).map_or_else(String::new, |(ours, theirs)| format!("{:.2}", ours / theirs));
        let count = instructions(what, times / FEWER);
        let count = count.map_or_else(String::new, |count| format!("{count:.0}"));
        println!("{words:<46} {:>12} {:>12} {ratio:>7} {count:>14}", show(ours), show(theirs));
    }
    println!();
}

/// By how much less often a thing is done under valgrind than by the clock.
const FEWER: u32 = 20;

/// Instructions that one time takes: what three times as many take more, less what the loop itself does.
fn instructions(what: &str, times: u32) -> Option<f64> {
    let more = |what: &str| Some(counted(what, 3 * times)? - counted(what, times)?);
    Some((more(what)? - more("nothing")?) / f64::from(2 * times))
}

/// Instructions of a whole run; `None` where they cannot be counted.
fn counted(what: &str, times: u32) -> Option<f64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", swerl(), "run"])
        .arg(project("tests/bench/costs.erl"))
        .args(["-p", &format!("costs:run({what},{times})")])
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let report = String::from_utf8_lossy(&output.stderr);
    let total = report.lines().find_map(|line| line.split_once("Collected : "))?.1;
    total.trim().parse().ok()
}

/// The microseconds that a command prints.
fn number(command: &mut Command) -> f64 {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().expect("the command runs");
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().unwrap_or_else(|_| panic!("not a number: {text:?}"))
}
