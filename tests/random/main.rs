//! Random programs, run here and by OTP.
//!
//!     cargo test --test random -- COUNT [SEED]
//!
//! compares COUNT programs; a program that answers differently stays in the folder that is named. Without
//! COUNT a few programs are run here alone: each must compile and come to its end.

mod generate;
mod loops;
mod rng;
mod terms;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// Programs that are run when nothing else is asked for.
const FEW: usize = 20;
/// The first seed when none is given; each program has the next one.
const SEED: u64 = 1;
/// Programs that OTP runs in one emulator.
const BATCH: usize = 500;

fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).map_while(|argument| argument.parse::<u64>().ok());
    let count = numbers.next();
    let seed = numbers.next().unwrap_or(SEED);
    let folder = tempfile::tempdir().expect("a folder").keep();
    let seeds: Vec<u64> = (seed..seed + count.unwrap_or(FEW as u64)).collect();
    let different: usize = seeds.chunks(BATCH).map(|seeds| batch(&folder, seeds, count.is_some())).sum();
    println!("{} random programs, {different} differ", seeds.len());
    if different > 0 {
        println!("they are in {}", folder.display());
        return ExitCode::FAILURE;
    }
    let _ = std::fs::remove_dir_all(folder);
    ExitCode::SUCCESS
}

/// Writes and runs a program for each seed; gives the number of those that differ. The others are removed.
fn batch(folder: &Path, seeds: &[u64], compare: bool) -> usize {
    let programs: Vec<PathBuf> = seeds.iter().map(|&seed| write(folder, seed)).collect();
    if compare {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/random/answers.escript");
        let status = Command::new("escript").arg(script).args(&programs).status().expect("escript");
        assert!(status.success(), "OTP did not run the programs");
    }
    programs.iter().filter(|program| !agrees(program, compare)).count()
}

fn write(folder: &Path, seed: u64) -> PathBuf {
    let name = format!("random_{seed}");
    let path = folder.join(format!("{name}.erl"));
    std::fs::write(&path, generate::module(&name, seed)).expect("a program");
    path
}

/// Whether a program does what it shall. If it does it is removed; else what it wrote is kept and shown.
fn agrees(program: &Path, compare: bool) -> bool {
    let output = Command::new(env!("CARGO_BIN_EXE_swerl"))
        .arg("run")
        .arg(program.file_name().expect("a name"))
        .current_dir(program.parent().expect("a folder"))
        .stdin(Stdio::null())
        .output()
        .expect("swerl");
    let expected = program.with_extension("out");
    let written = String::from_utf8_lossy(&output.stdout);
    let wanted =
        if compare { std::fs::read(&expected).expect("OTP's answer") } else { output.stdout.clone() };
    let wanted = String::from_utf8_lossy(&wanted);
    if output.status.success() && written == wanted {
        let _ = std::fs::remove_file(program);
        let _ = std::fs::remove_file(expected);
        return true;
    }
    println!("{}:", program.display());
    if let Some((ours, otp)) = written.lines().zip(wanted.lines()).find(|(ours, otp)| ours != otp) {
        println!("  OTP:  {otp}\n  here: {ours}");
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    errors.lines().filter(|line| !line.is_empty()).take(5).for_each(|line| println!("  {line}"));
    std::fs::write(program.with_extension("here"), &output.stdout).expect("the answer from here");
    false
}
