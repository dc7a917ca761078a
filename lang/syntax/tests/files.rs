//! The layers on small files: `tests/LAYER/{ok,err}/*.erl`, the expected text beside each.
//! `UPDATE_EXPECT=1` writes the expected texts anew; look at them before keeping them.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use swerl_syntax::diagnostic::{Diagnostic, Severity};
use swerl_syntax::span::{SourceMap, Span};
use swerl_syntax::{IncludeKind, Included, Includes, Options, dump, parse_module, scan_module};

/// Headers that lie beside the including file.
struct Beside {
    folder: PathBuf,
}

impl Includes for Beside {
    fn find(&mut self, name: &str, _kind: IncludeKind, _from: &str) -> Option<Included> {
        let text = std::fs::read_to_string(self.folder.join(name)).ok()?;
        Some(Included { name: name.to_owned(), text })
    }
}

fn place(span: Span, sources: &SourceMap) -> String {
    let file = sources.file(span.file);
    let (line, column) = file.line_column(span.start);
    format!("{}:{line}:{column}", file.name)
}

/// A finding with its source line, the part it is about underlined, and its notes.
fn report(finding: &Diagnostic, sources: &SourceMap, text: &mut String) {
    let severity = if finding.severity == Severity::Error { "error" } else { "warning" };
    let file = sources.file(finding.span.file);
    let (line, column) = file.line_column(finding.span.start);
    let source = file.line_text(line);
    let covered = &file.text[finding.span.start as usize..finding.span.end as usize];
    let length = covered.lines().next().unwrap_or("").chars().count().max(1);
    _ = writeln!(text, "{}: {severity}: {}", place(finding.span, sources), finding.message);
    _ = writeln!(text, "    {source}");
    _ = writeln!(text, "    {}{}", " ".repeat(column as usize - 1), "^".repeat(length));
    for (span, words) in &finding.labels {
        _ = writeln!(text, "    {}: {words}", place(*span, sources));
    }
    if let Some(help) = &finding.help {
        _ = writeln!(text, "    help: {help}");
    }
}

fn reports(findings: &[Diagnostic], sources: &SourceMap) -> String {
    let mut text = String::new();
    findings.iter().for_each(|finding| report(finding, sources, &mut text));
    text
}

type Dump = fn(&str, &str, &mut Beside) -> (String, String);

fn tokens(name: &str, text: &str, includes: &mut Beside) -> (String, String) {
    let tokens = scan_module(name, text, &Options::default(), includes);
    (dump::tokens(&tokens.forms, &tokens.sources), reports(&tokens.diagnostics, &tokens.sources))
}

fn tree(name: &str, text: &str, includes: &mut Beside) -> (String, String) {
    let parsed = parse_module(name, text, &Options::default(), includes);
    (dump::module(&parsed.module, &parsed.sources), reports(&parsed.diagnostics, &parsed.sources))
}

/// Compares a folder's files with the texts beside them; files in `ok` have no findings, those in
/// `err` are shown by their findings alone.
fn check(layer: &str, dump: Dump) {
    for kind in ["ok", "err"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(layer).join(kind);
        let entries = std::fs::read_dir(&folder).expect("the folder of inputs");
        let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        files.retain(|path| path.extension().is_some_and(|e| e == "erl"));
        files.sort();
        assert!(!files.is_empty(), "no inputs in {}", folder.display());
        for path in files {
            check_file(&path, kind == "ok", dump);
        }
    }
}

fn check_file(path: &Path, sound: bool, dump: Dump) {
    let source = std::fs::read_to_string(path).expect("the input is text");
    let name = path.file_name().expect("a file has a name").to_string_lossy();
    let folder = path.parent().expect("a file is in a folder").to_owned();
    let (shown, findings) = dump(&name, &source, &mut Beside { folder });
    assert_eq!(sound, !findings.contains(": error: "), "{}:\n{findings}", path.display());
    let found = if sound { findings + &shown } else { findings };
    let expected_path = path.with_extension("txt");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&expected_path, &found).expect("the expected text can be written");
    }
    let expected = std::fs::read_to_string(&expected_path).unwrap_or_default();
    assert_eq!(found, expected, "{} differs from the text beside it", path.display());
}

#[test]
fn scanner() {
    check("scanner", tokens);
}

#[test]
fn preprocessor() {
    check("preprocessor", tokens);
}

#[test]
fn parser() {
    check("parser", tree);
}
