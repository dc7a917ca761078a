//! The options of `spawn_opt`, `spawn_request` and `monitor/3`, and what `process_flag` changes.

use crate::alias::Lasts;
use crate::atom::{self, Atom};
use crate::bif::Stop;
use crate::bifs::badarg;
use crate::bifs::processes::priority;
use crate::build::{self, Heap, View, boolean, view};
use crate::map;
use crate::owned::OwnedTerm;
use crate::spawn::Ties;
use crate::term::Term;
use crate::tuning::{self, MIN_BIN_VHEAP_SIZE, MIN_HEAP_SIZE, MaxHeap, Tuning};

/// What a program asks of a new process.
#[derive(Default)]
pub struct SpawnOptions {
    pub ties: Ties,
    pub tag: Option<OwnedTerm>,
    pub alias: Option<Lasts>,
    pub reply: Reply,
}

/// What `spawn_request` is to tell, and with which tag.
pub struct Reply {
    pub on_success: bool,
    pub on_error: bool,
    pub tag: Option<Term>,
}

impl Default for Reply {
    fn default() -> Reply {
        Reply { on_success: true, on_error: true, tag: None }
    }
}

/// Why options do not hold.
pub enum BadOption {
    /// They are no list.
    NoList,
    /// One is unknown or has a wrong value; these are the others.
    Of(Box<SpawnOptions>),
}

/// The options of `spawn_opt`, and, if `request`, of `spawn_request`. Of several of a kind the last counts.
pub fn spawn_options(options: Term, request: bool) -> Result<SpawnOptions, BadOption> {
    let mut found = SpawnOptions::default();
    let mut all_good = true;
    for option in build::list_elements(options).ok_or(BadOption::NoList)? {
        let is_good = match view(option) {
            View::Atom(atom::LINK) => {
                found.ties.link = true;
                true
            }
            View::Atom(atom::MONITOR) => {
                found.ties.monitor = true;
                (found.tag, found.alias) = (None, None);
                true
            }
            View::Tuple([key, value]) => {
                Atom::from_term(*key).and_then(|key| spawn_option(&mut found, key, *value, request)).is_some()
            }
            _ => false,
        };
        all_good &= is_good;
    }
    if all_good { Ok(found) } else { Err(BadOption::Of(Box::new(found))) }
}

/// `None`: there is no such option, or not with this value.
fn spawn_option(found: &mut SpawnOptions, key: Atom, value: Term, request: bool) -> Option<()> {
    match key.name() {
        "monitor" => {
            found.ties.monitor = true;
            let options = monitor_options(value).ok()?;
            (found.tag, found.alias) = (options.tag, options.alias);
        }
        "priority" => found.ties.priority = Some(priority(value)?),
        "reply" if request => {
            (found.reply.on_success, found.reply.on_error) = match Atom::from_term(value)?.name() {
                "yes" => (true, true),
                "success_only" => (true, false),
                "error_only" => (false, true),
                "no" => (false, false),
                _ => return None,
            };
        }
        "reply_tag" if request => found.reply.tag = Some(value),
        // Processes go where there is work.
        "scheduler" => {
            let number = usize::try_from(value.to_small()?).ok()?;
            return (number <= crate::scheduler::count()).then_some(());
        }
        _ => {
            let mut tuning = found.ties.tuning.unwrap_or_default();
            set(&mut tuning, key, value).ok()?;
            found.ties.tuning = Some(tuning);
        }
    }
    Some(())
}

/// What `monitor/3` is asked for.
#[derive(Default)]
pub struct MonitorOptions {
    pub tag: Option<OwnedTerm>,
    pub alias: Option<Lasts>,
}

/// The options of `monitor/3`.
pub fn monitor_options(options: Term) -> Result<MonitorOptions, Stop> {
    let mut found = MonitorOptions::default();
    for option in build::list_elements(options).ok_or_else(badarg)? {
        let View::Tuple([key, value]) = view(option) else { return Err(badarg()) };
        match Atom::from_term(*key).ok_or_else(badarg)?.name() {
            "tag" => found.tag = Some(OwnedTerm::new(*value)),
            "alias" => {
                found.alias = Some(match Atom::from_term(*value).ok_or_else(badarg)?.name() {
                    "explicit_unalias" => Lasts::UntilUnalias,
                    "demonitor" => Lasts::WithMonitor,
                    "reply_demonitor" => Lasts::OneReply,
                    _ => return Err(badarg()),
                });
            }
            _ => return Err(badarg()),
        }
    }
    Ok(found)
}

/// Sets one of the figures that tune the collector.
pub fn set(tuning: &mut Tuning, key: Atom, value: Term) -> Result<(), Stop> {
    let number = || usize::try_from(value.to_small().unwrap_or(-1)).map_err(|_| badarg());
    let size = |least: usize| Ok::<_, Stop>(tuning::rounded(number()?).ok_or_else(badarg)?.max(least));
    match key.name() {
        "min_heap_size" => tuning.min_heap_size = size(MIN_HEAP_SIZE)?,
        "min_bin_vheap_size" => tuning.min_bin_vheap_size = size(MIN_BIN_VHEAP_SIZE)?,
        // OTP keeps 16 bits of it.
        "fullsweep_after" => tuning.fullsweep_after = number()? as u16,
        "max_heap_size" => tuning.max_heap = max_heap(value).ok_or_else(badarg)?,
        "message_queue_data" => {
            tuning.off_heap = match Atom::from_term(value).map(Atom::name) {
                Some("off_heap") => true,
                Some("on_heap") => false,
                _ => return Err(badarg()),
            };
        }
        _ => return Err(badarg()),
    }
    Ok(())
}

/// A bound as a number of words or a map; what is left out is as for other processes.
fn max_heap(value: Term) -> Option<MaxHeap> {
    let mut bound = Tuning::default().max_heap;
    if let View::Map(map) = view(value) {
        let get = |key: &str| map::get(map, Atom::new(key).term());
        bound.size = usize::try_from(get("size")?.to_small()?).ok()?;
        if let Some(kill) = get("kill") {
            bound.kill = build::to_boolean(kill)?;
        }
        if let Some(log) = get("error_logger") {
            bound.error_logger = build::to_boolean(log)?;
        }
    } else {
        bound.size = usize::try_from(value.to_small()?).ok()?;
    }
    (bound.size == 0 || bound.size >= MIN_HEAP_SIZE).then_some(bound)
}

/// What a figure was, as `process_flag` and `process_info` give it.
pub fn tuned(heap: &mut dyn Heap, tuning: Tuning, name: &str) -> Term {
    let count = |n: usize| Term::small(n as i64);
    match name {
        "min_heap_size" => count(tuning.min_heap_size),
        "min_bin_vheap_size" => count(tuning.min_bin_vheap_size),
        "fullsweep_after" => count(tuning.fullsweep_after.into()),
        "max_heap_size" => max_heap_map(heap, tuning.max_heap),
        _ => Atom::new(if tuning.off_heap { "off_heap" } else { "on_heap" }).term(),
    }
}

/// The map of a bound.
pub fn max_heap_map(heap: &mut dyn Heap, bound: MaxHeap) -> Term {
    let pairs = [
        ("error_logger", boolean(bound.error_logger)),
        ("kill", boolean(bound.kill)),
        ("size", Term::small(bound.size as i64)),
    ];
    map::from_pairs(heap, pairs.map(|(key, value)| (Atom::new(key).term(), value)))
}
