//! Runs small programs through the whole compiler and looks at the value that `main/0` gives.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, Once, OnceLock};
use std::time::Duration;

use swerl_core::Options as CoreOptions;
use swerl_jit::{Compiled, compile};
use swerl_runtime::atom::Atom;
use swerl_runtime::bif::{Bif, BifResult};
use swerl_runtime::exports;
use swerl_runtime::owned::OwnedTerm;
use swerl_runtime::process::Process;
use swerl_runtime::term::Term;
use swerl_syntax::{NoIncludes, Options, parse_module};

/// What programs hand out by `test:result/2`, by the number of the run.
fn results() -> &'static Mutex<HashMap<i64, Sender<String>>> {
    static RESULTS: OnceLock<Mutex<HashMap<i64, Sender<String>>>> = OnceLock::new();
    RESULTS.get_or_init(Mutex::default)
}

fn result(_: &mut Process, run: Term, value: Term) -> BifResult {
    let text = swerl_runtime::format::write_term(
        OwnedTerm::new(value).term(),
        swerl_runtime::format::Encoding::Latin1,
    );
    if let Some(sender) = results().lock().expect("results").remove(&run.as_small()) {
        let _ = sender.send(text);
    }
    Ok(value)
}

fn start() {
    static START: Once = Once::new();
    START.call_once(|| {
        swerl_runtime::registry::add(vec![Bif::new("test", "result", result)]);
        swerl_jit::start(|_| None);
        swerl_runtime::scheduler::start(2);
    });
}

/// Compiles a module and makes its exports current.
fn load(text: &str, version: u32) {
    let parsed = parse_module("test.erl", text, &Options::default(), &mut NoIncludes);
    let (module, mut diagnostics) =
        swerl_core::lower_module(&parsed.module, &parsed.sources, &CoreOptions::default());
    diagnostics.extend(parsed.diagnostics);
    let errors: Vec<_> =
        diagnostics.iter().filter(|d| d.severity == swerl_syntax::diagnostic::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let Compiled { exports, version, .. } = compile(&module, version, &[]).expect("compiles");
    let name = Atom::new(module.name.as_deref().expect("a module has a name"));
    for (function, arity, code) in exports {
        exports::cell(name, function, arity).publish(code);
    }
    // Tests keep every version.
    Box::leak(version);
}

/// The printed value of `main()` of a module with these functions.
fn eval(functions: &str) -> String {
    start();
    static NEXT: Mutex<i64> = Mutex::new(0);
    let run = {
        let mut next = NEXT.lock().expect("number");
        *next += 1;
        *next
    };
    let (sender, receiver): (Sender<String>, Receiver<String>) = channel();
    results().lock().expect("results").insert(run, sender);
    let name = format!("t{run}");
    load(
        &format!(
            "-module({name}).\n-export([run/0]).\n-compile(export_all).\n\
             run() -> test:result({run}, try main() catch C:R -> {{C, R}} end).\n{functions}"
        ),
        1,
    );
    let start = swerl_runtime::spawn::Start::call(Atom::new(&name), Atom::new("run"), vec![]);
    swerl_runtime::spawn::spawn_outside(&start.expect("an arity"), false).expect("room for a process");
    receiver.recv_timeout(Duration::from_secs(20)).expect("the program gives a value")
}

fn check(functions: &str, expected: &str) {
    assert_eq!(eval(functions), expected, "in\n{functions}");
}

#[test]
fn values() {
    check("main() -> ok.", "ok");
    check("main() -> {1, [a, 2.5 | b], \"hi\"}.", "{1,[a,2.5|b],[104,105]}");
}

#[test]
fn arithmetic() {
    check("f(X, Y) -> X * Y + 1. main() -> f(6, 7).", "43");
    check(
        "f(X) -> X * X. main() -> f(f(f(1 bsl 20))).",
        &(1u128 << 80).pow(1).checked_mul(1 << 40).map_or_else(String::new, |_| num(160)),
    );
    check("f(X) -> X div 0. main() -> f(1).", "{error,badarith}");
    check(
        "f(X, Y) -> {X div Y, X rem Y, -X, X band Y, X bsl 3, X bsr 1}. main() -> f(-7, 2).",
        "{-3,-1,7,0,-56,-4}",
    );
    check("f(X, Y) -> X / Y + 1. main() -> f(1, 2).", "1.5");
}

fn num(bits: u32) -> String {
    // 2^160
    assert_eq!(bits, 160);
    "1461501637330902918203684832716283019655932542976".to_string()
}

#[test]
fn recursion() {
    check("f(0) -> 0; f(N) -> 1 + f(N - 1). main() -> f(100000).", "100000");
    check("fib(N) when N < 2 -> N; fib(N) -> fib(N-1) + fib(N-2). main() -> fib(20).", "6765");
    check("l(0, A) -> A; l(N, A) -> l(N - 1, A + N). main() -> l(1000000, 0).", "500000500000");
    check(
        "g(A,B,C,D,E,F) -> {A,B,C,D,E,F}. l(0,A,B,C,D,E) -> g(0,A,B,C,D,E); l(N,A,B,C,D,E) -> l(N-1,B,C,D,E,A).
         main() -> X = g(1,2,3,4,5,6), {X, l(7, a, b, c, d, e)}.",
        "{{1,2,3,4,5,6},{0,c,d,e,a,b}}",
    );
}

#[test]
fn lists_are_built_and_collected() {
    check(
        "seq(N, N) -> [N]; seq(I, N) -> [I | seq(I + 1, N)].
         sum([]) -> 0; sum([H | T]) -> H + sum(T).
         loop(0, A) -> A; loop(K, A) -> loop(K - 1, A + sum(seq(1, 10000))).
         main() -> loop(50, 0).",
        "2500250000",
    );
}

#[test]
fn processes() {
    check(
        "echo() -> receive {From, X} -> From ! {self(), X}, echo(); stop -> ok end.
         main() -> P = spawn(fun() -> echo() end), P ! {self(), hi}, R = receive {P, Y} -> Y after 1000 -> timeout end, P ! stop, R.",
        "hi",
    );
    check("main() -> receive X -> X after 20 -> none end.", "none");
    check(
        "main() -> self() ! a, self() ! b, self() ! {c, 1}, receive {c, X} -> receive b -> receive a -> {X, done} end end end.",
        "{1,done}",
    );
}

#[test]
fn exceptions() {
    check(
        "f(X) -> throw({t, X}). main() -> try f(1) of _ -> no catch throw:{t, Y} -> {caught, Y} end.",
        "{caught,1}",
    );
    check("main() -> X = catch hd(id([])), {'EXIT', {R, _}} = X, R. id(X) -> X.", "badarg");
    check("f(1) -> a. main() -> f(2).", "{error,function_clause}");
    check("main() -> {a, X} = id({b, 1}), X. id(X) -> X.", "{error,{badmatch,{b,1}}}");
    check("main() -> try id(1), exit(bye) after self() ! x end. id(X) -> X.", "{exit,bye}");
    check(
        "g(F) -> F(1, 2). main() -> try g(fun(X) -> X end) catch error:{badarity, {_, A}} -> A end.",
        "[1,2]",
    );
}

#[test]
fn funs_and_comprehensions() {
    check("main() -> K = 10, F = fun(X) -> X + K end, [F(X) || X <- [1, 2, 3], X > 1].", "[12,13]");
    check("main() -> F = fun L(0) -> []; L(N) -> [N | L(N - 1)] end, F(3).", "[3,2,1]");
    check(
        "f(A) -> {f, A}. main() -> F = fun f/1, G = fun erlang:abs/1, {F(1), G(-4), apply(F, [2])}.",
        "{{f,1},4,{f,2}}",
    );
    check("main() -> F = fun(A,B,C,D,E) -> E end, F(1,2,3,4,5).", "5");
}

#[test]
fn dynamic_calls() {
    check(
        "f(A, B) -> {A, B}. main() -> M = element(1, id({erlang})), N = id(abs), {M:N(-3)}. id(X) -> X.",
        "{3}",
    );
}

#[test]
fn comparisons_of_all_kinds() {
    check(
        "f(A, B) -> {A < B, A == B, A =:= B, A >= B}. main() -> {f(1, 1.0), f(a, 1), f({1,2}, {1,3}), f([], [a])}.",
        "{{false,true,false,true},{false,false,false,true},{true,false,false,false},{true,false,false,false}}",
    );
    check(
        "f(X) when X + 1 > 3, is_integer(X) -> big; f(X) when hd(X) == a -> list; f(_) -> other. main() -> [f(5), f([a]), f(1), f([]), f(3.0), f(b)].",
        "[big,list,other,other,other,other]",
    );
}

#[test]
fn a_long_mailbox_is_searched_in_turns() {
    check(
        "fill(0) -> ok; fill(N) -> self() ! N, fill(N - 1).
         main() -> fill(20000), self() ! last, receive last -> receive 20000 -> receive 1 -> ok end end end.",
        "ok",
    );
}

#[test]
fn values_survive_collections_around_handlers() {
    check(
        "seq(N, N) -> [N]; seq(I, N) -> [I | seq(I + 1, N)].
         work(0, Acc) -> Acc;
         work(N, Acc) -> L = seq(1, 500), X = try last(L), throw({N, L}) catch throw:{K, M} -> {K, last(M)} after N end,
             work(N - 1, [X | Acc]).
         last([X]) -> X; last([_ | T]) -> last(T).
         main() -> R = work(300, []), {length(R), hd(R), last(R)}.",
        "{300,{1,500},{300,500}}",
    );
}

#[test]
fn big_integers_and_floats_take_the_general_way() {
    check("f(0) -> 1; f(N) -> N * f(N - 1). main() -> f(25).", "15511210043330985984000000");
    check("s(0, A) -> A; s(N, A) -> s(N - 1, A + 0.5). main() -> s(10, 0).", "5.0");
    check(
        "c(X, Y) when X > Y -> gt; c(X, X) -> eq; c(_, _) -> lt. main() -> [c(1.5, 1), c(1 bsl 70, 1 bsl 70), c(a, b)].",
        "[gt,eq,lt]",
    );
    check(
        "main() -> X = id(4611686018427387903), {X + 1, X * 2, -X - 2, (X + 1) - 1 =:= X}. id(X) -> X.",
        "{4611686018427387904,9223372036854775806,-4611686018427387905,true}",
    );
}

#[test]
fn floats_in_registers_are_the_same_numbers() {
    // Nothing is known of the operands: tried as integers, then as floats, then by the runtime.
    check(
        "f(X, Y) -> Z = X * Y, {Z + X, Z - Y, Z}. main() -> [f(2, 3), f(1.5, 2), f(2, 1.5), f(1 bsl 70, 0.5)].",
        "[{8,3,6},{4.5,1.0,3.0},{5.0,1.5,3.0},{1.770887431076117e21,5.902958103587057e20,5.902958103587057e20}]",
    );
    check(
        "f(X) -> X * 2.0. main() -> [f(1), f(0.25), f(-0.0), f(1 bsl 64)].",
        "[2.0,0.5,-0.0,3.6893488147419103e19]",
    );
}

#[test]
fn a_wrong_guess_makes_no_float_of_an_integer() {
    let f = "f(N, K) -> X = case K of a -> 6.8e11; b -> N; _ -> N bsr 17 end, X + ((N bsr 34) - (N bsr 40)).";
    check(&format!("{f} main() -> {{f(65536, a), f(65536, b), f(65536, c)}}."), "{6.8e11,65536,0}");
}

#[test]
fn what_is_not_finite_raises() {
    let e = "try E catch error:badarith -> bad end";
    let main = |function: &str, calls: &[&str]| {
        let tried: Vec<String> = calls.iter().map(|call| e.replace('E', call)).collect();
        format!("{function} main() -> [{}].", tried.join(", "))
    };
    check(&main("f(X) -> 1.0 / (X * X).", &["f(1.0e200)", "f(2.0)", "f(0.0)", "f(0)"]), "[bad,0.25,bad,bad]");
    check(&main("f(X) -> _ = X * X * 1.0, done.", &["f(1.0e200)", "f(2)"]), "[bad,done]");
    check(
        &main("f(X) when X * 1.0e300 > 1 -> big; f(_) -> no.", &["f(1.0e300)", "f(1.0)", "f(a)"]),
        "[no,big,no]",
    );
    check(&main("f(X) -> math:sqrt(X) + 1.", &["f(4)", "f(-1)", "f(6.25)", "f(-0.0)"]), "[3.0,bad,3.5,1.0]");
    check(
        &main("l(0, X) -> X; l(N, X) -> l(N - 1, X * 1.5).", &["l(3, 2)", "l(3, 2.0)", "l(2000, 1.0)"]),
        "[6.75,6.75,bad]",
    );
}

#[test]
fn floats_and_integers_compare_exactly() {
    check(
        "c(X, Y) when X < Y -> lt; c(X, Y) when X > Y -> gt; c(X, Y) when X =:= Y -> same; c(_, _) -> eq.
         k(X) when X * 1.0 == 9007199254740993 -> yes; k(_) -> no.
         main() -> [c(9007199254740993, 9007199254740992.0), c(9007199254740992, 9007199254740992.0), c(1, 1.0),
                    c(1.0, 1.0), c(0.0, -0.0), c(1.5, a), c(2, 1.5), k(9007199254740992), k(9007199254740993.0)].",
        "[gt,eq,eq,same,same,lt,gt,no,no]",
    );
}

#[test]
fn small_integers_overflow_into_large_ones() {
    check(
        "f(X, Y) -> {X + Y, X - Y, X * Y, -X}.
         main() -> [f(4611686018427387903, 1), f(-4611686018427387904, 1), f(-4611686018427387904, -1)].",
        "[{4611686018427387904,4611686018427387902,4611686018427387903,-4611686018427387903},\
         {-4611686018427387903,-4611686018427387905,-4611686018427387904,4611686018427387904},\
         {-4611686018427387905,-4611686018427387903,4611686018427387904,4611686018427387904}]",
    );
    check(
        "sum(0, A) -> A; sum(N, A) -> sum(N - 1, A + 1152921504606846976). main() -> sum(9, 0).",
        "10376293541461622784",
    );
}
