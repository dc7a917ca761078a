//! Numbers as text and back: `integer_to_list`, `list_to_integer`, the shortest digits of floats.

use dashu_int::IBig;

use crate::build::{self, Heap};
use crate::fault::{Fault, Outcome};
use crate::number::{Integer, MAX_LIMBS, big_result};

/// An integer in a base from 2 to 36, digits beyond 9 as capital letters.
pub fn integer(value: Integer, base: u32) -> String {
    match value {
        Integer::Small(value) if base == 10 => value.to_string(),
        Integer::Small(value) => small_in_base(value, base),
        Integer::Big(big) => {
            let value = big.to_ibig();
            if base == 10 { value.to_string() } else { format!("{:#}", value.in_radix(base as u8)) }
        }
    }
}

fn small_in_base(value: i64, base: u32) -> String {
    let mut rest = value.unsigned_abs();
    let mut digits = Vec::new();
    loop {
        let digit = (rest % u64::from(base)) as u32;
        digits.push(char::from_digit(digit, base).unwrap_or('0').to_ascii_uppercase());
        rest /= u64::from(base);
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        digits.push('-');
    }
    digits.iter().rev().collect()
}

/// The most digits that are read: so many binary ones make the largest integer.
pub const MAX_DIGITS: usize = MAX_LIMBS * 64;

/// Reads an integer: an optional sign and digits, nothing else.
///
/// # Errors
/// `badarg` if it is none, `system_limit` if it is too large.
pub fn read_integer(heap: &mut dyn Heap, text: &str, base: u32) -> Outcome {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.chars().all(|character| character.is_digit(base)) {
        return Err(Fault::Badarg);
    }
    if let Ok(value) = i64::from_str_radix(text, base) {
        return Ok(build::integer(heap, value));
    }
    let digits = digits.trim_start_matches('0');
    if digits.len() > MAX_DIGITS {
        return Err(Fault::SystemLimit);
    }
    let size = IBig::from_str_radix(digits, base).map_err(|_| Fault::SystemLimit)?;
    big_result(heap, &if text.starts_with('-') { -size } else { size })
}

/// The fewest digits that read back as the float, laid out as OTP does: plain if that is no longer than
/// with an exponent, and never plain where neighbouring floats are two or more apart.
pub fn shortest_float(value: f64) -> String {
    if value == 0.0 {
        return if value.is_sign_negative() { "-0.0" } else { "0.0" }.to_owned();
    }
    let (digits, exponent) = shortest_digits(value.abs());
    let layout = if value.abs() >= 9_007_199_254_740_992.0 {
        with_exponent(&digits, exponent)
    } else {
        shorter_layout(&digits, exponent)
    };
    if value < 0.0 { format!("-{layout}") } else { layout }
}

/// The digits of a positive float, no zeros at either end, and the exponent of the first.
fn shortest_digits(value: f64) -> (String, i32) {
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(value);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0');
    let leading = (all.len() - significant.len()) as i32;
    let exponent = exponent.parse::<i32>().unwrap_or(0) + whole.len() as i32 - 1 - leading;
    (significant.trim_end_matches('0').to_owned(), exponent)
}

/// Digits with the point after the first and an exponent.
fn with_exponent(digits: &str, exponent: i32) -> String {
    let (first, rest) = digits.split_at(1);
    format!("{first}.{}e{exponent}", if rest.is_empty() { "0" } else { rest })
}

fn shorter_layout(digits: &str, exponent: i32) -> String {
    let length = digits.len() as i32;
    // Digits before the point.
    let place = exponent + 1;
    if place > 0 && place < length {
        let (whole, fraction) = digits.split_at(place as usize);
        return format!("{whole}.{fraction}");
    }
    let plain = if place <= 0 {
        format!("0.{}{digits}", "0".repeat(-place as usize))
    } else {
        format!("{digits}{}.0", "0".repeat((place - length) as usize))
    };
    let scientific = with_exponent(digits, exponent);
    if plain.len() <= scientific.len() { plain } else { scientific }
}

/// Reads a float: a sign, digits, a point or comma, digits, an exponent. `None` if it is not one or
/// beyond the floats.
pub fn read_float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, rest) = unsigned.split_once(['.', ','])?;
    let (fraction, exponent) = match rest.split_once(['e', 'E']) {
        Some((fraction, exponent)) => (fraction, Some(exponent)),
        None => (rest, None),
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_digits = exponent.map(|part| part.strip_prefix(['+', '-']).unwrap_or(part));
    if !is_digits(whole) || !is_digits(fraction) || !exponent_digits.is_none_or(is_digits) {
        return None;
    }
    let value: f64 = text.replacen(',', ".", 1).parse().ok()?;
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::Term;

    #[test]
    fn floats_are_laid_out_as_in_otp() {
        for (value, text) in [
            (1.0e10, "1.0e10"),
            (100000.0, "1.0e5"),
            (123456.0, "123456.0"),
            (1.0e15, "1.0e15"),
            (0.0001, "0.0001"),
            (0.001, "0.001"),
            (0.000123, "1.23e-4"),
            (0.00001, "1.0e-5"),
            (1.0 / 3.0, "0.3333333333333333"),
            (5.0e-324, "5.0e-324"),
            (f64::MAX, "1.7976931348623157e308"),
            (-0.0, "-0.0"),
            (100.0, "100.0"),
            (1000.0, "1.0e3"),
            (9007199254740991.0, "9007199254740991.0"),
            (9007199254740992.0, "9.007199254740992e15"),
            (-1.5e3, "-1.5e3"),
            (780006391738002.2, "780006391738002.2"),
            (123.0e17, "1.23e19"),
        ] {
            assert_eq!(shortest_float(value), text);
        }
    }

    #[test]
    fn floats_are_read_as_in_otp() {
        assert_eq!(read_float("+1.0e-3"), Some(0.001));
        assert_eq!(read_float("1,0"), Some(1.0));
        for wrong in ["", "1", "1.", ".5", "1.e3", "1e3", " 1.5", "1.5 ", "1.0e400", "inf", "1.0e", "--1.0"] {
            assert_eq!(read_float(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn integers_are_read_and_written() {
        let mut heap = crate::build::Arena::new();
        for wrong in ["", "+", "-+1", " 1", "1_0", "2x"] {
            assert_eq!(read_integer(&mut heap, wrong, 10), Err(Fault::Badarg), "{wrong}");
        }
        assert_eq!(read_integer(&mut heap, "-0", 10), Ok(Term::small(0)));
        assert_eq!(read_integer(&mut heap, "zZ", 36), Ok(Term::small(1295)));
        let big = read_integer(&mut heap, "-123456789012345678901234567890", 10).unwrap();
        assert_eq!(integer(Integer::of(big).unwrap(), 10), "-123456789012345678901234567890");
        assert_eq!(integer(Integer::of(big).unwrap(), 16), "-18EE90FF6C373E0EE4E3F0AD2");
        assert_eq!(integer(Integer::Small(-255), 16), "-FF");
    }
}
