//! Every way in which editors save, on a real folder with the real code server. What is waited for
//! is an event or a notice; that something does not happen shows in what happens next.

use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, select, unbounded};
use swerl::watch::{Notice, Watcher};
use swerl_code::event::Event;
use swerl_code::{CodeServer, Options};
use tempfile::TempDir;

/// For what should come within milliseconds.
const LIMIT: Duration = Duration::from_secs(60);

/// A watched folder.
struct Bench {
    root: TempDir,
    events: Receiver<Event>,
    notices: Receiver<Notice>,
    _watcher: Watcher,
}

impl Bench {
    /// Watches `src` below a new folder, after `prepare` has put files there.
    fn new(prepare: impl FnOnce(&Path)) -> Bench {
        Bench::watching(prepare, |root| vec![root.join("src")])
    }

    fn watching(prepare: impl FnOnce(&Path), paths: impl FnOnce(&Path) -> Vec<PathBuf>) -> Bench {
        let root = tempfile::tempdir().expect("a folder");
        fs::create_dir(root.path().join("src")).expect("made");
        prepare(root.path());
        let server = CodeServer::start(Options::default());
        let events = server.subscribe();
        let (sender, notices) = unbounded();
        let watcher = Watcher::start(&paths(root.path()), Arc::clone(&server) as _, sender).expect("started");
        Bench { root, events, notices, _watcher: watcher }
    }

    /// With `src/a.erl` loaded, which returns 1.
    fn loaded() -> Bench {
        let bench = Bench::new(|root| write(&root.join("src/a.erl"), &module("a", 1)));
        bench.expect("loaded a v1");
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        write(&self.path(name), text);
    }

    /// The next thing that is said, in short: `loaded a v1`, `rejected a 3:5`, or a notice's words
    /// from the file's name on.
    fn next(&self) -> String {
        select! {
            recv(self.events) -> event => match event.expect("the server runs") {
                Event::Loaded(loaded) => format!("loaded {} v{}", loaded.module, loaded.version),
                Event::Rejected(rejected) => {
                    let first = &rejected.diagnostics[0];
                    let file = rejected.sources.file(first.span.file);
                    let (line, column) = file.line_column(first.span.start);
                    format!("rejected {} {line}:{column}", rejected.module)
                }
                Event::Switched(switched) => format!("switched {}", switched.module),
            },
            recv(self.notices) -> notice => {
                let text = notice.expect("the watcher runs").to_string();
                text.rsplit('/').next().unwrap_or_default().to_owned()
            }
            default(LIMIT) => panic!("nothing was said"),
        }
    }

    #[track_caller]
    fn expect(&self, said: &str) {
        assert_eq!(self.next(), said);
    }

    /// Shows that nothing was said until now: a file that appears is the next thing. What the
    /// watcher puts off (an error, a deletion) is over by then as well, for it is put off itself.
    #[track_caller]
    fn expect_silence(&self) {
        self.put("src/broken_marker.erl", "-module(broken_marker).\nf( -> 1.\n");
        self.expect("rejected broken_marker 2:4");
        fs::remove_file(self.path("src/broken_marker.erl")).expect("removed");
        self.expect("broken_marker.erl: deleted; its code stays loaded");
    }
}

fn module(name: &str, value: u32) -> String {
    format!("-module({name}).\n-export([f/0]).\n\nf() -> {value}.\n")
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("written");
}

#[test]
fn rename_over() {
    let bench = Bench::loaded();
    bench.put("src/.a.erl.new", &module("a", 2));
    fs::rename(bench.path("src/.a.erl.new"), bench.path("src/a.erl")).expect("renamed");
    bench.expect("loaded a v2");
    // From another folder, too.
    bench.put("a", &module("a", 3));
    fs::rename(bench.path("a"), bench.path("src/a.erl")).expect("renamed");
    bench.expect("loaded a v3");
    bench.expect_silence();
}

#[test]
fn backup_then_write() {
    let bench = Bench::loaded();
    fs::rename(bench.path("src/a.erl"), bench.path("src/a.erl~")).expect("renamed");
    bench.put("src/a.erl", &module("a", 2));
    bench.expect("loaded a v2");
    fs::remove_file(bench.path("src/a.erl~")).expect("removed");
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
    for byte in module("a", 2).as_bytes() {
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
    file.write_all(module("a", 2).as_bytes()).expect("written");
    bench.expect("loaded a v2");
    drop(file);
    bench.expect_silence();
}

#[test]
fn delete_and_create() {
    let bench = Bench::loaded();
    fs::remove_file(bench.path("src/a.erl")).expect("removed");
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
        let Ok(Event::Loaded(loaded)) = bench.events.recv_timeout(LIMIT) else { panic!("not loaded") };
        version += 1;
        assert_eq!(loaded.version, version);
        if loaded.sources.files()[0].text == module("a", 3) {
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
    fs::remove_file(bench.path("src/a.erl")).expect("removed");
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
    let bench = Bench::new(|root| {
        write(&root.join("src/a.erl"), "-module(a).\nf( -> 1.\n");
        write(&root.join("src/b.erl"), &module("b", 1));
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
    fs::create_dir(bench.path("src")).expect("made");
    bench.put("src/a.erl", &module("a", 2));
    bench.expect("loaded a v2");
    bench.put("src/a.erl", &module("a", 3));
    bench.expect("loaded a v3");
    // At once, as version control does.
    fs::remove_dir_all(bench.path("src")).expect("removed");
    fs::create_dir(bench.path("src")).expect("made");
    bench.put("src/a.erl", &module("a", 4));
    bench.expect("loaded a v4");
    bench.expect_silence();
    // Renamed away and another one put in its place.
    fs::create_dir(bench.path("other")).expect("made");
    bench.put("other/a.erl", &module("a", 5));
    fs::rename(bench.path("src"), bench.path("old")).expect("renamed");
    fs::rename(bench.path("other"), bench.path("src")).expect("renamed");
    bench.expect("loaded a v5");
    bench.put("src/a.erl", &module("a", 6));
    bench.expect("loaded a v6");
}

#[test]
fn a_folder_deep_down_that_is_awaited() {
    let bench = Bench::watching(|_| {}, |root| vec![root.join("x/y")]);
    fs::create_dir_all(bench.path("x/y")).expect("made");
    bench.put("x/y/a.erl", &module("a", 1));
    bench.expect("loaded a v1");
}

#[test]
fn a_file_alone() {
    let bench = Bench::watching(|_| {}, |root| vec![root.join("src/a.erl")]);
    bench.expect("a.erl: not there; it is loaded when it appears");
    bench.put("src/b.erl", &module("b", 1));
    bench.put("src/a.erl", &module("a", 1));
    bench.expect("loaded a v1");
    bench.put("src/new", &module("a", 2));
    fs::rename(bench.path("src/new"), bench.path("src/a.erl")).expect("renamed");
    bench.expect("loaded a v2");
}

#[test]
fn links() {
    let bench = Bench::new(|root| {
        fs::create_dir(root.join("real")).expect("made");
        write(&root.join("real/one.txt"), &module("a", 1));
        write(&root.join("real/two.txt"), &module("a", 3));
        symlink("../real/one.txt", root.join("src/a.erl")).expect("linked");
    });
    bench.expect("loaded a v1");
    bench.put("real/one.txt", &module("a", 2));
    bench.expect("loaded a v2");
    symlink("../real/two.txt", bench.path("src/.new")).expect("linked");
    fs::rename(bench.path("src/.new"), bench.path("src/a.erl")).expect("renamed");
    bench.expect("loaded a v3");
    bench.put("real/two.txt", &module("a", 4));
    bench.expect("loaded a v4");
}

#[test]
fn a_link_to_a_folder() {
    let bench = Bench::watching(
        |root| {
            for (folder, value) in [("one", 1), ("two", 2)] {
                fs::create_dir(root.join(folder)).expect("made");
                write(&root.join(folder).join("a.erl"), &module("a", value));
            }
            symlink("one", root.join("now")).expect("linked");
        },
        |root| vec![root.join("now")],
    );
    bench.expect("loaded a v1");
    symlink("two", bench.path("next")).expect("linked");
    fs::rename(bench.path("next"), bench.path("now")).expect("renamed");
    bench.expect("loaded a v2");
    bench.put("two/a.erl", &module("a", 3));
    bench.expect("loaded a v3");
}

#[test]
fn included_files() {
    let source = "-module(a).\n-export([f/0]).\n-include(\"../include/a.hrl\").\n\nf() -> ?VALUE.\n";
    let bench = Bench::new(|root| {
        fs::create_dir(root.join("include")).expect("made");
        write(&root.join("include/a.hrl"), "-define(VALUE, 1).\n");
        write(&root.join("src/a.erl"), source);
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

#[test]
fn an_included_file_that_was_missing() {
    let source = "-module(a).\n-export([f/0]).\n-include(\"a.hrl\").\n\nf() -> ?VALUE.\n";
    let bench = Bench::new(|root| write(&root.join("src/a.erl"), source));
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
        fs::rename(bench.path("src/.new"), bench.path("src/a.erl")).expect("renamed");
        match bench.events.recv_timeout(LIMIT) {
            Ok(Event::Loaded(loaded)) => times.push(loaded.published.duration_since(start)),
            Ok(other) => panic!("{other:?}"),
            Err(RecvTimeoutError::Timeout) => panic!("save {value} was not noticed"),
            Err(RecvTimeoutError::Disconnected) => panic!("the server is gone"),
        }
    }
    times.sort();
    println!("save to current: median {:?}, 99th percentile {:?}", times[100], times[198]);
    assert!(times[100] < Duration::from_millis(100), "{:?}", times[100]);
}
