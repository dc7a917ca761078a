//! Sessions at the prompt that print what Erlang's shell prints: `sessions/*.in` is typed, `*.out` is
//! what `sessions/record.sh` has recorded from Erlang/OTP.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What Swerl prints in a session, as `normal.sh` leaves it.
fn play(folder: &Path, session: &Path) -> String {
    let mut swerl = Command::new(env!("CARGO_BIN_EXE_swerl"))
        .arg("faults.erl")
        .current_dir(folder)
        .stdin(File::open(session).expect("the session is there"))
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let printed = swerl.stdout.take().expect("a pipe");
    let normal = Command::new("sh").arg("normal.sh").current_dir(folder).stdin(printed).output();
    let normal = normal.expect("the shell starts");
    assert!(swerl.wait().expect("it ends").success());
    String::from_utf8_lossy(&normal.stdout).into_owned()
}

#[test]
fn sessions_print_what_erlang_prints() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    let mut sessions: Vec<PathBuf> = (fs::read_dir(&folder).expect("the folder is there"))
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "in"))
        .collect();
    sessions.sort();
    assert!(!sessions.is_empty());
    for session in sessions {
        let expect = fs::read_to_string(session.with_extension("out")).expect("the record is there");
        let printed = play(&folder, &session);
        for (place, (printed, expect)) in printed.lines().zip(expect.lines()).enumerate() {
            assert_eq!(printed, expect, "{}, line {} of the record", session.display(), place + 1);
        }
        assert_eq!(printed.lines().count(), expect.lines().count(), "{}", session.display());
    }
}
