//! Every way in which editors save, on a real folder with the real code server. What is waited for
//! is an event or a notice; that something does not happen shows in what happens next.

use std::fs;
use std::io::Write;
use std::ops::Deref;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, select, unbounded};
use swerl::watch::{Notice, Watcher};
use swerl_code::event::Event;
use swerl_code::{CodeServer, Options};
use tempfile::TempDir;

/// For what should come within milliseconds.
const LIMIT: Duration = Duration::from_secs(60);

/// A folder of a test. The code server is one for all tests, and so are its modules: what a test
/// calls `a.erl` is on the disk a module with the test's own number in its name.
struct Folder {
    root: TempDir,
    number: usize,
}

impl Folder {
    fn new() -> Folder {
        static COUNT: AtomicUsize = AtomicUsize::new(1);
        let folder = Folder {
            root: tempfile::tempdir().expect("a folder"),
            number: COUNT.fetch_add(1, Ordering::Relaxed),
        };
        folder.make("src");
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name.replace(".erl", &format!("{}.erl", self.number)))
    }

    /// The text with the test's own module name.
    fn own(&self, text: &str) -> String {
        match text.split_once(").") {
            Some((start, rest)) if start.starts_with("-module(") => {
                format!("{start}{}).{rest}", self.number)
            }
            _ => text.to_owned(),
        }
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.path(name), self.own(text)).expect("written");
    }

    fn make(&self, name: &str) {
        fs::create_dir_all(self.path(name)).expect("made");
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).expect("removed");
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).expect("renamed");
    }

    fn link(&self, target: &str, name: &str) {
        symlink(target, self.path(name)).expect("linked");
    }
}

/// A folder under watch.
struct Bench {
    folder: Folder,
    events: Receiver<Event>,
    notices: Receiver<Notice>,
    _watcher: Watcher,
}

impl Deref for Bench {
    type Target = Folder;

    fn deref(&self) -> &Folder {
        &self.folder
    }
}

impl Bench {
    /// Watches `src`, after `prepare` has put files there.
    fn new(prepare: impl FnOnce(&Folder)) -> Bench {
        Bench::watching("src", prepare)
    }

    fn watching(name: &str, prepare: impl FnOnce(&Folder)) -> Bench {
        let folder = Folder::new();
        prepare(&folder);
        let server = CodeServer::start(Options::default());
        let events = server.subscribe();
        let (sender, notices) = unbounded();
        let watcher = Watcher::start(&[folder.path(name)], server, sender).expect("started");
        Bench { folder, events, notices, _watcher: watcher }
    }

    /// With `src/a.erl` loaded, which returns 1.
    fn loaded() -> Bench {
        let bench = Bench::new(|folder| folder.put("src/a.erl", &module("a", 1)));
        bench.expect("loaded a v1");
        bench
    }

    /// The next event of this test's modules, or what a notice says.
    fn next_event(&self) -> Result<Event, String> {
        let own = |path: &Path| path.starts_with(self.root.path());
        loop {
            select! {
                recv(self.events) -> event => match event.expect("the server runs") {
                    Event::Loaded(loaded) if own(&loaded.path) => return Ok(Event::Loaded(loaded)),
                    Event::Rejected(rejected) if own(&rejected.path) => return Ok(Event::Rejected(rejected)),
                    _ => {}
                },
                recv(self.notices) -> notice => {
                    return Err(notice.expect("the watcher runs").to_string());
                }
                default(LIMIT) => panic!("nothing was said"),
            }
        }
    }

    /// The next thing that is said, in short: `loaded a v1`, `rejected a 3:5`, or a notice's words
    /// from the file's name on.
    fn next(&self) -> String {
        let said = match self.next_event() {
            Ok(Event::Loaded(loaded)) => format!("loaded {} v{}", loaded.module, loaded.version),
            Ok(Event::Rejected(rejected)) => {
                let first = &rejected.diagnostics[0];
                let file = rejected.sources.file(first.span.file);
                let (line, column) = file.line_column(first.span.start);
                format!("rejected {} {line}:{column}", rejected.module)
            }
            Ok(other) => format!("{other:?}"),
            Err(notice) => notice.rsplit('/').next().unwrap_or_default().to_owned(),
        };
        let number = self.number.to_string();
        said.replacen(&format!("{number}.erl"), ".erl", 1).replacen(&format!("{number} "), " ", 1)
    }

    #[track_caller]
    fn expect(&self, said: &str) {
        assert_eq!(self.next(), said);
    }

    /// Shows that nothing was said until now: a file that appears is the next thing. What the
    /// watcher puts off (an error, a deletion) is over by then as well, for it is put off itself.
    #[track_caller]
    fn expect_silence(&self) {
        self.put("src/marker.erl", "-module(marker).\nf( -> 1.\n");
        self.expect("rejected marker 2:4");
        self.remove("src/marker.erl");
        self.expect("marker.erl: deleted");
    }
}

fn module(name: &str, value: u32) -> String {
    format!("-module({name}).\n-export([f/0]).\n\nf() -> {value}.\n")
}

#[test]
fn rename_over() {
    let bench = Bench::loaded();
    bench.put("src/.a.erl.new", &module("a", 2));
    bench.rename("src/.a.erl.new", "src/a.erl");
    bench.expect("loaded a v2");
    // From another folder, too.
    bench.put("a", &module("a", 3));
    bench.rename("a", "src/a.erl");
    bench.expect("loaded a v3");
    bench.expect_silence();
}

#[test]
fn backup_then_write() {
    let bench = Bench::loaded();
    bench.rename("src/a.erl", "src/a.erl~");
    bench.put("src/a.erl", &module("a", 2));
    bench.expect("loaded a v2");
    bench.remove("src/a.erl~");
    bench.expect_silence();
}

#[test]
fn write_in_place() {
    let bench = Bench::loaded();
    bench.put("src/a.erl", &module("a", 2));
    bench.expect("loaded a v2");
    bench.expect_silence();
}

#[test]
fn write_in_pieces() {
    let bench = Bench::loaded();
    let mut file = fs::File::create(bench.path("src/a.erl")).expect("created");
    for byte in bench.own(&module("a", 2)).as_bytes() {
        file.write_all(&[*byte]).expect("written");
        file.sync_all().expect("synced");
    }
    drop(file);
    // Without its last line end the text is whole as well, and the writer may be that slow.
    bench.expect("loaded a v2");
}

#[test]
fn a_writer_that_keeps_the_file_open() {
    let bench = Bench::loaded();
    let mut file = fs::File::create(bench.path("src/a.erl")).expect("created");
    file.write_all(bench.own(&module("a", 2)).as_bytes()).expect("written");
    bench.expect("loaded a v2");
    drop(file);
    bench.expect_silence();
}

#[test]
fn delete_and_create() {
    let bench = Bench::loaded();
    bench.remove("src/a.erl");
    bench.put("src/a.erl", &module("a", 2));
    bench.expect("loaded a v2");
    bench.expect_silence();
}

#[test]
fn truncate_then_write() {
    let bench = Bench::loaded();
    bench.put("src/a.erl", "");
    bench.put("src/a.erl", &module("a", 2));
    bench.expect("loaded a v2");
    bench.expect_silence();
}

#[test]
fn two_saves_at_once() {
    let bench = Bench::loaded();
    bench.put("src/a.erl", &module("a", 2));
    bench.put("src/a.erl", &module("a", 3));
    // One version or two, the last of them with the last text.
    let mut version = 1;
    loop {
        let Ok(Event::Loaded(loaded)) = bench.next_event() else { panic!("not loaded") };
        version += 1;
        assert_eq!(loaded.version, version);
        if loaded.sources.files()[0].text.ends_with("f() -> 3.\n") {
            break;
        }
    }
    bench.expect_silence();
}

#[test]
fn a_touch_is_no_version() {
    let bench = Bench::loaded();
    fs::File::open(bench.path("src/a.erl"))
        .and_then(|file| file.set_modified(std::time::SystemTime::now()))
        .expect("touched");
    bench.put("src/a.erl", &module("a", 1));
    bench.expect_silence();
    bench.put("src/a.erl", &module("a", 2));
    bench.expect("loaded a v2");
    // An earlier text is a new version all the same.
    bench.put("src/a.erl", &module("a", 1));
    bench.expect("loaded a v3");
}

#[test]
fn a_file_that_appears_and_files_of_editors() {
    let bench = Bench::loaded();
    for name in [".b.erl.swp", "b.erl~", "#b.erl#", ".#b.erl", "4913", "b.erl.tmp", "b.txt"] {
        bench.put(&format!("src/{name}"), &module("b", 1));
    }
    bench.expect_silence();
    bench.put("src/b.erl", &module("b", 1));
    bench.expect("loaded b v1");
    bench.put("src/b.erl", &module("b", 2));
    bench.expect("loaded b v2");
}

#[test]
fn a_deleted_file_keeps_its_code() {
    let bench = Bench::loaded();
    bench.remove("src/a.erl");
    bench.expect("a.erl: deleted; its code stays loaded");
    bench.put("src/a.erl", &module("a", 1));
    bench.expect("a.erl: back to the text of a version 1");
    bench.put("src/a.erl", &module("a", 2));
    bench.expect("loaded a v2");
}

#[test]
fn a_broken_file_and_its_recovery() {
    let bench = Bench::loaded();
    bench.put("src/a.erl", "-module(a).\n-export([f/0]).\n\nf() -> X.\n");
    bench.expect("rejected a 4:8");
    bench.put("src/a.erl", &module("a", 2));
    bench.expect("loaded a v2");
    bench.put("src/a.erl", "-module(a).\nf() -> \n");
    assert!(bench.next().starts_with("rejected a "));
    bench.put("src/a.erl", &module("a", 2));
    bench.expect("a.erl: back to the text of a version 2");
}

#[test]
fn bytes_that_are_no_text() {
    let bench = Bench::loaded();
    fs::write(bench.path("src/a.erl"), b"-module(a).\n\xff\n").expect("written");
    assert!(bench.next().starts_with("rejected a "));
    bench.put("src/a.erl", &module("a", 2));
    bench.expect("loaded a v2");
}

#[test]
fn broken_at_the_start() {
    let bench = Bench::new(|folder| {
        folder.put("src/a.erl", "-module(a).\nf( -> 1.\n");
        folder.put("src/b.erl", &module("b", 1));
    });
    bench.expect("rejected a 2:4");
    bench.expect("loaded b v1");
    bench.put("src/a.erl", &module("a", 1));
    bench.expect("loaded a v1");
}

#[test]
fn a_folder_that_goes_and_comes_back() {
    let bench = Bench::loaded();
    fs::remove_dir_all(bench.path("src")).expect("removed");
    bench.expect("a.erl: deleted; its code stays loaded");
    bench.make("src");
    bench.put("src/a.erl", &module("a", 2));
    bench.expect("loaded a v2");
    bench.put("src/a.erl", &module("a", 3));
    bench.expect("loaded a v3");
    // At once, as version control does.
    fs::remove_dir_all(bench.path("src")).expect("removed");
    bench.make("src");
    bench.put("src/a.erl", &module("a", 4));
    bench.expect("loaded a v4");
    bench.expect_silence();
    // Renamed away and another one put in its place.
    bench.make("other");
    bench.put("other/a.erl", &module("a", 5));
    bench.rename("src", "old");
    bench.rename("other", "src");
    bench.expect("loaded a v5");
    bench.put("src/a.erl", &module("a", 6));
    bench.expect("loaded a v6");
}

#[test]
fn a_folder_deep_down_that_is_awaited() {
    let bench = Bench::watching("x/y", |_| {});
    bench.expect("y: not there; the sources in it are loaded when it appears");
    bench.make("x/y");
    bench.put("x/y/a.erl", &module("a", 1));
    bench.expect("loaded a v1");
}

#[test]
fn a_file_alone() {
    let bench = Bench::watching("src/a.erl", |_| {});
    bench.expect("a.erl: not there; it is loaded when it appears");
    bench.put("src/b.erl", &module("b", 1));
    bench.put("src/a.erl", &module("a", 1));
    bench.expect("loaded a v1");
    bench.put("src/new", &module("a", 2));
    bench.rename("src/new", "src/a.erl");
    bench.expect("loaded a v2");
}

#[test]
fn links() {
    let bench = Bench::new(|folder| {
        folder.make("real");
        folder.put("real/one.txt", &module("a", 1));
        folder.put("real/two.txt", &module("a", 3));
        folder.link("../real/one.txt", "src/a.erl");
    });
    bench.expect("loaded a v1");
    bench.put("real/one.txt", &module("a", 2));
    bench.expect("loaded a v2");
    bench.link("../real/two.txt", "src/.new");
    bench.rename("src/.new", "src/a.erl");
    bench.expect("loaded a v3");
    bench.put("real/two.txt", &module("a", 4));
    bench.expect("loaded a v4");
}

#[test]
fn a_link_whose_target_comes_later() {
    let bench = Bench::new(|folder| {
        folder.link(&format!("../away/a{}.erl", folder.number), "src/a.erl");
        folder.link(&format!("../b{}.erl", folder.number), "src/b.erl");
    });
    bench.put("b.erl", &module("b", 1));
    bench.expect("loaded b v1");
    bench.make("away");
    bench.put("away/a.erl", &module("a", 1));
    bench.expect("loaded a v1");
    bench.put("away/a.erl", &module("a", 2));
    bench.expect("loaded a v2");
}

#[test]
fn a_link_to_a_folder() {
    let bench = Bench::watching("now", |folder| {
        for (name, value) in [("one", 1), ("two", 2)] {
            folder.make(name);
            folder.put(&format!("{name}/a.erl"), &module("a", value));
        }
        folder.link("one", "now");
    });
    bench.expect("loaded a v1");
    bench.link("two", "next");
    bench.rename("next", "now");
    bench.expect("loaded a v2");
    bench.put("two/a.erl", &module("a", 3));
    bench.expect("loaded a v3");
}

#[test]
fn included_files() {
    let source = "-module(a).\n-export([f/0]).\n-include(\"../include/a.hrl\").\n\nf() -> ?VALUE.\n";
    let bench = Bench::new(|folder| {
        folder.make("include");
        folder.put("include/a.hrl", "-define(VALUE, 1).\n");
        folder.put("src/a.erl", source);
    });
    bench.expect("loaded a v1");
    bench.put("include/a.hrl", "-define(VALUE, 2).\n");
    bench.expect("loaded a v2");
    bench.put("include/a.hrl", "-define(VALUE, 2).\n");
    bench.expect_silence();
    bench.put("include/a.hrl", "-define(VALUE, ).\n");
    assert!(bench.next().starts_with("rejected a "));
    bench.put("include/a.hrl", "-define(VALUE, 3).\n");
    bench.expect("loaded a v3");
}

/// A checkout of another state of a project: all of it becomes current at once, or nothing.
#[test]
fn files_saved_together() {
    let names = ["a", "b", "c", "d"];
    let bench = Bench::new(|folder| {
        names.iter().for_each(|name| folder.put(&format!("src/{name}.erl"), &module(name, 1)));
    });
    // Each bench gives its modules a number.
    let bare = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let all_loaded = || {
        let mut published = Vec::new();
        while published.len() < names.len() {
            match bench.next_event() {
                Ok(Event::Loaded(loaded)) => published.push(bare(&loaded.module)),
                other => panic!("{other:?}"),
            }
        }
        published.sort();
        assert_eq!(published, names);
    };
    all_loaded();
    let save_all =
        |n: u32| names.iter().for_each(|name| bench.put(&format!("src/{name}.erl"), &module(name, n)));
    // What a busy machine keeps from being written within one moment is no batch: then once more.
    let held_back = (2..).find_map(|n| {
        save_all(n);
        bench.put("src/c.erl", &format!("-module(c).\nf( -> {n}.\n"));
        let mut held_back = None;
        while held_back.is_none() {
            if let Ok(Event::Rejected(rejected)) = bench.next_event() {
                assert_eq!(bare(&rejected.module), "c");
                held_back = Some(rejected.held_back.iter().map(|name| bare(name)).collect::<Vec<_>>());
            }
        }
        held_back.filter(|held_back| held_back == &["a", "b", "d"]).map(|_| n)
    });
    bench.expect_silence();
    bench.put("src/c.erl", &module("c", held_back.expect("a number")));
    all_loaded();
}

#[test]
fn an_included_file_that_was_missing() {
    let source = "-module(a).\n-export([f/0]).\n-include(\"a.hrl\").\n\nf() -> ?VALUE.\n";
    let bench = Bench::new(|folder| folder.put("src/a.erl", source));
    assert!(bench.next().starts_with("rejected a "));
    bench.put("src/a.hrl", "-define(VALUE, 1).\n");
    bench.expect("loaded a v1");
}

/// From the rename of the saved file to the new code being current. The figure that counts is that
/// of a release build on a quiet machine; here is only seen that no pause has slipped in.
#[test]
fn two_hundred_saves() {
    let bench = Bench::loaded();
    let mut times = Vec::new();
    for value in 2..202 {
        bench.put("src/.new", &module("a", value));
        let start = Instant::now();
        bench.rename("src/.new", "src/a.erl");
        let Ok(Event::Loaded(loaded)) = bench.next_event() else { panic!("not loaded") };
        times.push(loaded.published.duration_since(start));
    }
    times.sort();
    println!("save to current: median {:?}, 99th percentile {:?}", times[100], times[198]);
    assert!(times[100] < Duration::from_millis(100), "{:?}", times[100]);
}
