//! `erlang:system_info`.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult};
use crate::bifs::{badarg, options};
use crate::build::{self, Heap, View, boolean, view};
use crate::process::{Process, TURN_REDUCTIONS};
use crate::term::{NIL, Term};
use crate::tuning::{self, Tuning};
use crate::{clock, counts, ets, scheduler, table};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![Bif::new("erlang", "system_info", system_info)]
}

fn system_info(p: &mut Process, key: Term) -> BifResult {
    if let View::Tuple([item, which]) = view(key) {
        return pair_info(p, *item, *which);
    }
    let name = Atom::from_term(key).ok_or_else(badarg)?.name();
    if let Some(number) = number_info(name) {
        return Ok(build::unsigned(p, number));
    }
    if let Some(text) = text_info(name) {
        return Ok(build::string(p, text));
    }
    if let Some(atom) = atom_info(name) {
        return Ok(Atom::new(atom).term());
    }
    term_info(p, name).ok_or_else(badarg)
}

/// What is asked for with a tuple.
fn pair_info(p: &mut Process, item: Term, which: Term) -> BifResult {
    let names = [item, which].map(|term| Atom::from_term(term).map(Atom::name));
    match names {
        [Some("wordsize"), Some("internal" | "external")] => Ok(Term::small(8)),
        [Some("cpu_topology"), Some("defined")] => Ok(atom::UNDEFINED.term()),
        [Some("cpu_topology"), Some("detected" | "used")] => Ok(topology(p)),
        _ => Err(badarg()),
    }
}

fn number_info(name: &str) -> Option<u64> {
    Some(match name {
        "schedulers" | "schedulers_online" => scheduler::count() as u64,
        "logical_processors" | "logical_processors_online" | "logical_processors_available" => processors(),
        "process_count" => counts::processes() as u64,
        "process_limit" => u64::from(table::MAX_PROCESSES),
        "atom_count" => u64::from(Atom::count()),
        "atom_limit" => u64::from(atom::MAX_ATOMS),
        "ets_count" => ets::registry::count() as u64,
        // There is no limit but memory; this is what OTP says, where there is none either.
        "ets_limit" => 8192,
        "port_count" => 0,
        "port_limit" => 65_536,
        "wordsize" => 8,
        "context_reductions" => TURN_REDUCTIONS as u64,
        "thread_pool_size" | "dirty_io_schedulers" | "dirty_cpu_schedulers" => 0,
        "dirty_cpu_schedulers_online" | "creation" | "trace_control_word" | "start_time" => 0,
        "compat_rel" => 25,
        // The end of the clock, which starts with the program.
        "end_time" => u64::MAX >> 1,
        _ => return None,
    })
}

fn processors() -> u64 {
    std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64)
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

fn atom_info(name: &str) -> Option<&'static str> {
    Some(match name {
        "smp_support" | "threads" | "kernel_poll" | "time_correction" => "true",
        "debug_compiled" | "dist_ctrl" | "port_parallelism" | "dynamic_trace_probes" => "false",
        "break_ignored" => "false",
        "emu_flavor" => "jit",
        "emu_type" | "build_type" => "opt",
        "endian" if cfg!(target_endian = "little") => "little",
        "endian" => "big",
        "multi_scheduling" | "tolerant_timeofday" => "enabled",
        "time_warp_mode" => "no_time_warp",
        "time_offset" => "final",
        "heap_type" => "private",
        "message_queue_data" => "on_heap",
        "scheduler_bind_type" => "unbound",
        "dynamic_trace" => "none",
        "cpu_quota" => "unknown",
        "modified_timing_level" => "undefined",
        _ => return None,
    })
}

/// Items with values that are made.
fn term_info(p: &mut Process, name: &str) -> Option<Term> {
    Some(match name {
        "min_heap_size" | "min_bin_vheap_size" | "fullsweep_after" => {
            let value = options::tuned(p, Tuning::default(), name);
            build::tuple(p, &[Atom::new(name).term(), value])
        }
        "max_heap_size" => options::tuned(p, Tuning::default(), name),
        "garbage_collection" => {
            let tuning = Tuning::default();
            let names = ["max_heap_size", "min_bin_vheap_size", "min_heap_size", "fullsweep_after"];
            let pairs = names.map(|name| {
                let value = match name {
                    "max_heap_size" => Term::small(tuning.max_heap.size as i64),
                    _ => options::tuned(p, tuning, name),
                };
                build::tuple(p, &[Atom::new(name).term(), value])
            });
            build::list(p, pairs)
        }
        "heap_sizes" => {
            let sizes: Vec<Term> = tuning::heap_sizes().map(|size| Term::small(size as i64)).collect();
            build::list(p, sizes)
        }
        "cpu_topology" => topology(p),
        "scheduler_id" => Term::small(scheduler::id() as i64),
        "scheduler_bindings" => {
            let unbound = Atom::new("unbound").term();
            build::tuple(p, &vec![unbound; scheduler::count()])
        }
        "schedulers_state" => {
            let count = Term::small(scheduler::count() as i64);
            build::tuple(p, &[count; 3])
        }
        "sequential_tracer" => build::tuple(p, &[Atom::new(name).term(), boolean(false)]),
        "os_monotonic_time_source" => source(p, "CLOCK_MONOTONIC", clock::monotonic()),
        "os_system_time_source" => source(p, "CLOCK_REALTIME", clock::system()),
        "multi_scheduling_blockers" | "normal_multi_scheduling_blockers" | "taints" => NIL,
        _ => return None,
    })
}

/// One processor with as many cores as can be used.
fn topology(heap: &mut dyn Heap) -> Term {
    let cores: Vec<Term> = (0..processors())
        .map(|core| {
            let logical = build::tuple(heap, &[Atom::new("logical").term(), Term::small(core as i64)]);
            build::tuple(heap, &[Atom::new("core").term(), logical])
        })
        .collect();
    let cores = build::list(heap, cores);
    let processor = build::tuple(heap, &[Atom::new("processor").term(), cores]);
    build::list(heap, [processor])
}

/// A clock of the operating system.
fn source(heap: &mut dyn Heap, clock: &str, time: u64) -> Term {
    let time = build::unsigned(heap, time);
    let items = [
        ("function", Atom::new("clock_gettime").term()),
        ("clock_id", Atom::new(clock).term()),
        ("resolution", Term::small(1_000_000_000)),
        ("parallel", Atom::new("yes").term()),
        ("time", time),
    ];
    let pairs = items.map(|(key, value)| build::tuple(heap, &[Atom::new(key).term(), value]));
    build::list(heap, pairs)
}
