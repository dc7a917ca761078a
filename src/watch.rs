//! Watching source files: a save in any editor becomes a load in the code server.
//!
//! The decisions (when to read, when a text is whole, what to say) are a state machine without
//! files and clocks, [`plan`]; [`places`] finds files and the folders to watch, [`signs`] reads
//! file-system events, and [`thread`] joins them to the disk and the code server.

mod notice;
mod places;
mod plan;
mod server;
mod signs;
mod thread;

pub use notice::Notice;
pub use places::{expand, is_source};

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::{Sender, bounded, unbounded};

/// What the watcher asks of the code server.
pub trait Loader: Send + Sync + 'static {
    /// Whether the text would be accepted. Publishes and reports nothing.
    fn accepts(&self, path: &Path, text: &str) -> bool;

    /// Compiles the text and makes it current, or reports why not. `None` stands for a file whose
    /// bytes are no text: the loader reads it and says so in its own words.
    fn load(&self, path: &Path, text: Option<&str>, saved: Instant) -> Verdict;
}

/// What became of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    pub accepted: bool,
    /// Module and version, where the text was what is current already.
    pub unchanged: Option<(String, u32)>,
    /// The files that the text includes, with their texts; `None` where that was not worked out.
    pub includes: Option<Vec<(PathBuf, Arc<str>)>>,
}

/// A running watcher. It ends when this is dropped.
pub struct Watcher {
    messages: Sender<thread::Message>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Watcher {
    /// Watches the files and folders (the sources directly in each), loads what is there, and
    /// returns when that first round is done: every outcome is an event of the loader by then.
    ///
    /// A path that does not exist is waited for. Fails where the system gives no watch at all.
    pub fn start(paths: &[PathBuf], loader: Arc<dyn Loader>, notices: Sender<Notice>) -> io::Result<Watcher> {
        let (messages, inbox) = unbounded();
        let (first_round, first_round_done) = bounded(1);
        let places = places::Places::new(paths)?;
        let events = messages.clone();
        let thread = std::thread::Builder::new()
            .name("watcher".into())
            .spawn(move || thread::run(places, loader, notices, events, inbox, first_round))?;
        // An error means that the thread is gone; joining it in `drop` is all that is left to do.
        first_round_done.recv().unwrap_or(Ok(()))?;
        Ok(Watcher { messages, thread: Some(thread) })
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.messages.send(thread::Message::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
