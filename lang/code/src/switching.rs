//! Watching processes that run older versions until they run the current one.
//!
//! Who runs an older version is found out by a sweep that begins in the moment of publication: every process is
//! looked at before it goes on, by its scheduler or, where it waits, by the thread [`follow`]. So publishing takes
//! as long with a hundred thousand processes as with one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use swerl_runtime::atom::Atom;
use swerl_runtime::census::{self, Sweep};
use swerl_runtime::format::{Encoding, write_term};
use swerl_runtime::observer::Observer;
use swerl_runtime::places::{Place, places_of};
use swerl_runtime::process::Process;
use swerl_runtime::term::Term;

use crate::drain::Drain;
use crate::event::{Event, Switched};
use crate::module::lock;
use crate::server::Subscribers;

/// Frames of a process looked at when a version is published: a million take a few milliseconds, for which the
/// process does not run. One with a deeper stack is watched, though it may not run the module.
const PUBLISH_FRAMES: usize = 1_000_000;

/// Frames looked at after each turn of a watched process. If they do not say that the process has left
/// the older versions, it stays watched.
const TURN_FRAMES: usize = 256;

/// A process that has left the older versions and is not in the current one is watched for so many turns more:
/// it may come back by way of another module.
const TURNS_AWAY: u8 = 100;

/// A process that ran an older version of a module when a new one was published.
#[derive(Debug, Clone)]
struct Watch {
    module: Atom,
    /// The oldest version that it ran.
    from: u32,
    /// The version that is current since then.
    to: u32,
    saved: Instant,
    /// Turns since it has left the older versions.
    away: u8,
}

/// What the frames of a process say about a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// It runs another version; the lowest one that was found.
    Older(u32),
    /// It runs `to`, in this place.
    Current(Place),
    /// It does not run the module.
    Nothing,
    /// There are more frames than are looked at, and nothing older among the first.
    Unknown,
}

/// Who is watched.
#[derive(Default)]
struct Watches {
    /// By the word of the pid.
    processes: HashMap<u64, Vec<Watch>>,
    /// Processes that run older versions, by module.
    still: HashMap<Atom, usize>,
}

impl Watches {
    fn add(&mut self, pid: Term, new: Watch) {
        let of_process = self.processes.entry(pid.0).or_default();
        match of_process.iter_mut().find(|watch| watch.module == new.module) {
            Some(watch) if watch.away == 0 => {
                let from = watch.from.min(new.from);
                *watch = Watch { from, ..new };
            }
            Some(watch) => {
                *self.still.entry(new.module).or_default() += 1;
                *watch = new;
            }
            None => {
                *self.still.entry(new.module).or_default() += 1;
                of_process.push(new);
            }
        }
    }

    /// A process has left the older versions of a module; says how many have not.
    fn one_less(still: &mut HashMap<Atom, usize>, module: Atom) -> usize {
        let Some(count) = still.get_mut(&module) else { return 0 };
        *count = count.saturating_sub(1);
        let left = *count;
        if left == 0 {
            still.remove(&module);
        }
        left
    }
}

/// See the module.
pub(crate) struct Switching {
    watches: Mutex<Watches>,
    subscribers: Arc<Subscribers>,
    drain: Arc<Drain>,
    sweeps: Sender<Sweep>,
}

impl Switching {
    pub fn new(subscribers: Arc<Subscribers>, drain: Arc<Drain>) -> Switching {
        let (sweeps, begun) = unbounded();
        let spawned = std::thread::Builder::new().name("followers".into()).spawn(move || follow(&begun));
        if let Err(error) = spawned {
            eprintln!("swerl: cannot start the thread that looks at waiting processes: {error}");
        }
        Switching { watches: Mutex::default(), subscribers, drain, sweeps }
    }

    /// Watches all processes that run `module` in another version than `to`, which is about to become current. To
    /// be called while no process runs.
    pub fn watch(self: &Arc<Self>, module: Atom, to: u32, saved: Instant) {
        let switching = self.clone();
        let look = move |process: &mut Process| switching.look(process, module, to, saved);
        // Without the thread those are watched that run or wake up.
        let _ = self.sweeps.send(census::begin(Arc::new(look)));
    }

    /// Looks at a process as it was when `to` became current.
    fn look(&self, process: &mut Process, module: Atom, to: u32, saved: Instant) {
        let from = match seen(&mut places_of(process), PUBLISH_FRAMES, module, to, true) {
            Seen::Older(from) => from,
            Seen::Unknown => to.saturating_sub(1),
            Seen::Current(_) | Seen::Nothing => return,
        };
        lock(&self.watches).add(process.pid, Watch { module, from, to, saved, away: 0 });
        process.watch(true);
    }
}

/// How long to wait before processes that ran are looked for again, at first and at most: their schedulers see to
/// them at their next turn.
const PATIENCE: (Duration, Duration) = (Duration::from_micros(200), Duration::from_millis(50));

/// Brings sweeps to an end.
fn follow(begun: &Receiver<Sweep>) {
    swerl_runtime::share_core();
    let mut sweeps: Vec<Sweep> = Vec::new();
    let mut patience = PATIENCE.0;
    loop {
        let next = match sweeps.is_empty() {
            true => begun.recv().map_err(|_| RecvTimeoutError::Disconnected),
            false => begun.recv_timeout(patience),
        };
        patience = match next {
            Ok(sweep) => {
                sweeps.push(sweep);
                PATIENCE.0
            }
            Err(RecvTimeoutError::Timeout) => (patience * 2).min(PATIENCE.1),
            Err(RecvTimeoutError::Disconnected) => return,
        };
        sweeps.extend(begun.try_iter());
        // The newest one first: with it a process is looked at for all of them.
        let mut at = sweeps.len();
        while at > 0 {
            at -= 1;
            if sweeps[at].advance() {
                sweeps.remove(at);
            }
        }
    }
}

/// Looks at up to `limit` places, innermost first: at all of them (`thorough`), or until one is older.
fn seen(
    places: &mut dyn Iterator<Item = Place>,
    limit: usize,
    module: Atom,
    to: u32,
    thorough: bool,
) -> Seen {
    let (mut oldest, mut current) = (None::<u32>, None);
    let mut looked = 0;
    for place in (&mut *places).take(limit) {
        looked += 1;
        if place.module != module {
            continue;
        }
        if place.version != to {
            oldest = Some(oldest.map_or(place.version, |oldest| oldest.min(place.version)));
            if !thorough {
                break;
            }
        } else {
            current = current.or(Some(place));
        }
    }
    match (oldest, current) {
        (Some(oldest), _) => Seen::Older(oldest),
        _ if looked == limit && places.next().is_some() => Seen::Unknown,
        (None, Some(place)) => Seen::Current(place),
        (None, None) => Seen::Nothing,
    }
}

/// Tells [`Switching`] what the runtime observes.
pub(crate) struct SwitchObserver(pub Arc<Switching>);

impl Observer for SwitchObserver {
    fn turn_ended(&self, pid: Term, places: &mut dyn Iterator<Item = Place>) -> bool {
        let now = Instant::now();
        // Most often there is one watch; with more, each looks at the same places.
        let places: Vec<Place> = places.take(TURN_FRAMES + 1).collect();
        let mut watches = lock(&self.0.watches);
        let Watches { processes, still } = &mut *watches;
        let Some(of_process) = processes.get_mut(&pid.0) else { return false };
        let mut moved = false;
        of_process.retain_mut(|watch| {
            let mut places = places.iter().copied();
            let seen = seen(&mut places, TURN_FRAMES, watch.module, watch.to, false);
            if matches!(seen, Seen::Older(_) | Seen::Unknown) {
                return true;
            }
            let left = match watch.away {
                0 => Watches::one_less(still, watch.module),
                _ => still.get(&watch.module).copied().unwrap_or(0),
            };
            moved = true;
            match seen {
                Seen::Current(place) => {
                    let switched = switched(pid, watch, place, left, now);
                    self.0.subscribers.send(&Event::Switched(switched));
                    false
                }
                _ => {
                    watch.away += 1;
                    watch.away < TURNS_AWAY
                }
            }
        });
        let stays = !of_process.is_empty();
        if !stays {
            processes.remove(&pid.0);
        }
        drop(watches);
        if moved {
            self.0.drain.look();
        }
        stays
    }

    fn ended(&self, pid: Term) {
        let mut watches = lock(&self.0.watches);
        let Watches { processes, still } = &mut *watches;
        for watch in processes.remove(&pid.0).into_iter().flatten().filter(|watch| watch.away == 0) {
            Watches::one_less(still, watch.module);
        }
        drop(watches);
        self.0.drain.look();
    }
}

fn switched(pid: Term, watch: &Watch, place: Place, still: usize, now: Instant) -> Switched {
    Switched {
        process: pid,
        pid: write_term(pid, Encoding::Latin1),
        module: watch.module.name().to_string(),
        from: watch.from,
        to: place.version,
        function: format!("{}/{}", place.name.name(), place.arity),
        microseconds: now.saturating_duration_since(watch.saved).as_micros() as u64,
        still,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(module: &str, version: u32) -> Place {
        Place { module: Atom::new(module), name: Atom::new("f"), arity: 0, version, line: 1 }
    }

    #[track_caller]
    fn check(places: &[(&str, u32)], limit: usize, expected: &str) {
        let mut places = places.iter().map(|&(module, version)| place(module, version));
        let found = match seen(&mut places, limit, Atom::new("m"), 3, true) {
            Seen::Older(version) => format!("older {version}"),
            Seen::Current(place) => format!("current {}", place.version),
            Seen::Nothing => "nothing".into(),
            Seen::Unknown => "unknown".into(),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn frames_say_which_versions_run() {
        check(&[], 4, "nothing");
        check(&[("other", 1)], 4, "nothing");
        check(&[("m", 3)], 4, "current 3");
        check(&[("m", 4), ("m", 3)], 4, "older 4");
        check(&[("m", 3), ("m", 2), ("other", 1), ("m", 1)], 4, "older 1");
        check(&[("m", 3), ("other", 1), ("m", 1)], 2, "unknown");
    }
}
