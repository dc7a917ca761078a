//! Walking through a table with a match specification.

use crate::atom;
use crate::build::{self, Heap, ListIter};
use crate::compare::{compare, exactly_equal};
use crate::ets::object::{Object, Raw, key_of};
use crate::ets::spec::{Range, Run};
use crate::ets::table::{Data, Store};
use crate::owned::copy_to;
use crate::process::Process;
use crate::term::Term;

/// What is walked through.
pub struct Walk<'a> {
    /// The only keys that count, if that is known.
    pub keys: Option<Vec<Term>>,
    /// Otherwise, in a table with an order, the range that they are in, if that is known.
    pub range: Option<Range>,
    pub backwards: bool,
    pub run: Run<'a>,
}

/// Where a walk goes on.
#[derive(Debug, Clone, Copy)]
pub enum Place {
    Bucket(usize),
    /// After that key; `None`: at the start.
    Key(Option<Term>),
    End,
}

/// What a part of a walk has come to.
pub struct Chunk {
    /// Values, the last one first.
    pub list: Term,
    /// How many values there are, or objects that were counted or changed.
    pub count: usize,
    pub place: Place,
    /// What it took, in the time that an empty bucket takes.
    pub work: usize,
}

/// Work after which a part of a walk ends: a fraction of a millisecond, in which others cannot have the table.
pub const A_PART: usize = 8_000;

/// The work that an object takes beside that of copying it.
const AN_OBJECT: usize = 8;

/// Words that are copied in the time that an empty bucket takes.
const WORDS: usize = 4;

/// An object that a walk comes to.
struct Found {
    /// In a table without an order: the object in its chain.
    raw: Option<Raw>,
    object: Term,
    words: usize,
}

impl Chunk {
    /// A walk begins there, or goes on with what it has found so far.
    pub fn new(place: Place, list: Term, count: usize) -> Chunk {
        Chunk { list, count, place, work: 0 }
    }

    /// The place is one in the process's heap, so that it stays when the object there goes.
    pub fn keep_place(&mut self, process: &mut Process) {
        if let Place::Key(Some(key)) = self.place {
            self.place = Place::Key(Some(copy_to(key, process)));
        }
    }

    /// Shows objects from the place on to `look`, in buckets whole buckets at a time, until that has seen enough or
    /// a part of the walk is done.
    fn pass(
        &mut self,
        data: &Data,
        range: Option<&Range>,
        backwards: bool,
        mut look: impl FnMut(&mut Chunk, Found) -> bool,
    ) {
        match data {
            Data::Hashed(table) => {
                let mut bucket = if let Place::Bucket(bucket) = self.place { bucket } else { 0 };
                let mut enough = false;
                while bucket < table.buckets() && !enough && self.work < A_PART {
                    for raw in table.bucket(bucket) {
                        self.work += AN_OBJECT;
                        enough |=
                            look(self, Found { raw: Some(raw), object: raw.term(), words: raw.words() });
                    }
                    self.work += 1;
                    bucket += 1;
                }
                self.place = if bucket < table.buckets() { Place::Bucket(bucket) } else { Place::End };
            }
            Data::Ordered(table) => {
                let start = if let Place::Key(key) = self.place { key } else { None };
                self.place = Place::End;
                let objects = match range {
                    Some(range) => table.walk_range(range, start, backwards),
                    None => table.walk(start, backwards),
                };
                for object in objects {
                    self.work += AN_OBJECT;
                    let found = Found { raw: None, object: object.term(), words: object.words() };
                    if look(self, found) || self.work >= A_PART {
                        self.place = Place::Key(Some(object.key(table.keypos())));
                        break;
                    }
                }
            }
        }
    }
}

/// Adds the value for an object to those of a chunk, if there is one.
fn look(run: &mut Run<'_>, process: &mut Process, object: Term, chunk: &mut Chunk) {
    if let Some(list) = run.listed(process, object, chunk.list) {
        chunk.list = list;
        chunk.count += 1;
    }
}

impl Walk<'_> {
    /// Adds values to those of a chunk, until there are `limit` or a part of the walk is done.
    pub fn some(&mut self, process: &mut Process, store: &Store, from: Chunk, limit: usize) -> Chunk {
        let mut chunk = from;
        let Some(mut keys) = self.keys.take() else {
            let Walk { ref range, backwards, ref mut run, .. } = *self;
            if chunk.count < limit {
                chunk.pass(&store.data, range.as_ref(), backwards, |chunk, found| {
                    let before = chunk.count;
                    look(run, process, found.object, chunk);
                    chunk.work += (chunk.count - before) * (found.words / WORDS);
                    chunk.count >= limit
                });
            }
            return chunk;
        };
        if matches!(store.data, Data::Ordered(_)) {
            keys.sort_by(|&a, &b| if self.backwards { compare(b, a) } else { compare(a, b) });
            keys.dedup_by(|a, b| compare(*a, *b).is_eq());
        }
        for &key in &keys {
            store.data.each(key, |object| {
                chunk.work += AN_OBJECT;
                look(&mut self.run, process, object, &mut chunk);
            });
        }
        chunk.place = Place::End;
        chunk
    }

    /// Counts the objects for which the value is `true`.
    pub fn count(&mut self, process: &mut Process, store: &Store, from: Chunk) -> Chunk {
        let mut chunk = from;
        let mut holds = |object| self.run.on(process, object) == Some(TRUE);
        match self.keys.take() {
            Some(keys) => {
                keys.iter().for_each(|&key| {
                    store.data.each(key, |object| chunk.count += usize::from(holds(object)));
                });
                chunk.place = Place::End;
            }
            None => chunk.pass(&store.data, self.range.as_ref(), false, |chunk, found| {
                chunk.count += usize::from(holds(found.object));
                false
            }),
        }
        chunk
    }

    /// Removes the objects for which the value is `true`. The place of what comes next lies in the process's heap.
    pub fn remove(&mut self, process: &mut Process, store: &mut Store, from: Chunk) -> Chunk {
        let mut chunk = from;
        let before = store.data.count();
        if let Some(keys) = self.keys.take() {
            let mut removes = |object| self.run.on(process, object) == Some(TRUE);
            keys.iter().for_each(|&key| store.data.remove_some(key, &mut removes));
            chunk.place = Place::End;
        } else if let Data::Hashed(table) = &mut store.data {
            let mut bucket = if let Place::Bucket(bucket) = chunk.place { bucket } else { 0 };
            while bucket < table.buckets() && chunk.work < A_PART {
                chunk.work += 1;
                table.retain(bucket, |object| {
                    chunk.work += AN_OBJECT;
                    self.run.on(process, object) == Some(TRUE)
                });
                bucket += 1;
            }
            chunk.place = if bucket < table.buckets() { Place::Bucket(bucket) } else { Place::End };
        } else {
            let mut keys = Vec::new();
            let keypos = store.data.keypos();
            chunk.pass(&store.data, self.range.as_ref(), false, |_, found| {
                if self.run.on(process, found.object) == Some(TRUE) {
                    keys.push(key_of(found.object, keypos));
                }
                false
            });
            // It may be that of an object that goes.
            chunk.keep_place(process);
            keys.into_iter().for_each(|key| store.data.remove(key));
        }
        chunk.count += before - store.data.count();
        chunk
    }

    /// Puts the values in the place of the objects and counts them. The values have their objects' keys, except where
    /// that could not be seen before: such objects stay as they are.
    pub fn replace(&mut self, process: &mut Process, store: &mut Store, from: Chunk) -> Chunk {
        let mut chunk = from;
        let keypos = store.data.keypos();
        let mut fresh: Vec<(Option<Raw>, Object)> = Vec::new();
        chunk.pass(&store.data, self.range.as_ref(), false, |chunk, found| {
            if let Some(value) = self.run.on(process, found.object)
                && build::tuple_elements(value).is_some_and(|elements| elements.len() > keypos)
                && exactly_equal(key_of(value, keypos), key_of(found.object, keypos))
            {
                chunk.work += AN_OBJECT + found.words / WORDS;
                fresh.push((found.raw, Object::new(value)));
            }
            false
        });
        chunk.keep_place(process);
        chunk.count += fresh.len();
        for (raw, object) in fresh {
            match (&mut store.data, raw) {
                (Data::Hashed(table), Some(raw)) => table.replace(raw, object),
                (data, _) => data.insert(object),
            }
        }
        chunk
    }
}

const TRUE: Term = atom::TRUE.term();

/// Divides a list of `count` elements into the last `limit` and those before, in their order or the last
/// one first.
pub fn divide(heap: &mut dyn Heap, list: Term, count: usize, limit: usize, turned: bool) -> (Term, Term) {
    let mut elements = ListIter::new(list);
    let before: Vec<Term> = elements.by_ref().take(count - limit).collect();
    let last = elements.rest();
    let before = if turned { build::list(heap, before.into_iter().rev()) } else { build::list(heap, before) };
    (last, before)
}
