//! Where a process is, for `process_info`.

use std::fmt::Write;

use crate::atom::{self, Atom};
use crate::bits::make;
use crate::build::{self, Arena};
use crate::code::{SegmentKind, Site};
use crate::format::chars::Chars;
use crate::format::{Encoding, write_plain};
use crate::frames::{Frame, Frames};
use crate::process::{FLAG_HIBERNATE, Process};
use crate::raise::{location, trace_depth};
use crate::term::{NIL, Term};

/// The items `current_function`, `current_location` and `current_stacktrace`.
pub fn place(heap: &mut Arena, p: &Process, item: &str) -> Term {
    if p.flags & FLAG_HIBERNATE != 0 && !p.in_code {
        return hibernating(heap, item);
    }
    // SAFETY: the process is between two turns or calls this built-in function.
    let places: Vec<&Site> = unsafe { p.sites_shown() }.take(trace_depth().max(1)).collect();
    if item == "current_stacktrace" {
        let entries: Vec<Term> =
            places.into_iter().take(trace_depth()).map(|site| entry(heap, site, true)).collect();
        return build::list(heap, entries);
    }
    match places.first() {
        Some(site) => entry(heap, site, item == "current_location"),
        None => atom::UNDEFINED.term(),
    }
}

/// One that hibernates has no stack.
fn hibernating(heap: &mut Arena, item: &str) -> Term {
    let function = [atom::ERLANG.term(), Atom::new("hibernate").term(), Term::small(3)];
    match item {
        "current_function" => build::tuple(heap, &function),
        "current_location" => build::tuple(heap, &[function[0], function[1], function[2], NIL]),
        _ => NIL,
    }
}

/// `{M, F, A}` or `{M, F, A, Location}` of a site that has a function.
fn entry(heap: &mut Arena, site: &Site, with_location: bool) -> Term {
    // SAFETY: the function belongs to a version that the process runs.
    let function = unsafe { &*site.function };
    let arity = Term::small(i64::from(function.arity));
    let mut parts = vec![function.module.term(), function.name.term(), arity];
    if with_location {
        let file = build::string(heap, &function.file);
        parts.push(location(heap, file, site.line));
    }
    build::tuple(heap, &parts)
}

fn frames(p: &Process) -> Frames<'_> {
    // SAFETY: the process is between two turns, or calls a built-in function, which finds its caller's frame on top
    // of the stack.
    unsafe { if p.in_code { Frames::above(p, 0) } else { p.frames() } }
}

/// How many `catch` and `try` the process is in.
pub fn catches(p: &Process) -> usize {
    frames(p).filter(|frame| frame.info.kind == SegmentKind::Catch).count()
}

/// Frames and parts of a term that [`backtrace`] shows, at most: a person reads it.
const SHOWN_FRAMES: usize = 1000;
const SHOWN_DEPTH: i64 = 20;

/// The item `backtrace`: the stack as a text, innermost frame first, with what is kept in each. As OTP's, but for the
/// line in the place of an offset.
pub fn backtrace(heap: &mut Arena, p: &Process, hidden: bool) -> Term {
    if hidden {
        return make::binary(heap, b"");
    }
    make::binary(heap, backtrace_text(p).as_bytes())
}

/// See [`backtrace`].
pub fn backtrace_text(p: &Process) -> String {
    let mut text = String::new();
    if !p.in_code {
        // SAFETY: between two turns `resume` is a segment.
        let site = unsafe { crate::code::segment_info(p.resume) }.site;
        let _ = writeln!(text, "Program counter: {:#018x} ({})", p.resume as usize, name(&site));
    }
    for frame in frames(p).take(SHOWN_FRAMES) {
        show(&mut text, &frame);
    }
    let _ = write!(text, "\n{:#018x} Return addr ", p.block_end() as usize - 8);
    let _ = writeln!(text, "{:#018x} (<terminate process normally>)", crate::code::entries().exit as usize);
    text
}

fn show(text: &mut String, frame: &Frame) {
    let place = frame.values.as_ptr() as usize - 8;
    let name = name(&frame.info.site);
    let _ = writeln!(text, "\n{place:#018x} Return addr {:#018x} ({name})", frame.code as usize);
    // A catch frame starts with its handler and the frame around it.
    let (handler, values) = match frame.values {
        [handler, _, values @ ..] if frame.info.kind == SegmentKind::Catch => (Some(handler), values),
        values => (None, values),
    };
    if let Some(handler) = handler {
        let _ = writeln!(text, "y(0)     Catch {:#018x} ({name})", handler.0);
    }
    for (index, &value) in (usize::from(handler.is_some())..).zip(values) {
        let mut shown = Chars::default();
        write_plain(&mut shown, value, SHOWN_DEPTH, Encoding::Latin1);
        let _ = writeln!(text, "y({index})     {}", shown.to_text());
    }
}

/// Function and line of a site.
fn name(site: &Site) -> String {
    // SAFETY: a site's function is null or belongs to a version that the process runs.
    match unsafe { site.function.as_ref() } {
        Some(function) => {
            format!("{}:{}/{}, line {}", function.module, function.name, function.arity, site.line)
        }
        None => "unknown function".to_owned(),
    }
}
