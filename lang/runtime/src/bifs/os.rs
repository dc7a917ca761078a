//! The system around the program: `os`, and how the program was started.

use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::badarg;
use crate::bits;
use crate::build;
use crate::files::name;
use crate::owned::OwnedTerm;
use crate::process::Process;
use crate::request;
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("os", "getenv", |p: &mut Process| {
            let entries: Vec<String> = std::env::vars_os()
                .map(|(key, value)| format!("{}={}", key.to_string_lossy(), value.to_string_lossy()))
                .collect();
            let entries: Vec<Term> = entries.iter().map(|entry| build::string(p, entry)).collect();
            Ok(build::list(p, entries))
        }),
        Bif::new("os", "getenv", |p: &mut Process, key: Term| {
            Ok(variable(p, key)?.unwrap_or(atom::FALSE.term()))
        }),
        Bif::new("os", "getenv", |p: &mut Process, key: Term, default: Term| {
            Ok(variable(p, key)?.unwrap_or(default))
        }),
        Bif::new("os", "putenv", |_: &mut Process, key: Term, value: Term| {
            let (key, value) = (key_text(key)?, text(value)?);
            // SAFETY: environment variables are read by this module and by the standard library, which take
            // its lock; no C code of this program reads them.
            unsafe { std::env::set_var(key, value) };
            Ok(atom::TRUE.term())
        }),
        Bif::new("os", "unsetenv", |_: &mut Process, key: Term| {
            let key = key_text(key)?;
            // SAFETY: as for putenv.
            unsafe { std::env::remove_var(key) };
            Ok(atom::TRUE.term())
        }),
        Bif::new("os", "getpid", |p: &mut Process| Ok(build::string(p, &std::process::id().to_string()))),
        Bif::new("swerl_os", "family", |_: &mut Process| {
            Ok(Atom::new(if cfg!(windows) { "win32" } else { "unix" }).term())
        }),
        Bif::new("swerl_os", "name", |_: &mut Process| {
            let name = if std::env::consts::OS == "macos" { "darwin" } else { std::env::consts::OS };
            Ok(Atom::new(if cfg!(windows) { "nt" } else { name }).term())
        }),
        Bif::new("swerl_os", "command", command),
        Bif::new("swerl_os", "arguments", |p: &mut Process| {
            let arguments = ARGUMENTS.get().map_or(&[][..], Vec::as_slice);
            let arguments: Vec<Term> = arguments.iter().map(|argument| build::string(p, argument)).collect();
            Ok(build::list(p, arguments))
        }),
    ]
}

/// What the program was given after its own options.
static ARGUMENTS: OnceLock<Vec<String>> = OnceLock::new();

/// Says what `init:get_plain_arguments/0` gives; a second call is ignored.
pub fn set_arguments(arguments: Vec<String>) {
    let _ = ARGUMENTS.set(arguments);
}

fn text(term: Term) -> Result<String, Stop> {
    let text = build::list_text(term).ok_or_else(badarg)?;
    if text.contains('\0') { Err(badarg()) } else { Ok(text) }
}

fn key_text(key: Term) -> Result<String, Stop> {
    let key = text(key)?;
    if key.is_empty() || key.contains('=') { Err(badarg()) } else { Ok(key) }
}

fn variable(p: &mut Process, key: Term) -> Result<Option<Term>, Stop> {
    let key = text(key)?;
    if key.is_empty() || key.contains('=') {
        return Ok(None);
    }
    Ok(std::env::var_os(key).map(|value| build::string(p, &value.to_string_lossy())))
}

/// `command(Text)`: what a shell writes that runs a text, both outputs together, as a binary.
fn command(p: &mut Process, text: Term) -> BifResult {
    request::outside(p, |_| {
        let bytes = name::char_bytes(text).ok_or_else(badarg)?;
        let text = String::from_utf8(bytes).map_err(|_| badarg())?;
        if text.contains('\0') {
            return Err(badarg());
        }
        Ok(move || {
            let written = run(&text).unwrap_or_default();
            OwnedTerm::build(|heap| bits::make::binary(heap, &written))
        })
    })
}

fn run(text: &str) -> std::io::Result<Vec<u8>> {
    let (mut reader, writer) = std::io::pipe()?;
    let (shell, option) = if cfg!(windows) { ("cmd", "/c") } else { ("/bin/sh", "-c") };
    let mut command = Command::new(shell);
    command.arg(option).arg(text).stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn()?;
    // The command holds the ends of the pipe for writing: without it the reading ends.
    drop(command);
    let mut written = Vec::new();
    let read = reader.read_to_end(&mut written);
    child.wait()?;
    read.map(|_| written)
}
