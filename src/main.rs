//! The program `swerl`.

use std::process::ExitCode;

use swerl::cli::{self, Command};
use swerl::{check, demo, prompt, run};

fn main() -> ExitCode {
    match cli::parse() {
        Command::Prompt(options) => prompt::run(&options),
        Command::Run(options) => run::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Demo(options) => demo::play(&options.script, options.check, options.speed),
    }
}
