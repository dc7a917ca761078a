//! Included files, from the file system.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use swerl_syntax::{IncludeKind, Included, Includes};

/// Finds included files and remembers what was found, so that a text can be compared with all that it
/// includes.
pub struct FileIncludes<'a> {
    paths: &'a [PathBuf],
    /// What was included, in order.
    pub found: Vec<Included>,
}

impl FileIncludes<'_> {
    pub fn new(paths: &[PathBuf]) -> FileIncludes<'_> {
        FileIncludes { paths, found: Vec::new() }
    }

    fn read(&mut self, path: &Path) -> Option<Included> {
        let text = String::from_utf8(std::fs::read(path).ok()?).ok()?;
        let included = Included { name: path.display().to_string(), text };
        self.found.push(included.clone());
        Some(included)
    }
}

impl Includes for FileIncludes<'_> {
    /// As in OTP: an absolute name stands for itself; another is looked for in the including file's
    /// folder, then in the include paths. `-include_lib` looks there too, but first among the files that
    /// the standard modules bring.
    fn find(&mut self, name: &str, kind: IncludeKind, from: &str) -> Option<Included> {
        if let Some(included) = StandardIncludes.find(name, kind, from) {
            self.found.push(included.clone());
            return Some(included);
        }
        let wanted = Path::new(name);
        let own_folder = Path::new(from).parent().unwrap_or(Path::new(""));
        if wanted.is_absolute() {
            return self.read(wanted);
        }
        if let Some(included) = self.read(&own_folder.join(wanted)) {
            return Some(included);
        }
        let paths = self.paths;
        paths.iter().find_map(|path| self.read(&path.join(wanted)))
    }
}

/// The files that a version included when it was made; others are looked for in the file system.
pub(crate) struct KeptIncludes<'a> {
    kept: &'a [(String, Arc<str>)],
    paths: &'a [PathBuf],
}

impl KeptIncludes<'_> {
    pub fn new<'a>(kept: &'a [(String, Arc<str>)], paths: &'a [PathBuf]) -> KeptIncludes<'a> {
        KeptIncludes { kept, paths }
    }
}

impl Includes for KeptIncludes<'_> {
    fn find(&mut self, name: &str, kind: IncludeKind, from: &str) -> Option<Included> {
        let wanted = Path::new(name);
        let own_folder = Path::new(from).parent().unwrap_or(Path::new(""));
        let folders = std::iter::once(own_folder).chain(self.paths.iter().map(PathBuf::as_path));
        for place in folders.map(|folder| folder.join(wanted).display().to_string()) {
            if let Some((name, text)) = self.kept.iter().find(|(kept, _)| *kept == place) {
                return Some(Included { name: name.clone(), text: text.to_string() });
            }
        }
        FileIncludes::new(self.paths).find(name, kind, from)
    }
}

/// The files that the standard modules bring, for `-include_lib` alone.
pub struct StandardIncludes;

impl Includes for StandardIncludes {
    fn find(&mut self, name: &str, kind: IncludeKind, _from: &str) -> Option<Included> {
        let text = swerl_stdlib::include(name).filter(|_| kind == IncludeKind::IncludeLib)?;
        Some(Included { name: name.to_string(), text: text.to_string() })
    }
}
