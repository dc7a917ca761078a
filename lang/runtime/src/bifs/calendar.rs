//! The date and the time of day.

use crate::bif::{Bif, BifResult};
use crate::bifs::badarg;
use crate::build;
use crate::clock;
use crate::process::Process;
use crate::term::Term;

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erlang", "localtime", |p: &mut Process| both(p, true)),
        Bif::new("erlang", "universaltime", |p: &mut Process| both(p, false)),
        Bif::new("erlang", "date", |p: &mut Process| Ok(date(p, &now(true)?))),
        Bif::new("erlang", "time", |p: &mut Process| Ok(time(p, &now(true)?))),
    ]
}

fn now(local: bool) -> Result<[i64; 6], crate::bif::Stop> {
    clock::calendar((clock::system() / 1_000_000_000) as i64, local).ok_or_else(badarg)
}

/// `{{Year, Month, Day}, {Hour, Minute, Second}}`
fn both(process: &mut Process, local: bool) -> BifResult {
    let now = now(local)?;
    let parts = [date(process, &now), time(process, &now)];
    Ok(build::tuple(process, &parts))
}

fn date(process: &mut Process, now: &[i64; 6]) -> Term {
    build::tuple(process, &[now[0], now[1], now[2]].map(Term::small))
}

fn time(process: &mut Process, now: &[i64; 6]) -> Term {
    build::tuple(process, &[now[3], now[4], now[5]].map(Term::small))
}
