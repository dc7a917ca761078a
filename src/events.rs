//! The events file: what happens to modules and processes, one JSON object a line.
//!
//! [`Line`] is the format, for writing and for reading back. Every line is on its way to the reader
//! before the next event is taken: a program that follows the file sees each event as it happens.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded, select_biased};
use serde::{Deserialize, Serialize};
use swerl_code::event::{Drained, Event, Loaded, Rejected, RolledBack, Switched};
use swerl_syntax::diagnostic::{Diagnostic, Severity};
use swerl_syntax::span::SourceMap;

/// One line of the file. Times are counted from the moment at which the save was noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Line {
    /// A new version of a module has become current.
    Loaded {
        module: String,
        version: u32,
        /// The version that was current before; `null` for the first.
        previous: Option<u32>,
        path: String,
        /// Functions as `name/arity`.
        changed: Vec<String>,
        added: Vec<String>,
        removed: Vec<String>,
        warnings: Vec<Finding>,
        /// What the change means for what runs, a sentence each.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        advice: Vec<String>,
        microseconds: u64,
    },
    /// A text was not loaded; nothing that runs has changed.
    Rejected {
        module: String,
        path: String,
        diagnostics: Vec<Finding>,
        /// Modules without errors that were saved together with it, and so are not loaded either.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        held_back: Vec<String>,
        microseconds: u64,
    },
    /// A process has left the older versions of a module.
    Switched {
        pid: String,
        module: String,
        from: u32,
        to: u32,
        function: String,
        /// Processes that were known to run other versions of the module then.
        #[serde(default)]
        still: usize,
        microseconds: u64,
    },
    /// An earlier version has become current again. Counted from the moment at which that was asked for.
    #[serde(rename = "rolled_back")]
    RolledBack {
        module: String,
        from: Option<u32>,
        to: u32,
        /// It was no longer in memory.
        recompiled: bool,
        microseconds: u64,
    },
    /// Nothing refers to a version any more; its memory has been given back. Counted from the moment at which
    /// it ceased to be current.
    Drained { module: String, version: u32, bytes: usize, microseconds: u64 },
}

/// An error or a warning. Lines and columns are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// `error` or `warning`.
    pub severity: String,
    pub file: String,
    pub line: u32,
    pub column: u32,
    pub message: String,
}

impl From<&Event> for Line {
    fn from(event: &Event) -> Line {
        match event {
            Event::Loaded(loaded) => loaded_line(loaded),
            Event::Rejected(rejected) => rejected_line(rejected),
            Event::Switched(switched) => switched_line(switched),
            Event::RolledBack(rolled_back) => rolled_back_line(rolled_back),
            Event::Drained(drained) => drained_line(drained),
        }
    }
}

fn loaded_line(loaded: &Loaded) -> Line {
    Line::Loaded {
        module: loaded.module.clone(),
        version: loaded.version,
        previous: loaded.previous,
        path: loaded.path.display().to_string(),
        changed: loaded.changed.clone(),
        added: loaded.added.clone(),
        removed: loaded.removed.clone(),
        warnings: findings(&loaded.warnings, &loaded.sources),
        advice: loaded.advice.clone(),
        microseconds: microseconds(loaded.saved, loaded.published),
    }
}

fn rejected_line(rejected: &Rejected) -> Line {
    Line::Rejected {
        module: rejected.module.clone(),
        path: rejected.path.display().to_string(),
        diagnostics: findings(&rejected.diagnostics, &rejected.sources),
        held_back: rejected.held_back.clone(),
        microseconds: microseconds(rejected.saved, rejected.rejected),
    }
}

fn switched_line(switched: &Switched) -> Line {
    Line::Switched {
        pid: switched.pid.clone(),
        module: switched.module.clone(),
        from: switched.from,
        to: switched.to,
        function: switched.function.clone(),
        still: switched.still,
        microseconds: switched.microseconds,
    }
}

fn rolled_back_line(rolled_back: &RolledBack) -> Line {
    Line::RolledBack {
        module: rolled_back.module.clone(),
        from: rolled_back.from,
        to: rolled_back.to,
        recompiled: rolled_back.recompiled,
        microseconds: microseconds(rolled_back.asked, rolled_back.published),
    }
}

fn drained_line(drained: &Drained) -> Line {
    Line::Drained {
        module: drained.module.clone(),
        version: drained.version,
        bytes: drained.code_bytes + drained.literal_bytes,
        microseconds: drained.microseconds,
    }
}

fn microseconds(from: Instant, to: Instant) -> u64 {
    to.saturating_duration_since(from).as_micros() as u64
}

fn findings(diagnostics: &[Diagnostic], sources: &SourceMap) -> Vec<Finding> {
    let finding = |diagnostic: &Diagnostic| {
        let file = sources.files().get(diagnostic.span.file.0 as usize);
        let (line, column) = file.map_or((1, 1), |file| file.line_column(diagnostic.span.start));
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        Finding {
            severity: severity.to_owned(),
            file: file.map_or_else(String::new, |file| file.name.clone()),
            line,
            column,
            message: diagnostic.message.clone(),
        }
    };
    diagnostics.iter().map(finding).collect()
}

/// Writes events to a file for as long as it lives. Dropping it writes what has happened until then.
pub struct EventsFile {
    stop: Sender<()>,
    writer: Option<JoinHandle<()>>,
}

impl EventsFile {
    /// Creates the file (an old one is overwritten; a pipe is waited for until it has a reader) and
    /// starts to write. Fails where the file cannot be created. When a later write fails, the
    /// reason is printed once on standard error and the file ends there.
    pub fn start(path: &Path, events: Receiver<Event>) -> io::Result<EventsFile> {
        let file = File::create(path)?;
        let path = path.to_owned();
        let (stop, stopped) = bounded(1);
        let writer = std::thread::Builder::new().name("events".into()).spawn(move || {
            if let Err(error) = write(file, &events, &stopped) {
                eprintln!("swerl: {}: {error}; no more events are written", path.display());
            }
        })?;
        Ok(EventsFile { stop, writer: Some(writer) })
    }
}

impl Drop for EventsFile {
    fn drop(&mut self) {
        let _ = self.stop.send(());
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

/// Writes until told to stop, and then what is left.
fn write(mut file: File, events: &Receiver<Event>, stopped: &Receiver<()>) -> io::Result<()> {
    loop {
        select_biased! {
            recv(events) -> event => match event {
                Ok(event) => write_line(&mut file, &event)?,
                Err(_) => return Ok(()),
            },
            recv(stopped) -> _ => break,
        }
    }
    events.try_iter().try_for_each(|event| write_line(&mut file, &event))
}

/// One write for the whole line, so that a reader never sees half of one in a regular file.
fn write_line(file: &mut File, event: &Event) -> io::Result<()> {
    let mut text = serde_json::to_vec(&Line::from(event))?;
    text.push(b'\n');
    file.write_all(&text)
}

/// Reads an events file while it grows.
pub struct Follower {
    file: File,
    /// Bytes read that do not yet end in a line end.
    rest: Vec<u8>,
}

impl Follower {
    /// Opens a file that exists.
    pub fn open(path: &Path) -> io::Result<Follower> {
        Ok(Follower { file: File::open(path)?, rest: Vec::new() })
    }

    /// The lines that have come since the last call. Fails on a line that is not of the format.
    pub fn news(&mut self) -> io::Result<Vec<Line>> {
        io::Read::read_to_end(&mut self.file, &mut self.rest)?;
        let Some(end) = self.rest.iter().rposition(|&b| b == b'\n') else { return Ok(Vec::new()) };
        let rest = self.rest.split_off(end + 1);
        let whole = std::mem::replace(&mut self.rest, rest);
        let lines = whole.split(|&b| b == b'\n').filter(|line| !line.is_empty());
        lines.map(|line| Ok(serde_json::from_slice(line)?)).collect()
    }

    /// How often it is worth looking for news: below what a person notices.
    pub const PERIOD: Duration = Duration::from_millis(4);
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use crossbeam_channel::unbounded;
    use swerl_syntax::span::Span;

    use super::*;

    fn rejected() -> Event {
        let mut sources = SourceMap::default();
        let file = sources.add("dir/a.erl", "-module(a).\nf( -> \"\u{e9}\".\n");
        let now = Instant::now();
        Event::Rejected(Arc::new(Rejected {
            module: "a".into(),
            path: PathBuf::from("dir/a.erl"),
            diagnostics: vec![Diagnostic::error(Span::new(file, 15, 17), "syntax error before: \"->\"")],
            sources,
            held_back: Vec::new(),
            saved: now,
            rejected: now + Duration::from_micros(1234),
        }))
    }

    fn switched() -> Event {
        Event::Switched(Switched {
            process: swerl_runtime::term::NIL,
            pid: "<0.81.0>".into(),
            module: "a".into(),
            from: 1,
            to: 2,
            function: "loop/1".into(),
            microseconds: 7,
            still: 3,
        })
    }

    #[test]
    fn lines_are_as_documented() {
        let text = |event: &Event| serde_json::to_string(&Line::from(event)).expect("JSON");
        assert_eq!(
            text(&rejected()),
            r#"{"event":"rejected","module":"a","path":"dir/a.erl","diagnostics":[{"severity":"error","file":"dir/a.erl","line":2,"column":4,"message":"syntax error before: \"->\""}],"microseconds":1234}"#
        );
        assert_eq!(
            text(&switched()),
            r#"{"event":"switched","pid":"<0.81.0>","module":"a","from":1,"to":2,"function":"loop/1","still":3,"microseconds":7}"#
        );
    }

    #[test]
    fn what_is_written_is_read_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("events");
        let (sender, events) = unbounded();
        let file = EventsFile::start(&path, events).expect("started");
        let mut follower = Follower::open(&path).expect("opened");
        sender.send(rejected()).expect("sent");
        let mut lines = Vec::new();
        while lines.is_empty() {
            lines = follower.news().expect("lines");
        }
        assert_eq!(lines, [Line::from(&rejected())]);
        sender.send(switched()).expect("sent");
        drop(file);
        assert_eq!(follower.news().expect("lines"), [Line::from(&switched())]);
        assert_eq!(follower.news().expect("lines"), []);
    }
}
