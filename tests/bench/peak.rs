//! The most memory that a program had while it ran, as the system counts it.

use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// The most memory of a run.
#[derive(Debug, Clone, Copy)]
pub struct Peak {
    /// In bytes; `None` where the system does not tell.
    pub bytes: Option<u64>,
}

/// How often the count is read: the system keeps the maximum, so only what is new within the last moment of a run
/// can be missed.
const INTERVAL: Duration = Duration::from_millis(3);

/// Runs a command to its end, with its output.
pub fn run_to_end(command: &mut Command) -> Result<(Output, Peak), String> {
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("it does not start: {error}"))?;
    let path = format!("/proc/{}/status", child.id());
    let (most, ended) = (AtomicU64::new(0), AtomicBool::new(false));
    let output = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Acquire) {
                if let Some(bytes) = read(&path) {
                    most.fetch_max(bytes, Ordering::Relaxed);
                }
                std::thread::sleep(INTERVAL);
            }
        });
        let output = child.wait_with_output();
        ended.store(true, Ordering::Release);
        output
    });
    let output = output.map_err(|error| format!("its output cannot be read: {error}"))?;
    let bytes = Some(most.into_inner()).filter(|&bytes| bytes > 0);
    Ok((output, Peak { bytes }))
}

fn read(path: &str) -> Option<u64> {
    let status = std::fs::read_to_string(path).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}
