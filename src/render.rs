//! Diagnostics as a person reads them: place, source line, caret, help.

use annotate_snippets::{AnnotationKind, Element, Level, Renderer, Snippet};
use swerl_syntax::diagnostic::{Diagnostic, Severity};
use swerl_syntax::span::{SourceFile, SourceMap, Span};

use crate::terminal;

/// How to show diagnostics.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    color: bool,
    width: usize,
}

impl Style {
    /// For a terminal (colours unless `NO_COLOR` is set, its width), or plain for a file or pipe.
    pub fn new(is_terminal: bool) -> Style {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        let width = if is_terminal { terminal::columns() } else { PLAIN_WIDTH };
        Style { color: is_terminal && !no_color, width }
    }

    /// No colours, and a width that does not depend on a terminal.
    pub fn plain() -> Style {
        Style { color: false, width: PLAIN_WIDTH }
    }
}

/// Source lines longer than this are cut around the place, so that a line of a million characters
/// (it happens: generated files) stays readable.
const PLAIN_WIDTH: usize = 140;

/// The diagnostics, each with the lines that it is about; every one ends with a line end.
pub fn diagnostics(diagnostics: &[Diagnostic], sources: &SourceMap, style: Style) -> String {
    diagnostics.iter().map(|d| diagnostic(d, sources, style)).collect()
}

fn diagnostic(diagnostic: &Diagnostic, sources: &SourceMap, style: Style) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut elements: Vec<Element<'_>> = Vec::new();
    let shown = extract(sources.file(diagnostic.span.file), diagnostic);
    let mut snippet = Snippet::source(shown.text)
        .path(shown.path)
        .line_start(shown.first_line)
        .annotation(AnnotationKind::Primary.span(shown.range(diagnostic.span)));
    for (span, words) in diagnostic.labels.iter().filter(|(s, _)| s.file == diagnostic.span.file) {
        snippet = snippet.annotation(AnnotationKind::Context.span(shown.range(*span)).label(words));
    }
    elements.push(snippet.into());
    for (span, words) in diagnostic.labels.iter().filter(|(s, _)| s.file != diagnostic.span.file) {
        let other = sources.file(span.file);
        let (line, column) = other.line_column(span.start);
        elements.push(Level::NOTE.message(format!("{words} ({}:{line}:{column})", other.name)).into());
    }
    if let Some(help) = &diagnostic.help {
        elements.push(Level::HELP.message(help).into());
    }
    let report = [level.primary_title(diagnostic.message.as_str()).elements(elements)];
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.term_width(style.width).render(&report);
    text.push('\n');
    text
}

/// The lines of a file that a diagnostic is about.
struct Extract<'a> {
    path: &'a str,
    text: &'a str,
    /// The number of the first line, from 1.
    first_line: usize,
    /// Where the text starts in the file.
    offset: usize,
}

/// Lines around each place; a whole file would be scanned for every one of many diagnostics.
fn extract<'a>(file: &'a SourceFile, diagnostic: &Diagnostic) -> Extract<'a> {
    let spans = diagnostic.labels.iter().map(|(s, _)| *s).filter(|s| s.file == diagnostic.span.file);
    let (mut start, mut end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
    for span in spans {
        start = start.min(span.start as usize);
        end = end.max(span.end as usize);
    }
    let bytes = file.text.as_bytes();
    let start = start.min(bytes.len());
    let end = end.clamp(start, bytes.len());
    let from = bytes[..start].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
    let upto = bytes[end..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |at| end + at + 1);
    let first_line = file.line_column(from as u32).0 as usize;
    Extract { path: &file.name, text: &file.text[from..upto], first_line, offset: from }
}

impl Extract<'_> {
    /// A span within the extract, on character boundaries.
    fn range(&self, span: Span) -> std::ops::Range<usize> {
        let within = |at: u32| self.text.floor_char_boundary((at as usize).saturating_sub(self.offset));
        let start = within(span.start);
        start..within(span.end).max(start)
    }
}

/// `2 errors`, `1 warning`.
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, at: &str, expect: &str) {
        let mut sources = SourceMap::default();
        let file = sources.add("dir/m.erl", text);
        let start = text.find(at).expect("the place is in the text");
        let found = Diagnostic::error(Span::new(file, start, start + at.len()), "something is wrong");
        assert_eq!(diagnostic(&found.with_help("mend it"), &sources, Style::plain()), expect);
    }

    #[test]
    fn place_line_caret_and_help() {
        check(
            "-module(m).\nf() ->\n    Größe + X.\n",
            "X",
            "error: something is wrong\n --> dir/m.erl:3:13\n  |\n3 |     Größe + X.\n  |             ^\n  \
             |\n  = help: mend it\n",
        );
    }

    #[test]
    fn the_end_of_the_text_has_a_place() {
        let mut sources = SourceMap::default();
        let file = sources.add("m.erl", "f() ->");
        let found = Diagnostic::error(Span::new(file, 6, 6), "syntax error before: ");
        let text = diagnostic(&found, &sources, Style::plain());
        assert!(text.contains(" --> m.erl:1:7\n"), "{text}");
        let beyond = Diagnostic::error(Span::new(file, 60, 70), "beyond");
        assert!(diagnostic(&beyond, &sources, Style::plain()).contains("m.erl:1:7"));
    }

    #[test]
    fn an_empty_text_has_a_place() {
        let mut sources = SourceMap::default();
        let file = sources.add("m.erl", "");
        let found = Diagnostic::error(Span::new(file, 0, 0), "no module definition");
        assert!(diagnostic(&found, &sources, Style::plain()).contains("m.erl:1:1"));
    }
}
