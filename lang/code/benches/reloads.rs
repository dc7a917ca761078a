//! Reloading a module for a very long time, with processes in it that work:
//! `cargo bench -p swerl-code --bench reloads -- [RELOADS]`.
//!
//! A hundred processes run the module and count what a driver sends them. Every reload is a new text. In the end
//! no process may have died, no message may be lost or doubled, and the memory must be what it was after the
//! first thousand reloads.

mod support;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use swerl_code::CodeServer;
use swerl_code::event::Event;
use swerl_runtime::memory::{self, Use};

use support::{Stage, load};

const RELOADS: u64 = 100_000;
/// Reloads after which the memory should not grow any more.
const SETTLED: u64 = 1000;

const DRIVER: &str = "-export([start/0, stop/0, init/0]).\n\
    start() -> register(driver, spawn(?MODULE, init, [])), ok.\n\
    init() ->\n\
        Workers = [spawn(reloaded, loop, [0, {state, []}]) || _ <- lists:seq(1, 100)],\n\
        drive(Workers, 0).\n\
    drive(Workers, Sent) ->\n\
        lists:foreach(fun(W) -> W ! {add, [Sent]} end, Workers),\n\
        receive\n\
            stop -> io:put_chars(lists:flatten(io_lib:format(\"~w\", [check(Workers, Sent + 1)])))\n\
        after 1 -> drive(Workers, Sent + 1)\n\
        end.\n\
    check(Workers, Sent) ->\n\
        Answers = [begin W ! {ask, self()}, receive {W, N} -> N after 5000 -> dead end end || W <- Workers],\n\
        {Sent, lists:usort(Answers)}.\n\
    stop() -> driver ! stop.\n";

fn text(n: u64) -> String {
    format!(
        "-export([loop/2]).\n\
         loop(N, State) ->\n\
             receive\n\
                 {{add, [_]}} -> ?MODULE:loop(N + one(N), state(N, State));\n\
                 {{ask, P}} -> P ! {{self(), N}}, ?MODULE:loop(N, State)\n\
             end.\n\
         one(_) -> 1.\n\
         state(N, _) when N rem 7 =:= 0 -> {{state, fun() -> {n} end, [version, {n}, \"text {n}\"]}};\n\
         state(_, S) -> S.\n"
    )
}

/// Resident memory of this program in bytes.
fn resident() -> u64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
}

/// Versions of the module that are in memory.
fn versions(server: &CodeServer) -> usize {
    server.modules().iter().find(|module| module.name == "reloaded").map_or(0, |module| module.versions.len())
}

/// Waits until versions are given back, those that processes need excepted.
fn wait_drained(server: &CodeServer) {
    let start = Instant::now();
    while versions(server) > 2 && start.elapsed() < Duration::from_secs(2) {
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn main() {
    let reloads = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(RELOADS);
    let stage = Stage::new();
    let server = &stage.server;
    stage.load("driver", DRIVER);
    stage.load("reloaded", &text(0));
    stage.spawn("driver", "start");
    println!("load of the machine {}", load());
    let events = server.subscribe();
    let start = Instant::now();
    let mut counts: HashMap<&str, u64> = HashMap::new();
    let (mut settled, mut most, mut last) = (0, 0, 0);
    for n in 1..=reloads {
        stage.load("reloaded", &text(n));
        for event in events.try_iter() {
            *counts.entry(kind(&event)).or_default() += 1;
        }
        if n == SETTLED {
            wait_drained(server);
            settled = resident();
        }
        if n % (reloads / 20).max(1) == 0 {
            let behind = versions(server);
            wait_drained(server);
            let now = resident();
            most = most.max(now);
            last = now;
            println!(
                "{n:>7} reloads, {:>6.1} s, {:>7} KB, {:>6} KB of it in use, {behind} versions were in memory",
                start.elapsed().as_secs_f64(),
                now / 1024,
                memory::used(Use::All) / 1024,
            );
        }
    }
    let took = start.elapsed();
    std::thread::sleep(Duration::from_millis(200));
    let result = stage.ask("driver", "stop");
    println!(
        "{reloads} reloads in {:.1} s, {:.0} us each; events: {counts:?}",
        took.as_secs_f64(),
        took.as_micros() as f64 / reloads as f64
    );
    println!("{{Sent to each, what each has counted}}: {result}");
    println!(
        "memory after {SETTLED} reloads {} KB, in the end {} KB ({:+.1} %), at most {} KB ({:+.1} %)",
        settled / 1024,
        last / 1024,
        (last as f64 / settled as f64 - 1.0) * 100.0,
        most / 1024,
        (most as f64 / settled as f64 - 1.0) * 100.0
    );
}

fn kind(event: &Event) -> &'static str {
    match event {
        Event::Loaded(_) => "loaded",
        Event::Rejected(_) => "rejected",
        Event::Switched(_) => "switched",
        Event::RolledBack(_) => "rolled back",
        Event::Drained(_) => "drained",
    }
}
