//! Open files.

use std::fs::OpenOptions;
use std::io::{Result, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use crate::atom::Atom;
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::files::{done, natural, ok, outside, path};
use crate::bifs::{badarg, charge};
use crate::bits;
use crate::build::{self, Heap, View, boolean, view};
use crate::files::handle::{self, Handle};
use crate::files::name;
use crate::process::Process;
use crate::request;
use crate::table;
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("swerl_file", "open", open),
        Bif::new("swerl_file", "close", |_: &mut Process, file: Term| Ok(boolean(handle::close(file)))),
        Bif::new("swerl_file", "read", |p: &mut Process, file: Term, count: Term| {
            let prepare = || {
                let count = natural(count)? as usize;
                on(file, move |file| file.read(count).map(|bytes| (bytes, count == 0)))
            };
            let wanted = natural(count).unwrap_or(0) as usize;
            if let Some(bytes) = at_once(p, file, |file| file.read_at_once(wanted)) {
                return Ok(some(p, (bytes, false)));
            }
            outside(p, prepare, some)
        }),
        Bif::new("swerl_file", "read_line", |p: &mut Process, file: Term| {
            if let Some(bytes) = at_once(p, file, Handle::read_line_at_once) {
                return Ok(some(p, (bytes, false)));
            }
            outside(p, || on(file, |file| file.read_line().map(|bytes| (bytes, false))), some)
        }),
        Bif::new("swerl_file", "write", |p: &mut Process, file: Term, data: Term| {
            let prepare = || {
                let bytes = name::io_bytes(data).ok_or_else(badarg)?;
                on(file, move |file| file.write(&bytes))
            };
            outside(p, prepare, done)
        }),
        Bif::new("swerl_file", "pread", |p: &mut Process, file: Term, place: Term, count: Term| {
            let prepare = || {
                let (place, count) = (natural(place)?, natural(count)? as usize);
                on(file, move |file| file.read_at(place, count).map(|bytes| (bytes, count == 0)))
            };
            outside(p, prepare, some)
        }),
        Bif::new("swerl_file", "pwrite", |p: &mut Process, file: Term, place: Term, data: Term| {
            let prepare = || {
                let place = natural(place)?;
                let bytes = name::io_bytes(data).ok_or_else(badarg)?;
                on(file, move |file| file.write_at(place, &bytes))
            };
            outside(p, prepare, done)
        }),
        Bif::new("swerl_file", "position", position),
        Bif::new("swerl_file", "truncate", |p: &mut Process, file: Term| {
            outside(p, || on(file, Handle::truncate), done)
        }),
        Bif::new("swerl_file", "sync", |p: &mut Process, file: Term| {
            outside(p, || on(file, |file| file.sync(false)), done)
        }),
        Bif::new("swerl_file", "datasync", |p: &mut Process, file: Term| {
            outside(p, || on(file, |file| file.sync(true)), done)
        }),
    ]
}

/// Work on an open file.
fn on<T, W>(file: Term, work: W) -> std::result::Result<impl FnOnce() -> Result<T> + Send + 'static, Stop>
where
    W: FnOnce(&mut Handle) -> Result<T> + Send + 'static,
{
    let file: Option<Arc<Mutex<Handle>>> = handle::find(file);
    Ok(move || match file {
        Some(file) => work(&mut file.lock().unwrap_or_else(PoisonError::into_inner)),
        None => Err(handle::closed()),
    })
}

/// What a file can give without waiting, unless an answer is on its way.
fn at_once(
    p: &mut Process,
    file: Term,
    take: impl FnOnce(&mut Handle) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    if request::is_asked(p) {
        return None;
    }
    let bytes = take(&mut *handle::find(file)?.try_lock().ok()?)?;
    charge(p, bytes.len());
    Some(bytes)
}

/// `{ok, Binary}`, or `eof` where nothing was read that should have been.
fn some(heap: &mut dyn Heap, (bytes, none_wanted): (Vec<u8>, bool)) -> Term {
    if bytes.is_empty() && !none_wanted {
        return Atom::new("eof").term();
    }
    let bytes = bits::make::binary(heap, &bytes);
    ok(heap, bytes)
}

/// `open(Name, Modes)`, the modes as a list of `read`, `write`, `append`, `exclusive` and others, which mean
/// nothing here.
fn open(p: &mut Process, file: Term, modes: Term) -> BifResult {
    let owner = p.pid;
    let prepare = || {
        let path = path(file)?;
        let modes = build::list_elements(modes).ok_or_else(badarg)?;
        let has = |name: &str| modes.iter().any(|&mode| mode == Atom::new(name).term());
        let (append, exclusive) = (has("append"), has("exclusive"));
        let write = has("write") || append || exclusive;
        let read = has("read") || !write;
        let mut options = OpenOptions::new();
        options.read(read).write(write).create(write && !exclusive).create_new(exclusive);
        // As in OTP, a file that is opened for writing alone is emptied.
        options.truncate(write && !read && !append);
        let folders = has("directory");
        let modes = handle::Modes { append, read_ahead: modes.iter().find_map(|&mode| read_ahead(mode)) };
        Ok(move || {
            let file = options.open(&path)?;
            if !folders && file.metadata()?.is_dir() {
                return Err(is_a_folder());
            }
            let reference = handle::add(owner, file, modes);
            if !table::is_alive(owner) {
                handle::close(reference);
            }
            Ok(reference)
        })
    };
    outside(p, prepare, ok)
}

/// Bytes that are read ahead where the program does not say how many.
const READ_AHEAD: usize = 1 << 16;
/// The most that are.
const MOST_AHEAD: i64 = 1 << 20;

/// How much a mode has read ahead.
fn read_ahead(mode: Term) -> Option<usize> {
    let (name, size) = match view(mode) {
        View::Tuple([name, size]) => (*name, size.to_small().unwrap_or(MOST_AHEAD)),
        _ => (mode, READ_AHEAD as i64),
    };
    (name == Atom::new("read_ahead").term()).then_some(size.clamp(0, MOST_AHEAD) as usize)
}

#[cfg(unix)]
fn is_a_folder() -> std::io::Error {
    std::io::Error::from_raw_os_error(libc::EISDIR)
}

#[cfg(not(unix))]
fn is_a_folder() -> std::io::Error {
    std::io::Error::from(std::io::ErrorKind::PermissionDenied)
}

/// `position(File, Place)`: a number from the start, `bof`, `cur`, `eof`, or `{From, Offset}`.
fn position(p: &mut Process, file: Term, place: Term) -> BifResult {
    let prepare = || {
        let to = seek_from(place).ok_or_else(badarg)?;
        on(file, move |file| file.seek(to))
    };
    outside(p, prepare, |heap, place: u64| {
        let place = build::unsigned(heap, place);
        ok(heap, place)
    })
}

fn seek_from(place: Term) -> Option<SeekFrom> {
    let from = |name: Term, offset: i64| match Atom::from_term(name)?.name() {
        "bof" => Some(SeekFrom::Start(u64::try_from(offset).ok()?)),
        "cur" => Some(SeekFrom::Current(offset)),
        "eof" => Some(SeekFrom::End(offset)),
        _ => None,
    };
    match view(place) {
        View::Small(offset) => Some(SeekFrom::Start(u64::try_from(offset).ok()?)),
        View::Atom(_) => from(place, 0),
        View::Tuple([name, offset]) => from(*name, offset.to_small()?),
        _ => None,
    }
}
