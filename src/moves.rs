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
    modules: HashMap<String, Left>,
}

/// The processes that have not moved to a version.
struct Left {
    version: u32,
    before: Option<u32>,
    count: usize,
}

impl Moves {
    /// The lines for events that have happened together. `quiet`: only what is wrong is told.
    pub fn lines(&mut self, events: &[Event], style: Style, quiet: bool) -> String {
        let mut text = String::new();
        let mut rest = events;
        while let Some(first) = rest.first() {
            let same = rest.iter().take_while(|event| belong(first, event)).count();
            let (run, after) = rest.split_at(same.max(1));
            rest = after;
            let told = self.run(run, style);
            if !quiet || matters(first) {
                text.push_str(&told);
            }
        }
        text
    }

    fn run(&mut self, run: &[Event], style: Style) -> String {
        for event in run {
            self.note(event);
        }
        let each = || run.iter().map(|event| report::lines(event, style)).collect();
        match run {
            [Event::Switched(first), ..] if run.len() > TOLD => self.moved(first, run),
            [Event::Drained(first), ..] if run.len() > TOLD => {
                let bytes: usize = run.iter().map(drained_bytes).sum();
                let kilobytes = bytes as f64 / 1024.0;
                format!("{} versions of {} drained: {kilobytes:.1} KB given back\n", run.len(), first.module)
            }
            _ => each(),
        }
    }

    fn note(&mut self, event: &Event) {
        match event {
            Event::Loaded(loaded) => {
                self.current(&loaded.module, loaded.version, loaded.previous, loaded.running_old)
            }
            Event::RolledBack(back) => self.current(&back.module, back.to, back.from, back.running_old),
            Event::Switched(switched) => {
                if let Some(left) =
                    self.modules.get_mut(&switched.module).filter(|l| l.version == switched.to)
                {
                    left.count = left.count.saturating_sub(1);
                }
            }
            Event::Rejected(_) | Event::Drained(_) => {}
        }
    }

    fn current(&mut self, module: &str, version: u32, before: Option<u32>, count: usize) {
        self.modules.insert(module.to_owned(), Left { version, before, count });
    }

    /// `4,812 processes moved to code_reload v3 in 38 ms, 3 still on v2`
    fn moved(&self, first: &Switched, run: &[Event]) -> String {
        let latest = run.iter().map(|event| match event {
            Event::Switched(switched) => switched.microseconds,
            _ => 0,
        });
        let ms = latest.max().unwrap_or(0) as f64 / 1000.0;
        let left = self.modules.get(&first.module).filter(|left| left.version == first.to && left.count > 0);
        let still = left.map_or_else(String::new, |left| {
            let before =
                left.before.map_or_else(|| "older versions".to_owned(), |before| format!("v{before}"));
            format!(", {} still on {before}", thousands(left.count))
        });
        let count = thousands(run.len());
        format!("{count} processes moved to {} v{} in {ms:.0} ms{still}\n", first.module, first.to)
    }
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
        })
    }

    fn rolled_back(running_old: usize) -> Event {
        let now = Instant::now();
        Event::RolledBack(Arc::new(RolledBack {
            module: "m".into(),
            from: Some(2),
            to: 1,
            recompiled: false,
            running_old,
            asked: now,
            published: now,
        }))
    }

    #[test]
    fn many_moves_are_one_line() {
        let mut moves = Moves::default();
        let mut events = vec![rolled_back(4815)];
        events.extend((0..4812).map(|n| switched(n * 8)));
        let text = moves.lines(&events, Style::plain(), false);
        assert_eq!(
            text,
            "m back on v1 (0.0 ms); v2 was current\n4,812 processes moved to m v1 in 38 ms, 3 still on v2\n"
        );
        let text = moves.lines(&[switched(1000), switched(2000), switched(3000)], Style::plain(), false);
        assert_eq!(text.lines().count(), 3, "{text}");
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
