//! Maps of many keys: a trie of the keys' hashes, four bits a level, the lowest first.
//!
//! A node has a bit for each of its 16 places and a child for each bit that is set: a cons cell of key and
//! value, or another node. A node below the root has two keys or more, so the shape depends on the keys
//! alone.

use crate::build::{self, Heap};
use crate::compare::exactly_equal;
use crate::map::hash::internal;
use crate::map::{FLAT_MAX, boxed, flat};
use crate::term::{Kind, NIL, Term, header, header_size};

/// Levels that one hash lasts: 8 times 4 bits.
pub const LEVELS: u32 = 8;

/// Places of a node.
pub const PLACES: u32 = 16;

/// Where a key is in the trie.
#[derive(Clone, Copy)]
struct Path {
    key: Term,
    hash: u32,
    level: u32,
}

impl Path {
    fn new(key: Term) -> Path {
        Path { key, hash: internal(key, 0), level: 0 }
    }

    /// The bit of the place at this level.
    fn bit(self) -> u32 {
        1 << (self.hash % PLACES)
    }

    fn next(self) -> Path {
        let level = self.level + 1;
        let hash =
            if level.is_multiple_of(LEVELS) { internal(self.key, level / LEVELS) } else { self.hash >> 4 };
        Path { level, hash, ..self }
    }

    /// The path at a deeper level.
    fn at(self, level: u32) -> Path {
        let mut path = self;
        while path.level < level {
            path = path.next();
        }
        path
    }
}

/// The places that are taken and the children of a node.
pub(super) fn parts<'a>(node: Term) -> (u32, &'a [Term]) {
    // SAFETY: a node of a valid map is alive and has the words that its header says, which are terms.
    unsafe {
        let size = header_size(node.header());
        let words = node.pointer().add(1) as *const Term;
        ((*words).as_small() as u32, std::slice::from_raw_parts(words.add(1), size - 1))
    }
}

fn node(heap: &mut dyn Heap, bitmap: u32, children: &[Term]) -> Term {
    boxed(heap, Kind::MapNode, Term::small(i64::from(bitmap)), children)
}

fn index(bitmap: u32, bit: u32) -> usize {
    let before = bitmap & (bit - 1);
    usize::from(ONES[(before & 255) as usize]) + usize::from(ONES[(before >> 8 & 255) as usize])
}

/// How many bits of a byte are set: to look that up takes less than to compute it where there is no instruction for it.
const ONES: [u8; 256] = {
    let mut ones = [0; 256];
    let mut byte = 1;
    while byte < 256 {
        ones[byte] = ones[byte / 2] + (byte & 1) as u8;
        byte += 1;
    }
    ones
};

/// The value of a key.
pub fn get(root: Term, key: Term) -> Option<Term> {
    let (mut hash, mut level) = (internal(key, 0), 0);
    let mut current = root;
    loop {
        // SAFETY: a node of a valid map is alive: a header, its bitmap, and a child for each bit that is set in that.
        let child = unsafe {
            let words = current.pointer().cast::<Term>().cast_const();
            let bitmap = (*words.add(1)).as_small() as u32;
            let bit = 1 << (hash % PLACES);
            if bitmap & bit == 0 {
                return None;
            }
            *words.add(2 + index(bitmap, bit))
        };
        if child.is_cons() {
            let (other, value) = leaf(child);
            return exactly_equal(other, key).then_some(value);
        }
        current = child;
        hash >>= 4;
        level += 1;
        if level % LEVELS == 0 {
            hash = internal(key, level / LEVELS);
        }
    }
}

pub(super) fn leaf(cell: Term) -> (Term, Term) {
    // SAFETY: the children of a valid map's nodes that are cons cells are alive.
    unsafe { (cell.head(), cell.tail()) }
}

/// Nodes above the one that is changed, and the place of the way down in each.
struct Above {
    /// More levels are rare.
    few: [(Term, usize); FEW_LEVELS],
    more: Vec<(Term, usize)>,
    count: usize,
}

/// A trie of so many levels has about 16 million keys.
const FEW_LEVELS: usize = 6;

impl Above {
    fn new() -> Above {
        Above { few: [(NIL, 0); FEW_LEVELS], more: Vec::new(), count: 0 }
    }

    fn push(&mut self, node: Term, at: usize) {
        match self.few.get_mut(self.count) {
            Some(place) => *place = (node, at),
            None => self.more.push((node, at)),
        }
        self.count += 1;
    }

    /// Those nodes with another child in the lowest.
    fn with(&self, heap: &mut dyn Heap, child: Term) -> Term {
        let few = &self.few[..self.count.min(FEW_LEVELS)];
        let lowest_first = self.more.iter().rev().chain(few.iter().rev());
        lowest_first.fold(child, |child, &(node, at)| with_child(heap, node, at, child))
    }
}

/// The map with a key's value set; `None` if it has not had the key and `only_known` says that it must.
pub fn put(
    heap: &mut dyn Heap,
    (map, count, root): (Term, usize, Term),
    key: Term,
    value: Term,
    only_known: bool,
) -> Option<Term> {
    let mut path = Path::new(key);
    let mut current = root;
    let mut above = Above::new();
    let mut is_new = true;
    let changed = loop {
        let (bitmap, children) = parts(current);
        let at = index(bitmap, path.bit());
        if bitmap & path.bit() == 0 {
            if only_known {
                return None;
            }
            let cell = build::cons(heap, key, value);
            break with_new_child(heap, current, bitmap | path.bit(), at, cell);
        }
        let child = children[at];
        if !child.is_cons() {
            above.push(current, at);
            current = child;
            path = path.next();
            continue;
        }
        let (other, old) = leaf(child);
        let cell = if exactly_equal(other, key) {
            if old == value {
                return Some(map);
            }
            is_new = false;
            // Equal keys may be told apart: 0.0 and -0.0.
            build::cons(heap, key, value)
        } else if only_known {
            return None;
        } else {
            let cell = build::cons(heap, key, value);
            let path = path.next();
            two(heap, (path, cell), (Path::new(other).at(path.level), child))
        };
        break with_child(heap, current, at, cell);
    };
    let root = above.with(heap, changed);
    Some(head(heap, count + usize::from(is_new), root))
}

fn head(heap: &mut dyn Heap, count: usize, root: Term) -> Term {
    boxed(heap, Kind::HashMap, Term::small(count as i64), &[root])
}

fn with_child(heap: &mut dyn Heap, parent: Term, at: usize, child: Term) -> Term {
    // SAFETY: a node of a valid map is alive; as many words are asked for as it has, and `at` is the place
    // of one of its children.
    unsafe {
        let words = 1 + header_size(parent.header());
        let object = heap.alloc(words);
        object.copy_from_nonoverlapping(parent.pointer(), words);
        object.add(2 + at).write(child.0);
        Term::from_boxed(object)
    }
}

/// A node with one more child; `bitmap` has its bit, and it goes before child number `at`.
fn with_new_child(heap: &mut dyn Heap, parent: Term, bitmap: u32, at: usize, child: Term) -> Term {
    let (_, children) = parts(parent);
    let count = children.len() + 1;
    // SAFETY: a header, a bitmap and the children are written into as many words as were asked for; a `Term` is a word.
    unsafe {
        let object = heap.alloc(2 + count);
        object.write(header(Kind::MapNode, 1 + count));
        object.add(1).write(Term::small(i64::from(bitmap)).0);
        let (before, after) = children.split_at(at);
        object.add(2).copy_from_nonoverlapping(before.as_ptr().cast(), at);
        object.add(2 + at).write(child.0);
        object.add(3 + at).copy_from_nonoverlapping(after.as_ptr().cast(), after.len());
        Term::from_boxed(object)
    }
}

/// The node of two keys whose paths are the same before this level.
fn two(heap: &mut dyn Heap, mut a: (Path, Term), mut b: (Path, Term)) -> Term {
    let mut same = Vec::new();
    while a.0.bit() == b.0.bit() {
        same.push(a.0.bit());
        a.0 = a.0.next();
        b.0 = b.0.next();
    }
    let (low, high) = if a.0.bit() < b.0.bit() { (a, b) } else { (b, a) };
    let lowest = node(heap, low.0.bit() | high.0.bit(), &[low.1, high.1]);
    same.into_iter().rev().fold(lowest, |child, bit| node(heap, bit, &[child]))
}

/// Two large maps in one; where both have a key, the pair of the second one. What only one of them has at a place is
/// shared with it.
pub fn merged(heap: &mut dyn Heap, (count_a, a): (usize, Term), (count_b, b): (usize, Term)) -> Term {
    let mut common = 0;
    let root = merged_at(heap, a, b, 0, &mut common);
    head(heap, count_a + count_b - common, root)
}

/// What two children at the same place make, each a cell or a node of this level. Goes as deep as the hashes of keys
/// are the same. `common` counts the keys that both have.
fn merged_at(heap: &mut dyn Heap, a: Term, b: Term, level: u32, common: &mut usize) -> Term {
    if a == b {
        *common += if a.is_cons() { 1 } else { Pairs::new(a).count() };
        return a;
    }
    if a.is_cons() && b.is_cons() {
        let (key_a, key_b) = (leaf(a).0, leaf(b).0);
        if exactly_equal(key_a, key_b) {
            *common += 1;
            return b;
        }
        return two(heap, (Path::new(key_a).at(level), a), (Path::new(key_b).at(level), b));
    }
    let (alone_a, alone_b) = ([a], [b]);
    let (bitmap_a, children_a) = parts_at(&alone_a, level);
    let (bitmap_b, children_b) = parts_at(&alone_b, level);
    let (mut rest_a, mut rest_b) = (children_a.iter(), children_b.iter());
    let mut children = [NIL; PLACES as usize];
    let (mut count, mut left) = (0, bitmap_a | bitmap_b);
    while left != 0 {
        let bit = left & left.wrapping_neg();
        left &= left - 1;
        let of_a = if bitmap_a & bit == 0 { None } else { rest_a.next() };
        let of_b = if bitmap_b & bit == 0 { None } else { rest_b.next() };
        children[count] = match (of_a, of_b) {
            (Some(&a), Some(&b)) => merged_at(heap, a, b, level + 1, common),
            (Some(&one), None) | (None, Some(&one)) => one,
            (None, None) => continue,
        };
        count += 1;
    }
    let children = &children[..count];
    if children == children_a && !a.is_cons() {
        a
    } else if children == children_b && !b.is_cons() {
        b
    } else {
        node(heap, bitmap_a | bitmap_b, children)
    }
}

/// The places and the children of a node; a cell is what a node of this level would have as its only child.
fn parts_at(child: &[Term; 1], level: u32) -> (u32, &[Term]) {
    if child[0].is_cons() { (Path::new(leaf(child[0]).0).at(level).bit(), child) } else { parts(child[0]) }
}

/// The map without a key that it has; it has more than one.
pub fn remove(heap: &mut dyn Heap, count: usize, root: Term, key: Term) -> Term {
    let mut path = Path::new(key);
    let mut current = root;
    let mut above = Vec::new();
    loop {
        let (bitmap, children) = parts(current);
        let at = index(bitmap, path.bit());
        above.push((current, at));
        if children[at].is_cons() {
            break;
        }
        current = children[at];
        path = path.next();
    }
    // What takes the place of the child below; nothing of the key's leaf.
    let mut below = None;
    let levels = above.len();
    for (depth, (parent, at)) in above.into_iter().enumerate().rev() {
        let (bitmap, children) = parts(parent);
        let children = match below {
            Some(child) => [&children[..at], &[child], &children[at + 1..]].concat(),
            None => [&children[..at], &children[at + 1..]].concat(),
        };
        let bitmap = if below.is_some() { bitmap } else { without_bit(bitmap, at) };
        let is_root = depth == 0;
        debug_assert!(depth < levels);
        below = Some(match children[..] {
            [only] if only.is_cons() && !is_root => only,
            _ => node(heap, bitmap, &children),
        });
    }
    head(heap, count - 1, below.unwrap_or(root))
}

/// A bitmap without its bit number `at` of those that are set.
fn without_bit(bitmap: u32, at: usize) -> u32 {
    let rest = (0..at).fold(bitmap, |bits, _| bits & (bits - 1));
    bitmap & !(rest & rest.wrapping_neg())
}

/// Collects pairs for a map of many keys.
pub struct Builder {
    entries: Vec<Entry>,
}

struct Entry {
    /// The hash with its fours of bits in reverse order: sorted by it, entries are in the order of the trie.
    order: u32,
    key: Term,
    value: Term,
}

impl Entry {
    fn place(&self, level: u32) -> u32 {
        self.order >> (28 - 4 * (level % LEVELS)) & 15
    }
}

/// A hash with its fours of bits in reverse order.
fn trie_order(hash: u32) -> u32 {
    let bytes = hash.swap_bytes();
    (bytes & 0x0f0f_0f0f) << 4 | bytes >> 4 & 0x0f0f_0f0f
}

impl Builder {
    pub fn new() -> Builder {
        Builder { entries: Vec::new() }
    }

    /// Adds a pair; of those with the same key the last one counts.
    pub fn put(&mut self, key: Term, value: Term) {
        self.entries.push(Entry { order: trie_order(internal(key, 0)), key, value });
    }

    /// The map, which is flat if there are few keys after all.
    pub fn finish(self, heap: &mut dyn Heap) -> Term {
        let mut entries = self.sorted();
        if entries.len() <= FLAT_MAX {
            let pairs: Vec<_> = entries.iter().map(|entry| (entry.key, entry.value)).collect();
            return flat::from_pairs(heap, &pairs);
        }
        let root = subtrie(heap, &mut entries, 0);
        head(heap, entries.len(), root)
    }

    /// The number of keys and the root of a trie of at least one key, few as they may be.
    pub fn trie(self, heap: &mut dyn Heap) -> (usize, Term) {
        let mut entries = self.sorted();
        (entries.len(), subtrie(heap, &mut entries, 0))
    }

    /// The pairs that count, in the order of the trie.
    fn sorted(mut self) -> Vec<Entry> {
        self.entries.sort_by_key(|entry| entry.order);
        let mut entries: Vec<Entry> = Vec::with_capacity(self.entries.len());
        for entry in self.entries {
            let same_hash = entries.iter_mut().rev().take_while(|other| other.order == entry.order);
            let mut same_hash = same_hash;
            match same_hash.find(|other| exactly_equal(other.key, entry.key)) {
                Some(other) => *other = entry,
                None => entries.push(entry),
            }
        }
        entries
    }
}

/// The node of entries that are sorted and whose paths are the same before a level. Goes as deep as their
/// hashes are the same: a few levels, and one more for every sixteen times as many keys.
fn subtrie(heap: &mut dyn Heap, entries: &mut [Entry], level: u32) -> Term {
    if level > 0 && level.is_multiple_of(LEVELS) {
        for entry in entries.iter_mut() {
            entry.order = trie_order(internal(entry.key, level / LEVELS));
        }
        entries.sort_by_key(|entry| entry.order);
    }
    let mut bitmap = 0;
    let mut children = Vec::new();
    for group in entries.chunk_by_mut(|a, b| a.place(level) == b.place(level)) {
        bitmap |= 1 << group[0].place(level);
        children.push(match group {
            [Entry { key, value, .. }] => build::cons(heap, *key, *value),
            _ => subtrie(heap, group, level + 1),
        });
    }
    node(heap, bitmap, &children)
}

/// Keys and values in the order of the trie.
pub struct Pairs<'a> {
    /// What is left of the nodes on the way down.
    rests: Vec<&'a [Term]>,
}

impl Pairs<'_> {
    pub fn new<'a>(root: Term) -> Pairs<'a> {
        Pairs { rests: vec![parts(root).1] }
    }
}

impl Iterator for Pairs<'_> {
    type Item = (Term, Term);

    fn next(&mut self) -> Option<(Term, Term)> {
        loop {
            let rest = self.rests.last_mut()?;
            let Some((&child, others)) = rest.split_first() else {
                self.rests.pop();
                continue;
            };
            *rest = others;
            if child.is_cons() {
                return Some(leaf(child));
            }
            self.rests.push(parts(child).1);
        }
    }
}
