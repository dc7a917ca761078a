//! Modules, their versions, and what is kept of those that are gone.

use std::collections::{HashMap, VecDeque};
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Instant, SystemTime};

use swerl_jit::VersionCode;
use swerl_runtime::atom::Atom;

use crate::diff::{Difference, Digests};
use crate::shapes::Shapes;
use crate::summary::Summary;

/// A person's modules by name.
pub(crate) type Modules = HashMap<String, Module>;

/// The text that a version was made of, with all that it includes: names and texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Content {
    pub text: Arc<str>,
    pub included: Vec<(String, Arc<str>)>,
}

impl Content {
    /// Takes the included texts that `other` has too from there: one stands in memory once, however many versions
    /// include it.
    pub fn share(&mut self, other: &Content) {
        for (file, (name, text)) in self.included.iter_mut().enumerate() {
            let same = other.included.get(file).filter(|(old, had)| old == name && had == text);
            if let Some((_, had)) = same {
                *text = had.clone();
            }
        }
    }
}

/// Sources kept of a module.
pub(crate) const KEPT: usize = 128;

/// A module and its versions.
#[derive(Default)]
pub(crate) struct Module {
    /// The highest number that a version has been given; it may not be published yet.
    pub numbered: u32,
    /// What the next text is compared with; `None`: whatever comes is new.
    pub latest: Option<Arc<Source>>,
    /// The version that exports lead to; `None` before the first and after `code:delete/1`.
    pub current: Option<u32>,
    /// The highest number that has been published.
    pub newest_published: Option<u32>,
    /// Versions in memory, by number.
    pub versions: Vec<Version>,
    /// What versions were made of, by number; the last [`KEPT`] of them and the current one.
    pub history: VecDeque<Arc<Kept>>,
    /// Versions that were current before, the last one last: where a rollback goes.
    pub before: Vec<u32>,
}

/// What a version was made of and what was found in it, for as long as the version is in memory.
#[derive(Debug)]
pub(crate) struct Source {
    pub kept: Arc<Kept>,
    pub digests: Digests,
    pub summary: Summary,
    pub shapes: Shapes,
}

impl Deref for Source {
    type Target = Kept;

    fn deref(&self) -> &Kept {
        &self.kept
    }
}

/// What is kept of a version for good: enough to make it again.
#[derive(Debug)]
pub(crate) struct Kept {
    pub number: u32,
    pub path: PathBuf,
    pub content: Content,
    /// Against the version that was the latest when it was made.
    pub difference: Difference,
    pub made: SystemTime,
}

/// A version in memory.
pub(crate) struct Version {
    pub number: u32,
    pub source: Arc<Source>,
    /// Name, arity and address of each exported function, in the order of export.
    pub exports: Vec<Export>,
    /// Keeps the code alive. Given up when a round of the census has found that nobody refers to it.
    pub code: Arc<VersionCode>,
    /// When it ceased to be current.
    pub retired: Option<Instant>,
    /// The last round of the census found code of it in use: to copy its literals would be in vain.
    pub in_use: bool,
}

/// An exported function.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Export {
    pub name: Atom,
    pub arity: u32,
    /// The address of its code.
    pub code: usize,
}

impl Module {
    /// The version in memory of a number.
    pub fn version(&self, number: u32) -> Option<&Version> {
        self.versions.iter().find(|version| version.number == number)
    }

    /// The version that is current.
    pub fn current_version(&self) -> Option<&Version> {
        self.version(self.current?)
    }

    /// What a version in memory was made of.
    pub fn source(&self, number: u32) -> Option<&Arc<Source>> {
        self.version(number).map(|version| &version.source)
    }

    /// What a version was made of, in memory or not.
    pub fn kept(&self, number: u32) -> Option<&Arc<Kept>> {
        self.history.iter().find(|kept| kept.number == number)
    }

    /// Where the current version's text came from.
    pub fn path(&self) -> Option<&PathBuf> {
        self.source(self.current?).map(|source| &source.path)
    }

    /// Adds a version in the order of numbers.
    pub fn insert(&mut self, version: Version) {
        let place = self.versions.partition_point(|other| other.number < version.number);
        self.versions.insert(place, version);
    }

    /// Keeps what a version was made of.
    pub fn keep(&mut self, kept: Arc<Kept>) {
        self.history.push_back(kept);
        while self.history.len() > KEPT {
            let goes = self.history.iter().position(|kept| Some(kept.number) != self.current).unwrap_or(0);
            self.history.remove(goes);
        }
    }

    /// Makes another version the current one; `remember`: a rollback comes back to the one before.
    pub fn make_current(&mut self, number: Option<u32>, now: Instant, remember: bool) {
        let before = std::mem::replace(&mut self.current, number);
        for version in &mut self.versions {
            if Some(version.number) == number {
                version.retired = None;
            } else {
                version.retired.get_or_insert(now);
            }
        }
        if remember && let Some(before) = before.filter(|_| before != number) {
            self.before.push(before);
            if self.before.len() > KEPT {
                self.before.remove(0);
            }
        }
    }
}

/// Locks what survives a panic of whoever held it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
