//! What the system knows of a file.

use std::fs::Metadata;

use crate::atom::Atom;
use crate::build::{self, Heap};
use crate::term::Term;

/// `{Size, Type, Access, ATime, MTime, CTime, Mode, Links, MajorDevice, MinorDevice, INode, Uid, Gid}`, times in
/// seconds since 1970.
#[cfg(unix)]
pub fn term(heap: &mut dyn Heap, path: &std::path::Path, metadata: &Metadata) -> Term {
    use std::os::unix::fs::MetadataExt;
    let numbers = [
        metadata.atime(),
        metadata.mtime(),
        metadata.ctime(),
        i64::from(metadata.mode()),
        metadata.nlink() as i64,
        metadata.dev() as i64,
        metadata.rdev() as i64,
        metadata.ino() as i64,
        i64::from(metadata.uid()),
        i64::from(metadata.gid()),
    ];
    let size = build::unsigned(heap, metadata.len());
    let mut parts = vec![size, Atom::new(kind(metadata)).term(), Atom::new(access(path)).term()];
    for number in numbers {
        parts.push(build::integer(heap, number));
    }
    build::tuple(heap, &parts)
}

#[cfg(not(unix))]
pub fn term(heap: &mut dyn Heap, _path: &std::path::Path, metadata: &Metadata) -> Term {
    let seconds = |time: std::io::Result<std::time::SystemTime>| {
        let since = time.ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        since.map_or(0, |since| since.as_secs() as i64)
    };
    let access = if metadata.permissions().readonly() { "read" } else { "read_write" };
    let times = [seconds(metadata.accessed()), seconds(metadata.modified()), seconds(metadata.created())];
    let size = build::unsigned(heap, metadata.len());
    let mut parts = vec![size, Atom::new(kind(metadata)).term(), Atom::new(access).term()];
    for number in times.into_iter().chain([0o644, 1, 0, 0, 0, 0, 0]) {
        parts.push(build::integer(heap, number));
    }
    build::tuple(heap, &parts)
}

fn kind(metadata: &Metadata) -> &'static str {
    let kind = metadata.file_type();
    if kind.is_file() {
        "regular"
    } else if kind.is_dir() {
        "directory"
    } else if kind.is_symlink() {
        "symlink"
    } else if is_device(metadata) {
        "device"
    } else {
        "other"
    }
}

#[cfg(unix)]
fn is_device(metadata: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    metadata.file_type().is_char_device() || metadata.file_type().is_block_device()
}

#[cfg(not(unix))]
fn is_device(_metadata: &Metadata) -> bool {
    false
}

/// What this program may do with the file.
#[cfg(unix)]
fn access(path: &std::path::Path) -> &'static str {
    use std::os::unix::ffi::OsStrExt;
    let Ok(name) = std::ffi::CString::new(path.as_os_str().as_bytes()) else { return "none" };
    // SAFETY: the name is a string with a zero at its end, and the call only reads it.
    let may = |mode| unsafe { libc::access(name.as_ptr(), mode) } == 0;
    match (may(libc::R_OK), may(libc::W_OK)) {
        (true, true) => "read_write",
        (true, false) => "read",
        (false, true) => "write",
        (false, false) => "none",
    }
}
