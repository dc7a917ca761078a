//! What the modules `swap` and `code` say and do.

use std::time::Instant;

use swerl_code::event::Event;

use crate::bench::{Bench, LIMIT};

/// Evaluates an expression in a process; gives its value as text.
fn value(bench: &Bench, name: &str, expression: &str) -> String {
    bench.load(name, &format!("-export([f/0]).\nf() -> {expression}.\n"));
    bench.call(name, "f")
}

const LOOPS: &str = "-export([qualified/0, local/0, both/1, start/1, deep/1, held/0]).\n\
start(F) -> register(F, spawn(?MODULE, F, [])), ok.\n\
qualified() ->\n    receive\n        x -> ok\n    end,\n    ?MODULE:qualified().\n\
local() ->\n    receive\n        x -> ok\n    end,\n    again().\n\
again() -> local().\n\
both(N) -> receive more -> both(N + 1); move -> ?MODULE:both(N) end.\n\
deep(0) -> receive x -> 0 end;\ndeep(N) -> 1 + deep(N - 1).\n\
held() -> put(key, fun() -> 1 end), receive x -> ok end.\n";

#[test]
fn a_process_on_an_old_version_says_why() {
    let bench = Bench::new();
    bench.load("loops", LOOPS);
    let spawn = "lists:foreach(fun(F) -> loops:start(F) end, [qualified, local, held]), \
                 register(deep, spawn(loops, deep, [100])), register(both, spawn(loops, both, [1])), ok";
    assert_eq!(value(&bench, "loops_start", spawn), "ok");
    bench.settle();
    bench.load("loops", &format!("{LOOPS}\nmore() -> ok.\n"));
    let why = |name: &str| {
        let pid = swerl_runtime::names::whereis(swerl_runtime::atom::Atom::new(name)).unwrap();
        bench.server.why(pid).join("\n")
    };
    assert_eq!(
        why("qualified"),
        "waits in receive at loops.erl:5 in v1; the next message it handles ends in loops:qualified/0 and moves \
         it to v2"
    );
    assert_eq!(
        why("local"),
        "waits in receive at loops.erl:10 in v1; again/0 calls local/0 locally at line 14: it never moves"
    );
    assert!(
        why("both").contains("moves to v2 when it ends in loops:both/1, and stays as long as both/1 calls")
    );
    assert_eq!(why("deep"), "is 101 calls deep in deep/1 of v1: it moves when they have returned");
    assert!(why("held").ends_with("holds a fun of loops v1 in its dictionary"), "{}", why("held"));
    let running = value(&bench, "loops_running", "swap:running(whereis(local))");
    assert_eq!(running, "[{loops,1,{local,0},10}]");
    assert_eq!(value(&bench, "loops_check", "erlang:check_process_code(whereis(held), loops)"), "true");
    assert_eq!(value(&bench, "loops_old", "erlang:check_old_code(loops)"), "true");
    assert_eq!(value(&bench, "loops_soft", "code:soft_purge(loops)"), "false");
    assert_eq!(value(&bench, "loops_purge", "{code:purge(loops), code:purge(loops)}"), "{true,false}");
    bench.wait_resident("loops", &[2]);
    assert_eq!(
        value(&bench, "loops_gone", "[whereis(P) || P <- [qualified, local, both, deep, held]]"),
        "[undefined,undefined,undefined,undefined,undefined]"
    );
    assert_eq!(
        value(&bench, "loops_done", "{erlang:check_old_code(loops), code:soft_purge(loops)}"),
        "{false,true}"
    );
}

#[test]
fn advice_comes_with_a_version() {
    let bench = Bench::new();
    let loaded = bench.load(
        "advised",
        "-export([f/1, g/0]).\n-record(r, {a}).\nf(X) -> {X, #r{a = 1}}.\n\
        g() -> receive stop -> ok; {add, N} -> N end.\n",
    );
    assert_eq!(loaded.advice, Vec::<String>::new());
    bench.load("advised_caller", "-export([h/0]).\nh() ->\n    advised:f(1).\n");
    let loaded = bench.load(
        "advised",
        "-export([f/2, g/0]).\n-record(r, {a, b}).\nf(X, Y) -> {X, Y, #r{a = 1}}.\n\
        g() -> receive stop -> g() end.\n",
    );
    assert_eq!(
        loaded.advice,
        [
            "g/0 receives and goes on by a local call at line 5: it is never upgraded; call ?MODULE:g",
            "f/1 is no longer exported (f/2 is), and is called by advised_caller:h/0 at line 4",
            "no receive takes {add, _} any more: processes may wait for it or hold such messages",
            "record r had the fields [a] and has [a, b]: processes may hold the old one",
        ]
    );
}

#[test]
fn the_module_code_answers_as_documented() {
    let bench = Bench::new();
    bench.load("coded", "-export([f/0]).\nf() -> 1.\n");
    assert_eq!(value(&bench, "coded_1", "code:is_loaded(coded)"), "{file,\"coded.erl\"}");
    assert_eq!(
        value(&bench, "coded_2", "{code:is_loaded(no_such), code:which(no_such), code:which(lists)}"),
        "{false,non_existing,preloaded}"
    );
    assert_eq!(value(&bench, "coded_3", "code:load_file(no_such)"), "{error,nofile}");
    assert_eq!(value(&bench, "coded_4", "code:delete(coded)"), "true");
    assert_eq!(value(&bench, "coded_5", "{code:delete(coded), code:is_loaded(coded)}"), "{false,false}");
    assert_eq!(value(&bench, "coded_6", "swap:rollback(coded)"), "{ok,1}");
    assert!(value(&bench, "coded_7", "code:load_binary(coded, \"coded.beam\", x)").contains("not_supported"));
    assert!(
        value(&bench, "coded_8", "code:change_module(coded)")
            .starts_with("{'EXIT',{undef,[{code,change_module,")
    );
    assert_eq!(value(&bench, "coded_9", "lists:member({coded, \"coded.erl\"}, code:all_loaded())"), "true");
}

#[test]
fn a_process_may_subscribe() {
    let bench = Bench::new();
    let text = "-export([start/0, next/0, loop/0]).\n\
        start() -> P = spawn(fun() -> swap:subscribe(), loop() end), register(subscribed, P), ok.\n\
        loop() -> receive {next, From} -> receive {swap, E} when element(2, E) =:= observed -> From ! {event, E} end end, loop().\n\
        next() -> subscribed ! {next, self()}, receive {event, E} -> E end.\n";
    bench.load("subscriber", text);
    bench.call("subscriber", "start");
    bench.settle();
    bench.load("observed", "-export([f/0]).\nf() -> 1.\n");
    bench.load("observed", "-export([f/0]).\nf() -> 2.\n");
    assert!(bench.call("subscriber", "next").starts_with("{loaded,observed,1,none,"));
    assert!(bench.call("subscriber", "next").starts_with("{loaded,observed,2,1,"));
    assert!(bench.call("subscriber", "next").starts_with("{drained,observed,1,"));
    bench.reject("observed", "f( -> 1.\n");
    assert!(bench.call("subscriber", "next").starts_with("{rejected,observed,["));
    bench.server.rollback("observed", None).unwrap();
    assert_eq!(bench.call("subscriber", "next"), "{rolled_back,observed,2,1}");
}

#[test]
fn texts_loaded_together_become_current_together() {
    let bench = Bench::new();
    let unit = |name: &str, body: &str| {
        let text = format!("-module({name}).\n-export([f/0]).\nf() -> {body}.\n");
        swerl_code::Unit::text(std::path::Path::new(&format!("{name}.erl")), &text)
    };
    let both = |n: u32| vec![unit("together_a", &n.to_string()), unit("together_b", &n.to_string())];
    bench.server.load_batch(both(0), Instant::now());
    // A process calls one and then the other for as long as they are loaded anew: it never finds an earlier
    // version of the second than of the first.
    bench.load(
        "together",
        "-export([start/0, stop/0, init/0]).\n\
        start() -> register(together, spawn(?MODULE, init, [])), ok.\n\
        init() -> look(0).\n\
        look(N) -> A = together_a:f(), B = together_b:f(), true = B >= A, \n\
            receive {stop, P} -> P ! {looked, N > 0} after 0 -> look(N + 1) end.\n\
        stop() -> together ! {stop, self()}, receive {looked, R} -> R end.\n",
    );
    bench.call("together", "start");
    for n in 1..100 {
        bench.server.load_batch(both(n), Instant::now());
    }
    assert_eq!(bench.call("together", "stop"), "true");
    let broken = vec![unit("together_a", "100"), unit("together_b", "X")];
    let outcomes = bench.server.load_batch(broken, Instant::now());
    assert!(matches!(&outcomes[0], swerl_code::Outcome::HeldBack { module } if module == "together_a"));
    assert!(matches!(&outcomes[1], swerl_code::Outcome::Rejected(r) if r.held_back == ["together_a"]));
    assert_eq!(bench.call("together_a", "f"), "99", "nothing has changed");
    let deadline = Instant::now() + LIMIT;
    loop {
        match bench.events.recv_deadline(deadline).unwrap() {
            Event::Rejected(rejected) if rejected.module == "together_b" => break,
            _ => {}
        }
    }
}
