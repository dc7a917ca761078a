//! `swerl check`: diagnostics, and what a stage of the compiler makes of a text.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use swerl_code::{Checked, CodeServer, Emit, Options};
use swerl_syntax::diagnostic::Severity;

use crate::cli::{CheckOptions, Stage};
use crate::render::{self, Style, count};
use crate::watch;

/// Checks every file; says what is wrong on standard error. Status 1 where there is an error.
pub fn run(options: &CheckOptions) -> ExitCode {
    let style = Style::new(std::io::stderr().is_terminal());
    let files = match watch::expand(&options.paths) {
        Ok(files) => files,
        Err(error) => {
            eprintln!("swerl: {error}");
            return ExitCode::FAILURE;
        }
    };
    let (mut errors, mut warnings) = (0, 0);
    for file in &files {
        let checked = match read(file) {
            Ok(text) => examine(file, &text, options.emit),
            Err(error) => {
                eprintln!("swerl: {}: {error}", file.display());
                errors += 1;
                continue;
            }
        };
        eprint!("{}", render::diagnostics(&checked.diagnostics, &checked.sources, style));
        let found = checked.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        errors += found;
        warnings += checked.diagnostics.len() - found;
    }
    if errors + warnings > 0 {
        eprintln!("{}, {}", count(errors, "error"), count(warnings, "warning"));
    }
    if errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn read(file: &Path) -> Result<String, String> {
    let bytes = std::fs::read(file).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| format!("not in UTF-8: {error}"))
}

/// Diagnostics of a text; prints the stage that was asked for, if the text gets that far.
fn examine(file: &Path, text: &str, stage: Option<Stage>) -> Checked {
    let options = Options::default();
    let Some(stage) = stage else {
        return swerl_code::check_text(file, text, &options);
    };
    if matches!(stage, Stage::Segments | Stage::Clif | Stage::Asm) {
        // Code refers to what the generator makes at its start.
        CodeServer::start(options.clone());
    }
    match swerl_code::emit(file, text, &options, emit(stage)) {
        Ok(emitted) => {
            // Who reads may have read enough.
            let _ = std::io::stdout().lock().write_all(emitted.as_bytes());
            swerl_code::check_text(file, text, &options)
        }
        Err(checked) => checked,
    }
}

fn emit(stage: Stage) -> Emit {
    match stage {
        Stage::Tokens => Emit::Tokens,
        Stage::Ast => Emit::Ast,
        Stage::Core => Emit::Core,
        Stage::Segments => Emit::Segments,
        Stage::Clif => Emit::Clif,
        Stage::Asm => Emit::Asm,
    }
}
