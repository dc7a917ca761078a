//! The watcher's thread: carries out the plan's steps on the disk and the code server.

use std::collections::{BTreeSet, VecDeque};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::places::{Places, Survey};
use super::plan::{Content, Plan, Sign, Step};
use super::signs::changes;
use super::{Answer, Loader, Notice};

/// Larger files are no source text; reading one by mistake must not take the memory.
const LARGEST: u64 = 64 << 20;
/// How often the folders may change while they are being put under watch before the next event is
/// left to tell of it.
const ROUNDS: usize = 5;

/// What wakes the thread.
pub enum Message {
    Event(Instant, notify::Result<notify::Event>),
    Stop,
}

struct Thread {
    places: Places,
    survey: Survey,
    watched: BTreeSet<PathBuf>,
    /// Folders of which a person has been told that they cannot be watched.
    refused: BTreeSet<PathBuf>,
    watcher: RecommendedWatcher,
    plan: Plan,
    loader: Arc<dyn Loader>,
    notices: Sender<Notice>,
}

/// Runs until it is told to stop. Answers on `first_round` when everything that was there at the
/// start is loaded, or with the reason why nothing can be watched.
pub fn run(
    places: Places,
    loader: Arc<dyn Loader>,
    notices: Sender<Notice>,
    events: Sender<Message>,
    inbox: Receiver<Message>,
    first_round: Sender<io::Result<()>>,
) {
    let handler = move |event| {
        // The thread may have ended already; then nobody wants the event.
        let _ = events.send(Message::Event(Instant::now(), event));
    };
    let watcher = match notify::recommended_watcher(handler) {
        Ok(watcher) => watcher,
        Err(error) => {
            let _ = first_round.send(Err(io::Error::other(error)));
            return;
        }
    };
    let (watched, refused) = (BTreeSet::new(), BTreeSet::new());
    let (survey, plan) = (Survey::default(), Plan::default());
    let mut thread = Thread { places, survey, watched, refused, watcher, plan, loader, notices };
    thread.rescan(true);
    thread.act();
    let _ = first_round.send(Ok(()));
    thread.serve(&inbox);
}

impl Thread {
    fn serve(&mut self, inbox: &Receiver<Message>) {
        loop {
            let message = match self.plan.deadline() {
                Some(at) => inbox.recv_deadline(at),
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            // All that has come so far is taken in before anything is done: a burst of events about
            // one save is one read.
            let mut next = match message {
                Ok(message) => Some(message),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            while let Some(message) = next {
                match message {
                    Message::Stop => return,
                    Message::Event(at, event) => self.take_in(at, event),
                }
                next = inbox.try_recv().ok();
            }
            self.act();
        }
    }

    fn take_in(&mut self, at: Instant, event: notify::Result<notify::Event>) {
        let event = match event {
            Ok(event) if !event.need_rescan() => event,
            // Whatever was lost, a look at everything finds it.
            _ => return self.plan.sign(at, Sign::Rescan),
        };
        for (path, change) in changes(event) {
            for sign in self.survey.signs(&path, change) {
                self.plan.sign(at, sign);
            }
        }
    }

    /// Does everything that is due now.
    fn act(&mut self) {
        loop {
            let mut steps = VecDeque::from(self.plan.due(Instant::now()));
            if steps.is_empty() {
                return;
            }
            while let Some(step) = steps.pop_front() {
                // What follows from a step goes before the others: a file is done in one go.
                for next in self.carry_out(step).into_iter().rev() {
                    steps.push_front(next);
                }
            }
        }
    }

    fn carry_out(&mut self, step: Step) -> Vec<Step> {
        match step {
            Step::Rescan => {
                self.rescan(false);
                Vec::new()
            }
            Step::Read(path) => {
                let content = read(&path);
                self.plan.read(Instant::now(), &path, content)
            }
            Step::Load(batch) => {
                let answer = self.loader.load(&batch);
                if let Answer::Judged(verdicts) = &answer {
                    for (header, _) in verdicts.iter().flat_map(|verdict| verdict.includes.iter().flatten()) {
                        self.survey.add_header(header);
                    }
                    self.watch_folders();
                }
                self.plan.attempted(Instant::now(), batch, answer)
            }
            Step::Tell(notice) => {
                self.tell(notice);
                Vec::new()
            }
        }
    }

    fn tell(&self, notice: Notice) {
        // Nobody listens any more when the program is about to end.
        let _ = self.notices.send(notice);
    }

    /// Finds the files and puts their folders under watch, in such an order that nothing which
    /// appears meanwhile is missed.
    fn rescan(&mut self, first_round: bool) {
        // A folder that was deleted and made again has the same name and is no longer watched.
        for folder in std::mem::take(&mut self.watched) {
            let _ = self.watcher.unwatch(&folder);
        }
        let headers = self.plan.headers();
        for _ in 0..ROUNDS {
            self.survey = self.places.survey(&headers);
            if !self.watch_folders() {
                break;
            }
        }
        let now = Instant::now();
        self.plan.found(now, &self.survey.files, first_round);
        if first_round {
            for path in std::mem::take(&mut self.survey.missing) {
                let step = self.plan.awaited(&path);
                self.carry_out(step);
            }
            for path in std::mem::take(&mut self.survey.missing_folders) {
                self.tell(Notice::AwaitedFolder { path });
            }
        }
    }

    /// Puts the folders that are not yet watched under watch; whether there were any.
    fn watch_folders(&mut self) -> bool {
        let new: Vec<_> = self.survey.folders.difference(&self.watched).cloned().collect();
        for folder in &new {
            self.watched.insert(folder.clone());
            let Err(error) = self.watcher.watch(folder, RecursiveMode::NonRecursive) else {
                self.refused.remove(folder);
                continue;
            };
            // A folder that is gone again by now has no saves to miss. Folders that only lead to
            // the watched ones may be closed to us.
            let matters = self.survey.is_home(folder) && folder.exists();
            if matters && self.refused.insert(folder.clone()) {
                self.tell(Notice::Unwatched { path: folder.clone(), reason: reason(&error) });
            }
        }
        !new.is_empty()
    }
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::Io(error) => error.to_string(),
        notify::ErrorKind::MaxFilesWatch => "the system's limit of watches is reached".into(),
        _ => error.to_string(),
    }
}

/// What is in a file now. Anything but a regular file counts as missing: reading a pipe would wait
/// for its writer.
fn read(path: &Path) -> Content {
    let attempt = || -> io::Result<Content> {
        let found = std::fs::metadata(path)?;
        if !found.is_file() {
            return Ok(Content::Missing);
        }
        let mut bytes = Vec::with_capacity(found.len().min(LARGEST) as usize + 1);
        File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST {
            return Ok(Content::Unreadable(format!("larger than {} MiB", LARGEST >> 20)));
        }
        Ok(match String::from_utf8(bytes) {
            Ok(text) => Content::Text(text.into()),
            Err(error) => Content::NotText(String::from_utf8_lossy(error.as_bytes()).into()),
        })
    };
    attempt().unwrap_or_else(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Content::Missing,
        _ => Content::Unreadable(error.to_string()),
    })
}
