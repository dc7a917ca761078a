//! All tables, by reference, by name and by owner.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::atom::Atom;
use crate::build::{self, Arena};
use crate::ets::lock::Writing;
use crate::ets::table::{Access, Store, Table, discard};
use crate::process::Process;
use crate::signals::send_message;
use crate::table;
use crate::term::Term;

#[derive(Default)]
struct Registry {
    /// By the payload of the reference.
    by_id: BTreeMap<u64, Arc<Table>>,
    by_name: HashMap<Atom, Arc<Table>>,
    /// What each process owns or walks through, by the word of its pid.
    held: HashMap<u64, Vec<Arc<Table>>>,
}

static REGISTRY: LazyLock<RwLock<Registry>> = LazyLock::new(RwLock::default);
/// Changes whenever a reference or a name stops meaning what it meant.
static GENERATION: AtomicU64 = AtomicU64::new(0);
/// Processes that hold tables, so that the end of a process costs nothing where there are none.
static HOLDERS: AtomicUsize = AtomicUsize::new(0);

/// Tables that a scheduler remembers: a program works on a few at a time.
const REMEMBERED: usize = 8;

/// What a word meant in a generation.
struct Known {
    generation: u64,
    word: u64,
    table: Arc<Table>,
}

/// What a scheduler remembers at one place: nothing that the end of its thread would have to drop, so that nobody has to ask
/// whether it is still there.
struct Place(Cell<ManuallyDrop<Option<Known>>>);

impl Place {
    const fn empty() -> Place {
        Place(Cell::new(ManuallyDrop::new(None)))
    }

    #[inline(always)]
    fn replace(&self, known: Option<Known>) -> Option<Known> {
        ManuallyDrop::into_inner(self.0.replace(ManuallyDrop::new(known)))
    }
}

/// Forgets what its thread remembers when that ends.
struct AtEnd;

impl Drop for AtEnd {
    fn drop(&mut self) {
        forget_known();
    }
}

thread_local! {
    static KNOWN: [Place; REMEMBERED] = const { [const { Place::empty() }; REMEMBERED] };
    static AT_END: AtEnd = const { AtEnd };
}

/// A table that somebody works on: taken out of what its scheduler remembers, and put back after that, so that nothing
/// is counted that other cores count too.
pub struct Held(ManuallyDrop<Option<Known>>);

impl Deref for Held {
    type Target = Arc<Table>;

    #[inline]
    fn deref(&self) -> &Arc<Table> {
        match &*self.0 {
            Some(known) => &known.table,
            None => unreachable!("a table is put back when it is no longer held"),
        }
    }
}

impl Drop for Held {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(known) = self.0.take() {
            KNOWN.with(|places| drop(places[place(known.word)].replace(Some(known))));
        }
    }
}

/// Where a scheduler remembers what a word means.
fn place(word: u64) -> usize {
    (word >> 8) as usize % REMEMBERED
}

fn read() -> RwLockReadGuard<'static, Registry> {
    REGISTRY.read().unwrap_or_else(PoisonError::into_inner)
}

fn write() -> RwLockWriteGuard<'static, Registry> {
    REGISTRY.write().unwrap_or_else(PoisonError::into_inner)
}

impl Registry {
    fn find(&self, handle: Term) -> Option<&Arc<Table>> {
        match Atom::from_term(handle) {
            Some(name) => self.by_name.get(&name),
            None if handle.is_reference() => self.by_id.get(&handle.payload()),
            None => None,
        }
    }

    fn hold(&mut self, process: Term, table: &Arc<Table>) {
        let held = self.held.entry(process.0).or_default();
        if !held.iter().any(|other| Arc::ptr_eq(other, table)) {
            held.push(table.clone());
        }
        HOLDERS.store(self.held.len(), Ordering::Relaxed);
    }

    fn let_go(&mut self, process: Term, table: &Arc<Table>) {
        if let Some(held) = self.held.get_mut(&process.0) {
            held.retain(|other| !Arc::ptr_eq(other, table));
            if held.is_empty() {
                self.held.remove(&process.0);
            }
        }
        HOLDERS.store(self.held.len(), Ordering::Relaxed);
    }

    fn forget(&mut self, table: &Arc<Table>) {
        self.by_id.remove(&table.id.payload());
        if table.settings.named
            && let Some(name) = Atom::from_term(table.name())
        {
            self.by_name.remove(&name);
        }
        self.let_go(table.owner(), table);
        GENERATION.fetch_add(1, Ordering::Release);
    }
}

/// Forgets what this thread remembers: it sleeps for long, and tables may be deleted meanwhile.
pub fn forget_known() {
    KNOWN.with(|places| places.iter().for_each(|place| drop(place.replace(None))));
}

/// The table that a reference or a name means.
#[inline(always)]
pub fn find(handle: Term) -> Option<Held> {
    let generation = GENERATION.load(Ordering::Acquire);
    let known = KNOWN.with(|places| places[place(handle.0)].replace(None));
    match known {
        Some(known) if known.word == handle.0 && known.generation == generation => Some(held(known)),
        _ => look_up(handle, generation),
    }
}

#[inline(always)]
fn held(known: Known) -> Held {
    Held(ManuallyDrop::new(Some(known)))
}

#[cold]
fn look_up(handle: Term, generation: u64) -> Option<Held> {
    let _ = AT_END.try_with(|_| ());
    let table = read().find(handle)?.clone();
    Some(held(Known { generation, word: handle.0, table }))
}

/// The table, if the process may do that to it.
#[inline(always)]
pub fn access(process: &Process, handle: Term, access: Access) -> Option<Held> {
    find(handle).filter(|table| table.may(process.pid, access))
}

/// Makes a table known; says whether its name was free.
pub fn add(table: Table) -> bool {
    let mut registry = write();
    let table = Arc::new(table);
    if table.settings.named
        && let Some(name) = Atom::from_term(table.name())
    {
        if registry.by_name.contains_key(&name) {
            return false;
        }
        registry.by_name.insert(name, table.clone());
    }
    registry.by_id.insert(table.id.payload(), table.clone());
    registry.hold(table.owner(), &table);
    true
}

/// Deletes a table.
pub fn delete(table: &Arc<Table>) {
    if let Some(store) = table.write() {
        delete_locked(table, store);
    }
}

/// Deletes a table whose objects the caller has.
pub fn delete_locked(table: &Arc<Table>, mut store: Writing<'_, Store>) {
    write().forget(table);
    let data = table.clear(&mut store, true);
    drop(store);
    discard(data);
}

/// Gives a table another name; says whether that was free.
pub fn rename(table: &Arc<Table>, name: Atom) -> bool {
    let mut registry = write();
    if table.settings.named {
        if registry.by_name.contains_key(&name) {
            return false;
        }
        if let Some(old) = Atom::from_term(table.name()) {
            registry.by_name.remove(&old);
        }
        registry.by_name.insert(name, table.clone());
    }
    table.set_name(name);
    GENERATION.fetch_add(1, Ordering::Release);
    true
}

/// How many tables there are.
pub fn count() -> usize {
    read().by_id.len()
}

/// All tables, the newest first.
pub fn all() -> Vec<Arc<Table>> {
    read().by_id.values().rev().cloned().collect()
}

/// Bytes that the tables of each process take, about, by the word of its pid. `None`: somebody writes one for long.
pub fn sizes() -> Option<HashMap<u64, usize>> {
    let mut sizes = HashMap::new();
    for table in all() {
        *sizes.entry(table.owner().0).or_default() += table.bytes()?;
    }
    Some(sizes)
}

/// Remembers that a process walks through a table, until it ends or [`unfixed`] is called.
pub fn fixed(process: Term, table: &Arc<Table>) {
    write().hold(process, table);
}

/// A process has ended its walk through a table.
pub fn unfixed(process: Term, table: &Arc<Table>) {
    if table.owner() != process {
        write().let_go(process, table);
    }
}

/// A process does not walk through a table any more, which may have been deleted.
pub fn let_go(process: Term, id: Term) {
    let mut registry = write();
    let held = registry.held.get(&process.0);
    let table = held.and_then(|held| held.iter().find(|table| table.id == id)).cloned();
    if let Some(table) = table.filter(|table| table.owner() != process) {
        registry.let_go(process, &table);
    }
}

/// Gives a table to another process, which gets a message; says whether that process lives.
pub fn give(table: &Arc<Table>, from: Term, to: Term, data: Term) -> bool {
    if !table::is_alive(to) {
        return false;
    }
    let walks = table.read().is_some_and(|store| store.fixes.iter().any(|&(pid, _)| pid == from));
    let mut registry = write();
    if !walks {
        registry.let_go(from, table);
    }
    table.set_owner(to);
    registry.hold(to, table);
    drop(registry);
    let mut arena = Arena::new();
    let parts = [Atom::new("ETS-TRANSFER").term(), table.handle(), from, data];
    let message = build::tuple(&mut arena, &parts);
    send_message(to, message);
    if !table::is_alive(to) {
        // It has ended in the meantime and may not have seen what it owns.
        process_ended(to);
    }
    true
}

/// A process has ended: its tables go to their heirs or are deleted. Called when it cannot be found any more.
pub fn process_ended(process: Term) {
    if HOLDERS.load(Ordering::Relaxed) == 0 {
        return;
    }
    let mut registry = write();
    let Some(held) = registry.held.remove(&process.0) else { return };
    HOLDERS.store(registry.held.len(), Ordering::Relaxed);
    drop(registry);
    for table in held {
        if let Some(mut store) = table.write() {
            store.release(process);
        }
        if table.owner() == process && !inherited(&table, process) {
            delete(&table);
        }
    }
}

/// Gives a table to its heir, if it has one that lives.
fn inherited(table: &Arc<Table>, from: Term) -> bool {
    let heir = table.heir().as_ref().map(|heir| (heir.pid, heir.data.clone()));
    heir.is_some_and(|(pid, data)| pid != from && give(table, from, pid, data.term()))
}
