//! The prompt on a pseudo-terminal, read as a person reads it: by what stands on the screen.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const ROWS: NonZeroU16 = NonZeroU16::new(40).unwrap();
const COLUMNS: NonZeroU16 = NonZeroU16::new(100).unwrap();

/// For what should come within milliseconds.
const LIMIT: Duration = Duration::from_secs(60);

/// A running `swerl` with its terminal.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    keys: Option<Box<dyn Write + Send>>,
    terminal: Option<Box<dyn MasterPty + Send>>,
    screen: Arc<Screen>,
}

struct Screen {
    parser: Mutex<vt100::Parser>,
    changed: Condvar,
    /// Nobody reads the terminal any more.
    closed: AtomicBool,
}

impl Screen {
    fn lock(&self) -> MutexGuard<'_, vt100::Parser> {
        self.parser.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    /// Starts `swerl` in a folder; its history is below `home`.
    pub fn start(folder: &Path, home: &Path, arguments: &[&str]) -> Session {
        let size = PtySize { rows: ROWS.get(), cols: COLUMNS.get(), pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_swerl"));
        command.args(arguments);
        command.cwd(folder);
        command.env("HOME", home);
        command.env_remove("XDG_STATE_HOME");
        command.env("TERM", "xterm");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let reader = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a writer");
        let parser = Mutex::new(vt100::Parser::new(ROWS, COLUMNS, 0));
        let screen = Arc::new(Screen { parser, changed: Condvar::new(), closed: AtomicBool::new(false) });
        let shown = screen.clone();
        std::thread::spawn(move || show(reader, &shown));
        Session { child, keys: Some(keys), terminal: Some(pair.master), screen }
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) {
        let writer = self.keys.as_mut().expect("the terminal is open");
        writer.write_all(keys.as_bytes()).and_then(|()| writer.flush()).expect("the terminal takes keys");
    }

    /// Types an expression when the prompt of its number is there, and ends the line.
    pub fn type_at(&mut self, number: usize, expression: &str) {
        let prompt = format!("{number}> ");
        self.wait("the prompt", |rows| last(rows).trim_end() == prompt.trim_end());
        self.press(&format!("{expression}\r"));
    }

    /// Waits until the rows are as `found` says.
    pub fn wait(&self, what: &str, found: impl Fn(&[String]) -> bool) {
        let deadline = Instant::now() + LIMIT;
        let mut parser = self.screen.lock();
        loop {
            let rows = rows(&parser);
            if found(&rows) {
                return;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{what} has not come:\n{}", rows.join("\n"));
            let waited = self.screen.changed.wait_timeout(parser, left);
            parser = waited.map_or_else(|error| error.into_inner().0, |(parser, _)| parser);
        }
    }

    /// Waits for a row.
    pub fn wait_row(&self, row: &str) {
        self.wait(row, |rows| rows.iter().any(|r| r == row));
    }

    /// Waits for a text in a row.
    pub fn wait_text(&self, text: &str) {
        self.wait(text, |rows| rows.iter().any(|row| row.contains(text)));
    }

    /// The rows up to the last one that is not empty.
    pub fn rows(&self) -> Vec<String> {
        rows(&self.screen.lock())
    }

    /// Takes the terminal away, and says so as the system does.
    pub fn hang_up(&mut self) {
        self.screen.closed.store(true, Ordering::Relaxed);
        self.terminal = None;
        let id = self.child.process_id().expect("the program runs").to_string();
        // It may have ended by itself.
        let _ = std::process::Command::new("kill").args(["-HUP", &id]).status();
    }

    /// Waits for the end of the program; its exit status.
    pub fn end(&mut self) -> u32 {
        let deadline = Instant::now() + LIMIT;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().expect("the program can be waited for") {
                return status.exit_code();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the program does not end:\n{}", self.rows().join("\n"));
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn show(mut reader: Box<dyn Read + Send>, screen: &Screen) {
    let mut buffer = [0; 4096];
    while let Ok(count) = reader.read(&mut buffer) {
        if count == 0 || screen.closed.load(Ordering::Relaxed) {
            return;
        }
        screen.lock().process(&buffer[..count]);
        screen.changed.notify_all();
    }
}

fn rows(parser: &vt100::Parser) -> Vec<String> {
    let mut rows: Vec<String> =
        parser.screen().rows(0, COLUMNS.get()).map(|row| row.trim_end().to_owned()).collect();
    while rows.last().is_some_and(String::is_empty) {
        rows.pop();
    }
    rows
}

/// The last row.
pub fn last(rows: &[String]) -> &str {
    rows.last().map_or("", String::as_str)
}
