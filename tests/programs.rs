//! Every program below `tests/programs/` writes what it writes on OTP: `NAME.out` beside `NAME.erl`,
//! recorded by `record.escript` there. One test a program, named by its folder and file.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};

/// No program takes more than a second or two, also in a debug build on a busy machine.
const LIMIT: Duration = Duration::from_secs(120);

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let mut programs = programs_below(&folder);
    programs.sort();
    let trials = programs.into_iter().map(|program| trial(&folder, program)).collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn programs_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder of programs");
    let paths = entries.map(|entry| entry.expect("an entry of the folder").path());
    let (folders, files): (Vec<_>, Vec<_>) = paths.partition(|path| path.is_dir());
    let mut programs: Vec<PathBuf> = files.into_iter().filter(|path| is_program(path)).collect();
    programs.extend(folders.iter().flat_map(|folder| programs_below(folder)));
    programs
}

fn is_program(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "erl")
}

fn trial(folder: &Path, program: PathBuf) -> Trial {
    let name =
        program.strip_prefix(folder).unwrap_or(&program).with_extension("").to_string_lossy().into_owned();
    Trial::test(name, move || check(&program))
}

fn check(program: &Path) -> Result<(), Failed> {
    let expected = std::fs::read_to_string(program.with_extension("out"))?;
    let (written, errors) = run(program)?;
    if written == expected {
        return Ok(());
    }
    Err(format!("{}{errors}", difference(&expected, &written)).into())
}

/// Standard output and standard error of a program. It runs in its own folder, as when it was recorded:
/// stack traces name the file.
fn run(program: &Path) -> Result<(String, String), Failed> {
    let folder = program.parent().ok_or("a program in a folder")?;
    let file = program.file_name().ok_or("a program with a name")?;
    let captured = tempfile::tempdir()?;
    let (out, err) = (captured.path().join("out"), captured.path().join("err"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_swerl"))
        .arg("run")
        .arg(file)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(std::fs::File::create(&out)?)
        .stderr(std::fs::File::create(&err)?)
        .spawn()?;
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if start.elapsed() > LIMIT {
            child.kill()?;
            break child.wait()?;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let read = |path| std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let (written, errors) = (read(out)?, read(err)?);
    if !status.success() {
        return Err(format!("{status}\n{errors}after\n{written}").into());
    }
    Ok((written, errors))
}

/// The first line that differs, with what was expected of it.
fn difference(expected: &str, written: &str) -> String {
    let (mut wanted, mut got) = (expected.lines(), written.lines());
    for line in 1.. {
        match (wanted.next(), got.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => {
                let shown = |line: Option<&str>| line.unwrap_or("(the end)").to_string();
                return format!("line {line}:\nexpected {}\nwritten  {}\n", shown(a), shown(b));
            }
        }
    }
    "the ends of the lines differ\n".into()
}
