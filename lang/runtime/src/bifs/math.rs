//! The module `math`.

use crate::bif::{Bif, BifResult};
use crate::bifs::{badarg, badarith};
use crate::build;
use crate::number::Number;
use crate::process::Process;
use crate::term::Term;

// Functions of the C library that Rust's own does not show, or computes by other means with other last
// digits. The other functions of floats come from the C library anyway.
// SAFETY: the signatures are those of the C library; the functions have no preconditions.
unsafe extern "C" {
    safe fn erf(x: f64) -> f64;
    safe fn erfc(x: f64) -> f64;
    safe fn asinh(x: f64) -> f64;
    safe fn acosh(x: f64) -> f64;
    safe fn atanh(x: f64) -> f64;
}

macro_rules! functions {
    ($($name:literal $function:expr,)*) => {
        vec![$(Bif::new("math", $name, |p: &mut Process, x: Term| one(p, x, $function))),*]
    };
}

pub fn bifs() -> Vec<Bif> {
    let mut bifs = functions![
        "sin" f64::sin, "cos" f64::cos, "tan" f64::tan,
        "asin" f64::asin, "acos" f64::acos, "atan" f64::atan,
        "sinh" f64::sinh, "cosh" f64::cosh, "tanh" f64::tanh,
        "asinh" |x| asinh(x), "acosh" |x| acosh(x), "atanh" |x| atanh(x),
        "exp" f64::exp, "log" f64::ln, "log2" f64::log2, "log10" f64::log10,
        "sqrt" f64::sqrt, "ceil" f64::ceil, "floor" f64::floor,
        "erf" |x| erf(x), "erfc" |x| erfc(x),
    ];
    bifs.extend([
        Bif::new("math", "pi", |p: &mut Process| Ok(build::float(p, std::f64::consts::PI))),
        Bif::new("math", "pow", |p: &mut Process, x: Term, y: Term| two(p, x, y, f64::powf)),
        Bif::new("math", "atan2", |p: &mut Process, x: Term, y: Term| two(p, x, y, f64::atan2)),
        Bif::new("math", "fmod", |p: &mut Process, x: Term, y: Term| two(p, x, y, |x, y| x % y)),
    ]);
    bifs
}

/// The float of an argument: `badarg` for what is no number, `badarith` for what is beyond the floats.
fn argument(term: Term) -> Result<f64, crate::bif::Stop> {
    Number::of(term).ok_or_else(badarg)?.to_f64().ok_or_else(badarith)
}

fn result(process: &mut Process, value: f64) -> BifResult {
    if value.is_finite() { Ok(build::float(process, value)) } else { Err(badarith()) }
}

fn one(process: &mut Process, x: Term, function: fn(f64) -> f64) -> BifResult {
    let x = argument(x)?;
    result(process, function(x))
}

fn two(process: &mut Process, x: Term, y: Term, function: fn(f64, f64) -> f64) -> BifResult {
    let (x, y) = (argument(x)?, argument(y)?);
    result(process, function(x, y))
}
