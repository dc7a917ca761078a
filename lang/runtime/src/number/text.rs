//! Numbers as text and back: `integer_to_list`, `list_to_integer`, the shortest digits of floats.

use dashu_int::IBig;

use crate::build::{self, Heap};
use crate::fault::{Fault, Outcome};
use crate::number::{Integer, MAX_LIMBS, big_result, limbs};

/// An integer in a base from 2 to 36, digits beyond 9 as capital letters.
pub fn integer(value: Integer, base: u32) -> String {
    match value {
        Integer::Small(value) => {
            small(value, base, &mut [0; SMALL_TEXT]).iter().copied().map(char::from).collect()
        }
        Integer::Big(big) => {
            let value = big.to_ibig();
            if base == 10 { value.to_string() } else { format!("{:#}", value.in_radix(base as u8)) }
        }
    }
}

/// The longest text of a word: a sign and binary digits.
pub const SMALL_TEXT: usize = 65;

/// [`integer`] of a word, at the end of `room`.
pub fn small(value: i64, base: u32, room: &mut [u8; SMALL_TEXT]) -> &[u8] {
    let size = value.unsigned_abs();
    // Dividing by a number that the compiler knows is a multiplication or a shift.
    let mut start = match base {
        10 => write_digits(size, 10, room),
        16 => write_digits(size, 16, room),
        _ => write_digits(size, u64::from(base), room),
    };
    if value < 0 {
        start -= 1;
        room[start] = b'-';
    }
    &room[start..]
}

/// Writes digits, the last at the end of `room`; gives the place of the first.
#[inline(always)]
fn write_digits(mut rest: u64, base: u64, room: &mut [u8; SMALL_TEXT]) -> usize {
    let mut start = room.len();
    loop {
        start -= 1;
        room[start] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(rest % base) as usize];
        rest /= base;
        if rest == 0 {
            return start;
        }
    }
}

/// The most digits that are read: so many binary ones make the largest integer.
pub const MAX_DIGITS: usize = MAX_LIMBS * 64;

/// Reads an integer: an optional sign and digits, nothing else.
///
/// # Errors
/// `badarg` if it is none, `system_limit` if it is too large.
pub fn read_integer(heap: &mut dyn Heap, text: &[u8], base: u32) -> Outcome {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    if digits.is_empty() {
        return Err(Fault::Badarg);
    }
    let mut size = 0u64;
    for &byte in digits {
        let digit = digit(byte, base).ok_or(Fault::Badarg)?;
        match size.checked_mul(u64::from(base)).and_then(|size| size.checked_add(digit)) {
            Some(next) => size = next,
            None => return read_large(heap, negative, digits, base),
        }
    }
    Ok(build::limbs_integer(heap, negative, &[size]))
}

fn digit(byte: u8, base: u32) -> Option<u64> {
    char::from(byte).to_digit(base).map(u64::from)
}

/// Reads an integer that is no word.
fn read_large(heap: &mut dyn Heap, negative: bool, digits: &[u8], base: u32) -> Outcome {
    if !digits.iter().all(|&byte| digit(byte, base).is_some()) {
        return Err(Fault::Badarg);
    }
    let zeros = digits.iter().take_while(|&&byte| byte == b'0').count();
    let digits = &digits[zeros..];
    if digits.len() > MAX_DIGITS {
        return Err(Fault::SystemLimit);
    }
    let bits = (base - 1).ilog2() as usize + 1;
    if digits.len() * bits <= limbs::FEW * 64 {
        let mut room = [0; limbs::FEW];
        let used = read_limbs(digits, base, 63 / bits, &mut room);
        return Ok(build::limbs_integer(heap, negative, &room[..used]));
    }
    let text = str::from_utf8(digits).map_err(|_| Fault::Badarg)?;
    let size = IBig::from_str_radix(text, base).map_err(|_| Fault::SystemLimit)?;
    big_result(heap, &if negative { -size } else { size })
}

/// Reads digits, so many at a time, and gives the number of limbs.
fn read_limbs(digits: &[u8], base: u32, at_a_time: usize, room: &mut [u64; limbs::FEW]) -> usize {
    let mut used = 0;
    for part in digits.chunks(at_a_time) {
        let (mut carry, mut scale) = (0, 1);
        for &byte in part {
            carry = carry * u64::from(base) + digit(byte, base).unwrap_or(0);
            scale *= u64::from(base);
        }
        for limb in &mut room[..used] {
            let wide = u128::from(*limb) * u128::from(scale) + u128::from(carry);
            *limb = wide as u64;
            carry = (wide >> 64) as u64;
        }
        if carry != 0 {
            room[used] = carry;
            used += 1;
        }
    }
    used
}

/// The fewest digits that read back as the float, laid out as OTP does: plain if that is no longer than
/// with an exponent, and never plain where neighbouring floats are two or more apart.
pub fn shortest_float(value: f64) -> String {
    if value == 0.0 {
        return if value.is_sign_negative() { "-0.0" } else { "0.0" }.to_owned();
    }
    let mut room = [0; FLOAT_DIGITS];
    let (digits, exponent) = shortest_digits(value.abs(), &mut room);
    let mut text = String::with_capacity(2 * FLOAT_DIGITS);
    if value < 0.0 {
        text.push('-');
    }
    lay_out(&mut text, digits, exponent, value.abs() < 9_007_199_254_740_992.0);
    text
}

/// As many digits as a float is ever written with, those that say nothing included.
const FLOAT_DIGITS: usize = 24;

/// The digits of a positive float, no zeros at either end, and the exponent of the first.
fn shortest_digits(value: f64, room: &mut [u8; FLOAT_DIGITS]) -> (&str, i32) {
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(value);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (mut count, mut exponent, mut is_fraction) = (0, exponent.parse::<i32>().unwrap_or(0) - 1, false);
    for byte in mantissa.bytes() {
        match byte {
            b'.' => is_fraction = true,
            b'0' if count == 0 => exponent -= i32::from(is_fraction),
            _ => {
                room[count] = byte;
                count += 1;
                exponent += i32::from(!is_fraction);
            }
        }
    }
    while count > 0 && room[count - 1] == b'0' {
        count -= 1;
    }
    (str::from_utf8(&room[..count]).unwrap_or(""), exponent)
}

/// Writes digits with the point where it belongs, if `plain` allows that and it is not longer, or after the first and
/// with an exponent.
fn lay_out(text: &mut String, digits: &str, exponent: i32, plain: bool) {
    let length = digits.len() as i32;
    // Digits before the point.
    let place = exponent + 1;
    let mut room = [0; SMALL_TEXT];
    let power = small(i64::from(exponent), 10, &mut room);
    let scientific_length = length.max(2) + 2 + power.len() as i32;
    let zeros = |text: &mut String, count: i32| text.extend(std::iter::repeat_n('0', count as usize));
    if plain && place > 0 && place < length {
        let (whole, fraction) = digits.split_at(place as usize);
        text.push_str(whole);
        text.push('.');
        text.push_str(fraction);
    } else if plain && place <= 0 && 2 - place + length <= scientific_length {
        text.push_str("0.");
        zeros(text, -place);
        text.push_str(digits);
    } else if plain && place > 0 && place + 2 <= scientific_length {
        text.push_str(digits);
        zeros(text, place - length);
        text.push_str(".0");
    } else {
        let (first, rest) = digits.split_at(1);
        text.push_str(first);
        text.push('.');
        text.push_str(if rest.is_empty() { "0" } else { rest });
        text.push('e');
        text.extend(power.iter().copied().map(char::from));
    }
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
    let value: f64 =
        if text.contains(',') { text.replacen(',', ".", 1).parse().ok()? } else { text.parse().ok()? };
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
            assert_eq!(read_integer(&mut heap, wrong.as_bytes(), 10), Err(Fault::Badarg), "{wrong}");
        }
        assert_eq!(read_integer(&mut heap, b"-0", 10), Ok(Term::small(0)));
        assert_eq!(read_integer(&mut heap, b"zZ", 36), Ok(Term::small(1295)));
        let big = read_integer(&mut heap, b"-123456789012345678901234567890", 10).unwrap();
        assert_eq!(integer(Integer::of(big).unwrap(), 10), "-123456789012345678901234567890");
        assert_eq!(integer(Integer::of(big).unwrap(), 16), "-18EE90FF6C373E0EE4E3F0AD2");
        assert_eq!(integer(Integer::Small(-255), 16), "-FF");
    }
}
