//! Why a process runs an older version, in a sentence.

use std::time::Duration;

use swerl_runtime::census::{self, Keeper, Standing, Unknown};
use swerl_runtime::places::Place;
use swerl_runtime::term::Term;

use crate::module::{Modules, lock};
use crate::server::CodeServer;
use crate::summary::Round;

/// How long a process may take to answer: a person waits for it.
const PATIENCE: Duration = Duration::from_secs(1);

/// A stack of so many frames of one function is told as a recursion.
const DEEP: usize = 50;

impl CodeServer {
    /// Where a process is, innermost first: what `swap:running/1` shows.
    ///
    /// # Errors
    /// If it has ended or does not answer.
    pub fn running(&self, pid: Term) -> Result<Standing, Unknown> {
        census::standing(pid, PATIENCE)
    }

    /// Why a process runs or holds versions that are not current, and what would move it; a sentence a reason.
    pub fn why(&self, pid: Term) -> Vec<String> {
        match self.running(pid) {
            Ok(standing) => sentences(&lock(&self.modules), &standing),
            Err(Unknown::Ended) => vec!["has ended".into()],
            Err(Unknown::Busy) => vec!["is in a built-in function that takes long".into()],
        }
    }
}

/// What there is to say of a process.
pub(crate) fn sentences(modules: &Modules, standing: &Standing) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let old = |place: &&Place| is_old(modules, place.module.name(), place.version);
    let mut told = Vec::new();
    for place in standing.places.iter().filter(old) {
        let version = (place.module, place.version);
        if !told.contains(&version) {
            told.push(version);
            found.push(frames(modules, standing, place));
        }
    }
    for &(module, version, keeper) in &standing.funs {
        if is_old(modules, module.name(), version) {
            let place = match keeper {
                Keeper::Dictionary => "its dictionary",
                Keeper::Mailbox => "a message that it has not received",
                Keeper::State => "its variables",
            };
            found.push(format!("holds a fun of {} v{version} in {place}", module.name()));
        }
    }
    if found.is_empty() {
        found.push("runs the current version of every module".into());
    }
    found
}

fn is_old(modules: &Modules, module: &str, version: u32) -> bool {
    modules.get(module).is_some_and(|module| module.current != Some(version))
}

/// About the frames of one version, of which `inner` is the innermost.
fn frames(modules: &Modules, standing: &Standing, inner: &Place) -> String {
    let name = inner.module.name();
    let Some(module) = modules.get(name) else { return String::new() };
    let of_version: Vec<&Place> = (standing.places.iter())
        .filter(|place| place.module == inner.module && place.version == inner.version)
        .collect();
    let function = |place: &Place| format!("{}/{}", place.name.name(), place.arity);
    let version = inner.version;
    let target = module.current.map_or_else(|| "none (the module was deleted)".into(), |v| format!("v{v}"));
    if of_version.len() >= DEEP && of_version.iter().filter(|p| p.name == inner.name).count() >= DEEP {
        let (count, function) = (standing.frames, function(inner));
        return format!(
            "is {count} calls deep in {function} of v{version}: it moves when they have returned"
        );
    }
    let source = module.source(version);
    let file = source.map_or_else(|| format!("{name}.erl"), |source| source.path.display().to_string());
    let innermost = standing.places.first() == Some(inner);
    let time = standing.time_left.map_or_else(String::new, |time| format!(" ({} at most)", seconds(time)));
    let does = match (standing.waits && innermost, innermost) {
        (true, _) => format!("waits in receive at {file}:{} in v{version}{time}", inner.line),
        (false, true) => format!("runs {} of v{version}", function(inner)),
        (false, false) => {
            format!("is in a call made by {} of v{version} at {file}:{}", function(inner), inner.line)
        }
    };
    let message = match (standing.waits && innermost, standing.time_left) {
        (false, _) => "that",
        (true, None) => "the next message it handles",
        (true, Some(_)) => "the next message it handles, or the end of that time,",
    };
    let way_of = |place: &&Place| {
        let way = source?.summary.way(place.name.name(), place.arity);
        (way.qualified.is_some() || way.round.is_some()).then_some((function(place), way))
    };
    let outer = function(of_version.last().copied().unwrap_or(inner));
    // The innermost function that goes anywhere but back says where the process gets to.
    let Some((decides, way)) = of_version.iter().find_map(way_of) else {
        return format!("{does}; it leaves v{version} when {outer} returns");
    };
    let returns = match decides == outer {
        true => String::new(),
        false => format!(", and leaves v{version} when {outer} returns"),
    };
    match (way.qualified, way.round) {
        (Some(qualified), None) => {
            format!("{does}; {message} ends in {name}:{qualified} and moves it to {target}{returns}")
        }
        (Some(qualified), Some(round)) => format!(
            "{does}; it moves to {target} when it ends in {name}:{qualified}{returns}, and stays as long as {} \
             calls {} locally at line {}",
            round.caller, round.callee, round.line
        ),
        (None, Some(Round { caller, callee, line })) => {
            let itself = if caller == callee { "itself" } else { &*callee };
            let so = if way.receives { "it never moves" } else { "it does not move before that ends" };
            format!("{does}; {caller} calls {itself} locally at line {line}: {so}")
        }
        (None, None) => format!("{does}; it leaves v{version} when {outer} returns"),
    }
}

/// `3.2 s`, `812 ms`
fn seconds(time: Duration) -> String {
    let ms = time.as_millis();
    if ms < 1000 { format!("{ms} ms") } else { format!("{:.1} s", time.as_secs_f64()) }
}
