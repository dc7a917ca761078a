//! What programs ask about the whole system.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult};
use crate::bifs::badarg;
use crate::build::{self, View, boolean, view};
use crate::exports;
use crate::halt;
use crate::memory::{self, Use};
use crate::process::{self, FLAG_COLLECT, Process};
use crate::term::{NIL, Term};
use crate::{clock, gc, registry, scheduler, table, turn};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    let mut bifs = nodes();
    bifs.extend([
        Bif::new("erlang", "halt", |_: &mut Process| halt::halt(0)),
        Bif::new("erlang", "halt", |_: &mut Process, status: Term| stop(status)),
        Bif::new("erlang", "halt", |_: &mut Process, status: Term, _options: Term| stop(status)),
        Bif::new("erlang", "statistics", statistics),
        Bif::new("erlang", "memory", |p: &mut Process| {
            let entries: Vec<Term> = memory().map(|(key, bytes)| pair(p, key, bytes)).into();
            Ok(build::list(p, entries))
        }),
        Bif::new("erlang", "memory", |p: &mut Process, key: Term| memory_of(p, key)),
        Bif::new("erlang", "garbage_collect", |p: &mut Process| {
            p.flags |= FLAG_COLLECT;
            Ok(atom::TRUE.term())
        }),
        Bif::new("erlang", "garbage_collect", collect_other),
        Bif::new("erlang", "garbage_collect", collect_with),
        Bif::new("erlang", "function_exported", |_: &mut Process, m: Term, f: Term, arity: Term| {
            let module = Atom::from_term(m).ok_or_else(badarg)?;
            let function = Atom::from_term(f).ok_or_else(badarg)?;
            let arity = arity.to_small().ok_or_else(badarg)?;
            let known = u32::try_from(arity).is_ok_and(|a| exports::function_exported(module, function, a));
            Ok(boolean(known))
        }),
        Bif::new("erlang", "is_builtin", |_: &mut Process, m: Term, f: Term, arity: Term| {
            let module = Atom::from_term(m).ok_or_else(badarg)?;
            let function = Atom::from_term(f).ok_or_else(badarg)?;
            let arity = arity.to_small().ok_or_else(badarg)?;
            let found = u32::try_from(arity).is_ok_and(|a| registry::find(module, function, a).is_some());
            Ok(boolean(found))
        }),
        Bif::new("erlang", "system_info", system_info),
    ]);
    bifs
}

fn nodes() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "node", |_: &mut Process| Ok(atom::NONODE_AT_NOHOST.term())),
        Bif::new("erlang", "node", |_: &mut Process, of: Term| match view(of) {
            View::Pid(_) | View::Port(_) | View::Reference(_) => Ok(atom::NONODE_AT_NOHOST.term()),
            _ => Err(badarg()),
        }),
        Bif::new("erlang", "nodes", |_: &mut Process| Ok(NIL)),
        Bif::new("erlang", "nodes", |p: &mut Process, kind: Term| {
            let this = [atom::NONODE_AT_NOHOST.term()];
            match view(kind) {
                View::Atom(kind) if kind.name() == "this" || kind.name() == "known" => {
                    Ok(build::list(p, this))
                }
                View::Atom(kind) if ["visible", "hidden", "connected"].contains(&kind.name()) => Ok(NIL),
                _ => Err(badarg()),
            }
        }),
        Bif::new("erlang", "is_alive", |_: &mut Process| Ok(atom::FALSE.term())),
    ]
}

fn pair(p: &mut Process, key: &str, value: u64) -> Term {
    let value = build::unsigned(p, value);
    build::tuple(p, &[Atom::new(key).term(), value])
}

/// `halt(Status)`, `halt(abort)` and `halt(Slogan)`.
fn stop(status: Term) -> BifResult {
    match view(status) {
        View::Small(status) if status >= 0 => halt::halt((status & 0xff) as i32),
        View::Atom(status) if status.name() == "abort" => std::process::abort(),
        _ => {
            let slogan = build::list_text(status).ok_or_else(badarg)?;
            eprintln!("{slogan}");
            halt::halt(1)
        }
    }
}

/// `{Total, SinceLastCall}`
fn since_last(p: &mut Process, total: u64, last: &AtomicU64) -> BifResult {
    let before = last.swap(total, Ordering::Relaxed);
    let values = [build::unsigned(p, total), build::unsigned(p, total.saturating_sub(before))];
    Ok(build::tuple(p, &values))
}

fn statistics(p: &mut Process, key: Term) -> BifResult {
    static RUNTIME: AtomicU64 = AtomicU64::new(0);
    static WALL_CLOCK: AtomicU64 = AtomicU64::new(0);
    static REDUCTIONS: AtomicU64 = AtomicU64::new(0);
    match Atom::from_term(key).ok_or_else(badarg)?.name() {
        "runtime" => since_last(p, clock::processor() / 1_000_000, &RUNTIME),
        "wall_clock" => since_last(p, clock::monotonic() / 1_000_000, &WALL_CLOCK),
        "reductions" | "exact_reductions" => {
            since_last(p, turn::reductions() + p.turn_reductions(), &REDUCTIONS)
        }
        "context_switches" => Ok(build::tuple(p, &[Term::small(turn::turns() as i64), Term::small(0)])),
        "run_queue" | "total_run_queue_lengths" | "total_active_tasks" => {
            Ok(Term::small(scheduler::queued() as i64))
        }
        "garbage_collection" => {
            let parts = [gc::collections(), gc::words_freed(), 0].map(|n| Term::small(n as i64));
            Ok(build::tuple(p, &parts))
        }
        "io" => {
            let parts = ["input", "output"].map(|key| pair(p, key, 0));
            Ok(build::tuple(p, &parts))
        }
        _ => Err(badarg()),
    }
}

/// Bytes by use. Processes, atoms and large binaries are counted; the total is what the operating system says.
fn memory() -> [(&'static str, u64); 9] {
    let processes = memory::used(Use::Processes) as u64;
    let total = resident().max(processes);
    // An atom takes its table entry and its name.
    let atoms = u64::from(Atom::count()) * 48;
    [
        ("total", total),
        ("processes", processes),
        ("processes_used", processes),
        ("system", total - processes),
        ("atom", atoms),
        ("atom_used", atoms),
        ("binary", crate::bits::block::block_bytes() as u64),
        ("code", 0),
        ("ets", 0),
    ]
}

/// Bytes of memory that the program has, or 0 where that is not known.
fn resident() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split_whitespace().nth(1).and_then(|pages| pages.parse::<u64>().ok());
    pages.unwrap_or(0) * 4096
}

fn memory_of(p: &mut Process, key: Term) -> BifResult {
    let figures = memory();
    let one = |key: Term| {
        let name = Atom::from_term(key)?.name();
        figures.iter().find(|&&(other, _)| other == name).copied()
    };
    if let Some((_, bytes)) = one(key) {
        return Ok(build::unsigned(p, bytes));
    }
    let keys = build::list_elements(key).ok_or_else(badarg)?;
    let found: Option<Vec<_>> = keys.into_iter().map(one).collect();
    let entries: Vec<Term> =
        found.ok_or_else(badarg)?.into_iter().map(|(key, bytes)| pair(p, key, bytes)).collect();
    Ok(build::list(p, entries))
}

/// `garbage_collect(Pid)`: the other process collects before its next turn.
fn collect_other(p: &mut Process, pid: Term) -> BifResult {
    if !pid.is_pid() {
        return Err(badarg());
    }
    if pid == p.pid {
        p.flags |= FLAG_COLLECT;
        return Ok(atom::TRUE.term());
    }
    crate::request::ask(p, pid, |other| {
        let there = other.is_some();
        if let Some(other) = other {
            other.flags |= FLAG_COLLECT;
        }
        crate::owned::OwnedTerm::new(boolean(there))
    })
}

/// `garbage_collect(Pid, Options)`. With `{async, Id}` the answer comes as a message.
fn collect_with(p: &mut Process, pid: Term, options: Term) -> BifResult {
    if !pid.is_pid() {
        return Err(badarg());
    }
    let mut later = None;
    for option in build::list_elements(options).ok_or_else(badarg)? {
        let View::Tuple([key, value]) = view(option) else { return Err(badarg()) };
        match Atom::from_term(*key).map(Atom::name) {
            Some("async") => later = Some(*value),
            Some("type") if ["major", "minor"].iter().any(|&kind| *value == Atom::new(kind).term()) => {}
            _ => return Err(badarg()),
        }
    }
    let Some(id) = later else { return collect_other(p, pid) };
    let (id, asker) = (crate::owned::OwnedTerm::new(id), p.pid);
    let node = crate::message::Node::request(Box::new(move |other: Option<&mut Process>| {
        let there = other.is_some();
        if let Some(other) = other {
            other.flags |= FLAG_COLLECT;
        }
        let mut arena = build::Arena::new();
        let parts = [Atom::new("garbage_collect").term(), id.copy_to(&mut arena), boolean(there)];
        let message = build::tuple(&mut arena, &parts);
        crate::signals::send_message(asker, message);
    }));
    if let Err(node) = table::send(pid, node) {
        crate::exit::refuse(pid, node);
    }
    Ok(atom::ASYNC.term())
}

fn system_info(p: &mut Process, key: Term) -> BifResult {
    if let View::Tuple([wordsize, _]) = view(key) {
        return if *wordsize == Atom::new("wordsize").term() { Ok(Term::small(8)) } else { Err(badarg()) };
    }
    let name = Atom::from_term(key).ok_or_else(badarg)?.name();
    if let Some(number) = number_info(name) {
        return Ok(build::unsigned(p, number));
    }
    if let Some(text) = text_info(name) {
        return Ok(build::string(p, text));
    }
    let atom = match name {
        "smp_support" | "threads" | "kernel_poll" => atom::TRUE,
        "debug_compiled" | "dist_ctrl" => atom::FALSE,
        "emu_flavor" => Atom::new("jit"),
        "emu_type" | "build_type" => Atom::new("opt"),
        "endian" if cfg!(target_endian = "little") => Atom::new("little"),
        "endian" => Atom::new("big"),
        "multi_scheduling" => Atom::new("enabled"),
        "time_correction" => atom::TRUE,
        "time_warp_mode" => Atom::new("no_time_warp"),
        "os_monotonic_time_source" | "os_system_time_source" => return Ok(NIL),
        _ => return Err(badarg()),
    };
    Ok(atom.term())
}

fn number_info(name: &str) -> Option<u64> {
    Some(match name {
        "schedulers" | "schedulers_online" => scheduler::count() as u64,
        "logical_processors" | "logical_processors_online" | "logical_processors_available" => {
            std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64)
        }
        "process_count" => table::count() as u64,
        "process_limit" => u64::from(table::MAX_PROCESSES),
        "atom_count" => u64::from(Atom::count()),
        "atom_limit" => u64::from(atom::MAX_ATOMS),
        "port_count" => 0,
        "port_limit" => 65_536,
        "wordsize" => 8,
        "min_heap_size" => process::FIRST_BLOCK_WORDS as u64,
        "thread_pool_size" | "dirty_io_schedulers" | "dirty_cpu_schedulers" => 0,
        "dirty_cpu_schedulers_online" | "fullsweep_after" | "creation" => 0,
        "compat_rel" => 25,
        "start_time" => 0,
        _ => return None,
    })
}

fn text_info(name: &str) -> Option<&'static str> {
    Some(match name {
        "machine" => "BEAM",
        "otp_release" => "25",
        "version" => "13.0",
        "system_version" => concat!("Swerl ", env!("CARGO_PKG_VERSION"), "\n"),
        "system_architecture" => std::env::consts::ARCH,
        _ => return None,
    })
}
