//! What an exception keeps of the stack until somebody asks for its stack trace.
//!
//! A boxed [`Kind::RawTrace`] holds pointers to sites, innermost first, as far as the stack has been cut back. The
//! frames below stay what they are while the handler decides what to do, so that they are walked over only when the
//! list is asked for, or as far as the exception goes when it is raised again: an exception costs what it leaves, however
//! deep the stack is below its handler.

use std::mem::MaybeUninit;

use crate::build::{self, Heap};
use crate::code::{SegmentKind, Site};
use crate::frames::Frames;
use crate::process::Process;
use crate::term::{Kind, Term, header, header_size};

/// Entries of a stack trace at most, where the program has not set another number.
pub const USUAL_DEPTH: usize = 8;

/// Words of a raw trace before the sites: where the frames begin that are still to be walked over, in words from the end
/// of the block, or 0; the address of the frame before those; and how many sites are still to be found at most.
const HEAD: usize = 3;

/// The sites of the process's frames, at most `depth`, down to its innermost handler. The same address several times in
/// a row counts once, as in OTP, where a `try` has no frame of its own.
pub fn capture(process: &mut Process, depth: usize) -> Term {
    let top = process.sp.cast_const();
    let to = process.catch.as_small() as usize;
    // SAFETY: sites belong to versions that are alive while the process runs in them. An exception starts with nothing
    // on the stack but frames.
    unsafe {
        let here = process.site.as_ref().filter(|site| !site.function.is_null());
        made(process, depth, None, |walk, process| {
            if let Some(site) = here {
                walk.add(site);
            }
            walk.go(process, top, to)
        })
    }
}

/// The raw trace with the sites of the frames down to that so many words from the end of the stack, if there are still
/// any to be found. `trace` may also be a tuple that begins with a raw trace, or anything else.
pub fn complete(process: &mut Process, trace: Term, to: usize) -> Term {
    if let Some(&[raw, ref others @ ..]) = build::tuple_elements(trace) {
        let whole = complete(process, raw, to);
        if whole == raw {
            return trace;
        }
        let mut parts = vec![whole];
        parts.extend_from_slice(others);
        return build::tuple(process, &parts);
    }
    let Some(sites) = sites(trace) else { return trace };
    // SAFETY: a raw trace has these words. The frames are there as long as its handler runs.
    unsafe {
        let [rest, before, room] = trace.pointer().add(1).cast::<[u64; HEAD]>().read();
        if rest == 0 {
            return trace;
        }
        let from = process.block_end().sub(rest as usize);
        made(process, sites.len() + room as usize, Some(trace), |walk, process| {
            walk.sites[..sites.len()].write_copy_of_slice(sites);
            (walk.count, walk.before) = (sites.len(), before as *const u8);
            walk.go(process, from, to)
        })
    }
}

/// The sites of a raw trace that have been found, if the term is one.
pub fn sites<'a>(raw: Term) -> Option<&'a [*const Site]> {
    // SAFETY: terms are valid.
    unsafe { raw.is_kind(Kind::RawTrace).then(|| sites_of(raw.pointer())) }
}

/// The sites of a raw trace that have been found.
///
/// # Safety
/// `object` is a raw trace that is alive.
pub unsafe fn sites_of<'a>(object: *const u64) -> &'a [*const Site] {
    // SAFETY: the caller's promise; behind the head are pointers to sites.
    unsafe {
        let count = header_size(*object) - HEAD;
        std::slice::from_raw_parts(object.add(1 + HEAD).cast(), count)
    }
}

/// A walk over frames.
struct Walk<'a> {
    /// As many as `count` have been written.
    sites: &'a mut [MaybeUninit<*const Site>],
    count: usize,
    /// The address of the last frame.
    before: *const u8,
}

impl Walk<'_> {
    fn add(&mut self, site: &Site) {
        for (site, place) in site.all().zip(&mut self.sites[self.count..]) {
            place.write(site);
            self.count += 1;
        }
    }

    /// Adds the sites of the frames from an address on to that so many words from the end of the stack, which is a catch
    /// frame's, or the end; gives where to go on.
    ///
    /// # Safety
    /// There are frames between, and the process is not in compiled code.
    unsafe fn go(&mut self, process: &Process, from: *const u64, to: usize) -> usize {
        // SAFETY: the caller's promise.
        let (mut frames, mut below) = unsafe {
            let catch = process.block_end().sub(to);
            (Frames::between(process, from, catch), Frames::between(process, catch, process.block_end()))
        };
        let mut last = None;
        while self.count < self.sites.len()
            && let Some(frame) = frames.next()
        {
            if frame.info.kind == SegmentKind::Catch {
                if let Some(last) = &last {
                    frames.skip_same_pairs(last, &frame);
                }
                continue;
            }
            let is_new = std::mem::replace(&mut self.before, frame.code) != frame.code;
            if is_new && !frame.info.site.function.is_null() {
                self.add(&frame.info.site);
            }
            frames.skip_same(&frame);
            last = Some(frame);
        }
        if self.count == self.sites.len() {
            return 0;
        }
        below.next().map_or(0, |catch| to - 1 - catch.values.len())
    }
}

/// A raw trace of at most so many sites, found by `find`, which gives where to go on; `known` itself if it has as many.
fn made(
    process: &mut Process,
    depth: usize,
    known: Option<Term>,
    find: impl FnOnce(&mut Walk<'_>, &Process) -> usize,
) -> Term {
    let (mut few, mut many) = ([MaybeUninit::uninit(); USUAL_DEPTH], Vec::new());
    let places = if known.is_none() && process.room() >= 1 + HEAD + depth {
        // SAFETY: these words between heap and stack are nobody's, and it is here that the sites belong if the object comes
        // to lie there.
        unsafe { std::slice::from_raw_parts_mut(process.hp.add(1 + HEAD).cast(), depth) }
    } else if depth <= USUAL_DEPTH {
        &mut few[..depth]
    } else {
        many.resize(depth, MaybeUninit::uninit());
        &mut many[..]
    };
    let mut walk = Walk { sites: places, count: 0, before: std::ptr::null() };
    let rest = find(&mut walk, process);
    let Walk { sites: places, count, before } = walk;
    let known = known.filter(|&raw| sites(raw).is_some_and(|sites| sites.len() == count));
    // SAFETY: room for all of these words was asked for, and as many sites have been written. Where a known raw trace goes
    // on concerns the exception alone that it belongs to, and the collector does not look at it.
    unsafe {
        let object = known.map_or_else(|| process.alloc(1 + HEAD + count), Term::pointer);
        object.write(header(Kind::RawTrace, HEAD + count));
        object.add(1).cast::<[u64; HEAD]>().write([rest as u64, before as u64, (depth - count) as u64]);
        let place = object.add(1 + HEAD);
        if place.cast_const() != places.as_ptr().cast() {
            place.copy_from_nonoverlapping(places.as_ptr().cast(), count);
        }
        Term::from_boxed(object)
    }
}
