//! Clocks, and integers that are given out once.

use std::sync::atomic::{AtomicU64, Ordering};

use dashu_int::IBig;
use dashu_int::ops::DivEuclid;

use crate::atom::Atom;
use crate::bif::{Bif, BifResult, Stop};
use crate::bifs::badarg;
use crate::build::{self, View, view};
use crate::clock;
use crate::number::Number;
use crate::process::Process;
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "monotonic_time", |p: &mut Process| integer(p, monotonic())),
        Bif::new("erlang", "monotonic_time", |p: &mut Process, unit: Term| in_unit(p, monotonic(), unit)),
        Bif::new("erlang", "system_time", |p: &mut Process| integer(p, system())),
        Bif::new("erlang", "system_time", |p: &mut Process, unit: Term| in_unit(p, system(), unit)),
        Bif::new("os", "system_time", |p: &mut Process| integer(p, system())),
        Bif::new("os", "system_time", |p: &mut Process, unit: Term| in_unit(p, system(), unit)),
        Bif::new("os", "perf_counter", |p: &mut Process| integer(p, monotonic())),
        Bif::new("os", "perf_counter", |p: &mut Process, unit: Term| in_unit(p, monotonic(), unit)),
        Bif::new("erlang", "time_offset", |p: &mut Process| integer(p, i128::from(clock::offset()))),
        Bif::new("erlang", "time_offset", |p: &mut Process, unit: Term| {
            in_unit(p, i128::from(clock::offset()), unit)
        }),
        Bif::new("erlang", "timestamp", |p: &mut Process| Ok(timestamp(p, clock::system() / 1000))),
        Bif::new("os", "timestamp", |p: &mut Process| Ok(timestamp(p, clock::system() / 1000))),
        Bif::new("erlang", "now", now),
        Bif::new("erlang", "convert_time_unit", convert),
        Bif::new("erlang", "unique_integer", |p: &mut Process| unique_integer(p, crate::term::NIL)),
        Bif::new("erlang", "unique_integer", unique_integer),
    ]
}

/// Parts of a second in the native unit: nanoseconds.
const NATIVE: i128 = 1_000_000_000;

fn monotonic() -> i128 {
    i128::from(clock::monotonic())
}

fn system() -> i128 {
    i128::from(clock::system())
}

fn integer(p: &mut Process, value: i128) -> BifResult {
    Ok(build::wide_integer(p, value))
}

/// Parts of a second in a unit.
fn parts(unit: Term) -> Result<i128, Stop> {
    match view(unit) {
        View::Small(parts) if parts > 0 => Ok(i128::from(parts)),
        View::Atom(unit) => match unit.name() {
            "second" | "seconds" => Ok(1),
            "millisecond" | "milli_seconds" => Ok(1000),
            "microsecond" | "micro_seconds" => Ok(1_000_000),
            "nanosecond" | "nano_seconds" | "native" | "perf_counter" => Ok(NATIVE),
            _ => Err(badarg()),
        },
        _ => Err(badarg()),
    }
}

/// Rounds towards minus infinity, as OTP does.
fn scale(time: i128, from: i128, to: i128) -> Option<i128> {
    Some(time.checked_mul(to)?.div_euclid(from))
}

fn in_unit(p: &mut Process, time: i128, unit: Term) -> BifResult {
    let time = scale(time, NATIVE, parts(unit)?).ok_or_else(badarg)?;
    integer(p, time)
}

fn convert(p: &mut Process, time: Term, from: Term, to: Term) -> BifResult {
    let (from, to) = (parts(from)?, parts(to)?);
    let time = Number::of(time).and_then(Number::integer).ok_or_else(badarg)?;
    if let Some(time) = time.to_wide().and_then(|time| scale(time, from, to)) {
        return integer(p, time);
    }
    let scaled = (time.to_ibig() * IBig::from(to)).div_euclid(IBig::from(from));
    Ok(build::big_integer(p, &scaled))
}

/// `{MegaSeconds, Seconds, Microseconds}`
fn timestamp(p: &mut Process, microseconds: u64) -> Term {
    let seconds = microseconds / 1_000_000;
    let parts = [seconds / 1_000_000, seconds % 1_000_000, microseconds % 1_000_000];
    build::tuple(p, &parts.map(|part| Term::small(part as i64)))
}

/// Every value is larger than all before it.
fn now(p: &mut Process) -> BifResult {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let time = clock::system() / 1000;
    let before = LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(time.max(last + 1)));
    let last = before.unwrap_or_else(|last| last);
    Ok(timestamp(p, time.max(last + 1)))
}

/// With the modifiers `positive` and `monotonic`; all are always both.
fn unique_integer(p: &mut Process, modifiers: Term) -> BifResult {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    for modifier in build::list_elements(modifiers).ok_or_else(badarg)? {
        match Atom::from_term(modifier).map(Atom::name) {
            Some("positive" | "monotonic") => {}
            _ => return Err(badarg()),
        }
    }
    let value = NEXT.fetch_add(1, Ordering::Relaxed);
    Ok(build::unsigned(p, value))
}
