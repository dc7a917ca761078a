//! Lowers every file in `ok`, `err` and `warn` and compares what comes out with the file beside it:
//! Core for `ok`, findings for the others. `UPDATE_EXPECT=1` writes what comes out instead.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use swerl_core::verify::verify;
use swerl_core::{Options, lower_module, text};
use swerl_syntax::diagnostic::{Diagnostic, Severity};
use swerl_syntax::span::SourceMap;
use swerl_syntax::{NoIncludes, parse_module};

/// What the program gives to threads that compile.
const STACK_BYTES: usize = 256 << 20;

/// The Core of a source text, and its findings as lines.
fn lower(name: &str, source: &str) -> (String, String) {
    let parsed = parse_module(name, source, &Default::default(), &mut NoIncludes);
    assert_eq!(findings(&parsed.sources, &parsed.diagnostics), "", "{name} does not parse");
    let (core, diagnostics) = lower_module(&parsed.module, &parsed.sources, &Options::default());
    assert_eq!(verify(&core), [""; 0], "{name} gives Core that does not hold together");
    (text::module(&core), findings(&parsed.sources, &diagnostics))
}

fn findings(sources: &SourceMap, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let (line, column) = sources.file(diagnostic.span.file).line_column(diagnostic.span.start);
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        writeln!(out, "{line}:{column}: {severity}: {}", diagnostic.message).unwrap();
        for (span, words) in &diagnostic.labels {
            writeln!(out, "  {}: {words}", sources.line(*span)).unwrap();
        }
        if let Some(help) = &diagnostic.help {
            writeln!(out, "  help: {help}").unwrap();
        }
    }
    out
}

/// The source files of a folder, sorted by name.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.filter(|p| p.extension().is_some_and(|e| e == "erl")).collect();
    files.sort();
    files
}

fn check(folder: &str, extension: &str, output: fn(&str, &str) -> String) {
    let mut wrong = Vec::new();
    for path in files(folder) {
        let source = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let run = std::thread::Builder::new().stack_size(STACK_BYTES);
        let actual = run.spawn(move || output(&name, &source)).unwrap().join().unwrap();
        let expected_path = path.with_extension(extension);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected_path, &actual).unwrap();
        } else if fs::read_to_string(&expected_path).unwrap_or_default() != actual {
            wrong.push(format!("{}:\n{actual}", expected_path.display()));
        }
    }
    assert!(wrong.is_empty(), "different from what is expected:\n{}", wrong.join("\n"));
}

#[test]
fn ok() {
    check("ok", "core", |name, source| {
        let (core, findings) = lower(name, source);
        assert!(!findings.contains(": error: "), "{name} has errors:\n{findings}");
        core
    });
}

#[test]
fn errors() {
    check("err", "txt", |name, source| {
        let (core, findings) = lower(name, source);
        assert!(!core.contains("fun "), "{name} has errors and functions");
        findings
    });
}

#[test]
fn warnings() {
    check("warn", "txt", |name, source| {
        let (core, findings) = lower(name, source);
        assert!(core.contains("fun "), "{name} has no functions");
        findings
    });
}
