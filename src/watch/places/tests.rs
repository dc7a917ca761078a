//! Real folders, since links and missing parts are what this is about.

use std::fs;
use std::os::unix::fs::symlink;

use super::*;

fn folder() -> (tempfile::TempDir, PathBuf) {
    let guard = tempfile::tempdir().expect("a temporary folder");
    let real = guard.path().canonicalize().expect("its real path");
    (guard, real)
}

fn survey(paths: &[&Path]) -> Survey {
    let paths: Vec<_> = paths.iter().map(|p| p.to_path_buf()).collect();
    Places::new(&paths).expect("places").survey(&[])
}

#[test]
fn only_sources_are_sources() {
    for name in ["a.erl", "dir/b_SUITE.erl"] {
        assert!(is_source(Path::new(name)), "{name}");
    }
    for name in [".a.erl.swp", "a.erl~", ".#a.erl", "#a.erl#", "a.erl.tmp", "4913", "a.hrl", ".a.erl", "erl"]
    {
        assert!(!is_source(Path::new(name)), "{name}");
    }
}

#[test]
fn a_folder_is_its_sources_by_name() {
    let (_guard, dir) = folder();
    for name in ["b.erl", "a.erl", "a.erl~", "c.txt", ".d.erl"] {
        fs::write(dir.join(name), "").expect("written");
    }
    fs::create_dir(dir.join("folder.erl")).expect("made");
    let found = survey(&[&dir]);
    assert_eq!(found.files, [dir.join("a.erl"), dir.join("b.erl")]);
    assert_eq!(expand(std::slice::from_ref(&dir)).expect("expanded"), found.files);
    assert!(found.folders.contains(&dir) && found.folders.contains(dir.parent().expect("parent")));
    assert_eq!(found.signs(&dir.join("a.erl"), Change::Saved), [Sign::Saved(dir.join("a.erl"))]);
    assert_eq!(found.signs(&dir.join("new.erl"), Change::Touched), [Sign::Touched(dir.join("new.erl"))]);
    assert_eq!(found.signs(&dir.join("a.erl~"), Change::Saved), []);
    assert_eq!(found.signs(&dir, Change::Gone), [Sign::Rescan]);
    assert_eq!(found.signs(&dir.parent().expect("parent").join("x.erl"), Change::Saved), []);
}

#[test]
fn a_file_alone_does_not_open_its_folder() {
    let (_guard, dir) = folder();
    fs::write(dir.join("a.erl"), "").expect("written");
    let found = survey(&[&dir.join("a.erl")]);
    assert_eq!(found.files, [dir.join("a.erl")]);
    assert_eq!(found.signs(&dir.join("b.erl"), Change::Saved), []);
    assert_eq!(found.signs(&dir.join("a.erl"), Change::Gone), [Sign::Gone(dir.join("a.erl"))]);
}

#[test]
fn a_file_named_twice_is_one() {
    let (_guard, dir) = folder();
    fs::write(dir.join("a.erl"), "").expect("written");
    assert_eq!(survey(&[&dir.join("a.erl"), &dir]).files.len(), 1);
}

#[test]
fn a_link_is_watched_where_it_leads() {
    let (_guard, dir) = folder();
    fs::create_dir(dir.join("real")).expect("made");
    fs::create_dir(dir.join("seen")).expect("made");
    fs::write(dir.join("real/x.txt"), "").expect("written");
    symlink("../real/x.txt", dir.join("seen/a.erl")).expect("linked");
    let found = survey(&[&dir.join("seen")]);
    let name = dir.join("seen/a.erl");
    assert_eq!(found.files, std::slice::from_ref(&name));
    assert!(found.folders.contains(&dir.join("real")));
    assert_eq!(found.signs(&dir.join("real/x.txt"), Change::Saved), [Sign::Saved(name)]);
}

#[test]
fn a_file_that_becomes_a_link_asks_for_a_new_survey() {
    let (_guard, dir) = folder();
    fs::write(dir.join("a.erl"), "").expect("written");
    let found = survey(&[&dir]);
    fs::write(dir.join("other"), "").expect("written");
    fs::remove_file(dir.join("a.erl")).expect("removed");
    symlink("other", dir.join("a.erl")).expect("linked");
    assert_eq!(found.signs(&dir.join("a.erl"), Change::Touched), [Sign::Rescan]);
}

#[test]
fn a_missing_folder_is_awaited_at_the_nearest_one_above() {
    let (_guard, dir) = folder();
    let found = survey(&[&dir.join("x/y/z")]);
    assert_eq!(found.files, [] as [PathBuf; 0]);
    assert_eq!(found.missing_folders, [dir.join("x/y/z")]);
    assert!(found.folders.contains(&dir));
    assert_eq!(found.signs(&dir.join("x"), Change::Touched), [Sign::Rescan]);
    assert_eq!(found.signs(&dir.join("other"), Change::Touched), []);
}

#[test]
fn a_link_that_leads_nowhere_is_watched_where_it_will_lead() {
    let (_guard, dir) = folder();
    fs::create_dir(dir.join("seen")).expect("made");
    symlink("../x.erl", dir.join("seen/a.erl")).expect("linked");
    symlink("../away/y.erl", dir.join("seen/b.erl")).expect("linked");
    let found = survey(&[&dir.join("seen")]);
    assert_eq!(found.files, [] as [PathBuf; 0]);
    assert_eq!(found.signs(&dir.join("x.erl"), Change::Saved), [Sign::Saved(dir.join("seen/a.erl"))]);
    assert!(found.folders.contains(&dir));
    assert_eq!(found.signs(&dir.join("away"), Change::Touched), [Sign::Rescan]);
}

#[test]
fn links_in_a_circle_end() {
    let (_guard, dir) = folder();
    symlink("b.erl", dir.join("a.erl")).expect("linked");
    symlink("a.erl", dir.join("b.erl")).expect("linked");
    let found = survey(&[&dir, &dir.join("a.erl")]);
    assert_eq!(found.files, [] as [PathBuf; 0]);
    assert_eq!(found.missing, [dir.join("a.erl")]);
}

#[test]
fn included_files_are_seen_anywhere() {
    let (_guard, dir) = folder();
    fs::create_dir(dir.join("include")).expect("made");
    fs::write(dir.join("include/a.hrl"), "").expect("written");
    let mut found = survey(&[&dir]);
    let name = dir.join("./include/a.hrl");
    found.add_header(&name);
    assert!(found.folders.contains(&dir.join("include")));
    assert_eq!(found.signs(&dir.join("include/a.hrl"), Change::Saved), [Sign::Saved(name)]);
}
