//! A version lives as long as something refers to it, and no longer.

use std::time::Instant;

use swerl_code::event::Event;

use crate::bench::{Bench, LIMIT};

#[test]
fn a_version_that_nobody_uses_is_given_back() {
    let bench = Bench::new();
    for n in 1..=5 {
        bench.load("unused", &format!("-export([f/0]).\nf() -> {{version, {n}, [1, 2, {n}]}}.\n"));
    }
    bench.wait_resident("unused", &[5]);
    assert_eq!(bench.call("unused", "f"), "{version,5,[1,2,5]}");
    let deadline = Instant::now() + LIMIT;
    let mut drained = Vec::new();
    while drained.len() < 4 {
        match bench.events.recv_deadline(deadline) {
            Ok(Event::Drained(event)) if event.module == "unused" => {
                assert!(event.code_bytes > 0 && event.literal_bytes > 0);
                drained.push(event.version);
            }
            Ok(_) => {}
            Err(_) => panic!("only {drained:?} were drained"),
        }
    }
    assert_eq!(drained, [1, 2, 3, 4]);
}

/// A process of `module` that waits for messages in a loop of its own; the rest of its text is `more`.
fn waiting(more: &str) -> String {
    format!(
        "-export([start/0, ask/0, loop/1, move/0, stop/0]).\n\
         start() -> P = spawn(fun() -> init() end), register(?MODULE, P), P ! {{ask, self()}},\n\
             receive {{answer, A}} -> A end.\n\
         ask() -> ?MODULE ! {{ask, self()}}, receive {{answer, A}} -> A end.\n\
         move() -> ?MODULE ! {{move, self()}}, receive moved -> ok end.\n\
         stop() -> ?MODULE ! stop, ok.\n{more}"
    )
}

const LOOP: &str = "loop(S) -> receive {ask, P} -> P ! {answer, S}, local(S);\n\
    {move, P} -> P ! moved, ?MODULE:loop(S); stop -> ok end.\nlocal(S) -> loop(S).\n";

#[test]
fn a_stack_keeps_its_version() {
    let bench = Bench::new();
    let text = |n| waiting(&format!("init() -> loop({n}).\n{LOOP}"));
    bench.load("stacked", &text(1));
    assert_eq!(bench.call("stacked", "start"), "1");
    for n in 2..10 {
        bench.load("stacked", &text(n));
    }
    bench.wait_resident("stacked", &[1, 9]);
    bench.settle();
    assert_eq!(bench.resident("stacked"), [1, 9]);
    assert_eq!(bench.call("stacked", "ask"), "1", "the process lives in version 1");
    bench.call("stacked", "move");
    bench.wait_resident("stacked", &[9]);
    assert_eq!(bench.call("stacked", "ask"), "1", "with its state");
    bench.call("stacked", "stop");
}

#[test]
fn a_process_takes_the_literals_of_its_state_along() {
    let bench = Bench::new();
    let text =
        |n| waiting(&format!("init() -> loop({{state, \"text {n}\", [{{a, {n}}}, {{b, {n}}}]}}).\n{LOOP}"));
    bench.load("literal", &text(1));
    assert_eq!(bench.call("literal", "start"), "{state,\"text 1\",[{a,1},{b,1}]}");
    bench.load("literal", &text(2));
    bench.settle();
    assert_eq!(bench.resident("literal"), [1, 2]);
    bench.call("literal", "move");
    bench.wait_resident("literal", &[2]);
    // What is there now lies where literals lay, if anything still points to them.
    for n in 3..50 {
        bench.load("literal", &text(n));
    }
    assert_eq!(bench.call("literal", "ask"), "{state,\"text 1\",[{a,1},{b,1}]}");
    bench.call("literal", "stop");
}

#[test]
fn a_fun_keeps_its_version_wherever_it_is() {
    let bench = Bench::new();
    let more = |n| format!("init() -> loop(fun() -> {{fun_of, {n}}} end).\n{LOOP}");
    let text = |n| {
        format!(
            "-export([call/0, put/0, message/0, timer/0, forget/0]).\n{}\
             call() -> F = ask(), F().\n\
             put() -> ok.\nmessage() -> ok.\ntimer() -> ok.\nforget() -> ok.\n",
            waiting(&more(n))
        )
    };
    bench.load("funs", &text(1));
    bench.call("funs", "start");
    bench.load("funs", &text(2));
    bench.call("funs", "move");
    bench.settle();
    assert_eq!(bench.resident("funs"), [1, 2], "the state is a fun of version 1");
    assert_eq!(bench.call("funs", "call"), "{fun_of,1}");
    bench.call("funs", "stop");
    bench.wait_resident("funs", &[2]);
}

#[test]
fn a_fun_in_a_message_a_timer_or_a_dictionary_keeps_its_version() {
    let bench = Bench::new();
    let text = |n| {
        format!(
            "-export([start/0, hold/0, run/0, keep/0]).\n\
             start() -> P = spawn(fun() -> hold() end), register(?MODULE, P),\n\
                 F = fun() -> {n} end,\n\
                 P ! {{unread, F}}, P ! {{dictionary, F}},\n\
                 erlang:send_after(300, P, {{late, F}}), ok.\n\
             hold() -> receive {{dictionary, F}} -> put(key, F), ?MODULE:keep() end.\n\
             keep() -> receive {{run, P}} -> receive {{late, L}} -> receive {{unread, U}} ->\n\
                 P ! {{got, [L(), U(), (get(key))()]}} end end end.\n\
             run() -> ?MODULE ! {{run, self()}}, receive {{got, V}} -> V end.\n"
        )
    };
    bench.load("held", &text(1));
    bench.call("held", "start");
    bench.load("held", &text(2));
    bench.settle();
    assert_eq!(bench.resident("held"), [1, 2]);
    assert_eq!(bench.call("held", "run"), "[1,1,1]");
    bench.wait_resident("held", &[2]);
}

#[test]
fn a_fun_that_goes_round_keeps_its_version() {
    let bench = Bench::new();
    let text = |n| {
        format!(
            "-export([start/0, pass/1, stop/0, init/0]).\n\
             init() -> receive {{next, P}} -> ?MODULE:pass(P) end.\n\
             pass(P) -> receive {{fun_, F, N}} -> {n} = F() + {n} - 1, P ! {{fun_, F, N + 1}}, ?MODULE:pass(P);\n\
                 stop -> P ! stop, ok end.\n\
             start() -> A = spawn(?MODULE, init, []), B = spawn(?MODULE, init, []), C = spawn(?MODULE, init, []),\n\
                 A ! {{next, B}}, B ! {{next, C}}, C ! {{next, A}}, register(?MODULE, A),\n\
                 A ! {{fun_, fun() -> 1 end, 0}}, ok.\n\
             stop() -> ?MODULE ! stop, ok.\n"
        )
    };
    bench.load("round", &text(1));
    bench.call("round", "start");
    for n in 2..40 {
        bench.load("round", &text(n));
    }
    bench.settle();
    bench.wait_resident("round", &[1, 39]);
    bench.call("round", "stop");
    bench.wait_resident("round", &[39]);
}

#[test]
fn a_fun_in_a_table_keeps_its_version() {
    let bench = Bench::new();
    let text = |n| {
        format!(
            "-export([start/0, own/1, run/0, forget/0, constant/0]).\n\
             start() -> P = spawn(?MODULE, own, [self()]), receive {{P, ready}} -> ok end.\n\
             own(From) -> ets:new(?MODULE, [named_table, public]), register(?MODULE, self()),\n\
                 ets:insert(?MODULE, {{key, fun() -> {n} end}}),\n\
                 ets:insert(?MODULE, {{constant, [\"text {n}\", {{version, {n}}}]}}),\n\
                 From ! {{self(), ready}}, receive stop -> ok end.\n\
             run() -> [{{_, F}}] = ets:lookup(?MODULE, key), F().\n\
             constant() -> [{{_, C}}] = ets:lookup(?MODULE, constant), C.\n\
             forget() -> ets:delete(?MODULE, key).\n"
        )
    };
    bench.load("tabled", &text(1));
    assert_eq!(bench.call("tabled", "start"), "ok");
    bench.load("tabled", &text(2));
    bench.load("tabled", &text(3));
    bench.wait_resident("tabled", &[1, 3]);
    bench.settle();
    assert_eq!(bench.resident("tabled"), [1, 3]);
    assert_eq!(bench.call("tabled", "run"), "1");
    assert_eq!(bench.call("tabled", "forget"), "true");
    // The owner of the table waits in version 1.
    bench.server.purge("tabled");
    bench.wait_resident("tabled", &[3]);
}

#[test]
fn a_fun_in_a_persistent_term_keeps_its_version() {
    let bench = Bench::new();
    let text = |n| {
        format!(
            "-export([put/0, run/0, forget/0]).\n\
             put() -> persistent_term:put(?MODULE, {{fun() -> {n} end, [\"text {n}\", {{version, {n}}}]}}).\n\
             run() -> {{F, [Text | _]}} = persistent_term:get(?MODULE), {{F(), Text}}.\n\
             forget() -> persistent_term:erase(?MODULE).\n"
        )
    };
    bench.load("persisted", &text(1));
    assert_eq!(bench.call("persisted", "put"), "ok");
    bench.load("persisted", &text(2));
    bench.load("persisted", &text(3));
    bench.wait_resident("persisted", &[1, 3]);
    bench.settle();
    assert_eq!(bench.resident("persisted"), [1, 3]);
    assert_eq!(bench.call("persisted", "run"), "{1,\"text 1\"}");
    // One that takes the place of another lets go of its version, too.
    assert_eq!(bench.call("persisted", "put"), "ok");
    bench.load("persisted", &text(4));
    bench.wait_resident("persisted", &[3, 4]);
    assert_eq!(bench.call("persisted", "run"), "{3,\"text 3\"}");
    assert_eq!(bench.call("persisted", "forget"), "true");
    bench.wait_resident("persisted", &[4]);
}
