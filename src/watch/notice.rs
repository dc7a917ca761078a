//! What the watcher tells a person that the code server has no event for.

use std::fmt;
use std::path::PathBuf;

/// Something about a watched file that changes nothing in what runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The file is gone; the code that came from it, if any was loaded, stays.
    Deleted { path: PathBuf, loaded: bool },
    /// A file that was asked for is not there; it is loaded when it appears.
    Awaited { path: PathBuf },
    /// A folder that was asked for is not there.
    AwaitedFolder { path: PathBuf },
    /// The file that was deleted, or whose last save was rejected, again holds the text of the
    /// version that is current.
    Back { path: PathBuf, module: String, version: u32 },
    /// The file is there and cannot be read.
    Unreadable { path: PathBuf, reason: String },
    /// The folder cannot be watched: saves in it go unnoticed.
    Unwatched { path: PathBuf, reason: String },
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::Deleted { path, loaded: true } => {
                write!(f, "{}: deleted; its code stays loaded", path.display())
            }
            Notice::Deleted { path, loaded: false } => write!(f, "{}: deleted", path.display()),
            Notice::Awaited { path } => {
                write!(f, "{}: not there; it is loaded when it appears", path.display())
            }
            Notice::AwaitedFolder { path } => {
                write!(f, "{}: not there; the sources in it are loaded when it appears", path.display())
            }
            Notice::Back { path, module, version } => {
                write!(f, "{}: back to the text of {module} version {version}", path.display())
            }
            Notice::Unreadable { path, reason } => write!(f, "{}: cannot be read: {reason}", path.display()),
            Notice::Unwatched { path, reason } => {
                write!(f, "{}: cannot be watched ({reason}); saves there go unnoticed", path.display())
            }
        }
    }
}
