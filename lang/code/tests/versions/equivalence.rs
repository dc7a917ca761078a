//! A text that is compiled with what an earlier compilation has left comes to the same as one that is compiled from
//! nothing: random edits of a module, of which every step is compiled in both ways.

use std::path::{Path, PathBuf};
use std::time::Instant;

use swerl_code::{Options, Outcome, check_text};
use swerl_syntax::diagnostic::Diagnostic;

use crate::bench::Bench;
use crate::model::Random;

/// Edits of each module.
const EDITS: usize = 80;

/// Calls every function of a module with a small number and tells what comes of it, with the lines of errors.
const PROBE: &str = "-export([run/0]).\n\
    run() ->\n\
        Exports = lists:sort(equivalence:module_info(exports)),\n\
        Functions = [F || {F, 1} <- Exports, F =/= module_info],\n\
        {Exports, [{F, N, call(F, N)} || F <- Functions, N <- [0, 1, 3]]}.\n\
    call(F, N) ->\n\
        try equivalence:F(N) of V -> {ok, V}\n\
        catch C:R:S -> {C, R, [{M, G, A, proplists:get_value(line, L)} || {M, G, A, L} <- S, M =/= lists]}\n\
        end.\n";

/// A function of the text.
#[derive(Clone)]
struct Function {
    name: usize,
    /// Comments and empty lines before it.
    gap: usize,
    shape: usize,
    /// Function that it may call, and two numbers.
    callee: usize,
    numbers: [usize; 2],
}

struct Text {
    random: Random,
    functions: Vec<Function>,
    named: usize,
    /// Which of several ways attributes, macros and the included file are written.
    head: [usize; 7],
    included: usize,
    broken: bool,
}

impl Text {
    fn new(seed: u64) -> Text {
        let mut text = Text {
            random: Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1),
            functions: Vec::new(),
            named: 0,
            head: [0; 7],
            included: 0,
            broken: false,
        };
        for _ in 0..12 {
            let function = text.function();
            text.functions.push(function);
        }
        text
    }

    fn function(&mut self) -> Function {
        self.named += 1;
        let mut function = Function {
            name: self.named - 1,
            gap: self.random.below(3),
            shape: 0,
            callee: 0,
            numbers: [0; 2],
        };
        self.rewrite(&mut function);
        function
    }

    fn rewrite(&mut self, function: &mut Function) {
        function.shape = self.random.below(30);
        function.callee = match self.functions.len() {
            0 => function.name,
            // Sometimes one that does not exist.
            _ if self.random.below(60) == 0 => 999,
            count => self.functions[self.random.below(count)].name,
        };
        function.numbers = [self.random.below(9), self.random.below(9)];
    }

    fn edit(&mut self) {
        self.broken = false;
        let count = self.functions.len();
        let (one, other) = (self.random.below(count), self.random.below(count));
        match self.random.below(16) {
            0..=4 => {
                let mut function = self.functions[one].clone();
                self.rewrite(&mut function);
                self.functions[one] = function;
            }
            5 | 6 => self.functions[one].gap = self.random.below(5),
            7 => self.functions.swap(one, other),
            8 | 9 => {
                let function = self.function();
                self.functions.insert(one, function);
            }
            10 if count > 6 => drop(self.functions.remove(one)),
            11 => {
                let function = self.functions.remove(one);
                self.functions.insert(other.min(count - 1), function);
            }
            12 => self.included = self.random.below(3),
            13 => self.broken = true,
            _ => {
                let which = self.random.below(self.head.len());
                self.head[which] = self.random.below(3);
            }
        }
    }

    fn head(&self) -> String {
        let [record, place, defined, import, options, branch, abs] = self.head;
        let record = [
            "-record(r, {a, b = 2}).\n",
            "\n-record(r, {b = 1, a, c}).\n",
            "-record(r, {a = ?K, b = erlang:abs(x)}).\n",
        ][record];
        let defined = ["-define(K, 1).\n", "-define(K, 2).\n", "-define(K, (1 +\n 2)).\n"][defined];
        let import = ["", "-import(lists, [map/2]).\n", "-import(lists, [map/2, seq/2]).\n"][import];
        let options = ["", "-compile([nowarn_unused_vars]).\n", "-compile(warn_unused_import).\n\n"][options];
        let branch = ["", "-define(WITH, 1).\n", "-ifdef(WITH).\n-define(K2, 1).\n-endif.\n"][branch];
        let abs = ["", "-compile({no_auto_import, [abs/1]}).\nabs(X) -> {own, X}.\n", ""][abs];
        let before = if place == 1 { record } else { "" };
        let after = if place == 1 { "" } else { record };
        let shared = if self.included == 2 { "" } else { "shared(X) -> X.\n" };
        format!(
            "-module(equivalence).\n-compile([export_all, nowarn_export_all]).\n{defined}-define(M(X), {{X, ?LINE}}).\n\
             {before}{import}{options}{branch}-include(\"equivalence.hrl\").\n{after}{abs}\
             index(F) -> {{_, Index}} = erlang:fun_info(F, index), Index.\n{shared}"
        )
    }

    fn included(&self) -> &'static str {
        [
            "-define(S, 1).\n",
            "-define(S, 2).\n-record(s, {x = 1}).\n",
            "-define(S, 1).\nshared(X) ->\n  hd(X).\n",
        ][self.included]
    }

    fn text(&self) -> String {
        let mut text = self.head();
        for (index, function) in self.functions.iter().enumerate() {
            text.push_str(["", "\n", "% one\n\n", "%% two\n% three\n", "\n\n\n\n"][function.gap]);
            let mut function = function.clone();
            if function.callee != 999 && !self.functions.iter().any(|f| f.name == function.callee) {
                function.callee = self.functions[0].name;
            }
            text.push_str(&function.text(self.head[3]));
            if self.broken && index == self.functions.len() / 2 {
                text.push_str("broken(X) -> [X.\n");
            }
            // Records and macros that come late.
            if index == 3 && self.head[1] == 2 {
                text.push_str("-record(late, {x}).\n-undef(K).\n-define(K, 7).\n");
            }
        }
        text
    }
}

impl Function {
    fn text(&self, imported: usize) -> String {
        let Function { name, callee, numbers: [a, b], .. } = self;
        let body = match self.shape {
            0 => format!("f{callee}(X - 1) + {a}"),
            1 => format!("case X of 1 -> throw({{{a}, ?LINE}});\n  N when N > 1 -> [f{callee}(N - 2)] end"),
            2 => format!("F = fun(Y) ->\n  Y + {a} + ?K end,\n {{F(X), erlang:fun_info(F, name), index(F)}}"),
            3 => format!(
                "G = fun f{callee}/1,\n {{index(G), erlang:fun_info(G, name), catch is_tuple(G(X - 1))}}"
            ),
            4 => format!("#r{{a = A}} = R = #r{{a = {a}}},\n {{A, R, record_info(size, r)}}"),
            5 => format!("[Y * {a} || Y <- lists:seq(0, X),\n is_record({{r, 1}}, r) orelse Y > {b}]"),
            6 => format!("Unused = X,\n {a}"),
            7 => format!("case X of\n  _ -> {a};\n  1 -> {b}\n end"),
            8 => format!("try f{callee}(X - 1) catch _:R -> {{caught, R, ?LINE}} after\n ok end"),
            9 => format!("receive {{msg, {a}}} -> ok after 0 -> ?M(X) end"),
            10 => format!("(fun Loop(0) -> error({{{a}, ?MODULE}});\n  Loop(N) -> Loop(N - 1) end)(X), {b}"),
            11 => format!("\n X = {a} + f{callee}(X - 1)"),
            12 => {
                let qualified = [["lists:", "lists:"], ["", "lists:"], ["", ""]][imported];
                format!("{}map(fun(Z) -> {{Z, {a}}} end, {}seq(X, X + {b}))", qualified[0], qualified[1])
            }
            13 => format!("\"text\" ++ [X, ?S] ++ binary_to_list(<<X:16, {a}:8>>)"),
            14 => format!("[X || X <- [{a}, X]]"),
            15 => format!("abs(X - {a})"),
            16 => format!("#{{k => {a}, X => [1, {b}, 2.5, <<\"text\">>]}}"),
            17 => format!("L = [{{fun f{callee}/1, {a}}}], [catch F(X - 1) || {{F, _}} <- L]"),
            18 => "X#r.a".to_string(),
            // Such as may stand where they are called, and callers of them.
            19 | 20 => format!("X + {a} * {b}"),
            21 => format!("X div\n  (X - {a})"),
            22 => format!("case X of {a} -> {b};\n  1 -> K = ?K, K + X end"),
            23 => format!("element(X, {{{a}, f{callee}(X - 1)}})"),
            24 => format!("f{callee}(X - 1)"),
            25 => format!("Y = f{callee}(X - 1),\n\n {{Y, f{callee}(X - 2) - {b}}}"),
            26 => format!("{{ok, Y}} = {{ok, X}}, [Y, {a} | f{callee}(Y - 2)]"),
            27 => format!("[f{callee}(Y) || Y <- [X - 1, X - 3]]"),
            28 => format!("if X > {a} -> {{ok, {b}}} end"),
            _ => format!("{{?FUNCTION_NAME, ?FUNCTION_ARITY, shared([{a}, {b}])}}"),
        };
        format!("f{name}(X) when X =< 0 -> {b};\nf{name}(X) ->\n {body}.\n")
    }
}

fn shown(findings: &[Diagnostic]) -> String {
    findings.iter().map(|finding| format!("{finding:?}\n")).collect()
}

/// Compiles the text in both ways and compares.
fn compare(bench: &Bench, folder: &Path, step: usize, text: &str, included: &str) -> bool {
    let path = folder.join("equivalence.erl");
    std::fs::write(folder.join("equivalence.hrl"), included).unwrap();
    let cold = check_text(&path, text, &Options::default());
    let loaded = match bench.server.load_text(&path, text, Instant::now()) {
        Outcome::Loaded(loaded) => loaded,
        Outcome::Rejected(rejected) => {
            assert_eq!(shown(&rejected.diagnostics), shown(&cold.diagnostics), "step {step}:\n{text}");
            return false;
        }
        Outcome::Unchanged { .. } => return true,
        other => panic!("{other:?}"),
    };
    assert_eq!(shown(&loaded.warnings), shown(&cold.diagnostics), "step {step}:\n{text}");
    let taken_over = bench.call("equivalence_probe", "run");
    let elsewhere = folder.join(format!("cold{step}"));
    std::fs::create_dir_all(&elsewhere).unwrap();
    std::fs::write(elsewhere.join("equivalence.hrl"), included).unwrap();
    let again =
        bench.server.load_text(&elsewhere.join("equivalence.erl"), &format!("{text}%"), Instant::now());
    let Outcome::Loaded(again) = again else { panic!("{again:?}") };
    let differences = [&again.changed, &again.added, &again.removed];
    assert!(differences.iter().all(|names| names.is_empty()), "step {step}: {differences:?}\n{text}");
    // Some values hold stack traces.
    let compiled = bench.call("equivalence_probe", "run").replace(&format!("/cold{step}/"), "/");
    assert_eq!(taken_over, compiled, "step {step}:\n{text}");
    true
}

#[test]
fn what_is_taken_over_is_what_would_be_compiled() {
    let bench = Bench::new();
    bench.load("equivalence_probe", PROBE);
    let folder = std::env::temp_dir().join(format!("swerl-equivalence-{}", std::process::id()));
    let mut loaded = 0;
    let seeds: Vec<u64> = match std::env::var("EQUIVALENCE_SEEDS") {
        Ok(count) => (1..=count.parse().unwrap()).collect(),
        Err(_) => vec![1, 2],
    };
    for &seed in &seeds {
        let folder: PathBuf = folder.join(seed.to_string());
        std::fs::create_dir_all(&folder).unwrap();
        let mut text = Text::new(seed);
        for step in 0..EDITS {
            loaded += usize::from(compare(&bench, &folder, step, &text.text(), text.included()));
            text.edit();
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    // Texts with errors are a part of it, not most of it.
    assert!(loaded > seeds.len() * EDITS / 4, "{loaded} texts were loaded");
}
