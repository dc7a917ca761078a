//! What people complain of in other systems, each as a test: none of it happens here.

use swerl_code::Outcome;
use swerl_code::event::Event;

use crate::bench::{Bench, LIMIT};

/// A process that answers with the number in its text, and stays in its version until it is told to move.
fn text(n: u32) -> String {
    format!(
        "-export([start/0, ask/0, move/0, loop/1]).\n\
         start() -> register(?MODULE, spawn(?MODULE, loop, [0])), ok.\n\
         ask() -> ?MODULE ! {{ask, self()}}, receive {{answer, A}} -> A end.\n\
         move() -> ?MODULE ! {{move, self()}}, receive moved -> ok end.\n\
         loop(S) -> receive {{ask, P}} -> P ! {{answer, {n}}}, again(S); {{move, P}} -> P ! moved, ?MODULE:loop(S) end.\n\
         again(S) -> loop(S).\n"
    )
}

#[test]
fn a_second_reload_kills_nobody() {
    let bench = Bench::new();
    bench.load("second", &text(1));
    bench.call("second", "start");
    for n in 2..20 {
        bench.load("second", &text(n));
        assert_eq!(bench.call("second", "ask"), "1", "it lives, in the version that it runs");
    }
    bench.call("second", "move");
    assert_eq!(bench.call("second", "ask"), "19");
}

#[test]
fn a_compile_error_leaves_all_as_it_is() {
    let bench = Bench::new();
    bench.load("mistaken", &text(1));
    bench.call("mistaken", "start");
    bench.reject("mistaken", "loop( -> 1.\n");
    bench.reject("mistaken", &text(2).replace("again(S) ->", "again(X) ->"));
    assert_eq!(bench.call("mistaken", "ask"), "1");
    assert_eq!(bench.resident("mistaken"), [1]);
    assert_eq!(
        bench.load("mistaken", &text(2)).version,
        2,
        "the next text that is right is the next version"
    );
    bench.call("mistaken", "move");
    assert_eq!(bench.call("mistaken", "ask"), "2");
}

#[test]
fn a_loop_that_never_picks_up_new_code_is_told_of() {
    let bench = Bench::new();
    let text = |n: u32| {
        format!(
            "-export([start/0]).\nstart() -> register(stuck, spawn(fun() -> loop() end)), ok.\n\
             loop() -> receive stop -> {n} after 5 -> loop() end.\n"
        )
    };
    let loaded = bench.load("stuck", &text(1));
    assert!(loaded.advice.iter().any(|advice| advice.contains("never upgraded")), "{:?}", loaded.advice);
    bench.call("stuck", "start");
    let loaded = bench.load("stuck", &text(2));
    let stays = "1 process stays on v1: loop/0 calls itself locally at line 4 (<";
    assert!(loaded.advice.iter().any(|advice| advice.starts_with(stays)), "{:?}", loaded.advice);
    let pid = swerl_runtime::names::whereis(swerl_runtime::atom::Atom::new("stuck")).unwrap();
    let why = bench.server.why(pid).join("\n");
    assert!(why.ends_with("loop/0 calls itself locally at line 4: it never moves"), "{why}");
    bench.server.purge("stuck");
}

#[test]
fn it_is_told_whether_the_new_code_runs() {
    let bench = Bench::new();
    bench.load("told", &text(1));
    bench.call("told", "start");
    bench.load("told", &text(2));
    bench.call("told", "move");
    let switched = bench.switched("told");
    assert_eq!((switched.from, switched.to, &*switched.function, switched.still), (1, 2, "loop/1", 0));
    bench.load(
        "told_ask",
        "-export([f/0]).\nf() -> [maps:with([version, processes], V) || V <- swap:versions(told)].\n",
    );
    assert_eq!(
        bench.call("told_ask", "f"),
        "[#{version => 1,processes => 0},#{version => 2,processes => 1}]"
            .replace("#{version => 1,processes => 0}", "#{processes => 0,version => 1}")
            .replace("#{version => 2,processes => 1}", "#{processes => 1,version => 2}")
    );
}

#[test]
fn a_fun_outlives_its_version() {
    let bench = Bench::new();
    let text = |n: u32| {
        format!(
            "-export([start/0, run/0]).\n\
             start() -> F = fun(X) -> {{X, {n}}} end,\n\
                 register(?MODULE, spawn(fun() -> receive {{run, P}} -> P ! {{ran, F(a)}} end end)), ok.\n\
             run() -> ?MODULE ! {{run, self()}}, receive {{ran, V}} -> V end.\n"
        )
    };
    bench.load("lasting", &text(1));
    bench.call("lasting", "start");
    for n in 2..30 {
        bench.load("lasting", &text(n));
    }
    bench.settle();
    assert_eq!(bench.call("lasting", "run"), "{a,1}");
}

#[test]
fn code_memory_does_not_grow_with_reloads() {
    let bench = Bench::new();
    for n in 1..=200 {
        bench.load("growing", &text(n));
    }
    bench.wait_resident("growing", &[200]);
    let deadline = std::time::Instant::now() + LIMIT;
    let mut drained = 0;
    while drained < 199 {
        match bench.events.recv_deadline(deadline).expect("drained events") {
            Event::Drained(event) if event.module == "growing" => {
                assert!(event.code_bytes > 0);
                drained += 1;
            }
            _ => {}
        }
    }
}

#[test]
fn going_back_to_an_earlier_text_is_noticed() {
    let bench = Bench::new();
    bench.load("earlier", &text(1));
    bench.load("earlier", &text(2));
    let loaded = bench.load("earlier", &text(1));
    assert_eq!((loaded.version, &loaded.changed[..]), (3, &["loop/1".to_string()][..]));
    assert!(matches!(bench.outcome("earlier", &text(1)), Outcome::Unchanged { version: 3, .. }));
}
