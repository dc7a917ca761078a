//! Broken programs: the files of the other tests, cut and changed at random but the same at every
//! run. Nothing may panic, and every finding must have a place in its text.

use std::path::Path;

use swerl_syntax::span::SourceMap;
use swerl_syntax::{
    Completeness, IncludeKind, Included, Includes, Options, completeness, dump, parse_expressions,
    parse_module, scan_module,
};

/// How many broken texts are tried: a few seconds without optimization.
const ROUNDS: u64 = 4_000;

/// Pieces that are likely to matter where they are put.
const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<<",
    ">>",
    "#",
    "#{",
    "fun",
    "end",
    "case",
    "of",
    "if",
    "try",
    "catch",
    "receive",
    "after",
    "begin",
    "when",
    "->",
    "<-",
    "||",
    "|",
    ",",
    ";",
    ".",
    ". ",
    ".\n",
    ":",
    "::",
    "?",
    "??",
    "?LINE",
    "?MODULE",
    "?FUNCTION_NAME",
    "?X(",
    "-define(X,",
    "-define(X(A),",
    "-ifdef(X).",
    "-else.",
    "-endif.",
    "-if(",
    "-elif(",
    "-include(\"x\").",
    "-file(\"a\",1).",
    "-spec",
    "-type",
    "-record(",
    "$",
    "\\",
    "\"",
    "'",
    "%",
    "16#",
    "1.0e",
    "_",
    "X",
    "a",
    "1",
    "é",
    "日",
    "\u{0}",
    "\u{feff}",
    "\r\n",
    "maybe",
    "-feature(maybe_expr, enable).",
    "\\x{",
    "\\^",
    "...",
    "..",
    "=",
    "!",
    "not",
    "-",
    "andalso",
    "==",
    "++",
];

/// A small generator of numbers, the same at every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Includes the text itself.
struct Itself(String);

impl Includes for Itself {
    fn find(&mut self, name: &str, _kind: IncludeKind, _from: &str) -> Option<Included> {
        Some(Included { name: name.to_owned(), text: self.0.chars().take(200).collect() })
    }
}

fn inputs() -> Vec<String> {
    let mut texts = Vec::new();
    for folder in
        ["scanner", "preprocessor", "parser"].iter().flat_map(|l| [format!("{l}/ok"), format!("{l}/err")])
    {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).expect("inputs").flatten().map(|e| e.path()).collect();
        paths.sort();
        let sources = paths.iter().filter(|path| path.extension().is_some_and(|e| e == "erl"));
        // The test of runaway macros takes its time; its like would fill this one.
        let sources = sources.filter(|path| !path.ends_with("err/circular.erl"));
        texts.extend(sources.flat_map(std::fs::read_to_string));
    }
    texts
}

fn mutate(text: &str, others: &[String], numbers: &mut Numbers) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(chars.len() + 1);
        let end = (at + numbers.below(12)).min(chars.len());
        match numbers.below(6) {
            0 => chars.truncate(at),
            1 => drop(chars.drain(at..end)),
            2 | 3 => drop(chars.splice(at..at, PIECES[numbers.below(PIECES.len())].chars())),
            4 => {
                let other: Vec<char> = others[numbers.below(others.len())].chars().collect();
                let from = numbers.below(other.len());
                let until = (from + numbers.below(60)).min(other.len());
                drop(chars.splice(at..end, other[from..until].iter().copied()));
            }
            _ => {
                let copy: Vec<char> = chars[at..end].to_vec();
                let to = numbers.below(chars.len() + 1);
                drop(chars.splice(to..to, copy));
            }
        }
    }
    chars.into_iter().collect()
}

fn check_places(findings: &[swerl_syntax::diagnostic::Diagnostic], sources: &SourceMap, text: &str) {
    for finding in findings {
        for span in std::iter::once(&finding.span).chain(finding.labels.iter().map(|(span, _)| span)) {
            let file = sources.file(span.file);
            let part = file.text.get(span.start as usize..span.end as usize);
            assert!(part.is_some(), "{finding:?} has no place in {text:?}");
            let (line, _) = file.line_column(span.start);
            file.line_text(line);
        }
    }
}

fn check(text: &str) {
    let options = Options::default();
    let parsed = parse_module("broken.erl", text, &options, &mut Itself(text.to_owned()));
    check_places(&parsed.diagnostics, &parsed.sources, text);
    assert!(parsed.diagnostics.is_sorted_by_key(|d| (d.span.file, d.span.start)));
    dump::module(&parsed.module, &parsed.sources);
    let tokens = scan_module("broken.erl", text, &options, &mut Itself(text.to_owned()));
    dump::tokens(&tokens.forms, &tokens.sources);
    check_places(&tokens.diagnostics, &tokens.sources, text);
    let typed = parse_expressions(text);
    check_places(&typed.diagnostics, &typed.sources, text);
    assert!(text.is_char_boundary(typed.end));
    if let Completeness::Complete { end } = completeness(text) {
        assert_eq!(end, typed.end, "{text:?}");
    }
}

#[test]
fn broken_programs_do_no_harm() {
    let work = || {
        let inputs = inputs();
        let mut numbers = Numbers(0x5eed);
        for round in 0..ROUNDS {
            let text = &inputs[round as usize % inputs.len()];
            check(&mutate(text, &inputs, &mut numbers));
        }
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(work).expect("a thread");
    thread.join().expect("no panic");
}

#[test]
fn every_prefix_of_a_program_does_no_harm() {
    for text in inputs().iter().filter(|text| text.len() < 1_500) {
        let ends = text.char_indices().map(|(at, _)| at);
        ends.for_each(|end| check(&text[..end]));
    }
}
