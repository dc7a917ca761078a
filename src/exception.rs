//! An exception as Erlang's shell prints it.

use swerl_runtime::build::{self, View, view};
use swerl_runtime::format::{Encoding, Pretty, pretty, write_term};
use swerl_runtime::raise::Class;
use swerl_runtime::term::{NIL, Term};

use crate::operators;
use crate::otp;
use crate::session::{Exception, Explanation};

/// What was raised, as terms that are alive.
#[derive(Debug, Clone)]
pub struct Raised {
    pub class: Class,
    pub reason: Term,
    /// `[{M, F, ArityOrArgs, Location}]`, innermost first.
    pub stack: Term,
    pub explanation: Explanation,
}

impl From<&Exception> for Raised {
    fn from(exception: &Exception) -> Raised {
        Raised {
            class: exception.class,
            reason: exception.reason(),
            stack: exception.stack(),
            explanation: exception.explanation(),
        }
    }
}

impl Raised {
    /// A process that was ended from outside.
    pub fn ended(reason: Term) -> Raised {
        Raised { class: Class::Exit, reason, stack: NIL, explanation: Explanation::default() }
    }
}

/// How terms within the text are laid out.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// Columns of the terminal.
    pub columns: usize,
    /// `-1`: terms are shown whole.
    pub depth: i64,
}

/// An entry of a stack trace.
struct Frame<'a> {
    module: Term,
    function: &'a str,
    arity: usize,
    /// The arguments as a list, where the entry has them.
    args: Option<Term>,
    /// ` (m.erl, line 3)` without the space, or nothing.
    location: String,
}

const INDENT: &str = "     ";

/// The text, without a line end: `** exception error: …` and a line for each place. `shown` says of which
/// modules places are shown; the outermost places of others (of the prompt itself) are left out.
pub fn text(raised: Raised, layout: Layout, shown: impl Fn(&str) -> bool) -> String {
    let start = format!("** exception {}: ", raised.class.atom().name());
    let writer = Writer { layout, indent: start.len() };
    let Some(mut frames) = frames(raised.stack) else {
        return format!("{start}{}", writer.term(raised.reason, 1 + start.len()));
    };
    let words = raised.explanation;
    let explained = match raised.class {
        Class::Error if !words.reason.is_empty() => Some((words.reason, 0)),
        Class::Error => writer.explain(raised.reason, &frames),
        _ => None,
    };
    let (explanation, used) = explained.unwrap_or_else(|| (writer.term(raised.reason, 1 + start.len()), 0));
    while frames.len() > used && frames.last().is_some_and(|frame| !shown(&frame.module_name())) {
        frames.pop();
    }
    let mut text = start + &explanation;
    if let Some(note) = missing(raised.reason, frames.first()) {
        text.push_str(note);
    }
    for (index, frame) in frames[used..].iter().enumerate() {
        text.push('\n');
        text.push_str(&writer.place(frame, index == 0));
        if index == 0 && used == 0 && frame.args.is_some() && !words.arguments.is_empty() {
            text.push('\n');
            text.push_str(&words.arguments);
        }
    }
    text
}

/// What is said of a function that OTP has and Swerl lacks.
fn missing(reason: Term, frame: Option<&Frame<'_>>) -> Option<&'static str> {
    let frame = frame?;
    let undefined = matches!(view(reason), View::Atom(atom) if atom.name() == "undef");
    (undefined && otp::has(&frame.module_name(), frame.function, frame.arity))
        .then_some("\n     (Erlang/OTP 25 has this function; it is not supported here)")
}

/// The entries of a stack trace; `None` if it is none.
fn frames<'a>(stack: Term) -> Option<Vec<Frame<'a>>> {
    build::list_elements(stack)?.into_iter().map(frame).collect()
}

fn frame<'a>(entry: Term) -> Option<Frame<'a>> {
    let &[module, function, arity, location] = build::tuple_elements(entry)? else {
        return None;
    };
    let View::Atom(name) = view(function) else { return None };
    let args = build::list_elements(arity);
    let arity_or_count = match (&args, arity.to_small()) {
        (Some(args), _) => args.len(),
        (None, Some(arity)) => usize::try_from(arity).ok()?,
        (None, None) => return None,
    };
    let args = args.map(|_| arity);
    Some(Frame {
        module,
        function: name.name(),
        arity: arity_or_count,
        args,
        location: self::location(location)?,
    })
}

/// `[{file, F}, {line, L}]` as `(F, line L)`; `None` if the term is no list.
fn location(location: Term) -> Option<String> {
    let entries = build::list_elements(location)?;
    let value = |key: &str| {
        entries.iter().find_map(|&entry| match build::tuple_elements(entry)? {
            &[name, value] if matches!(view(name), View::Atom(atom) if atom.name() == key) => Some(value),
            _ => None,
        })
    };
    let file = value("file").and_then(build::list_text);
    let line = value("line").and_then(Term::to_small);
    Some(file.zip(line).map_or_else(String::new, |(file, line)| format!("({file}, line {line})")))
}

impl Frame<'_> {
    fn module_name(&self) -> String {
        match view(self.module) {
            View::Atom(atom) => atom.name().to_owned(),
            _ => String::new(),
        }
    }

    /// The operator that the function is, with as many arguments.
    fn operator(&self) -> Option<&str> {
        (self.module_name() == "erlang" && operators::is_operator(self.function, self.arity))
            .then_some(self.function)
    }

    /// `m:f`; `f` for what may be called without its module; an operator as it is written.
    fn name(&self) -> String {
        if let Some(operator) = self.operator() {
            return if operator == "/" { "'/'".to_owned() } else { operator.to_owned() };
        }
        let function = quoted(self.function);
        if self.module_name() == "erlang" && operators::is_auto_imported(self.function, self.arity) {
            return function;
        }
        format!("{}:{function}", write_term(self.module, Encoding::Unicode))
    }
}

fn quoted(atom: &str) -> String {
    write_term(swerl_runtime::atom::Atom::new(atom).term(), Encoding::Unicode)
}

struct Writer {
    layout: Layout,
    /// The width of `** exception error: `, under which long reasons go on.
    indent: usize,
}

impl Writer {
    /// A term that starts at a column counted from 1.
    fn term(&self, term: Term, column: usize) -> String {
        let shell = Pretty::shell(column as i64, self.layout.columns as i64);
        pretty(term, Pretty { depth: self.layout.depth, ..shell })
    }

    /// Words for a reason of an error, and how many places they have used up.
    fn explain(&self, reason: Term, frames: &[Frame<'_>]) -> Option<(String, usize)> {
        match view(reason) {
            View::Atom(atom) => self.explain_atom(atom.name(), frames),
            View::Tuple(&[tag, value]) => match view(tag) {
                View::Atom(tag) => self.explain_tagged(tag.name(), value).map(|text| (text, 0)),
                _ => None,
            },
            _ => None,
        }
    }

    fn explain_atom(&self, reason: &str, frames: &[Frame<'_>]) -> Option<(String, usize)> {
        let plain = |text: &str| Some((text.to_owned(), 0));
        match (reason, frames.first()) {
            ("badarg", _) => plain("bad argument"),
            ("badarith", _) => plain("an error occurred when evaluating an arithmetic expression"),
            ("if_clause", _) => plain("no true branch found when evaluating an if expression"),
            ("noproc", _) => plain("no such process or port"),
            ("notalive", _) => plain("the node cannot be part of a distributed system"),
            ("system_limit", _) => plain("a system limit has been reached"),
            ("timeout_value", _) => plain("bad receive timeout value"),
            ("undef", Some(frame)) if frame.module_name() == "c" => {
                Some((format!("undefined shell command {}/{}", quoted(frame.function), frame.arity), 1))
            }
            ("undef", Some(frame)) => {
                Some((format!("undefined function {}/{}", frame.name(), frame.arity), 1))
            }
            ("function_clause", Some(frame)) => {
                let call = self.call("no function clause matching ", self.indent, frame)?;
                Some((format!("{call} {}", frame.location), 1))
            }
            _ => None,
        }
    }

    fn explain_tagged(&self, tag: &str, value: Term) -> Option<String> {
        let words = match tag {
            "badarg" => "bad argument: ",
            "badkey" => "bad key: ",
            "badmap" => "bad map: ",
            "badfun" => "bad function ",
            "badmatch" => "no match of right hand side value ",
            "case_clause" => "no case clause matching ",
            "try_clause" => "no try clause matching ",
            "bad_filter" => "bad filter ",
            "bad_generator" => "bad generator ",
            "badarity" => return self.bad_arity(value),
            "unbound" => {
                return Some(format!("variable {} is unbound", write_term(value, Encoding::Unicode)));
            }
            _ => return None,
        };
        Some(self.value(words, value))
    }

    /// Words and a value; the value on a line of its own where that takes fewer lines.
    fn value(&self, words: &str, value: Term) -> String {
        let beside = self.term(value, 1 + self.indent + words.len());
        let lines = line_ends(&beside);
        if lines > 1 {
            let below = self.term(value, 1 + self.indent);
            if line_ends(&below) < lines {
                return format!("{words}\n{}{below}", spaces(self.indent));
            }
        }
        format!("{words}{beside}")
    }

    fn bad_arity(&self, value: Term) -> Option<String> {
        let &[fun, args] = build::tuple_elements(value)? else { return None };
        let count = build::list_elements(args)?.len();
        let entry = build::to_fun(fun)?;
        let fun = format!("{}:{}/{}", quoted(entry.module.name()), quoted(entry.name.name()), entry.arity);
        let counted = match count {
            0 => "no arguments".to_owned(),
            1 => "one argument".to_owned(),
            2 => "two arguments".to_owned(),
            n => format!("{n} arguments"),
        };
        Some(format!("{fun} called with {counted}"))
    }

    /// `     in function  m:f/1 (m.erl, line 3)`, or the call with its arguments on a second line.
    fn place(&self, frame: &Frame<'_>, first: bool) -> String {
        let origin = match (first, frame.operator()) {
            (true, Some(_)) => "in operator ",
            (true, None) => "in function ",
            (false, _) => "in call from",
        };
        let place = format!("{INDENT}{origin} {}/{}", frame.name(), frame.arity);
        match frame.args {
            // Behind the name there is a space even where there is no place to name.
            None => format!("{place} {}", frame.location),
            Some(_) => {
                let called = format!("{INDENT}   called as ");
                let call = self.call("", called.len(), frame).unwrap_or_default();
                format!("{place}\n{called}{call}")
            }
        }
    }

    /// `words` and `m:f(1,2)` or `1 + a`, at a column; on a line of its own where that is shorter.
    fn call(&self, words: &str, column: usize, frame: &Frame<'_>) -> Option<String> {
        let args = frame.args?;
        if let Some(operator) = frame.operator() {
            return Some(format!("{words}{}", self.operation(operator, column + words.len(), args)?));
        }
        let name = frame.name();
        let beside = column + words.len() + name.chars().count();
        let below = column + name.chars().count();
        let arguments = self.arguments(args, beside);
        let narrow = self.term(list_of_two(), beside + 1).contains('\n');
        let arguments_below = self.arguments(args, below);
        if narrow || line_ends(&arguments_below) < line_ends(&arguments) {
            return Some(format!("{words}\n{}{name}{arguments_below}", spaces(column)));
        }
        Some(format!("{words}{name}{arguments}"))
    }

    /// A list of arguments in parentheses.
    fn arguments(&self, args: Term, column: usize) -> String {
        let list = self.term(args, column + 1);
        match list.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(inner) => format!("({inner})"),
            // All arguments are characters: they would show as a string.
            None => self.characters(args),
        }
    }

    fn characters(&self, args: Term) -> String {
        let args = build::list_elements(args).unwrap_or_default();
        let texts: Vec<String> = args.into_iter().map(|arg| self.term(arg, 1)).collect();
        format!("({})", texts.join(","))
    }

    fn operation(&self, operator: &str, column: usize, args: Term) -> Option<String> {
        match build::list_elements(args)?[..] {
            [a] => Some(format!("{operator} {}", self.term(a, column + operator.len() + 2))),
            [a, b] => {
                let left = self.term(a, column + 1);
                let below = format!("\n{}", spaces(column));
                let stacked = || format!("{left}{below}{operator}{below}{}", self.term(b, column + 1));
                if left.contains('\n') {
                    return Some(stacked());
                }
                let beside = column + operator.len() + 2 + left.chars().count() + 1;
                let right = self.term(b, beside);
                if line_ends(&self.term(b, column + 1)) < line_ends(&right) {
                    return Some(stacked());
                }
                Some(format!("{left} {operator} {right}"))
            }
            _ => None,
        }
    }
}

/// `[a2345,b2345]`: whether even short arguments would be broken here.
fn list_of_two() -> Term {
    use std::sync::OnceLock;
    use swerl_runtime::atom::Atom;
    use swerl_runtime::owned::OwnedTerm;
    static LIST: OnceLock<OwnedTerm> = OnceLock::new();
    LIST.get_or_init(|| {
        OwnedTerm::build(|heap| build::list(heap, ["a2345", "b2345"].map(|name| Atom::new(name).term())))
    })
    .term()
}

fn line_ends(text: &str) -> usize {
    text.matches('\n').count()
}

fn spaces(count: usize) -> String {
    " ".repeat(count)
}

/// Whether a module is none of those that stand between the prompt and what it calls.
pub fn outside_prompt(module: &str) -> bool {
    !matches!(module, "erl_eval" | "swerl_prompt")
}
