//! Loading, publishing and switching, on processes that run.

use std::path::{Path, PathBuf};
use std::time::Instant;

use swerl_code::event::{Event, Rejected};
use swerl_code::{Emit, Options, Outcome, check_text, emit};
use swerl_runtime::{build, owned::OwnedTerm};

use crate::bench::{Bench, LIMIT};

fn messages(rejected: &Rejected) -> Vec<String> {
    rejected.diagnostics.iter().map(|d| d.message.clone()).collect()
}

#[test]
fn versions_are_counted_and_compared() {
    let bench = Bench::new();
    let first = "-export([f/0, g/0]).\nf() -> 1.\ng() -> [X || X <- [1, 2]].\n";
    let loaded = bench.load("counted", first);
    assert_eq!((loaded.version, loaded.previous), (1, None));
    assert_eq!(loaded.added, ["f/0", "g/0"]);
    assert!(matches!(
        bench.outcome("counted", first),
        Outcome::Unchanged { module, version: 1 } if module == "counted"
    ));
    let second = "-export([f/0, h/0]).\n% Funs elsewhere do not count.\nf() -> fun() -> 2 end.\nh() -> 3.\n";
    let loaded = bench.load("counted", second);
    assert_eq!((loaded.version, loaded.previous), (2, Some(1)));
    assert_eq!(
        (&loaded.changed[..], &loaded.added[..], &loaded.removed[..]),
        (&["f/0".to_string()][..], &["h/0".to_string()][..], &["g/0".to_string()][..])
    );
    let third = second.replace("h() -> 3", "\n\n% three\nh() ->\n    3");
    let loaded = bench.load("counted", &third);
    assert_eq!((loaded.version, loaded.changed.len()), (3, 0));
    let loaded = bench.load("counted", first);
    assert_eq!((loaded.version, &loaded.changed[..]), (4, &["f/0".to_string()][..]));
    let summaries = bench.server.modules();
    let summary = summaries.iter().find(|summary| summary.name == "counted").unwrap();
    assert_eq!(summary.current, 4);
    assert_eq!(summary.exports, ["f/0", "g/0", "module_info/0", "module_info/1"]);
    assert_eq!(bench.server.source_path("counted"), Some(PathBuf::from("counted.erl")));
    assert_eq!(bench.server.source_path("nothing"), None);
}

#[test]
fn a_fun_more_elsewhere_changes_nothing() {
    let bench = Bench::new();
    let second = "g() -> fun() -> b end.\n";
    bench.load("fun_numbers", &format!("-export([f/0, g/0]).\nf() -> a.\n{second}"));
    let loaded =
        bench.load("fun_numbers", &format!("-export([f/0, g/0]).\nf() -> [fun() -> a end].\n{second}"));
    assert_eq!(loaded.changed, ["f/0"]);
}

#[test]
fn a_text_with_errors_changes_nothing() {
    let bench = Bench::new();
    bench.load("broken", "-export([main/0]).\nmain() -> io:format(\"broken v1\").\n");
    let rejected = bench.reject("broken", "-export([main/0]).\nmain() -> X + .\nother( -> 1.\n");
    assert_eq!(rejected.module, "broken");
    assert_eq!(rejected.diagnostics.len(), 2, "{:?}", messages(&rejected));
    let rejected = bench.reject("broken", "-export([main/0]).\nmain() -> X.\n");
    assert_eq!(messages(&rejected), ["variable 'X' is unbound"]);
    bench.spawn("broken", "main");
    bench.wait_for("broken v1");
    let events: Vec<Event> = bench.events.try_iter().collect();
    let count = |found: fn(&Event) -> bool| events.iter().filter(|event| found(event)).count();
    assert!(count(|e| matches!(e, Event::Rejected(r) if r.module == "broken")) == 2);
    assert_eq!(bench.load("broken", "-export([main/0]).\nmain() -> ok.\n").version, 2);
}

#[test]
fn names_must_fit() {
    let bench = Bench::new();
    let path = Path::new("some/folder/one.erl");
    let named = bench.server.load_text(path, "-module(other).\n", Instant::now());
    let Outcome::Rejected(rejected) = named else { panic!("{named:?}") };
    assert_eq!(messages(&rejected), ["Module name 'other' does not match file name 'one'"]);
    assert_eq!(messages(&bench.reject("erlang", "")).len(), 1);
}

#[test]
fn files_that_cannot_be_read_are_rejected() {
    let bench = Bench::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("latin.erl");
    std::fs::write(&path, b"-module(latin).\n% caf\xe9\n").unwrap();
    let outcome = bench.server.load_file(&path, Instant::now());
    let Outcome::Rejected(rejected) = outcome else { panic!("{outcome:?}") };
    assert_eq!(messages(&rejected), ["the file is not in UTF-8: byte 0xe9 in line 2"]);
    assert_eq!(rejected.module, "latin");
    let outcome = bench.server.load_file(&folder.path().join("missing.erl"), Instant::now());
    assert!(matches!(outcome, Outcome::Rejected(rejected) if rejected.module == "missing"));
}

#[test]
fn included_files_belong_to_the_text() {
    let bench = Bench::new();
    let folder = tempfile::tempdir().unwrap();
    let (path, header) = (folder.path().join("including.erl"), folder.path().join("included.hrl"));
    std::fs::write(&header, "-define(VALUE, 1).\n").unwrap();
    std::fs::write(
        &path,
        "-module(including).\n-include(\"included.hrl\").\n-export([f/0]).\nf() -> ?VALUE.\n",
    )
    .unwrap();
    let load = || bench.server.load_file(&path, Instant::now());
    assert!(matches!(load(), Outcome::Loaded(loaded) if loaded.version == 1));
    assert!(matches!(load(), Outcome::Unchanged { .. }));
    std::fs::write(&header, "-define(VALUE, 2).\n").unwrap();
    assert!(matches!(load(), Outcome::Loaded(loaded) if loaded.version == 2 && loaded.changed == ["f/0"]));
    std::fs::remove_file(&header).unwrap();
    assert!(matches!(load(), Outcome::Rejected(_)));
}

const QUALIFIED: &str = "-export([start/0, loop/1]).
start() -> loop(0).
loop(N) -> receive after 2 -> ok end, io:format(\"qualified VERSION\"), ?MODULE:loop(N + 1).
";

#[test]
fn a_qualified_loop_moves() {
    let bench = Bench::new();
    bench.load("qualified", &QUALIFIED.replace("VERSION", "v1"));
    bench.spawn("qualified", "start");
    bench.wait_for("qualified v1");
    let loaded = bench.load("qualified", &QUALIFIED.replace("VERSION", "v2"));
    assert_eq!(loaded.changed, ["loop/1"]);
    let switched = bench.switched("qualified");
    assert_eq!((switched.from, switched.to, &*switched.function), (1, 2, "loop/1"));
    bench.wait_for("qualified v2");
    bench.load("qualified", "-export([loop/1]).\nloop(_) -> io:format(\"qualified ends\").\n");
    bench.wait_for("qualified ends");
}

const LOCAL: &str = "-export([start/0]).
start() -> register(local_loop, self()), loop().
loop() -> receive stop -> io:format(\"local stops in VERSION\") after 2 -> io:format(\"local VERSION\"), loop() end.
";

#[test]
fn a_local_loop_stays() {
    let bench = Bench::new();
    bench.load("local", &LOCAL.replace("VERSION", "v1"));
    bench.load("local_stop", "-export([start/0]).\nstart() -> local_loop ! stop.\n");
    bench.spawn("local", "start");
    bench.wait_for("local v1");
    for version in 2..6 {
        bench.load("local", &LOCAL.replace("VERSION", &format!("v{version}")));
        bench.wait_for("local v1");
    }
    bench.spawn("local_stop", "start");
    bench.wait_for("local stops in v1");
    let moved = |event: &Event| matches!(event, Event::Switched(switched) if switched.module == "local");
    assert!(!bench.events.try_iter().any(|event| moved(&event)));
}

const DEEP: &str = "-export([start/0, go/0]).
start() -> register(deep, self()), io:format(\"deep ~p\", [sum(100000)]).
sum(0) -> io:format(\"at the bottom\"), receive go -> 0 end;
sum(N) -> step() + sum(N - 1).
step() -> STEP.
go() -> deep ! go.
";

#[test]
fn a_recursion_ends_in_its_version() {
    let bench = Bench::new();
    bench.load("deep_code", &DEEP.replace("STEP", "1"));
    bench.spawn("deep_code", "start");
    bench.wait_for("at the bottom");
    bench.load("deep_code", &DEEP.replace("STEP", "2"));
    bench.spawn("deep_code", "go");
    bench.wait_for("deep 100000");
}

#[test]
fn names_reach_the_current_version() {
    let bench = Bench::new();
    let text = |value: &str| format!("-export([f/0]).\nf() -> {value}.\n");
    bench.load("named", &text("old"));
    bench.load(
        "naming",
        "-export([start/0]).
start() ->
    register(naming, self()),
    F = fun named:f/0,
    io:format(\"named ~p\", [F()]),
    receive go -> ok end,
    S = self(),
    spawn(fun() -> S ! {spawned, named:f()} end),
    Spawned = receive {spawned, V} -> V end,
    io:format(\"named ~p\", [{F(), apply(named, f, []), named:f(), Spawned, catch named:gone()}]).
",
    );
    bench.load("naming_go", "-export([start/0]).\nstart() -> naming ! go.\n");
    bench.spawn("naming", "start");
    bench.wait_for("named old");
    bench.load("named", &text("new"));
    bench.spawn("naming_go", "start");
    let deadline = Instant::now() + LIMIT;
    while let Ok(written) = bench.written.recv_deadline(deadline) {
        if written.starts_with("named {new,new,new,new,") {
            assert!(written.contains("undef"), "{written}");
            return;
        }
    }
    panic!("no answer");
}

#[test]
fn what_is_no_longer_exported_is_undefined() {
    let bench = Bench::new();
    bench.load("shrinks", "-export([f/0, g/0]).\nf() -> 1.\ng() -> 2.\n");
    bench.load("shrinks", "-export([f/0]).\nf() -> 1.\n");
    bench.load(
        "shrunk",
        "-export([start/0]).
start() ->
    R = try shrinks:g() catch error:undef -> undef end,
    io:format(\"shrunk ~p ~p\", [shrinks:f(), R]).
",
    );
    bench.spawn("shrunk", "start");
    bench.wait_for("shrunk 1 undef");
}

#[test]
fn a_persons_module_wins_over_a_standard_one() {
    let bench = Bench::new();
    let loaded = bench.load("timer", "-export([seconds/1]).\nseconds(_) -> mine.\n");
    assert!(loaded.warnings.iter().any(|d| d.message.contains("takes the place")));
    bench.load(
        "replacing",
        "-export([start/0]).
start() ->
    R = try timer:minutes(1) catch error:undef -> undef end,
    io:format(\"replaced ~p ~p ~p\", [timer:seconds(1), R, lists:reverse([1, 2])]).
",
    );
    bench.spawn("replacing", "start");
    bench.wait_for("replaced mine undef [2,1]");
}

#[test]
fn many_threads_may_load_at_a_time() {
    let bench = Bench::new();
    let text = |n: u32| format!("-export([f/0]).\nf() -> {n}.\n");
    let versions: Vec<u32> = std::thread::scope(|scope| {
        let load = |n: u32| {
            let (bench, text) = (&bench, text(n % 10));
            scope.spawn(move || match bench.outcome("raced", &text) {
                Outcome::Loaded(loaded) => loaded.version,
                Outcome::Unchanged { version, .. } => version,
                other => panic!("{other:?}"),
            })
        };
        let threads: Vec<_> = (0..40).map(load).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let summaries = bench.server.modules();
    let summary = summaries.iter().find(|summary| summary.name == "raced").unwrap();
    assert_eq!(Some(&summary.current), versions.iter().max());
    assert!(summary.versions.is_sorted());
}

#[test]
fn expressions_take_and_give_variables() {
    let bench = Bench::new();
    let bound = ["A".to_string(), "B".to_string()];
    let evaluation = bench.server.compile_expressions("C = B + 1, {D, _} = {C, A}, D.", &bound).unwrap();
    assert_eq!(evaluation.uses, ["A", "B"]);
    assert_eq!(evaluation.binds, ["C", "D"]);
    let refused = bench.server.compile_expressions("X + 1.", &bound).err().unwrap();
    let diagnostics = refused.diagnostics;
    assert_eq!(diagnostics.len(), 1);
    assert!(bench.server.compile_expressions("", &[]).is_err());
    assert!(bench.server.compile_expressions("1 + .", &[]).is_err());
    // Terms outlive the process that made them.
    let list = OwnedTerm::build(|heap| build::string(heap, "kept"));
    assert_eq!(build::list_text(list.term()).as_deref(), Some("kept"));
}

#[test]
fn every_stage_can_be_shown() {
    let text = "-module(shown).\n-export([f/1]).\nf(X) -> [X, g(X)].\ng(X) -> X + 1.\n";
    let path = Path::new("shown.erl");
    for stage in [Emit::Tokens, Emit::Ast, Emit::Core, Emit::Segments, Emit::Clif, Emit::Asm] {
        Bench::new();
        let shown = emit(path, text, &Options::default(), stage).unwrap();
        assert!(shown.lines().count() > 3, "{stage:?}: {shown}");
    }
    assert!(emit(path, "-module(shown).\nf(", &Options::default(), Emit::Core).unwrap_err().has_errors());
    let checked = check_text(path, text, &Options::default());
    assert_eq!((checked.module.as_deref(), checked.diagnostics.len()), (Some("shown"), 0));
}

#[test]
fn no_text_is_too_deep() {
    let nested = |open: &str, close: &str| {
        format!("-export([f/0]).\nf() -> {}1{}.\n", open.repeat(100_000), close.repeat(100_000))
    };
    let bench = Bench::new();
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("fun() -> ", " end"), ("-", ""), ("1 + ", "")]
    {
        // Loaded or refused; it does not matter which.
        bench.outcome("nested", &nested(open, close));
    }
}
