//! `erlang:phash/2`: the older hash of terms that is the same in all releases of OTP.

use crate::atom::Atom;
use crate::build::{BigView, View, view};
use crate::code;
use crate::compare::captured;
use crate::hash::portable;
use crate::table;
use crate::term::Term;

/// Primes just above 2^28, by the numbers that they have in OTP.
const PRIME: [u32; 15] = [
    0,
    268_440_163,
    268_439_161,
    268_435_459,
    268_436_141,
    268_438_633,
    268_437_017,
    268_438_039,
    268_437_511,
    268_439_627,
    268_440_479,
    268_440_577,
    268_440_581,
    268_440_593,
    268_440_611,
];

/// What is still to be hashed.
enum Rest {
    Term(Term),
    /// What follows is the tail of a list, at whose end the list counts.
    Tail(Term),
    ListEnd,
    /// All elements of a tuple have been hashed.
    TupleEnd(u32),
}

/// The 32-bit hash of a term.
pub fn old_portable(term: Term) -> u32 {
    let mut hash = Hash(0);
    let mut rests = Vec::new();
    hash.add(term, &mut rests);
    while let Some(rest) = rests.pop() {
        match rest {
            Rest::Term(term) => hash.add(term, &mut rests),
            Rest::Tail(term) if term.is_cons() => hash.list(term, &mut rests),
            Rest::Tail(term) => {
                rests.push(Rest::ListEnd);
                hash.add(term, &mut rests);
            }
            Rest::ListEnd => hash.0 = hash.0.wrapping_mul(PRIME[8]),
            Rest::TupleEnd(size) => hash.step(9, size),
        }
    }
    hash.0
}

struct Hash(u32);

impl Hash {
    /// Multiplies by a prime and adds.
    fn step(&mut self, prime: usize, value: u32) {
        self.0 = self.0.wrapping_mul(PRIME[prime]).wrapping_add(value);
    }

    fn bytes(&mut self, prime: usize, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.step(prime, byte.into()));
    }

    fn atom(&mut self, atom: Atom) {
        self.step(1, atom.portable_hash());
    }

    /// A number of 32 bits, as those of pids and references.
    fn identity(&mut self, number: u32, first: usize, second: usize) {
        self.bytes(first, &number.to_le_bytes());
        self.0 = self.0.wrapping_mul(PRIME[second]);
    }

    fn add(&mut self, term: Term, rests: &mut Vec<Rest>) {
        match view(term) {
            View::Small(value) => self.integer(value < 0, &[value.unsigned_abs()]),
            View::Big(BigView { negative, limbs }) => self.integer(negative, limbs),
            View::Float(value) => {
                let bits = if value == 0.0 { 0 } else { value.to_bits() };
                self.step(6, (bits >> 32) as u32 ^ bits as u32);
            }
            View::Atom(atom) => self.atom(atom),
            View::Nil => self.step(3, 1),
            View::Cons(..) => self.list(term, rests),
            View::Tuple(elements) if !elements.iter().any(|element| element.is_pointer()) => {
                elements.iter().for_each(|&element| self.add(element, rests));
                self.step(9, elements.len() as u32);
            }
            View::Tuple(elements) => {
                rests.push(Rest::TupleEnd(elements.len() as u32));
                rests.extend(elements.iter().rev().map(|&element| Rest::Term(element)));
            }
            View::Map(map) => self.step(13, PRIME[14].wrapping_add(portable(map))),
            View::Bits(bits) => {
                let bytes = bits.padded();
                let (whole, rest) = (bits.len() / 8, bits.len() % 8);
                self.bytes(1, &bytes[..whole]);
                if rest > 0 {
                    self.step(1, u32::from(bytes[whole] >> (8 - rest)));
                    self.step(12, rest as u32);
                }
                self.step(4, whole as u32);
            }
            View::Fun(fun) => self.fun(fun, rests),
            View::Pid(payload) => self.identity(table::pid_numbers(payload)[0], 5, 6),
            View::Port(payload) => self.identity(payload as u32, 9, 10),
            View::Reference(payload) => self.identity(payload as u32 & 0x3_ffff, 9, 10),
            View::Internal => {}
        }
    }

    /// The bytes of the absolute value, those of a last half of a limb only if it is not zero.
    fn integer(&mut self, negative: bool, limbs: &[u64]) {
        for (index, limb) in limbs.iter().enumerate() {
            let half = index + 1 == limbs.len() && limb >> 32 == 0;
            self.bytes(2, &limb.to_le_bytes()[..if half { 4 } else { 8 }]);
        }
        self.0 = self.0.wrapping_mul(PRIME[if negative { 4 } else { 3 }]);
    }

    fn list(&mut self, list: Term, rests: &mut Vec<Rest>) {
        let mut rest = list;
        while let View::Cons(head, tail) = view(rest) {
            let Some(byte) = head.to_small().and_then(|value| u8::try_from(value).ok()) else {
                rests.extend([Rest::Tail(tail), Rest::Term(head)]);
                return;
            };
            self.step(2, byte.into());
            rest = tail;
        }
        rests.extend([Rest::ListEnd, Rest::Term(rest)]);
    }

    fn fun(&mut self, fun: Term, rests: &mut Vec<Rest>) {
        // SAFETY: a valid term of kind fun points to its entry, which lives as long as its version.
        let entry = unsafe { code::fun_entry(fun) };
        if !entry.export.is_null() {
            self.step(11, entry.arity);
            self.atom(entry.module);
            return self.atom(entry.name);
        }
        let captured = captured(fun);
        self.step(10, captured.len() as u32);
        self.atom(entry.module);
        self.step(2, entry.index);
        self.step(2, entry.unique);
        rests.extend(captured.iter().rev().map(|&term| Rest::Term(term)));
    }
}
