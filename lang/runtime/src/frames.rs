//! Walking the frames of a process's stack.

use crate::code::{self, SegmentInfo, SegmentKind, Site, segment_info};
use crate::process::Process;
use crate::term::Term;

/// A frame: the address that a return goes to and the live values behind it.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    pub code: *const u8,
    pub info: &'a SegmentInfo,
    pub values: &'a [Term],
}

/// The frames of a stack, innermost first, without the bottom one.
pub struct Frames<'a> {
    next: *const u64,
    end: *const u64,
    /// The bottom frame's continuation.
    exit: *const u8,
    process: std::marker::PhantomData<&'a Process>,
}

impl<'a> Frames<'a> {
    /// The frames of a process whose stack has `arguments` words above the frames.
    ///
    /// # Safety
    /// The process is not in compiled code, and that is what lies on its stack.
    pub unsafe fn above(process: &'a Process, arguments: usize) -> Frames<'a> {
        // SAFETY: the stack holds that many words and the bottom frame.
        unsafe { Frames::between(process, process.sp.add(arguments), process.block_end()) }
    }

    /// The frames between two addresses in the stack of a process.
    ///
    /// # Safety
    /// At both is a frame, or the end of the stack.
    pub unsafe fn between(_process: &'a Process, from: *const u64, to: *const u64) -> Frames<'a> {
        Frames { next: from, end: to, exit: code::entries().exit, process: std::marker::PhantomData }
    }
}

impl Frames<'_> {
    /// Passes over the frames that follow `frame`, which was the last, with the same address: a deep recursion has many.
    pub fn skip_same(&mut self, frame: &Frame<'_>) {
        let words = 1 + frame.values.len();
        // SAFETY: frames of the same address are of the same length, and the bottom one has another.
        unsafe {
            while self.next < self.end && *self.next as *const u8 == frame.code {
                self.next = self.next.add(words);
            }
        }
    }
}

impl Frames<'_> {
    /// Passes over what follows two frames, of which `second` was the last, with the same two addresses: a deep recursion
    /// through a `try` has many.
    pub fn skip_same_pairs(&mut self, first: &Frame<'_>, second: &Frame<'_>) {
        let (words, more) = (1 + first.values.len(), 1 + second.values.len());
        // SAFETY: frames of the same address are of the same length, so that below a first one there is another frame, or
        // the end.
        unsafe {
            while self.next < self.end
                && *self.next as *const u8 == first.code
                && self.next.add(words) < self.end
                && *self.next.add(words) as *const u8 == second.code
            {
                self.next = self.next.add(words + more);
            }
        }
    }
}

impl<'a> Iterator for Frames<'a> {
    type Item = Frame<'a>;

    fn next(&mut self) -> Option<Frame<'a>> {
        if self.next >= self.end {
            return None;
        }
        // SAFETY: `next` points to the start of a frame: a code address and the rest of it.
        unsafe {
            let code = *self.next as *const u8;
            if code == self.exit {
                return None;
            }
            let info = segment_info(code);
            let words = info.frame.max(1) as usize;
            let values = std::slice::from_raw_parts(self.next.add(1).cast(), words - 1);
            self.next = self.next.add(words);
            Some(Frame { code, info, values })
        }
    }
}

impl Process {
    /// The frames of a process between two turns, innermost first.
    ///
    /// # Safety
    /// The process is between two turns.
    pub unsafe fn frames(&self) -> Frames<'_> {
        // SAFETY: between turns `resume` is a segment, and its stack arguments lie on top.
        unsafe { Frames::above(self, segment_info(self.resume).stack_args as usize) }
    }

    /// The places in functions where a process is, innermost first: where it goes on, then its callers.
    /// The runtime's own frames are left out. A process that is just calling a built-in function goes on
    /// where that returns to.
    ///
    /// # Safety
    /// The process is between two turns or in a built-in function.
    pub unsafe fn sites(&self) -> impl Iterator<Item = &Site> {
        // SAFETY: the caller's promise.
        unsafe { self.sites_of(|_, _| true) }
    }

    /// [`Process::sites`] as stack traces show them: the same address several times in a row counts once, as in OTP.
    ///
    /// # Safety
    /// As there.
    pub unsafe fn sites_shown(&self) -> impl Iterator<Item = &Site> {
        // SAFETY: the caller's promise.
        unsafe { self.sites_of(|before, code| before != code) }
    }

    /// The sites of the frames of which `is_shown` says so, by the address before and their own.
    ///
    /// # Safety
    /// As for [`Process::sites`].
    unsafe fn sites_of(
        &self,
        is_shown: impl Fn(*const u8, *const u8) -> bool,
    ) -> impl Iterator<Item = &Site> {
        // SAFETY: a built-in function finds its caller's frame on top of the stack; between turns `resume`
        // is a segment.
        let (here, frames) = unsafe {
            match self.in_code {
                true => (None, Frames::above(self, 0)),
                false => (Some(&segment_info(self.resume).site), self.frames()),
            }
        };
        let mut before = std::ptr::null();
        let frames = frames.filter(|frame| frame.info.kind != SegmentKind::Catch).filter(move |frame| {
            let before = std::mem::replace(&mut before, frame.code);
            is_shown(before, frame.code)
        });
        let sites = here.into_iter().chain(frames.map(|frame| &frame.info.site)).flat_map(Site::all);
        sites.filter(|site| !site.function.is_null())
    }
}
