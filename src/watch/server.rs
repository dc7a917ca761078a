//! The code server as the watcher's loader.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use swerl_code::{CodeServer, Outcome};
use swerl_syntax::span::SourceMap;

use super::{Loader, Verdict};

impl Loader for CodeServer {
    fn accepts(&self, path: &Path, text: &str) -> bool {
        !self.check_text(path, text).has_errors()
    }

    fn load(&self, path: &Path, text: Option<&str>, saved: Instant) -> Verdict {
        let outcome = match text {
            Some(text) => self.load_text(path, text, saved),
            None => self.load_file(path, saved),
        };
        match outcome {
            Outcome::Loaded(loaded) => {
                let includes = Some(includes(&loaded.sources));
                Verdict { accepted: true, unchanged: None, includes }
            }
            Outcome::Unchanged { module, version } => {
                Verdict { accepted: true, unchanged: Some((module, version)), includes: None }
            }
            // One text alone is held back by nothing.
            Outcome::HeldBack { .. } => Verdict::default(),
            Outcome::Rejected(rejected) => {
                let includes = Some(includes(&rejected.sources));
                Verdict { accepted: false, unchanged: None, includes }
            }
        }
    }
}

/// All texts of a compilation but the module's own, which is the first.
fn includes(sources: &SourceMap) -> Vec<(PathBuf, Arc<str>)> {
    let files = sources.files().iter().skip(1);
    files.map(|file| (PathBuf::from(&file.name), file.text.as_str().into())).collect()
}
