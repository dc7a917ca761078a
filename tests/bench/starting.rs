//! From the start of the program to its first prompt, on a pseudo-terminal.

use std::io::Read;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::{ROUNDS, line, median, swerl};

pub fn measure(otp: bool) {
    let (mut here, mut there) = (Vec::new(), Vec::new());
    // An empty folder: nothing to load.
    let folder = tempfile::tempdir().expect("a folder");
    for _ in 0..ROUNDS {
        here.push(start(swerl(), folder.path()));
        if otp {
            there.push(start("erl", folder.path()));
        }
    }
    line("start to first prompt", median(&mut here), otp.then(|| median(&mut there)));
}

fn start(program: &str, folder: &std::path::Path) -> Duration {
    let pair = native_pty_system().openpty(PtySize::default()).expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(program);
    command.cwd(folder);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let start = Instant::now();
    let mut child = pair.slave.spawn_command(command).expect("the program starts");
    drop(pair.slave);
    let mut seen = Vec::new();
    let mut buffer = [0; 4096];
    while !seen.windows(3).any(|window| window == b"1> ") {
        match reader.read(&mut buffer) {
            Ok(0) | Err(_) => panic!("{program} gave no prompt: {}", String::from_utf8_lossy(&seen)),
            Ok(count) => seen.extend_from_slice(&buffer[..count]),
        }
    }
    let time = start.elapsed();
    let _ = child.kill();
    let _ = child.wait();
    time
}
