//! What the system must let the program have.

use std::fs;

/// Addresses that are reserved at the start, most of them without memory behind them: a gibibyte for code, a quarter
/// for literals, a quarter for the compiler's stack, and room for processes.
const ADDRESSES: u64 = 5 << 29;

/// For the stack of a scheduler, of which there is one a core.
const A_CORE: u64 = 64 << 20;

/// Whether the limit of addresses (`ulimit -v`) leaves enough.
///
/// # Errors
/// If not: says so in a sentence.
pub fn check() -> Result<(), String> {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let needed = ADDRESSES + A_CORE * cores;
    match address_space(&limits) {
        Some(limit) if limit < needed => Err(format!(
            "the limit of addresses is {} MiB (ulimit -v); {} MiB are needed, most of them without memory",
            limit >> 20,
            needed >> 20
        )),
        _ => Ok(()),
    }
}

/// The limit in bytes; `None`: there is none, or the system does not say.
fn address_space(limits: &str) -> Option<u64> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_read() {
        let line =
            |soft: &str| format!("Max processes  1 1\nMax address space     {soft}    unlimited    bytes\n");
        assert_eq!(address_space(&line("unlimited")), None);
        assert_eq!(address_space(&line("1024000000")), Some(1_024_000_000));
        assert_eq!(address_space(""), None);
    }
}
