//! Watching processes that run older versions until they run the current one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use swerl_runtime::atom::Atom;
use swerl_runtime::format::{Encoding, write_term};
use swerl_runtime::observer::Observer;
use swerl_runtime::places::Place;
use swerl_runtime::term::Term;
use swerl_runtime::world::World;

use crate::drain::Drain;
use crate::event::{Event, Switched};
use crate::module::lock;
use crate::server::Subscribers;

/// Frames of a process looked at when a version is published, with everything stopped: a million take a
/// few milliseconds. A process with a deeper stack is watched, though it may not run the module.
const PUBLISH_FRAMES: usize = 1_000_000;

/// Frames looked at after each turn of a watched process. If they do not say that the process has left
/// the older versions, it stays watched.
const TURN_FRAMES: usize = 256;

/// A process that ran an older version of a module when a new one was published.
#[derive(Debug, Clone)]
struct Watch {
    module: Atom,
    /// The oldest version that it ran.
    from: u32,
    /// The version that is current since then.
    to: u32,
    saved: Instant,
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
pub(crate) struct Switching {
    /// By the word of the pid.
    watches: Mutex<HashMap<u64, Vec<Watch>>>,
    subscribers: Arc<Subscribers>,
    drain: Arc<Drain>,
}

impl Switching {
    pub fn new(subscribers: Arc<Subscribers>, drain: Arc<Drain>) -> Switching {
        Switching { watches: Mutex::default(), subscribers, drain }
    }

    /// Watches all processes that run `module` in a version before `to`, and counts them.
    pub fn watch(&self, world: &mut World, module: Atom, to: u32, saved: Instant) -> usize {
        let mut watches = lock(&self.watches);
        let mut count = 0;
        world.watch(|pid, places| {
            let from = match seen(places, PUBLISH_FRAMES, module, to, true) {
                Seen::Older(from) => {
                    count += 1;
                    from
                }
                Seen::Unknown => to.saturating_sub(1),
                Seen::Current(_) | Seen::Nothing => return false,
            };
            let of_process = watches.entry(pid.0).or_default();
            match of_process.iter_mut().find(|watch| watch.module == module) {
                Some(watch) => *watch = Watch { from: watch.from.min(from), to, saved, module },
                None => of_process.push(Watch { module, from, to, saved }),
            }
            true
        });
        count
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
        let mut watches = lock(&self.0.watches);
        let Some(of_process) = watches.get_mut(&pid.0) else { return false };
        // Most often there is one watch; with more, each looks at the same places.
        let places: Vec<Place> = places.take(TURN_FRAMES + 1).collect();
        of_process.retain(|watch| {
            let mut places = places.iter().copied();
            match seen(&mut places, TURN_FRAMES, watch.module, watch.to, false) {
                Seen::Older(_) | Seen::Unknown => true,
                Seen::Nothing => false,
                Seen::Current(place) => {
                    self.0.subscribers.send(&Event::Switched(switched(pid, watch, place, now)));
                    false
                }
            }
        });
        let stays = !of_process.is_empty();
        if !stays {
            watches.remove(&pid.0);
            self.0.drain.look();
        }
        stays
    }

    fn ended(&self, pid: Term) {
        lock(&self.0.watches).remove(&pid.0);
        self.0.drain.look();
    }
}

fn switched(pid: Term, watch: &Watch, place: Place, now: Instant) -> Switched {
    Switched {
        process: pid,
        pid: write_term(pid, Encoding::Latin1),
        module: watch.module.name().to_string(),
        from: watch.from,
        to: place.version,
        function: format!("{}/{}", place.name.name(), place.arity),
        microseconds: now.saturating_duration_since(watch.saved).as_micros() as u64,
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
