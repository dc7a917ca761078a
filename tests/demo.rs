//! Every demo in `examples/` plays to its end.

use std::path::Path;
use std::process::Command;

fn check(script: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(script);
    let played = Command::new(env!("CARGO_BIN_EXE_swerl"))
        .args(["demo", "--check"])
        .arg(path)
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&played.stderr);
    assert!(played.status.success(), "{}\n{said}", played.status);
}

#[test]
fn code_reload() {
    check("code_reload.ron");
}
