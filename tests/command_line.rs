//! `swerl run` and `swerl check` as a whole: what they print, where, and their exit status.

use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a run of the program has left.
struct Ended {
    status: Option<i32>,
    out: String,
    err: String,
}

/// Runs `swerl` in a folder that holds the files (name and text).
fn swerl(files: &[(&str, &str)], arguments: &[&str]) -> Ended {
    let folder = TempDir::new().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file is written");
    }
    swerl_in(folder.path(), arguments)
}

fn swerl_in(folder: &Path, arguments: &[&str]) -> Ended {
    let output = Command::new(env!("CARGO_BIN_EXE_swerl"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    Ended {
        status: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn check(files: &[(&str, &str)], arguments: &[&str], status: i32, out: &str, err: &str) {
    let ended = swerl(files, arguments);
    assert_eq!((ended.out.as_str(), ended.err.as_str()), (out, err), "{arguments:?}");
    assert_eq!(ended.status, Some(status), "{arguments:?}");
}

const MAIN: &str = "-module(m).\n-export([main/0, main/1, fail/1]).\n\
    main() -> io:format(\"no arguments~n\").\n\
    main(Args) -> io:format(\"~p~n\", [Args]).\n\
    fail(X) ->\n    1 = X,\n    ok.\n";

#[test]
fn main_is_called_with_and_without_arguments() {
    check(&[("m.erl", MAIN)], &["run", "m.erl"], 0, "no arguments\n", "");
    check(&[("m.erl", MAIN)], &["run", "."], 0, "no arguments\n", "");
    check(&[("m.erl", MAIN)], &["run", "m.erl", "--", "a", "-b"], 0, "[\"a\",\"-b\"]\n", "");
}

/// Whose turn it is, and how long it takes, is drawn from the seed alone.
#[test]
fn a_seeded_run_repeats() {
    let folder = TempDir::new().expect("a folder");
    let text = "-module(m).\n-export([main/0]).\n\
        main() ->\n    Idle = [spawn(fun() -> receive stop -> ok end end) || _ <- lists:seq(1, 9000)],\n\
            Me = self(),\n    receive after 1 -> ok end,\n\
            [spawn(fun() -> work(I rem 7 * 300), Me ! I end) || I <- lists:seq(1, 40)],\n\
            io:format(\"~w~n\", [[receive I when is_integer(I) -> I end || _ <- lists:seq(1, 40)]]),\n\
            [Pid ! stop || Pid <- Idle].\n\
        work(0) -> ok;\nwork(N) -> work(N - 1).\n";
    std::fs::write(folder.path().join("m.erl"), text).expect("a file is written");
    let order = |seed: u32| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_swerl"));
        program.args(["run", "m.erl"]).current_dir(folder.path()).stdin(Stdio::null());
        program.env("SWERL_SEED", seed.to_string()).output().expect("the program starts").stdout
    };
    let orders: Vec<_> = (1..4).map(order).collect();
    assert!(orders[0] != orders[1] || orders[1] != orders[2]);
    for _ in 0..4 {
        assert_eq!((1..4).map(order).collect::<Vec<_>>(), orders);
    }
}

#[test]
fn expressions_share_their_variables() {
    let arguments = ["run", "m.erl", "-e", "X = 20, Y = X + 1", "-p", "Y * 2.", "-p", "{X, \"text\"}"];
    check(&[("m.erl", MAIN)], &arguments, 0, "42\n{20,\"text\"}\n", "");
}

#[test]
fn an_uncaught_exception_is_told_with_its_places() {
    let err = "** exception error: no match of right hand side value 2\n     in function  m:fail/1 \
               (m.erl, line 6)\n";
    check(&[("m.erl", MAIN)], &["run", "m.erl", "-e", "m:fail(2)"], 1, "", err);
    check(&[("m.erl", MAIN)], &["run", "m.erl", "-e", "throw(x)"], 1, "", "** exception throw: x\n");
    check(&[("m.erl", MAIN)], &["run", "m.erl", "-e", "exit(x)"], 1, "", "** exception exit: x\n");
    check(&[("m.erl", MAIN)], &["run", "m.erl", "-e", "exit(normal)"], 0, "", "");
}

#[test]
fn what_is_printed_comes_out_before_the_end() {
    let many = "[io:format(\"~p~n\", [N]) || N <- lists:seq(1, 5000)]";
    let ended = swerl(&[("m.erl", MAIN)], &["run", "m.erl", "-e", many, "-e", "halt(3)"]);
    assert_eq!(ended.status, Some(3));
    assert_eq!(ended.out.lines().count(), 5000);
    assert!(ended.out.ends_with("4999\n5000\n"));
}

#[test]
fn processes_that_remain_do_not_keep_the_program() {
    let arguments = ["run", "m.erl", "-e", "spawn(fun() -> receive never -> ok end end), ok"];
    check(&[("m.erl", MAIN)], &arguments, 0, "", "");
}

#[test]
fn the_expression_process_can_be_killed() {
    let arguments = ["run", "m.erl", "-e", "exit(self(), kill), timer:sleep(60000)"];
    check(&[("m.erl", MAIN)], &arguments, 1, "", "** exception exit: killed\n");
}

#[test]
fn errors_in_a_module_are_shown_and_nothing_runs() {
    let text = "-module(m).\n-export([main/0]).\nmain() -> X.\n";
    let ended = swerl(&[("m.erl", text)], &["run", "m.erl"]);
    assert_eq!(ended.status, Some(1));
    assert_eq!(ended.out, "");
    assert!(ended.err.contains("variable 'X' is unbound\n --> m.erl:3:11\n"), "{}", ended.err);
    assert!(ended.err.contains("3 | main() -> X.\n  |           ^\n"), "{}", ended.err);
}

#[test]
fn what_cannot_be_run_is_said() {
    let ended = swerl(&[], &["run", "missing.erl"]);
    assert_eq!(ended.status, Some(1));
    assert!(ended.err.starts_with("swerl: missing.erl: "), "{}", ended.err);
    check(
        &[("m.erl", "-module(m).\n")],
        &["run", "m.erl"],
        1,
        "",
        "swerl: no module exports main/0 or main/1\n",
    );
    let refused = swerl(&[("m.erl", MAIN)], &["run", "m.erl", "-e", "1 +"]);
    assert_eq!(refused.status, Some(1));
    assert!(refused.err.contains("syntax error"), "{}", refused.err);
}

#[test]
fn wrong_usage_has_a_status_of_its_own() {
    for arguments in [&["run"][..], &["check"], &["--nonsense"], &["check", "--emit", "nonsense", "x"]] {
        let ended = swerl(&[], arguments);
        assert_eq!(ended.status, Some(2), "{arguments:?}");
        assert!(ended.err.contains("error: ") && ended.err.contains("--help"), "{}", ended.err);
    }
    assert_eq!(swerl(&[], &["--help"]).status, Some(0));
}

#[test]
fn check_tells_errors_and_warnings_of_all_files() {
    let good = "-module(good).\n-export([f/0]).\nf() -> ok.\n";
    let unused = "-module(unused).\n-export([f/1]).\nf(X) -> ok.\n";
    let bad = "-module(bad).\n-export([f/0]).\nf() -> g(), X.\n";
    check(&[("good.erl", good)], &["check", "good.erl"], 0, "", "");
    let ended = swerl(&[("unused.erl", unused)], &["check", "."]);
    assert_eq!(ended.status, Some(0));
    assert!(ended.err.contains("unused.erl:3:3"), "{}", ended.err);
    assert!(ended.err.ends_with("0 errors, 1 warning\n"), "{}", ended.err);
    let files = [("good.erl", good), ("unused.erl", unused), ("bad.erl", bad)];
    let ended = swerl(&files, &["check", "."]);
    assert_eq!(ended.status, Some(1));
    assert!(ended.err.contains("bad.erl:3:8") && ended.err.contains("bad.erl:3:13"), "{}", ended.err);
    assert!(ended.err.ends_with("2 errors, 1 warning\n"), "{}", ended.err);
}

#[test]
fn every_stage_can_be_shown() {
    for (stage, expect) in [
        ("tokens", "atom main"),
        ("ast", "main"),
        ("core", "main"),
        ("segments", "main"),
        ("clif", "function"),
    ] {
        let ended = swerl(&[("m.erl", MAIN)], &["check", "--emit", stage, "m.erl"]);
        assert_eq!(ended.status, Some(0), "{stage}: {}", ended.err);
        assert!(ended.out.contains(expect), "{stage}: {}", ended.out);
    }
}

#[test]
fn events_are_written_as_they_happen() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("m.erl"), MAIN).expect("a file is written");
    let ended = swerl_in(folder.path(), &["run", "m.erl", "--events", "events.jsonl"]);
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    let events = std::fs::read_to_string(folder.path().join("events.jsonl")).expect("the file is there");
    assert!(events.contains("\"event\":\"loaded\"") && events.contains("\"module\":\"m\""), "{events}");
}

#[test]
fn a_prompt_reads_from_a_pipe() {
    use std::io::Write;
    let folder = TempDir::new().expect("a folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_swerl"))
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut keys = child.stdin.take().expect("a pipe");
    keys.write_all(b"X = 1 +\n2.\nX = 4. X.\n").expect("it reads");
    drop(keys);
    let output = child.wait_with_output().expect("it ends");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0));
    let expect = "1> .. 3\n2> ** exception error: no match of right hand side value 4\n3> 3\n4> \n";
    assert!(text.ends_with(expect), "{text}");
}

#[test]
fn a_reader_that_is_gone_ends_the_program() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_swerl"))
        .args(["run", ".", "-e", "F = fun(F) -> io:format(\"more~n\"), F(F) end, F(F)"])
        .current_dir(TempDir::new().expect("a folder").path())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
}
