//! The code server as the watcher's loader.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use swerl_code::{CodeServer, Outcome, Unit};
use swerl_syntax::span::SourceMap;

use super::{Answer, Content, Judgement, Loader, Verdict, Wanted};

impl Loader for CodeServer {
    fn load(&self, batch: &[Wanted]) -> Answer {
        let unit = |wanted: &Wanted| match &wanted.content {
            Content::Text(text) => Unit::text(&wanted.path, text),
            _ => Unit::file(&wanted.path),
        };
        // The time that a person has waited for the first of them.
        let saved = batch.iter().map(|wanted| wanted.saved).min().unwrap_or_else(Instant::now);
        let outcomes = match self.try_batch(batch.iter().map(unit).collect(), saved) {
            Ok(outcomes) => outcomes,
            Err(refusal) if batch.iter().any(|wanted| wanted.last) => self.refuse(refusal),
            Err(refusal) => return Answer::Broken(refusal.broken()),
        };
        Answer::Judged(outcomes.iter().map(verdict).collect())
    }
}

fn verdict(outcome: &Outcome) -> Verdict {
    let judgement = match outcome {
        Outcome::Loaded(_) | Outcome::Unchanged { .. } => Judgement::Accepted,
        Outcome::Rejected(_) => Judgement::Rejected,
        Outcome::HeldBack { .. } => Judgement::HeldBack,
    };
    let unchanged = match outcome {
        Outcome::Unchanged { module, version } => Some((module.clone(), *version)),
        _ => None,
    };
    let includes = match outcome {
        Outcome::Loaded(loaded) => Some(includes(&loaded.sources)),
        Outcome::Rejected(rejected) => Some(includes(&rejected.sources)),
        Outcome::Unchanged { .. } | Outcome::HeldBack { .. } => None,
    };
    Verdict { judgement, unchanged, includes }
}

/// All texts of a compilation but the module's own, which is the first.
fn includes(sources: &SourceMap) -> Vec<(PathBuf, Arc<str>)> {
    let files = sources.files().iter().skip(1);
    files.map(|file| (PathBuf::from(&file.name), file.text.as_str().into())).collect()
}
