//! `process_info`, and what is left of `get_module_info`.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::badarg;
use crate::bifs::processes::priority_name;
use crate::bifs::{options, places};
use crate::build::{self, Arena, boolean};
use crate::owned::{OwnedTerm, copy_to};
use crate::process::Process;
use crate::rare::default_group_leader;
use crate::table::{self, Activity};
use crate::term::{NIL, Term};
use crate::tuning::Tuning;
use crate::{names, request, suspend};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        // Compiled modules answer by themselves; this is for what they do not know.
        Bif::new("erlang", "get_module_info", |_: &mut Process, _: Term, _: Term| Err(badarg())),
        Bif::new("erlang", "process_info", |p: &mut Process, pid: Term| info(p, pid, Wanted::All)),
        Bif::new("erlang", "process_info", |p: &mut Process, pid: Term, what: Term| {
            let Some(item) = Atom::from_term(what) else {
                let wanted = Wanted::List(items(what)?);
                return info(p, pid, wanted);
            };
            match at_once(p, pid, item.name()) {
                Some(value) => Ok(build::tuple(p, &[what, value])),
                None => info(p, pid, Wanted::One(known(item)?)),
            }
        }),
    ]
}

enum Wanted {
    All,
    One(Atom),
    List(Vec<Atom>),
}

/// What `process_info/1` shows, in OTP's order.
const ALL: [&str; 17] = [
    "registered_name",
    "current_function",
    "initial_call",
    "status",
    "message_queue_len",
    "links",
    "dictionary",
    "trap_exit",
    "error_handler",
    "priority",
    "group_leader",
    "total_heap_size",
    "heap_size",
    "stack_size",
    "reductions",
    "garbage_collection",
    "suspending",
];

/// What can be asked for besides.
const MORE: [&str; 20] = [
    "backtrace",
    "parent",
    "min_bin_vheap_size",
    "fullsweep_after",
    "max_heap_size",
    "garbage_collection_info",
    "magic_ref",
    "messages",
    "monitors",
    "monitored_by",
    "current_location",
    "current_stacktrace",
    "memory",
    "min_heap_size",
    "catchlevel",
    "binary",
    "last_calls",
    "sequential_trace_token",
    "message_queue_data",
    "trace",
];

fn known(item: Atom) -> Result<Atom, Stop> {
    let name = item.name();
    if ALL.contains(&name) || MORE.contains(&name) { Ok(item) } else { Err(badarg()) }
}

fn items(what: Term) -> Result<Vec<Atom>, Stop> {
    let items = build::list_elements(what).ok_or_else(badarg)?;
    items.into_iter().map(|item| known(Atom::from_term(item).ok_or_else(badarg)?)).collect()
}

fn info(p: &mut Process, pid: Term, wanted: Wanted) -> BifResult {
    if !pid.is_pid() {
        return Err(badarg());
    }
    if pid == p.pid {
        crate::signals::take_in_now(p);
        let answer = answer(p, &wanted, "running");
        return Ok(answer.copy_to(p));
    }
    // Who answers does so between two turns, when it does not run: what it does is to be seen now.
    let runs = table::activity(pid) == Some(Activity::Runs);
    request::ask(p, pid, move |other| match other {
        Some(other) => {
            let status = other.status();
            answer(other, &wanted, if runs && status == "runnable" { "running" } else { status })
        }
        None => OwnedTerm::new(atom::UNDEFINED.term()),
    })
}

fn answer(p: &mut Process, wanted: &Wanted, status: &str) -> OwnedTerm {
    let mut arena = Arena::new();
    let heap = &mut arena;
    let term = match wanted {
        Wanted::All => {
            let all = ALL.iter().map(|&item| Atom::new(item));
            let shown =
                all.filter(|item| item.name() != "registered_name" || names::name_of(p.pid).is_some());
            let pairs: Vec<Term> = shown.map(|item| pair(heap, p, item, status)).collect();
            build::list(heap, pairs)
        }
        // A process without a name gives `[]` instead of a pair.
        Wanted::One(item) if item.name() == "registered_name" && names::name_of(p.pid).is_none() => NIL,
        Wanted::One(item) => pair(heap, p, *item, status),
        Wanted::List(items) => {
            let pairs: Vec<Term> = items.iter().map(|&item| pair(heap, p, item, status)).collect();
            build::list(heap, pairs)
        }
    };
    OwnedTerm::new(term)
}

fn pair(heap: &mut Arena, p: &Process, item: Atom, status: &str) -> Term {
    let value = match item.name() {
        "status" => Atom::new(status).term(),
        name => value(heap, p, name),
    };
    build::tuple(heap, &[item.term(), value])
}

/// An item that takes no memory, of the process itself or of one that waits.
fn at_once(p: &mut Process, pid: Term, item: &str) -> Option<Term> {
    if pid == p.pid {
        crate::signals::take_in_now(p);
        return immediate(p, item);
    }
    // Who has been asked already is to answer.
    if request::is_asked(p) {
        return None;
    }
    table::seen_waiting(pid, |other| match item {
        "status" => Some(Atom::new(other.status()).term()),
        _ => immediate(other, item),
    })?
}

/// An item that takes no memory.
fn immediate(p: &Process, item: &str) -> Option<Term> {
    let count = |n: usize| Some(Term::small(n as i64));
    match item {
        "message_queue_len" => count(p.message_count()),
        "memory" => count(p.memory()),
        "total_heap_size" => count(p.capacity() + p.fragment_words),
        "heap_size" => count(p.capacity()),
        "stack_size" => count(p.stack_words()),
        "catchlevel" => count(places::catches(p)),
        "trace" => count(0),
        "reductions" => {
            i64::try_from(p.total_reductions()).ok().filter(|&n| Term::fits_small(n)).map(Term::small)
        }
        "parent" => Some(if p.parent.is_pid() { p.parent } else { atom::UNDEFINED.term() }),
        "trap_exit" => Some(boolean(p.trap_exit)),
        "error_handler" => {
            let handler = p.rare.as_ref().and_then(|rare| rare.error_handler);
            Some(handler.unwrap_or(atom::ERROR_HANDLER).term())
        }
        "priority" => Some(priority_name(p.priority).term()),
        "group_leader" => {
            let leader = p.rare.as_ref().and_then(|rare| rare.group_leader);
            Some(leader.unwrap_or(default_group_leader()))
        }
        "last_calls" => Some(boolean(false)),
        _ => None,
    }
}

fn value(heap: &mut Arena, p: &Process, item: &str) -> Term {
    if let Some(value) = immediate(p, item) {
        return value;
    }
    let hidden = tuning(p).sensitive;
    match item {
        "registered_name" => names::name_of(p.pid).map_or(NIL, Atom::term),
        "current_function" | "current_location" | "current_stacktrace" => places::place(heap, p, item),
        "backtrace" => places::backtrace(heap, p, hidden),
        "initial_call" => {
            let (module, function, arity) = p.initial_call();
            build::tuple(heap, &[module.term(), function.term(), Term::small(i64::from(arity))])
        }
        "messages" | "dictionary" if hidden => NIL,
        "messages" => {
            let messages: Vec<Term> = p.mailbox.iter().map(|node| copy_to(node.term, heap)).collect();
            build::list(heap, messages)
        }
        "dictionary" => dictionary(heap, p),
        "links" | "monitors" | "monitored_by" => ties(heap, p, item),
        "suspending" => suspending(heap, p),
        "min_heap_size" | "min_bin_vheap_size" | "fullsweep_after" | "max_heap_size"
        | "message_queue_data" => options::tuned(heap, tuning(p), item),
        "garbage_collection" => collection(heap, p),
        "garbage_collection_info" => sizes(heap, p),
        "reductions" => build::unsigned(heap, p.total_reductions()),
        "binary" => binaries(heap, p),
        // Nothing is ever there.
        _ => NIL,
    }
}

fn tuning(p: &Process) -> Tuning {
    p.rare.as_ref().map_or_else(Tuning::default, |rare| rare.tuning)
}

fn dictionary(heap: &mut Arena, p: &Process) -> Term {
    let entries = p.rare.as_ref().map_or(&[][..], |rare| rare.dictionary.entries());
    let pairs: Vec<Term> = entries
        .iter()
        .map(|&(key, value)| {
            let pair = [copy_to(key, heap), copy_to(value, heap)];
            build::tuple(heap, &pair)
        })
        .collect();
    build::list(heap, pairs)
}

/// The item `suspending`: `[{Pid, Active, Outstanding}]`.
fn suspending(heap: &mut Arena, p: &Process) -> Term {
    let entries: Vec<Term> = suspend::others(p)
        .into_iter()
        .map(|(pid, active, outstanding)| {
            let counts = [active, outstanding].map(|n| Term::small(n as i64));
            build::tuple(heap, &[pid, counts[0], counts[1]])
        })
        .collect();
    build::list(heap, entries)
}

/// The item `garbage_collection`.
fn collection(heap: &mut Arena, p: &Process) -> Term {
    let names = ["max_heap_size", "min_bin_vheap_size", "min_heap_size", "fullsweep_after"];
    let mut pairs: Vec<Term> = Vec::new();
    for name in names {
        let value = options::tuned(heap, tuning(p), name);
        pairs.push(build::tuple(heap, &[Atom::new(name).term(), value]));
    }
    let minor = p.rare.as_ref().map_or(0, |rare| rare.aged.collections);
    pairs.push(build::tuple(heap, &[Atom::new("minor_gcs").term(), Term::small(minor.into())]));
    build::list(heap, pairs)
}

/// The item `garbage_collection_info`, in words.
fn sizes(heap: &mut Arena, p: &Process) -> Term {
    let old = p.old_words();
    let (young_bytes, old_bytes, bound) = p.rare.as_ref().map_or((0, 0, tuning(p).binary_bound()), |rare| {
        (rare.binaries.bytes(), rare.aged.binaries.bytes(), rare.binary_bound)
    });
    let sizes = [
        ("old_heap_block_size", old),
        ("heap_block_size", p.capacity() - old),
        ("mbuf_size", p.fragment_words),
        // What survives a collection is old at once.
        ("recent_size", 0),
        ("stack_size", p.stack_words()),
        ("old_heap_size", old),
        ("heap_size", p.heap_words() - old),
        ("bin_vheap_size", young_bytes / 8),
        ("bin_vheap_block_size", bound / 8),
        ("bin_old_vheap_size", old_bytes / 8),
        ("bin_old_vheap_block_size", bound / 8),
    ];
    let pairs =
        sizes.map(|(name, words)| build::tuple(heap, &[Atom::new(name).term(), Term::small(words as i64)]));
    build::list(heap, pairs)
}

/// The item `binary`: `[{Block, Bytes, References}]` of the binaries that lie outside of the heap.
fn binaries(heap: &mut Arena, p: &Process) -> Term {
    let Some(rare) = &p.rare else { return NIL };
    let entries: Vec<Term> = rare
        .binaries
        .blocks_of_binaries()
        .chain(rare.aged.binaries.blocks_of_binaries())
        .map(|(address, bytes, references)| {
            let address = build::unsigned(heap, address as u64);
            let counts = [bytes, references].map(|n| Term::small(n as i64));
            build::tuple(heap, &[address, counts[0], counts[1]])
        })
        .collect();
    build::list(heap, entries)
}

fn ties(heap: &mut Arena, p: &Process, item: &str) -> Term {
    let Some(rare) = &p.rare else { return NIL };
    let ties: Vec<Term> = match item {
        "links" => rare.links.iter().collect(),
        "monitored_by" => rare.watchers.values().map(|watcher| watcher.pid).collect(),
        _ => rare
            .monitors
            .values()
            .map(|watched| {
                if let (Some(kind), Some(name)) = (Atom::from_term(watched.pid), watched.name) {
                    return build::tuple(heap, &[kind.term(), name.term()]);
                }
                let object = match watched.name {
                    Some(name) => build::tuple(heap, &[name.term(), atom::NONODE_AT_NOHOST.term()]),
                    None => watched.pid,
                };
                build::tuple(heap, &[atom::PROCESS.term(), object])
            })
            .collect(),
    };
    build::list(heap, ties)
}
