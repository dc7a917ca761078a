//! From the rename of a saved file to the new code being current, watcher included.

use std::time::{Duration, Instant};

use crossbeam_channel::unbounded;
use swerl::watch::Watcher;
use swerl_code::event::Event;
use swerl_code::{CodeServer, Options};

use crate::{line, project};

const SAVES: usize = 200;

pub fn measure() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = std::fs::read_to_string(project("examples/code_reload.erl")).expect("the example is there");
    // A module of its own: the code server of a program is one.
    let text = text.replace("-module(code_reload)", "-module(saved)");
    let path = folder.path().join("saved.erl");
    std::fs::write(&path, &text).expect("written");
    let server = CodeServer::start(Options::default());
    let events = server.subscribe();
    let (notices, _notices) = unbounded();
    let _watcher = Watcher::start(&[folder.path().to_owned()], server, notices);
    let mut times: Vec<Duration> = (0..SAVES)
        .map(|round| {
            let changed = text
                .replace("?MODULE:server_loop(Count)", &format!("?MODULE:server_loop(Count + {round} + 1)"));
            let draft = folder.path().join("saved.draft");
            std::fs::write(&draft, changed).expect("written");
            let start = Instant::now();
            std::fs::rename(&draft, &path).expect("renamed");
            loop {
                match events.recv_timeout(Duration::from_secs(60)).expect("the save is noticed") {
                    Event::Loaded(loaded) if loaded.published > start => {
                        break loaded.published.duration_since(start);
                    }
                    _ => {}
                }
            }
        })
        .collect();
    times.sort();
    line("save to current, median", times[SAVES / 2], None);
    line("save to current, 99th percentile", times[SAVES * 99 / 100], None);
}
