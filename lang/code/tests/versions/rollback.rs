//! Going back to earlier versions.

use swerl_code::NoRollback;

use crate::bench::Bench;

fn text(n: u32) -> String {
    format!("-export([f/0]).\nf() -> {{version, {n}}}.\n")
}

#[test]
fn a_rollback_makes_an_earlier_version_current() {
    let bench = Bench::new();
    for n in 1..=4 {
        bench.load("back", &text(n));
    }
    let back = bench.server.rollback("back", None).unwrap();
    assert_eq!((back.from, back.to), (Some(4), 3));
    assert_eq!(bench.call("back", "f"), "{version,3}");
    let back = bench.server.rollback("back", None).unwrap();
    assert_eq!((back.from, back.to), (Some(3), 2));
    let back = bench.server.rollback("back", Some(4)).unwrap();
    assert_eq!((back.from, back.to), (Some(2), 4));
    assert_eq!(bench.call("back", "f"), "{version,4}");
    let back = bench.server.rollback("back", None).unwrap();
    assert_eq!((back.from, back.to), (Some(4), 2), "a step back undoes a jump");
    assert_eq!(bench.call("back", "f"), "{version,2}");
    let loaded = bench.load("back", &text(5));
    assert_eq!((loaded.version, loaded.previous), (5, Some(2)), "numbers are not given twice");
}

#[test]
fn a_version_that_was_given_back_is_compiled_again() {
    let bench = Bench::new();
    let folder = tempfile::tempdir().unwrap();
    let header = folder.path().join("value.hrl");
    let path = folder.path().join("kept.erl");
    std::fs::write(&path, "-module(kept).\n-include(\"value.hrl\").\n-export([f/0]).\nf() -> ?VALUE.\n")
        .unwrap();
    for n in 1..=3 {
        std::fs::write(&header, format!("-define(VALUE, [{n}, text]).\n")).unwrap();
        bench.server.load_file(&path, std::time::Instant::now());
    }
    bench.wait_resident("kept", &[3]);
    std::fs::remove_file(&header).unwrap();
    let back = bench.server.rollback("kept", Some(1)).unwrap();
    assert!(back.recompiled);
    assert_eq!(bench.call("kept", "f"), "[1,text]", "with what it included then");
}

#[test]
fn a_saved_text_that_is_current_after_a_rollback_makes_no_version() {
    let bench = Bench::new();
    bench.load("saved", &text(1));
    bench.load("saved", &text(2));
    bench.server.rollback("saved", None).unwrap();
    assert!(matches!(bench.outcome("saved", &text(1)), swerl_code::Outcome::Unchanged { version: 1, .. }));
    assert_eq!(bench.load("saved", &text(2)).version, 3);
}

#[test]
fn there_is_not_always_a_way_back() {
    let bench = Bench::new();
    assert!(matches!(bench.server.rollback("never_there", None), Err(NoRollback::NoModule)));
    bench.load("first", &text(1));
    assert!(matches!(bench.server.rollback("first", None), Err(NoRollback::NothingBefore)));
    assert!(matches!(bench.server.rollback("first", Some(1)), Err(NoRollback::Current(1))));
    assert!(matches!(bench.server.rollback("first", Some(7)), Err(NoRollback::NoVersion(7))));
}

#[test]
fn a_deleted_module_is_undefined_until_it_is_loaded_or_rolled_back() {
    let bench = Bench::new();
    bench.load("deleted", &text(1));
    assert!(bench.server.delete("deleted") && !bench.server.delete("deleted"));
    assert!(bench.call("deleted", "f").starts_with("{'EXIT',{undef,"));
    bench.server.rollback("deleted", None).unwrap();
    assert_eq!(bench.call("deleted", "f"), "{version,1}");
    bench.server.delete("deleted");
    assert_eq!(bench.load("deleted", &text(1)).version, 2);
}

#[test]
fn a_hundred_sources_are_kept() {
    let bench = Bench::new();
    for n in 1..=110 {
        bench.load("hundred", &text(n));
    }
    bench.wait_resident("hundred", &[110]);
    bench.server.rollback("hundred", Some(10)).unwrap();
    assert_eq!(bench.call("hundred", "f"), "{version,10}");
}

#[test]
fn what_changed_can_be_shown() {
    let bench = Bench::new();
    let lines =
        |last: &str| format!("-export([f/0]).\nf() ->\n    g().\n{}g() -> {last}.\n", "\n".repeat(20));
    bench.load("shown", &lines("one"));
    assert!(bench.server.diff("shown", None, None).is_err());
    bench.load("shown", &lines("two"));
    bench.load("shown", &lines("three"));
    let diff = bench.server.diff("shown", None, None).unwrap();
    assert!(diff.starts_with("--- shown.erl v2\n+++ shown.erl v3\n@@ "), "{diff}");
    assert!(diff.contains("\n-g() -> two.\n+g() -> three.\n") && !diff.contains("f() ->"), "{diff}");
    let diff = bench.server.diff("shown", Some(3), Some(1)).unwrap();
    assert!(diff.contains("\n-g() -> three.\n+g() -> one.\n"), "{diff}");
    assert!(bench.server.diff("shown", Some(9), None).unwrap_err().contains("v9 is not kept"));
    let versions = bench.server.versions("shown");
    assert_eq!(
        versions.iter().map(|v| (v.number, v.current)).collect::<Vec<_>>(),
        [(1, false), (2, false), (3, true)]
    );
    assert_eq!(versions[2].changed, ["g/0"]);
    assert!(versions[2].bytes.is_some() && versions[0].digest != versions[1].digest);
}
