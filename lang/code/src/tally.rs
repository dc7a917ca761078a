//! For how many processes a change matters: one look at all of them, while they run.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use swerl_runtime::atom::Atom;
use swerl_runtime::build;
use swerl_runtime::census;
use swerl_runtime::format::{Encoding, write_term};
use swerl_runtime::places::{Place, places_of};
use swerl_runtime::process::Process;
use swerl_runtime::term::Term;
use swerl_runtime::world;

use crate::advice::Concern;
use crate::module::{Modules, Source};
use crate::summary::Round;

/// How long a save waits for processes that run: most turns take some tens of microseconds. Whoever has not been
/// seen by then is left out.
const PATIENCE: Duration = Duration::from_millis(50);

/// Terms of a process that are looked at for old records: it does not run meanwhile.
const TERMS: usize = 20_000;

/// Frames of a process that are looked at.
const FRAMES: usize = 256;

/// Processes named before the rest is only counted.
const NAMED: usize = 4;

/// What could matter about a module, and for whom it does.
pub(crate) struct Tally {
    module: Atom,
    /// What its versions in memory are made of.
    sources: HashMap<u32, Arc<Source>>,
    concerns: Vec<Concern>,
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    /// In the order of the concerns.
    concerns: Vec<Count>,
    /// Processes that would stay, by version and by how they go round.
    stay: BTreeMap<(u32, String), Vec<Term>>,
}

#[derive(Default, Clone)]
struct Count {
    /// Processes that wait in a receive for it.
    wait: usize,
    /// Processes that hold it, and how many of it in all.
    hold: usize,
    held: usize,
}

impl Tally {
    pub fn new(modules: &Modules, name: &str, concerns: Vec<Concern>) -> Tally {
        let state = modules.get(name);
        let version = |number: u32| Some((number, state?.source(number)?.clone()));
        let versions = state.iter().flat_map(|state| &state.versions).map(|version| version.number);
        let counts = Counts { concerns: vec![Count::default(); concerns.len()], stay: BTreeMap::new() };
        Tally {
            module: Atom::new(name),
            sources: versions.filter_map(version).collect(),
            concerns,
            counts: Mutex::new(counts),
        }
    }

    fn depends_on_processes(&self) -> bool {
        self.concerns.iter().any(|concern| !matches!(concern, Concern::Certain(_)))
    }

    /// Looks at a process.
    fn look(&self, process: &mut Process, places: &[Place]) {
        let own: Vec<Place> = places.iter().copied().filter(|place| place.module == self.module).collect();
        if own.is_empty() {
            return;
        }
        let waits = (census::waits(process)).then(|| places[0]).filter(|place| place.module == self.module);
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let Counts { concerns, stay } = &mut *counts;
        for (concern, count) in self.concerns.iter().zip(concerns) {
            match concern {
                Concern::Certain(_) => {}
                Concern::Message(shape) => {
                    let takes = |place: Place| {
                        let source = self.sources.get(&place.version);
                        source.is_some_and(|source| source.shapes.takes(place.line, shape))
                    };
                    count.wait += usize::from(waits.is_some_and(takes));
                    count.messages(process, |term| shape.fits(term));
                }
                Concern::Head(_, shape) => count.messages(process, |term| shape.fits(term)),
                Concern::Record { name, old, .. } => {
                    let mut found = 0;
                    census::for_each_term(process, TERMS, |term| {
                        found += usize::from(is_record(term, name, old.len()));
                    });
                    count.messages(process, |term| is_record(term, name, old.len()));
                    count.hold += usize::from(found > 0);
                    count.held += found;
                }
                Concern::LeftBehind => {
                    if let Some((version, round)) = self.stays(&own) {
                        stay.entry((version, told(&round))).or_default().push(process.pid);
                    }
                }
            }
        }
    }

    /// The version that a process never leaves, and why.
    fn stays(&self, own: &[Place]) -> Option<(u32, Round)> {
        own.iter().find_map(|place| {
            let way = self.sources.get(&place.version)?.summary.way(place.name.name(), place.arity);
            Some((place.version, way.round.filter(|_| way.qualified.is_none() && way.receives)?))
        })
    }

    fn sentences(self, complete: bool) -> Vec<String> {
        let counts = self.counts.into_inner().unwrap_or_else(PoisonError::into_inner);
        let least = if complete { "" } else { "at least " };
        let mut found = Vec::new();
        for (concern, count) in self.concerns.into_iter().zip(counts.concerns) {
            let Count { wait, hold, held } = count;
            match concern {
                Concern::Certain(sentence) => found.push(sentence),
                Concern::Message(shape) if wait + held > 0 => {
                    let waiting = (wait > 0).then(|| format!("{} for it", processes(wait, "wait")));
                    let holding = (held > 0)
                        .then(|| format!("{} {}", processes(hold, "hold"), number(held, "such message")));
                    let parts: Vec<String> = waiting.into_iter().chain(holding).collect();
                    found.push(format!("no receive takes {shape} any more: {least}{}", parts.join(", ")));
                }
                Concern::Head(function, shape) if held > 0 => found.push(format!(
                    "{function} has no clause for {shape} any more: {least}{} {}",
                    processes(hold, "hold"),
                    number(held, "such message")
                )),
                Concern::Record { name, old, new } if hold > 0 => found.push(format!(
                    "record {name} had the fields [{}] and has [{}]: {least}{} the old one",
                    old.join(", "),
                    new.join(", "),
                    processes(hold, "hold")
                )),
                _ => {}
            }
        }
        for ((version, round), mut pids) in counts.stay {
            pids.sort_unstable_by_key(|pid| pid.0);
            let named: Vec<String> =
                pids.iter().take(NAMED).map(|&pid| write_term(pid, Encoding::Latin1)).collect();
            let more = if pids.len() > NAMED { ", …" } else { "" };
            let stay = processes(pids.len(), "stay");
            found.push(format!("{least}{stay} on v{version}: {round} ({}{more})", named.join(", ")));
        }
        found
    }
}

impl Count {
    fn messages(&mut self, process: &Process, mut fits: impl FnMut(Term) -> bool) {
        let before = self.held;
        census::for_each_message(process, |message| self.held += usize::from(fits(message)));
        self.hold += usize::from(self.held > before);
    }
}

fn is_record(term: Term, name: &str, fields: usize) -> bool {
    build::tuple_elements(term).is_some_and(|elements| {
        elements.len() == fields + 1 && Atom::from_term(elements[0]).is_some_and(|tag| tag.name() == name)
    })
}

/// `again/0 calls local/0 locally at line 14`
fn told(round: &Round) -> String {
    let Round { caller, callee, line } = round;
    match caller == callee {
        true => format!("{caller} calls itself locally at line {line}"),
        false => format!("{caller} calls {callee} locally at line {line}"),
    }
}

/// `1 process waits`, `2 processes wait`
fn processes(count: usize, verb: &str) -> String {
    if count == 1 { format!("1 process {verb}s") } else { format!("{count} processes {verb}") }
}

fn number(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

/// Sentences for each of some modules. Nobody is stopped for the look at the processes, and there is none if the
/// texts alone say all.
pub(crate) fn count(tallies: Vec<Tally>) -> Vec<Vec<String>> {
    let tallies = Arc::new(tallies);
    // A thread that runs a process cannot wait for the others.
    let needed = tallies.iter().any(Tally::depends_on_processes) && !world::is_counted();
    let mut complete = true;
    if needed {
        let looking = tallies.clone();
        let look = move |process: &mut Process| {
            let places: Vec<Place> = places_of(process).take(FRAMES).collect();
            looking.iter().for_each(|tally| tally.look(process, &places));
        };
        complete = census::visit_within(Arc::new(look), PATIENCE);
    }
    let mut tallies = tallies;
    loop {
        match Arc::try_unwrap(tallies) {
            Ok(tallies) => return tallies.into_iter().map(|tally| tally.sentences(complete)).collect(),
            // A visit is just ending.
            Err(shared) => {
                tallies = shared;
                std::thread::yield_now();
            }
        }
    }
}
