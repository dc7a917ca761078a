//! Parses every Erlang file below some folders and prints what is wrong with each: a check by
//! hand that whatever Erlang's compiler accepts parses here.
//!
//! `cargo run --release -p swerl-syntax --example parse_all -- [--lib FOLDER]... [-DNAME=VALUE]... [--dump FOLDER] PATH...`
//!
//! `--lib` names a folder of applications, as `-include_lib` searches them. `--dump FOLDER` writes
//! the tree of each file that parses into that folder, to compare it with another parser's.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use swerl_syntax::{IncludeKind, Included, Includes, Options, Parsed, dump, parse_module};

/// Finds included files on the disk.
struct Disk {
    libraries: Vec<PathBuf>,
    /// Every header of the libraries by its plain name: builds set search paths that are not known
    /// here.
    headers: HashMap<String, PathBuf>,
}

impl Disk {
    /// `application/rest` with any version of the application.
    fn in_library(&self, name: &Path) -> Option<PathBuf> {
        let mut parts = name.components();
        let application = parts.next()?.as_os_str().to_str()?;
        let rest = parts.as_path();
        let folders = self.libraries.iter().flat_map(|library| library.read_dir().into_iter().flatten());
        folders.flatten().map(|entry| entry.path()).find_map(|folder| {
            let folder_name = folder.file_name()?.to_str()?;
            let base = folder_name.split_once('-').map_or(folder_name, |(base, _)| base);
            let file = folder.join(rest);
            (base == application && file.is_file()).then_some(file)
        })
    }
}

impl Includes for Disk {
    fn find(&mut self, name: &str, kind: IncludeKind, from: &str) -> Option<Included> {
        let folder = Path::new(from).parent()?;
        let candidates = [
            folder.join(name),
            folder.join("../include").join(name),
            folder.join("../../include").join(name),
        ];
        let beside = candidates.into_iter().find(|path| path.is_file());
        let path = match kind {
            IncludeKind::Include => beside,
            IncludeKind::IncludeLib => beside.or_else(|| self.in_library(Path::new(name))),
        };
        let plain = Path::new(name).file_name()?.to_str()?;
        let path = path.or_else(|| self.headers.get(plain).cloned())?;
        Some(Included { name: path.to_str()?.to_owned(), text: read(&path)? })
    }
}

/// A file's text; bytes that are no UTF-8 are taken as Latin-1.
fn read(path: &Path) -> Option<String> {
    let bytes = std::fs::read(path).ok()?;
    Some(String::from_utf8(bytes).unwrap_or_else(|e| e.into_bytes().into_iter().map(char::from).collect()))
}

fn files_named(path: &Path, suffix: &str, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in path.read_dir().into_iter().flatten().flatten() {
            files_named(&entry.path(), suffix, found);
        }
    } else if path.extension().is_some_and(|extension| extension == suffix) {
        found.push(path.to_owned());
    }
}

fn headers(libraries: &[PathBuf]) -> HashMap<String, PathBuf> {
    let mut found = Vec::new();
    for library in libraries {
        files_named(library, "hrl", &mut found);
    }
    found.into_iter().filter_map(|path| Some((path.file_name()?.to_str()?.to_owned(), path))).collect()
}

/// Parses a file and prints its findings; gives the time it took as well.
fn check(path: &Path, options: &Options, disk: &mut Disk) -> (Duration, Parsed) {
    let text = read(path).unwrap_or_default();
    let start = Instant::now();
    let parsed = parse_module(&path.to_string_lossy(), &text, options, disk);
    let time = start.elapsed();
    for finding in &parsed.diagnostics {
        let file = parsed.sources.file(finding.span.file);
        let (line, column) = file.line_column(finding.span.start);
        println!("{}:{line}:{column}: {}", file.name, finding.message);
        println!("    {}", file.line_text(line));
        for note in finding.help.iter().chain(finding.labels.iter().map(|(_, words)| words)) {
            println!("    {note}");
        }
    }
    (time, parsed)
}

fn main() {
    let mut disk = Disk { libraries: Vec::new(), headers: HashMap::new() };
    let mut options = Options::default();
    let mut files = Vec::new();
    let mut dumps = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--lib" {
            disk.libraries.extend(arguments.next().map(PathBuf::from));
        } else if argument == "--dump" {
            dumps = arguments.next();
        } else if let Some(definition) = argument.strip_prefix("-D") {
            let (name, value) = definition.split_once('=').unwrap_or((definition, "true"));
            options.macros.push((name.to_owned(), Some(value.to_owned())));
        } else {
            files_named(Path::new(&argument), "erl", &mut files);
        }
    }
    disk.headers = headers(&disk.libraries);
    let mut total = Duration::ZERO;
    let mut bad = 0;
    for file in &files {
        let (time, parsed) = check(file, &options, &mut disk);
        total += time;
        bad += usize::from(!parsed.diagnostics.is_empty());
        if let (Some(folder), Some(name)) = (&dumps, file.file_name()) {
            let text = dump::module(&parsed.module, &parsed.sources);
            let written = std::fs::write(Path::new(folder).join(name).with_extension("txt"), text);
            written.unwrap_or_else(|error| println!("{}: {error}", file.display()));
        }
    }
    println!("{} files in {total:.1?}, {bad} with findings", files.len());
}
