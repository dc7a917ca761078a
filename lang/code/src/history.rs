//! What a person may ask about a module's versions: a list of them, and what differs between two.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::SystemTime;

use similar::TextDiff;
use swerl_runtime::census::{Holder, Reference};

use crate::module::{Kept, Version, lock};
use crate::server::CodeServer;

/// A version of a module, in memory or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionSummary {
    pub number: u32,
    pub current: bool,
    /// When its text was compiled.
    pub made: SystemTime,
    /// Tells texts apart, those of included files counted.
    pub digest: u64,
    /// Functions as `name/arity`, against the version before.
    pub changed: Vec<String>,
    pub added: Vec<String>,
    pub removed: Vec<String>,
    /// Bytes of machine code and literals; `None` for a version that is not in memory.
    pub bytes: Option<usize>,
    /// What keeps a version in memory that is not current, as the last round of the census saw it.
    pub kept_by: Vec<&'static str>,
}

/// The lines around a change that a diff shows.
const CONTEXT: usize = 3;

impl CodeServer {
    /// The versions of a module of which something is kept, by number. Empty if there is no such module.
    pub fn versions(&self, module: &str) -> Vec<VersionSummary> {
        let modules = lock(&self.modules);
        let Some(module) = modules.get(module) else { return Vec::new() };
        let mut sources: Vec<_> = module.history.iter().collect();
        sources.sort_unstable_by_key(|source| source.number);
        let summary = |source: &std::sync::Arc<Kept>| VersionSummary {
            number: source.number,
            current: module.current == Some(source.number),
            made: source.made,
            digest: digest(source),
            changed: source.difference.changed.clone(),
            added: source.difference.added.clone(),
            removed: source.difference.removed.clone(),
            bytes: module.version(source.number).map(|v| v.code.code_bytes() + v.code.literal_bytes()),
            kept_by: module.version(source.number).map_or_else(Vec::new, kept_by),
        };
        sources.into_iter().map(summary).collect()
    }

    /// What differs between the texts of two versions, as a unified diff, those of included files counted. The
    /// newer one is the current version if none is given, the older one the version that was current before.
    ///
    /// # Errors
    /// If there are no two such versions; says why in a sentence.
    pub fn diff(&self, module: &str, from: Option<u32>, to: Option<u32>) -> Result<String, String> {
        let modules = lock(&self.modules);
        let state = modules.get(module).ok_or_else(|| format!("no module {module} is loaded"))?;
        let none = || format!("there is no other version of {module}");
        let to = to.or(state.current).ok_or_else(none)?;
        let before = || state.before.iter().rev().copied().find(|&number| number != to);
        let earlier = || state.history.iter().map(|source| source.number).filter(|&n| n < to).max();
        let from = from.or_else(before).or_else(earlier).ok_or_else(none)?;
        let source = |number| {
            state.kept(number).cloned().ok_or_else(|| format!("the source of {module} v{number} is not kept"))
        };
        let (from, to) = (source(from)?, source(to)?);
        drop(modules);
        Ok(unified(&from, &to))
    }
}

/// What refers to it (stacks, funs, stack traces, literals), and who has that.
fn kept_by(version: &Version) -> Vec<&'static str> {
    if version.retired.is_none() {
        return vec!["current"];
    }
    let mark = version.code.mark();
    let kinds = [
        (Reference::Frame, "stack"),
        (Reference::Fun, "fun"),
        (Reference::Trace, "stack_trace"),
        (Reference::Literal, "literal"),
    ];
    let holders = [
        (Holder::Process, "process"),
        (Holder::Timer, "timer"),
        (Holder::Table, "table"),
        (Holder::Program, "prompt"),
    ];
    let kinds = kinds.into_iter().filter(|&(kind, _)| mark.has(kind)).map(|(_, name)| name);
    let holders = holders.into_iter().filter(|&(holder, _)| mark.held_by(holder)).map(|(_, name)| name);
    kinds.chain(holders).collect()
}

fn digest(source: &Kept) -> u64 {
    let mut hasher = DefaultHasher::new();
    source.content.text.hash(&mut hasher);
    source.content.included.hash(&mut hasher);
    hasher.finish()
}

fn unified(from: &Kept, to: &Kept) -> String {
    let mut names = vec![to.path.display().to_string()];
    let of = |source: &Kept, name: &str| match source.path.display().to_string() == name {
        true => source.content.text.to_string(),
        false => {
            let found = source.content.included.iter().find(|(included, _)| included == name);
            found.map_or_else(String::new, |(_, text)| text.to_string())
        }
    };
    for (name, _) in to.content.included.iter().chain(&from.content.included) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let mut text = String::new();
    for name in names {
        let (old, new) = (of(from, &name), of(to, &name));
        if old == new {
            continue;
        }
        let heads = [format!("{name} v{}", from.number), format!("{name} v{}", to.number)];
        let diff = TextDiff::from_lines(&old, &new);
        text.push_str(&diff.unified_diff().context_radius(CONTEXT).header(&heads[0], &heads[1]).to_string());
    }
    text
}
