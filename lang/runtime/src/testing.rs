//! Segments made by hand, for tests of the runtime without a code generator: at a segment's address
//! stands the pointer of a Rust function that does what compiled code would.

use std::sync::Once;

use crate::atom::Atom;
use crate::code::{self, Entries, FunctionInfo, Leave, SegmentInfo, SegmentKind, Site};
use crate::exports;
use crate::process::{NewProcess, Process};
use crate::rare::default_group_leader;
use crate::scheduler;
use crate::seats::Seated;
use crate::table;
use crate::term::Term;

/// What a segment does: it gives a [`Leave`].
pub type Act = fn(&mut Process) -> Leave;

/// The memory of a segment. `act` is where its code would be.
#[repr(C, align(16))]
struct Segment {
    info: *const SegmentInfo,
    _unused: u64,
    act: Act,
}

/// A segment for ever.
pub fn segment(info: SegmentInfo, act: Act) -> *const u8 {
    let info = Box::leak(Box::new(info));
    let segment = Box::leak(Box::new(Segment { info, _unused: 0, act }));
    (&raw const segment.act).cast()
}

/// A description of kind `Entry` with that many arguments in registers.
pub fn entry(register_args: u8, need: u32) -> SegmentInfo {
    let site = Site::NOWHERE;
    SegmentInfo { site, frame: 0, need, register_args, stack_args: 0, kind: SegmentKind::Entry }
}

/// A description of a continuation in `t:name/1` at a line, whose frame has that many words.
pub fn continuation(name: &str, line: u32, frame: u32) -> SegmentInfo {
    let function = FunctionInfo {
        module: Atom::new("t"),
        name: Atom::new(name),
        arity: 1,
        file: "t.erl".into(),
        file_list: crate::build::string(Box::leak(Box::new(crate::build::Arena::new())), "t.erl"),
        line: 1,
        version: 1,
        mark: crate::census::MarkRef::none(),
    };
    let site = Site { function: Box::leak(Box::new(function)), line, outer: std::ptr::null() };
    SegmentInfo { site, frame, kind: SegmentKind::Continuation, ..entry(1, 0) }
}

extern "C" fn enter(process: *mut Process) -> u64 {
    // SAFETY: the runtime passes the process that it runs; `resume` is a segment made here.
    unsafe {
        let process = &mut *process;
        (*process.resume.cast::<Act>())(process) as u64
    }
}

/// Installs the entries that go with such segments. Every test that makes a process calls it.
pub fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        code::install(Entries {
            enter,
            exit: segment(entry(1, 0), |_| Leave::Exit),
            undefined_thunk: |_| segment(entry(0, 0), |_| Leave::Undefined),
            bif_thunk: |_| segment(entry(4, 0), |_| unreachable!("no built-in is called by a thunk")),
            external_fun: |_| segment(entry(1, 0), |_| Leave::Exit),
            resolve: |_| None,
        });
    });
}

/// A process that starts at `entry`, in no table.
pub fn process(entry: *const u8, args: &[Term]) -> Seated {
    install();
    let initial = exports::cell(Atom::new("t"), Atom::new("main"), args.len() as u32);
    Process::new(&NewProcess { entry, args, initial, group_leader: default_group_leader() })
        .expect("the table has room")
}

/// Runs a process on real schedulers; gives its pid.
pub fn run(entry: *const u8, args: &[Term]) -> Term {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| drop(scheduler::start(2)));
    let process = table::insert(process(entry, args));
    // SAFETY: it is in no queue yet.
    let pid = unsafe { (*process).pid };
    scheduler::schedule(process);
    pid
}

/// Returns `value` to the frame on top of the stack.
pub fn return_value(process: &mut Process, value: Term) -> Leave {
    // SAFETY: there is always a frame, the bottom one at least.
    process.resume = unsafe { *process.sp } as *const u8;
    process.x[0] = value;
    Leave::Jump
}

/// Waits until `done`, at most some seconds.
pub fn until(what: &str, done: impl Fn() -> bool) {
    let start = std::time::Instant::now();
    while !done() {
        assert!(start.elapsed().as_secs() < 20, "waited in vain for {what}");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}
