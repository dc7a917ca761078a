//! What publishing costs those who run: `cargo bench -p swerl-code --bench swapping -- [crowd|calls|moving|rollback]`,
//! all of them if none is named.

mod support;

use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use swerl_code::event::Event;
use swerl_runtime::atom::Atom;
use swerl_runtime::{census, world};

use support::{Stage, load};

/// A part of the benchmark.
type Part = fn(&Stage);

fn main() {
    let named: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let stage = Stage::new();
    let all: [(&str, Part); 4] =
        [("rollback", rollback), ("moving", moving), ("calls", calls), ("crowd", crowd)];
    for (name, run) in all {
        if named.is_empty() || named.iter().any(|wanted| wanted == name) {
            println!("{name} (load of the machine {})", load());
            run(&stage);
        }
    }
}

/// Median and largest of some times, in milliseconds.
fn median_and_largest(times: &[Duration]) -> String {
    let mut sorted: Vec<f64> = times.iter().map(|time| time.as_secs_f64() * 1000.0).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let largest = sorted.last().copied().unwrap_or(0.0);
    format!("median {:.3} ms, largest {largest:.3} ms", sorted[sorted.len() / 2])
}

/// A process that notes the longest time between two of its own steps, in microseconds.
const PULSE: &str = "-export([start/0, longest/0, init/0]).\n\
    start() -> register(pulse, spawn(?MODULE, init, [])), ok.\n\
    longest() -> pulse ! {longest, self()}, receive {longest, L} -> io:put_chars(integer_to_list(L)) end.\n\
    init() -> beat(now_(), 0).\n\
    now_() -> erlang:monotonic_time(microsecond).\n\
    beat(Last, Longest) ->\n\
        receive {longest, P} -> P ! {longest, Longest}, beat(now_(), 0)\n\
        after 0 -> Now = now_(), beat(Now, max(Longest, Now - Last))\n\
        end.\n";

const CROWD: usize = 100_000;

fn crowd_text(n: usize) -> String {
    format!(
        "-export([start/0, wake/0, loop/0, own/1]).\n\
         start() -> Pids = [spawn(?MODULE, loop, []) || _ <- lists:seq(1, {CROWD})],\n\
             register(crowd_owner, self()), io:put_chars(\"started\"), own(Pids).\n\
         own(Pids) -> receive wake -> lists:foreach(fun(P) -> P ! wake end, Pids), ?MODULE:own(Pids) end.\n\
         wake() -> crowd_owner ! wake.\n\
         loop() -> receive wake -> {n}, ?MODULE:loop() end.\n"
    )
}

/// A hundred thousand processes wait in the module that is loaded anew.
fn crowd(stage: &Stage) {
    stage.load("pulse", PULSE);
    stage.load("crowd", &crowd_text(0));
    stage.ask("crowd", "start");
    stage.spawn("pulse", "start");
    let events = stage.server.subscribe();
    std::thread::sleep(Duration::from_secs(1));
    let longest = || stage.ask("pulse", "longest");
    longest();
    std::thread::sleep(Duration::from_secs(1));
    println!("  longest step of a running process with nothing else: {} us", longest());
    let mut took = Vec::new();
    for n in 1..=10 {
        let start = Instant::now();
        stage.load("crowd", &crowd_text(n));
        took.push(start.elapsed());
        std::thread::sleep(Duration::from_millis(500));
    }
    println!("  save to current, {CROWD} processes: {}", median_and_largest(&took));
    println!("  longest step of a running process while loading: {} us", longest());
    let mut took = Vec::new();
    for _ in 0..10 {
        let start = Instant::now();
        census::running(Atom::new("crowd"));
        took.push(start.elapsed());
    }
    println!("  census of versions (swap:versions): {}", median_and_largest(&took));
    println!("  longest step of a running process meanwhile: {} us", longest());
    let mut took = Vec::new();
    for _ in 0..10 {
        let start = Instant::now();
        census::run(Vec::new());
        took.push(start.elapsed());
    }
    println!("  round of the census that looks at all terms: {}", median_and_largest(&took));
    println!("  longest step of a running process meanwhile: {} us", longest());
    events.try_iter().for_each(drop);
    let start = Instant::now();
    stage.spawn("crowd", "wake");
    let moved = moves(&events, "crowd", CROWD + 1);
    println!(
        "  {moved} processes moved in {:.1} ms after a message to each",
        start.elapsed().as_secs_f64() * 1000.0
    );
    println!("  longest step of a running process meanwhile: {} us", longest());
}

/// Waits until so many processes have moved.
fn moves(events: &Receiver<Event>, module: &str, count: usize) -> usize {
    let mut moved = 0;
    while moved < count {
        match events.recv_timeout(Duration::from_secs(20)) {
            Ok(Event::Switched(switched)) if switched.module == module => moved += 1,
            Ok(_) => {}
            Err(_) => break,
        }
    }
    moved
}

const CALLER: &str = "-export([start/0, count/0, init/0]).\n\
    start() -> register(caller, self()), Pids = [spawn(?MODULE, init, []) || _ <- [1, 2]],\n\
        io:put_chars(\"started\"), own(Pids).\n\
    own(Pids) -> receive {count, P} -> [W ! {count, self()} || W <- Pids],\n\
        P ! {count, lists:sum([receive {calls, N} -> N end || _ <- Pids])}, own(Pids) end.\n\
    count() -> caller ! {count, self()}, receive {count, N} -> io:put_chars(integer_to_list(N)) end.\n\
    init() -> work(0).\n\
    work(N) -> receive {count, P} -> P ! {calls, N}, work(0) after 0 -> work(calls(1000, N)) end.\n\
    calls(0, N) -> N;\n\
    calls(K, N) -> calls(K - 1, called:next(N)).\n";

/// Two processes call a function by its qualified name as fast as they can.
fn calls(stage: &Stage) {
    let text = |n: usize| format!("-export([next/1]).\nnext(N) -> _ = {n}, N + 1.\n");
    stage.load("called", &text(0));
    stage.load("caller", CALLER);
    stage.ask("caller", "start");
    let count = || stage.ask("caller", "count").parse::<f64>().expect("a number");
    const PERIOD: Duration = Duration::from_secs(1);
    let mut version = 0;
    let (mut ratios, mut rates) = (Vec::new(), Vec::new());
    for _ in 0..10 {
        count();
        let start = Instant::now();
        std::thread::sleep(PERIOD);
        let alone = count() / start.elapsed().as_secs_f64();
        let start = Instant::now();
        for n in 1..=10 {
            version += 1;
            stage.load("called", &text(version));
            std::thread::sleep((PERIOD / 10 * n).saturating_sub(start.elapsed()));
        }
        let beside = count() / start.elapsed().as_secs_f64();
        ratios.push(beside / alone);
        rates.push(alone);
    }
    ratios.sort_unstable_by(f64::total_cmp);
    rates.sort_unstable_by(f64::total_cmp);
    println!(
        "  {:.1} million qualified calls a second; beside 10 reloads a second {:.1} % of that (median of {}; {:.1} to {:.1} %)",
        rates[rates.len() / 2] / 1e6,
        100.0 * ratios[ratios.len() / 2],
        ratios.len(),
        100.0 * ratios[0],
        100.0 * ratios[ratios.len() - 1],
    );
}

const LOOPING: usize = 1000;

/// A thousand processes that each go round once a millisecond.
fn moving(stage: &Stage) {
    let text = |n: usize| {
        format!(
            "-export([start/0, loop/0]).\n\
             start() -> lists:foreach(fun(_) -> spawn(?MODULE, loop, []) end, lists:seq(1, {LOOPING})), io:put_chars(\"started\").\n\
             loop() -> receive stop -> ok after 1 -> {n}, ?MODULE:loop() end.\n"
        )
    };
    stage.load("moving", &text(0));
    stage.ask("moving", "start");
    let events = stage.server.subscribe();
    let (mut current, mut last) = (Vec::new(), Vec::new());
    for n in 1..=100 {
        std::thread::sleep(Duration::from_millis(50));
        let loaded = stage.load("moving", &text(n));
        let published = loaded.published.duration_since(loaded.saved);
        current.push(published);
        let mut latest = 0;
        let mut moved = 0;
        while moved < LOOPING {
            match events.recv_timeout(Duration::from_secs(5)) {
                Ok(Event::Switched(switched)) if switched.module == "moving" => {
                    moved += 1;
                    latest = latest.max(switched.microseconds);
                }
                Ok(_) => {}
                Err(_) => panic!("only {moved} have moved"),
            }
        }
        last.push(Duration::from_micros(latest).saturating_sub(published));
    }
    println!("  text to current: {}", median_and_largest(&current));
    println!("  publication to the last of {LOOPING} moved: {}", median_and_largest(&last));
}

/// Back and forth between two versions that are in memory, and to one that is not.
fn rollback(stage: &Stage) {
    let text = |n: usize| {
        format!(
            "-export([hold/0, f/0]).\nf() -> {n}.\nhold() -> io:put_chars(\"held\"), receive stop -> ok end.\n"
        )
    };
    for n in 1..=3 {
        stage.load("back", &text(n));
        if n < 3 {
            stage.ask("back", "hold");
        }
    }
    let (mut took, mut paused) = (Vec::new(), Vec::new());
    for n in 0..1000u32 {
        let back = stage.server.rollback("back", Some(1 + n % 2)).expect("gone back");
        assert!(!back.recompiled);
        took.push(back.published.duration_since(back.asked));
        let start = Instant::now();
        world::pause(|| ());
        paused.push(start.elapsed());
    }
    println!("  between versions in memory: {}", median_and_largest(&took));
    println!("  of which to stop and go on: {}", median_and_largest(&paused));
    let mut took = Vec::new();
    for n in 0..20u32 {
        stage.load("gone", &format!("-export([f/0]).\nf() -> {n}.\n"));
        stage.load("gone", &format!("-export([f/0]).\nf() -> {{{n}}}.\n"));
        std::thread::sleep(Duration::from_millis(60));
        let back = stage.server.rollback("gone", None).expect("gone back");
        if back.recompiled {
            took.push(back.published.duration_since(back.asked));
        }
    }
    println!("  from kept source ({} of 20 times): {}", took.len(), median_and_largest(&took));
}
