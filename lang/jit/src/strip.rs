//! Improves emitted machine code where Cranelift does not: prologues that nothing needs, tests for overflow, the count of
//! reductions.
//!
//! Cranelift's x86-64 back end opens every function with `push rbp; mov rbp, rsp`. In a segment that
//! has no spills and calls nothing natively these instructions only form a chain of stores and loads
//! through `rbp` from segment to segment, which costs half the speed. The proof is by decoding: apart
//! from that prologue and the matching epilogues (`mov rsp, rbp; pop rbp` before a jump or a return)
//! no instruction may touch `rsp` or `rbp`. Where the proof fails, they stay.
//!
//! What goes leaves no gap: code moves together, and with it jumps, tables of jumps and relocations. Where something in the
//! code is not understood, nothing moves.

#[cfg(target_arch = "x86_64")]
mod x86_64;

use std::ops::Range;

/// Machine code as it was emitted.
pub struct Emitted<'a> {
    pub code: &'a [u8],
    /// Where blocks start, in their order. What stands between the end of a block and the start of the next one are tables.
    pub blocks: &'a [u32],
    /// The places that relocations fill in.
    pub relocations: &'a [u32],
    /// Nothing outside the code knows a place in it.
    pub may_move: bool,
}

/// The code to load.
pub struct Improved {
    pub bytes: Vec<u8>,
    removed: Removed,
}

impl Improved {
    /// Where that stands now which was emitted at a place.
    pub fn place(&self, emitted: u32) -> u32 {
        self.removed.place(emitted)
    }
}

/// What is left out, in its order, each with the number of bytes left out before.
struct Removed(Vec<(Range<u32>, u32)>);

impl Removed {
    fn new(mut ranges: Vec<Range<u32>>) -> Removed {
        ranges.sort_unstable_by_key(|range| range.start);
        let mut before = 0;
        let counted = |range: Range<u32>| {
            before += range.end - range.start;
            let length = range.end - range.start;
            (range, before - length)
        };
        Removed(ranges.into_iter().map(counted).collect())
    }

    fn place(&self, emitted: u32) -> u32 {
        let next = self.0.partition_point(|(range, _)| range.start < emitted);
        let Some((range, before)) = next.checked_sub(1).map(|last| &self.0[last]) else { return emitted };
        emitted - before - (range.end.min(emitted) - range.start)
    }
}

/// See the module.
#[cfg(target_arch = "x86_64")]
pub fn improve(emitted: &Emitted<'_>) -> Improved {
    x86_64::improve(emitted)
}

/// On other processors code stays as it is.
#[cfg(not(target_arch = "x86_64"))]
pub fn improve(emitted: &Emitted<'_>) -> Improved {
    Improved { bytes: emitted.code.to_vec(), removed: Removed(Vec::new()) }
}
