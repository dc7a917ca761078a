//! The watcher's decisions as a state machine: it is told what the file system signalled, what a
//! read found and what the loader said, each with the time, and answers with steps to take.
//!
//! Signals are hints, contents decide: a file is read when it is quiet, and loaded when its text
//! differs from the one that was judged last. Files saved within one quiet window are loaded
//! together. A text that would be rejected may be half written, so it is read again after a short
//! while and reported only if it is still the same; those saved with it wait for it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Answer, Judgement, Notice, Verdict};

/// How long a file that was written to, and not yet closed, is left alone. Editors close within a
/// fraction of a millisecond, and that is seen; this is for those that sync to the disk first, and
/// for systems that do not tell. A beginning of a text may well be a module of its own, so that the
/// pause must be longer than those between the writes of one save.
pub const OPEN: Duration = Duration::from_millis(10);
/// How long a text that would be rejected may take to become another one. A person does not see
/// the delay of an error; a save in two writes is over in a fraction of this.
pub const BROKEN: Duration = Duration::from_millis(25);
/// The same for an empty file: nobody means to save one, and a program that truncates first may be
/// a while at computing what it writes.
pub const EMPTY: Duration = Duration::from_millis(100);
/// How long a file may be away before it counts as deleted, for editors that delete and create.
pub const AWAY: Duration = Duration::from_millis(100);
/// A file that is broken and different at each look is reported after this long all the same.
pub const PATIENCE: Duration = Duration::from_secs(1);

/// Files saved within so short a time of each other are one batch. A program that writes many files
/// (a checkout, a renaming throughout a project) takes some tens of microseconds for each.
pub const QUIET: Duration = Duration::from_millis(2);

/// What the file system signalled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sign {
    /// Closed after writing, or renamed into place: the text is whole unless more writes follow.
    Saved(PathBuf),
    /// Created, written to, or its permissions changed.
    Touched(PathBuf),
    /// Removed or renamed away.
    Gone(PathBuf),
    /// Something about the folders changed, or signals were lost: look at everything.
    Rescan,
}

/// What a read found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    Text(Arc<str>),
    /// Bytes that are not UTF-8, here with replacement characters, to be told from one another.
    NotText(Arc<str>),
    Missing,
    Unreadable(String),
}

/// What is to be done, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Find all files again; answer with [`Plan::found`].
    Rescan,
    /// Answer with [`Plan::read`].
    Read(PathBuf),
    /// Load them together; answer with [`Plan::attempted`].
    Load(Vec<Wanted>),
    Tell(Notice),
}

/// A content that is to be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub path: PathBuf,
    pub content: Content,
    pub saved: Instant,
    /// It has been looked at for long enough: if it is broken, that is said.
    pub last: bool,
    /// The first sign of it.
    since: Instant,
    /// See [`Pending`].
    forced: bool,
}

/// Everything that is known about the watched files.
#[derive(Default)]
pub struct Plan {
    files: BTreeMap<PathBuf, File>,
    rescan: Option<Instant>,
    /// What is to be loaded when all is quiet.
    ready: BTreeMap<PathBuf, Wanted>,
    /// What was saved together with broken files, and is to be loaded together with them.
    held: BTreeMap<PathBuf, Held>,
}

struct Held {
    wanted: Wanted,
    /// The broken files.
    because: BTreeSet<PathBuf>,
}

#[derive(Default)]
struct File {
    /// The content that was handed to the loader last, or for an included file the one that its
    /// includers saw, and whether it was accepted.
    judged: Option<(Content, bool)>,
    includes: BTreeSet<PathBuf>,
    pending: Option<Pending>,
    /// A text of it was accepted at some time.
    loaded: bool,
    told_gone: bool,
}

/// A file that has to be looked at.
struct Pending {
    /// The latest sign.
    saved: Instant,
    /// The first sign since the file was last settled.
    since: Instant,
    /// When to read next.
    due: Instant,
    away: Option<Instant>,
    /// A content that may be half written, and when it will count as meant.
    suspect: Option<(Content, Instant)>,
    /// Load even if the text is the one that was judged: something that it includes has changed.
    forced: bool,
    /// Nobody is writing the file: what is there counts at once.
    trusted: bool,
}

impl Pending {
    fn new(now: Instant) -> Pending {
        Pending { saved: now, since: now, due: now, away: None, suspect: None, forced: false, trusted: false }
    }
}

/// Whether the file is one that others include rather than a module.
fn is_header(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "hrl")
}

impl Plan {
    /// Takes a signal in. Nothing is done before [`Plan::due`] is asked.
    pub fn sign(&mut self, now: Instant, sign: Sign) {
        let (path, wait) = match sign {
            Sign::Rescan => {
                self.rescan.get_or_insert(now);
                return;
            }
            Sign::Saved(path) => (path, Duration::ZERO),
            Sign::Touched(path) => (path, OPEN),
            Sign::Gone(path) => {
                let pending = self.pending(path, now);
                let away = *pending.away.get_or_insert(now);
                pending.due = away + AWAY;
                return;
            }
        };
        let pending = self.pending(path, now);
        pending.saved = now;
        pending.due = now + wait;
    }

    fn pending(&mut self, path: PathBuf, now: Instant) -> &mut Pending {
        self.files.entry(path).or_default().pending.get_or_insert_with(|| Pending::new(now))
    }

    /// When [`Plan::due`] has something to say next.
    pub fn deadline(&self) -> Option<Instant> {
        self.pending_dues().chain(self.rescan).chain(self.batch_due()).min()
    }

    fn pending_dues(&self) -> impl Iterator<Item = Instant> {
        self.files.values().filter_map(|f| Some(f.pending.as_ref()?.due))
    }

    /// When what is ready is loaded: when it has been quiet for a while, and no file is left that may
    /// be part of it.
    fn batch_due(&self) -> Option<Instant> {
        let quiet = self.ready.values().map(|wanted| wanted.saved + QUIET).max()?;
        let patience = self.ready.values().map(|wanted| wanted.saved + PATIENCE).min()?;
        Some(self.pending_dues().chain([quiet]).max()?.min(patience.max(quiet)))
    }

    /// What is to be done now.
    pub fn due(&mut self, now: Instant) -> Vec<Step> {
        if self.rescan.take_if(|at| *at <= now).is_some() {
            return vec![Step::Rescan];
        }
        let due = |file: &File| file.pending.as_ref().is_some_and(|p| p.due <= now);
        // Included files first, so that their includers are read once for both.
        let mut paths: Vec<_> = self.files.iter().filter(|(_, f)| due(f)).map(|(p, _)| p.clone()).collect();
        paths.sort_by_key(|p| !is_header(p));
        if paths.is_empty() && self.batch_due().is_some_and(|at| at <= now) {
            return vec![Step::Load(self.batch())];
        }
        paths.into_iter().map(Step::Read).collect()
    }

    /// All that is ready, and what was held back by it.
    fn batch(&mut self) -> Vec<Wanted> {
        let mut batch = std::mem::take(&mut self.ready);
        let joins = |held: &Held| held.because.iter().any(|path| batch.contains_key(path));
        let joining: Vec<_> = self.held.iter().filter(|(_, h)| joins(h)).map(|(p, _)| p.clone()).collect();
        for path in joining {
            if let Some(held) = self.held.remove(&path) {
                batch.entry(path).or_insert(held.wanted);
            }
        }
        for path in batch.keys() {
            self.held.remove(path);
        }
        batch.into_values().collect()
    }

    /// All files that are there now. Those that were known and are not among them are gone.
    /// In the first round nobody is taken to be writing: all contents count as they are.
    pub fn found(&mut self, now: Instant, paths: &[PathBuf], first_round: bool) {
        let there: BTreeSet<_> = paths.iter().collect();
        let known: Vec<_> = self.files.keys().cloned().collect();
        for path in known.into_iter().filter(|p| !there.contains(p)) {
            // One that is included need not be in a watched folder: a read tells.
            let sign = if is_header(&path) { Sign::Saved(path) } else { Sign::Gone(path) };
            self.sign(now, sign);
        }
        for path in paths {
            self.sign(now, Sign::Saved(path.clone()));
            self.pending(path.clone(), now).trusted |= first_round;
        }
    }

    /// A file that was asked for by name and is not there at the start.
    pub fn awaited(&mut self, path: &Path) -> Step {
        let file = self.files.entry(path.to_owned()).or_default();
        file.told_gone = true;
        Step::Tell(Notice::Awaited { path: path.to_owned() })
    }

    /// The answer to [`Step::Read`].
    pub fn read(&mut self, now: Instant, path: &Path, content: Content) -> Vec<Step> {
        let Some(file) = self.files.get_mut(path) else { return Vec::new() };
        let Some(pending) = &mut file.pending else { return Vec::new() };
        if content == Content::Missing {
            let steps = file.missing(now, path);
            if file.pending.is_none() {
                self.forget(path);
            }
            return steps;
        }
        pending.away = None;
        let judged = file.judged.as_ref().is_some_and(|(text, _)| *text == content);
        if judged && !pending.forced {
            let steps = file.settled_unchanged(path, content);
            self.forget(path);
            return steps;
        }
        if let Some((suspect, until)) = &pending.suspect
            && *suspect == content
        {
            if now < *until {
                pending.due = *until;
                return Vec::new();
            }
            return self.meant(path, content);
        }
        if pending.trusted {
            return self.meant(path, content);
        }
        match &content {
            Content::Text(text) if text.trim().is_empty() => self.suspect(now, path, content, EMPTY),
            Content::Text(_) if is_header(path) => self.meant(path, content),
            Content::Text(_) => self.want(path, content, false),
            _ => self.suspect(now, path, content, BROKEN),
        }
    }

    /// What was to be loaded of a file is not what it holds any more.
    fn forget(&mut self, path: &Path) {
        self.ready.remove(path);
        self.held.remove(path);
    }

    /// The content is to be loaded with whatever else is saved now; `last`: it is what was meant, broken or not.
    fn want(&mut self, path: &Path, content: Content, last: bool) -> Vec<Step> {
        let Some(pending) = self.files.get_mut(path).and_then(|f| f.pending.take()) else {
            return Vec::new();
        };
        let Pending { saved, since, trusted, forced, .. } = pending;
        let wanted = Wanted { path: path.to_owned(), content, saved, last: last || trusted, since, forced };
        if trusted {
            return vec![Step::Load(vec![wanted])];
        }
        self.ready.insert(path.to_owned(), wanted);
        Vec::new()
    }

    /// The answer to [`Step::Load`].
    pub fn attempted(&mut self, now: Instant, batch: Vec<Wanted>, answer: Answer) -> Vec<Step> {
        match answer {
            Answer::Judged(verdicts) => {
                let rejected = |verdict: &Verdict| verdict.judgement == Judgement::Rejected;
                let broken = batch.iter().zip(&verdicts).filter(|(_, verdict)| rejected(verdict));
                let because: BTreeSet<_> = broken.map(|(wanted, _)| wanted.path.clone()).collect();
                let judged = batch.into_iter().zip(verdicts);
                judged.flat_map(|(wanted, verdict)| self.judged(now, wanted, verdict, &because)).collect()
            }
            Answer::Broken(broken) => {
                for (wanted, broken) in batch.into_iter().zip(broken) {
                    let path = wanted.path.clone();
                    if !broken || now >= wanted.since + PATIENCE {
                        self.ready.entry(path).or_insert(Wanted { last: broken, ..wanted });
                        continue;
                    }
                    let Wanted { content, saved, since, forced, .. } = wanted;
                    let due = now + BROKEN;
                    let file = self.files.entry(path).or_default();
                    let pending =
                        file.pending.get_or_insert_with(|| Pending { since, ..Pending::new(saved) });
                    pending.due = due;
                    pending.forced |= forced;
                    pending.suspect = Some((content, due));
                }
                Vec::new()
            }
        }
    }

    /// The content may be half written: look again after `wait`, but not for ever.
    fn suspect(&mut self, now: Instant, path: &Path, content: Content, wait: Duration) -> Vec<Step> {
        let Some(pending) = self.files.get_mut(path).and_then(|f| f.pending.as_mut()) else {
            return Vec::new();
        };
        if now >= pending.since + PATIENCE {
            return self.meant(path, content);
        }
        pending.due = now + wait;
        pending.suspect = Some((content, pending.due));
        Vec::new()
    }

    /// The content is what was saved: act on it.
    fn meant(&mut self, path: &Path, content: Content) -> Vec<Step> {
        let Some(file) = self.files.get_mut(path) else { return Vec::new() };
        if let Content::Unreadable(reason) = &content {
            let notice = Notice::Unreadable { path: path.to_owned(), reason: reason.clone() };
            (file.judged, file.pending) = (Some((content, false)), None);
            self.forget(path);
            return vec![Step::Tell(notice)];
        }
        if !is_header(path) {
            return self.want(path, content, true);
        }
        let Some(pending) = file.pending.take() else { return Vec::new() };
        file.judged = Some((content, true));
        self.reload_includers(path, pending.saved)
    }

    /// Looks again at the modules that a change of `header` may concern: those that include it,
    /// and those that are rejected, for it may be what they miss.
    fn reload_includers(&mut self, header: &Path, saved: Instant) -> Vec<Step> {
        let mut steps = Vec::new();
        for (path, file) in self.files.iter_mut().filter(|(p, _)| !is_header(p)) {
            let Some((_, accepted)) = file.judged else { continue };
            if accepted && !file.includes.contains(header) {
                continue;
            }
            let pending = file.pending.get_or_insert_with(|| Pending::new(saved));
            (pending.saved, pending.forced, pending.suspect) = (saved, true, None);
            steps.push(Step::Read(path.clone()));
        }
        steps
    }

    /// What became of one content of a batch, of which the files in `broken` were rejected.
    fn judged(
        &mut self,
        now: Instant,
        wanted: Wanted,
        verdict: Verdict,
        broken: &BTreeSet<PathBuf>,
    ) -> Vec<Step> {
        if verdict.judgement == Judgement::HeldBack {
            let held = Held { wanted: Wanted { last: false, ..wanted.clone() }, because: broken.clone() };
            self.held.insert(wanted.path, held);
            return Vec::new();
        }
        let Wanted { path, content, .. } = wanted;
        let accepted = verdict.judgement == Judgement::Accepted;
        for (header, text) in verdict.includes.iter().flatten() {
            self.note_header(now, header, text);
        }
        let Some(file) = self.files.get_mut(&path) else { return Vec::new() };
        if let Some(includes) = verdict.includes {
            file.includes = includes.into_iter().map(|(path, _)| path).collect();
        }
        let was_rejected = matches!(file.judged, Some((_, false)));
        let was_gone = std::mem::take(&mut file.told_gone) && file.judged.is_some();
        file.loaded |= accepted;
        file.judged = Some((content, accepted));
        match verdict.unchanged {
            Some((module, version)) if was_rejected || was_gone => {
                vec![Step::Tell(Notice::Back { path, module, version })]
            }
            _ => Vec::new(),
        }
    }

    /// Remembers the text of a header that a module was just compiled with. Where it is known with
    /// another text, a change has been overlooked or is on its way: it is read again.
    fn note_header(&mut self, now: Instant, header: &Path, text: &Arc<str>) {
        let content = Content::Text(text.clone());
        let file = self.files.entry(header.to_owned()).or_default();
        match &file.judged {
            None => file.judged = Some((content, true)),
            Some((known, _)) if *known == content => {}
            Some(_) => self.sign(now, Sign::Saved(header.to_owned())),
        }
    }

    /// The files that have been included so far.
    pub fn headers(&self) -> Vec<PathBuf> {
        self.files.keys().filter(|p| is_header(p)).cloned().collect()
    }
}

impl File {
    /// The file is not there: it counts as deleted when it has been away for long enough.
    fn missing(&mut self, now: Instant, path: &Path) -> Vec<Step> {
        let Some(pending) = &mut self.pending else { return Vec::new() };
        let until = *pending.away.get_or_insert(now) + AWAY;
        if now < until {
            pending.due = until;
            return Vec::new();
        }
        self.pending = None;
        let known = self.judged.is_some() && !is_header(path);
        if !known || std::mem::replace(&mut self.told_gone, true) {
            return Vec::new();
        }
        vec![Step::Tell(Notice::Deleted { path: path.to_owned(), loaded: self.loaded })]
    }

    /// The content is the one that was judged. After a deletion was told, the loader is asked all
    /// the same: it knows which version the text is of.
    fn settled_unchanged(&mut self, path: &Path, content: Content) -> Vec<Step> {
        let Some(pending) = self.pending.take() else { return Vec::new() };
        if self.told_gone && !is_header(path) && !matches!(content, Content::Unreadable(_)) {
            let Pending { saved, since, forced, .. } = pending;
            return vec![Step::Load(vec![Wanted {
                path: path.to_owned(),
                content,
                saved,
                last: true,
                since,
                forced,
            }])];
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests;
