//! The hash that orders the keys of large maps.
//!
//! For integers, floats, binaries, `[]`, lists, tuples and maps of these it is the one that OTP uses on a
//! machine of 64 bits, so that large maps list such keys in the same order. Atoms have no such hash that is
//! the same in all systems; theirs is made of their text.

use crate::atom::Atom;
use crate::bits::Bits;
use crate::build::{BigView, View, object, tuple_elements, view};
use crate::code::fun_entry;
use crate::compare::captured;
use crate::hash::{NUMBER, block_hash, bytes_at_start, mix, salt};
use crate::map;
use crate::term::{Kind, Term};

/// The range of what OTP has as a small integer.
pub const OTP_SMALL: std::ops::Range<i64> = -(1 << 59)..1 << 59;

/// Where every hash starts.
pub const START: u32 = 3_432_918_353;

/// The word that OTP has for `[]`.
const OTP_NIL: u64 = 0x3b;

/// Tuples of up to so many elements are hashed by a short way.
const FEW: usize = 4;

/// What is still to be hashed.
enum Rest {
    Term(Term),
    /// The tail of an improper list.
    Tail(Term),
}

/// The hash of a key. `level` 0 is the one of the first eight levels of a trie; each other one gives
/// different keys another chance to differ.
#[inline]
pub fn internal(key: Term, level: u32) -> u32 {
    if level == 0 {
        return started(key, START);
    }
    let mut hash = Hash { value: START, deep: true };
    hash.word(u64::from(level) << 4 | 0xf);
    hash.of(key)
}

/// The first of these hashes for other uses, which start from another value.
#[inline]
pub fn started(key: Term, start: u32) -> u32 {
    match plain(key, start) {
        Some(hash) => hash,
        None => Hash { value: start, deep: false }.of(key),
    }
}

/// The hash of a small integer, of a binary, or of a tuple of few small integers and atoms, by a short way.
#[inline(always)]
fn plain(key: Term, start: u32) -> Option<u32> {
    if key.is_small() {
        return plain_part(key, start);
    }
    let Some(elements) = tuple_elements(key) else {
        let bytes = Bits::of(key)?.as_bytes()?;
        return (!bytes.is_empty()).then(|| block_hash(bytes, salt(13).wrapping_add(start)));
    };
    let &known = TUPLE_STARTS.get(elements.len())?;
    let mut hash = if start == START { known } else { mix(start, elements.len() as u32, 0, salt(9)) };
    for &element in elements {
        hash = plain_part(element, hash)?;
    }
    Some(hash)
}

#[inline(always)]
fn plain_part(term: Term, hash: u32) -> Option<u32> {
    match term.to_small() {
        Some(value) if OTP_SMALL.contains(&value) => {
            let word = (value as u64) << 4 | 0xf;
            Some(mix(hash, word as u32, (word >> 32) as u32, NUMBER))
        }
        _ => atom_part(term, hash),
    }
}

#[inline(never)]
fn atom_part(term: Term, hash: u32) -> Option<u32> {
    Atom::from_term(term).map(|atom| mix(hash, atom.portable_hash(), 0, salt(3)))
}

/// What the hash of a tuple of so many elements begins with.
pub static TUPLE_STARTS: [u32; FEW + 1] = {
    let mut starts = [0; FEW + 1];
    let mut size = 0;
    while size <= FEW {
        starts[size] = mix(START, size as u32, 0, salt(9));
        size += 1;
    }
    starts
};

/// Whether a term is a tuple, a map or a fun.
fn has_elements(term: Term) -> bool {
    object(term).is_some_and(|(kind, _)| !Kind::is_opaque(kind) && kind != Kind::SubBinary as u8)
}

struct Hash {
    value: u32,
    /// Every bit that tells terms apart must count.
    deep: bool,
}

impl Hash {
    fn of(mut self, key: Term) -> u32 {
        let mut rests = Vec::new();
        self.add(key, &mut rests);
        while let Some(rest) = rests.pop() {
            match rest {
                Rest::Term(term) => self.add(term, &mut rests),
                Rest::Tail(term) => {
                    self.constant(salt(18));
                    self.add(term, &mut rests);
                }
            }
        }
        self.value
    }

    fn mix(&mut self, a: u32, b: u32, salt: u32) {
        self.value = mix(self.value, a, b, salt);
    }

    fn constant(&mut self, constant: u32) {
        self.value ^= constant;
        self.value = self.value << 17 ^ self.value >> 15;
    }

    /// A word as OTP has it.
    fn word(&mut self, word: u64) {
        self.mix(word as u32, (word >> 32) as u32, NUMBER);
    }

    /// An integer that is a small one in OTP, too.
    fn small(&mut self, value: i64) {
        self.word((value as u64) << 4 | 0xf);
    }

    fn add(&mut self, term: Term, rests: &mut Vec<Rest>) {
        match view(term) {
            View::Small(value) if OTP_SMALL.contains(&value) => self.small(value),
            View::Small(value) => self.big(value < 0, &[value.unsigned_abs()]),
            View::Big(BigView { negative, limbs }) => self.big(negative, limbs),
            View::Float(value) => {
                let bits = if value == 0.0 { 0 } else { value.to_bits() };
                self.mix(bits as u32, (bits >> 32) as u32, salt(12));
            }
            View::Atom(atom) => {
                let word = if self.deep { term.payload() as u32 } else { 0 };
                self.mix(atom.portable_hash(), word, salt(3));
            }
            View::Nil => self.word(OTP_NIL),
            View::Cons(..) => self.list(term, rests),
            View::Tuple(elements) => {
                self.mix(elements.len() as u32, 0, salt(9));
                self.elements(elements, rests);
            }
            View::Map(map) => self.map(map, rests),
            View::Bits(bits) => self.bits(bits),
            View::Fun(fun) => {
                let captured = captured(fun);
                // SAFETY: a valid term of kind fun points to its entry, which lives as long as it does.
                let entry = unsafe { fun_entry(fun) };
                self.mix(captured.len() as u32, entry.arity, salt(20));
                self.mix(entry.module.portable_hash(), entry.name.portable_hash(), salt(20));
                self.mix(entry.index, entry.unique, salt(21));
                if self.deep {
                    let [module, name] = [entry.module, entry.name].map(|atom| atom.term().payload() as u32);
                    self.mix(module, name, salt(20));
                    self.mix(entry.version, u32::from(entry.export.is_null()), salt(21));
                }
                rests.extend(captured.iter().rev().map(|&term| Rest::Term(term)));
            }
            View::Pid(payload) => self.mix(payload as u32, (payload >> 32) as u32, salt(5)),
            View::Port(payload) => self.mix(payload as u32, (payload >> 32) as u32, salt(6)),
            View::Reference(payload) => {
                self.mix(payload as u32, (payload >> 32) as u32, salt(7));
                // One that leads to an array is not equal to one that was made of its number.
                if self.deep && term.is_pointer() {
                    self.mix(0, 0, salt(7));
                }
            }
            View::Internal => {}
        }
    }

    /// Where the levels of OTP's own hash are exhausted, numbers behind each other count as what they are, not as their words
    /// in a row.
    fn big(&mut self, negative: bool, limbs: &[u64]) {
        let salt = salt(if negative { 10 } else { 11 });
        if self.deep && limbs.len() > 1 {
            self.mix(limbs.len() as u32, 0, salt);
        }
        for &limb in limbs {
            self.mix(limb as u32, (limb >> 32) as u32, salt);
        }
    }

    /// One after the other. Those before the first one of which something is left for later need not be put aside.
    fn elements(&mut self, elements: &[Term], rests: &mut Vec<Rest>) {
        let before = rests.len();
        for (index, &element) in elements.iter().enumerate() {
            let later = |from: usize| elements[from..].iter().rev().map(|&element| Rest::Term(element));
            match element.to_small() {
                Some(value) if OTP_SMALL.contains(&value) => self.small(value),
                // It may have more of its kind in it, so that it must wait.
                _ if has_elements(element) => return rests.extend(later(index)),
                _ => self.add(element, rests),
            }
            if rests.len() > before {
                rests.splice(before..before, later(index + 1));
                return;
            }
        }
    }

    /// Bytes at the start of a list are taken four at a time.
    fn list(&mut self, list: Term, rests: &mut Vec<Rest>) {
        let rest = bytes_at_start(list, |word, count| match count {
            4 => self.mix(word, 0, salt(4)),
            _ => self.mix(word, count, salt(22)),
        });
        match view(rest) {
            View::Cons(head, tail) => {
                self.constant(salt(17));
                rests.push(if tail.is_cons() { Rest::Term(tail) } else { Rest::Tail(tail) });
                rests.push(Rest::Term(head));
            }
            _ if !rest.is_pointer() => self.add(rest, rests),
            _ => rests.push(Rest::Term(rest)),
        }
    }

    fn map(&mut self, map: Term, rests: &mut Vec<Rest>) {
        let Some(pairs) = map::pairs(map) else { return };
        let first = rests.len();
        for (key, value) in pairs {
            rests.extend([Rest::Term(key), Rest::Term(value)]);
        }
        self.mix(((rests.len() - first) / 2) as u32, 0, salt(16));
        rests[first..].reverse();
    }

    fn bits(&mut self, bits: Bits) {
        let start = salt(13).wrapping_add(self.value);
        if bits.is_empty() {
            self.value = start;
            return;
        }
        let bytes = bits.padded();
        let (whole, rest) = (bits.len() / 8, bits.len() % 8);
        self.value = block_hash(&bytes[..whole], start);
        if rest > 0 {
            self.mix(rest as u32, u32::from(bytes[whole] >> (8 - rest)), salt(15));
        }
    }
}
