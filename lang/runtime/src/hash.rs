//! `erlang:phash2/1,2`: the same value for a term on every machine and in every release, so exactly
//! OTP's.

use crate::atom::Atom;
use crate::bits::Bits;
use crate::build::{BigView, View, view};
use crate::code::{self, FunEntry};
use crate::compare::captured;
use crate::map;
use crate::term::Term;

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

/// The 32-bit hash of a term; terms that are `=:=` have the same.
pub fn portable(term: Term) -> u32 {
    let mut hash = Hash { value: 0, pairs: 0 };
    let mut rests = Vec::new();
    hash.add(term, &mut rests);
    while let Some(rest) = rests.pop() {
        match rest {
            Rest::Term(term) => hash.add(term, &mut rests),
            Rest::PairEnd => {
                hash.pairs ^= hash.value;
                hash.value = 0;
            }
            Rest::MapEnd { value, pairs } => {
                let all = std::mem::replace(&mut hash.pairs, pairs);
                hash.value = value;
                hash.mix(all, 0, PAIRS);
            }
        }
    }
    hash.value
}

/// Tells the bytes at the start of a list four at a time, and what is left of them then: as a word, the last one lowest, and how
/// many they are. Returns the rest of the list.
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

struct Hash {
    value: u32,
    /// Of the pairs of the map that is being hashed, which count alike in any order.
    pairs: u32,
}

impl Hash {
    /// Adds a term; its parts go onto `rests`, the first on top.
    fn add(&mut self, term: Term, rests: &mut Vec<Rest>) {
        match view(term) {
            View::Small(value) => self.small(value),
            View::Big(big) => self.big(big),
            View::Float(value) => {
                let bits = if value == 0.0 { 0 } else { value.to_bits() };
                self.mix((bits >> 32) as u32, bits as u32, FLOAT);
            }
            View::Atom(atom) if self.value == 0 => self.value = atom.portable_hash(),
            View::Atom(atom) => self.mix(atom.portable_hash(), 0, ATOM),
            View::Nil if self.value == 0 => self.value = 3_468_870_702,
            View::Nil => self.mix(2, 0, NIL),
            View::Cons(..) => self.list(term, rests),
            View::Tuple(elements) => {
                self.mix(elements.len() as u32, 0, TUPLE);
                // Those before the first one with parts need not be put aside.
                let plain =
                    elements.iter().position(|element| element.is_pointer()).unwrap_or(elements.len());
                for &element in &elements[..plain] {
                    self.add(element, rests);
                }
                rests.extend(elements[plain..].iter().rev().map(|&element| Rest::Term(element)));
            }
            View::Map(map) => self.map(map, rests),
            View::Bits(bits) => self.bits(bits),
            View::Fun(fun) => self.fun(fun, rests),
            View::Pid(payload) => self.mix((payload >> 24) as u32, 0, PID),
            View::Port(payload) => self.mix(payload as u32, (payload >> 32) as u32, PORT),
            View::Reference(payload) => self.mix(payload as u32, 0, REFERENCE),
            View::Internal => {}
        }
    }

    fn small(&mut self, value: i64) {
        const BOUND: i64 = 1 << 27;
        if !(-BOUND..BOUND).contains(&value) {
            let size = value.unsigned_abs();
            let salt = if value < 0 { NEGATIVE } else { POSITIVE };
            return self.mix(size as u32, (size >> 32) as u32, salt);
        }
        let value = value as i32;
        if value < 0 {
            self.mix(value.wrapping_neg() as u32, 0, NUMBER);
        }
        self.mix(value as u32, 0, NUMBER);
    }

    fn big(&mut self, big: BigView) {
        let salt = if big.negative { NEGATIVE } else { POSITIVE };
        for &limb in big.limbs {
            self.mix(limb as u32, (limb >> 32) as u32, salt);
        }
    }

    /// Bytes at the start of a list are taken four at a time.
    fn list(&mut self, list: Term, rests: &mut Vec<Rest>) {
        let rest = bytes_at_start(list, |word, _| self.mix(word, 0, BYTES));
        match view(rest) {
            View::Cons(head, tail) => rests.extend([Rest::Term(tail), Rest::Term(head)]),
            _ if !rest.is_pointer() => self.add(rest, rests),
            _ => rests.push(Rest::Term(rest)),
        }
    }

    fn fun(&mut self, fun: Term, rests: &mut Vec<Rest>) {
        // SAFETY: a valid term of kind fun points to its entry, which lives as long as its version.
        let entry: &FunEntry = unsafe { code::fun_entry(fun) };
        let atom = |atom: Atom| atom.portable_hash();
        if !entry.export.is_null() {
            self.mix(entry.arity, atom(entry.module), NUMBER);
            return self.mix(atom(entry.name), 0, EXPORT);
        }
        let captured = captured(fun);
        self.mix(captured.len() as u32, atom(entry.module), NUMBER);
        self.mix(entry.index, entry.unique, NUMBER);
        rests.extend(captured.iter().rev().map(|&term| Rest::Term(term)));
    }

    fn map(&mut self, map: Term, rests: &mut Vec<Rest>) {
        let Some(pairs) = map::pairs(map) else { return };
        let size = map::size(map).unwrap_or(0);
        self.mix(size as u32, 0, MAP);
        if size == 0 {
            return;
        }
        rests.push(Rest::MapEnd { value: self.value, pairs: self.pairs });
        (self.value, self.pairs) = (0, 0);
        for (key, value) in pairs {
            rests.extend([Rest::PairEnd, Rest::Term(value), Rest::Term(key)]);
        }
    }

    fn bits(&mut self, bits: Bits) {
        let start = BITS.wrapping_add(self.value);
        if bits.is_empty() {
            self.value = start;
            return;
        }
        let bytes = bits.padded();
        let (whole, rest) = (bits.len() / 8, bits.len() % 8);
        self.value = block_hash(&bytes[..whole], start);
        if rest > 0 {
            self.mix(rest as u32, u32::from(bytes[whole] >> (8 - rest)), LAST_BITS);
        }
    }

    fn mix(&mut self, a: u32, b: u32, salt: u32) {
        self.value = mix(self.value, a, b, salt);
    }
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
