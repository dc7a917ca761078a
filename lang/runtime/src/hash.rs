//! `erlang:phash2/1,2`: the same value for a term on every machine and in every release, so exactly
//! OTP's.

use crate::atom::Atom;
use crate::bits::Bits;
use crate::build::{View, object, tuple_elements, view};
use crate::code::{self, FunEntry};
use crate::compare::captured;
use crate::map;
use crate::table;
use crate::term::{Kind, Term};

/// The golden ratio in 32 bits; its multiples tell kinds of terms apart.
const RATIO: u32 = 0x9e37_79b9;

pub(crate) const fn salt(kind: u32) -> u32 {
    RATIO.wrapping_mul(kind)
}

/// What is added to both words of an integer before they are mixed in.
pub const NUMBER: u32 = salt(1);
const NIL: u32 = salt(2);
const ATOM: u32 = salt(3);
const BYTES: u32 = salt(4);
const PID: u32 = salt(5);
const PORT: u32 = salt(6);
const REFERENCE: u32 = salt(7);
const TUPLE: u32 = salt(9);
const NEGATIVE: u32 = salt(10);
const POSITIVE: u32 = salt(11);
const FLOAT: u32 = salt(12);
const BITS: u32 = salt(13);
const EXPORT: u32 = salt(14);
const LAST_BITS: u32 = salt(15);
const MAP: u32 = salt(16);
const PAIRS: u32 = salt(19);

const FLOAT_KIND: u8 = Kind::Float as u8;

/// The 32-bit hash of a term; terms that are `=:=` have the same.
///
/// The hash is passed by value all the way, so that it stays in a register: each mixing waits for the one before.
pub fn portable(term: Term) -> u32 {
    // The pairs of the map that is being hashed count alike in any order.
    let (mut hash, mut pairs) = (0, 0);
    let mut rests = Vec::new();
    let mut next = term;
    loop {
        if next.is_cons() {
            (hash, next) = plain_elements(hash, next);
            if next.is_cons() {
                // SAFETY: the list is valid, so its cells are alive.
                let (head, tail) = unsafe { (next.head(), next.tail()) };
                rests.push(Rest::Term(tail));
                next = head;
            }
            continue;
        }
        if let Some(elements) = tuple_elements(next) {
            let rest;
            (hash, rest) = plain_start(mix(hash, elements.len() as u32, 0, TUPLE), elements);
            if let Some((&first, others)) = rest.split_first() {
                rests.extend(others.iter().rev().map(|&element| Rest::Term(element)));
                next = first;
                continue;
            }
        } else if map::is_map(next) {
            let size = map::size(next).unwrap_or(0);
            hash = mix(hash, size as u32, 0, MAP);
            if size > 0 {
                rests.push(Rest::MapEnd { value: hash, pairs });
                hash = 0;
                pairs = map_pairs(next, &mut rests);
            }
        } else if let Some(all) = plain(hash, next) {
            hash = all;
        } else if let View::Fun(fun) = view(next) {
            hash = fun_parts(hash, fun, &mut rests);
        }
        loop {
            match rests.pop() {
                None => return hash,
                Some(Rest::Term(term)) => {
                    next = term;
                    break;
                }
                Some(Rest::PairEnd) => {
                    pairs ^= hash;
                    hash = 0;
                }
                Some(Rest::MapEnd { value, pairs: before }) => {
                    hash = mix(value, pairs, 0, PAIRS);
                    pairs = before;
                }
            }
        }
    }
}

/// Tells the bytes at the start of a list four at a time, and what is left of them then: as a word, the last one lowest, and how
/// many they are. Returns the rest of the list.
#[inline(always)]
pub(crate) fn bytes_at_start(list: Term, mut tell: impl FnMut(u32, u32)) -> Term {
    let mut rest = list;
    let (mut word, mut count) = (0u32, 0);
    while rest.is_cons() {
        // SAFETY: the list is valid, so its cells are alive.
        let (head, tail) = unsafe { (rest.head(), rest.tail()) };
        let Some(byte) = head.to_small().and_then(|value| u8::try_from(value).ok()) else { break };
        word = word << 8 | u32::from(byte);
        count += 1;
        if count == 4 {
            tell(word, count);
            (word, count) = (0, 0);
        }
        rest = tail;
    }
    if count > 0 {
        tell(word, count);
    }
    rest
}

/// What is still to be hashed.
enum Rest {
    Term(Term),
    /// A key and its value have been hashed by themselves.
    PairEnd,
    /// All pairs of a map have been hashed; what stood before them.
    MapEnd {
        value: u32,
        pairs: u32,
    },
}

/// The hash with a term without parts added to it; `None` if the term has parts.
#[inline(always)]
fn plain(hash: u32, term: Term) -> Option<u32> {
    if let Some(value) = term.to_small() {
        return Some(small(hash, value));
    }
    if let Some(atom) = Atom::from_term(term) {
        let own = atom.portable_hash();
        return Some(if hash == 0 { own } else { mix(hash, own, 0, ATOM) });
    }
    if term.is_nil() {
        return Some(if hash == 0 { 3_468_870_702 } else { mix(hash, 2, 0, NIL) });
    }
    match object(term) {
        Some((FLOAT_KIND, words)) => {
            // Both zeros count as the same.
            let bits = if words[0] << 1 == 0 { 0 } else { words[0] };
            Some(mix(hash, (bits >> 32) as u32, bits as u32, FLOAT))
        }
        _ => rarely_plain(hash, term),
    }
}

#[inline(always)]
fn small(mut hash: u32, value: i64) -> u32 {
    const BOUND: i64 = 1 << 27;
    if !(-BOUND..BOUND).contains(&value) {
        let size = value.unsigned_abs();
        let salt = if value < 0 { NEGATIVE } else { POSITIVE };
        return mix(hash, size as u32, (size >> 32) as u32, salt);
    }
    let value = value as i32;
    if value < 0 {
        hash = mix(hash, value.wrapping_neg() as u32, 0, NUMBER);
    }
    mix(hash, value as u32, 0, NUMBER)
}

#[inline(never)]
fn rarely_plain(hash: u32, term: Term) -> Option<u32> {
    if let Some(bits) = Bits::of(term) {
        return Some(add_bits(hash, bits));
    }
    Some(match view(term) {
        View::Big(big) => {
            let salt = if big.negative { NEGATIVE } else { POSITIVE };
            let add = |hash, &limb: &u64| mix(hash, limb as u32, (limb >> 32) as u32, salt);
            big.limbs.iter().fold(hash, add)
        }
        View::Pid(payload) => mix(hash, table::pid_numbers(payload)[0], 0, PID),
        View::Port(payload) => mix(hash, payload as u32, (payload >> 32) as u32, PORT),
        View::Reference(payload) => mix(hash, payload as u32, 0, REFERENCE),
        View::Internal => hash,
        _ => return None,
    })
}

fn add_bits(hash: u32, bits: Bits) -> u32 {
    let start = BITS.wrapping_add(hash);
    if bits.is_empty() {
        return start;
    }
    if let Some(bytes) = bits.as_bytes() {
        return block_hash(bytes, start);
    }
    let bytes = bits.padded();
    let (whole, rest) = (bits.len() / 8, bits.len() % 8);
    let hash = block_hash(&bytes[..whole], start);
    if rest == 0 {
        return hash;
    }
    mix(hash, rest as u32, u32::from(bytes[whole] >> (8 - rest)), LAST_BITS)
}

/// Adds the elements of a list up to the first one with parts; returns what is left of the list. Bytes, at the start and after
/// each other element, are taken four at a time.
#[inline(always)]
fn plain_elements(mut hash: u32, mut list: Term) -> (u32, Term) {
    loop {
        list = bytes_at_start(list, |word, _| hash = mix(hash, word, 0, BYTES));
        if !list.is_cons() {
            return (hash, list);
        }
        // SAFETY: the list is valid, so its cells are alive.
        let (head, tail) = unsafe { (list.head(), list.tail()) };
        let Some(all) = plain(hash, head) else { return (hash, list) };
        (hash, list) = (all, tail);
    }
}

/// Adds the terms before the first one with parts; returns the others.
#[inline(always)]
fn plain_start(mut hash: u32, mut terms: &[Term]) -> (u32, &[Term]) {
    while let Some((&first, others)) = terms.split_first() {
        let Some(all) = plain(hash, first) else { break };
        (hash, terms) = (all, others);
    }
    (hash, terms)
}

/// The hash of those pairs of a map that have no parts; the others go onto `rests`.
#[inline(always)]
fn plain_pairs(all: impl Iterator<Item = (Term, Term)>, rests: &mut Vec<Rest>) -> u32 {
    let mut hash = 0;
    for (key, value) in all {
        match plain(0, key).and_then(|hash| plain(hash, value)) {
            Some(pair) => hash ^= pair,
            None => rests.extend([Rest::PairEnd, Rest::Term(value), Rest::Term(key)]),
        }
    }
    hash
}

#[inline(never)]
fn map_pairs(map: Term, rests: &mut Vec<Rest>) -> u32 {
    match map::flat_parts(map) {
        Some((keys, values)) => {
            plain_pairs(std::iter::zip(keys, values).map(|(&key, &value)| (key, value)), rests)
        }
        None => plain_pairs(map::pairs(map).into_iter().flatten(), rests),
    }
}

/// Adds what a fun is; what it captured goes onto `rests`.
fn fun_parts(hash: u32, fun: Term, rests: &mut Vec<Rest>) -> u32 {
    // SAFETY: a valid term of kind fun points to its entry, which lives as long as its version.
    let entry: &FunEntry = unsafe { code::fun_entry(fun) };
    let module = entry.module.portable_hash();
    if !entry.export.is_null() {
        let hash = mix(hash, entry.arity, module, NUMBER);
        return mix(hash, entry.name.portable_hash(), 0, EXPORT);
    }
    let captured = captured(fun);
    rests.extend(captured.iter().rev().map(|&term| Rest::Term(term)));
    let hash = mix(hash, captured.len() as u32, module, NUMBER);
    mix(hash, entry.index, entry.unique, NUMBER)
}

/// Mixes two words into a hash.
#[inline(always)]
pub(crate) const fn mix(hash: u32, a: u32, b: u32, salt: u32) -> u32 {
    jenkins([salt.wrapping_add(a), salt.wrapping_add(b), hash])[2]
}

/// The hash of some bytes, from a start value.
pub(crate) fn block_hash(bytes: &[u8], start: u32) -> u32 {
    let mut state = [RATIO, RATIO, start];
    let mut blocks = bytes.chunks_exact(12);
    for block in blocks.by_ref() {
        for (word, part) in state.iter_mut().zip(block.chunks_exact(4)) {
            *word = word.wrapping_add(u32::from_le_bytes([part[0], part[1], part[2], part[3]]));
        }
        state = jenkins(state);
    }
    state[2] = state[2].wrapping_add(bytes.len() as u32);
    let rest = blocks.remainder();
    state[0] = state[0].wrapping_add(up_to_four(rest));
    state[1] = state[1].wrapping_add(up_to_four(rest.get(4..).unwrap_or_default()));
    // The lowest byte of the last word is the length's.
    state[2] = state[2].wrapping_add(up_to_four(rest.get(8..).unwrap_or_default()) << 8);
    jenkins(state)[2]
}

/// The first bytes as a number, the first one lowest.
fn up_to_four(bytes: &[u8]) -> u32 {
    match *bytes {
        [] => 0,
        [a] => u32::from(a),
        [a, b] => u32::from_le_bytes([a, b, 0, 0]),
        [a, b, c] => u32::from_le_bytes([a, b, c, 0]),
        [a, b, c, d, ..] => u32::from_le_bytes([a, b, c, d]),
    }
}

/// The steps of Jenkins' mixing: by how many bits each word in turn is shifted, to the right, or to the left if negative.
pub const JENKINS: [i32; 9] = [13, -8, 13, 12, -16, 5, 3, -10, 15];

/// Jenkins' mixing of three words, of which the hash is the third.
#[inline(always)]
const fn jenkins(mut words: [u32; 3]) -> [u32; 3] {
    let mut step = 0;
    while step < JENKINS.len() {
        let (one, other, last) = (step % 3, (step + 1) % 3, (step + 2) % 3);
        let shift = JENKINS[step];
        let shifted = if shift > 0 { words[last] >> shift } else { words[last] << -shift };
        words[one] = words[one].wrapping_sub(words[other]).wrapping_sub(words[last]) ^ shifted;
        step += 1;
    }
    words
}
