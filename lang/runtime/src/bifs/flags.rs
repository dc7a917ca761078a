//! `process_flag` and `system_flag`.

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::processes::{priority, priority_name};
use crate::bifs::{badarg, options};
use crate::build::{View, boolean, to_boolean, view};
use crate::process::Process;
use crate::raise::{self, Exception};
use crate::term::{NIL, Term};
use crate::tuning::{self, Tuning};
use crate::{scheduler, table};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "process_flag", process_flag),
        Bif::new("erlang", "process_flag", flag_of),
        Bif::new("erlang", "system_flag", system_flag),
    ]
}

/// `error:notsup`
fn not_supported() -> Stop {
    Stop::Raise(Exception::error(Atom::new("notsup").term()))
}

fn process_flag(p: &mut Process, flag: Term, value: Term) -> BifResult {
    if let View::Tuple([name, options]) = view(flag) {
        let is_known = *name == Atom::new("monitor_nodes").term() && *options == NIL;
        return if is_known { monitor_nodes(p, value) } else { Err(badarg()) };
    }
    let flag = Atom::from_term(flag).ok_or_else(badarg)?;
    match flag.name() {
        "trap_exit" => {
            let value = to_boolean(value).ok_or_else(badarg)?;
            Ok(boolean(std::mem::replace(&mut p.trap_exit, value)))
        }
        "priority" => {
            let value = priority(value).ok_or_else(badarg)?;
            Ok(priority_name(std::mem::replace(&mut p.priority, value)).term())
        }
        "error_handler" => {
            let handler = Atom::from_term(value).ok_or_else(badarg)?;
            let handler = (handler != atom::ERROR_HANDLER).then_some(handler);
            let before = std::mem::replace(&mut p.rare().error_handler, handler);
            Ok(before.unwrap_or(atom::ERROR_HANDLER).term())
        }
        "sensitive" => {
            let value = to_boolean(value).ok_or_else(badarg)?;
            Ok(boolean(std::mem::replace(&mut p.rare().tuning.sensitive, value)))
        }
        "save_calls" => save_calls(value),
        "scheduler" => {
            let wanted = value.to_small().and_then(|index| u32::try_from(index).ok());
            let wanted = wanted.filter(|&index| index as usize <= scheduler::count()).ok_or_else(badarg)?;
            Ok(Term::small(std::mem::replace(&mut p.rare().scheduler, wanted).into()))
        }
        "monitor_nodes" => monitor_nodes(p, value),
        name => {
            let mut tuning = p.rare().tuning;
            let before = tuning;
            options::set(&mut tuning, flag, value)?;
            p.tune(tuning);
            Ok(options::tuned(p, before, name))
        }
    }
}

/// Gives how many times the process has asked before; `false` takes all of that back.
fn monitor_nodes(p: &mut Process, value: Term) -> BifResult {
    let wanted = to_boolean(value).ok_or_else(badarg)?;
    let watched = &mut p.rare().nodes_watched;
    let next = if wanted { *watched + 1 } else { 0 };
    Ok(Term::small(std::mem::replace(watched, next).into()))
}

/// The most calls that OTP saves.
const MOST_SAVED: i64 = 10_000;

/// Calls are not saved: nothing can be asked for but that.
fn save_calls(value: Term) -> BifResult {
    match value.to_small().ok_or_else(badarg)? {
        0 => Ok(Term::small(0)),
        1..=MOST_SAVED => Err(not_supported()),
        _ => Err(badarg()),
    }
}

/// `process_flag(Pid, Flag, Value)`, which knows one flag.
fn flag_of(_: &mut Process, pid: Term, flag: Term, value: Term) -> BifResult {
    if flag != Atom::new("save_calls").term() || !pid.is_pid() || !table::is_alive(pid) {
        return Err(badarg());
    }
    save_calls(value)
}

fn system_flag(p: &mut Process, flag: Term, value: Term) -> BifResult {
    let flag = Atom::from_term(flag).ok_or_else(badarg)?;
    match flag.name() {
        "min_heap_size" | "min_bin_vheap_size" | "fullsweep_after" | "max_heap_size" => {
            let mut tuning = Tuning::default();
            options::set(&mut tuning, flag, value)?;
            let before = tuning::set_defaults(tuning);
            Ok(options::tuned(p, before, flag.name()))
        }
        "backtrace_depth" => {
            let depth = value.to_small().and_then(|depth| usize::try_from(depth).ok()).ok_or_else(badarg)?;
            Ok(Term::small(raise::set_trace_depth(depth) as i64))
        }
        "scheduler_wall_time" => {
            let wanted = to_boolean(value).ok_or_else(badarg)?;
            Ok(boolean(scheduler::show_times(p.pid, wanted)))
        }
        "schedulers_online" => {
            let online = scheduler::count() as i64;
            match value.to_small().ok_or_else(badarg)? {
                count if count == online => Ok(Term::small(online)),
                count if (1..online).contains(&count) => Err(not_supported()),
                _ => Err(badarg()),
            }
        }
        "time_offset" if value == Atom::new("finalize").term() => Ok(Atom::new("final").term()),
        "microstate_accounting" if value == atom::FALSE.term() => Ok(atom::FALSE.term()),
        "microstate_accounting"
        | "multi_scheduling"
        | "scheduler_bind_type"
        | "cpu_topology"
        | "dirty_cpu_schedulers_online"
        | "outstanding_system_requests_limit"
        | "system_logger"
        | "trace_control_word" => Err(not_supported()),
        _ => Err(badarg()),
    }
}
