//! The collector: copies what is alive of a process's heap and fragments into a new block.
//!
//! Roots are the register arguments of where the process goes on, all words of its stack and its
//! dictionary. Copying is Cheney's: no recursion, so no term is too deep.
//!
//! A large heap is not copied each time: what has survived a collection counts as old and stays where it is
//! until the block is full, see [`minor`].
//!
//! Messages in the mailbox are not part of the heap and are not moved: a message becomes part of it
//! when it is accepted. Until then only the matcher of a receive can hold pointers into a message,
//! and only into the one under the cursor. So the collector leaves pointers into that node alone
//! (as it does pointers to literals), and no other pointer into a mailbox can be alive.

pub mod minor;

use crate::blocks::large;
use crate::counts;
use crate::literals;
use crate::memory::{self, Use};
use crate::message::Nodes;
use crate::process::{FIRST_BLOCK_WORDS, FLAG_COLLECT, FLAG_COLLECT_YOUNG, Process};
use crate::rare::Aged;
use crate::term::{Kind, Term, header_kind, header_size};
use crate::term::{TAG_BOXED, TAG_CONS, TAG_HEADER, TAG_MASK};

/// A collection that leaves more than 1/GROW_PART of the block in use makes the next one double it:
/// then each word is copied at most about once for every two new ones.
const GROW_PART: usize = 3;

/// A collection that leaves less than 1/SHRINK_PART in use gives the rest back. Far enough from
/// GROW_PART that a process does not go to and fro.
const SHRINK_PART: usize = 16;

/// A collection that leaves less than 1/STAY_PART of the block in use does not make it longer where all processes together
/// take [`MUCH`]: what is alive is copied once more.
const STAY_PART: usize = 4;

/// With so many bytes the processes do not take more only to collect less often.
const MUCH: usize = 16 << 20;

/// A large block becomes so many times as long as what a collection leaves in use: what dies after it has become old is
/// found when the block is full.
const FIT_PARTS: usize = 3;

/// A process that collects more often than this in one turn gets a larger block even if little is
/// alive: a collection has a fixed cost of some hundred instructions.
const MANY_COLLECTIONS: u8 = 2;

/// Such a block stays below this many words (64 KB): it should fit a core's own cache.
const BUSY_BLOCK_WORDS: usize = 8192;

/// Collects. Afterwards there is room for at least `need` words and no fragment is left. `false`: there is no such room, as
/// the process would take more memory than there is; what lives may have moved all the same.
///
/// `registers`: how many of `x` hold terms.
pub fn collect(process: &mut Process, registers: usize, need: usize) -> bool {
    process.collections = process.collections.saturating_add(1);
    let before = process.heap_words() + process.fragment_words;
    let whole = process.flags & FLAG_COLLECT != 0;
    if (whole || !minor::collect(process, registers, need)) && !collect_all(process, registers, need) {
        return false;
    }
    counts::collected(before.saturating_sub(process.heap_words()) as u64);
    process.flags &= !(FLAG_COLLECT | FLAG_COLLECT_YOUNG);
    debug_assert!(process.room() >= need);
    true
}

/// Words to look through from which on a collection may take so long that it waits for its turn among others that do: some
/// ten milliseconds if most of them are alive, which is rare. Whoever waits there may wait for long built-in functions.
const LONG: usize = 1 << 20;

/// Words that a collection of everything looks through.
fn words_in_use(process: &Process) -> usize {
    process.heap_words() + process.fragment_words + process.stack_words()
}

/// Whether a collection of everything may take long.
pub(crate) fn is_large(process: &Process) -> bool {
    words_in_use(process) >= LONG
}

/// Whether the collection that is due may take long.
pub(crate) fn may_take_long(process: &Process, need: usize) -> bool {
    if !is_large(process) {
        return false;
    }
    words_in_use(process) - process.old_words() >= LONG
        || process.flags & FLAG_COLLECT != 0
        || !minor::is_enough(process, need)
}

/// Copies all that is alive.
fn collect_all(process: &mut Process, registers: usize, need: usize) -> bool {
    let stack = process.stack_words();
    let used = words_in_use(process);
    let most = used + need;
    let capacity = process.capacity();
    let mut words = capacity;
    let busy = process.collections > MANY_COLLECTIONS && words < BUSY_BLOCK_WORDS;
    if process.grow || busy {
        words *= 2;
    }
    // What is used is dead for the most part: there will be room enough after it, unless much is needed. Of a large block
    // only what is used takes memory, and it is made shorter at once.
    if words < used || need > words / 2 || words >= large::LARGE {
        words = words.max(most.next_power_of_two());
    }
    let least = process.least_block();
    words = words.max(least);
    let cramped = words >= LARGE && memory::is_too_much(words * 8);
    if cramped {
        words = most;
        if memory::is_too_much(words * 8) {
            return false;
        }
    }
    let before = minor::before(process);
    move_to(process, registers, words, Some(need));
    let live = process.heap_words() + stack;
    if words < live + need {
        words = (live + need).next_power_of_two();
        if words >= LARGE && memory::is_too_much(words * 8) {
            return false;
        }
        move_to(process, registers, words, Some(need));
    }
    // Addresses cost nothing, so a large block is as long as it should be at once.
    let mut wanted = ((live + need) * FIT_PARTS).max(least);
    if words >= large::LARGE {
        wanted = wanted.max(large::LARGE);
    }
    if wanted >= large::LARGE && !memory::is_too_much(wanted * 8) && minor::fit(process, wanted) {
        process.grow = false;
        minor::note_survival(process, before);
        return true;
    }
    // With so little room the next collection would come at once, and so on for ever.
    if cramped && words - live < need + words / LEAST_ROOM_PART {
        return false;
    }
    let smaller = if (live + need) * SHRINK_PART < words && words > least.max(FIRST_BLOCK_WORDS * 4) {
        Some(((live + need) * 4).next_power_of_two().max(FIRST_BLOCK_WORDS))
    } else if !process.grow
        && words > capacity
        && capacity >= BUSY_BLOCK_WORDS
        && (live + need) * STAY_PART < capacity
        && memory::used(Use::Processes) >= MUCH
    {
        // What was used, with the messages beside a full block, might have been alive: it has had room for that.
        Some(capacity)
    } else {
        None
    };
    if let Some(smaller) = smaller.map(|smaller| smaller.max(least))
        && smaller < words
        && !busy
    {
        words = smaller;
        move_to(process, registers, words, Some(need));
    }
    process.grow = live * GROW_PART > words;
    minor::note_survival(process, before);
    true
}

/// Where there is no memory for a block as long as it should be, such a part of one stays free after a collection.
const LEAST_ROOM_PART: usize = 16;

/// A block of so many words or more is asked for only if there is memory for it (8 MB).
const LARGE: usize = 1 << 20;

/// A block of so many words or more may hold much that a process which waits does not need (256 KB).
const WORTH_TIDYING: usize = 1 << 15;

/// How long a process waits before it is tidied, in nanoseconds: with a large block, and with a smaller one, which costs
/// far less to copy.
const TIDY_LARGE_AFTER: u64 = 1_000_000_000;
const TIDY_AFTER: u64 = 50_000_000;

/// After how many nanoseconds a process that waits is to be [tidied](tidy), if it may well have much memory that it does
/// not need: it has a large block, and has not been tidied since it last was busy.
#[inline]
pub(crate) fn tidy_after(process: &Process) -> Option<u64> {
    // A block is used up to its sixteenth, at least.
    if process.block_words < WORTH_TIDYING {
        return None;
    }
    let capacity = process.capacity();
    let (aged, in_use) = (process.rare.as_ref().map(|rare| &rare.aged), process.heap_words());
    let tidied = aged.and_then(|aged| aged.tidied);
    if capacity >= LARGE {
        let filled = aged.map_or(0, |aged| aged.allocated).saturating_add(in_use - process.old_words());
        // Whoever keeps much and is asked for little from time to time is not to copy everything each time.
        return (tidied.is_none() || filled >= capacity / 8).then_some(TIDY_LARGE_AFTER);
    }
    tidied.is_none_or(|words| in_use.abs_diff(words) >= capacity / 8).then_some(TIDY_AFTER)
}

/// Collects everything, for a process that has waited for long.
pub(crate) fn tidy(process: &mut Process, registers: usize, need: usize) {
    let asked = process.flags & FLAG_COLLECT;
    process.flags |= FLAG_COLLECT;
    if !collect(process, registers, need) {
        // It needs nothing: it is not to end for that.
        process.flags = process.flags & !FLAG_COLLECT | asked;
        return;
    }
    let live = process.heap_words() + process.stack_words();
    let words = ((live + need) * 4).next_power_of_two().max(FIRST_BLOCK_WORDS).max(process.least_block());
    if words < process.capacity() && process.capacity() < LARGE {
        move_to(process, registers, words, Some(need));
        process.grow = false;
    }
    process.rare().aged.tidied = Some(process.heap_words());
}

/// Collects into a block with no more room than `need`: for a process that will sleep long.
pub fn compact(process: &mut Process, registers: usize, need: usize) {
    process.flags |= FLAG_COLLECT;
    collect(process, registers, need);
    let live = process.heap_words() + process.stack_words();
    let words = (live + need).max(FIRST_BLOCK_WORDS);
    if words < process.capacity() {
        move_to(process, registers, words, None);
    }
    process.grow = false;
}

/// Where live objects go.
struct Target {
    hp: *mut u64,
    /// The part of the process's block that is not old.
    young: usize,
    young_length: usize,
    literals: usize,
    literals_length: usize,
    /// The node of the message under consideration.
    kept: usize,
    kept_length: usize,
    /// What is old and stays.
    old: usize,
    old_length: usize,
    /// From where objects are written to where they will be.
    shift: u64,
}

impl Target {
    /// Objects go to `hp`, and from there to a place that is `shift` bytes further on. The first `old` words of
    /// the process's block stay.
    fn new(process: &Process, hp: *mut u64, shift: u64, old: usize) -> Target {
        let (literals, literals_length) = literals::range();
        // SAFETY: the cursor is null or points to a node of the mailbox.
        let (kept, kept_length) = unsafe { process.message.as_ref() }.map_or((0, 0), |node| node.range());
        let (old, old_length) = (process.block as usize, old * 8);
        let young = old + old_length;
        let young_length = process.hp as usize - young;
        Target {
            hp,
            young,
            young_length,
            literals,
            literals_length,
            kept,
            kept_length,
            old,
            old_length,
            shift,
        }
    }

    /// The new word for `word`, its object copied if it has not been yet.
    ///
    /// # Safety
    /// `word` is a term of the process that is being collected, and there is room for its object.
    #[inline(always)]
    unsafe fn forward(&mut self, word: u64) -> u64 {
        match word & TAG_MASK {
            // SAFETY: the caller's promise. A head that is a header word says that the cell has moved
            // (no cell has one otherwise): the rest of it is the new address.
            TAG_CONS => unsafe {
                let from = (word - TAG_CONS) as *mut u64;
                if self.stays(from) {
                    return word;
                }
                let head = *from;
                if head & TAG_MASK == TAG_HEADER {
                    return head - TAG_HEADER + TAG_CONS;
                }
                let to = self.hp;
                to.write(head);
                to.add(1).write(*from.add(1));
                self.hp = to.add(2);
                let to = (to as u64).wrapping_add(self.shift);
                from.write(to + TAG_HEADER);
                to + TAG_CONS
            },
            // SAFETY: the caller's promise. An object that starts with a boxed pointer instead of a
            // header has moved there.
            TAG_BOXED => unsafe {
                let from = (word - TAG_BOXED) as *mut u64;
                if self.stays(from) {
                    return word;
                }
                let header = *from;
                if header & TAG_MASK != TAG_HEADER {
                    return header;
                }
                let to = self.hp;
                let words = 1 + header_size(header);
                to.copy_from_nonoverlapping(from, words);
                self.hp = to.add(words);
                let to = (to as u64).wrapping_add(self.shift);
                from.write(to + TAG_BOXED);
                to + TAG_BOXED
            },
            _ => word,
        }
    }

    #[inline(always)]
    fn stays(&self, pointer: *mut u64) -> bool {
        let address = pointer as usize;
        // Most lie here; the others are few or in fragments.
        address.wrapping_sub(self.young) >= self.young_length
            && (address.wrapping_sub(self.literals) < self.literals_length
                || address.wrapping_sub(self.kept) < self.kept_length
                || address.wrapping_sub(self.old) < self.old_length)
    }

    unsafe fn forward_term(&mut self, term: &mut Term) {
        // SAFETY: the caller's promise.
        term.0 = unsafe { self.forward(term.0) };
    }

    /// Forwards what the copied objects from `scan` on point to, until nothing new is copied.
    unsafe fn scan(&mut self, mut scan: *mut u64) {
        while scan < self.hp {
            // SAFETY: the words up to `hp` have been written, whole objects.
            unsafe {
                let word = *scan;
                match word & TAG_MASK {
                    TAG_CONS | TAG_BOXED => *scan = self.forward(word),
                    TAG_HEADER if Kind::is_opaque(header_kind(word)) => {
                        scan = scan.add(header_size(word));
                    }
                    _ => {}
                }
                scan = scan.add(1);
            }
        }
    }
}

impl Target {
    /// Forwards all roots but the stack.
    ///
    /// # Safety
    /// As for [`Target::forward`].
    unsafe fn forward_roots(&mut self, process: &mut Process, registers: usize) {
        // SAFETY: all roots are terms of the process.
        unsafe {
            for term in &mut process.x[..registers] {
                self.forward_term(term);
            }
            if let Some(rare) = &mut process.rare {
                rare.dictionary.terms_mut().for_each(|term| self.forward_term(term));
            }
        }
    }

    /// Forwards the words of the stack, where they are.
    ///
    /// # Safety
    /// As for [`Target::forward`].
    unsafe fn forward_stack(&mut self, process: &mut Process) {
        for index in 0..process.stack_words() {
            // SAFETY: all words of the stack are terms of the process, or look like small integers.
            unsafe {
                let word = process.sp.add(index);
                word.write(self.forward(*word));
            }
        }
    }
}

/// Moves the process into a new block of `words`, which has room for all that could be alive. All that is alive counts
/// as old from then on, if it is much and more is to come: room for so many words at first.
fn move_to(process: &mut Process, registers: usize, words: usize, more: Option<usize>) {
    let block = process.next_block(words);
    let mut target = Target::new(process, block, 0, 0);
    let stack = process.stack_words();
    let capacity = process.capacity();
    let window;
    // SAFETY: all roots are terms of the process; the new block has room for every object that they
    // can reach and, above them, for the stack. The old memory is freed when nothing points there.
    unsafe {
        target.forward_roots(process, registers);
        target.forward_stack(process);
        target.scan(block);
        let live = target.hp.offset_from_unsigned(block);
        window = more.and_then(|need| minor::window(live, stack, need, words));
        let sp = block.add(window.unwrap_or(words) - stack);
        sp.copy_from_nonoverlapping(process.sp, stack);
        if let Some(rare) = &mut process.rare {
            rare.binaries.absorb(std::mem::take(&mut rare.aged.binaries));
            rare.aged = Aged::default();
            rare.binaries.sweep();
            // A collection goes through as many words; it is to find as many bytes.
            let words = target.hp.offset_from_unsigned(block) + stack;
            rare.binary_bound = rare.tuning.binary_bound().max(rare.binaries.bytes() * 2).max(words * 8);
        }
        debug_assert!(target.hp <= sp);
        process.free_block(capacity);
        drop(Nodes::from_raw(process.fragments));
        process.sp = sp;
    }
    process.hp = target.hp;
    process.block = block;
    process.block_words = words;
    process.fragments = std::ptr::null_mut();
    process.fragment_words = 0;
    if let Some(window) = window {
        minor::age(process, window);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build;
    use crate::code::Leave;
    use crate::message::{Message, Signal};
    use crate::term::NIL;
    use crate::testing::{entry, process, segment};

    fn start() -> *const u8 {
        segment(entry(1, 16), |_| Leave::Exit)
    }

    fn numbers(list: Term) -> Vec<i64> {
        build::list_elements(list).unwrap().into_iter().map(Term::as_small).collect()
    }

    #[test]
    fn what_is_alive_moves_and_the_rest_goes() {
        let mut p = process(start(), &[NIL]);
        let kept = build::list(&mut *p, (0..1000).map(Term::small));
        let float = build::float(&mut *p, f64::from_bits(0x3ff0_0000_0000_0003));
        let pair = build::tuple(&mut *p, &[kept, float, kept]);
        build::list(&mut *p, (0..5000).map(Term::small));
        p.x[0] = pair;
        p.rare().dictionary.put(NIL, kept);
        assert!(!p.fragments.is_null() && p.flags & FLAG_COLLECT_YOUNG != 0);
        collect(&mut p, 1, 16);
        assert!(p.fragments.is_null() && p.flags == 0);
        assert_eq!(p.heap_words(), 2000 + 2 + 4);
        let parts = build::tuple_elements(p.x[0]).unwrap();
        assert_eq!(parts[0], parts[2], "shared parts stay shared");
        assert_eq!(parts[0], p.rare().dictionary.get(NIL).unwrap());
        assert_eq!(numbers(parts[0]), (0..1000).collect::<Vec<_>>());
        assert_eq!(build::to_f64(parts[1]).unwrap().to_bits(), 0x3ff0_0000_0000_0003);
    }

    /// A process that hears nothing but atoms collects for no other reason.
    #[test]
    fn messages_without_memory_of_their_own_leave_nothing() {
        let mut p = process(start(), &[NIL]);
        p.adopt(Message::new(Signal::Message, NIL));
        assert!(p.fragments.is_null());
    }

    #[test]
    fn frames_are_roots_and_code_addresses_stay() {
        let mut p = process(start(), &[NIL]);
        let list = build::list(&mut *p, (0..3).map(Term::small));
        let code = start();
        // SAFETY: a new block has room for a few words.
        unsafe {
            p.push(list.0);
            p.push(code as u64);
        }
        p.x[0] = NIL;
        collect(&mut p, 1, 100);
        assert!(p.room() >= 100);
        assert_eq!(p.stack_words(), 3);
        // SAFETY: the stack has three words.
        unsafe {
            assert_eq!(*p.sp, code as u64);
            assert_eq!(numbers(Term(*p.sp.add(1))), [0, 1, 2]);
            assert_eq!(*p.sp.add(2), crate::code::entries().exit as u64);
        }
    }

    #[test]
    fn blocks_grow_for_live_terms_and_shrink_after_a_peak() {
        let mut p = process(start(), &[NIL]);
        let mut peak = 0;
        for n in 0..200_000 {
            let list = p.x[0];
            p.x[0] = build::cons(&mut *p, Term::small(n), list);
            if p.flags & FLAG_COLLECT_YOUNG != 0 {
                p.collections = 0;
                collect(&mut p, 1, 16);
            }
            peak = peak.max(p.memory());
        }
        assert!(peak < 10 * 400_000 * 8, "{peak} bytes for 400,000 words");
        p.x[0] = NIL;
        p.collections = 0;
        p.flags |= FLAG_COLLECT;
        collect(&mut p, 1, 16);
        assert!(p.memory() < 4096, "{} bytes for nothing", p.memory());
        compact(&mut p, 1, 0);
        assert_eq!(p.block_words, FIRST_BLOCK_WORDS);
    }

    #[test]
    fn what_is_old_stays_where_it_is() {
        let mut p = process(start(), &[NIL]);
        p.x[0] = build::list(&mut *p, (0..100_000).map(Term::small));
        collect(&mut p, 1, 16);
        let old = p.x[0];
        for n in 0..10_000 {
            p.x[1] = build::list(&mut *p, [Term::small(n), old]);
            if p.room() < 64 {
                collect(&mut p, 2, 64);
            }
        }
        assert!(p.old_words() >= 200_000 && p.room() >= 16);
        assert_eq!(p.x[0], old, "not moved");
        let young = build::list_elements(p.x[1]).unwrap();
        assert_eq!(young, [Term::small(9999), old]);
        assert_eq!(numbers(old).len(), 100_000);
        p.flags |= FLAG_COLLECT;
        collect(&mut p, 2, 16);
        assert_eq!(build::list_elements(p.x[1]).unwrap()[1], p.x[0], "moved together");
        assert_eq!(numbers(p.x[0]), (0..100_000).collect::<Vec<_>>());
    }

    /// Whatever fills: the block, fragments or blocks of bytes.
    #[test]
    fn garbage_beside_old_objects_goes_without_them() {
        let mut p = process(start(), &[NIL]);
        p.x[0] = build::list(&mut *p, (0..100_000).map(Term::small));
        collect(&mut p, 1, 16);
        let (old, bytes) = (p.x[0], crate::bits::block::block_bytes());
        let mut collected = 0;
        for n in 0..1500 {
            let list = build::list(&mut *p, (n..n + 100).map(Term::small));
            let node = Message::new(Signal::Message, list);
            p.adopt(node);
            crate::bits::binary(&mut *p, &[7; 1000]);
            if p.flags != 0 {
                assert_eq!(p.flags, FLAG_COLLECT_YOUNG);
                collect(&mut p, 1, 16);
                assert!(p.fragments.is_null() && p.flags == 0);
                collected += 1;
            }
        }
        assert!(collected > 2, "{collected}");
        assert_eq!(p.x[0], old, "not moved");
        // Other tests make blocks as well.
        let grown = crate::bits::block::block_bytes().saturating_sub(bytes);
        assert!(grown < 100 << 20, "{grown}");
    }

    /// Blocks of bytes that old objects keep alive are given back when they have become many.
    #[test]
    fn binaries_that_die_old_go_in_the_end() {
        let mut p = process(start(), &[NIL]);
        p.x[0] = build::list(&mut *p, (0..100_000).map(Term::small));
        collect(&mut p, 1, 16);
        let old = p.x[0];
        let mut moved = false;
        for _ in 0..2000 {
            // The one alive at a collection becomes old, and dies.
            p.x[1] = crate::bits::binary(&mut *p, &[7; 50_000]);
            if p.flags != 0 {
                collect(&mut p, 2, 16);
            }
            let rare = p.rare.as_ref().unwrap();
            assert!(rare.binaries.bytes() + rare.aged.binaries.bytes() < 8 << 20);
            // It comes back to a block that it has had before.
            moved |= p.x[0] != old;
        }
        assert!(moved, "all was collected now and then");
        assert_eq!(numbers(p.x[0]).len(), 100_000);
    }

    /// A large heap whose old part has died is not kept for long by a process that goes on with little.
    #[test]
    fn what_has_died_among_the_old_is_found() {
        let mut p = process(start(), &[NIL]);
        p.x[0] = build::list(&mut *p, (0..1_000_000).map(Term::small));
        collect(&mut p, 1, 16);
        p.x[0] = NIL;
        let (large, mut allocated) = (p.capacity(), 0);
        while p.capacity() == large {
            assert!(allocated < 12_000_000, "still there after {allocated} words");
            if p.room() < 64 {
                p.collections = 0;
                collect(&mut p, 1, 64);
            }
            build::list(&mut *p, (0..30).map(Term::small));
            allocated += 60;
        }
        assert!(p.capacity() < large / 8);
    }

    #[test]
    fn deep_terms_need_no_native_stack() {
        let mut p = process(start(), &[NIL]);
        for _ in 0..300_000 {
            let inner = [p.x[0]];
            p.x[0] = build::tuple(&mut *p, &inner);
        }
        collect(&mut p, 1, 0);
        let (mut depth, mut term) = (0, p.x[0]);
        while let Some(&[inner]) = build::tuple_elements(term) {
            (depth, term) = (depth + 1, inner);
        }
        assert_eq!((depth, term), (300_000, NIL));
    }

    #[test]
    fn a_message_under_consideration_stays_until_it_is_accepted() {
        let mut p = process(start(), &[NIL]);
        let node = {
            let mut arena = build::Arena::new();
            let list = build::list(&mut arena, (0..4).map(Term::small));
            Message::new(Signal::Message, list)
        };
        p.message = p.mailbox.push(node);
        // SAFETY: the mailbox has the node.
        let term = unsafe { (*p.message).term };
        // A guard has made something that refers to the message.
        p.x[0] = build::tuple(&mut *p, &[term]);
        collect(&mut p, 1, 0);
        assert_eq!(build::tuple_elements(p.x[0]), Some(&[term][..]));
        let node = p.take_message().unwrap();
        p.adopt(node);
        collect(&mut p, 1, 0);
        let moved = build::tuple_elements(p.x[0]).unwrap()[0];
        assert_ne!(moved, term);
        assert_eq!(numbers(moved), [0, 1, 2, 3]);
        assert!(p.fragments.is_null());
    }
}
