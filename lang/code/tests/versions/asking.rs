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

/// A module with a process that waits, one that holds messages, and one that holds a record.
const ADVISED: &str = "-export([f/1, start/0, g/0, busy/0, keeps/1, handle/1]).\n-record(r, {a}).\nf(X) -> X.\n\
    start() -> spawn(?MODULE, g, []), B = spawn(?MODULE, busy, []), B ! {add, 1}, B ! {add, 2}, B ! {other, 1, 2},\n\
        spawn(?MODULE, keeps, [#r{a = 1}]), ok.\n\
    g() ->\n    receive\n        stop -> ok;\n        {add, N} -> N, ?MODULE:g()\n    end.\n\
    busy() -> receive go -> ok end.\n\
    keeps(R) -> receive go -> R#r.a end.\n\
    handle({other, A, B}) -> {A, B};\nhandle(stop) -> ok.\n";

const ADVISED_LATER: &str = "-export([f/2, start/0, g/0, busy/0, keeps/1, handle/1]).\n-record(r, {a, b}).\n\
    f(X, Y) -> {X, Y}.\nstart() -> ok.\n\
    g() -> receive stop -> g() end.\n\
    busy() -> receive go -> ok end.\n\
    keeps(R) -> receive go -> R#r.a end.\n\
    handle(stop) -> ok.\n";

#[test]
fn advice_counts_whom_it_concerns() {
    let bench = Bench::new();
    let loaded = bench.load("advised", ADVISED);
    assert_eq!(loaded.advice, Vec::<String>::new());
    bench.load("advised_caller", "-export([h/0]).\nh() ->\n    advised:f(1).\n");
    bench.call("advised", "start");
    bench.settle();
    let loaded = bench.load("advised", ADVISED_LATER);
    assert_eq!(
        loaded.advice,
        [
            "g/0 receives and goes on by a local call at line 6: it is never upgraded; call ?MODULE:g",
            "f/1 is no longer exported (f/2 is), and is called by advised_caller:h/0 at line 4",
            "no receive takes {add, _} any more: 1 process waits for it, 1 process holds 2 such messages",
            "handle/1 has no clause for {other, _, _} any more: 1 process holds 1 such message",
            "record r had the fields [a] and has [a, b]: 1 process holds the old one",
        ]
    );
    bench.server.purge("advised");
}

#[test]
fn what_concerns_nobody_is_not_said() {
    let bench = Bench::new();
    bench.load("unconcerned", &ADVISED.replace("f/1, ", ""));
    let later = ADVISED_LATER.replace("f/2, ", "").replace("stop -> g()", "stop -> ?MODULE:g()");
    assert_eq!(bench.load("unconcerned", &later).advice, Vec::<String>::new());
}

#[test]
fn a_caller_that_is_saved_with_an_export_is_not_warned_of() {
    let bench = Bench::new();
    let unit = |name: &str, body: &str| {
        let text = format!("-module({name}).\n{body}");
        swerl_code::Unit::text(std::path::Path::new(&format!("{name}.erl")), &text)
    };
    let caller = |name: &str| unit("renaming_b", &format!("-export([g/0]).\ng() -> renaming_a:{name}().\n"));
    let called = |name: &str| unit("renaming_a", &format!("-export([{name}/0]).\n{name}() -> 1.\n"));
    bench.server.load_batch(vec![called("old"), caller("old")], Instant::now());
    let outcomes = bench.server.load_batch(vec![called("new"), caller("new")], Instant::now());
    for outcome in outcomes {
        assert!(matches!(outcome, swerl_code::Outcome::Loaded(loaded) if loaded.advice.is_empty()));
    }
}

#[test]
fn odd_states_are_told_as_they_are() {
    let bench = Bench::new();
    let text = "-export([start/0, timed/0, caught/0, plain/0, sorts/0, pure/1, table/0]).\n\
        start() -> [register(F, spawn(?MODULE, F, [])) || F <- [timed, caught, plain, sorts]], register(pure, spawn(?MODULE, pure, [1])), ok.\n\
        timed() ->\n    receive\n        x -> ok\n    after 100000 ->\n        ?MODULE:timed()\n    end.\n\
        caught() ->\n    catch plain(),\n    done.\n\
        plain() ->\n    receive\n        x -> ?MODULE:plain()\n    end.\n\
        sorts() -> X = lists:foldl(fun(N, _) -> receive x -> N end end, 0, [1, 2]), {X}.\n\
        pure(N) -> pure(N + 1).\n\
        table() -> ets:new(odd_table, [named_table, public]), ets:insert(odd_table, {f, fun() -> 1 end}), receive x -> ok end.\n";
    bench.load("odd", text);
    bench.call("odd", "start");
    bench.settle();
    bench.load("odd", &format!("{text}more() -> ok.\n"));
    let why = |name: &str| {
        let pid = swerl_runtime::names::whereis(swerl_runtime::atom::Atom::new(name)).unwrap();
        bench.server.why(pid).join("\n")
    };
    let timed = why("timed");
    assert!(
        timed.starts_with("waits in receive at odd.erl:5 in v1 (")
            && timed.contains(" s at most); the next message"),
        "{timed}"
    );
    assert!(
        timed.ends_with("it handles, or the end of that time, ends in odd:timed/0 and moves it to v2"),
        "{timed}"
    );
    assert_eq!(
        why("caught"),
        "waits in receive at odd.erl:14 in v1; the next message it handles ends in odd:plain/0 and moves it to v2, \
         and leaves v1 when caught/0 returns"
    );
    let sorts = why("sorts");
    assert!(
        sorts.starts_with("waits in receive at odd.erl:17 in v1; it leaves v1 when sorts/0 returns"),
        "{sorts}"
    );
    assert!(
        why("pure").starts_with(
            "runs pure/1 of v1; pure/1 calls itself locally at line 18: it does not move before that ends"
        ),
        "{}",
        why("pure")
    );
    bench.server.purge("odd");
    // A fun in a table whose owner is of another module keeps the version, and that is said.
    bench.load("odd_owner", "-export([start/0, own/1]).\nstart() -> P = spawn(?MODULE, own, [self()]), receive {P, ok} -> ok end.\n\
        own(P) -> ets:new(odd_table, [named_table, public]), ets:insert(odd_table, {f, odd_fun:f()}), P ! {self(), ok}, receive x -> ok end.\n");
    let fun = |n: u32| format!("-export([f/0]).\nf() -> fun() -> {n} end.\n");
    bench.load("odd_fun", &fun(1));
    bench.call("odd_owner", "start");
    bench.load("odd_fun", &fun(2));
    let deadline = Instant::now() + LIMIT;
    let kept = || bench.server.versions("odd_fun")[0].kept_by.clone();
    while kept() != ["fun", "table"] {
        assert!(Instant::now() < deadline, "{:?}", kept());
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    bench.server.purge("odd_owner");
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
    let binary = "code:load_binary(coded, \"coded.beam\", <<1>>)";
    assert!(value(&bench, "coded_7", binary).contains("{not_supported,{object_code,coded}}"));
    assert!(
        value(&bench, "coded_7", "code:load_binary(coded, \"coded.beam\", x)").contains("function_clause")
    );
    assert!(
        value(&bench, "coded_8", "code:change_module(coded)")
            .starts_with("{'EXIT',{undef,[{code,change_module,")
    );
    assert_eq!(value(&bench, "coded_9", "lists:member({coded, \"coded.erl\"}, code:all_loaded())"), "true");
    let available = "[F || {N, F, _} <- code:all_available(), lists:member(N, [\"coded\", \"lists\"])]";
    assert_eq!(value(&bench, "coded_10", available), "[\"coded.erl\",preloaded]");
    let sorted = "A = code:all_available(), A =:= lists:usort(A)";
    assert_eq!(value(&bench, "coded_11", sorted), "true");
}

#[test]
fn the_module_code_answers_as_otp_does() {
    let bench = Bench::new();
    let check = |expression: &str, expected: &str| {
        let found = value(&bench, "as_otp", expression);
        // Of an exception the reason alone.
        let same =
            if expected.starts_with("{'EXIT'") { found.starts_with(expected) } else { found == expected };
        assert!(same, "{expression}: {found}");
    };
    bench.load("as_otp_m", "-export([f/0, w/0]).\nf() -> 1.\nw() -> receive X -> X end.\n");
    check("code:purge(as_otp_none)", "false");
    check("code:purge(\"x\")", "{'EXIT',{function_clause");
    check("code:soft_purge(as_otp_none)", "true");
    check("code:soft_purge(1)", "{'EXIT',{function_clause");
    check("code:delete(as_otp_none)", "false");
    check("code:is_loaded(as_otp_none)", "false");
    check("code:which(as_otp_none)", "non_existing");
    check("code:load_file(as_otp_none)", "{error,nofile}");
    check("code:load_file(lists)", "{error,sticky_directory}");
    check("code:load_file(\"x\")", "{'EXIT',{function_clause");
    check("code:load_abs(\"as_otp_none\")", "{error,nofile}");
    check("code:ensure_loaded(lists)", "{module,lists}");
    check("code:ensure_loaded(gb_trees)", "{module,gb_trees}");
    check("code:ensure_modules_loaded([lists, as_otp_none])", "{error,[{as_otp_none,nofile}]}");
    check("code:atomic_load([])", "ok");
    check("code:atomic_load([as_otp_none])", "{error,[{as_otp_none,nofile}]}");
    check("code:atomic_load([as_otp_m, as_otp_m])", "{error,[{as_otp_m,duplicated}]}");
    check("code:atomic_load([1])", "{'EXIT',{function_clause");
    check(
        "code:atomic_load([{as_otp_m, \"m.beam\", <<>>}])",
        "{'EXIT',{{not_supported,{object_code,as_otp_m}}",
    );
    check("code:module_status([lists, as_otp_none])", "[{lists,loaded},{as_otp_none,not_loaded}]");
    check("{erlang:module_loaded(as_otp_m), erlang:module_loaded(as_otp_none)}", "{true,false}");
    check("lists:member(as_otp_m, erlang:loaded())", "true");
    check("erlang:check_old_code(as_otp_m)", "false");
    check("erlang:check_old_code(1)", "{'EXIT',{badarg");
    check("erlang:check_process_code(self(), as_otp_none)", "false");
    check("erlang:check_process_code(1, as_otp_m)", "{'EXIT',{badarg");
    check("erlang:check_process_code(self(), 1)", "{'EXIT',{badarg");
    check("erlang:check_process_code(self(), as_otp_m, [{allow_gc, false}])", "false");
    check("erlang:check_process_code(self(), as_otp_m, [foo])", "{'EXIT',{badarg");
    check(
        "{erlang:check_process_code(self(), as_otp_m, [{async, {id, 1}}]), receive M -> M after 5000 -> none end}",
        "{async,{check_process_code,{id,1},false}}",
    );
    let dead = "begin {P, R} = spawn_monitor(fun() -> ok end), receive {'DOWN', R, _, _, _} -> P end end";
    check(&format!("erlang:check_process_code({dead}, as_otp_m)"), "false");
    check(
        &format!(
            "{{erlang:check_process_code({dead}, as_otp_m, [{{async, x}}]), receive M -> M after 5000 -> none end}}"
        ),
        "{async,{check_process_code,x,false}}",
    );
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
