//! The same tests under drills. A drill is for a whole program: each runs in one of its own.

use std::process::Command;

/// Runs tests of this program whose names start so, with a variable of the environment set.
fn check(tests: &str, variable: &str, value: &str) {
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program)
        .args([tests, "--test-threads", "2"])
        .env(variable, value)
        .output()
        .expect("the tests can be started");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{variable}={value}: {text}");
    assert!(!text.contains("running 0 tests"), "{text}");
}

#[test]
fn the_model_holds_under_a_seeded_scheduler() {
    for seed in ["1", "2", "3"] {
        check("model::", "SWERL_SEED", seed);
    }
}

#[test]
fn versions_drain_while_every_allocation_collects() {
    check("draining::", "SWERL_TORTURE", "1");
}

#[test]
fn nothing_complained_of_happens_while_every_allocation_collects() {
    check("complaints::", "SWERL_TORTURE", "1");
}
