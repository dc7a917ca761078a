//! Where the watched files are: the paths that a person named, the sources behind them, and the
//! folders whose events concern them.
//!
//! Folders are watched, never files: an editor that saves by renaming leaves a watch on the file at
//! the old one. A folder's own parent is watched too, to see it go and come back. Events carry real
//! paths; everything said to a person carries the path as that person named it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::plan::Sign;
use super::signs::Change;

/// Links that lead on from one another are followed this far, as Linux does.
const LINKS: usize = 40;

/// The paths that a person named.
pub struct Places {
    roots: Vec<Root>,
}

enum Root {
    File(PathBuf),
    Folder(PathBuf),
}

/// What was found at the places, and what events about it look like.
#[derive(Default)]
pub struct Survey {
    /// The sources that are there, as a person named them, each once.
    pub files: Vec<PathBuf>,
    /// Files that were asked for and are not there.
    pub missing: Vec<PathBuf>,
    /// Folders that were asked for and are not there.
    pub missing_folders: Vec<PathBuf>,
    /// The real folders to watch.
    pub folders: BTreeSet<PathBuf>,
    /// Real path of a file, or of a link on the way to it -> its names.
    names: BTreeMap<PathBuf, Vec<PathBuf>>,
    /// Real folder whose sources are all watched -> its name.
    open: BTreeMap<PathBuf, PathBuf>,
    /// Real paths whose coming and going changes where everything is.
    pivots: BTreeSet<PathBuf>,
}

/// Whether a file of this name is loaded from a watched folder: modules, and none of the lock,
/// backup and temporary files that editors put beside them.
pub fn is_source(path: &Path) -> bool {
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
    path.extension().is_some_and(|e| e == "erl") && !name.starts_with(['.', '#'])
}

/// The source files that the paths stand for: files as they are, folders as the sources directly
/// in them, in the order of their names. Fails where a path is not there.
pub fn expand(paths: &[PathBuf]) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if std::fs::metadata(path).map_err(|e| with_path(path, e))?.is_dir() {
            files.extend(sources_in(path).map_err(|e| with_path(path, e))?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn with_path(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// The sources directly in a folder, named below it; the current folder needs no name.
fn sources_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = named_like_sources(folder)?;
    files.retain(|path| path.is_file());
    Ok(files)
}

/// What is named like a source directly in a folder, in the order of names.
fn named_like_sources(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = below(folder, Path::new(&entry?.file_name()));
        if is_source(&path) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn below(folder: &Path, name: &Path) -> PathBuf {
    if folder == Path::new(".") { name.to_owned() } else { folder.join(name) }
}

impl Places {
    /// A path that is not there yet is a file if it is named like one, else a folder.
    pub fn new(paths: &[PathBuf]) -> io::Result<Places> {
        let root = |path: &PathBuf| match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => Root::Folder(path.clone()),
            Err(_) if !is_source(path) => Root::Folder(path.clone()),
            _ => Root::File(path.clone()),
        };
        // Relative names mean the folder in which the program was started.
        std::env::current_dir()?;
        Ok(Places { roots: paths.iter().map(root).collect() })
    }

    /// Looks at the disk. `headers` are included files whose changes matter as well.
    pub fn survey(&self, headers: &[PathBuf]) -> Survey {
        let mut survey = Survey::default();
        for root in &self.roots {
            match root {
                Root::File(path) => survey.add_file(path),
                Root::Folder(path) => survey.add_folder(path),
            }
        }
        for header in headers {
            survey.add_header(header);
        }
        survey
    }
}

impl Survey {
    fn add_file(&mut self, path: &Path) {
        self.guard(parent(path));
        if path.is_file() {
            self.add_source(path);
        } else {
            self.missing.push(path.to_owned());
            self.name(path);
        }
    }

    fn add_folder(&mut self, path: &Path) {
        self.guard(path);
        let Ok(real) = path.canonicalize() else {
            self.missing_folders.push(path.to_owned());
            return;
        };
        // A folder that cannot be listed is told about when it is watched.
        let Ok(found) = named_like_sources(path) else { return };
        self.open.entry(real).or_insert_with(|| path.to_owned());
        for path in found {
            if path.is_file() {
                self.add_source(&path);
            } else if path.is_symlink() {
                self.add_dangling(&path);
            }
        }
    }

    /// Adds a link that leads nowhere as yet.
    fn add_dangling(&mut self, path: &Path) {
        self.name(path);
        let mut at = path.to_owned();
        for _ in 0..LINKS {
            let Ok(target) = std::fs::read_link(&at) else { break };
            at = parent(&at).join(target);
        }
        self.guard(parent(&at));
    }

    /// Adds a file that is there, unless it was reached under another name before.
    fn add_source(&mut self, path: &Path) {
        let known = path.canonicalize().is_ok_and(|real| self.names.contains_key(&real));
        if !known && self.name(path) {
            self.files.push(path.to_owned());
        }
    }

    /// Adds an included file and the folder that it is in.
    pub fn add_header(&mut self, path: &Path) {
        self.name(path);
        let Some(folders) = self.names.iter().find(|(_, names)| names.iter().any(|n| n == path)) else {
            return;
        };
        self.folders.extend(folders.0.parent().map(Path::to_owned));
    }

    /// Notes what events about the file look like. False where it has no place at all.
    fn name(&mut self, path: &Path) -> bool {
        let hops = hops(path);
        for hop in &hops {
            self.folders.extend(hop.parent().map(Path::to_owned));
            let names = self.names.entry(hop.clone()).or_default();
            if !names.iter().any(|n| n == path) {
                names.push(path.to_owned());
            }
        }
        !hops.is_empty()
    }

    /// Watches a folder and sees it go and come: the folder itself, and the nearest one above it
    /// that exists, where the next missing part of its path appears.
    fn guard(&mut self, folder: &Path) {
        if folder.is_dir() {
            self.folders.extend(folder.canonicalize());
        }
        let Ok(absolute) = std::path::absolute(folder) else { return };
        for at in absolute.ancestors() {
            let hops = hops(at);
            for hop in &hops {
                self.folders.extend(hop.parent().map(Path::to_owned));
                self.pivots.insert(hop.clone());
            }
            if !hops.is_empty() {
                return;
            }
        }
    }

    /// Whether watched files are, or may appear, directly in the real folder.
    pub fn is_home(&self, folder: &Path) -> bool {
        self.open.contains_key(folder) || self.names.keys().any(|place| place.parent() == Some(folder))
    }

    /// What an event at a real path means for the watched files.
    pub fn signs(&self, path: &Path, change: Change) -> Vec<Sign> {
        if self.pivots.contains(path) {
            return vec![Sign::Rescan];
        }
        let sign = |name: PathBuf| match change {
            Change::Saved => Sign::Saved(name),
            Change::Touched => Sign::Touched(name),
            Change::Gone => Sign::Gone(name),
        };
        if let Some(names) = self.names.get(path) {
            // A file that has become a link is written elsewhere from now on.
            let moved = change != Change::Gone && path.is_symlink() && hops(path).len() > 1;
            let known = hops(path).iter().all(|hop| self.names.contains_key(hop));
            if moved && !known {
                return vec![Sign::Rescan];
            }
            return names.iter().cloned().map(sign).collect();
        }
        if path.extension().is_some_and(|e| e == "hrl") {
            return vec![sign(path.to_owned())];
        }
        match path.parent().and_then(|folder| self.open.get(folder)) {
            Some(_) if !is_source(path) => Vec::new(),
            Some(_) if path.is_symlink() => vec![Sign::Rescan],
            Some(folder) => vec![sign(below(folder, Path::new(path.file_name().unwrap_or_default())))],
            None => Vec::new(),
        }
    }
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The real places of a path: itself in its real folder and, for a link, each place that it leads
/// to in turn. Empty where the folder does not exist.
fn hops(path: &Path) -> Vec<PathBuf> {
    let mut hops = Vec::new();
    let mut at = match std::path::absolute(path) {
        Ok(path) if path.file_name().is_some() => path,
        // `..` and the like have no name of their own.
        _ => match path.canonicalize() {
            Ok(path) => path,
            Err(_) => return hops,
        },
    };
    while hops.len() < LINKS {
        let (Some(folder), Some(name)) = (at.parent(), at.file_name()) else { break };
        let Ok(folder) = folder.canonicalize() else { break };
        let here = folder.join(name);
        let target = std::fs::read_link(&here);
        hops.push(here);
        match target {
            Ok(target) => at = folder.join(target),
            Err(_) => break,
        }
    }
    hops
}

#[cfg(test)]
mod tests;
