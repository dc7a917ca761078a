//! The lines that say what happened to modules and processes.

use std::time::Duration;

use swerl_code::event::{Drained, Event, Loaded, Rejected, RolledBack, Switched};
use swerl_syntax::diagnostic::{Diagnostic, Severity};

use crate::render::{self, Style, count};

/// Functions named in a line before the rest is only counted: what fits a terminal's row.
const NAMED: usize = 4;

/// The lines for an event; empty where there is nothing to say.
pub fn lines(event: &Event, style: Style) -> String {
    match event {
        Event::Loaded(loaded) => self::loaded(loaded, style),
        Event::Rejected(rejected) => self::rejected(rejected, style),
        Event::Switched(switched) => self::switched(switched),
        Event::RolledBack(rolled_back) => self::rolled_back(rolled_back),
        Event::Drained(drained) => self::drained(drained),
    }
}

/// `code_reload v2 loaded: server_loop/1 changed (0.9 ms)`, after the warnings.
fn loaded(loaded: &Loaded, style: Style) -> String {
    let mut text = render::diagnostics(&loaded.warnings, &loaded.sources, style);
    let took = milliseconds(loaded.published.saturating_duration_since(loaded.saved));
    text.push_str(&format!("{} v{} loaded", loaded.module, loaded.version));
    if loaded.previous.is_some() {
        text.push_str(&format!(": {}", changes(loaded)));
    }
    text.push_str(&format!(" ({took})\n"));
    for advice in &loaded.advice {
        text.push_str(&format!("  {}: {advice}\n", loaded.module));
    }
    text
}

fn changes(loaded: &Loaded) -> String {
    let groups = [(&loaded.changed, "changed"), (&loaded.added, "added"), (&loaded.removed, "removed")];
    let parts: Vec<String> = groups
        .iter()
        .filter(|(functions, _)| !functions.is_empty())
        .map(|(functions, verb)| format!("{} {verb}", names(functions)))
        .collect();
    if parts.is_empty() { "no function changed".to_owned() } else { parts.join("; ") }
}

fn names(functions: &[String]) -> String {
    let mut text = functions[..functions.len().min(NAMED)].join(", ");
    if functions.len() > NAMED {
        text.push_str(&format!(" and {} more", functions.len() - NAMED));
    }
    text
}

/// Every diagnostic, then one line.
fn rejected(rejected: &Rejected, style: Style) -> String {
    let mut text = render::diagnostics(&rejected.diagnostics, &rejected.sources, style);
    text.push_str(&format!(
        "{} not loaded: {}; what runs is unchanged\n",
        rejected.module,
        count(errors(&rejected.diagnostics), "error")
    ));
    if !rejected.held_back.is_empty() {
        let others = names(&rejected.held_back);
        text.push_str(&format!("{} holds back what was saved with it: {others}\n", rejected.module));
    }
    text
}

/// How many of the diagnostics are errors.
pub fn errors(diagnostics: &[Diagnostic]) -> usize {
    diagnostics.iter().filter(|d| d.severity == Severity::Error).count()
}

/// `<0.81.0> moved to code_reload v2 in server_loop/1 after 812 ms`
fn switched(switched: &Switched) -> String {
    let Switched { pid, module, to, function, microseconds, .. } = switched;
    let after = milliseconds(Duration::from_micros(*microseconds));
    format!("{pid} moved to {module} v{to} in {function} after {after}\n")
}

/// `code_reload back on v1 (0.1 ms); v2 was current`
fn rolled_back(rolled_back: &RolledBack) -> String {
    let RolledBack { module, from, to, recompiled, .. } = rolled_back;
    let took = milliseconds(rolled_back.published.saturating_duration_since(rolled_back.asked));
    let how = if *recompiled { ", compiled from its kept source" } else { "" };
    let before = from.map_or_else(|| "it was deleted".to_owned(), |from| format!("v{from} was current"));
    format!("{module} back on v{to} ({took}{how}); {before}\n")
}

/// `code_reload v1 drained: 4.1 KB given back`
fn drained(drained: &Drained) -> String {
    let Drained { module, version, .. } = drained;
    let bytes = (drained.code_bytes + drained.literal_bytes) as f64;
    format!("{module} v{version} drained: {:.1} KB given back\n", bytes / 1024.0)
}

/// `0.9 ms`, `812 ms`: two digits are enough to tell fast from slow.
fn milliseconds(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1000.0;
    if ms < 10.0 { format!("{ms:.1} ms") } else { format!("{ms:.0} ms") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::time::Instant;
    use swerl_syntax::span::{SourceMap, Span};

    fn loaded(previous: Option<u32>, changed: &[&str], added: &[&str], removed: &[&str]) -> String {
        let owned = |names: &[&str]| names.iter().map(|n| n.to_string()).collect();
        let saved = Instant::now();
        let event = Event::Loaded(Arc::new(Loaded {
            module: "code_reload".to_owned(),
            version: previous.map_or(1, |p| p + 1),
            previous,
            path: "code_reload.erl".into(),
            changed: owned(changed),
            added: owned(added),
            removed: owned(removed),
            saved,
            published: saved + Duration::from_micros(912),
            warnings: Vec::new(),
            sources: SourceMap::default(),
            advice: Vec::new(),
        }));
        lines(&event, Style::plain())
    }

    #[test]
    fn a_load_says_what_changed() {
        assert_eq!(loaded(None, &[], &["a/0"], &[]), "code_reload v1 loaded (0.9 ms)\n");
        assert_eq!(
            loaded(Some(1), &["server_loop/1"], &[], &[]),
            "code_reload v2 loaded: server_loop/1 changed (0.9 ms)\n"
        );
        assert_eq!(
            loaded(Some(2), &["a/0", "b/0", "c/0", "d/0", "e/0"], &["f/1"], &["g/2", "h/2"]),
            "code_reload v3 loaded: a/0, b/0, c/0, d/0 and 1 more changed; f/1 added; g/2, h/2 removed \
             (0.9 ms)\n"
        );
        assert_eq!(loaded(Some(1), &[], &[], &[]), "code_reload v2 loaded: no function changed (0.9 ms)\n");
    }

    #[test]
    fn a_move_says_who_where_and_when() {
        let event = Event::Switched(Switched {
            process: swerl_runtime::term::NIL,
            pid: "<0.81.0>".to_owned(),
            module: "code_reload".to_owned(),
            from: 1,
            to: 2,
            function: "server_loop/1".to_owned(),
            microseconds: 812_345,
            still: 0,
        });
        assert_eq!(
            lines(&event, Style::plain()),
            "<0.81.0> moved to code_reload v2 in server_loop/1 after 812 ms\n"
        );
    }

    #[test]
    fn a_rejected_text_shows_every_error() {
        let mut sources = SourceMap::default();
        let file = sources.add("m.erl", "f() -> X.\n");
        let found = Diagnostic::error(Span::new(file, 7, 8), "variable 'X' is unbound");
        let now = Instant::now();
        let event = Event::Rejected(Arc::new(Rejected {
            module: "m".to_owned(),
            path: "m.erl".into(),
            diagnostics: vec![found.clone(), found],
            sources,
            held_back: Vec::new(),
            saved: now,
            rejected: now,
        }));
        let text = lines(&event, Style::plain());
        assert_eq!(text.matches("m.erl:1:8").count(), 2, "{text}");
        assert!(text.ends_with("m not loaded: 2 errors; what runs is unchanged\n"), "{text}");
    }
}
