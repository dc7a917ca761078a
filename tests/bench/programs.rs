//! Programs that compute, each a module in `programs/`: how long they take by their own clock, so that start-up
//! does not count, and the most memory that the whole system process had.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::peak::{Peak, run_to_end};
use crate::{ROUNDS, median, project, swerl};

/// The module that runs the others.
const CLOCK: &str = "clock";

/// How a program begins that runs with modules as OTP ships them in the place of the standard ones; their names follow.
const WITH: &str = "%% With OTP's own: ";

/// What one run of a program took.
struct Run {
    time: Duration,
    peak: Peak,
}

/// The middle values of some runs.
struct Figures {
    time: Duration,
    /// In bytes, where the system tells.
    peak: Option<u64>,
}

/// How a program is run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Load {
    /// Once.
    Alone,
    /// Twice side by side, so that two cores are busy throughout.
    TwoCores,
}

/// The names of all programs, in alphabetical order.
pub fn names() -> Vec<String> {
    let files = std::fs::read_dir(project("tests/bench/programs")).expect("the folder of programs is there");
    let stem = |path: PathBuf| Some(path.file_stem()?.to_str()?.to_owned());
    let mut names: Vec<String> = files
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "erl"))
        .filter_map(stem)
        .filter(|name| name != CLOCK)
        .collect();
    names.sort();
    names
}

/// Measures programs and prints a line for each, then the geometric means.
pub fn measure(names: &[String], load: Load, otp: bool) {
    if names.is_empty() {
        return;
    }
    let title = match load {
        Load::Alone => "programs",
        Load::TwoCores => "the same, two copies side by side",
    };
    println!(
        "{title:<34} {:>12} {:>12} {:>7}   {:>9} {:>9} {:>7}",
        "Swerl", "OTP", "ratio", "Swerl", "OTP", "ratio"
    );
    let beams = if otp { compile_with_otp() } else { None };
    let shipped = if otp { shipped_sources() } else { None };
    let (mut times, mut peaks) = (Vec::new(), Vec::new());
    for name in names {
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            here.push(run_here(name, load, shipped.as_deref()));
            if let Some(beams) = &beams {
                there.push(run_there(name, load, beams.path()));
            }
        }
        match collected(here) {
            Ok(here) => {
                let there = collected(there).ok();
                let (time, peak) = show(name, &here, there.as_ref());
                times.extend(time);
                peaks.extend(peak);
            }
            Err(words) => println!("{name:<34} does not run: {words}"),
        }
    }
    let mean = |ratios: &[f64]| match ratios.len() {
        0 => String::new(),
        count => format!("{:.2}", (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / count as f64).exp()),
    };
    let label = format!("geometric mean of {}", times.len());
    println!("{label:<34} {:>33}   {:>27}\n", mean(&times), mean(&peaks));
}

/// Runs a program here; `shipped` is where OTP's own modules are.
fn run_here(name: &str, load: Load, shipped: Option<&Path>) -> Result<Run, String> {
    let mut command = Command::new(swerl());
    command.arg("run");
    for module in [CLOCK, name] {
        command.arg(project(&format!("tests/bench/programs/{module}.erl")));
    }
    let text = std::fs::read_to_string(project(&format!("tests/bench/programs/{name}.erl")));
    let text = text.map_err(|error| error.to_string())?;
    if let Some(modules) = text.lines().next().and_then(|line| line.strip_prefix(WITH)) {
        let shipped = shipped.ok_or("OTP's sources are not installed")?;
        command.args(modules.split_whitespace().map(|module| shipped.join(format!("{module}.erl"))));
    }
    run(command.args(["-p", &call(name, load)]))
}

/// Where OTP has the sources of its standard library, if it has them.
fn shipped_sources() -> Option<PathBuf> {
    let expression = "io:put_chars(filename:join(code:lib_dir(stdlib), src)), halt().";
    let output =
        Command::new("erl").args(["-noshell", "-eval", expression]).stdin(Stdio::null()).output().ok()?;
    let folder = PathBuf::from(String::from_utf8(output.stdout).ok()?);
    folder.join("lists.erl").exists().then_some(folder)
}

fn run_there(name: &str, load: Load, beams: &Path) -> Result<Run, String> {
    let expression = format!("io:format(\"~p~n\",[{}]),halt().", call(name, load));
    let mut command = Command::new("erl");
    if load == Load::TwoCores {
        // Two copies of a program with many processes have more than it lets a program have.
        command.args(["+P", "1000000"]);
    }
    run(command.args(["-noshell", "-pa"]).arg(beams).args(["-eval", &expression]))
}

fn call(name: &str, load: Load) -> String {
    match load {
        Load::Alone => format!("{CLOCK}:time({name})"),
        Load::TwoCores => format!("{CLOCK}:together({name}, 2)"),
    }
}

/// Compiles all programs for OTP.
fn compile_with_otp() -> Option<TempDir> {
    let beams = tempfile::tempdir().expect("a folder");
    let mut erlc = Command::new("erlc");
    erlc.arg("-o").arg(beams.path());
    for name in names().iter().map(String::as_str).chain([CLOCK]) {
        erlc.arg(project(&format!("tests/bench/programs/{name}.erl")));
    }
    erlc.status().is_ok_and(|status| status.success()).then_some(beams)
}

/// Runs a command that prints microseconds.
fn run(command: &mut Command) -> Result<Run, String> {
    let (output, peak) = run_to_end(command.stdin(Stdio::null()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    match text.trim().parse() {
        Ok(microseconds) => Ok(Run { time: Duration::from_micros(microseconds), peak }),
        Err(_) => {
            let errors = String::from_utf8_lossy(&output.stderr);
            let first = text.lines().chain(errors.lines()).find(|line| !line.trim().is_empty());
            Err(first.unwrap_or("it printed nothing").to_owned())
        }
    }
}

fn collected(runs: Vec<Result<Run, String>>) -> Result<Figures, String> {
    let runs: Vec<Run> = runs.into_iter().collect::<Result<_, _>>()?;
    if runs.is_empty() {
        return Err("no runs".to_owned());
    }
    let mut times: Vec<Duration> = runs.iter().map(|run| run.time).collect();
    let mut peaks: Vec<u64> = runs.iter().filter_map(|run| run.peak.bytes).collect();
    peaks.sort_unstable();
    Ok(Figures { time: median(&mut times), peak: peaks.get(peaks.len() / 2).copied() })
}

/// Prints a program's line and gives the ratios of time and memory.
fn show(name: &str, here: &Figures, there: Option<&Figures>) -> (Option<f64>, Option<f64>) {
    let time = |figures: &Figures| format!("{:.1} ms", figures.time.as_secs_f64() * 1e3);
    let peak = |figures: &Figures| figures.peak.map_or_else(String::new, |peak| format!("{} MB", peak >> 20));
    let ratio = |ratio: Option<f64>| ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
    let times = there.map(|there| here.time.as_secs_f64() / there.time.as_secs_f64());
    let peaks = there.and_then(|there| Some(here.peak? as f64 / there.peak? as f64));
    println!(
        "{name:<34} {:>12} {:>12} {:>7}   {:>9} {:>9} {:>7}",
        time(here),
        there.map_or_else(String::new, time),
        ratio(times),
        peak(here),
        there.map_or_else(String::new, peak),
        ratio(peaks),
    );
    (times, peaks)
}
