//! Built-in functions: how they are declared, found and called.
//!
//! A BIF is a plain function of the process and up to four terms. It never moves a term: what it
//! allocates comes from the room between heap and stack or from a heap fragment, and a collection
//! happens only after it has returned. Compiled code calls it through one machine entry a BIF,
//! which turns its result into a word.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::AtomicPtr;

use crate::atom::Atom;
use crate::code::{MAX_REGISTER_ARGS, WORD_JUMP, WORD_RAISE};
use crate::memory::TooMuch;
use crate::message::{Message, Signal};
use crate::process::{FLAG_SIGNAL, Process};
use crate::raise::{Class, Exception, Origin};
use crate::relief;
use crate::table;
use crate::term::{NIL, Term};

/// What a BIF gives.
pub type BifResult = Result<Term, Stop>;

/// Why a BIF has no value.
#[derive(Debug)]
pub enum Stop {
    Raise(Exception),
    /// The BIF has set `resume` and `x`: go on there. In a tail call no frame of the caller is left.
    Jump,
    /// Let others run, then call the BIF again with the same arguments.
    Retry,
}

/// A built-in function.
#[repr(C)]
pub struct Bif {
    /// The machine entry: `extern "C" fn(&mut Process, Term, Term, Term, Term) -> u64`; arguments
    /// past the arity are ignored.
    pub entry: BifEntry,
    pub module: Atom,
    pub name: Atom,
    pub arity: u32,
    /// Calls another function by [`Stop::Jump`] (`apply/3`), or is no built-in function in OTP: a tail call of it leaves
    /// no frame.
    pub jumps: bool,
    /// A call leaves its place in the process's `site`, or null where it leaves a frame: what fails in a tail call of
    /// `apply` fails in the caller.
    pub placed: bool,
    /// An exception in it is one of its caller: a stack trace does not name it.
    pub unnamed: bool,
    /// The code through which an export cell calls it; made when first asked for.
    pub thunk: AtomicPtr<u8>,
}

/// The machine entry of a BIF.
pub type BifEntry = extern "C" fn(*mut Process, Term, Term, Term, Term) -> u64;

/// A Rust function that can be a BIF. `Args` only keeps the arities apart.
pub trait BifFunction<Args>: Copy + 'static {
    const ARITY: u32;
    fn call(self, process: &mut Process, args: [Term; MAX_REGISTER_ARGS]) -> BifResult;
}

macro_rules! bif_function {
    ($arity:literal: $($arg:ident $index:literal $term:ty),*) => {
        impl<F> BifFunction<($($term,)*)> for F
        where
            F: Fn(&mut Process $(, $term)*) -> BifResult + Copy + 'static,
        {
            const ARITY: u32 = $arity;

            fn call(self, process: &mut Process, args: [Term; MAX_REGISTER_ARGS]) -> BifResult {
                let _ = args;
                self(process $(, args[$index])*)
            }
        }
    };
}
bif_function!(0:);
bif_function!(1: a 0 Term);
bif_function!(2: a 0 Term, b 1 Term);
bif_function!(3: a 0 Term, b 1 Term, c 2 Term);
bif_function!(4: a 0 Term, b 1 Term, c 2 Term, d 3 Term);

impl Bif {
    /// Describes `function` as `module:name/arity`. Only functions and closures without captures can
    /// be BIFs: they are values of size zero, so the machine entry needs no pointer to them.
    pub fn new<Args, F: BifFunction<Args>>(module: &str, name: &str, function: F) -> Bif {
        const { assert!(size_of::<F>() == 0, "a BIF captures nothing") };
        let _ = function;
        Bif {
            entry: machine_entry::<Args, F>,
            module: Atom::new(module),
            name: Atom::new(name),
            arity: F::ARITY,
            jumps: false,
            placed: false,
            unnamed: false,
            thunk: AtomicPtr::new(std::ptr::null_mut()),
        }
    }

    /// Marks a BIF that calls by [`Stop::Jump`], or should look in a stack trace as if it were written in the language.
    pub fn jumping(mut self) -> Bif {
        self.jumps = true;
        self
    }

    /// Marks a BIF that wants to know where it is called. It sets the process's `site` to null when it does not fail.
    pub fn placed(mut self) -> Bif {
        self.placed = true;
        self
    }

    /// Marks a BIF that stack traces do not name.
    pub fn unnamed(mut self) -> Bif {
        self.unnamed = true;
        self
    }
}

extern "C" fn machine_entry<Args, F: BifFunction<Args>>(
    process: *mut Process,
    a: Term,
    b: Term,
    c: Term,
    d: Term,
) -> u64 {
    // SAFETY: compiled code passes the process that it runs, which nothing else touches meanwhile.
    let process = unsafe { &mut *process };
    // SAFETY: `F` has size zero (checked in `Bif::new`) and one was given there, so it is inhabited.
    let function: F = unsafe { std::mem::zeroed() };
    let args = [a, b, c, d];
    // A panic must not unwind into compiled code; it would be a defect of the BIF, so the process
    // that ran into it dies of an error and everything else goes on.
    // What the BIF gives becomes a word at once: it is large, and moving it would wait for the writes that made it.
    let word = catch_unwind(AssertUnwindSafe(|| match function.call(process, args) {
        Ok(term) => term.0,
        Err(stop) => stopped(process, stop, &args),
    }));
    let word = word.unwrap_or_else(|cause| {
        let stop = broken_off(process, cause.is::<TooMuch>());
        stopped(process, stop, &args)
    });
    if relief::is_overdue() {
        process.end_turn();
    }
    word
}

/// What becomes of a built-in function that did not return.
#[cold]
fn broken_off(process: &mut Process, too_much: bool) -> Stop {
    if !too_much {
        return Stop::Raise(Exception::error(Atom::new("internal_error").term()));
    }
    // It asked for more memory than there is: the process ends, before it would call it again. An exception would show the
    // arguments, to others and in reports, and they may be what is so large.
    table::send_or_free(process.pid, Message::new(Signal::Limit, NIL));
    process.flags |= FLAG_SIGNAL;
    Stop::Retry
}

#[inline]
fn stopped(process: &mut Process, stop: Stop, args: &[Term; MAX_REGISTER_ARGS]) -> u64 {
    match stop {
        // In pieces: to copy it as a whole would wait for the writes that have just made it.
        Stop::Raise(Exception { class, origin, reason, trace, extra }) => {
            raised(process, args, class, origin, reason, trace, extra)
        }
        Stop::Jump => WORD_JUMP,
        Stop::Retry => retried(process, args),
    }
}

#[cold]
fn retried(process: &mut Process, args: &[Term; MAX_REGISTER_ARGS]) -> u64 {
    process.x = *args;
    // SAFETY: compiled code sets `bif` before every call of one, and BIFs live for ever.
    process.resume = crate::registry::thunk(unsafe { &*process.bif });
    process.end_turn();
    WORD_JUMP
}

#[cold]
fn raised(
    process: &mut Process,
    args: &[Term; MAX_REGISTER_ARGS],
    class: Class,
    origin: Origin,
    reason: Term,
    trace: Term,
    extra: Term,
) -> u64 {
    crate::raise::set(Exception { class, origin, reason, trace, extra });
    // The stack trace shows the arguments; nothing else uses `x` before it is captured.
    process.x = *args;
    // SAFETY: compiled code sets `bif` before every call of one, and BIFs live for ever; others leave it null.
    if unsafe { process.bif.as_ref() }.is_none_or(|bif| !bif.placed) {
        process.site = std::ptr::null();
    }
    WORD_RAISE
}
