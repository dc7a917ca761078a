//! Open files. Programs have references to them; a file is closed when its process ends.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use crate::memory;
use crate::reference;
use crate::term::Term;

/// An open file, with what was read ahead of the program.
pub struct Handle {
    file: File,
    ahead: Vec<u8>,
    /// What of `ahead` the program has had.
    used: usize,
    append: bool,
    /// How much is read where the program asks for less, if it wants that.
    read_ahead: Option<usize>,
}

/// How a file is opened, but for what the system is told.
#[derive(Clone, Copy, Default)]
pub struct Modes {
    pub append: bool,
    /// Reads take so many bytes at once, and those that nobody has asked for yet wait.
    pub read_ahead: Option<usize>,
}

/// Open files by the payload of their references, with the words of the pids of their processes.
type Open = HashMap<u64, (u64, Arc<Mutex<Handle>>)>;

static OPEN: LazyLock<Mutex<Open>> = LazyLock::new(Mutex::default);
/// How many are open, so that the end of a process costs nothing where there are none.
static COUNT: AtomicUsize = AtomicUsize::new(0);

/// Bytes read at a time where the program asks for fewer.
const AHEAD: usize = 8192;

fn open() -> MutexGuard<'static, Open> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a file known; gives its reference.
pub fn add(owner: Term, file: File, modes: Modes) -> Term {
    let reference = reference::make();
    let Modes { append, read_ahead } = modes;
    let handle = Handle { file, ahead: Vec::new(), used: 0, append, read_ahead };
    let mut files = open();
    files.insert(reference.payload(), (owner.0, Arc::new(Mutex::new(handle))));
    COUNT.store(files.len(), Ordering::Relaxed);
    reference
}

/// The file of a reference.
pub fn find(reference: Term) -> Option<Arc<Mutex<Handle>>> {
    if !reference.is_reference() {
        return None;
    }
    open().get(&reference.payload()).map(|(_, handle)| handle.clone())
}

/// Closes a file; says whether it was open.
pub fn close(reference: Term) -> bool {
    let mut files = open();
    let closed = reference.is_reference() && files.remove(&reference.payload()).is_some();
    COUNT.store(files.len(), Ordering::Relaxed);
    closed
}

/// Closes the files of a process that has ended.
pub fn process_ended(process: Term) {
    if COUNT.load(Ordering::Relaxed) == 0 {
        return;
    }
    let mut files = open();
    files.retain(|_, (owner, _)| *owner != process.0);
    COUNT.store(files.len(), Ordering::Relaxed);
}

impl Handle {
    fn left(&self) -> &[u8] {
        &self.ahead[self.used..]
    }

    /// Reads ahead; says whether there was anything.
    fn fill(&mut self) -> Result<bool> {
        self.ahead.drain(..self.used);
        self.used = 0;
        let start = self.ahead.len();
        let more = self.read_ahead.unwrap_or(0).max(AHEAD);
        need_room(start + more)?;
        self.ahead.resize(start + more, 0);
        let read = retried(|| self.file.read(&mut self.ahead[start..]));
        let count = *read.as_ref().unwrap_or(&0);
        self.ahead.truncate(start + count);
        read.map(|count| count > 0)
    }

    /// Goes back to where the program is.
    fn forget_ahead(&mut self) -> Result<()> {
        let left = self.left().len();
        self.ahead.clear();
        self.used = 0;
        if left > 0 {
            self.file.seek(SeekFrom::Current(-(left as i64)))?;
        }
        Ok(())
    }

    /// Up to `count` bytes; fewer, or none, at the end of the file.
    pub fn read(&mut self, count: usize) -> Result<Vec<u8>> {
        if self.read_ahead.is_some_and(|ahead| self.left().len() < count && count < ahead) {
            while self.left().len() < count && self.fill()? {}
            let count = count.min(self.left().len());
            return Ok(self.taken(count));
        }
        self.read_all(count)
    }

    /// As many bytes, with none read ahead of what is next.
    fn read_all(&mut self, count: usize) -> Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(count.min(1 << 20));
        let from_ahead = self.left().len().min(count);
        bytes.extend_from_slice(&self.left()[..from_ahead]);
        self.used += from_ahead;
        while bytes.len() < count {
            let start = bytes.len();
            let step = (count - start).min(1 << 20);
            if let Err(error) = need_room(start + step) {
                self.file.seek(SeekFrom::Current(-((start - from_ahead) as i64)))?;
                self.used -= from_ahead;
                return Err(error);
            }
            bytes.resize(start + step, 0);
            let read = retried(|| self.file.read(&mut bytes[start..]));
            bytes.truncate(start + *read.as_ref().unwrap_or(&0));
            if read? == 0 {
                break;
            }
        }
        Ok(bytes)
    }

    /// The next `count` bytes, which are there already.
    fn taken(&mut self, count: usize) -> Vec<u8> {
        let bytes = self.left()[..count].to_vec();
        self.used += count;
        bytes
    }

    /// What [`Handle::read`] gives, if the system is not needed for it.
    pub fn read_at_once(&mut self, count: usize) -> Option<Vec<u8>> {
        (count > 0 && self.left().len() >= count).then(|| self.taken(count))
    }

    /// What [`Handle::read_line`] gives, if the system is not needed for it.
    pub fn read_line_at_once(&mut self) -> Option<Vec<u8>> {
        let end = self.left().iter().position(|&byte| byte == b'\n')?;
        Some(self.taken(end + 1))
    }

    /// The bytes up to the end of a line, which is among them; at the end of the file perhaps none.
    pub fn read_line(&mut self) -> Result<Vec<u8>> {
        let mut looked = 0;
        loop {
            if let Some(end) = self.left()[looked..].iter().position(|&byte| byte == b'\n') {
                return Ok(self.taken(looked + end + 1));
            }
            looked = self.left().len();
            if !self.fill()? {
                return Ok(self.taken(looked));
            }
        }
    }

    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.forget_ahead()?;
        if self.append {
            self.file.seek(SeekFrom::End(0))?;
        }
        self.file.write_all(bytes)
    }

    /// Goes to a place; gives it.
    pub fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.forget_ahead()?;
        self.file.seek(to)
    }

    /// Reads at a place, without going there.
    pub fn read_at(&mut self, place: u64, count: usize) -> Result<Vec<u8>> {
        let here = self.seek(SeekFrom::Current(0))?;
        self.file.seek(SeekFrom::Start(place))?;
        let bytes = self.read_all(count);
        self.file.seek(SeekFrom::Start(here))?;
        bytes
    }

    /// Writes at a place, without going there.
    pub fn write_at(&mut self, place: u64, bytes: &[u8]) -> Result<()> {
        let here = self.seek(SeekFrom::Current(0))?;
        self.file.seek(SeekFrom::Start(place))?;
        let written = self.file.write_all(bytes);
        self.file.seek(SeekFrom::Start(here))?;
        written
    }

    /// Cuts the file off where the program is.
    pub fn truncate(&mut self) -> Result<()> {
        let here = self.seek(SeekFrom::Current(0))?;
        self.file.set_len(here)
    }

    pub fn sync(&mut self, data_only: bool) -> Result<()> {
        if data_only { self.file.sync_data() } else { self.file.sync_all() }
    }
}

/// Reads once more where a signal came before there was anything.
pub fn retried(mut read: impl FnMut() -> Result<usize>) -> Result<usize> {
    loop {
        match read() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// Says whether a buffer may grow to so many bytes. A copy of them is what the program gets.
fn need_room(bytes: usize) -> Result<()> {
    if memory::has_room(2 * bytes) { Ok(()) } else { Err(ErrorKind::OutOfMemory.into()) }
}

/// What an operation on a closed file says.
pub fn closed() -> Error {
    Error::from_raw_os_error(libc::EINVAL)
}
