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
pub use plan::{Content, Wanted};

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crossbeam_channel::{Sender, bounded, unbounded};

/// What the watcher asks of the code server.
pub trait Loader: Send + Sync + 'static {
    /// Compiles the texts and makes them current, all at once, or none of them if one is broken. That
    /// is reported if one of them is wanted for the last time. A file whose bytes are no text is read
    /// by the loader, which says so in its own words.
    fn load(&self, batch: &[Wanted]) -> Answer;
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// All is done and said; a verdict for each.
    Judged(Vec<Verdict>),
    /// Nothing was done and nothing said; for each, whether it is broken.
    Broken(Vec<bool>),
}

/// What became of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Judgement {
    Accepted,
    #[default]
    Rejected,
    /// Another one of its batch was rejected.
    HeldBack,
}

/// A judgement and what goes with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    pub judgement: Judgement,
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
