//! Giving versions back that nobody refers to any more.
//!
//! A thread makes rounds of the census ([`swerl_runtime::census`]) as long as there are versions in memory that
//! are not current: soon after something has happened that may have been the end of one, and then ever less
//! often, so that a version that lives long costs next to nothing.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use swerl_jit::VersionCode;
use swerl_runtime::census::{self, LiteralRange, Reference};
use swerl_runtime::persistent;

use crate::event::{Drained, Event};
use crate::module::lock;
use crate::server::CodeServer;

/// From the sign that a version may be free to the first round: most processes that are about to leave it do so
/// within a few milliseconds.
const FIRST: Duration = Duration::from_millis(5);

/// The longest time between two rounds: nobody waits for memory that a process has held for minutes.
const LONGEST: Duration = Duration::from_secs(5);

/// A round is followed by a pause of so many times its length: rounds take a small part of one core.
const PAUSE: u32 = 10;

/// A round that has given so many versions back is followed by the next one at once: somebody reloads faster than
/// rounds come, and memory comes first.
const CROWD: usize = 8;

/// Asks for rounds.
pub(crate) struct Drain {
    asks: Sender<()>,
    asked: Receiver<()>,
}

impl Drain {
    pub fn new() -> Drain {
        let (asks, asked) = bounded(1);
        Drain { asks, asked }
    }

    /// Something has happened that may have been the end of a version.
    pub fn look(&self) {
        // One that waits to be seen is as good as two.
        let _ = self.asks.try_send(());
    }
}

/// Starts the thread.
pub(crate) fn start(server: Arc<CodeServer>) {
    let asks = server.drain.asks.clone();
    persistent::when_retired(move || {
        let _ = asks.try_send(());
    });
    let spawned = std::thread::Builder::new().name("census".into()).spawn(move || rounds(&server));
    if let Err(error) = spawned {
        eprintln!("swerl: cannot start the census thread ({error}): old versions stay in memory");
    }
}

fn rounds(server: &CodeServer) {
    swerl_runtime::share_core();
    let asked = &server.drain.asked;
    let mut wait = None::<Duration>;
    loop {
        let ask = match wait {
            Some(time) => asked.recv_timeout(time),
            None => asked.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match ask {
            Ok(()) => {
                wait = Some(FIRST);
                std::thread::sleep(FIRST);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let start = Instant::now();
        let round = round(server);
        let least = start.elapsed() * PAUSE;
        wait = match (round, wait) {
            (Round { left: 0, .. }, _) => None,
            (Round { gone: 0, .. }, Some(before)) => Some((before * 2).clamp(least.min(LONGEST), LONGEST)),
            _ => Some(FIRST.max(least)),
        };
        if round.gone < CROWD {
            std::thread::sleep(least.min(LONGEST));
        }
    }
}

/// What a round has come to: versions and persistent terms given back, and others that are not current.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Round {
    pub gone: usize,
    pub left: usize,
}

/// A version that a round is about.
struct Retired {
    module: String,
    number: u32,
    code: Arc<VersionCode>,
}

/// Makes a round: gives back what nobody refers to.
pub(crate) fn round(server: &CodeServer) -> Round {
    let mut retired = Vec::new();
    let mut literals: Vec<LiteralRange> = Vec::new();
    for (name, module) in lock(&server.modules).iter() {
        for version in module.versions.iter().filter(|version| version.retired.is_some()) {
            literals.extend(version.code.literal_ranges(!version.in_use));
            let code = version.code.clone();
            retired.push(Retired { module: name.clone(), number: version.number, code });
        }
    }
    let typed = server.typed.retired();
    let persistent = persistent::retired();
    if retired.is_empty() && typed.is_empty() && persistent.is_none() {
        return Round { gone: 0, left: 0 };
    }
    literals.extend(persistent.iter().flat_map(|retired| &retired.literals));
    literals.extend(typed.iter().flat_map(|typed| typed.code.literal_ranges(true)));
    let number = census::run(literals);
    let (gone, left) = persistent.map_or((0, 0), |retired| persistent::give_back(&retired, number));
    let mut round = Round { gone, left };
    for version in retired {
        match settle(server, &version, number) {
            Some(drained) => {
                round.gone += 1;
                // The last reference: the memory is given back before anybody is told.
                drop(version);
                server.subscribers.send(&Event::Drained(drained));
            }
            None => round.left += 1,
        }
    }
    let (gone, left): (Vec<_>, Vec<_>) =
        typed.into_iter().partition(|typed| !typed.code.mark().seen_in(number));
    round.gone += gone.len();
    round.left += left.len();
    server.typed.give_back(gone);
    round
}

/// Takes a version that the round has met no reference to out of its module, unless it is current again.
fn settle(server: &CodeServer, retired: &Retired, round: u64) -> Option<Drained> {
    let mut modules = lock(&server.modules);
    let module = modules.get_mut(&retired.module)?;
    let index = module.versions.iter().position(|version| Arc::ptr_eq(&version.code, &retired.code))?;
    let version = &mut module.versions[index];
    let since = version.retired?;
    let mark = retired.code.mark();
    if mark.seen_in(round) {
        let code = [Reference::Frame, Reference::Fun, Reference::Trace];
        version.in_use = code.into_iter().any(|kind| mark.has(kind));
        return None;
    }
    module.versions.remove(index);
    Some(Drained {
        module: retired.module.clone(),
        version: retired.number,
        code_bytes: retired.code.code_bytes(),
        literal_bytes: retired.code.literal_bytes(),
        microseconds: since.elapsed().as_micros() as u64,
    })
}
