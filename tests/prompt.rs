//! The prompt as a person uses it.

mod screen;

use std::path::Path;

use screen::{Session, last};
use tempfile::TempDir;

const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const UP: &str = "\x1b[A";

fn folder() -> TempDir {
    TempDir::new().expect("a folder")
}

fn start(folder: &Path) -> Session {
    Session::start(folder, folder, &[])
}

/// The rows that follow a row.
fn below<'a>(rows: &'a [String], row: &str) -> &'a [String] {
    rows.iter().position(|r| r == row).map_or(&[], |at| &rows[at + 1..])
}

#[test]
fn expressions_may_span_lines() {
    let folder = folder();
    let mut prompt = start(folder.path());
    prompt.type_at(1, "X = lists:map(fun(N) -> N * 2 end,");
    prompt.wait("a prompt for more", |rows| last(rows) == "..");
    prompt.press("[1, 2]).\r");
    prompt.wait_row("[2,4]");
    prompt.type_at(2, "\"a. b\" ++ [hd(X)]. {X, ok}.");
    prompt.wait_row("3> {[2,4],ok}");
    prompt.wait_row("4>");
}

#[test]
fn an_exception_ends_the_process_and_leaves_the_bindings() {
    let folder = folder();
    let mut prompt = start(folder.path());
    prompt.type_at(1, "X = 1, First = self(), ok.");
    prompt.type_at(2, "X = 2.");
    prompt.wait_row("** exception error: no match of right hand side value 2");
    prompt.type_at(3, "{X, First =:= self(), self() =:= self()}.");
    prompt.wait_row("{1,false,true}");
    prompt.type_at(4, "f(X).");
    prompt.type_at(5, "X = 2.");
    prompt.type_at(6, "v(5) + X.");
    prompt.wait_row("4");
    prompt.type_at(7, "f(), b().");
    prompt.wait_text("undefined shell command");
    prompt.type_at(8, "b().");
    prompt.wait("the bindings", |rows| rows.iter().any(|row| row == "X = 2"));
    prompt.type_at(9, "1 + .");
    prompt.wait_text("prompt:1:5");
    prompt.type_at(9, "nonsense().");
    prompt.wait_row("** exception error: undefined shell command nonsense/0");
}

#[test]
fn output_never_lands_in_the_typed_line() {
    let folder = folder();
    let mut prompt = start(folder.path());
    prompt.type_at(
        1,
        "Tick = fun(F, N) -> io:format(\"tick ~p~n\", [N]), timer:sleep(2), F(F, N + 1) end, ok.",
    );
    prompt.type_at(2, "P = spawn(fun() -> Tick(Tick, 1) end), ok.");
    prompt.wait_text("tick 3");
    for letter in "\"what is typed stays whole\"".chars() {
        prompt.press(&letter.to_string());
        std::thread::sleep(std::time::Duration::from_millis(3));
    }
    prompt.wait_text("tick 60");
    prompt.wait("the typed line", |rows| last(rows) == "3> \"what is typed stays whole\"");
    prompt.press(".\r");
    prompt.wait_row("\"what is typed stays whole\"");
    prompt.press("exit(P, kill).\r");
    prompt.wait_row("true");
    let ticks: Vec<u32> =
        prompt.rows().iter().filter_map(|row| row.strip_prefix("tick ")?.parse().ok()).collect();
    assert!(ticks.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{ticks:?}");
}

#[test]
fn an_unfinished_line_is_shown_above_and_continued() {
    let folder = folder();
    let mut prompt = start(folder.path());
    let wait = "Wait = fun(M) -> receive M -> ok end end, ok.";
    prompt.type_at(1, wait);
    let write = "P = spawn(fun() -> Wait(a), io:format(\"abc\"), Wait(b), io:format(\"def~nghi\") end), ok.";
    prompt.type_at(2, write);
    prompt.type_at(3, "spawn(fun() -> timer:sleep(50), P ! a, timer:sleep(50), P ! b end), ok.");
    prompt.wait_row("4>");
    prompt.press("typed");
    prompt.wait("the whole text", |rows| below(rows, "abcdef") == ["ghi", "4> typed"]);
}

#[test]
fn ctrl_c_stops_an_evaluation() {
    let folder = folder();
    let mut prompt = start(folder.path());
    prompt.type_at(1, "Loop = fun(F) -> F(F) end, First = self(), ok.");
    prompt.type_at(2, "Loop(Loop).");
    prompt.wait_row("2> Loop(Loop).");
    std::thread::sleep(std::time::Duration::from_millis(100));
    prompt.press(CTRL_C);
    prompt.wait_row("** exception exit: killed");
    prompt.type_at(3, "timer:sleep(infinity).");
    std::thread::sleep(std::time::Duration::from_millis(100));
    prompt.press(CTRL_C);
    prompt.wait_row("4>");
    prompt.press("half");
    prompt.wait_row("4> half");
    prompt.press(CTRL_C);
    prompt.wait("an empty line", |rows| last(rows) == "4>");
    prompt.press("First =:= self().\r");
    prompt.wait_row("false");
}

#[test]
fn tab_completes_names() {
    let folder = folder();
    let mut prompt = start(folder.path());
    prompt.type_at(1, "Something = [3, 1, 2], ok.");
    prompt.wait("the prompt", |rows| last(rows) == "2>");
    prompt.press("lis\tkeyf\t1, 1, [{1, a}]) =/= So\t.");
    prompt.wait_row("2> lists:keyfind(1, 1, [{1, a}]) =/= Something.");
    prompt.press("\r");
    prompt.type_at(3, "spawn(fun() -> timer:sleep(300), io:format(\"printed~n\") end), ok.");
    prompt.wait("the prompt", |rows| last(rows) == "4>");
    prompt.press("lists:mapfold\t\t");
    prompt.wait_text("mapfoldr/3");
    prompt.wait_row("printed");
    prompt.wait("what was typed", |rows| last(rows) == "4> lists:mapfold");
}

#[test]
fn a_flood_of_output_can_be_stopped() {
    let folder = folder();
    let mut prompt = start(folder.path());
    prompt.type_at(1, "Flood = fun(F) -> io:format(\"flood~n\"), F(F) end, ok.");
    prompt.type_at(2, "Flood(Flood).");
    prompt.wait_row("flood");
    prompt.press(CTRL_C);
    prompt.type_at(3, "P = spawn(fun() -> Flood(Flood) end), ok.");
    prompt.wait("the prompt below the flood", |rows| last(rows) == "4>");
    prompt.press("exit(P, kill).\r");
    // What the process had printed before the signal reached it may push the value off the screen.
    prompt.type_at(5, "is_process_alive(P).");
    prompt.wait_row("false");
    prompt.type_at(6, "q().");
    assert_eq!(prompt.end(), 0);
}

#[test]
fn there_are_ways_to_leave() {
    let folder = folder();
    for (keys, status) in
        [(CTRL_D, 0), ("q().\r", 0), ("halt(5).\r", 5), ("spawn(fun() -> halt(6) end).\r", 6)]
    {
        let mut prompt = start(folder.path());
        prompt.wait_row("1>");
        prompt.press(keys);
        assert_eq!(prompt.end(), status, "{keys:?}");
    }
}

#[test]
fn a_closed_terminal_ends_the_program() {
    let folder = folder();
    for busy in ["ok.", "timer:sleep(infinity).", "L = fun(F) -> io:format(\"x~n\"), F(F) end, L(L)."] {
        let mut prompt = start(folder.path());
        prompt.type_at(1, busy);
        std::thread::sleep(std::time::Duration::from_millis(50));
        prompt.hang_up();
        prompt.end();
    }
}

#[test]
fn history_lasts_between_runs() {
    let folder = folder();
    let mut prompt = start(folder.path());
    prompt.type_at(1, "X = \"an expression to remember\".");
    prompt.wait_row("2>");
    prompt.press(CTRL_D);
    assert_eq!(prompt.end(), 0);
    let mut prompt = start(folder.path());
    prompt.wait_row("1>");
    prompt.press(UP);
    prompt.wait_row("1> X = \"an expression to remember\".");
}

#[test]
fn a_home_that_cannot_be_written_does_not_matter() {
    let folder = folder();
    let mut prompt = Session::start(folder.path(), Path::new("/dev/null"), &[]);
    prompt.type_at(1, "1 + 1.");
    prompt.wait_row("2");
    prompt.wait_row("2>");
}

#[test]
fn requests_do_not_show_in_the_mailbox() {
    let folder = folder();
    let mut prompt = start(folder.path());
    prompt.type_at(1, "self() ! hello, self() ! [104, 105], ok.");
    prompt.type_at(2, "receive hello -> got end.");
    prompt.wait_row("got");
    prompt.type_at(3, "flush().");
    prompt.wait("the message", |rows| below(rows, "Shell got \"hi\"").first().is_some_and(|row| row == "ok"));
    prompt.type_at(4, "spawn_link(fun() -> timer:sleep(20), exit(bye) end), ok.");
    prompt.wait_row("** exception exit: bye");
    prompt.type_at(5, "i().");
    prompt.wait_text("Current Function");
}

#[test]
fn a_module_is_compiled_by_hand() {
    let folder = folder();
    let file = folder.path().join("m.erl");
    let text = |n: u32| format!("-module(m).\n-export([n/0]).\nn() -> {n}.\n");
    std::fs::write(&file, text(1)).expect("the file is written");
    let mut prompt = start(folder.path());
    prompt.wait_text("m v1 loaded");
    prompt.type_at(1, "c(m).");
    prompt.wait_row("{ok,m}");
    std::fs::write(&file, text(2)).expect("the file is written");
    prompt.type_at(2, "c(m), m:n().");
    prompt.wait("the new value", |rows| rows.iter().any(|row| row == "2"));
    prompt.wait_text("m v2 loaded: n/0 changed");
    std::fs::write(&file, "-module(m).\n-export([n/0]).\nn() -> X.\n").expect("the file is written");
    prompt.type_at(3, "c(m).");
    prompt.wait_text("variable 'X' is unbound");
    prompt.wait_row("error");
    prompt.type_at(4, "{m:n(), c(no_such_module)}.");
    prompt.wait_row("{2,{error,non_existing}}");
    prompt.type_at(5, "m().");
    prompt.wait("the table", |rows| rows.iter().any(|row| row.starts_with("m ") && row.ends_with("m.erl")));
}

#[test]
fn the_prompt_outlives_its_own_processes() {
    let folder = folder();
    let mut prompt = start(folder.path());
    prompt.type_at(1, "[exit(P, kill) || P <- processes()].");
    prompt.wait_row("** exception exit: killed");
    prompt.type_at(2, "length(processes()) > 1.");
    prompt.wait_row("true");
    prompt.type_at(
        3,
        "spawn(fun() -> timer:sleep(50), [exit(P, kill) || P <- processes(), P =/= self()] end), ok.",
    );
    prompt.wait_row("ok");
    std::thread::sleep(std::time::Duration::from_millis(300));
    prompt.type_at(4, "20 + 22.");
    prompt.wait_row("42");
}

#[test]
fn what_is_no_expression_takes_no_number() {
    let folder = folder();
    let mut prompt = start(folder.path());
    prompt.type_at(1, "1 + .");
    prompt.wait_text("syntax error");
    prompt.type_at(1, "Unbound.");
    prompt.wait_text("variable 'Unbound' is unbound");
    prompt.type_at(2, "40 + 2.");
    prompt.wait_row("42");
}

#[test]
fn the_prompt_outlives_a_full_table_of_atoms() {
    let folder = folder();
    let mut prompt = start(folder.path());
    prompt.type_at(1, "F = fun G(N) -> list_to_atom(integer_to_list(N)), G(N + 1) end.");
    prompt.type_at(2, "F(0).");
    prompt.wait_text("** exception error: a system limit has been reached");
    prompt.type_at(3, "{new_name, Another} = {new_name, 2}.");
    prompt.wait_row("{new_name,2}");
}
