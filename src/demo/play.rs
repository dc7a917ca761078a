//! Plays a script: the real prompt on a pseudo-terminal, in a folder of its own.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::RecvTimeoutError;
use tempfile::TempDir;

use super::child::{Child, Size};
use super::edit;
use super::pace::Pace;
use super::screen::Screen;
use super::script::{Script, Step};
use super::stage::Stage;
use crate::events::{Follower, Line};

/// How long a step may wait for what it awaits: an order of magnitude above what a busy machine
/// takes for the slowest step of a demo.
const LIMIT: Duration = Duration::from_secs(60);

/// Why a demo ended early.
#[derive(Debug)]
pub enum Failure {
    /// A step did not see what it awaits, or could not be done.
    Step {
        number: usize,
        step: String,
        reason: String,
        screen: String,
    },
    /// The person pressed Ctrl-C.
    Interrupted,
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Io(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Step { number, step, reason, screen } => {
                writeln!(f, "step {number}, {step}: {reason}")?;
                write!(f, "The screen said:")?;
                screen.lines().try_for_each(|line| write!(f, "\n  | {line}"))
            }
            Failure::Interrupted => write!(f, "interrupted"),
            Failure::Io(error) => error.fmt(f),
        }
    }
}

/// A performance.
pub struct Player<W: Write> {
    script: Script,
    folders: Folders,
    child: Child,
    screen: Screen,
    /// Nobody watches where there is none.
    stage: Option<Stage<W>>,
    pace: Pace,
    follower: Follower,
    events: Vec<Line>,
    /// How many events there were when the last edit was saved.
    edited: usize,
    interrupted: Arc<AtomicBool>,
    limit: Duration,
}

/// The demo's own part of the disk; it goes when this does.
struct Folders {
    _guard: TempDir,
    /// The copies that are edited.
    work: PathBuf,
    /// What would be the person's own folder: their history is not touched.
    home: PathBuf,
    events: PathBuf,
}

impl Folders {
    fn new(script: &Script, source: &Path) -> io::Result<Folders> {
        let guard = tempfile::Builder::new().prefix("swerl-demo-").tempdir()?;
        let at = |name: &str| guard.path().join(name);
        let folders = Folders { work: at("work"), home: at("home"), events: at("events"), _guard: guard };
        std::fs::create_dir(&folders.work)?;
        std::fs::create_dir(&folders.home)?;
        std::fs::write(&folders.events, "")?;
        for file in &script.files {
            let (from, to) = (source.join(file), folders.work.join(file));
            to.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::copy(&from, to)
                .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", from.display())))?;
        }
        Ok(folders)
    }
}

/// What a performance needs beside its script.
pub struct Setting<W: Write> {
    /// The program whose prompt is played.
    pub program: PathBuf,
    /// The folder of the script.
    pub source: PathBuf,
    pub size: Size,
    pub stage: Option<Stage<W>>,
    pub pace: Pace,
    /// Set when the person wants it to end.
    pub interrupted: Arc<AtomicBool>,
}

impl<W: Write> Player<W> {
    /// Copies the files and starts the program.
    pub fn start(script: Script, setting: Setting<W>) -> io::Result<Player<W>> {
        let folders = Folders::new(&script, &setting.source)?;
        let follower = Follower::open(&folders.events)?;
        let mut arguments: Vec<OsString> = script.arguments.iter().map(OsString::from).collect();
        arguments.extend(["--events".into(), folders.events.clone().into()]);
        let home = folders.home.as_os_str();
        let environment = [
            ("TERM", OsStr::new("xterm-256color")),
            ("HOME", home),
            ("XDG_STATE_HOME", home),
            ("XDG_DATA_HOME", home),
            ("XDG_CONFIG_HOME", home),
            ("XDG_CACHE_HOME", home),
        ];
        let child = Child::start(&setting.program, &arguments, &folders.work, &environment, setting.size)?;
        Ok(Player {
            script,
            folders,
            child,
            screen: Screen::new(setting.size.rows, setting.size.columns),
            stage: setting.stage,
            pace: setting.pace,
            follower,
            events: Vec::new(),
            edited: 0,
            interrupted: setting.interrupted,
            limit: LIMIT,
        })
    }

    /// Plays all steps.
    pub fn play(&mut self) -> Result<(), Failure> {
        if let Some(stage) = &mut self.stage {
            let command = [&["swerl".to_owned()], &self.script.arguments[..]].concat().join(" ");
            stage.open(&self.script.title, &command)?;
        }
        for (index, step) in self.script.steps.clone().into_iter().enumerate() {
            self.step(&step).map_err(|failure| match failure {
                Failure::Step { reason, .. } => Failure::Step {
                    number: index + 1,
                    step: step.to_string(),
                    reason,
                    screen: self.screen.visible(),
                },
                other => other,
            })?;
        }
        self.stage.as_mut().map_or(Ok(()), Stage::close)?;
        Ok(())
    }

    fn step(&mut self, step: &Step) -> Result<(), Failure> {
        match step {
            Step::Caption(text) => self.caption(text),
            Step::Type(text) => self.type_line(text),
            Step::Key(key) => Ok(self.child.press(key.bytes())?),
            Step::Edit { file, replace, with } => self.edit(file, replace, with),
            Step::WaitScreen(text) => self.wait(|player| Ok(player.screen.find(text))),
            Step::WaitLoaded { module, version } => self.wait_event(0, |line| {
                matches!(line, Line::Loaded { module: m, version: v, .. } if m == module && v == version)
            }),
            Step::WaitMoved { module, to } => self.wait_event(
                0,
                |line| matches!(line, Line::Switched { module: m, to: v, .. } if m == module && v == to),
            ),
            Step::WaitRejected { module } => self.wait_event(
                self.edited,
                |line| matches!(line, Line::Rejected { module: m, .. } if m == module),
            ),
            Step::WaitExit(status) => self.wait_exit(*status),
        }
    }

    fn caption(&mut self, text: &str) -> Result<(), Failure> {
        if let Some(stage) = &mut self.stage {
            stage.caption(&self.screen, text)?;
            self.pause(self.pace.reading(text))?;
        }
        Ok(())
    }

    fn type_line(&mut self, text: &str) -> Result<(), Failure> {
        self.wait(|player| Ok(player.screen.at_prompt()))?;
        for char in text.chars() {
            self.child.press(char.encode_utf8(&mut [0; 4]).as_bytes())?;
            let beat = self.pace.key(char);
            self.pause(beat)?;
        }
        self.pause(self.pace.glance())?;
        Ok(self.child.press(b"\r")?)
    }

    fn edit(&mut self, file: &str, replace: &str, with: &str) -> Result<(), Failure> {
        let path = self.folders.work.join(file);
        let text = std::fs::read_to_string(&path)?;
        let (edit, text) = edit::prepare(file, &text, replace, with).map_err(reason)?;
        if let Some(stage) = &mut self.stage {
            stage.edit(&self.screen, &edit)?;
        }
        let mut line = edit.line;
        for char in edit.new.chars() {
            line += usize::from(char == '\n');
            if let Some(stage) = &mut self.stage {
                stage.edit_char(char, line)?;
            }
            // Indentation is put there by the editor.
            let beat = if char == ' ' { Duration::ZERO } else { self.pace.key(char) };
            self.pause(beat)?;
        }
        self.pause(self.pace.glance())?;
        self.take_in_events()?;
        self.edited = self.events.len();
        if let Some(stage) = &mut self.stage {
            stage.edit_saved()?;
        }
        Ok(edit::save(&path, &text)?)
    }

    fn wait_event(&mut self, from: usize, matches: impl Fn(&Line) -> bool) -> Result<(), Failure> {
        self.wait(|player| Ok(player.events[from..].iter().any(&matches)))
    }

    fn wait_exit(&mut self, wanted: u32) -> Result<(), Failure> {
        let end = Instant::now() + self.limit;
        loop {
            self.take_in_output(Instant::now() + Follower::PERIOD)?;
            match self.child.status()? {
                Some(status) if status == wanted => return Ok(()),
                Some(status) => return Err(reason(format!("it ended with status {status}"))),
                None if Instant::now() > end => {
                    return Err(reason(format!("it has not ended within {} s", self.limit.as_secs())));
                }
                None => {}
            }
        }
    }

    /// Waits until the condition holds.
    fn wait(&mut self, mut holds: impl FnMut(&mut Self) -> io::Result<bool>) -> Result<(), Failure> {
        let end = Instant::now() + self.limit;
        loop {
            // Asked for before the last look: what it wrote before its end is seen.
            let ended = self.child.status()?;
            self.take_in_output(Instant::now())?;
            self.take_in_events()?;
            if holds(self)? {
                return Ok(());
            }
            if let Some(status) = ended {
                return Err(reason(format!("not seen before the program ended with status {status}")));
            }
            if Instant::now() > end {
                return Err(reason(format!("not seen within {} s", self.limit.as_secs())));
            }
            self.take_in_output(Instant::now() + Follower::PERIOD)?;
        }
    }

    /// Lets the program go on for a while.
    fn pause(&mut self, time: Duration) -> Result<(), Failure> {
        if time.is_zero() { Ok(()) } else { self.take_in_output(Instant::now() + time) }
    }

    /// Shows and keeps what the program writes until then, and at least what is there already.
    fn take_in_output(&mut self, until: Instant) -> Result<(), Failure> {
        loop {
            if self.interrupted.load(Ordering::Relaxed) {
                return Err(Failure::Interrupted);
            }
            let look = until.min(Instant::now() + Follower::PERIOD);
            match self.child.output.recv_deadline(look) {
                Ok(bytes) => {
                    self.screen.write(&bytes);
                    if let Some(stage) = &mut self.stage {
                        stage.output(&bytes)?;
                    }
                }
                Err(RecvTimeoutError::Timeout) if Instant::now() < until => {}
                Err(RecvTimeoutError::Timeout) => return Ok(()),
                Err(RecvTimeoutError::Disconnected) => {
                    std::thread::sleep(look.saturating_duration_since(Instant::now()));
                    return Ok(());
                }
            }
        }
    }

    fn take_in_events(&mut self) -> io::Result<()> {
        self.events.extend(self.follower.news()?);
        Ok(())
    }
}

/// A failure of the step that is being played; which one it is is filled in where that is known.
fn reason(reason: String) -> Failure {
    Failure::Step { number: 0, step: String::new(), reason, screen: String::new() }
}

#[cfg(test)]
mod tests;
