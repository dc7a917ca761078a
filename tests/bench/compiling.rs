//! Compiling a module again and publishing it, after one function has changed: that of the walkthrough, and modules of
//! many functions.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use swerl_code::{CodeServer, Options, Outcome};

use crate::{line, median, project};

/// Compilations measured; the first ones warm the caches.
const COUNT: usize = 100;
const WARM_UP: usize = 10;

/// Changes of each large module.
const CHANGES: usize = 9;

pub fn measure(otp: bool) {
    let path = project("examples/code_reload.erl");
    let text = std::fs::read_to_string(&path).expect("the example is there");
    let server = CodeServer::start(Options::default());
    let mut times = Vec::new();
    for round in 0..COUNT + WARM_UP {
        let changed =
            text.replace("?MODULE:server_loop(Count)", &format!("?MODULE:server_loop(Count + {round})"));
        let start = Instant::now();
        let outcome = server.load_text(&path, &changed, start);
        assert!(matches!(outcome, Outcome::Loaded(_)), "the example loads");
        if round >= WARM_UP {
            times.push(start.elapsed());
        }
    }
    line("compile and publish code_reload", median(&mut times), otp.then(|| compile_with_otp(&text)));
    for lines in [30, 1_000, 10_000] {
        large(lines, otp);
    }
}

/// Changes of a module of so many lines.
fn large(lines: usize, otp: bool) {
    let functions = lines / 10;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.erl");
    let server = CodeServer::start(Options::default());
    let load = |text: &str| {
        let start = Instant::now();
        let outcome = server.load_text(&path, text, start);
        assert!(matches!(outcome, Outcome::Loaded(_)), "the module loads");
        start.elapsed()
    };
    let changed: Vec<String> =
        (0..CHANGES).map(|n| large_text(lines, n * 37 % functions, 1_000_000 + n, 0)).collect();
    let first = load(&large_text(lines, 0, 0, 0));
    let mut one: Vec<Duration> = changed.iter().map(|text| load(text)).collect();
    let mut layout: Vec<Duration> = (1..=CHANGES).map(|n| load(&large_text(lines, 0, 0, n))).collect();
    let with_otp = otp.then(|| change_with_otp(folder.path(), &changed));
    line(&format!("{lines} lines, for the first time"), first, with_otp);
    line(&format!("{lines} lines, one function changed"), median(&mut one), with_otp);
    line(&format!("{lines} lines, layout changed"), median(&mut layout), with_otp);
}

/// A module of about so many lines; function `changed` compares with `value`, and there are `blank` empty lines before
/// it.
fn large_text(lines: usize, changed: usize, value: usize, blank: usize) -> String {
    let mut text = "-module(large).\n-compile([export_all, nowarn_export_all]).\n".to_string();
    for n in 0..lines / 10 {
        let (number, gap) = if n == changed { (value, blank) } else { (n, 0) };
        text.push_str(&"\n".repeat(gap));
        text.push_str(&format!(
            "%% Function {n}.\n\
             f{n}(X, [H | T], Acc) when X > {number} ->\n\
                 Y = X + H * {n},\n\
                 case T of\n\
                     [] -> {{done, Y, Acc}};\n\
                     [{{key, K}} | _] -> f{n}(K, T, [Y | Acc]);\n\
                     _ -> f{n}(Y - 1, T, [{{item, Y}} | Acc])\n\
                 end;\n\
             f{n}(_, [], Acc) -> lists:reverse(Acc).\n\n"
        ));
    }
    text
}

/// What `c:c/1` takes for each of these texts, the median.
fn change_with_otp(folder: &Path, texts: &[String]) -> Duration {
    for (number, text) in texts.iter().enumerate() {
        std::fs::write(folder.join(format!("text{number}")), text).expect("written");
    }
    let last = texts.len() - 1;
    let middle = texts.len() / 2 + 1;
    measure_with_otp(
        folder,
        &format!(
            "Compile = fun(N) ->
                 {{ok, _}} = file:copy(\"text\" ++ integer_to_list(N), \"large.erl\"),
                 element(1, timer:tc(fun() -> {{ok, _}} = c:c(large) end))
             end,
             Times = [Compile(N) || N <- lists:seq(0, {last})],
             io:format(\"~p~n\", [lists:nth({middle}, lists:sort(Times))]), halt()."
        ),
    )
}

/// What `c:c/1` takes, by its own clock.
fn compile_with_otp(text: &str) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("code_reload.erl"), text).expect("written");
    let program = format!(
        "Times = [element(1, timer:tc(fun() -> {{ok, _}} = c:c(code_reload) end)) || _ <- lists:seq(1, {COUNT})],
         io:format(\"~p~n\", [lists:nth({COUNT} div 2, lists:sort(Times))]), halt()."
    );
    measure_with_otp(folder.path(), &program)
}

/// Runs a program that prints microseconds.
fn measure_with_otp(folder: &Path, program: &str) -> Duration {
    let output = Command::new("erl")
        .current_dir(folder)
        .args(["-noshell", "-eval", program])
        .stdin(Stdio::null())
        .output()
        .expect("erl runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let last = text.lines().last().and_then(|line| line.trim().parse().ok());
    Duration::from_micros(last.unwrap_or_else(|| panic!("not a number: {text:?}")))
}
