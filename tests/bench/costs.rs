//! What single things cost: a call, a message, a process, a collection.

use std::process::{Command, Stdio};

use crate::{ROUNDS, project, swerl};

/// What `costs:run/2` does, how often, and what the table calls it.
const COSTS: [(&str, u32, &str); 5] = [
    ("call", 30_000_000, "two calls, one of them not the last thing"),
    ("send_and_receive", 2_000_000, "send to oneself and receive"),
    ("round_trip", 1_000_000, "round trip between two processes"),
    ("spawn", 500_000, "spawn, send from there, end"),
    ("collection", 300, "collection of 1 MB of list"),
];

pub fn measure(otp: bool) {
    println!("{:<46} {:>12} {:>12} {:>7}", "costs", "Swerl", "OTP", "ratio");
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
        println!("{words:<46} {:>12} {:>12} {ratio:>7}", show(ours), show(theirs));
    }
    println!();
}

/// The microseconds that a command prints.
fn number(command: &mut Command) -> f64 {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().expect("the command runs");
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().unwrap_or_else(|_| panic!("not a number: {text:?}"))
}
