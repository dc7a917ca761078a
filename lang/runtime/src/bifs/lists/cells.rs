//! A list that is written into the room between heap and stack while it is not known how long it will be.

use crate::build::Heap;
use crate::process::Process;
use crate::term::Term;

/// Cells that the process does not know of yet: it must not be given any memory before they are done.
#[derive(Clone, Copy)]
pub struct Cells {
    start: *mut u64,
    /// For so many there is room.
    most: usize,
    count: usize,
}

impl Cells {
    /// No cells yet, and all the room that there is.
    pub fn of(process: &Process) -> Cells {
        Cells { start: process.hp, most: process.room() / 2, count: 0 }
    }

    /// For so many elements there is room.
    pub fn most(&self) -> usize {
        self.most
    }

    pub fn count(&self) -> usize {
        self.count
    }

    /// Adds an element, if there is room.
    #[inline]
    pub fn push(&mut self, element: Term) -> bool {
        if self.count == self.most {
            return false;
        }
        // SAFETY: nobody uses the room, and there is some for `most` cells of two words.
        unsafe {
            let cell = self.start.add(2 * self.count);
            cell.write(element.0);
            cell.add(1).write(Term::from_cons(cell.add(2)).0);
        }
        self.count += 1;
        true
    }

    /// Takes the last element out if `which`: without a branch, as that is often as likely as not.
    #[inline]
    pub fn pop_if(&mut self, which: bool) {
        self.count -= usize::from(which);
    }

    /// The list of the first `count` elements and what is in `tail`.
    pub fn list(&self, process: &mut Process, count: usize, tail: Term) -> Term {
        debug_assert!(count <= self.count && self.start == process.hp);
        if count == 0 {
            return tail;
        }
        let cells = process.alloc(2 * count);
        // SAFETY: these are the cells that were written; the last one that counts is followed by `tail`.
        unsafe { cells.add(2 * count - 1).write(tail.0) };
        Term::from_cons(cells)
    }
}
