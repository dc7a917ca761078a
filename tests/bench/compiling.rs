//! Compiling the walkthrough's module again and publishing it, after one function has changed.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use swerl_code::{CodeServer, Options, Outcome};

use crate::{line, median, project};

/// Compilations measured; the first ones warm the caches.
const COUNT: usize = 100;
const WARM_UP: usize = 10;

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
}

/// What `c:c/1` takes, by its own clock.
fn compile_with_otp(text: &str) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("code_reload.erl"), text).expect("written");
    let program = format!(
        "Times = [element(1, timer:tc(fun() -> {{ok, _}} = c:c(code_reload) end)) || _ <- lists:seq(1, {COUNT})],
         io:format(\"~p~n\", [lists:nth({COUNT} div 2, lists:sort(Times))]), halt()."
    );
    let output = Command::new("erl")
        .current_dir(folder.path())
        .args(["-noshell", "-eval", &program])
        .stdin(Stdio::null())
        .output()
        .expect("erl runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let last = text.lines().last().and_then(|line| line.trim().parse().ok());
    Duration::from_micros(last.unwrap_or_else(|| panic!("not a number: {text:?}")))
}
