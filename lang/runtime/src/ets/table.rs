//! A table: its settings, its owner, and its objects behind a lock.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::atom::Atom;
use crate::compare::exactly_equal;
use crate::ets::hashed::{Hashed, Many, Walks};
use crate::ets::lock::{Reading, TableLock, Writing};
use crate::ets::object::{Object, Raw};
use crate::ets::ordered::Ordered;
use crate::message::Message;
use crate::owned::OwnedTerm;
use crate::term::Term;
use crate::{memory, slices};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Set,
    OrderedSet,
    Bag,
    DuplicateBag,
}

impl Kind {
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Set => "set",
            Kind::OrderedSet => "ordered_set",
            Kind::Bag => "bag",
            Kind::DuplicateBag => "duplicate_bag",
        }
    }
}

/// What those may do that do not own the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    Public,
    Protected,
    Private,
}

/// What an operation does to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
    /// Needs no right: `info`.
    Look,
}

/// Who owns the table next.
pub struct Heir {
    pub pid: Term,
    pub data: OwnedTerm,
}

/// What is chosen when a table is made.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    pub kind: Kind,
    pub protection: Protection,
    pub named: bool,
    /// The place of the key, from 0.
    pub keypos: usize,
    /// The three that tune OTP's tables are kept for `info`; all tables are alike here.
    pub read_concurrency: bool,
    /// `true`, `false` or `auto`.
    pub write_concurrency: Term,
    pub decentralized_counters: bool,
    pub compressed: bool,
}

/// See the module.
pub struct Table {
    /// The reference by which it is known.
    pub id: Term,
    pub settings: Settings,
    name: AtomicU64,
    owner: AtomicU64,
    /// What `settings` say, or has been set since: a [`Protection`].
    protection: AtomicU8,
    alive: AtomicBool,
    heir: Mutex<Option<Heir>>,
    store: TableLock<Store>,
}

/// What a process finds that wants a table's objects.
pub enum Tried<G> {
    Store(G),
    /// Others have them; it is woken when it is worth another try.
    Busy,
    Deleted,
}

/// Words of a table without objects, about.
pub const TABLE_WORDS: usize = size_of::<Table>() / 8 + 256;

/// What is behind the lock.
pub struct Store {
    pub data: Data,
    /// Who has fixed the table, and how many times.
    pub fixes: Vec<(Term, usize)>,
}

/// The objects.
pub enum Data {
    Hashed(Hashed),
    Ordered(Ordered),
}

impl Table {
    pub fn new(id: Term, name: Atom, owner: Term, settings: Settings, heir: Option<Heir>) -> Table {
        Table {
            id,
            settings,
            name: AtomicU64::new(name.term().0),
            owner: AtomicU64::new(owner.0),
            protection: AtomicU8::new(settings.protection as u8),
            alive: AtomicBool::new(true),
            heir: Mutex::new(heir),
            store: TableLock::new(Store { data: Data::new(&settings), fixes: Vec::new() }),
        }
    }

    /// The atom given when it was made or renamed.
    pub fn name(&self) -> Term {
        Term(self.name.load(Ordering::Relaxed))
    }

    pub(crate) fn set_name(&self, name: Atom) {
        self.name.store(name.term().0, Ordering::Relaxed);
    }

    pub fn owner(&self) -> Term {
        Term(self.owner.load(Ordering::Acquire))
    }

    pub(crate) fn set_owner(&self, owner: Term) {
        self.owner.store(owner.0, Ordering::Release);
    }

    /// What programs call it by: its name if it is a named one, else its reference.
    pub fn handle(&self) -> Term {
        if self.settings.named { self.name() } else { self.id }
    }

    /// Who may do what with it.
    #[inline]
    pub fn protection(&self) -> Protection {
        match self.protection.load(Ordering::Relaxed) {
            byte if byte == Protection::Public as u8 => Protection::Public,
            byte if byte == Protection::Protected as u8 => Protection::Protected,
            _ => Protection::Private,
        }
    }

    pub(crate) fn set_protection(&self, protection: Protection) {
        self.protection.store(protection as u8, Ordering::Relaxed);
    }

    #[inline]
    pub fn may(&self, process: Term, access: Access) -> bool {
        match (access, self.protection()) {
            (Access::Look, _) | (_, Protection::Public) | (Access::Read, Protection::Protected) => true,
            _ => self.owner() == process,
        }
    }

    pub fn heir(&self) -> std::sync::MutexGuard<'_, Option<Heir>> {
        self.heir.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The objects, if the table has not been deleted meanwhile. The thread waits for them, if it has to.
    pub fn read(&self) -> Option<Reading<'_, Store>> {
        let store = self.store.read();
        self.alive.load(Ordering::Relaxed).then_some(store)
    }

    /// Bytes of all objects, about. `None`: somebody writes for long.
    pub(crate) fn bytes(&self) -> Option<usize> {
        let store = (0..ATTEMPTS).find_map(|attempt| {
            if attempt > 0 {
                std::thread::sleep(PAUSE);
            }
            self.store.read_at_once()
        })?;
        Some(store.data.bytes())
    }

    /// As [`Table::read`], to change them.
    pub fn write(&self) -> Option<Writing<'_, Store>> {
        let mut store = self.store.write();
        store.data.tidy();
        self.alive.load(Ordering::Relaxed).then_some(store)
    }

    /// The objects, for a process that can sleep and try again.
    #[inline(always)]
    pub fn try_read(&self, process: Term) -> Tried<Reading<'_, Store>> {
        self.tried(self.store.try_read(process))
    }

    /// As [`Table::try_read`], to change them.
    #[inline(always)]
    pub fn try_write(&self, process: Term) -> Tried<Writing<'_, Store>> {
        let mut store = self.store.try_write(process);
        if let Some(store) = &mut store {
            store.data.tidy();
        }
        self.tried(store)
    }

    /// Whether processes wait for the objects.
    pub fn is_wanted(&self) -> bool {
        self.store.is_wanted()
    }

    /// A process has ended a walk through the table that took several steps. What was deleted meanwhile is given back
    /// now, or by whoever changes the table next.
    pub fn tidy(&self) {
        if let Some(mut store) = self.store.write_at_once() {
            store.data.tidy();
        }
    }

    #[inline(always)]
    fn tried<G>(&self, store: Option<G>) -> Tried<G> {
        match store {
            None => Tried::Busy,
            Some(store) if self.alive.load(Ordering::Relaxed) => Tried::Store(store),
            Some(_) => Tried::Deleted,
        }
    }

    /// Takes all objects out, for good or not.
    pub(crate) fn clear(&self, store: &mut Store, for_good: bool) -> Data {
        if for_good {
            self.alive.store(false, Ordering::Relaxed);
        }
        let fresh = Data::new(&self.settings);
        let old = std::mem::replace(&mut store.data, fresh);
        let fixed = !store.fixes.is_empty();
        store.data.set_fixed(fixed);
        if let (Data::Hashed(fresh), Data::Hashed(old)) = (&mut store.data, &old) {
            fresh.take_walkers(old);
        }
        old
    }
}

/// Objects from which on a table's memory is given back by a thread of its own: some milliseconds of work.
const MANY_OBJECTS: usize = 50_000;

/// [`Table::bytes`] tries so often to look at the objects, and pauses between.
const ATTEMPTS: usize = 40;
const PAUSE: std::time::Duration = std::time::Duration::from_micros(20);

/// Objects that [`Data::bytes`] looks at.
const LOOKED_AT: usize = 100;

/// The sum of the first sizes, and how many they are.
fn summed(sizes: impl Iterator<Item = usize>) -> (usize, usize) {
    sizes.take(LOOKED_AT).fold((0, 0), |(sum, count), size| (sum + size, count + 1))
}

/// Gives the memory of objects back.
pub(crate) fn discard(data: Data) {
    if data.count() > MANY_OBJECTS {
        // Where no thread can be made, dropping the closure gives it back here.
        let _ = std::thread::Builder::new().name("ets".to_string()).spawn(move || {
            slices::share_core();
            drop(data);
            memory::say_all();
        });
    }
}

impl Data {
    fn new(settings: &Settings) -> Data {
        let hashed = |many| Data::Hashed(Hashed::new(many, settings.keypos));
        match settings.kind {
            Kind::OrderedSet => Data::Ordered(Ordered::new(settings.keypos)),
            Kind::Set => hashed(Many::One),
            Kind::Bag => hashed(Many::Different),
            Kind::DuplicateBag => hashed(Many::Any),
        }
    }

    /// How many objects there are.
    pub fn count(&self) -> usize {
        match self {
            Data::Hashed(table) => table.count(),
            Data::Ordered(table) => table.count(),
        }
    }

    /// Bytes of all objects, binaries outside included, about: the first ones stand for the others.
    pub(crate) fn bytes(&self) -> usize {
        let (bytes, looked_at) = match self {
            Data::Hashed(table) => {
                let objects = (0..table.buckets()).flat_map(|bucket| table.bucket(bucket));
                summed(objects.map(Raw::bytes))
            }
            Data::Ordered(table) => summed(table.walk(None, false).map(Object::bytes)),
        };
        bytes.saturating_mul(self.count()) / looked_at.max(1)
    }

    pub fn insert(&mut self, object: Object) {
        match self {
            Data::Hashed(table) => table.insert(object),
            Data::Ordered(table) => table.insert(object),
        }
    }

    /// Adds a copy of a flat tuple.
    pub fn insert_flat(&mut self, tuple: Term) {
        match self {
            Data::Hashed(table) => table.insert_flat(tuple),
            Data::Ordered(table) => table.insert_flat(tuple),
        }
    }

    /// One object of a key.
    pub fn one(&self, key: Term) -> Option<Term> {
        match self {
            Data::Hashed(table) => table.one(key).map(Raw::term),
            Data::Ordered(table) => table.lookup(key),
        }
    }

    /// Calls `visit` with all objects of a key, the newest first.
    pub fn each(&self, key: Term, mut visit: impl FnMut(Term)) {
        self.each_message(key, |object| visit(object.term));
    }

    /// The same with the nodes that they lie in.
    pub fn each_message(&self, key: Term, mut visit: impl FnMut(&Message)) {
        match self {
            Data::Hashed(table) if table.has_sets() => {
                table.one(key).into_iter().for_each(|object| visit(object.message()));
            }
            Data::Hashed(table) => table.lookup(key).for_each(|object| visit(object.message())),
            Data::Ordered(table) => table.object(key).into_iter().for_each(|object| visit(object.message())),
        }
    }

    /// Removes all objects of a key.
    pub fn remove(&mut self, key: Term) {
        match self {
            Data::Hashed(table) => drop(table.remove(key, |_| true)),
            Data::Ordered(table) => drop(table.remove(key, |_| true)),
        }
    }

    /// Removes the objects of a key for which `which` says so.
    pub fn remove_some(&mut self, key: Term, which: impl FnMut(Term) -> bool) {
        match self {
            Data::Hashed(table) => drop(table.remove(key, which)),
            Data::Ordered(table) => drop(table.remove(key, which)),
        }
    }

    /// The place of keys in objects, from 0.
    pub fn keypos(&self) -> usize {
        match self {
            Data::Hashed(table) => table.keypos(),
            Data::Ordered(table) => table.keypos(),
        }
    }

    /// Removes the objects that are equal to `object`, whose key is `key`.
    pub fn remove_object(&mut self, key: Term, object: Term) {
        match self {
            Data::Hashed(table) => drop(table.remove(key, |other| exactly_equal(other, object))),
            Data::Ordered(table) => drop(table.remove(key, |other| exactly_equal(other, object))),
        }
    }

    pub(crate) fn set_fixed(&mut self, fixed: bool) {
        if let Data::Hashed(table) = self {
            table.set_fixed(fixed);
        }
    }

    /// Words of all objects.
    pub fn words(&self) -> usize {
        match self {
            Data::Hashed(table) => table.words(),
            Data::Ordered(table) => table.words(),
        }
    }

    /// A process begins to walk through the table in several steps; says whether the table has to know that and did
    /// not. An ordered one does not have to.
    pub(crate) fn begin_walk(&self, process: Term, walks: Walks) -> bool {
        matches!(self, Data::Hashed(table) if table.begin_walk(process, walks))
    }

    /// A process has ended its walk; says whether the table knew of it.
    pub(crate) fn end_walk(&self, process: Term) -> bool {
        matches!(self, Data::Hashed(table) if table.end_walk(process))
    }

    /// Gives back so many buckets at most that are too many; says whether that is done.
    pub(crate) fn settle(&mut self, most: usize) -> bool {
        match self {
            Data::Hashed(table) => table.shrink_some(most),
            Data::Ordered(_) => true,
        }
    }

    /// See [`Hashed::is_walked`].
    pub(crate) fn is_walked(&self) -> bool {
        matches!(self, Data::Hashed(table) if table.is_walked())
    }

    /// See [`Hashed::tidy`].
    #[inline]
    pub(crate) fn tidy(&mut self) {
        if let Data::Hashed(table) = self {
            table.tidy();
        }
    }
}

impl Store {
    /// `process` begins to walk through the table, or has ended it once; says whether this is the first or
    /// last time for the process.
    pub fn fix(&mut self, process: Term, fix: bool) -> bool {
        let at = self.fixes.iter().position(|&(pid, _)| pid == process);
        match (at, fix) {
            (Some(at), true) => self.fixes[at].1 += 1,
            (None, true) => self.fixes.push((process, 1)),
            (Some(at), false) if self.fixes[at].1 > 1 => self.fixes[at].1 -= 1,
            (Some(at), false) => drop(self.fixes.swap_remove(at)),
            (None, false) => return false,
        }
        self.data.set_fixed(!self.fixes.is_empty());
        at.is_none() || self.fixes.iter().all(|&(pid, _)| pid != process)
    }

    /// A process that walked through the table has ended.
    pub(crate) fn release(&mut self, process: Term) {
        self.fixes.retain(|&(pid, _)| pid != process);
        self.data.end_walk(process);
        self.data.set_fixed(!self.fixes.is_empty());
    }
}
