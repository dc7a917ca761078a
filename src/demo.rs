//! Scripted demos: `swerl demo SCRIPT.ron`.
//!
//! A demo plays the real prompt, on copies of the example's files in a folder of its own. The
//! script is RON:
//!
//! ```ron
//! Demo(
//!     title: "What is shown",
//!     files: ["counter.erl"],       // beside the script; copied, never edited
//!     arguments: ["counter.erl"],   // of swerl; without them it loads its folder
//!     steps: [
//!         Caption("Words to the person who watches."),
//!         Type("Pid = counter:start()."),                // at the prompt, with Enter
//!         WaitScreen("<0."),                             // a line holds the text
//!         Edit(file: "counter.erl", replace: "N + 1", with: "N + 2"),
//!         WaitLoaded(module: "counter", version: 2),     // it is current
//!         WaitMoved(module: "counter", to: 2),           // a process runs it
//!         Key(CtrlD),                                    // Enter Tab Up Down CtrlC CtrlD
//!         WaitExit(0),
//!     ],
//! )
//! ```
//!
//! `WaitRejected(module: …)` awaits the rejection of a save. A step goes on when what it waits for
//! has happened, never because time has passed; a minute without it is a failure. With `--check`
//! nothing is shown and nothing pauses: a demo is its own test.

mod child;
mod edit;
mod pace;
mod play;
mod screen;
mod script;
mod stage;

use std::io::{self, IsTerminal, Stdout};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use child::Size;
use pace::Pace;
use play::{Failure, Player, Setting};
use script::Script;
use stage::Stage;

/// The terminal of a check, and of a demo that is not shown on a terminal.
const ROWS: NonZeroU16 = NonZeroU16::new(30).unwrap();
const COLUMNS: NonZeroU16 = NonZeroU16::new(100).unwrap();

/// Plays a script. `speed` is how many times as fast as a person types and reads; a check has no
/// pauses and shows nothing but how it went.
///
/// Exit status: 0; 1 where a step did not see what it awaits; 2 for a script that cannot be played;
/// 130 where the person ended it.
pub fn play(path: &Path, check: bool, speed: f64) -> ExitCode {
    if !(speed.is_finite() && speed > 0.0) {
        eprintln!("swerl: the speed must be more than 0");
        return ExitCode::from(2);
    }
    let started = Instant::now();
    let (steps, mut player) = match prepare(path, check, speed) {
        Ok(ready) => ready,
        Err(error) => {
            eprintln!("swerl: {}: {error}", path.display());
            return ExitCode::from(2);
        }
    };
    match player.play() {
        Ok(()) if check => {
            println!("{}: {steps} steps, {:.1} s", path.display(), started.elapsed().as_secs_f64());
            ExitCode::SUCCESS
        }
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Interrupted) => ExitCode::from(130),
        Err(failure) => {
            eprintln!("swerl: {}: {failure}", path.display());
            ExitCode::from(1)
        }
    }
}

/// Everything up to the first step: the number of steps, and the performance.
fn prepare(path: &Path, check: bool, speed: f64) -> Result<(usize, Player<Stdout>), String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let script = Script::parse(&text)?;
    let size = if check { Size { rows: ROWS, columns: COLUMNS } } else { terminal_size() };
    let setting = Setting {
        program: std::env::current_exe().map_err(|error| error.to_string())?,
        source: path.parent().unwrap_or(Path::new("")).to_owned(),
        size,
        stage: (!check).then(|| Stage::new(io::stdout(), size.columns.get())),
        pace: Pace::new((!check).then_some(speed)),
        interrupted: interrupted().map_err(|error| error.to_string())?,
    };
    let steps = script.steps.len();
    Ok((steps, Player::start(script, setting).map_err(|error| error.to_string())?))
}

/// The size of the person's terminal.
fn terminal_size() -> Size {
    let stdout = io::stdout();
    let size = stdout.is_terminal().then(|| rustix::termios::tcgetwinsize(&stdout).ok()).flatten();
    let part = |n: Option<u16>, usual| n.and_then(NonZeroU16::new).unwrap_or(usual);
    Size { rows: part(size.map(|s| s.ws_row), ROWS), columns: part(size.map(|s| s.ws_col), COLUMNS) }
}

/// Set by Ctrl-C and by a request to end: the demo's folder is removed on the way out.
fn interrupted() -> io::Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        signal_hook::flag::register(signal, flag.clone())?;
    }
    Ok(flag)
}
