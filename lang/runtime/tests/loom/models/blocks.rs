//! Blocks of bytes that several processes have parts in.

use loom::cell::UnsafeCell;
use loom::sync::Arc;
use loom::thread;

use crate::explore;
use crate::reference_count::ReferenceCount;

/// A block, and whether its memory has been given back.
struct Block {
    count: ReferenceCount,
    bytes: UnsafeCell<u32>,
    freed: UnsafeCell<bool>,
}

impl Block {
    fn new() -> Arc<Block> {
        Arc::new(Block {
            count: ReferenceCount::one(),
            bytes: UnsafeCell::new(0),
            freed: UnsafeCell::new(false),
        })
    }

    /// Reads it and gives the part up.
    fn read(&self) {
        // SAFETY: the caller has a part; the model looks whether that is enough.
        self.bytes.with(|bytes| assert_eq!(unsafe { *bytes }, 0));
        self.give_up();
    }

    /// Writes to it if nobody else has a part, as a binary that grows does, and gives the part up.
    fn write(&self) {
        if self.count.is_one() {
            // SAFETY: nobody else knows the block; the model looks whether that is so.
            self.bytes.with_mut(|bytes| unsafe { *bytes = 1 });
        }
        self.give_up();
    }

    fn give_up(&self) {
        if self.count.give_up() {
            // SAFETY: it was the last part; the model looks whether that is so.
            self.freed.with_mut(|freed| assert!(!unsafe { std::mem::replace(&mut *freed, true) }));
            // SAFETY: as above.
            self.bytes.with_mut(|bytes| unsafe { *bytes = 2 });
        }
    }
}

/// Who finds itself alone writes where nobody reads any more, and the memory goes once.
#[test]
fn who_is_alone_writes() {
    explore(|| {
        let block = Block::new();
        block.count.add();
        let other = block.clone();
        let thread = thread::spawn(move || other.read());
        block.write();
        thread.join().unwrap();
        // SAFETY: nobody else is left.
        assert!(block.freed.with(|freed| unsafe { *freed }));
    });
}

/// Whoever is the last of three frees what nobody reads any more.
#[test]
fn the_last_frees() {
    explore(|| {
        let block = Block::new();
        let threads: Vec<_> = (0..2)
            .map(|_| {
                block.count.add();
                let other = block.clone();
                thread::spawn(move || other.read())
            })
            .collect();
        block.read();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(block.count.count(), 0);
        // SAFETY: nobody else is left.
        assert!(block.freed.with(|freed| unsafe { *freed }));
    });
}
