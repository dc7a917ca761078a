//! Regular expressions (`re`). A compiled pattern is a term that holds the pattern and its options; the runtime
//! keeps what was compiled of it.

use std::sync::Arc;

use pcre2_sys as pcre;

use crate::atom::{self, Atom};
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::{badarg, charge};
use crate::bits;
use crate::build::{self, View, list_elements, tuple_elements, view};
use crate::files::name::{char_bytes, io_bytes};
use crate::process::Process;
use crate::regex::{self, Captures, Failure, Limits, Mistake, Regex, Settings};
use crate::term::{NIL, Term};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("re", "version", |p: &mut Process| Ok(bits::make::binary(p, b"8.44 2020-02-12"))),
        Bif::new("re", "compile", |p: &mut Process, pattern: Term| compile(p, pattern, NIL)),
        Bif::new("re", "compile", compile),
        Bif::new("re", "run", |p: &mut Process, subject: Term, pattern: Term| run(p, subject, pattern, NIL)),
        Bif::new("re", "run", run),
        Bif::new("re", "inspect", inspect),
        Bif::new("swerl_re", "is_unicode", |_: &mut Process, pattern: Term, options: Term| {
            let options = Options::read(options)?;
            let compiled = tuple_elements(pattern).and_then(|parts| parts.get(2).copied());
            let unicode = match compiled {
                Some(flag) => flag == Term::small(1),
                None => options.unicode(),
            };
            Ok(build::boolean(unicode))
        }),
    ]
}

/// All options of `compile` and `run`.
struct Options {
    settings: Settings,
    /// Options of this match alone, as bits.
    matching: u32,
    /// An option was given that only `compile` knows.
    compiling: bool,
    /// An option was given that only `run` knows.
    running: bool,
    global: bool,
    report_errors: bool,
    offset: usize,
    limits: Limits,
    capture: Capture,
    form: Form,
}

/// Which parts of a match are given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Capture {
    All,
    AllButFirst,
    AllNames,
    First,
    None,
    /// A list of numbers and names.
    These(Term),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Index,
    List,
    Binary,
}

fn is(term: Term, name: &str) -> bool {
    Atom::from_term(term).is_some_and(|atom| atom.name() == name)
}

impl Options {
    fn read(list: Term) -> Result<Options, Stop> {
        let mut options = Options {
            settings: Settings::default(),
            matching: 0,
            compiling: false,
            running: false,
            global: false,
            report_errors: false,
            offset: 0,
            limits: Limits::default(),
            capture: Capture::All,
            form: Form::Index,
        };
        for option in list_elements(list).ok_or_else(badarg)? {
            let known = match view(option) {
                View::Atom(name) => options.plain(name.name()),
                View::Tuple([key, value]) => options.with_value(*key, *value),
                View::Tuple([key, which, form]) if is(*key, "capture") => options.capture(*which, *form),
                _ => None,
            };
            known.ok_or_else(badarg)?;
        }
        Ok(options)
    }

    fn unicode(&self) -> bool {
        self.settings.options & pcre::PCRE2_UTF != 0
    }

    fn plain(&mut self, name: &str) -> Option<()> {
        let compile = match name {
            "unicode" => pcre::PCRE2_UTF,
            "caseless" => pcre::PCRE2_CASELESS,
            "dollar_endonly" => pcre::PCRE2_DOLLAR_ENDONLY,
            "dotall" => pcre::PCRE2_DOTALL,
            "extended" => pcre::PCRE2_EXTENDED,
            "firstline" => pcre::PCRE2_FIRSTLINE,
            "multiline" => pcre::PCRE2_MULTILINE,
            "no_auto_capture" => pcre::PCRE2_NO_AUTO_CAPTURE,
            "dupnames" => pcre::PCRE2_DUPNAMES,
            "ungreedy" => pcre::PCRE2_UNGREEDY,
            "no_start_optimize" => pcre::PCRE2_NO_START_OPTIMIZE,
            "ucp" => pcre::PCRE2_UCP,
            "never_utf" => pcre::PCRE2_NEVER_UTF,
            _ => 0,
        };
        if compile != 0 {
            self.settings.options |= compile;
            self.compiling = true;
            return Some(());
        }
        let matching = match name {
            "notbol" => pcre::PCRE2_NOTBOL,
            "noteol" => pcre::PCRE2_NOTEOL,
            "notempty" => pcre::PCRE2_NOTEMPTY,
            "notempty_atstart" => pcre::PCRE2_NOTEMPTY_ATSTART,
            _ => 0,
        };
        if matching != 0 {
            self.matching |= matching;
            self.running = true;
            return Some(());
        }
        match name {
            // Known to both.
            "anchored" => self.matching |= pcre::PCRE2_ANCHORED,
            "bsr_anycrlf" => self.settings.line_ends = pcre::PCRE2_BSR_ANYCRLF,
            "bsr_unicode" => self.settings.line_ends = pcre::PCRE2_BSR_UNICODE,
            "global" => (self.global, self.running) = (true, true),
            "report_errors" => (self.report_errors, self.running) = (true, true),
            _ => return None,
        }
        Some(())
    }

    fn with_value(&mut self, key: Term, value: Term) -> Option<()> {
        let number = || value.to_small().and_then(|value| u32::try_from(value).ok());
        match Atom::from_term(key)?.name() {
            "newline" => {
                self.settings.newline = match Atom::from_term(value)?.name() {
                    "cr" => pcre::PCRE2_NEWLINE_CR,
                    "lf" => pcre::PCRE2_NEWLINE_LF,
                    "crlf" => pcre::PCRE2_NEWLINE_CRLF,
                    "anycrlf" => pcre::PCRE2_NEWLINE_ANYCRLF,
                    "any" => pcre::PCRE2_NEWLINE_ANY,
                    _ => return None,
                };
            }
            "offset" => {
                self.offset = usize::try_from(value.to_small()?).ok()?;
                self.running = true;
            }
            "match_limit" => (self.limits.steps, self.running) = (Some(number()?), true),
            "match_limit_recursion" => (self.limits.depth, self.running) = (Some(number()?), true),
            "capture" => return self.capture(value, Atom::new("index").term()),
            _ => return None,
        }
        Some(())
    }

    fn capture(&mut self, which: Term, form: Term) -> Option<()> {
        self.running = true;
        self.capture = match view(which) {
            View::Atom(name) => match name.name() {
                "all" => Capture::All,
                "all_but_first" => Capture::AllButFirst,
                "all_names" => Capture::AllNames,
                "first" => Capture::First,
                "none" => Capture::None,
                _ => return None,
            },
            View::Nil | View::Cons(..) => Capture::These(which),
            _ => return None,
        };
        self.form = match Atom::from_term(form)?.name() {
            "index" => Form::Index,
            "list" => Form::List,
            "binary" => Form::Binary,
            _ => return None,
        };
        Some(())
    }
}

/// The bytes of a pattern or a subject.
fn text(term: Term, unicode: bool) -> Result<Vec<u8>, Stop> {
    if unicode { char_bytes(term) } else { io_bytes(term) }.ok_or_else(badarg)
}

/// `{Words, Place}`
fn mistake_term(p: &mut Process, mistake: &Mistake) -> Term {
    let words = build::string(p, &mistake.words);
    build::tuple(p, &[words, Term::small(mistake.place as i64)])
}

/// The word that starts the fifth element of a compiled pattern.
const MARK: &[u8] = b"SWRE";

fn compile(p: &mut Process, pattern: Term, options: Term) -> BifResult {
    let options = Options::read(options)?;
    if options.running {
        return Err(badarg());
    }
    let bytes = text(pattern, options.unicode())?;
    let mut settings = options.settings;
    settings.options |= options.matching;
    match regex::compiled(&bytes, settings) {
        Ok(regex) => {
            let mut image = MARK.to_vec();
            for number in [settings.options, settings.newline, settings.line_ends] {
                image.extend_from_slice(&number.to_le_bytes());
            }
            image.extend_from_slice(&bytes);
            let image = bits::make::binary(p, &image);
            let tag = Atom::new("re_pattern").term();
            let unicode = Term::small(i64::from(options.unicode()));
            let crlf = matches!(
                settings.newline,
                pcre::PCRE2_NEWLINE_CRLF | pcre::PCRE2_NEWLINE_ANYCRLF | pcre::PCRE2_NEWLINE_ANY
            );
            let crlf = Term::small(i64::from(crlf));
            let compiled = build::tuple(p, &[tag, Term::small(regex.groups as i64), unicode, crlf, image]);
            Ok(build::tuple(p, &[atom::OK.term(), compiled]))
        }
        Err(mistake) => {
            let mistake = mistake_term(p, &mistake);
            Ok(build::tuple(p, &[atom::ERROR.term(), mistake]))
        }
    }
}

/// What a compiled pattern holds: pattern and settings.
fn image(pattern: Term) -> Option<(Vec<u8>, Settings)> {
    let &[tag, _, _, _, image] = tuple_elements(pattern)? else { return None };
    let bytes = bits::bytes(image).filter(|_| is(tag, "re_pattern"))?;
    let rest = bytes.strip_prefix(MARK)?;
    let (numbers, pattern) = rest.split_at_checked(12)?;
    let number = |at: usize| numbers[at..at + 4].try_into().map(u32::from_le_bytes).unwrap_or(0);
    let settings = Settings { options: number(0), newline: number(4), line_ends: number(8) };
    Some((pattern.to_vec(), settings))
}

/// What a search takes however short the text, in elements (see [`charge`]).
const A_SEARCH: usize = 500;

fn run(p: &mut Process, subject: Term, pattern: Term, options: Term) -> BifResult {
    let options = Options::read(options)?;
    let (regex, settings) = match tuple_elements(pattern) {
        Some(_) => {
            let (bytes, settings) = image(pattern).filter(|_| !options.compiling).ok_or_else(badarg)?;
            (regex::compiled(&bytes, settings), settings)
        }
        None => {
            let bytes = text(pattern, options.unicode())?;
            (regex::compiled(&bytes, options.settings), options.settings)
        }
    };
    let regex = match regex {
        Ok(regex) => regex,
        Err(mistake) if options.report_errors => {
            let mistake = mistake_term(p, &mistake);
            let compile = build::tuple(p, &[Atom::new("compile").term(), mistake]);
            return Ok(build::tuple(p, &[atom::ERROR.term(), compile]));
        }
        Err(_) => return Err(badarg()),
    };
    let unicode = settings.options & pcre::PCRE2_UTF != 0;
    let bytes = text(subject, unicode)?;
    if options.offset > bytes.len() {
        return Err(badarg());
    }
    charge(p, A_SEARCH + bytes.len());
    let search = Search { regex, subject: &bytes, options: &options, unicode, newline: settings.newline };
    match search.all() {
        Ok(found) if found.is_empty() => Ok(Atom::new("nomatch").term()),
        Ok(found) => search.show(p, &found),
        Err(Failure::Subject) => Err(badarg()),
        Err(failure) if options.report_errors => {
            let name = if failure == Failure::Steps { "match_limit" } else { "match_limit_recursion" };
            Ok(build::tuple(p, &[atom::ERROR.term(), Atom::new(name).term()]))
        }
        Err(_) => Ok(Atom::new("nomatch").term()),
    }
}

/// A subject that is searched.
struct Search<'a> {
    regex: Arc<Regex>,
    subject: &'a [u8],
    options: &'a Options,
    unicode: bool,
    newline: u32,
}

impl Search<'_> {
    /// The first match, or all.
    fn all(&self) -> Result<Vec<Captures>, Failure> {
        let (mut found, mut offset, mut extra) = (Vec::new(), self.options.offset, 0);
        // The first search finds out whether all that follows it is in UTF-8.
        let mut checked = 0;
        loop {
            let options = self.options.matching | extra | checked;
            let Some(captures) = self.regex.find(self.subject, offset, options, self.options.limits)? else {
                // After an empty match: nothing but another empty one starts here.
                if extra == 0 || offset >= self.subject.len() {
                    return Ok(found);
                }
                offset += self.character_at(offset);
                extra = 0;
                continue;
            };
            let (start, end) = captures.first().copied().flatten().unwrap_or((offset, offset));
            found.push(captures);
            if !self.options.global {
                return Ok(found);
            }
            checked = if self.is_within_character(end.max(start)) { 0 } else { pcre::PCRE2_NO_UTF_CHECK };
            let empty = start >= end;
            extra = if empty { pcre::PCRE2_NOTEMPTY_ATSTART | pcre::PCRE2_ANCHORED } else { 0 };
            offset = end.max(start);
        }
    }

    /// Whether a place lies between the bytes of a character.
    fn is_within_character(&self, offset: usize) -> bool {
        self.unicode && self.subject.get(offset).is_some_and(|byte| byte & 0xc0 == 0x80)
    }

    /// Bytes of the character at a place; a line end of two is one where the pattern knows such.
    fn character_at(&self, offset: usize) -> usize {
        let rest = &self.subject[offset..];
        let pairs = matches!(
            self.newline,
            pcre::PCRE2_NEWLINE_CRLF | pcre::PCRE2_NEWLINE_ANYCRLF | pcre::PCRE2_NEWLINE_ANY
        );
        if pairs && rest.starts_with(b"\r\n") {
            return 2;
        }
        match rest.first() {
            Some(byte) if self.unicode && *byte >= 0xf0 => 4,
            Some(byte) if self.unicode && *byte >= 0xe0 => 3,
            Some(byte) if self.unicode && *byte >= 0xc0 => 2,
            _ => 1,
        }
    }

    fn show(&self, p: &mut Process, found: &[Captures]) -> BifResult {
        let matched = Atom::new("match").term();
        let nothing = match self.options.capture {
            Capture::None => true,
            Capture::AllNames => self.regex.names.is_empty(),
            Capture::These(list) => list == NIL,
            _ => false,
        };
        if nothing {
            return Ok(matched);
        }
        let mut shown = Vec::with_capacity(found.len());
        for captures in found {
            let parts = self.chosen(captures)?;
            let parts: Vec<Term> = parts.into_iter().map(|part| self.part(p, part)).collect();
            shown.push(build::list(p, parts));
        }
        let value = if self.options.global { build::list(p, shown) } else { shown[0] };
        Ok(build::tuple(p, &[matched, value]))
    }

    fn chosen(&self, captures: &Captures) -> Result<Captures, Stop> {
        let numbered = |number: usize| captures.get(number).copied().flatten();
        Ok(match self.options.capture {
            Capture::All => captures.clone(),
            Capture::AllButFirst => captures[1..].to_vec(),
            Capture::First => vec![captures[0]],
            Capture::None => Vec::new(),
            Capture::AllNames => {
                let mut names: Vec<&[u8]> = self.regex.names.iter().map(|(name, _)| &name[..]).collect();
                names.dedup();
                names.into_iter().map(|name| self.named(captures, name)).collect()
            }
            Capture::These(list) => {
                let mut chosen = Vec::new();
                for which in list_elements(list).ok_or_else(badarg)? {
                    chosen.push(match view(which) {
                        View::Small(number) => numbered(usize::try_from(number).map_err(|_| badarg())?),
                        View::Atom(name) => self.named(captures, name.name().as_bytes()),
                        _ => self.named(captures, &char_bytes(which).ok_or_else(badarg)?),
                    });
                }
                chosen
            }
        })
    }

    /// The first group of a name that took part.
    fn named(&self, captures: &Captures, name: &[u8]) -> Option<(usize, usize)> {
        let groups = self.regex.names.iter().filter(|(other, _)| other == name);
        groups.into_iter().find_map(|&(_, number)| captures.get(number).copied().flatten())
    }

    fn part(&self, p: &mut Process, part: Option<(usize, usize)>) -> Term {
        let bytes = part.map_or(&[][..], |(start, end)| self.subject.get(start..end).unwrap_or(&[]));
        match self.options.form {
            Form::Index => {
                let (start, length) = match part {
                    Some((start, end)) => (start as i64, end as i64 - start as i64),
                    None => (-1, 0),
                };
                build::tuple(p, &[Term::small(start), Term::small(length)])
            }
            Form::Binary => bits::make::binary(p, bytes),
            Form::List if self.unicode => build::string(p, &String::from_utf8_lossy(bytes)),
            Form::List => build::byte_list(p, bytes),
        }
    }
}

/// `inspect(Compiled, namelist)`
fn inspect(p: &mut Process, pattern: Term, item: Term) -> BifResult {
    let (bytes, settings) = image(pattern).ok_or_else(badarg)?;
    let regex = regex::compiled(&bytes, settings).map_err(|_| badarg())?;
    if !is(item, "namelist") {
        return Err(badarg());
    }
    let mut names: Vec<&[u8]> = regex.names.iter().map(|(name, _)| &name[..]).collect();
    names.dedup();
    let names: Vec<Term> = names.into_iter().map(|name| bits::make::binary(p, name)).collect();
    let names = build::list(p, names);
    Ok(build::tuple(p, &[item, names]))
}
