//! The program `swerl`.

use std::process::ExitCode;

use swerl::cli::{self, Command};
use swerl::{check, demo, limits, prompt, run};
use swerl_runtime::pages;

/// Processes and messages are made on one scheduler and freed on another, by the million.
#[cfg(not(feature = "system-allocator"))]
#[global_allocator]
static ALLOCATOR: swerl_runtime::memory::Allocator = swerl_runtime::memory::Allocator;

fn main() -> ExitCode {
    pages::start();
    let command = cli::parse();
    if let Err(reason) = limits::check() {
        eprintln!("swerl: {reason}");
        return ExitCode::FAILURE;
    }
    match command {
        Command::Prompt(options) => prompt::run(&options),
        Command::Run(options) => run::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Demo(options) => demo::play(&options.script, options.check, options.speed),
    }
}
