//! The functions of `binary` that search: `match`, `matches`, `split`, `compile_pattern`.

use crate::atom::Atom;
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::binaries::{bytes_of, place};
use crate::bifs::{badarg, charge, expect_long};
use crate::bits;
use crate::bits::search::Searcher;
use crate::build::{self, tuple_elements};
use crate::process::Process;
use crate::term::{NIL, Term};

pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("binary", "compile_pattern", compile_pattern),
        Bif::new("binary", "match", |p: &mut Process, s: Term, pattern: Term| first(p, s, pattern, NIL)),
        Bif::new("binary", "match", first),
        Bif::new("binary", "matches", |p: &mut Process, s: Term, pattern: Term| all(p, s, pattern, NIL)),
        Bif::new("binary", "matches", all),
        Bif::new("binary", "split", |p: &mut Process, s: Term, pattern: Term| split(p, s, pattern, NIL)),
        Bif::new("binary", "split", split),
    ]
}

/// What `compile_pattern/1` calls patterns: one, or several.
const COMPILED: [&str; 2] = ["bm", "ac"];

/// The patterns of a term: a binary, a list of them, or what `compile_pattern/1` gave.
fn patterns(term: Term) -> Result<Vec<Vec<u8>>, Stop> {
    let term = match tuple_elements(term) {
        Some(&[name, patterns])
            if Atom::from_term(name).is_some_and(|name| COMPILED.contains(&name.name())) =>
        {
            patterns
        }
        Some(_) => return Err(badarg()),
        None => term,
    };
    let patterns = if term.is_cons() { build::list_elements(term).ok_or_else(badarg)? } else { vec![term] };
    let patterns = patterns.into_iter().map(|pattern| bytes_of(pattern).map(|bytes| bytes.into_owned()));
    let patterns: Vec<Vec<u8>> = patterns.collect::<Result<_, _>>()?;
    if patterns.iter().any(Vec::is_empty) { Err(badarg()) } else { Ok(patterns) }
}

/// A term that stands for the patterns: they themselves, checked.
fn compile_pattern(process: &mut Process, term: Term) -> BifResult {
    if tuple_elements(term).is_some() {
        return Err(badarg());
    }
    let patterns = patterns(term)?;
    let name = COMPILED[usize::from(patterns.len() > 1)];
    Ok(build::tuple(process, &[Atom::new(name).term(), term]))
}

/// The options of the three functions.
#[derive(Debug, Clone, Copy, Default)]
struct Options {
    /// Start and length of the part that is searched, as terms.
    scope: Option<(Term, Term)>,
    global: bool,
    trim: bool,
    trim_all: bool,
}

fn options(list: Term, splitting: bool) -> Result<Options, Stop> {
    let mut options = Options::default();
    if !list.is_cons() && list != NIL {
        return Err(badarg());
    }
    // As in OTP, it does not matter what a list ends with.
    for option in build::ListIter::new(list) {
        if let Some(&[name, scope]) = tuple_elements(option) {
            if Atom::from_term(name).map(Atom::name) != Some("scope") {
                return Err(badarg());
            }
            let Some(&[start, length]) = tuple_elements(scope) else { return Err(badarg()) };
            options.scope = Some((start, length));
            continue;
        }
        match Atom::from_term(option).map(Atom::name) {
            Some("global") if splitting => options.global = true,
            Some("trim") if splitting => options.trim = true,
            Some("trim_all") if splitting => options.trim_all = true,
            _ => return Err(badarg()),
        }
    }
    Ok(options)
}

/// The first and the end of the bytes that are searched.
fn scope(options: Options, size: usize) -> Result<(usize, usize), Stop> {
    match options.scope {
        Some((start, length)) => place(start, length, size).map(|(start, length)| (start, start + length)),
        None => Ok((0, size)),
    }
}

/// The matches, all or the first alone.
fn found(
    process: &mut Process,
    subject: &[u8],
    pattern: Term,
    options: Options,
    many: bool,
) -> Result<Vec<(usize, usize)>, Stop> {
    // As in OTP, nothing is looked for where there is nothing.
    if subject.is_empty() {
        return Ok(Vec::new());
    }
    let patterns = patterns(pattern)?;
    let (start, end) = scope(options, subject.len())?;
    expect_long(process, end - start)?;
    charge(process, end - start);
    let searcher = Searcher::new(&patterns).ok_or_else(badarg)?;
    let searched = &subject[start..end];
    let matches =
        if many { searcher.find_all(searched) } else { searcher.find(searched).into_iter().collect() };
    Ok(matches.into_iter().map(|(place, length)| (start + place, length)).collect())
}

fn position(process: &mut Process, (place, length): (usize, usize)) -> Term {
    build::tuple(process, &[Term::small(place as i64), Term::small(length as i64)])
}

/// `binary:match(Subject, Pattern, Options)`: `{Start, Length}` or `nomatch`.
fn first(process: &mut Process, subject: Term, pattern: Term, options: Term) -> BifResult {
    let options = self::options(options, false)?;
    let bytes = bytes_of(subject)?;
    match found(process, &bytes, pattern, options, false)?.first() {
        Some(&found) => Ok(position(process, found)),
        None => Ok(Atom::new("nomatch").term()),
    }
}

/// `binary:matches(Subject, Pattern, Options)`.
fn all(process: &mut Process, subject: Term, pattern: Term, options: Term) -> BifResult {
    let options = self::options(options, false)?;
    let bytes = bytes_of(subject)?;
    let found = found(process, &bytes, pattern, options, true)?;
    let places: Vec<Term> = found.into_iter().map(|found| position(process, found)).collect();
    Ok(build::list(process, places))
}

/// `binary:split(Subject, Pattern, Options)`.
fn split(process: &mut Process, subject: Term, pattern: Term, options: Term) -> BifResult {
    let options = self::options(options, true)?;
    let bytes = bytes_of(subject)?;
    let found = found(process, &bytes, pattern, options, options.global)?;
    let starts = std::iter::once(0).chain(found.iter().map(|&(place, length)| place + length));
    let ends = found.iter().map(|&(place, _)| place).chain([bytes.len()]);
    let mut parts: Vec<(usize, usize)> = starts.zip(ends).collect();
    if options.trim_all {
        parts.retain(|(start, end)| start < end);
    } else if options.trim {
        let used = parts.iter().rposition(|(start, end)| start < end).map_or(0, |last| last + 1);
        parts.truncate(used);
    }
    if let [(0, end)] = parts[..]
        && end == bytes.len()
    {
        return Ok(build::cons(process, subject, NIL));
    }
    let mut list = NIL;
    for (start, end) in parts.into_iter().rev() {
        let part = bits::part(process, subject, start * 8, (end - start) * 8).ok_or_else(badarg)?;
        list = build::cons(process, part, list);
    }
    Ok(list)
}
