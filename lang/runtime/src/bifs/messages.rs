//! Sending, taking out of the mailbox, and sending later.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::{badarg, because};
use crate::build::{self, View, view};
use crate::message::{Message, Node, Signal};
use crate::process::Process;
use crate::raise::Exception;
use crate::rare::default_group_leader;
use crate::signals::part;
use crate::table;
use crate::term::Term;
use crate::{clock, names, reference, timers, user};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "!", send_operator),
        Bif::new("erlang", "send", send),
        Bif::new("erlang", "send", |p: &mut Process, to: Term, message: Term, options: Term| {
            check_send_options(options)?;
            send(p, to, message)?;
            Ok(atom::OK.term())
        }),
        Bif::new("erlang", "send_nosuspend", |p: &mut Process, to: Term, message: Term| {
            send(p, to, message)?;
            Ok(atom::TRUE.term())
        }),
        Bif::new("erlang", "send_nosuspend", |p: &mut Process, to: Term, message: Term, options: Term| {
            check_send_options(options)?;
            send(p, to, message)?;
            Ok(atom::TRUE.term())
        }),
        Bif::new("swerl", "accept", accept),
        Bif::new("erlang", "send_after", |p: &mut Process, time: Term, to: Term, message: Term| {
            start_timer(p, time, to, |_| Message::new(Signal::Message, message))
        }),
        Bif::new("erlang", "send_after", |p: &mut Process, time: Term, to: Term, message: Term, options| {
            start_timer(p, time_from_now(time, options)?, to, |_| Message::new(Signal::Message, message))
        }),
        Bif::new("erlang", "start_timer", |p: &mut Process, time: Term, to: Term, message: Term| {
            start_timer(p, time, to, |reference| timeout_message(reference, message))
        }),
        Bif::new("erlang", "start_timer", |p: &mut Process, time: Term, to: Term, message: Term, options| {
            let time = time_from_now(time, options)?;
            start_timer(p, time, to, |reference| timeout_message(reference, message))
        }),
        Bif::new("erlang", "cancel_timer", |_: &mut Process, timer: Term| cancel_timer(timer)),
        Bif::new("erlang", "cancel_timer", cancel_timer_2),
        Bif::new("erlang", "read_timer", |_: &mut Process, timer: Term| left(timer, timers::left)),
        Bif::new("erlang", "read_timer", read_timer_2),
    ]
}

/// As [`send`], by which name its errors go, as in OTP.
fn send_operator(p: &mut Process, to: Term, message: Term) -> BifResult {
    send(p, to, message).map_err(|_| {
        let args = build::list(p, [to, message]);
        let function = build::tuple(p, &[atom::ERLANG.term(), atom::SEND.term(), args]);
        Stop::Raise(Exception::in_function(atom::BADARG.term(), function))
    })
}

/// From this backlog on a receiver is behind: with a few thousand messages it has work for a whole turn.
const BEHIND: usize = 4096;

/// Sends a message. Who sends to a process that is behind gives way, so that a flood runs at the receiver's
/// pace, and its mailbox does not eat all memory, where the receiver keeps receiving.
fn deliver(p: &mut Process, to: Term, message: Term) {
    let to = if to == default_group_leader() { user::process().unwrap_or(to) } else { to };
    let backlog = table::send(to, Message::new(Signal::Message, message));
    if backlog.is_ok_and(|backlog| backlog > BEHIND) && to != p.pid {
        p.end_turn();
    }
}

/// `To ! Message`. A pid that is gone takes it silently; a name that nobody has is an error.
fn send(p: &mut Process, to: Term, message: Term) -> BifResult {
    // Before the other cases: it is what nearly all are.
    if to.is_pid() {
        deliver(p, to, message);
        return Ok(message);
    }
    match view(to) {
        View::Atom(name) => {
            deliver(p, names::whereis(name).ok_or_else(badarg)?, message);
        }
        View::Tuple([name, node]) => {
            let name = Atom::from_term(*name).ok_or_else(badarg)?;
            // A name that nobody has on a node takes the message silently, as does a node not there.
            Atom::from_term(*node).ok_or_else(badarg)?;
            if *node == atom::NONODE_AT_NOHOST.term()
                && let Some(pid) = names::whereis(name)
            {
                deliver(p, pid, message);
            }
        }
        View::Reference(_) => crate::alias::send(to, message),
        View::Port(_) => {}
        _ => return Err(badarg()),
    }
    Ok(message)
}

/// Both options of a send change nothing within a node.
fn check_send_options(options: Term) -> Result<(), Stop> {
    let known = |option: &Term| {
        Atom::from_term(*option).is_some_and(|option| matches!(option.name(), "noconnect" | "nosuspend"))
    };
    let good = build::list_elements(options).is_some_and(|options| options.iter().all(known));
    if good { Ok(()) } else { Err(because(atom::BADOPT)) }
}

/// Takes the message under consideration out of the mailbox; its memory becomes part of the heap.
fn accept(p: &mut Process) -> BifResult {
    if let Some(node) = p.take_message() {
        p.adopt(node);
    }
    p.deadline = 0;
    Ok(atom::OK.term())
}

/// `{timeout, TimerRef, Message}`
fn timeout_message(reference: Term, message: Term) -> Node {
    Message::tuple(Signal::Message, &[atom::TIMEOUT.term(), reference, message])
}

/// A time in milliseconds to come; with `{abs, true}` `time` is one of the monotonic clock.
fn time_from_now(time: Term, options: Term) -> Result<Term, Stop> {
    let wrong = || because(atom::BADOPT);
    let absolute = build::list_elements(options).ok_or_else(wrong)?.into_iter().try_fold(
        false,
        |_, option| match view(option) {
            View::Tuple([key, value]) if *key == Atom::new("abs").term() => build::to_boolean(*value),
            _ => None,
        },
    );
    if !absolute.ok_or_else(wrong)? {
        return Ok(time);
    }
    let time = time.to_small().ok_or_else(|| because(Atom::new("time")))?;
    let now = (clock::monotonic() / 1_000_000) as i64;
    Ok(Term::small((time - now).max(0)))
}

/// The longest time of a timer, in milliseconds: about 140 years.
const LONGEST_TIMER: i64 = 1 << 42;

fn start_timer(_: &mut Process, time: Term, to: Term, message: impl FnOnce(Term) -> Node) -> BifResult {
    let known = time.to_small().filter(|time| (0..LONGEST_TIMER).contains(time));
    let time = known.ok_or_else(|| because(Atom::new("time")))?;
    if !to.is_pid() && !to.is_atom() {
        return Err(badarg());
    }
    let reference = reference::make();
    let node = message(reference);
    timers::send_at(clock::monotonic() + time as u64 * 1_000_000, reference, to, node);
    Ok(reference)
}

/// The milliseconds, rounded up, that `ask` gives for a timer, or `false`.
fn left(timer: Term, ask: impl FnOnce(Term) -> Option<u64>) -> BifResult {
    if !timer.is_reference() {
        return Err(badarg());
    }
    let left = ask(timer).map(|left| Term::small(left.div_ceil(1_000_000) as i64));
    Ok(left.unwrap_or(atom::FALSE.term()))
}

fn cancel_timer(timer: Term) -> BifResult {
    left(timer, timers::cancel)
}

/// With the options `{async, Bool}` and `{info, Bool}`.
fn cancel_timer_2(p: &mut Process, timer: Term, options: Term) -> BifResult {
    let (mut asynchronous, mut info) = (false, true);
    for option in build::list_elements(options).ok_or_else(badarg)? {
        let value = build::to_boolean(part(option, 1)).ok_or_else(badarg)?;
        match Atom::from_term(part(option, 0)) {
            Some(atom::ASYNC) => asynchronous = value,
            Some(atom::INFO) => info = value,
            _ => return Err(badarg()),
        }
    }
    let result = cancel_timer(timer)?;
    if asynchronous && info {
        answer(p, "cancel_timer", timer, result);
    }
    Ok(if asynchronous || !info { atom::OK.term() } else { result })
}

/// With the option `{async, Bool}`.
fn read_timer_2(p: &mut Process, timer: Term, options: Term) -> BifResult {
    let mut asynchronous = false;
    for option in build::list_elements(options).ok_or_else(badarg)? {
        match Atom::from_term(part(option, 0)) {
            Some(atom::ASYNC) => asynchronous = build::to_boolean(part(option, 1)).ok_or_else(badarg)?,
            _ => return Err(badarg()),
        }
    }
    let result = left(timer, timers::left)?;
    if !asynchronous {
        return Ok(result);
    }
    answer(p, "read_timer", timer, result);
    Ok(atom::OK.term())
}

/// Sends the answer to a question about a timer to the process that asked.
fn answer(p: &mut Process, question: &str, timer: Term, result: Term) {
    let parts = [Atom::new(question).term(), timer, result];
    table::send_or_free(p.pid, Message::tuple(Signal::Message, &parts));
}
