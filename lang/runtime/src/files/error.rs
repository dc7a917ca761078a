//! What the system says when something goes wrong, as the atoms that programs know.

use std::io::{Error, ErrorKind};

use crate::atom::{self, Atom};
use crate::build::{self, Heap};
use crate::term::Term;

/// The atom of an error.
pub fn atom_of(error: &Error) -> Atom {
    Atom::new(error.raw_os_error().and_then(name).unwrap_or(match error.kind() {
        ErrorKind::NotFound => "enoent",
        ErrorKind::PermissionDenied => "eacces",
        ErrorKind::AlreadyExists => "eexist",
        ErrorKind::InvalidInput | ErrorKind::InvalidData => "einval",
        ErrorKind::Unsupported => "enotsup",
        ErrorKind::OutOfMemory => "enomem",
        _ => "eio",
    }))
}

#[cfg(unix)]
fn name(code: i32) -> Option<&'static str> {
    Some(match code {
        libc::EPERM => "eperm",
        libc::ENOENT => "enoent",
        libc::EINTR => "eintr",
        libc::EIO => "eio",
        libc::ENXIO => "enxio",
        libc::EBADF => "ebadf",
        libc::EAGAIN => "eagain",
        libc::ENOMEM => "enomem",
        libc::EACCES => "eacces",
        libc::EBUSY => "ebusy",
        libc::EEXIST => "eexist",
        libc::EXDEV => "exdev",
        libc::ENODEV => "enodev",
        libc::ENOTDIR => "enotdir",
        libc::EISDIR => "eisdir",
        libc::EINVAL => "einval",
        libc::ENFILE => "enfile",
        libc::EMFILE => "emfile",
        libc::ETXTBSY => "etxtbsy",
        libc::EFBIG => "efbig",
        libc::ENOSPC => "enospc",
        libc::ESPIPE => "espipe",
        libc::EROFS => "erofs",
        libc::EMLINK => "emlink",
        libc::EPIPE => "epipe",
        libc::ENAMETOOLONG => "enametoolong",
        libc::ENOTEMPTY => "eexist",
        libc::ELOOP => "eloop",
        libc::EOPNOTSUPP => "enotsup",
        _ => return None,
    })
}

#[cfg(not(unix))]
fn name(_code: i32) -> Option<&'static str> {
    None
}

/// `{error, Atom}`
pub fn term(heap: &mut dyn Heap, error: &Error) -> Term {
    reason(heap, atom_of(error).name())
}

/// `{error, Reason}`
pub fn reason(heap: &mut dyn Heap, reason: &str) -> Term {
    build::tuple(heap, &[atom::ERROR.term(), Atom::new(reason).term()])
}
