//! The file that keeps what was typed between runs.

use std::path::PathBuf;

/// Expressions kept.
pub const LENGTH: usize = 2000;

/// `$XDG_STATE_HOME/swerl/history`, by default below `~/.local/state`; its folder is made. `None`
/// where there is no place that can be written: then history lasts as long as the program.
pub fn file() -> Option<PathBuf> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
    let state = absolute("XDG_STATE_HOME").or_else(|| Some(absolute("HOME")?.join(".local/state")))?;
    let folder = state.join("swerl");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}
