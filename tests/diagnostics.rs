//! Every diagnostic as a person sees it: `NAME.txt` is what `swerl check` prints of `tests/diagnostics/NAME.erl`.
//! With `SWERL_RECORD=1` the texts are written instead of compared; look at each of them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let entries = std::fs::read_dir(&folder).expect("the folder of faulty programs");
    let mut programs: Vec<PathBuf> =
        entries.map(|entry| entry.expect("an entry of the folder").path()).collect();
    programs.retain(|path| path.extension().is_some_and(|extension| extension == "erl"));
    programs.sort();
    let trials = programs.into_iter().map(trial).collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn trial(program: PathBuf) -> Trial {
    let name = program.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Trial::test(name, move || compare(&program))
}

fn compare(program: &Path) -> Result<(), Failed> {
    let shown = shown(program)?;
    let recorded = program.with_extension("txt");
    if std::env::var_os("SWERL_RECORD").is_some() {
        return Ok(std::fs::write(recorded, shown)?);
    }
    let expected = std::fs::read_to_string(recorded)?;
    if shown == expected {
        return Ok(());
    }
    Err(format!("expected\n{expected}\nshown\n{shown}").into())
}

/// What is printed, and how the program ends: with a failure if and only if there is an error.
fn shown(program: &Path) -> Result<String, Failed> {
    let output = Command::new(env!("CARGO_BIN_EXE_swerl"))
        .arg("check")
        .arg(program.file_name().ok_or("a program with a name")?)
        .current_dir(program.parent().ok_or("a program in a folder")?)
        .stdin(Stdio::null())
        .output()?;
    let shown = [output.stdout, output.stderr].concat();
    let shown = String::from_utf8_lossy(&shown);
    let faulty = shown.starts_with("error") || shown.contains("\nerror");
    if output.status.success() == faulty {
        return Err(format!("{}\n{shown}", output.status).into());
    }
    Ok(shown.into_owned())
}
