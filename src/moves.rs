//! Summing up: when many processes move to a new version at a time, one line says so.

use std::collections::HashMap;

use swerl_code::event::{Event, Switched};

use crate::render::Style;
use crate::report;

/// So many processes in a row are told one by one.
const TOLD: usize = 4;

/// What has been reported of each module's newest version.
#[derive(Default)]
pub struct Moves {
    /// The version before, by module and version.
    before: HashMap<String, (u32, Option<u32>)>,
}

impl Moves {
    /// The lines for events that have happened together. `quiet`: only what is wrong is told.
    pub fn lines(&mut self, events: &[Event], style: Style, quiet: bool) -> String {
        let mut text = String::new();
        for run in runs(events) {
            for event in &run {
                self.note(event);
            }
            if !quiet || matters(run[0]) {
                text.push_str(&self.told(&run, style));
            }
        }
        text
    }

    fn told(&self, run: &[&Event], style: Style) -> String {
        match run {
            [Event::Switched(first), .., Event::Switched(last)] if run.len() > TOLD => {
                self.moved(first, last, run)
            }
            [Event::Drained(first), ..] if run.len() > TOLD => {
                let bytes: usize = run.iter().map(|event| drained_bytes(event)).sum();
                let kilobytes = bytes as f64 / 1024.0;
                format!("{} versions of {} drained: {kilobytes:.1} KB given back\n", run.len(), first.module)
            }
            _ => run.iter().map(|event| report::lines(event, style)).collect(),
        }
    }

    fn note(&mut self, event: &Event) {
        let (module, version, before) = match event {
            Event::Loaded(loaded) => (&loaded.module, loaded.version, loaded.previous),
            Event::RolledBack(back) => (&back.module, back.to, back.from),
            _ => return,
        };
        self.before.insert(module.clone(), (version, before));
    }

    /// `4,812 processes moved to code_reload v3 in 38 ms, 3 still on v2`
    fn moved(&self, first: &Switched, last: &Switched, run: &[&Event]) -> String {
        let latest = run.iter().map(|event| match event {
            Event::Switched(switched) => switched.microseconds,
            _ => 0,
        });
        let ms = latest.max().unwrap_or(0) as f64 / 1000.0;
        let before = self.before.get(&first.module).filter(|(version, _)| *version == first.to);
        let before = before.and_then(|(_, before)| *before);
        let still = match (last.still, before) {
            (0, _) => String::new(),
            (count, Some(before)) => format!(", {} still on v{before}", thousands(count)),
            (count, None) => format!(", {} still on older versions", thousands(count)),
        };
        let count = thousands(run.len());
        format!("{count} processes moved to {} v{} in {ms:.0} ms{still}\n", first.module, first.to)
    }
}

/// Events that may be told in one line, put together: processes that move at the same time do so in several
/// modules, one among the other. What says that something has changed stands between what came before and after.
fn runs(events: &[Event]) -> Vec<Vec<&Event>> {
    let mut runs: Vec<Vec<&Event>> = Vec::new();
    let mut open = 0;
    for event in events {
        let found = runs[open..].iter_mut().find(|run| belong(run[0], event));
        match found {
            Some(run) => run.push(event),
            None => runs.push(vec![event]),
        }
        if !matches!(event, Event::Switched(_) | Event::Drained(_)) {
            open = runs.len();
        }
    }
    runs
}

/// Whether two events may be told in one line.
fn belong(first: &Event, other: &Event) -> bool {
    match (first, other) {
        (Event::Switched(a), Event::Switched(b)) => a.module == b.module && a.to == b.to,
        (Event::Drained(a), Event::Drained(b)) => a.module == b.module,
        _ => false,
    }
}

fn drained_bytes(event: &Event) -> usize {
    match event {
        Event::Drained(drained) => drained.code_bytes + drained.literal_bytes,
        _ => 0,
    }
}

/// Whether a person who wants quiet is told of an event.
fn matters(event: &Event) -> bool {
    match event {
        Event::Rejected(_) => true,
        Event::Loaded(loaded) => !loaded.warnings.is_empty() || !loaded.advice.is_empty(),
        _ => false,
    }
}

/// `4,812`
fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Instant;

    use swerl_code::event::{Drained, RolledBack};
    use swerl_runtime::term::NIL;

    use super::*;

    fn switched(microseconds: u64) -> Event {
        Event::Switched(Switched {
            process: NIL,
            pid: "<0.81.0>".into(),
            module: "m".into(),
            from: 2,
            to: 1,
            function: "loop/1".into(),
            microseconds,
            still: 3,
        })
    }

    fn rolled_back() -> Event {
        let now = Instant::now();
        Event::RolledBack(Arc::new(RolledBack {
            module: "m".into(),
            from: Some(2),
            to: 1,
            recompiled: false,
            asked: now,
            published: now,
        }))
    }

    #[test]
    fn many_moves_are_one_line() {
        let mut moves = Moves::default();
        let mut events = vec![rolled_back()];
        events.extend((0..4812).map(|n| switched(n * 8)));
        let text = moves.lines(&events, Style::plain(), false);
        assert_eq!(
            text,
            "m back on v1 (0.0 ms); v2 was current\n4,812 processes moved to m v1 in 38 ms, 3 still on v2\n"
        );
        let text = moves.lines(&[switched(1000), switched(2000), switched(3000)], Style::plain(), false);
        assert_eq!(text.lines().count(), 3, "{text}");
        let drained = Event::Drained(Drained {
            module: "n".into(),
            version: 1,
            code_bytes: 1024,
            literal_bytes: 0,
            microseconds: 7,
        });
        let mixed: Vec<Event> = (0..10).flat_map(|n| [switched(n * 1000), drained.clone()]).collect();
        let text = moves.lines(&mixed, Style::plain(), false);
        assert_eq!(
            text,
            "10 processes moved to m v1 in 9 ms, 3 still on v2\n10 versions of n drained: 10.0 KB given back\n",
            "whatever happens among them"
        );
        assert_eq!(moves.lines(&events, Style::plain(), true), "", "quiet");
    }

    #[test]
    fn many_versions_are_one_line() {
        let drained = |version| {
            Event::Drained(Drained {
                module: "m".into(),
                version,
                code_bytes: 4096,
                literal_bytes: 1024,
                microseconds: 7,
            })
        };
        let events: Vec<Event> = (1..=10).map(drained).collect();
        let text = Moves::default().lines(&events, Style::plain(), false);
        assert_eq!(text, "10 versions of m drained: 50.0 KB given back\n");
    }

    #[test]
    fn thousands_are_marked() {
        assert_eq!([7, 812, 4812, 1_000_000].map(thousands), ["7", "812", "4,812", "1,000,000"]);
    }
}
