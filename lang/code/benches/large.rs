//! A change of one function of a large module: `cargo bench -p swerl-code --bench large -- [LINES]...`.

use std::path::Path;
use std::time::{Duration, Instant};

use swerl_code::{CodeServer, Options, Outcome};
use swerl_runtime::scheduler;

/// Saves of each kind, of which the median counts.
const SAVES: usize = 15;

/// A module of about so many lines; function `changed` returns `value`, and there are `blank` empty lines
/// before it.
fn text(lines: usize, changed: usize, value: usize, blank: usize) -> String {
    let mut text = format!("-module(large{lines}).\n-compile(export_all).\n");
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

fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

fn main() {
    let mut sizes: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![30, 1000, 10_000];
    }
    let server = CodeServer::start(Options::default());
    drop(scheduler::start(2));
    for lines in sizes {
        let path = format!("large{lines}.erl");
        let load = |text: &str| {
            let start = Instant::now();
            let outcome = server.load_text(Path::new(&path), text, start);
            assert!(matches!(outcome, Outcome::Loaded(_)), "{outcome:?}");
            start.elapsed()
        };
        let first = load(&text(lines, 0, 0, 0));
        let functions = lines / 10;
        let mut one: Vec<Duration> =
            (0..SAVES).map(|n| load(&text(lines, n * 37 % functions, 1_000_000 + n, 0))).collect();
        let mut layout: Vec<Duration> = (1..=SAVES).map(|n| load(&text(lines, 0, 0, n))).collect();
        println!(
            "{lines:>6} lines: first load {:>8.1} ms, one function changed {:>7.1} ms, layout changed {:>7.1} ms",
            first.as_secs_f64() * 1000.0,
            median(&mut one),
            median(&mut layout)
        );
    }
}
