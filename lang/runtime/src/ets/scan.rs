//! Walking through a table with a match specification.

use crate::atom;
use crate::build::{self, Heap, ListIter};
use crate::compare::{compare, exactly_equal};
use crate::ets::object::{Object, Raw, key_of};
use crate::ets::spec::Run;
use crate::ets::table::{Data, Store};
use crate::owned::copy_to;
use crate::process::Process;
use crate::term::{NIL, Term};

/// What is walked through.
pub struct Walk<'a> {
    /// The only keys that count, if that is known.
    pub keys: Option<Vec<Term>>,
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

/// A part of the results of a walk.
pub struct Chunk {
    /// The last one first, where the table has no order and where it is walked through backwards.
    pub list: Term,
    pub count: usize,
    pub place: Place,
    /// Objects looked at.
    pub work: usize,
}

impl Walk<'_> {
    /// All values, as a list: in the order of the walk for ordered tables, else the last one first.
    pub fn all(&mut self, process: &mut Process, store: &Store) -> Chunk {
        // A list is built from its end.
        self.backwards = !self.backwards;
        let chunk = self.some(process, store, Place::Key(None), NIL, 0, usize::MAX);
        self.backwards = !self.backwards;
        chunk
    }

    /// Adds values to a list of `count`, at least until it has `limit`: whole buckets at a time.
    pub fn some(
        &mut self,
        process: &mut Process,
        store: &Store,
        from: Place,
        list: Term,
        count: usize,
        limit: usize,
    ) -> Chunk {
        let mut chunk = Chunk { list, count, place: from, work: 0 };
        if let Some(mut keys) = self.keys.take() {
            if matches!(store.data, Data::Ordered(_)) {
                keys.sort_by(|&a, &b| if self.backwards { compare(b, a) } else { compare(a, b) });
                keys.dedup_by(|a, b| compare(*a, *b).is_eq());
            }
            for &key in &keys {
                store.data.each(key, |object| self.look(process, object, &mut chunk));
            }
            self.keys = Some(keys);
            chunk.place = Place::End;
            return chunk;
        }
        match &store.data {
            Data::Hashed(table) => {
                let mut bucket = if let Place::Bucket(bucket) = from { bucket } else { 0 };
                while bucket < table.buckets() && chunk.count < limit {
                    table.bucket(bucket).for_each(|object| self.look(process, object.term(), &mut chunk));
                    bucket += 1;
                }
                chunk.work += bucket;
                chunk.place = if bucket < table.buckets() { Place::Bucket(bucket) } else { Place::End };
            }
            Data::Ordered(table) => {
                let start = if let Place::Key(key) = from { key } else { None };
                chunk.place = Place::End;
                for object in table.walk(start, self.backwards) {
                    self.look(process, object.term(), &mut chunk);
                    if chunk.count >= limit {
                        chunk.place = Place::Key(Some(object.key(table.keypos())));
                        break;
                    }
                }
            }
        }
        chunk
    }

    fn look(&mut self, process: &mut Process, object: Term, chunk: &mut Chunk) {
        chunk.work += 1;
        if let Some(value) = self.run.on(process, object) {
            let value = copy_to(value, process);
            chunk.list = build::cons(process, value, chunk.list);
            chunk.count += 1;
        }
    }

    /// The objects for which the value is `true`: how many.
    pub fn count(&mut self, process: &mut Process, store: &Store) -> usize {
        let mut count = 0;
        let mut look = |object| count += usize::from(self.run.on(process, object) == Some(TRUE));
        match self.keys.take() {
            Some(keys) => keys.iter().for_each(|&key| store.data.each(key, &mut look)),
            None => store.data.for_each(|object, _| look(object)),
        }
        count
    }

    /// Removes the objects for which the value is `true`; says how many.
    pub fn remove(&mut self, process: &mut Process, store: &mut Store) -> usize {
        let before = store.data.count();
        let mut removes = |object| self.run.on(process, object) == Some(TRUE);
        match (&mut store.data, self.keys.take()) {
            (Data::Hashed(table), Some(keys)) => {
                for &key in &keys {
                    table.remove(key, &mut removes);
                }
            }
            (Data::Hashed(table), None) => {
                for bucket in 0..table.buckets() {
                    table.retain(bucket, &mut removes);
                }
                table.settle();
            }
            (Data::Ordered(table), Some(keys)) => {
                for &key in &keys {
                    table.remove(key, &mut removes);
                }
            }
            (Data::Ordered(table), None) => table.retain(|object| !removes(object)),
        }
        before - store.data.count()
    }

    /// Puts the values in the place of the objects; says how many. The values have their objects' keys,
    /// except where that could not be seen before: such objects stay as they are.
    pub fn replace(&mut self, process: &mut Process, store: &mut Store, keypos: usize) -> usize {
        let mut fresh: Vec<(Option<Raw>, Object)> = Vec::new();
        let mut look = |raw: Option<Raw>, object: Term| {
            if let Some(value) = self.run.on(process, object)
                && build::tuple_elements(value).is_some_and(|elements| elements.len() > keypos)
                && exactly_equal(key_of(value, keypos), key_of(object, keypos))
            {
                fresh.push((raw, Object::new(value)));
            }
        };
        match &store.data {
            Data::Hashed(table) => {
                for bucket in 0..table.buckets() {
                    table.bucket(bucket).for_each(|raw| look(Some(raw), raw.term()));
                }
            }
            Data::Ordered(table) => table.walk(None, false).for_each(|object| look(None, object.term())),
        }
        let count = fresh.len();
        for (raw, object) in fresh {
            match (&mut store.data, raw) {
                (Data::Hashed(table), Some(raw)) => table.replace(raw, object),
                (data, _) => data.insert(object),
            }
        }
        count
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
