//! A stand-in for the prompt: a shell script that prints a prompt and answers what is typed.

use std::num::NonZeroU16;

use super::*;

/// Answers `ok N` to each line; `quit` ends it with status 3; a line that starts with `load` is
/// written to the events file as a version of module `a`.
const PROGRAM: &str = r#"#!/bin/sh
n=1
events=$(while [ $# -gt 1 ]; do shift; done; echo "$1")
while printf '%s> ' $n; read -r line; do
    case "$line" in
        quit) exit 3 ;;
        load*) echo '{"event":"loaded","module":"a","version":2,"previous":1,"path":"a.erl","changed":[],"added":[],"removed":[],"running_old":0,"warnings":[],"microseconds":1}' >> "$events" ;;
        *) echo "ok $n $(cat a.erl)" ;;
    esac
    n=$((n + 1))
done
"#;

fn player(steps: Vec<Step>) -> (TempDir, Player<Vec<u8>>) {
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("program");
    std::fs::write(&program, PROGRAM).expect("written");
    std::fs::write(folder.path().join("a.erl"), "one").expect("written");
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&program, executable).expect("made executable");
    let size = |n| NonZeroU16::new(n).expect("not zero");
    let script =
        Script { title: "T".into(), files: vec!["a.erl".into()], arguments: vec!["a.erl".into()], steps };
    let setting = Setting {
        program,
        source: folder.path().to_owned(),
        size: Size { rows: size(10), columns: size(60) },
        stage: None,
        pace: Pace::new(None),
        interrupted: Arc::default(),
    };
    (folder, Player::start(script, setting).expect("started"))
}

#[test]
fn a_script_is_played_on_a_copy() {
    let (folder, mut player) = player(vec![
        Step::Caption("words".into()),
        Step::Type("hello".into()),
        Step::WaitScreen("ok 1 one".into()),
        Step::Edit { file: "a.erl".into(), replace: "one".into(), with: "two".into() },
        Step::Type("again".into()),
        Step::WaitScreen("ok 2 two".into()),
        Step::Type("load".into()),
        Step::WaitLoaded { module: "a".into(), version: 2 },
        Step::Type("quit".into()),
        Step::WaitExit(3),
    ]);
    player.play().expect("played");
    assert_eq!(std::fs::read_to_string(folder.path().join("a.erl")).expect("read"), "one");
}

#[test]
fn what_does_not_come_is_said_with_its_step_and_the_screen() {
    let (_folder, mut player) = player(vec![Step::Type("hello".into()), Step::WaitScreen("good bye".into())]);
    player.limit = Duration::from_millis(300);
    let message = player.play().expect_err("a failure").to_string();
    assert!(message.starts_with("step 2, WaitScreen(\"good bye\"): not seen within"), "{message}");
    assert!(message.contains("  | ok 1 one"), "{message}");
}

#[test]
fn an_end_that_was_not_expected_is_said_at_once() {
    let (_folder, mut player) = player(vec![Step::Type("quit".into()), Step::WaitScreen("ok".into())]);
    let message = player.play().expect_err("a failure").to_string();
    assert!(message.contains("step 2") && message.contains("ended with status 3"), "{message}");
}

#[test]
fn a_person_may_end_it() {
    let (_folder, mut player) = player(vec![Step::WaitScreen("never".into())]);
    player.interrupted.store(true, Ordering::Relaxed);
    assert!(matches!(player.play(), Err(Failure::Interrupted)));
}
