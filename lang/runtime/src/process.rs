//! A process: a small struct and one memory block in which heap and stack grow towards each other.

use crate::atom::Atom;
use crate::bif::Bif;
use crate::bits::block::{Binaries, Block};
use crate::blocks;
use crate::build::Heap;
use crate::code::{self, ExportCell, MAX_REGISTER_ARGS, Site};
use crate::mailbox::Mailbox;
use crate::memory;
use crate::message::{Message, Node, Nodes};
use crate::rare::Rare;
use crate::seats::{self, SEAT_BYTES, Seated};
use crate::table;
use crate::term::{NIL, Term};
use crate::tuning::Tuning;

/// Words of a new process's block. A process that waits in a loop with a small state needs a
/// handful of words of stack and its arguments: with 20 words (160 bytes) most never collect before
/// they wait, and a million of them take little. Busy ones grow at their first collections.
pub const FIRST_BLOCK_WORDS: usize = 20;

/// Reductions (calls) that a turn lasts: as many as OTP's. Some tens of microseconds.
pub const TURN_REDUCTIONS: i64 = 4000;

/// [`Process::flags`]: a collection of all of the heap is due: a program asked, or old objects have changed.
pub const FLAG_COLLECT: u64 = 1;
/// [`Process::flags`]: the process has put a signal into its own inbox that must act now.
pub const FLAG_SIGNAL: u64 = 2;
/// [`Process::flags`]: the process waits for an answer or a time; it runs again when a signal comes.
pub const FLAG_BLOCKED: u64 = 4;
/// [`Process::flags`]: the process lets others run.
pub const FLAG_YIELD: u64 = 8;
/// [`Process::flags`]: the process sleeps until there is a message.
pub const FLAG_HIBERNATE: u64 = 16;
/// [`Process::flags`]: others have suspended the process; see [`crate::suspend`].
pub const FLAG_SUSPENDED: u64 = 32;
/// [`Process::flags`]: a collection is due, which may leave old objects alone: fragments or binaries have passed their
/// bound.
pub const FLAG_COLLECT_YOUNG: u64 = 64;
/// [`Process::flags`]: for so many more turns the process is a heavy one, a number in these bits; see
/// [`crate::scheduler`].
pub const HEAVY_TURNS: u64 = 7 << 8;
/// [`Process::flags`]: a built-in function, which is called again, will take long: the process goes on where heavy ones do.
pub const FLAG_ASIDE: u64 = 1 << 11;

/// [`Process::flags`]: the process has ended, and others are still to be told; see [`crate::exit`].
pub const FLAG_ENDING: u64 = 1 << 12;

/// A process. The fields up to `site` are read and written by compiled code at fixed offsets; a
/// process is touched only by the scheduler that runs it (others reach its inbox through the
/// process table).
#[repr(C)]
pub struct Process {
    /// The last used word of the stack, which grows down from `block + block_words`.
    pub sp: *mut u64,
    /// The first free word of the heap, which grows up from `block`.
    pub hp: *mut u64,
    /// Reductions left in this turn.
    pub reductions: i64,
    /// Any of them but [`HEAVY_TURNS`]: the runtime wants the process at the next BIF's return (a collection is due, a
    /// signal waits).
    pub flags: u64,
    /// Where to go on, see [`crate::code::Leave`].
    pub resume: *const u8,
    /// Register arguments while outside compiled code.
    pub x: [Term; MAX_REGISTER_ARGS],
    /// The innermost catch frame, in words below the top of the block, as a small integer (so that
    /// frames can keep it as a term); 0: none.
    pub catch: Term,
    /// The receive cursor: the message under consideration, null at the end of the known ones.
    pub message: *mut Message,
    /// The message before the cursor, or the mailbox itself ([`Mailbox::head`]).
    pub before: *mut Message,
    /// The reference that the process made last. Messages up to `marked` came before it: a receive of
    /// nothing but messages with this reference starts behind them.
    pub mark: Term,
    /// The last message when `mark` was made, or [`Mailbox::head`].
    pub marked: *mut Message,
    /// The operand of `after` while waiting, and where to go on when the time is up.
    pub timeout: Term,
    pub timeout_resume: *const u8,
    /// The BIF that is being called.
    pub bif: *const Bif,
    /// The undefined function that was called, an [`ExportCell`]; or the word of what was called as a fun
    /// and is none.
    pub subject: u64,
    /// See [`crate::code::Failure`] and [`crate::code::Leave::BadFun`].
    pub failure: u64,
    /// Where an exception starts; null: the frame on top of the stack.
    pub site: *const Site,
    pub pid: Term,
    /// Start and length of the block, as far as it is in use. Only the collector changes them.
    pub(crate) block: *mut u64,
    pub(crate) block_words: usize,
    /// Memory beside the block that holds terms of this process: adopted messages and what
    /// built-in functions made when the block was full. Freed by the next collection.
    pub(crate) fragments: *mut Message,
    pub(crate) fragment_words: usize,
    pub(crate) mailbox: Mailbox,
    /// When the current receive times out, in nanoseconds of [`crate::clock::monotonic`]; 0: the
    /// receive has not waited yet or waits for ever.
    pub(crate) deadline: u64,
    /// The time of the process's entry in the timers; 0: none.
    pub(crate) timer: u64,
    /// What most processes have none of: links, monitors, dictionary, names.
    pub(crate) rare: Option<Box<Rare>>,
    /// Reductions of all turns before this one.
    pub(crate) reductions_done: u64,
    /// Words beyond the need of `resume` that a built-in function asks for before it is retried.
    pub(crate) extra_need: u32,
    /// The newest sweep (see [`crate::census`]) that has visited the process.
    pub(crate) swept: u32,
    /// The function that the process started with.
    pub(crate) initial: &'static ExportCell,
    /// The process that has made it; `[]`: none has.
    pub(crate) parent: Term,
    pub(crate) trap_exit: bool,
    /// The last collection left little room: the next one doubles the block.
    pub(crate) grow: bool,
    /// Collections in this turn.
    pub(crate) collections: u8,
    /// The process stands in a receive (it left by [`crate::code::Leave::Wait`]).
    pub(crate) waiting: bool,
    /// Tell the observer at the end of each turn.
    pub(crate) watched: bool,
    /// Compiled code, or a built-in function that it called, has the process: `resume` is stale.
    pub(crate) in_code: bool,
    pub(crate) priority: Priority,
    /// 2: the program itself has started it, not another process; 1: such a one has (which guards what a person
    /// evaluates); else 0.
    pub(crate) outside: u8,
}

/// When a process runs, compared with others; see [`crate::scheduler`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    Low,
    Normal,
    High,
    Max,
}

/// What a new process needs.
pub struct NewProcess<'a> {
    /// Where it starts. Register arguments are the first [`MAX_REGISTER_ARGS`] of `args`.
    pub entry: *const u8,
    /// Copied into the new process.
    pub args: &'a [Term],
    pub initial: &'static ExportCell,
    /// The group leader and other things that it inherits.
    pub group_leader: Term,
}

impl Process {
    /// A process that has not run yet. `None`: there are too many.
    #[expect(clippy::new_ret_no_self, reason = "a process lies in its seat")]
    pub fn new(start: &NewProcess) -> Option<Seated> {
        let words: usize = start.args.iter().map(|&arg| crate::copy::size(arg)).sum();
        let stack_args = start.args.len().saturating_sub(MAX_REGISTER_ARGS);
        let need = words + stack_args + 1;
        let mut process = Seated::new(|index, place, first| {
            let (block, words) = if need + 8 <= FIRST_BLOCK_WORDS {
                (first, FIRST_BLOCK_WORDS)
            } else {
                let words = (need + 16).next_power_of_two();
                (blocks::allocate(words), words)
            };
            // SAFETY: the place is for the process.
            unsafe { place.write(Process::empty(block, words, table::new_pid(index), start)) };
        })?;
        process.marked = process.mailbox.head();
        process.rewind();
        let mut binaries = Binaries::new();
        // SAFETY: the block has room for the arguments' copies, those that go on the stack, and the
        // bottom word: `need` counts them.
        unsafe {
            process.push(code::entries().exit as u64);
            for &arg in start.args.iter().skip(MAX_REGISTER_ARGS).rev() {
                let copy = crate::copy::copy(arg, &mut process.hp, &mut binaries);
                process.push(copy.0);
            }
            for (index, &arg) in start.args.iter().take(MAX_REGISTER_ARGS).enumerate() {
                process.x[index] = crate::copy::copy(arg, &mut process.hp, &mut binaries);
            }
        }
        if !binaries.is_empty() {
            process.rare().binaries.absorb(binaries);
        }
        Some(process)
    }

    fn empty(block: *mut u64, block_words: usize, pid: Term, start: &NewProcess) -> Process {
        Process {
            // SAFETY: one past the end of the block.
            sp: unsafe { block.add(block_words) },
            hp: block,
            reductions: TURN_REDUCTIONS,
            flags: 0,
            resume: start.entry,
            x: [NIL; MAX_REGISTER_ARGS],
            catch: Term::small(0),
            message: std::ptr::null_mut(),
            before: std::ptr::null_mut(),
            mark: NIL,
            marked: std::ptr::null_mut(),
            timeout: NIL,
            timeout_resume: std::ptr::null(),
            bif: std::ptr::null(),
            subject: 0,
            failure: 0,
            site: std::ptr::null(),
            pid,
            block,
            block_words,
            fragments: std::ptr::null_mut(),
            fragment_words: 0,
            mailbox: Mailbox::new(),
            deadline: 0,
            timer: 0,
            rare: Rare::for_new(start.group_leader),
            reductions_done: 0,
            extra_need: 0,
            initial: start.initial,
            parent: NIL,
            trap_exit: false,
            grow: false,
            collections: 0,
            waiting: false,
            watched: false,
            in_code: false,
            // One made by a turn holds copies made by the turn: sweeps that go on need not visit it.
            swept: if crate::world::is_counted() { crate::census::newest() } else { 0 },
            priority: Priority::Normal,
            outside: 0,
        }
    }

    /// One past the last word of the block: the top of the stack's memory.
    pub(crate) fn block_end(&self) -> *mut u64 {
        // SAFETY: one past the end of an allocation may be computed.
        unsafe { self.block.add(self.block_words) }
    }

    /// The stack pointer of a stack without frames: at the word that leads out of the process.
    pub(crate) fn bottom(&self) -> *mut u64 {
        self.block_end().wrapping_sub(1)
    }

    /// Words of memory of the block; behind what is in use there may be more, see [`crate::gc::minor`].
    pub fn capacity(&self) -> usize {
        self.rare.as_ref().map_or(0, |rare| rare.aged.capacity).max(self.block_words)
    }

    /// Words of the stack.
    pub fn stack_words(&self) -> usize {
        (self.block_end() as usize - self.sp as usize) / 8
    }

    /// Words at the start of the heap that the next collection may leave alone.
    pub(crate) fn old_words(&self) -> usize {
        self.rare.as_ref().map_or(0, |rare| rare.aged.old_words)
    }

    /// Words of the heap in the block.
    pub fn heap_words(&self) -> usize {
        (self.hp as usize - self.block as usize) / 8
    }

    /// Words free between heap and stack.
    pub fn room(&self) -> usize {
        (self.sp as usize - self.hp as usize) / 8
    }

    /// Bytes that the process takes, the messages that it knows included.
    pub fn memory(&self) -> usize {
        let rare = self.rare.as_ref().map_or(0, |rare| rare.bytes());
        let block = if self.is_in_first_block() { 0 } else { self.capacity() };
        SEAT_BYTES + (block + self.fragment_words) * 8 + self.mailbox.bytes() + rare
    }

    /// A block of `words` to move to.
    pub(crate) fn next_block(&mut self, words: usize) -> *mut u64 {
        if words == FIRST_BLOCK_WORDS && !self.is_in_first_block() {
            return seats::first_block(self);
        }
        blocks::allocate(words)
    }

    /// Gives back the block that the process has moved out of, which has so many words.
    ///
    /// # Safety
    /// It has as many, and nothing refers to it any more but the process's own fields.
    pub(crate) unsafe fn free_block(&mut self, capacity: usize) {
        if !self.is_in_first_block() {
            // SAFETY: the block is of that many words; the caller's promise.
            unsafe { blocks::free(self.block, capacity) };
        }
    }

    /// Whether it still has the block that it started with.
    fn is_in_first_block(&self) -> bool {
        self.block == seats::first_block(std::ptr::from_ref(self).cast_mut())
    }

    /// [`Process::memory`], from any thread while the process may run: each figure is one that was true. Here binaries
    /// outside count, too.
    ///
    /// # Safety
    /// The process is in the table as long as this takes.
    pub(crate) unsafe fn memory_seen(&self) -> usize {
        // SAFETY: the fields are alive and aligned. Whoever runs the process writes whole words, so that a
        // volatile read gives an old or a new value. What is rare is freed when the process is in the table no more.
        unsafe {
            let [block, fragments] =
                [&self.block_words, &self.fragment_words].map(|words| std::ptr::read_volatile(words));
            let rare = std::ptr::read_volatile((&raw const self.rare).cast::<*const Rare>());
            let rare = if rare.is_null() { 0 } else { Rare::bytes_seen(rare) };
            SEAT_BYTES + (block + fragments) * 8 + self.mailbox.bytes() + rare
        }
    }

    /// Bytes of messages and fragments, from any thread, as [`Process::memory_seen`].
    pub(crate) fn beside_seen(&self) -> usize {
        // SAFETY: as there.
        let fragments = unsafe { std::ptr::read_volatile(&raw const self.fragment_words) };
        fragments * 8 + self.mailbox.bytes()
    }

    /// Bytes free between heap and stack, from any thread, as [`Process::memory_seen`]; of one that runs, at its
    /// last change of turn.
    pub(crate) fn room_seen(&self) -> usize {
        // SAFETY: as there.
        let [sp, hp] = [&self.sp, &self.hp].map(|place| unsafe { std::ptr::read_volatile(place) } as usize);
        // SAFETY: as there.
        let block = unsafe { std::ptr::read_volatile(&raw const self.block_words) };
        // The two may be of different moments, before and after a collection.
        sp.checked_sub(hp).filter(|&room| room <= block * 8).unwrap_or(0)
    }

    /// Whether compiled code or a built-in function has the process, from any thread.
    pub(crate) fn runs_seen(&self) -> bool {
        // SAFETY: the field is alive; whoever runs the process writes it whole.
        unsafe { std::ptr::read_volatile(&raw const self.in_code) }
    }

    /// Reductions of this turn.
    pub fn turn_reductions(&self) -> u64 {
        (TURN_REDUCTIONS - self.reductions).max(0) as u64
    }

    /// Reductions since it started.
    pub fn total_reductions(&self) -> u64 {
        self.reductions_done.wrapping_add(self.turn_reductions())
    }

    /// Leaves no reductions for this turn: the process gives way when it next goes through the runtime.
    /// What it has used so far counts, what it gives up does not.
    pub(crate) fn end_turn(&mut self) {
        self.set_turn(0);
    }

    /// The turn that begins has so many reductions.
    pub(crate) fn set_turn(&mut self, reductions: i64) {
        let total = self.total_reductions();
        self.reductions = reductions;
        self.reductions_done = total.wrapping_sub(self.turn_reductions());
    }

    /// What a process that does not run does: `suspended`, `waiting` or `runnable`.
    pub fn status(&self) -> &'static str {
        if self.flags & FLAG_SUSPENDED != 0 {
            return "suspended";
        }
        let asleep = FLAG_BLOCKED | FLAG_HIBERNATE;
        if self.waiting || self.flags & asleep != 0 { "waiting" } else { "runnable" }
    }

    /// The function that it started with: module, name, arity.
    pub fn initial_call(&self) -> (Atom, Atom, u32) {
        (self.initial.module, self.initial.function, self.initial.arity)
    }

    /// Messages in the mailbox, those still in the inbox not counted.
    pub fn message_count(&self) -> usize {
        self.mailbox.length()
    }

    /// The receive cursor goes back to the first message.
    pub(crate) fn rewind(&mut self) {
        self.message = self.mailbox.first;
        self.before = self.mailbox.head();
    }

    /// The time of a receive is up: it goes on there.
    pub(crate) fn resume_timed_out(&mut self) {
        self.waiting = false;
        self.deadline = 0;
        self.rewind();
        self.resume = self.timeout_resume;
    }

    /// A new reference. No message that the process knows has it, which a receive makes use of.
    pub(crate) fn fresh_reference(&mut self) -> Term {
        let reference = crate::reference::make();
        self.mark = reference;
        self.marked = self.mailbox.end();
        reference
    }

    /// Takes the message under the cursor out of the mailbox; the cursor goes back to the first one.
    pub(crate) fn take_message(&mut self) -> Option<Node> {
        let (node, before) = (self.message, self.before);
        let taken = if node.is_null() { None } else { self.unlink(before) };
        self.rewind();
        taken
    }

    /// Takes the first message of which `is_it` holds out of the mailbox; the cursor goes back.
    pub(crate) fn remove_message(&mut self, is_it: impl Fn(&Message) -> bool) -> Option<Node> {
        let mut before = self.mailbox.head();
        let found = self.mailbox.iter().any(|message| {
            let found = is_it(message);
            if !found {
                before = std::ptr::from_ref(message).cast_mut();
            }
            found
        });
        let taken = if found { self.unlink(before) } else { None };
        self.rewind();
        taken
    }

    /// Takes out the message behind `before`, which is the head or a message of the mailbox and not its last.
    fn unlink(&mut self, before: *mut Message) -> Option<Node> {
        // SAFETY: see above.
        let taken = unsafe { self.mailbox.unlink_after(before) };
        if taken.as_ref().is_some_and(|node| std::ptr::eq(&raw const **node, self.marked)) {
            self.marked = before;
        }
        taken
    }

    /// Puts a copy in the place of the message behind `before`, which is not the one under the cursor; gives the
    /// copy's address.
    ///
    /// # Safety
    /// `before` is the head or a message of the mailbox and not its last.
    pub(crate) unsafe fn replace_message(&mut self, before: *mut Message, node: Node) -> *mut Message {
        let new = (&raw const *node).cast_mut();
        // SAFETY: the caller's promise.
        let old = unsafe { self.mailbox.replace_after(before, node) };
        if let Some(old) = &old {
            let old = (&raw const **old).cast_mut();
            for place in [&mut self.before, &mut self.marked] {
                if *place == old {
                    *place = new;
                }
            }
        }
        new
    }

    /// Tells the observer at the end of each of its turns, or no longer.
    pub fn watch(&mut self, watched: bool) {
        self.watched = watched;
    }

    /// Calls `told` with the exit reason when the process has ended. Runs between two turns of it: from
    /// outside this is asked for by a [`Node::request`].
    pub fn when_ended(&mut self, told: crate::rare::EndFn) {
        self.rare().ends.push(told);
    }

    /// Words that the block has at least, if the program wants that.
    pub(crate) fn least_block(&self) -> usize {
        self.rare.as_ref().map_or(0, |rare| rare.tuning.least_block())
    }

    /// Sets what the program wants of the process's memory. A larger block comes with the next collection, which
    /// is due if the process has not run yet.
    pub(crate) fn tune(&mut self, tuning: Tuning) {
        let rare = self.rare();
        rare.tuning = tuning;
        rare.binary_bound = tuning.binary_bound().max(rare.binary_bound);
    }

    /// Pushes a word on the stack.
    ///
    /// # Safety
    /// There is room for it.
    pub(crate) unsafe fn push(&mut self, word: u64) {
        debug_assert!(self.room() > 0);
        // SAFETY: the caller's promise.
        unsafe {
            self.sp = self.sp.sub(1);
            self.sp.write(word);
        }
    }

    /// Takes the `count` topmost words off the stack.
    pub(crate) fn pop(&mut self, count: usize) -> Vec<Term> {
        debug_assert!(count < self.stack_words());
        // SAFETY: the stack has more words than that: its bottom word is never popped.
        unsafe {
            let words = std::slice::from_raw_parts(self.sp.cast::<Term>(), count).to_vec();
            self.sp = self.sp.add(count);
            words
        }
    }

    /// What most processes have none of, made when first needed.
    pub(crate) fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_with(Default::default)
    }

    /// Makes `node` part of this process's heap. One without words of its own is freed: it would never ask for a
    /// collection.
    pub(crate) fn adopt(&mut self, mut node: Node) {
        if node.words() == 0 {
            return;
        }
        if let Some(binaries) = node.take_binaries() {
            self.rare().binaries.absorb(binaries);
            self.check_binaries();
        }
        // What came before it is dead for the most part, and it is in use now: a collection for its sake waits until the
        // process does.
        self.check_fragments();
        let node = node.into_raw();
        // SAFETY: both nodes are alive and belong to this process. The first fragment stays first if
        // small pieces are still taken from it.
        unsafe {
            self.fragment_words += (*node).words();
            if self.fragments.is_null() || !(*self.fragments).is_fragment() {
                (*node).next = self.fragments;
                self.fragments = node;
            } else {
                (*node).next = (*self.fragments).next;
                (*self.fragments).next = node;
            }
        }
    }

    /// Asks for a collection when fragments hold more than the part of the block that is not old: then it pays,
    /// whatever it finds alive.
    pub(crate) fn check_fragments(&mut self) {
        if self.fragment_words > FRAGMENTS_AT_LEAST
            && self.fragment_words > self.block_words - self.old_words()
        {
            self.flags |= FLAG_COLLECT_YOUNG;
        }
    }

    /// Asks for a collection when the process may keep many bytes of binaries alive that it does not use.
    fn check_binaries(&mut self) {
        if let Some(rare) = &self.rare
            && rare.binaries.bytes() > rare.binary_bound
        {
            self.flags |= FLAG_COLLECT_YOUNG;
        }
    }

    /// Room for `words` in a fragment: in the newest one if it has room, else in a fresh one.
    #[cold]
    fn alloc_fragment(&mut self, words: usize) -> *mut u64 {
        // SAFETY: `fragments` is null or the first of this process's nodes.
        if let Some(place) = unsafe { self.fragments.as_mut() }.and_then(|first| first.take(words)) {
            return place;
        }
        let size = words.max(self.fragment_words.clamp(FRAGMENT_WORDS.0, FRAGMENT_WORDS.1));
        if size >= FRAGMENT_WORDS.1 && memory::is_too_much(size * 8) {
            std::panic::resume_unwind(Box::new(memory::TooMuch));
        }
        let node = Message::fragment(size).into_raw();
        self.fragment_words += size;
        // SAFETY: a fresh node that nobody else knows, with room for `words`.
        unsafe {
            (*node).next = self.fragments;
            self.fragments = node;
            self.check_fragments();
            (*node).take(words).unwrap_or(std::ptr::null_mut())
        }
    }
}

/// Fragments below this many words never ask for a collection by themselves.
const FRAGMENTS_AT_LEAST: usize = 256;

/// Each fragment that a built-in function fills piece by piece is as long as all before it, between
/// these bounds, so that a long result takes few of them.
const FRAGMENT_WORDS: (usize, usize) = (64, 1 << 16);

// SAFETY: `hp` is aligned and `sp` above it; words between them are nobody's. A fragment's words are
// given out once. Both stay until the next collection, which never happens while a built-in runs.
unsafe impl Heap for Process {
    fn alloc(&mut self, words: usize) -> *mut u64 {
        if words <= self.room() {
            let place = self.hp;
            // SAFETY: there is room for that many words.
            self.hp = unsafe { place.add(words) };
            place
        } else {
            self.alloc_fragment(words)
        }
    }

    fn binaries(&mut self) -> &mut Binaries {
        &mut self.rare().binaries
    }

    unsafe fn keep_binary(&mut self, place: *mut u64, block: *mut Block, length: usize) -> Term {
        // SAFETY: the caller's promise.
        let term = unsafe { self.binaries().make(place, block, length) };
        self.check_binaries();
        term
    }
}

impl Process {
    /// Gives back what the process, which has ended, keeps terms in. What is left has room for none.
    pub(crate) fn give_memory_back(&mut self) {
        if let Some(rare) = &mut self.rare {
            rare.binaries.release();
            rare.aged.binaries.release();
        }
        if !self.mailbox.is_empty() {
            drop(self.mailbox.take_all());
        }
        let (capacity, first) = (self.capacity(), seats::first_block(self));
        if let Some(rare) = &mut self.rare {
            rare.aged.capacity = 0;
        }
        // SAFETY: fragments and block belong to this process alone.
        unsafe {
            drop(Nodes::from_raw(std::mem::replace(&mut self.fragments, std::ptr::null_mut())));
            self.free_block(capacity);
        }
        (self.block, self.block_words, self.fragment_words) = (first, FIRST_BLOCK_WORDS, 0);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.give_memory_back();
    }
}

// SAFETY: a process is handed from thread to thread as a whole, under the table's lock or through a
// run queue; only the thread that runs it touches it.
unsafe impl Send for Process {}

/// The cost of a waiting process is a promise.
const _: () = assert!(SEAT_BYTES <= 512);
