//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

/// A prompt for a small message-passing language that swaps code while it runs.
///
/// Without a command: starts the prompt, loads the given .erl files and the .erl files in the given
/// folders, and loads each again whenever it is saved.
#[derive(Debug, Parser)]
#[command(name = "swerl", version, args_conflicts_with_subcommands = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Sub>,
    #[command(flatten)]
    prompt: PromptOptions,
}

#[derive(Debug, Subcommand)]
enum Sub {
    Run(RunOptions),
    Check(CheckOptions),
    Demo(DemoOptions),
}

/// What the person asked for.
#[derive(Debug)]
pub enum Command {
    Prompt(PromptOptions),
    Run(RunOptions),
    Check(CheckOptions),
    Demo(DemoOptions),
}

/// `swerl [PATH]...`
#[derive(Debug, Args)]
pub struct PromptOptions {
    /// .erl files, and folders of them, to load and watch [default: the current folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write what happens to modules and processes to FILE, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub events: Option<PathBuf>,
    /// Print only what is wrong with a save, and advice, not what goes well
    #[arg(long)]
    pub quiet: bool,
    /// Load no version that there is advice about (a loop that is never upgraded, an export that is
    /// still called)
    #[arg(long)]
    pub strict: bool,
    /// Bytes that the program may use (K, M and G multiply) before its largest processes end [default: three
    /// quarters of the machine's memory]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub max_memory: Option<usize>,
}

/// Loads modules and runs main/0, or main/1 with the arguments, or the expressions
///
/// The program ends when that returns. Exit status: 0, or 1 after an uncaught exception or an error
/// in a module.
#[derive(Debug, Args)]
pub struct RunOptions {
    /// .erl files, and folders of them, to load; main is called in the first
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Evaluate EXPR instead of calling main; may be given several times
    #[arg(short = 'e', value_name = "EXPR", allow_hyphen_values = true)]
    eval: Vec<String>,
    /// Evaluate EXPR and print its value
    #[arg(short = 'p', value_name = "EXPR", allow_hyphen_values = true)]
    print: Vec<String>,
    /// Load modules again whenever they are saved
    #[arg(long)]
    pub watch: bool,
    /// Write what happens to modules and processes to FILE, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub events: Option<PathBuf>,
    /// Print only what is wrong with a save, and advice, not what goes well
    #[arg(long)]
    pub quiet: bool,
    /// Load no version that there is advice about (a loop that is never upgraded, an export that is
    /// still called)
    #[arg(long)]
    pub strict: bool,
    /// Bytes that the program may use (K, M and G multiply) before its largest processes end [default: three
    /// quarters of the machine's memory]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub max_memory: Option<usize>,
    /// Arguments for main/1, as strings
    #[arg(last = true, value_name = "ARG")]
    pub args: Vec<OsString>,
    /// `-e` and `-p` in the order in which they were given.
    #[arg(skip)]
    pub expressions: Vec<Expression>,
}

/// An expression of `-e` or `-p`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    pub text: String,
    /// `-p`: its value is printed.
    pub print: bool,
}

/// Reports the errors and warnings of modules; runs nothing
///
/// Exit status: 0, or 1 where there is an error.
#[derive(Debug, Args)]
pub struct CheckOptions {
    /// .erl files, and folders of them
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Print what a stage of the compiler makes of the text
    #[arg(long, value_name = "STAGE")]
    pub emit: Option<Stage>,
}

/// A stage of the compiler whose result can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    Tokens,
    Ast,
    Core,
    Segments,
    Clif,
    Asm,
}

/// Plays a scripted demo in the terminal
#[derive(Debug, Args)]
pub struct DemoOptions {
    /// The script
    #[arg(value_name = "SCRIPT.ron")]
    pub script: PathBuf,
    /// Play it fast and without a terminal, and check what it expects
    #[arg(long)]
    pub check: bool,
    /// How many times as fast as a person would
    #[arg(long, value_name = "X", default_value_t = 1.0)]
    pub speed: f64,
}

/// A number of bytes: `500M`, `4G`.
fn size(text: &str) -> Result<usize, String> {
    let (digits, shift) = match text.as_bytes().last() {
        Some(b'K' | b'k') => (&text[..text.len() - 1], 10),
        Some(b'M' | b'm') => (&text[..text.len() - 1], 20),
        Some(b'G' | b'g') => (&text[..text.len() - 1], 30),
        _ => (text, 0),
    };
    let number = digits.parse::<usize>().ok().and_then(|number| number.checked_mul(1 << shift));
    number.filter(|&bytes| bytes > 0).ok_or_else(|| "a number of bytes, as 500M or 4G".to_string())
}

/// Reads the command line. Ends the program after `--help` and `--version` (status 0), and with a
/// message where the usage is wrong (status 2).
pub fn parse() -> Command {
    let matches = CommandLine::command().get_matches();
    resolve(&matches).unwrap_or_else(|error| error.exit())
}

fn resolve(matches: &ArgMatches) -> Result<Command, clap::Error> {
    let line = CommandLine::from_arg_matches(matches)?;
    Ok(match line.command {
        None => Command::Prompt(line.prompt),
        Some(Sub::Run(mut options)) => {
            options.expressions = matches.subcommand().map_or_else(Vec::new, |(_, m)| in_order(m));
            Command::Run(options)
        }
        Some(Sub::Check(options)) => Command::Check(options),
        Some(Sub::Demo(options)) => Command::Demo(options),
    })
}

/// The expressions of `-e` and `-p` as they followed each other.
fn in_order(matches: &ArgMatches) -> Vec<Expression> {
    let mut found: Vec<(usize, Expression)> = Vec::new();
    for (option, print) in [("eval", false), ("print", true)] {
        let texts = matches.get_many::<String>(option).into_iter().flatten();
        let places = matches.indices_of(option).into_iter().flatten();
        found.extend(places.zip(texts).map(|(at, text)| (at, Expression { text: text.clone(), print })));
    }
    found.sort_by_key(|&(at, _)| at);
    found.into_iter().map(|(_, expression)| expression).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Command, clap::Error> {
        resolve(&CommandLine::command().try_get_matches_from(words)?)
    }

    #[test]
    fn paths_alone_start_the_prompt() {
        let Ok(Command::Prompt(options)) = parse(&["swerl", "a.erl", "b"]) else { panic!() };
        assert_eq!(options.paths, [PathBuf::from("a.erl"), PathBuf::from("b")]);
        let Ok(Command::Prompt(options)) = parse(&["swerl"]) else { panic!() };
        assert!(options.paths.is_empty());
    }

    #[test]
    fn expressions_keep_their_order() {
        let words = ["swerl", "run", "a.erl", "-p", "1.", "-e", "-2.", "-p", "3.", "--", "x", "-y"];
        let Ok(Command::Run(options)) = parse(&words) else { panic!() };
        let texts: Vec<_> = options.expressions.iter().map(|e| (e.text.as_str(), e.print)).collect();
        assert_eq!(texts, [("1.", true), ("-2.", false), ("3.", true)]);
        assert_eq!(options.args, ["x", "-y"]);
        assert_eq!(options.paths, [PathBuf::from("a.erl")]);
    }

    #[test]
    fn wrong_usage_is_refused() {
        for words in [
            &["swerl", "run"][..],
            &["swerl", "check"],
            &["swerl", "--nonsense"],
            &["swerl", "check", "a", "--emit", "x"],
        ] {
            assert_eq!(parse(words).unwrap_err().exit_code(), 2, "{words:?}");
        }
    }

    #[test]
    fn the_description_of_the_command_line_is_consistent() {
        CommandLine::command().debug_assert();
    }
}
