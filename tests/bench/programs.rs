//! Programs that compute: each tells itself how long it took, so start-up does not count.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::{ROUNDS, line, median, project, swerl};

/// As `programs:run/1` names them.
const NAMES: [&str; 8] = [
    "fib",
    "tail_loop",
    "naive_reverse",
    "tak",
    "ping_pong",
    "deep_recursion",
    "map_a_list",
    "spawn_and_die",
];

pub fn measure(otp: bool) {
    let source = project("tests/bench/programs.erl");
    let beams = tempfile::tempdir().expect("a folder");
    let otp = otp && Command::new("erlc").arg("-o").arg(beams.path()).arg(&source).status().is_ok();
    for name in NAMES {
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let expression = format!("programs:run({name})");
            here.push(run(Command::new(swerl()).arg("run").arg(&source).args(["-p", &expression])));
            if otp {
                let expression = format!("io:format(\"~p~n\",[programs:run({name})]),halt().");
                let mut erl = Command::new("erl");
                erl.args(["-noshell", "-pa"]).arg(beams.path()).args(["-eval", &expression]);
                there.push(run(&mut erl));
            }
        }
        line(name, median(&mut here), otp.then(|| median(&mut there)));
    }
}

/// The microseconds that a command prints.
fn run(command: &mut Command) -> Duration {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().expect("the command runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let microseconds = text.trim().parse().unwrap_or_else(|_| panic!("not a number: {text:?}"));
    Duration::from_micros(microseconds)
}
