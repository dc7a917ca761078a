//! Look-ups in maps and changes of values in small ones, as code that compiled code jumps to instead of the stub that
//! calls the BIF. It finds keys that are immediates, and in large maps small integers and tuples of few of them.
//! Whatever else it meets goes on to the BIF with the same arguments: other keys, what is no map, a key that has to be
//! there and is not, and a map that there is no room for.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I32, I64};
use cranelift_codegen::ir::{Block, InstBuilder, Value};
use swerl_runtime::atom;
use swerl_runtime::bif::Bif;
use swerl_runtime::code::WORD_GUARD_FAILED;
use swerl_runtime::hash::{JENKINS, NUMBER};
use swerl_runtime::map::hash::{OTP_SMALL, START, TUPLE_STARTS};
use swerl_runtime::map::{LEVELS, PLACES};
use swerl_runtime::term::{Kind, TAG_BOXED, TAG_CONS, TAG_HEADER, TAG_IMMEDIATE, TAG_MASK, header};

use crate::layout;
use crate::stubs::{Builder, segment, stub_info, trusted};
use crate::unit::{CompileError, SegmentId, Unit};

/// What a look-up is for.
#[derive(Clone, Copy)]
pub enum LookUp {
    /// The value of a key that has to be there.
    Get,
    /// The same in a guard or a pattern, which fails if there is no such key.
    GuardedGet,
    /// Whether there is such a key.
    IsKey,
    GuardedIsKey,
    /// `{ok, Value}` or `error`.
    Find,
    /// The small map with another value of a key that it has: `$map_update` and `$map_put`.
    Change,
    /// The same with the arguments of `maps:update/3` and `maps:put/3`.
    ChangeLast,
}

impl LookUp {
    pub const ALL: [LookUp; 7] = [
        LookUp::Get,
        LookUp::GuardedGet,
        LookUp::IsKey,
        LookUp::GuardedIsKey,
        LookUp::Find,
        LookUp::Change,
        LookUp::ChangeLast,
    ];

    /// What a call of the BIF is, in a guard or not.
    pub fn of(bif: &Bif, guard: bool) -> Option<LookUp> {
        let look_up = match (bif.module.name(), bif.name.name(), bif.arity) {
            ("erlang", "map_get", 2) | ("maps", "get", 2) | ("swerl", "$map_get", 2) => {
                return Some(if guard { LookUp::GuardedGet } else { LookUp::Get });
            }
            ("erlang", "is_map_key", 2) | ("maps", "is_key", 2) => {
                return Some(if guard { LookUp::GuardedIsKey } else { LookUp::IsKey });
            }
            ("maps", "find", 2) => LookUp::Find,
            ("swerl", "$map_update" | "$map_put", 3) => LookUp::Change,
            ("maps", "update" | "put", 3) => LookUp::ChangeLast,
            _ => return None,
        };
        (!guard).then_some(look_up)
    }

    /// How many arguments it has.
    pub fn args(self) -> usize {
        if let LookUp::Change | LookUp::ChangeLast = self { 3 } else { 2 }
    }

    pub fn is_guarded(self) -> bool {
        matches!(self, LookUp::GuardedGet | LookUp::GuardedIsKey)
    }

    /// Compiles it. `bif` is the stub that calls the BIF.
    pub fn build(self, unit: &mut Unit, bif: *const u8) -> Result<SegmentId, CompileError> {
        segment(unit, "look_up", self.args(), stub_info(self.args(), 0), |s| {
            let args = s.params.clone();
            let (sp, hp) = (args[0], args[1]);
            let (key, map, value) = match self {
                LookUp::Change => (args[3], args[2], Some(args[4])),
                LookUp::ChangeLast => (args[2], args[4], Some(args[3])),
                _ => (args[2], args[3], None),
            };
            let (found, missing, other) = (s.block(), s.block(), s.block());
            let what = s.b.append_block_param(found, I64);
            Searching { s, found, missing, other, changes: value.is_some() }.map(map, key);

            s.b.switch_to_block(found);
            match (self, value) {
                (LookUp::IsKey | LookUp::GuardedIsKey, _) => s.give_atom(sp, hp, atom::TRUE),
                (LookUp::Find, _) => s.give_found(sp, hp, what, other),
                (_, Some(value)) => s.give_changed(sp, hp, (map, what, value), other),
                (_, None) => s.give(sp, hp, what),
            }

            s.b.switch_to_block(missing);
            match self {
                LookUp::GuardedGet => {
                    let failed = s.constant(WORD_GUARD_FAILED);
                    s.give(sp, hp, failed);
                }
                LookUp::IsKey | LookUp::GuardedIsKey => s.give_atom(sp, hp, atom::FALSE),
                LookUp::Find => s.give_atom(sp, hp, atom::ERROR),
                LookUp::Get | LookUp::Change | LookUp::ChangeLast => {
                    s.b.ins().jump(other, &[]);
                }
            }

            s.b.switch_to_block(other);
            let bif = s.constant(bif as u64);
            s.jump_to(bif, &args);
        })
    }
}

impl Builder<'_> {
    fn block(&mut self) -> Block {
        self.b.create_block()
    }

    /// Goes on with the frame on top of the stack.
    fn give(&mut self, sp: Value, hp: Value, result: Value) {
        let code = self.load(sp, 0);
        self.jump_to(code, &[sp, hp, result]);
    }

    fn give_atom(&mut self, sp: Value, hp: Value, atom: atom::Atom) {
        let result = self.constant(atom.term().0);
        self.give(sp, hp, result);
    }

    /// Goes on where there is room for so many bytes; gives the heap pointer above them.
    fn take_room(&mut self, sp: Value, hp: Value, bytes: Value, other: Block) -> Value {
        let room = self.block();
        let above = self.b.ins().iadd(hp, bytes);
        let fits = self.b.ins().icmp(IntCC::UnsignedLessThanOrEqual, above, sp);
        self.b.ins().brif(fits, room, &[], other, &[]);
        self.b.switch_to_block(room);
        above
    }

    /// Gives `{ok, Value}`.
    fn give_found(&mut self, sp: Value, hp: Value, value: Value, other: Block) {
        let bytes = self.constant(24);
        let above = self.take_room(sp, hp, bytes, other);
        let header = self.constant(header(Kind::Tuple, 2));
        let ok = self.constant(atom::OK.term().0);
        for (place, word) in [header, ok, value].into_iter().enumerate() {
            self.b.ins().store(trusted(), word, hp, 8 * place as i32);
        }
        let pair = self.b.ins().iadd_imm_s(hp, TAG_BOXED as i64);
        self.give(sp, above, pair);
    }

    /// Gives a small map with another value so many bytes behind the first one.
    fn give_changed(&mut self, sp: Value, hp: Value, (map, at, value): (Value, Value, Value), other: Block) {
        let (same, differ, round, copy, copied) =
            (self.block(), self.block(), self.block(), self.block(), self.block());
        let from = self.b.append_block_param(round, I64);
        let place = self.b.ins().iadd(map, at);
        let old = self.load(place, layout::WORD0 + 8);
        let is_same = self.b.ins().icmp(IntCC::Equal, old, value);
        self.b.ins().brif(is_same, same, &[], differ, &[]);
        self.b.switch_to_block(same);
        self.give(sp, hp, map);

        self.b.switch_to_block(differ);
        let header = self.load(map, layout::HEADER);
        let words = self.b.ins().ushr_imm_u(header, 8);
        let bytes = self.b.ins().ishl_imm_u(words, 3);
        let bytes = self.b.ins().iadd_imm_s(bytes, 8);
        let above = self.take_room(sp, hp, bytes, other);
        let zero = self.constant(0);
        self.b.ins().jump(round, &[zero.into()]);
        self.b.switch_to_block(round);
        let more = self.b.ins().icmp(IntCC::NotEqual, from, bytes);
        self.b.ins().brif(more, copy, &[], copied, &[]);
        self.b.switch_to_block(copy);
        let (source, target) = (self.b.ins().iadd(map, from), self.b.ins().iadd(hp, from));
        let word = self.load(source, layout::HEADER);
        self.b.ins().store(trusted(), word, target, 0);
        let further = self.b.ins().iadd_imm_s(from, 8);
        self.b.ins().jump(round, &[further.into()]);
        self.b.switch_to_block(copied);
        let place = self.b.ins().iadd(hp, at);
        self.b.ins().store(trusted(), value, place, 16);
        let changed = self.b.ins().iadd_imm_s(hp, TAG_BOXED as i64);
        self.give(sp, above, changed);
    }
}

/// A look-up under construction, and where it ends.
struct Searching<'s, 'b> {
    s: &'s mut Builder<'b>,
    /// Is given the value, or for a change how many bytes it is behind the first one.
    found: Block,
    missing: Block,
    /// The BIF is to do it.
    other: Block,
    changes: bool,
}

/// What the lowest byte of the header of such an object is.
const fn header_byte(kind: Kind) -> i64 {
    (kind as i64) << 3 | TAG_HEADER as i64
}

/// What is added to small integers that are small ones in OTP, as terms, to have them from nought to twice as much.
const HALF: i64 = OTP_SMALL.end << 1;

impl Searching<'_, '_> {
    fn map(mut self, map: Value, key: Value) {
        let (boxed, large, flat, trie) = self.blocks();
        self.branch_on_tag(map, TAG_BOXED, boxed, self.other);
        self.switch_to(boxed);
        let header = self.s.load(map, layout::HEADER);
        let kind = self.s.b.ins().band_imm_s(header, 0xff);
        self.branch_on_equal(kind, header_byte(Kind::Map), flat, large);
        self.switch_to(large);
        let for_large = if self.changes { self.other } else { trie };
        self.branch_on_equal(kind, header_byte(Kind::HashMap), for_large, self.other);
        self.switch_to(flat);
        self.flat(map, header, key);
        if !self.changes {
            self.switch_to(trie);
            self.trie(map, key);
        }
    }

    /// One key after the other, if the key is an immediate: only the very same word is the same key.
    fn flat(&mut self, map: Value, header: Value, key: Value) {
        let (plain, round, look, next) = self.blocks();
        let (at, same) = (self.s.b.append_block_param(round, I64), self.block());
        let pointer_bits = self.s.b.ins().band_imm_s(key, (TAG_IMMEDIATE & TAG_MASK) as i64);
        self.branch_on_equal(pointer_bits, TAG_CONS as i64, self.other, plain);
        self.switch_to(plain);
        let keys = self.s.load(map, layout::WORD0);
        let values = self.s.b.ins().ushr_imm_u(header, 8);
        let values = self.s.b.ins().iadd_imm_s(values, -1);
        let end = self.s.b.ins().ishl_imm_u(values, 3);
        let zero = self.s.constant(0);
        self.s.b.ins().jump(round, &[zero.into()]);

        self.switch_to(round);
        let more = self.s.b.ins().icmp(IntCC::NotEqual, at, end);
        self.s.b.ins().brif(more, look, &[], self.missing, &[]);
        self.switch_to(look);
        let place = self.s.b.ins().iadd(keys, at);
        let other = self.s.load(place, layout::WORD0);
        let is_same = self.s.b.ins().icmp(IntCC::Equal, other, key);
        self.s.b.ins().brif(is_same, same, &[], next, &[]);
        self.switch_to(next);
        let further = self.s.b.ins().iadd_imm_s(at, 8);
        self.s.b.ins().jump(round, &[further.into()]);
        self.switch_to(same);
        if self.changes {
            return self.find(at);
        }
        let place = self.s.b.ins().iadd(map, at);
        let value = self.s.load(place, layout::WORD0 + 8);
        self.find(value);
    }

    fn trie(&mut self, map: Value, key: Value) {
        let (small, boxed, tuple, root) = self.blocks();
        let (walk, leaf, compare) = (self.block(), self.block(), self.block());
        let hash = self.s.b.append_block_param(root, I32);
        let cell = self.s.b.append_block_param(leaf, I64);
        let odd = self.s.b.ins().band_imm_s(key, 1);
        self.s.b.ins().brif(odd, boxed, &[], small, &[]);
        self.switch_to(small);
        let start = self.s.b.ins().iconst(I32, i64::from(START));
        let mixed = self.mix_small(start, key);
        self.s.b.ins().jump(root, &[mixed.into()]);
        self.switch_to(boxed);
        self.branch_on_tag(key, TAG_BOXED, tuple, self.other);
        self.switch_to(tuple);
        self.hash_tuple(key, root);

        self.switch_to(root);
        let node = self.s.load(map, layout::WORD0 + 8);
        // The bit above the hash says when all of it is used up.
        let hash = self.s.b.ins().uextend(I64, hash);
        let bits = self.s.b.ins().bor_imm_u(hash, 1 << 32);
        self.s.b.ins().jump(walk, &[node.into(), bits.into()]);
        self.walk(walk, leaf);

        self.switch_to(leaf);
        let (same, differ) = (self.block(), self.block());
        let other = self.s.load(cell, layout::HEAD);
        let is_same = self.s.b.ins().icmp(IntCC::Equal, other, key);
        self.s.b.ins().brif(is_same, same, &[], differ, &[]);
        self.switch_to(differ);
        // A small integer has no equal but itself.
        let odd = self.s.b.ins().band_imm_s(key, 1);
        self.s.b.ins().brif(odd, compare, &[], self.missing, &[]);
        self.switch_to(compare);
        self.compare_tuples(key, other, same);
        self.switch_to(same);
        let value = self.s.load(cell, layout::TAIL);
        self.find(value);
    }

    /// From node to node, until there is a cell with a key and its value. Starts with a node and what is left of the hash.
    fn walk(&mut self, walk: Block, leaf: Block) {
        let (node, bits) = (self.s.b.append_block_param(walk, I64), self.s.b.append_block_param(walk, I64));
        let (look, taken, deeper) = (self.block(), self.block(), self.block());
        self.switch_to(walk);
        self.branch_on_equal(bits, 1, self.other, look);
        self.switch_to(look);
        // The key's place as the highest bit: below it are those of the children before.
        let places = self.s.load(node, layout::WORD0);
        let place = self.s.b.ins().band_imm_s(bits, i64::from(PLACES - 1));
        let highest = self.s.constant(62);
        let above = self.s.b.ins().isub(highest, place);
        let places = self.s.b.ins().ishl(places, above);
        let is_taken = self.s.b.ins().icmp_imm_s(IntCC::SignedLessThan, places, 0);
        self.s.b.ins().brif(is_taken, taken, &[], self.missing, &[]);
        self.switch_to(taken);
        // With the key's own, as many as there are words from the bitmap to the child.
        let count = self.s.b.ins().popcnt(places);
        let offset = self.s.b.ins().ishl_imm_u(count, 3);
        let child = self.s.b.ins().iadd(node, offset);
        let child = self.s.load(child, layout::WORD0);
        let tag = self.s.b.ins().band_imm_s(child, TAG_MASK as i64);
        let is_cell = self.s.b.ins().icmp_imm_s(IntCC::Equal, tag, TAG_CONS as i64);
        self.s.b.ins().brif(is_cell, leaf, &[child.into()], deeper, &[]);
        self.switch_to(deeper);
        let rest = self.s.b.ins().ushr_imm_u(bits, i64::from(32 / LEVELS));
        self.s.b.ins().jump(walk, &[child.into(), rest.into()]);
    }

    /// The hash of a tuple of few small integers.
    fn hash_tuple(&mut self, key: Value, root: Block) {
        let (is_tuple, few, round, element) = self.blocks();
        let (at, hash) = (self.s.b.append_block_param(round, I64), self.s.b.append_block_param(round, I32));
        let header = self.s.load(key, layout::HEADER);
        let kind = self.s.b.ins().band_imm_s(header, 0xff);
        self.branch_on_equal(kind, header_byte(Kind::Tuple), is_tuple, self.other);
        self.switch_to(is_tuple);
        let size = self.s.b.ins().ushr_imm_u(header, 8);
        let is_few = self.s.b.ins().icmp_imm_u(IntCC::UnsignedLessThan, size, TUPLE_STARTS.len() as i64);
        self.s.b.ins().brif(is_few, few, &[], self.other, &[]);
        self.switch_to(few);
        let starts = self.s.constant(TUPLE_STARTS.as_ptr() as u64);
        let offset = self.s.b.ins().ishl_imm_u(size, 2);
        let start = self.s.b.ins().iadd(starts, offset);
        let start = self.s.b.ins().load(I32, trusted(), start, 0);
        let end = self.s.b.ins().ishl_imm_u(size, 3);
        let zero = self.s.constant(0);
        self.s.b.ins().jump(round, &[zero.into(), start.into()]);

        self.switch_to(round);
        let more = self.s.b.ins().icmp(IntCC::NotEqual, at, end);
        self.s.b.ins().brif(more, element, &[], root, &[hash.into()]);
        self.switch_to(element);
        let place = self.s.b.ins().iadd(key, at);
        let value = self.s.load(place, layout::WORD0);
        let small = self.block();
        let odd = self.s.b.ins().band_imm_s(value, 1);
        self.s.b.ins().brif(odd, self.other, &[], small, &[]);
        self.switch_to(small);
        let mixed = self.mix_small(hash, value);
        let further = self.s.b.ins().iadd_imm_s(at, 8);
        self.s.b.ins().jump(round, &[further.into(), mixed.into()]);
    }

    /// Whether a term is the same as a tuple of small integers.
    fn compare_tuples(&mut self, key: Value, other: Value, same: Block) {
        let (boxed, alike, round, look) = self.blocks();
        let (at, next) = (self.s.b.append_block_param(round, I64), self.block());
        self.branch_on_tag(other, TAG_BOXED, boxed, self.missing);
        self.switch_to(boxed);
        let (header, header_of_other) =
            (self.s.load(key, layout::HEADER), self.s.load(other, layout::HEADER));
        let are_alike = self.s.b.ins().icmp(IntCC::Equal, header, header_of_other);
        self.s.b.ins().brif(are_alike, alike, &[], self.missing, &[]);
        self.switch_to(alike);
        let size = self.s.b.ins().ushr_imm_u(header, 8);
        let end = self.s.b.ins().ishl_imm_u(size, 3);
        let zero = self.s.constant(0);
        self.s.b.ins().jump(round, &[zero.into()]);
        self.switch_to(round);
        let more = self.s.b.ins().icmp(IntCC::NotEqual, at, end);
        self.s.b.ins().brif(more, look, &[], same, &[]);
        self.switch_to(look);
        let (a, b) = (self.s.b.ins().iadd(key, at), self.s.b.ins().iadd(other, at));
        let (a, b) = (self.s.load(a, layout::WORD0), self.s.load(b, layout::WORD0));
        let are_same = self.s.b.ins().icmp(IntCC::Equal, a, b);
        self.s.b.ins().brif(are_same, next, &[], self.missing, &[]);
        self.switch_to(next);
        let further = self.s.b.ins().iadd_imm_s(at, 8);
        self.s.b.ins().jump(round, &[further.into()]);
    }

    /// Mixes a small integer into a hash. One that is large in OTP is another's.
    fn mix_small(&mut self, hash: Value, integer: Value) -> Value {
        let fits = self.block();
        let from_nought = self.s.b.ins().iadd_imm_s(integer, HALF);
        let limit = self.s.constant(2 * HALF as u64);
        let is_small = self.s.b.ins().icmp(IntCC::UnsignedLessThan, from_nought, limit);
        self.s.b.ins().brif(is_small, fits, &[], self.other, &[]);
        self.switch_to(fits);
        // The word that OTP has for it: 60 bits above its tag.
        let word = self.s.b.ins().ishl_imm_u(integer, 3);
        let word = self.s.b.ins().bor_imm_s(word, 0xf);
        let high = self.s.b.ins().ushr_imm_u(word, 32);
        let parts = [word, high].map(|part| {
            let part = self.s.b.ins().ireduce(I32, part);
            self.s.b.ins().iadd_imm_s(part, i64::from(NUMBER as i32))
        });
        let mut words = [parts[0], parts[1], hash];
        for (step, &shift) in JENKINS.iter().enumerate() {
            let [one, other, last] = [0, 1, 2].map(|place| words[(step + place) % 3]);
            let b = &mut self.s.b;
            let less = b.ins().isub(one, other);
            let less = b.ins().isub(less, last);
            let shifted = match u8::try_from(shift) {
                Ok(right) => b.ins().ushr_imm_u(last, i64::from(right)),
                Err(_) => b.ins().ishl_imm_u(last, i64::from(-shift)),
            };
            words[step % 3] = b.ins().bxor(less, shifted);
        }
        words[2]
    }

    fn find(&mut self, value: Value) {
        self.s.b.ins().jump(self.found, &[value.into()]);
    }

    fn block(&mut self) -> Block {
        self.s.block()
    }

    fn blocks(&mut self) -> (Block, Block, Block, Block) {
        (self.block(), self.block(), self.block(), self.block())
    }

    fn switch_to(&mut self, block: Block) {
        self.s.b.switch_to_block(block);
    }

    fn branch_on_tag(&mut self, term: Value, tag: u64, yes: Block, no: Block) {
        let found = self.s.b.ins().band_imm_s(term, TAG_MASK as i64);
        self.branch_on_equal(found, tag as i64, yes, no);
    }

    fn branch_on_equal(&mut self, value: Value, constant: i64, yes: Block, no: Block) {
        let is_equal = self.s.b.ins().icmp_imm_s(IntCC::Equal, value, constant);
        self.s.b.ins().brif(is_equal, yes, &[], no, &[]);
    }
}
