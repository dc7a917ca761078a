//! Persistent terms: read by everybody without a copy, written rarely.
//!
//! They lie among the literals, so that whoever reads one shares it: neither messages nor collections copy it. One
//! that is erased or replaced is *retired*: the next round of the census ([`crate::census`]) gives those who hold parts
//! of it copies of their own, and then its memory goes.
//!
//! Readers take no lock. The table is open to them while it is written: an entry appears with one store, and a table
//! that has become too small stays as it is, beside the larger one, until a round is over.

use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::bits::block::Binaries;
use crate::build::Heap;
use crate::census::{self, LiteralRange, MarkRef, VersionMark};
use crate::compare::exactly_equal;
use crate::copy::{copy_whole, whole_size};
use crate::ets::hash::key_hash;
use crate::literals::LiteralArea;
use crate::memory;
use crate::term::Term;

/// Words of the pieces of memory that small terms share.
const SLAB_WORDS: usize = 8192;

/// Memory among the literals for terms that are given back together.
struct Slab {
    /// Gives the memory back when it is dropped.
    _area: LiteralArea,
    start: *mut u64,
}

// SAFETY: words are written under the writers' lock before anybody knows of them, and never afterwards.
unsafe impl Send for Slab {}
// SAFETY: as above.
unsafe impl Sync for Slab {}

impl Slab {
    fn new(words: usize) -> Arc<Slab> {
        let mut area = LiteralArea::new();
        let start = area.alloc(words);
        Arc::new(Slab { _area: area, start })
    }
}

/// A key and its value. It stays where it is as long as anybody may see it.
struct Entry {
    hash: u32,
    key: Term,
    value: Term,
    /// Where the words of both lie, and how many they are.
    start: *mut u64,
    words: usize,
    /// The census knows the words.
    registered: bool,
    binaries: Binaries,
    mark: VersionMark,
    _slab: Option<Arc<Slab>>,
}

impl Drop for Entry {
    fn drop(&mut self) {
        if self.registered {
            census::unregister(self.start);
        }
        self.binaries.let_go();
        self.binaries.release();
    }
}

impl Entry {
    fn is(&self, hash: u32, key: Term) -> bool {
        self.hash == hash && exactly_equal(self.key, key)
    }

    fn range(&self) -> LiteralRange {
        LiteralRange {
            start: self.start as usize,
            bytes: self.words * 8,
            mark: MarkRef::new(&self.mark),
            copy_out: true,
        }
    }
}

/// Where entries stand by their hashes: in the first place from there on that was free. Null: free; [`erased`].
struct Table {
    places: Box<[AtomicPtr<Entry>]>,
}

/// What stands where an entry was: those behind it are to be found.
fn erased() -> *mut Entry {
    std::ptr::without_provenance_mut(align_of::<Entry>())
}

const FIRST_PLACES: usize = 64;

impl Table {
    fn new(places: usize) -> Table {
        Table { places: (0..places).map(|_| AtomicPtr::default()).collect() }
    }

    /// The places from a hash on, in the order in which they are looked at.
    fn from(&self, hash: u32) -> impl Iterator<Item = &AtomicPtr<Entry>> {
        let mask = self.places.len() - 1;
        (0..=mask).map(move |step| &self.places[(hash as usize + step) & mask])
    }

    /// The place and the entry of a key.
    fn find(&self, hash: u32, key: Term) -> Option<(&AtomicPtr<Entry>, &Entry)> {
        for place in self.from(hash) {
            let entry = place.load(Ordering::Acquire);
            if entry.is_null() {
                return None;
            }
            if entry != erased() {
                // SAFETY: an entry that was in the table lives until a round of the census is over, which waits
                // for the turn of whoever has read it here.
                let entry = unsafe { &*entry };
                if entry.is(hash, key) {
                    return Some((place, entry));
                }
            }
        }
        None
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        let all = self.places.iter().map(|place| place.load(Ordering::Acquire));
        // SAFETY: as for `find`.
        all.filter(|&entry| !entry.is_null() && entry != erased()).map(|entry| unsafe { &*entry })
    }
}

/// The table; null: nothing was ever put. Written under the lock of [`WRITER`].
static TABLE: AtomicPtr<Table> = AtomicPtr::new(std::ptr::null_mut());

/// The table of this moment. To be used within a turn, or under the writers' lock.
fn table() -> Option<&'static Table> {
    // SAFETY: a table lives until a round of the census is over in which it is not the table any more.
    unsafe { TABLE.load(Ordering::Acquire).as_ref() }
}

/// What only writers use.
struct Writer {
    /// Places of the table that are not free.
    taken: usize,
    /// Entries, and bytes of their terms.
    count: usize,
    bytes: usize,
    slab: Option<Arc<Slab>>,
    /// Words used of the slab.
    used: usize,
    /// What nobody finds any more, numbered.
    entries: Vec<(Box<Entry>, u64)>,
    tables: Vec<(Box<Table>, u64)>,
    /// The number of the next one.
    next: u64,
}

// SAFETY: entries and tables go from thread to thread with the lock.
unsafe impl Send for Writer {}

static WRITER: Mutex<Writer> = Mutex::new(Writer {
    taken: 0,
    count: 0,
    bytes: 0,
    slab: None,
    used: 0,
    entries: Vec::new(),
    tables: Vec::new(),
    next: 0,
});

fn writer() -> MutexGuard<'static, Writer> {
    WRITER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Called when there is something for a round to look for.
static ON_RETIRED: OnceLock<Box<dyn Fn() + Send + Sync>> = OnceLock::new();

/// Installs who makes rounds of the census, once.
pub fn when_retired(ask: impl Fn() + Send + Sync + 'static) {
    let _ = ON_RETIRED.set(Box::new(ask));
}

fn ask_for_round() {
    if let Some(ask) = ON_RETIRED.get() {
        ask();
    }
}

/// The value of a key: a literal.
pub fn get(key: Term) -> Option<Term> {
    table()?.find(key_hash(key), key).map(|(_, entry)| entry.value)
}

/// All keys with their values.
pub fn all() -> Vec<(Term, Term)> {
    table().map_or(Vec::new(), |table| table.entries().map(|entry| (entry.key, entry.value)).collect())
}

/// How many there are, and the bytes that they take.
pub fn size() -> (usize, usize) {
    let writer = writer();
    (writer.count, writer.bytes)
}

/// Sets the value of a key.
///
/// # Errors
/// They would take more than half of what the program may use: nobody would be there to end for it.
pub fn put(key: Term, value: Term) -> Result<(), Full> {
    let hash = key_hash(key);
    let mut writer = writer();
    let found = table().and_then(|table| table.find(hash, key));
    if found.is_some_and(|(_, entry)| exactly_equal(entry.value, value)) {
        return Ok(());
    }
    if writer.bytes + (whole_size(key) + whole_size(value)) * 8 > memory::limit() / 2 {
        return Err(Full);
    }
    let place = found.map(|(place, _)| place);
    let entry = Box::into_raw(writer.entry(hash, key, value));
    match place {
        Some(place) => {
            let old = place.swap(entry, Ordering::AcqRel);
            // SAFETY: whoever takes an entry out of the table owns it.
            writer.retire(unsafe { Box::from_raw(old) });
            drop(writer);
            ask_for_round();
        }
        None => {
            if writer.insert(hash, entry) {
                drop(writer);
                ask_for_round();
            }
        }
    }
    Ok(())
}

/// There is no room for more.
#[derive(Debug)]
pub struct Full;

/// Takes a key out; says whether it was there.
pub fn erase(key: Term) -> bool {
    let mut writer = writer();
    let Some((place, _)) = table().and_then(|table| table.find(key_hash(key), key)) else { return false };
    let old = place.swap(erased(), Ordering::AcqRel);
    // SAFETY: as in `put`.
    writer.retire(unsafe { Box::from_raw(old) });
    drop(writer);
    ask_for_round();
    true
}

impl Writer {
    /// An entry with copies of key and value.
    fn entry(&mut self, hash: u32, key: Term, value: Term) -> Box<Entry> {
        let words = whole_size(key) + whole_size(value);
        let slab = if words > 0 { Some(self.room(words)) } else { None };
        let (start, slab) = slab.map_or((std::ptr::null_mut(), None), |(start, slab)| (start, Some(slab)));
        let mut place = start;
        let mut binaries = Binaries::new();
        // SAFETY: there is room for both, one after the other.
        let (key, value) = unsafe {
            (copy_whole(key, &mut place, &mut binaries), copy_whole(value, &mut place, &mut binaries))
        };
        // Two processes may both find themselves alone with a block: with another part in it, nobody is.
        binaries.hold();
        // SAFETY: the words are a copy's and stay until the entry is dropped.
        let registered =
            words > 0 && unsafe { census::register_literals(std::slice::from_raw_parts(start, words)) };
        self.count += 1;
        self.bytes += words * 8;
        let mark = VersionMark::default();
        Box::new(Entry { hash, key, value, start, words, registered, binaries, mark, _slab: slab })
    }

    /// Room for so many words.
    fn room(&mut self, words: usize) -> (*mut u64, Arc<Slab>) {
        if words > SLAB_WORDS / 4 {
            let slab = Slab::new(words);
            return (slab.start, slab);
        }
        let slab = match &self.slab {
            Some(slab) if self.used + words <= SLAB_WORDS => slab.clone(),
            _ => {
                self.used = 0;
                self.slab.insert(Slab::new(SLAB_WORDS)).clone()
            }
        };
        // SAFETY: the slab has so many words.
        let start = unsafe { slab.start.add(self.used) };
        self.used += words;
        (start, slab)
    }

    /// Puts an entry into the table, whose key is not there; says whether there is a new table.
    fn insert(&mut self, hash: u32, entry: *mut Entry) -> bool {
        let places = table().map_or(0, |table| table.places.len());
        let full = (self.taken + 1) * 2 > places;
        if full {
            self.grow();
        }
        if let Some(table) = table()
            && let Some(place) = table.from(hash).find(|place| place.load(Ordering::Relaxed).is_null())
        {
            place.store(entry, Ordering::Release);
            self.taken += 1;
        }
        full && places > 0
    }

    /// Makes a table with room for as many entries as there are, and more.
    fn grow(&mut self) {
        let old = table();
        let fresh = Table::new((self.count * 4).next_power_of_two().max(FIRST_PLACES));
        self.taken = 0;
        for entry in old.into_iter().flat_map(Table::entries) {
            if let Some(place) = fresh.from(entry.hash).find(|place| place.load(Ordering::Relaxed).is_null())
            {
                place.store(std::ptr::from_ref(entry).cast_mut(), Ordering::Relaxed);
                self.taken += 1;
            }
        }
        let old = TABLE.swap(Box::into_raw(Box::new(fresh)), Ordering::AcqRel);
        if !old.is_null() {
            // SAFETY: whoever takes the table's place owns it.
            self.tables.push((unsafe { Box::from_raw(old) }, self.next));
            self.next += 1;
        }
    }

    fn retire(&mut self, entry: Box<Entry>) {
        self.count -= 1;
        self.bytes -= entry.words * 8;
        self.entries.push((entry, self.next));
        self.next += 1;
    }
}

/// What a round is to look for.
pub struct Retired {
    pub literals: Vec<LiteralRange>,
    /// It is about what has a smaller number.
    before: u64,
}

/// What there is for a round to look for, if anything.
pub fn retired() -> Option<Retired> {
    let writer = writer();
    let entries = writer.entries.iter().filter(|(entry, _)| entry.words > 0);
    let literals = entries.map(|(entry, _)| entry.range()).collect();
    (!writer.entries.is_empty() || !writer.tables.is_empty())
        .then_some(Retired { literals, before: writer.next })
}

/// Gives back what a round has been told to look for and has met nowhere; says how much was given back, and how much
/// is left.
pub fn give_back(retired: &Retired, round: u64) -> (usize, usize) {
    let mut writer = writer();
    let free =
        |(entry, number): &mut (Box<Entry>, u64)| *number < retired.before && !entry.mark.seen_in(round);
    let entries: Vec<_> = writer.entries.extract_if(.., free).collect();
    let tables: Vec<_> = writer.tables.extract_if(.., |(_, number)| *number < retired.before).collect();
    let left = writer.entries.len() + writer.tables.len();
    drop(writer);
    (entries.len() + tables.len(), left)
}
