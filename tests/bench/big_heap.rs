//! A process with fifty million words alive that churns small garbage, beside one that does the same with a small heap,
//! and a collection of all of that heap.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::{ROUNDS, median, project, swerl};

/// Elements of the big heap, of 19 words each.
const COUNT: u32 = 2_700_000;

/// What `big_heap:run/1` says: by the name of the garbage, the times of all rounds with a small heap and with a big one;
/// for the collection, its time and how late another process was.
type Times = BTreeMap<String, [Vec<Duration>; 2]>;

/// The name under which the collection stands.
const COLLECTION: &str = "collection";

pub fn measure(otp: bool) {
    let beams = tempfile::tempdir().expect("a folder");
    let source = project("tests/bench/big_heap.erl");
    let compiled = || Command::new("erlc").arg("-o").arg(beams.path()).arg(&source).status();
    let otp = otp && compiled().is_ok_and(|status| status.success());
    let call = format!("big_heap:run({COUNT})");
    let (mut ours, mut theirs) = (Times::new(), Times::new());
    for _ in 0..ROUNDS {
        run(Command::new(swerl()).arg("run").arg(&source).args(["-p", &call]), &mut ours);
        if otp {
            let expression = format!("io:format(\"~p~n\",[{call}]),halt().");
            let mut command = Command::new("erl");
            command.args(["-noshell", "-pa"]).arg(beams.path()).args(["-eval", &expression]);
            run(&mut command, &mut theirs);
        }
    }
    let collection = ours.remove(COLLECTION).zip(Some(theirs.remove(COLLECTION)));
    let title = "garbage beside a big heap";
    println!(
        "{title:<28} {:>10} {:>10} {:>6}   {:>10} {:>10} {:>6}",
        "Swerl, not", "beside", "ratio", "OTP, not", "beside", "ratio"
    );
    for (what, times) in &mut ours {
        println!("{what:<28} {}   {}", pair(Some(times)), pair(theirs.get_mut(what)));
    }
    let Some((mut here, mut there)) = collection else {
        println!("it does not run");
        return;
    };
    for (index, words) in ["all of it collected", "another process late by"].into_iter().enumerate() {
        let [ours, theirs] = [Some(&mut here), there.as_mut()]
            .map(|times| times.map_or_else(String::new, |times| show(median(&mut times[index]))));
        println!("{words:<28} {ours:>21} {:>6}   {theirs:>21}", "");
    }
    println!();
}

/// The medians with a small heap and with a big one, and their ratio.
fn pair(times: Option<&mut [Vec<Duration>; 2]>) -> String {
    let Some([small, big]) = times else { return String::new() };
    let (small, big) = (median(small), median(big));
    format!("{:>10} {:>10} {:>6.2}", show(small), show(big), big.as_secs_f64() / small.as_secs_f64())
}

fn show(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

/// Runs a command that prints what `big_heap:run/1` gives, and adds to the times.
fn run(command: &mut Command, times: &mut Times) {
    let Ok(output) = command.stdin(Stdio::null()).stderr(Stdio::null()).output() else { return };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    for entry in text.split('{') {
        let parts: Vec<&str> =
            entry.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|part| !part.is_empty()).collect();
        let &[what, small, big] = parts.as_slice() else { continue };
        let (Ok(small), Ok(big)) = (small.parse(), big.parse()) else { continue };
        let known = times.entry(what.replace('_', " ")).or_default();
        known[0].push(Duration::from_micros(small));
        known[1].push(Duration::from_micros(big));
    }
}
