//! Exceptions: how they are made, how their stack trace is captured, and how a process goes on.
//!
//! A *catch frame* on the stack is `[after address, handler address, the `catch` before it, live
//! values …]`. [`Process::catch`] says where the innermost one is. An exception cuts the stack back
//! to it and goes on at the handler, with class, reason and *raw trace* in `x`; the handler removes
//! the frame.
//!
//! A raw trace is what is cheap to keep until somebody asks for the list:
//! - a boxed `Kind::RawTrace` (see [`raw_trace`]);
//! - `{Raw, Args}`: the same, with the arguments of the innermost function instead of its arity;
//! - `{Raw, Cause, []}`: the same, with what went wrong in the construction of a bitstring;
//! - `{Raw, Args, Info, [], []}`: the same, with arguments as above or `none`, and with what the program says of
//!   the error (`error_info` of `erlang:error/3`);
//! - `{Raw, M, F, Args}`: the same below a function that has no site (a built-in or an undefined one);
//! - a list: what `erlang:raise/3` was given.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::atom::{self, Atom};
use crate::build::{self, Heap};
use crate::code::{self, ExportCell, Failure, MAX_REGISTER_ARGS, Site};
use crate::error_info;
use crate::exports;
use crate::process::Process;
use crate::raw_trace;
use crate::term::{Kind, NIL, Term};

/// The most that it can set.
const DEEPEST: usize = 64;

/// What `backtrace_depth` is. Read whenever a stack trace is made.
static DEPTH: AtomicUsize = AtomicUsize::new(raw_trace::USUAL_DEPTH);

/// Entries of a stack trace at most.
pub fn trace_depth() -> usize {
    DEPTH.load(Ordering::Relaxed)
}

/// Sets how many entries a stack trace has at most; gives the number before.
pub fn set_trace_depth(depth: usize) -> usize {
    DEPTH.swap(depth.min(DEEPEST), Ordering::Relaxed)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    Error,
    Exit,
    Throw,
}

impl Class {
    pub fn atom(self) -> Atom {
        match self {
            Class::Error => atom::ERROR,
            Class::Exit => atom::EXIT_CLASS,
            Class::Throw => atom::THROW,
        }
    }

    pub fn from_term(term: Term) -> Option<Class> {
        [Class::Error, Class::Exit, Class::Throw].into_iter().find(|class| class.atom().term() == term)
    }
}

/// What an exception's stack trace starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Origin {
    /// The place where it was raised.
    Here,
    /// The built-in function that raised it; its arguments are in `x`. `extra` says what is wrong, if it says anything.
    Bif,
    /// The place where it was raised, with the arguments in `extra` instead of the function's arity.
    Arguments,
    /// The place where it was raised, in the construction of a bitstring; `extra` says what is wrong
    /// with which element, `{Index, Type, Wrong, Value}`.
    Construction,
    /// The place where it was raised, with what the program says of it: `extra` is `{Args, Info}`.
    Informed,
    /// The function in `extra`, `{M, F, Args}`, which is none of the program's own.
    Function,
    /// `trace` is set already.
    Traced,
}

/// An exception, raised and not yet caught.
#[derive(Debug, Clone, Copy)]
pub struct Exception {
    pub class: Class,
    pub origin: Origin,
    pub reason: Term,
    /// The raw trace, once captured.
    pub trace: Term,
    /// See [`Origin`].
    pub extra: Term,
}

thread_local! {
    /// What is being raised by the process that this thread runs. Whoever sets it leaves compiled code or a
    /// built-in function at once, and [`raise`] comes before anything else runs here.
    static RAISING: Cell<Exception> = const { Cell::new(Exception::none()) };
}

/// Sets the exception that the process which this thread runs is about to raise.
pub fn set(exception: Exception) {
    RAISING.set(exception);
}

/// Takes the exception that is being raised, or that nobody has caught.
pub fn take() -> Exception {
    RAISING.replace(Exception::none())
}

impl Exception {
    /// No exception.
    pub const fn none() -> Exception {
        Exception::new(Class::Error, Origin::Here, NIL)
    }

    const fn new(class: Class, origin: Origin, reason: Term) -> Exception {
        Exception { class, origin, reason, trace: NIL, extra: NIL }
    }

    /// An error of a built-in function, which its stack trace names.
    pub const fn error(reason: Term) -> Exception {
        Exception::new(Class::Error, Origin::Bif, reason)
    }

    /// An error of a built-in function that says what is wrong.
    pub const fn because(reason: Term, cause: Term) -> Exception {
        Exception { extra: cause, ..Exception::error(reason) }
    }

    pub const fn badarg() -> Exception {
        Exception::error(atom::BADARG.term())
    }

    pub const fn badarith() -> Exception {
        Exception::error(atom::BADARITH.term())
    }

    pub const fn system_limit() -> Exception {
        Exception::error(atom::SYSTEM_LIMIT.term())
    }

    /// An exception of the program's own, raised where it calls `error/1`, `exit/1` or `throw/1`:
    /// these do not appear in its stack trace.
    pub const fn raised(class: Class, reason: Term) -> Exception {
        Exception::new(class, Origin::Here, reason)
    }

    /// An error in which the caller's arguments stand for its arity.
    pub const fn with_arguments(reason: Term, args: Term) -> Exception {
        Exception { extra: args, ..Exception::new(Class::Error, Origin::Arguments, reason) }
    }

    /// An error in the construction of a bitstring.
    pub const fn in_construction(reason: Term, cause: Term) -> Exception {
        Exception { extra: cause, ..Exception::new(Class::Error, Origin::Construction, reason) }
    }

    /// An error of the program's own that says more of itself; `extra`: see [`Origin::Informed`].
    pub const fn informed(reason: Term, extra: Term) -> Exception {
        Exception { extra, ..Exception::new(Class::Error, Origin::Informed, reason) }
    }

    /// An error in `function`, `{M, F, Args}`.
    pub const fn in_function(reason: Term, function: Term) -> Exception {
        Exception { extra: function, ..Exception::new(Class::Error, Origin::Function, reason) }
    }

    /// An exception with its raw trace.
    pub const fn traced(class: Class, reason: Term, trace: Term) -> Exception {
        Exception { trace, ..Exception::new(class, Origin::Traced, reason) }
    }
}

/// What a process does after an exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raised {
    /// `resume` and `x` are set: the handler.
    Handled,
    /// Nobody catches it: the process dies of what [`take`] gives, its trace captured.
    Uncaught,
}

/// Raises the exception that has been [`set`], which started at `process.site` or, if that is null, in the frame on
/// top of the stack.
pub fn raise(process: &mut Process) -> Raised {
    let exception = traced(process, take());
    // A receive that raises has left the cursor at the end.
    process.rewind();
    process.deadline = 0;
    process.waiting = false;
    let depth = process.catch.as_small();
    if depth == 0 {
        set(exception);
        return Raised::Uncaught;
    }
    let Exception { class, reason, trace, .. } = exception;
    // SAFETY: `catch` is the offset of a catch frame, of at least three words.
    unsafe {
        process.sp = process.block_end().sub(depth as usize);
        process.resume = process.sp.add(1).read() as *const u8;
    }
    process.x[..3].copy_from_slice(&[class.atom().term(), reason, trace]);
    process.x[3] = NIL;
    Raised::Handled
}

/// An exception that is being raised, with its stack trace captured.
fn traced(process: &mut Process, exception: Exception) -> Exception {
    let Exception { class, origin, reason, trace, extra } = exception;
    if origin == Origin::Traced {
        let to = process.catch.as_small() as usize;
        return Exception::traced(class, reason, raw_trace::complete(process, trace, to));
    }
    let function = match origin {
        Origin::Bif => bif_call(process),
        Origin::Function => build::tuple_elements(extra).and_then(|parts| <[Term; 3]>::try_from(parts).ok()),
        _ => None,
    };
    let raw = raw_trace::capture(process, trace_depth().saturating_sub(function.is_some().into()));
    let trace = match function {
        Some(parts) => {
            let cause = if origin == Origin::Bif { extra } else { NIL };
            function_trace(process, raw, parts, cause)
        }
        None if origin == Origin::Arguments => build::tuple(process, &[raw, extra]),
        None if origin == Origin::Construction => build::tuple(process, &[raw, extra, NIL]),
        None if origin == Origin::Informed => {
            let parts = build::tuple_elements(extra).unwrap_or_default();
            let part = |index| parts.get(index).copied().unwrap_or(NIL);
            build::tuple(process, &[raw, part(0), part(1), NIL, NIL])
        }
        None => raw,
    };
    Exception::traced(class, reason, trace)
}

/// A trace that starts with a function of the system's. `cause`: what is wrong with its arguments, or nothing.
fn function_trace(process: &mut Process, raw: Term, [module, name, args]: [Term; 3], cause: Term) -> Term {
    match cause {
        NIL => build::tuple(process, &[raw, module, name, args]),
        cause => build::tuple(process, &[raw, module, name, args, cause, NIL]),
    }
}

/// Module, name and list of arguments of the built-in function that has just raised, if a stack trace names it.
fn bif_call(process: &mut Process) -> Option<[Term; 3]> {
    // SAFETY: compiled code sets `bif` before every call of one, and they live for ever.
    let bif = unsafe { &*process.bif };
    if bif.unnamed {
        return None;
    }
    let args = process.x;
    let args = build::list(process, args.into_iter().take(bif.arity as usize));
    Some([bif.module.term(), bif.name.term(), args])
}

/// The list that the raw trace of an exception stands for whose handler runs: `[{M, F, ArityOrArgs, [{file, F}, {line, L}]}]`,
/// innermost first.
pub fn build_trace(process: &mut Process, trace: Term) -> Term {
    let trace = raw_trace::complete(process, trace, 0);
    build_list(process, trace)
}

/// The list that a raw trace stands for in which all sites have been found.
fn build_list(heap: &mut dyn Heap, trace: Term) -> Term {
    let (mut first_args, mut told, mut function) = (None, None, None);
    let raw = match build::tuple_elements(trace) {
        Some(&[raw, args]) => {
            first_args = Some(args);
            raw
        }
        Some(&[raw, cause, _]) => {
            told = Some(error_info::of_construction(heap, cause));
            raw
        }
        Some(&[raw, module, name, args]) => {
            function = Some([module, name, args, NIL]);
            raw
        }
        Some(&[raw, module, name, args, cause, _]) => {
            function = Some([module, name, args, cause]);
            raw
        }
        Some(&[raw, args, info, _, _]) => {
            first_args = Some(args).filter(|args| *args == NIL || args.is_cons());
            told = Some(info);
            raw
        }
        _ => trace,
    };
    let mut entries = Vec::with_capacity(raw_trace::USUAL_DEPTH);
    if let Some([module, name, args, cause]) = function {
        let info = error_info::of_function(heap, [module, name, args], cause);
        entries.push(build::tuple(heap, &[module, name, args, info]));
    }
    let Some(sites) = raw_trace::sites(raw) else {
        // A list that a program gave, or no trace at all.
        return if raw.is_cons() { raw } else { build::list(heap, entries) };
    };
    for (index, site) in sites.iter().enumerate() {
        let args = first_args.filter(|_| index == 0);
        // SAFETY: a version lives as long as a raw trace refers to it.
        let entry = unsafe { site_entry(heap, &**site, args, told.filter(|_| index == 0)) };
        entries.push(entry);
    }
    build::list(heap, entries)
}

/// `{M, F, ArityOrArgs, Location}` for a site with a function; `told`: what is said of the error.
fn site_entry(heap: &mut dyn Heap, site: &Site, args: Option<Term>, told: Option<Term>) -> Term {
    // SAFETY: a site's function belongs to its version; sites without one are never shown.
    let function = unsafe { &*site.function };
    let mut location = location(heap, function.file_list, site.line);
    if let Some(told) = told {
        location = error_info::in_location(heap, location, told);
    }
    let arity = args.unwrap_or(Term::small(i64::from(function.arity)));
    build::tuple(heap, &[function.module.term(), function.name.term(), arity, location])
}

/// `[{file, F}, {line, L}]`, or `[]` where no line is known.
pub fn location(heap: &mut dyn Heap, file: Term, line: u32) -> Term {
    if line == 0 {
        return NIL;
    }
    let file = build::tuple(heap, &[atom::FILE.term(), file]);
    let line = build::tuple(heap, &[atom::LINE.term(), Term::small(i64::from(line))]);
    build::list(heap, [file, line])
}

/// The reason that a process ends with when nobody catches: `{Reason, Trace}` for an error,
/// `{{nocatch, Value}, Trace}` for a throw.
pub fn exit_reason(heap: &mut dyn Heap, exception: &Exception) -> Term {
    let Exception { class, reason, trace, .. } = *exception;
    let reason = match class {
        Class::Exit => return reason,
        Class::Error => reason,
        Class::Throw => build::tuple(heap, &[atom::NOCATCH.term(), reason]),
    };
    let trace = build_list(heap, trace);
    build::tuple(heap, &[reason, trace])
}

/// What `catch` gives for an exception.
pub fn catch_value(process: &mut Process, class: Class, reason: Term, trace: Term) -> Term {
    let reason = match class {
        Class::Throw => return reason,
        Class::Exit => reason,
        Class::Error => {
            let trace = build_trace(process, trace);
            build::tuple(process, &[reason, trace])
        }
    };
    build::tuple(process, &[atom::EXIT.term(), reason])
}

/// Sets the exception of [`crate::code::Leave::Fail`].
pub fn language_error(process: &mut Process) {
    let value = process.x[0];
    let code = process.failure & 0xff;
    let with_value = |tag: Atom| (tag, Some(value));
    let (tag, value) = match code {
        c if c == Failure::Badmatch as u64 => with_value(atom::BADMATCH),
        c if c == Failure::CaseClause as u64 => with_value(atom::CASE_CLAUSE),
        c if c == Failure::TryClause as u64 => with_value(atom::TRY_CLAUSE),
        c if c == Failure::BadBoolean as u64 => with_value(atom::BADARG),
        c if c == Failure::BadGenerator as u64 => with_value(atom::BAD_GENERATOR),
        c if c == Failure::BadFilter as u64 => with_value(atom::BAD_FILTER),
        c if c == Failure::BadRecord as u64 => with_value(atom::BADRECORD),
        c if c == Failure::IfClause as u64 => (atom::IF_CLAUSE, None),
        _ => {
            let args = call_arguments(process, (process.failure >> 8) as usize);
            set(Exception::with_arguments(atom::FUNCTION_CLAUSE.term(), args));
            return;
        }
    };
    let reason = match value {
        Some(value) => build::tuple(process, &[tag.term(), value]),
        None => tag.term(),
    };
    set(Exception::raised(Class::Error, reason));
}

/// Sets the exception of [`crate::code::Leave::BadFun`].
pub fn bad_fun(process: &mut Process) {
    let args = call_arguments(process, process.failure as usize);
    let callee = Term(process.subject);
    // SAFETY: compiled code has set the subject to the callee, a valid term.
    let reason = if unsafe { callee.is_kind(Kind::Fun) } {
        let call = build::tuple(process, &[callee, args]);
        build::tuple(process, &[atom::BADARITY.term(), call])
    } else {
        build::tuple(process, &[atom::BADFUN.term(), callee])
    };
    set(Exception::raised(Class::Error, reason));
}

/// Sets the exception for a call of a function that there is not.
pub fn undefined(process: &mut Process) {
    // SAFETY: compiled code has set the subject to a cell, and cells live for ever.
    let cell = unsafe { &*(process.subject as *const ExportCell) };
    let args = call_arguments(process, cell.arity as usize);
    let function = build::tuple(process, &[cell.module.term(), cell.function.term(), args]);
    set(Exception::in_function(atom::UNDEF.term(), function));
}

/// Calls the process's own error handler, if it has one that is there: `Module:undefined_function(M, F, Args)` in the
/// place of the function that is not. Says whether it does.
pub fn handled_by_handler(process: &mut Process) -> bool {
    let Some(handler) = process.rare.as_ref().and_then(|rare| rare.error_handler) else { return false };
    let handler = exports::cell(handler, Atom::new("undefined_function"), 3);
    let code = match handler.is_defined() {
        true => Some(handler.code.get()),
        false => (code::entries().resolve)(handler),
    };
    let Some(code) = code else { return false };
    // SAFETY: compiled code has set the subject to a cell, and cells live for ever.
    let cell = unsafe { &*(process.subject as *const ExportCell) };
    if std::ptr::eq(cell, handler) {
        return false;
    }
    let args = call_arguments(process, cell.arity as usize);
    process.x = [cell.module.term(), cell.function.term(), args, NIL];
    process.resume = code;
    true
}

/// The list of a call's `count` arguments; those on the stack are removed.
fn call_arguments(process: &mut Process, count: usize) -> Term {
    let rest = process.pop(count.saturating_sub(MAX_REGISTER_ARGS));
    let registers = process.x;
    let args = registers.into_iter().take(count.min(MAX_REGISTER_ARGS)).chain(rest);
    let args: Vec<Term> = args.collect();
    build::list(process, args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bif::Bif;
    use crate::code::{Leave, SegmentKind};
    use crate::format::{Encoding, write_term};
    use crate::testing::{continuation, entry, process, segment};

    fn text(term: Term) -> String {
        write_term(term, Encoding::Unicode)
    }

    /// Pushes a frame for the call at `line` of `t:name/1`.
    fn call(p: &mut Process, code: *const u8) {
        // SAFETY: a new block has room for a few words.
        unsafe { p.push(code as u64) };
    }

    fn code(name: &str, line: u32) -> *const u8 {
        segment(continuation(name, line, 1), |_| Leave::Exit)
    }

    #[test]
    fn an_exception_goes_on_at_the_innermost_handler() {
        let mut p = process(segment(entry(0, 0), |_| Leave::Exit), &[]);
        call(&mut p, code("outer", 3));
        let handler = segment(entry(3, 0), |_| Leave::Exit);
        let after = segment(
            crate::code::SegmentInfo { kind: SegmentKind::Catch, ..continuation("outer", 4, 4) },
            |_| Leave::Exit,
        );
        // SAFETY: as in `call`.
        unsafe {
            p.push(Term::small(7).0);
            p.push(Term::small(0).0);
            p.push(handler as u64);
            p.push(after as u64);
        }
        p.catch = Term::small(p.stack_words() as i64);
        let depth = p.stack_words();
        let inner = code("inner", 9);
        call(&mut p, inner);
        call(&mut p, inner);
        set(Exception::raised(Class::Throw, Term::small(5)));
        assert_eq!(raise(&mut p), Raised::Handled);
        assert_eq!((p.resume, p.stack_words()), (handler, depth));
        assert_eq!(p.x[..2], [atom::THROW.term(), Term::small(5)]);
        let raw = p.x[2];
        let trace = build_trace(&mut p, raw);
        let expected = "[{t,inner,1,[{file,[116,46,101,114,108]},{line,9}]},\
                        {t,outer,1,[{file,[116,46,101,114,108]},{line,3}]}]";
        assert_eq!(text(trace), expected);
    }

    #[test]
    fn nobody_catches() {
        let mut p = process(segment(entry(0, 0), |_| Leave::Exit), &[]);
        for line in 1..20 {
            call(&mut p, code("f", line));
        }
        set(Exception::raised(Class::Throw, atom::OK.term()));
        assert_eq!(raise(&mut p), Raised::Uncaught);
        let exception = take();
        let reason = exit_reason(&mut *p, &exception);
        let parts = build::tuple_elements(reason).unwrap();
        assert_eq!(text(parts[0]), "{nocatch,ok}");
        assert_eq!(build::list_elements(parts[1]).unwrap().len(), raw_trace::USUAL_DEPTH);
    }

    #[test]
    fn a_built_in_stands_on_top_with_its_arguments() {
        let mut p = process(segment(entry(0, 0), |_| Leave::Exit), &[]);
        call(&mut p, code("f", 2));
        let bif = Bif::new("m", "b", |_: &mut Process, _: Term, _: Term| Ok(NIL));
        p.bif = &raw const bif;
        p.x = [Term::small(1), Term::small(2), NIL, NIL];
        set(Exception::badarg());
        assert_eq!(raise(&mut p), Raised::Uncaught);
        let trace = take().trace;
        let trace = build_trace(&mut p, trace);
        assert_eq!(text(trace), "[{m,b,[1,2],[]},{t,f,1,[{file,[116,46,101,114,108]},{line,2}]}]");
    }

    #[test]
    fn a_function_clause_shows_all_arguments() {
        let mut p = process(segment(entry(0, 0), |_| Leave::Exit), &[]);
        // Six arguments: four in registers, two on the stack.
        // SAFETY: a new block has room for a few words.
        unsafe {
            p.push(Term::small(6).0);
            p.push(Term::small(5).0);
        }
        p.x = [1, 2, 3, 4].map(Term::small);
        p.failure = Failure::FunctionClause as u64 | 6 << 8;
        let info = continuation("g", 8, 1);
        p.site = &raw const info.site;
        language_error(&mut p);
        assert_eq!(raise(&mut p), Raised::Uncaught);
        let trace = take().trace;
        let trace = build_trace(&mut p, trace);
        let expected = "[{t,g,[1,2,3,4,5,6],[{file,[116,46,101,114,108]},{line,8}]}]";
        assert_eq!(text(trace), expected);
        assert_eq!(p.stack_words(), 1);
    }
}
