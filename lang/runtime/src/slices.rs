//! How soon the operating system lets a thread run that wakes while others compute.
//!
//! Linux lets a thread that computes finish its slice (some milliseconds) before one that wakes gets the core,
//! unless that one asks for shorter slices. All get the same share either way, so schedulers ask for short ones,
//! except while they are held up in a long turn: then whoever runs in their place is not to wait for them. No
//! privileges are needed. Where the system knows nothing of this, nothing happens.

/// How long a thread wants to run at a time when it shares a core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slice {
    /// Not at all long: it only looks.
    Shortest,
    /// A few turns.
    Short,
    /// As the system likes.
    Usual,
}

/// A thread, as the operating system knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThreadId(i32);

/// The calling thread.
pub fn this_thread() -> ThreadId {
    #[cfg(target_os = "linux")]
    // SAFETY: the call gives a number.
    return ThreadId(unsafe { libc::gettid() });
    #[cfg(not(target_os = "linux"))]
    ThreadId(0)
}

/// For a thread that works beside the schedulers: it shares the core in short slices with the one whose core it gets, so
/// that the processes of that do not wait for it.
pub fn share_core() {
    set(this_thread(), Slice::Short);
}

/// Lets the calling thread's sleeps end when they should: the system puts off the end of a sleep by 50 microseconds,
/// in case other sleeps end then, too.
pub fn wake_in_time() {
    #[cfg(target_os = "linux")]
    // SAFETY: the call changes nothing but how exact this thread's sleeps are.
    unsafe {
        libc::prctl(libc::PR_SET_TIMERSLACK, 1 as libc::c_ulong);
    }
}

/// What the system is told and tells of how a thread is scheduled, as far as it has been since 3.14.
#[cfg(target_os = "linux")]
#[repr(C)]
#[derive(Default)]
struct Attributes {
    size: u32,
    policy: u32,
    flags: u64,
    nice: i32,
    priority: u32,
    /// Nanoseconds of a slice; 0: the usual ones.
    runtime: u64,
    deadline: u64,
    period: u64,
}

/// Sets the slices of a thread of this program. What else there is of its scheduling stays.
#[cfg(target_os = "linux")]
pub fn set(ThreadId(thread): ThreadId, slice: Slice) {
    let size = size_of::<Attributes>() as u32;
    let mut attributes = Attributes { size, ..Attributes::default() };
    // SAFETY: the struct has the size that is given, and the call fills so much at most.
    let known = unsafe {
        libc::syscall(libc::SYS_sched_getattr, thread, &raw mut attributes, size, 0 as libc::c_uint)
    };
    // Others than these two have no slices.
    if known != 0 || !matches!(attributes.policy as i32, libc::SCHED_OTHER | libc::SCHED_BATCH) {
        return;
    }
    attributes.runtime = match slice {
        Slice::Shortest => 100_000,
        Slice::Short => 400_000,
        Slice::Usual => 0,
    };
    // SAFETY: the struct is what the call wants, and it reads no more than that.
    unsafe { libc::syscall(libc::SYS_sched_setattr, thread, &raw const attributes, 0 as libc::c_uint) };
}

#[cfg(not(target_os = "linux"))]
pub fn set(_thread: ThreadId, _slice: Slice) {}
