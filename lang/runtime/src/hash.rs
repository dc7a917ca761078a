//! `erlang:phash2/1,2`: the same value for a term on every machine and in every release, so exactly
//! OTP's.

use crate::atom::Atom;
use crate::build::{BigView, View, view};
use crate::code::{self, FunEntry};
use crate::compare::captured;
use crate::term::Term;

/// The golden ratio in 32 bits; its multiples tell kinds of terms apart.
const RATIO: u32 = 0x9e37_79b9;

const fn salt(kind: u32) -> u32 {
    RATIO.wrapping_mul(kind)
}

const NUMBER: u32 = salt(1);
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
const EXPORT: u32 = salt(14);

/// The 32-bit hash of a term; terms that are `=:=` have the same.
pub fn portable(term: Term) -> u32 {
    let mut hash = Hash(0);
    let mut rests = vec![term];
    while let Some(term) = rests.pop() {
        hash.add(term, &mut rests);
    }
    hash.0
}

struct Hash(u32);

impl Hash {
    /// Adds a term; its parts go onto `rests`, the first on top.
    fn add(&mut self, term: Term, rests: &mut Vec<Term>) {
        match view(term) {
            View::Small(value) => self.small(value),
            View::Big(big) => self.big(big),
            View::Float(value) => {
                let bits = if value == 0.0 { 0 } else { value.to_bits() };
                self.mix((bits >> 32) as u32, bits as u32, FLOAT);
            }
            View::Atom(atom) if self.0 == 0 => self.0 = atom.portable_hash(),
            View::Atom(atom) => self.mix(atom.portable_hash(), 0, ATOM),
            View::Nil if self.0 == 0 => self.0 = 3_468_870_702,
            View::Nil => self.mix(2, 0, NIL),
            View::Cons(..) => self.list(term, rests),
            View::Tuple(elements) => {
                self.mix(elements.len() as u32, 0, TUPLE);
                rests.extend(elements.iter().rev());
            }
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
    fn list(&mut self, list: Term, rests: &mut Vec<Term>) {
        let mut rest = list;
        let (mut word, mut count) = (0u32, 0);
        while let View::Cons(head, tail) = view(rest) {
            let Some(byte) = head.to_small().and_then(|value| u8::try_from(value).ok()) else { break };
            word = word << 8 | u32::from(byte);
            count += 1;
            if count == 4 {
                self.mix(word, 0, BYTES);
                (word, count) = (0, 0);
            }
            rest = tail;
        }
        if count > 0 {
            self.mix(word, 0, BYTES);
        }
        match view(rest) {
            View::Cons(head, tail) => rests.extend([tail, head]),
            _ => rests.push(rest),
        }
    }

    fn fun(&mut self, fun: Term, rests: &mut Vec<Term>) {
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
        rests.extend(captured.iter().rev());
    }

    /// Jenkins' mixing of three words, of which the hash is the third.
    fn mix(&mut self, a: u32, b: u32, salt: u32) {
        let (mut a, mut b, mut c) = (salt.wrapping_add(a), salt.wrapping_add(b), self.0);
        let sub = |x: u32, y: u32, z: u32| x.wrapping_sub(y).wrapping_sub(z);
        a = sub(a, b, c) ^ c >> 13;
        b = sub(b, c, a) ^ a << 8;
        c = sub(c, a, b) ^ b >> 13;
        a = sub(a, b, c) ^ c >> 12;
        b = sub(b, c, a) ^ a << 16;
        c = sub(c, a, b) ^ b >> 5;
        a = sub(a, b, c) ^ c >> 3;
        b = sub(b, c, a) ^ a << 10;
        c = sub(c, a, b) ^ b >> 15;
        self.0 = c;
    }
}
