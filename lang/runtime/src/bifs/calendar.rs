//! The date and the time of day.

use crate::atom::Atom;
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::badarg;
use crate::build;
use crate::clock::{self, Summer};
use crate::process::Process;
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "localtime", |p: &mut Process| both(p, true)),
        Bif::new("erlang", "universaltime", |p: &mut Process| both(p, false)),
        Bif::new("erlang", "universaltime_to_localtime", |p: &mut Process, time: Term| {
            let seconds = clock::seconds(fields(time)?, None).ok_or_else(badarg)?;
            converted(p, seconds, true)
        }),
        Bif::new("erlang", "localtime_to_universaltime", |p: &mut Process, time: Term| {
            to_universal(p, time, Summer::Unknown)
        }),
        Bif::new("erlang", "localtime_to_universaltime", |p: &mut Process, time: Term, summer: Term| {
            let summer = match Atom::from_term(summer).map(Atom::name) {
                Some("true") => Summer::Yes,
                Some("false") => Summer::No,
                Some("undefined") => Summer::Unknown,
                _ => return Err(badarg()),
            };
            to_universal(p, time, summer)
        }),
        Bif::new("erlang", "date", |p: &mut Process| Ok(date(p, &now(true)?))),
        Bif::new("erlang", "time", |p: &mut Process| Ok(time(p, &now(true)?))),
    ]
}

fn now(local: bool) -> Result<[i64; 6], Stop> {
    clock::calendar((clock::system() / 1_000_000_000) as i64, local).ok_or_else(badarg)
}

/// `{{Year, Month, Day}, {Hour, Minute, Second}}`
fn both(process: &mut Process, local: bool) -> BifResult {
    let now = now(local)?;
    Ok(pair(process, &now))
}

fn pair(process: &mut Process, fields: &[i64; 6]) -> Term {
    let parts = [date(process, fields), time(process, fields)];
    build::tuple(process, &parts)
}

fn to_universal(process: &mut Process, time: Term, summer: Summer) -> BifResult {
    let seconds = clock::seconds(fields(time)?, Some(summer)).ok_or_else(badarg)?;
    converted(process, seconds, false)
}

fn converted(process: &mut Process, seconds: i64, local: bool) -> BifResult {
    let fields = clock::calendar(seconds, local).ok_or_else(badarg)?;
    Ok(pair(process, &fields))
}

/// The first year that can be converted, as in OTP.
const FIRST_YEAR: i64 = 1902;

/// The parts of `{{Year, Month, Day}, {Hour, Minute, Second}}` where it is a time.
fn fields(time: Term) -> Result<[i64; 6], Stop> {
    let parts = |term: Term| match build::tuple_elements(term) {
        Some(&[a, b, c]) => Some([a.to_small()?, b.to_small()?, c.to_small()?]),
        _ => None,
    };
    let found = match build::tuple_elements(time) {
        Some(&[date, time]) => parts(date).zip(parts(time)),
        _ => None,
    };
    let ([year, month, day], [hour, minute, second]) = found.ok_or_else(badarg)?;
    let valid = (FIRST_YEAR..=i64::from(i32::MAX)).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_of(year, month)).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..60).contains(&second);
    if valid { Ok([year, month, day, hour, minute, second]) } else { Err(badarg()) }
}

fn days_of(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn date(process: &mut Process, now: &[i64; 6]) -> Term {
    build::tuple(process, &[now[0], now[1], now[2]].map(Term::small))
}

fn time(process: &mut Process, now: &[i64; 6]) -> Term {
    build::tuple(process, &[now[3], now[4], now[5]].map(Term::small))
}
