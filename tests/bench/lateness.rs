//! How late a process wakes that sleeps a millisecond at a time, while others load the system in all the ways of
//! `lateness/loads.erl`. Beside it runs a thread of the operating system that sleeps likewise, so that a busy machine
//! is not taken for a fault of either system.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::{project, swerl};

/// Each load is measured so often in either system, in turn, and for so many seconds.
const ROUNDS: usize = 5;
const SECONDS: u64 = 2;

/// A run that has said nothing for so long is given up: it prepares, records and writes.
const PATIENCE: Duration = Duration::from_secs(60);

const MODULES: [&str; 2] = ["late", "loads"];

/// What reads the output of a program that prints without end.
#[derive(Clone, Copy)]
enum Reader {
    AtOnce,
    /// A little at a time.
    Slow,
    Nobody,
}

/// Microseconds by which something was late, sorted, of each round. What is said of them is the median of the rounds, as
/// a host that takes the processors away for a while does so in some of them.
#[derive(Default)]
struct Late(Vec<Vec<i64>>);

impl Late {
    fn add(&mut self, mut round: Vec<i64>) {
        round.sort_unstable();
        if !round.is_empty() {
            self.0.push(round);
        }
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value that so many thousandths of a round are not above, in milliseconds; nought if there are no rounds.
    fn at(&self, thousandths: usize) -> f64 {
        let of = |round: &Vec<i64>| round[(round.len() * thousandths / 1000).min(round.len() - 1)];
        let mut rounds: Vec<i64> = self.0.iter().map(of).collect();
        rounds.sort_unstable();
        rounds.get(rounds.len() / 2).map_or(0.0, |&late| late as f64 / 1e3)
    }

    /// Median, 99th and 99.9th percentile and the largest.
    fn show(&self) -> String {
        if self.is_empty() {
            return format!("{:>32}", "");
        }
        format!("{:8.2}{:8.2}{:8.2}{:8.2}", self.at(500), self.at(990), self.at(999), self.at(1000))
    }
}

/// What was measured of one system under one load.
#[derive(Default)]
struct Figures {
    process: Late,
    thread: Late,
}

/// Measures the loads whose names contain one of the words, or all, and prints a line for each.
pub fn measure(words: &[&String], otp: bool) {
    let beams = if otp { compile_with_otp() } else { None };
    println!("{:<30} {:^32} | {:^32} | {:^15} | 99.9th", "milliseconds late", "Swerl", "OTP", "a thread");
    let columns = "  median    99th  99.9th largest";
    println!("{:<30} {columns} | {columns} |   beside either |  ratio", "");
    for load in loads() {
        let asked = words.is_empty() || words.iter().any(|word| load.contains(word.as_str()));
        if asked && let Err(reason) = line(&load, beams.as_ref().map(TempDir::path)) {
            println!("{load:<30} does not run: {reason}");
        }
    }
    println!();
}

fn line(load: &str, beams: Option<&Path>) -> Result<(), String> {
    let (mut here, mut there) = (Figures::default(), Figures::default());
    for _ in 0..ROUNDS {
        run(load, swerl_command, &mut here)?;
        if let Some(beams) = beams {
            run(load, |expression| otp_command(beams, expression), &mut there)?;
        }
    }
    let (ours, theirs) = (here.process.show(), there.process.show());
    let beside = |late: &Late| if late.is_empty() { String::new() } else { format!("{:.2}", late.at(999)) };
    let threads = format!("{:>7} {:>7}", beside(&here.thread), beside(&there.thread));
    let ratio = if there.process.is_empty() {
        String::new()
    } else {
        // Nobody is less than a microsecond late.
        format!("{:.2}", here.process.at(999) / there.process.at(999).max(0.001))
    };
    println!("{load:<30} {ours} | {theirs} | {threads} | {ratio:>6}");
    Ok(())
}

/// The names of all loads.
fn loads() -> Vec<String> {
    let output = swerl_command("loads:show_names()").output().expect("the program runs");
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(str::to_owned).collect()
}

fn source(module: &str) -> PathBuf {
    project(&format!("tests/bench/lateness/{module}.erl"))
}

fn swerl_command(expression: &str) -> Command {
    let mut command = Command::new(swerl());
    command.arg("run").args(MODULES.map(source)).args(["-e", expression]).stdin(Stdio::null());
    command
}

fn otp_command(beams: &Path, expression: &str) -> Command {
    let mut command = Command::new("erl");
    let expression = format!("{expression}.");
    command.args(["-noshell", "-pa"]).arg(beams).args(["-eval", &expression]).stdin(Stdio::null());
    command
}

fn compile_with_otp() -> Option<TempDir> {
    let beams = tempfile::tempdir().expect("a folder");
    let mut erlc = Command::new("erlc");
    let status = erlc.arg("-o").arg(beams.path()).args(MODULES.map(source)).status();
    status.is_ok_and(|status| status.success()).then_some(beams)
}

/// One run; adds to what was recorded.
fn run(load: &str, command: impl Fn(&str) -> Command, figures: &mut Figures) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("late");
    let mut command = command(&format!("late:run('{load}', {SECONDS}, \"{}\")", file.display()));
    let reader = match load {
        "print to a slow reader" => Reader::Slow,
        "print to nobody" => Reader::Nobody,
        _ => Reader::AtOnce,
    };
    let output = if matches!(reader, Reader::Nobody) { Stdio::null() } else { Stdio::piped() };
    let mut child = command.stdout(output).spawn().map_err(|error| format!("it does not start: {error}"))?;
    if let Some(output) = child.stdout.take() {
        std::thread::spawn(move || read(output, reader));
    }
    let thread = wait(&mut child, &file);
    // It has written all that is wanted.
    let _ = child.kill();
    let _ = child.wait();
    let text = std::fs::read_to_string(&file).map_err(|_| "it wrote nothing".to_owned())?;
    let late = text.lines().map(str::parse).collect::<Result<Vec<i64>, _>>();
    figures.process.add(late.map_err(|_| text.chars().take(200).collect::<String>())?);
    // What came last: the time before was that of preparing.
    let first = thread.len().saturating_sub(SECONDS as usize * 900);
    figures.thread.add(thread[first..].to_vec());
    Ok(())
}

fn read(mut output: impl Read, reader: Reader) {
    let mut buffer = [0; 1 << 16];
    while output.read(&mut buffer).is_ok_and(|count| count > 0) {
        if matches!(reader, Reader::Slow) {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Waits for the file or the end of the program, a millisecond at a time; gives how late it was each time.
fn wait(child: &mut Child, file: &Path) -> Vec<i64> {
    let start = Instant::now();
    let mut late = Vec::new();
    let mut looks = 0;
    while start.elapsed() < PATIENCE {
        let before = Instant::now();
        std::thread::sleep(Duration::from_millis(1));
        late.push(before.elapsed().as_micros() as i64 - 1000);
        looks += 1;
        if looks % 16 == 0 && (file.exists() || !matches!(child.try_wait(), Ok(None))) {
            break;
        }
    }
    late
}
