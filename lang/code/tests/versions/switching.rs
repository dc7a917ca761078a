//! Who moves, is told to have moved, once.

use std::collections::HashMap;
use std::time::Instant;

use swerl_code::event::Event;

use crate::bench::{Bench, LIMIT};

const WORKERS: usize = 300;
const RELOADS: usize = 150;

/// Each worker counts how often it finds itself in another version than before.
fn text(module: &str, n: usize) -> String {
    format!(
        "-export([start/0, stop/0, worker/2]).\n\
         start() -> S = self(), register({module}, spawn(fun() -> Ws = workers(), S ! started, own(Ws) end)),\n\
             receive started -> ok end.\n\
         workers() -> [spawn(?MODULE, worker, [{n}, 0]) || _ <- lists:seq(1, {WORKERS})].\n\
         own(Ws) -> receive {{stop, P}} -> P ! {{moves, [begin W ! {{stop, self()}}, receive {{W, M}} -> M end end || W <- Ws]}} end.\n\
         stop() -> {module} ! {{stop, self()}}, receive {{moves, M}} -> list_to_tuple(M) end.\n\
         worker({n}, Moves) ->\n\
             receive {{stop, P}} -> P ! {{self(), Moves}} after 1 -> ?MODULE:worker({n}, Moves) end;\n\
         worker(_, Moves) -> ?MODULE:worker({n}, Moves + 1).\n"
    )
}

/// Switches of a module's processes, by pid.
fn switches(bench: &Bench, module: &str) -> HashMap<String, usize> {
    let mut found: HashMap<String, usize> = HashMap::new();
    for event in bench.events.try_iter() {
        if let Event::Switched(switched) = event
            && switched.module == module
        {
            *found.entry(switched.pid).or_default() += 1;
        }
    }
    found
}

#[test]
fn each_process_that_moves_is_told_of_once_for_each_move() {
    let bench = Bench::new();
    bench.load("stressed", &text("stressed", 0));
    bench.call("stressed", "start");
    for n in 1..=RELOADS {
        bench.load("stressed", &text("stressed", n));
        std::thread::sleep(std::time::Duration::from_micros(500 * (n as u64 % 7)));
    }
    let last = format!("v{}", RELOADS + 1);
    // All are in the last version, and have been since some turns ago.
    std::thread::sleep(std::time::Duration::from_millis(100));
    let text = bench.call("stressed", "stop");
    let moves: Vec<usize> = text.trim_matches(['{', '}']).split(',').map(|n| n.parse().unwrap()).collect();
    assert_eq!(moves.len(), WORKERS);
    let start = Instant::now();
    let mut told = switches(&bench, "stressed");
    while told.values().sum::<usize>() < moves.iter().sum() && start.elapsed() < LIMIT {
        for (pid, count) in switches(&bench, "stressed") {
            *told.entry(pid).or_default() += count;
        }
    }
    let mut told: Vec<usize> = told.into_values().collect();
    let mut moves: Vec<usize> = moves.into_iter().filter(|&count| count > 0).collect();
    told.sort_unstable();
    moves.sort_unstable();
    assert_eq!(told, moves, "up to {last}");
}

#[test]
fn a_process_that_comes_back_by_way_of_another_module_has_moved() {
    let bench = Bench::new();
    let text = |n: u32| {
        format!(
            "-export([start/0, next/0, loop/0]).\n\
             start() -> register(?MODULE, spawn(fun() -> loop() end)), ok.\n\
             next() -> ?MODULE ! {{next, self()}}, receive {{at, N}} -> N end.\n\
             loop() -> receive {{next, P}} -> P ! {{at, {n}}}, roundabout_other:wait() end.\n"
        )
    };
    let other = "-export([wait/0]).\nwait() -> receive after 5 -> roundabout:loop() end.\n";
    bench.load("roundabout_other", other);
    bench.load("roundabout", &text(1));
    bench.call("roundabout", "start");
    bench.load("roundabout", &text(2));
    assert_eq!(bench.call("roundabout", "next"), "1");
    let switched = bench.switched("roundabout");
    assert_eq!((switched.from, switched.to, switched.still), (1, 2, 0));
    assert_eq!(bench.call("roundabout", "next"), "2");
}

#[test]
fn those_who_have_not_moved_are_counted() {
    let bench = Bench::new();
    let text = |n: u32| {
        format!(
            "-export([start/0, loop/0]).\n\
             start() -> [register(list_to_atom(\"counted\" ++ integer_to_list(N)), spawn(?MODULE, loop, [])) || N <- [1, 2, 3]], ok.\n\
             loop() -> receive next -> {n}, ?MODULE:loop() end.\n"
        )
    };
    bench.load("counted", &text(1));
    bench.call("counted", "start");
    bench.load("counted", &text(2));
    // Those that wait are looked at after the version has become current.
    bench.settle();
    for (n, still) in [(1, 2), (2, 1), (3, 0)] {
        let name = swerl_runtime::atom::Atom::new(&format!("counted{n}"));
        let pid = swerl_runtime::names::whereis(name).unwrap();
        swerl_runtime::signals::send_message(pid, swerl_runtime::atom::Atom::new("next").term());
        assert_eq!(bench.switched("counted").still, still);
    }
}

#[test]
fn a_batch_is_one_swap_under_load() {
    let bench = Bench::new();
    let unit = |name: &str, n: usize| {
        let text = format!("-module({name}).\n-export([f/0]).\nf() -> {n}.\n");
        swerl_code::Unit::text(std::path::Path::new(&format!("{name}.erl")), &text)
    };
    let names = ["batch_a", "batch_b", "batch_c"];
    let all = |n: usize| names.iter().map(|name| unit(name, n)).collect::<Vec<_>>();
    bench.server.load_batch(all(0), Instant::now());
    // In whatever order they are called: what is called later is never older.
    bench.load(
        "batch",
        "-export([start/0, stop/0, look/2]).\n\
         orders() -> [[batch_a, batch_b, batch_c], [batch_c, batch_b, batch_a], [batch_b, batch_a, batch_c]].\n\
         start() -> Ps = [spawn(?MODULE, look, [O, 0]) || O <- orders(), _ <- lists:seq(1, 20)],\n\
             register(?MODULE, spawn(fun() -> own(Ps) end)), ok.\n\
         own(Ps) -> receive {stop, P} ->\n\
             P ! {looked, [begin W ! {stop, self()}, receive {W, R} -> R after 60000 -> dead end end || W <- Ps]} end.\n\
         look(Order, N) ->\n\
             [A, B, C] = [M:f() || M <- Order],\n\
             case A =< B andalso B =< C of\n\
                 true -> receive {stop, P} -> P ! {self(), ok} after 0 -> look(Order, N + 1) end;\n\
                 false -> receive {stop, P} -> P ! {self(), {mixed, Order, [A, B, C]}} end\n\
             end.\n\
         stop() -> batch ! {stop, self()}, receive {looked, R} -> lists:usort(R) end.\n",
    );
    bench.call("batch", "start");
    for n in 1..=100 {
        bench.server.load_batch(all(n), Instant::now());
    }
    assert_eq!(bench.call("batch", "stop"), "[ok]");
}
