//! A program on a pseudo-terminal.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::path::Path;

use crossbeam_channel::{Receiver, unbounded};
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Rows and columns of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub rows: std::num::NonZeroU16,
    pub columns: std::num::NonZeroU16,
}

/// The program. It is killed when this is dropped.
pub struct Child {
    process: Box<dyn portable_pty::Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    /// What it writes, as it comes; disconnected when it has closed its terminal.
    pub output: Receiver<Vec<u8>>,
    /// Open for as long as the program may use its terminal.
    _terminal: Box<dyn MasterPty + Send>,
}

impl Child {
    /// Starts a program in a folder, on a terminal of its own of the given size.
    pub fn start(
        program: &Path,
        arguments: &[OsString],
        folder: &Path,
        environment: &[(&str, &OsStr)],
        size: Size,
    ) -> io::Result<Child> {
        let (rows, cols) = (size.rows.get(), size.columns.get());
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).map_err(io::Error::other)?;
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(folder);
        for (name, value) in environment {
            command.env(name, value);
        }
        let process = pair.slave.spawn_command(command).map_err(io::Error::other)?;
        let reader = pair.master.try_clone_reader().map_err(io::Error::other)?;
        let keys = pair.master.take_writer().map_err(io::Error::other)?;
        let (sender, output) = unbounded();
        std::thread::Builder::new().name("demo output".into()).spawn(move || {
            forward(reader, |bytes| sender.send(bytes).is_ok());
        })?;
        Ok(Child { process, keys, output, _terminal: pair.master })
    }

    /// Presses keys.
    pub fn press(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.keys.write_all(bytes)?;
        self.keys.flush()
    }

    /// The exit status, once the program has ended.
    pub fn status(&mut self) -> io::Result<Option<u32>> {
        Ok(self.process.try_wait()?.map(|status| status.exit_code()))
    }
}

/// Passes on what is read until the other end closes, which a terminal reports as an error.
fn forward(mut reader: impl Read, mut send: impl FnMut(Vec<u8>) -> bool) {
    let mut buffer = [0; 4096];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return,
            Ok(count) => {
                if !send(buffer[..count].to_vec()) {
                    return;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // Fails only for a program that has ended, which is what is wanted.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
