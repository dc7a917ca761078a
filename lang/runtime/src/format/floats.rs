//! Floats with a given number of digits: `~e`, `~f`, `~g` and `float_to_list/1,2`.

use crate::number::text::{SMALL_TEXT, small};

/// The first 21 significant digits of a float, rounded, and the exponent of the first: what OTP
/// computes further roundings from.
struct Digits {
    digits: Vec<u8>,
    /// Digits before the point.
    place: i64,
}

/// Digits after the point in [`scientific`] when nothing else is said.
pub const DEFAULT_SCIENTIFIC: usize = 20;

/// `d.ddde±dd` with `decimals` digits after the point (none: no point either), correctly rounded;
/// the exponent has at least two digits.
pub fn scientific(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, size) = match exponent.strip_prefix('-') {
        Some(size) => ('-', size),
        None => ('+', exponent),
    };
    format!("{mantissa}e{sign}{size:0>2}")
}

/// `~e` with `precision` significant digits (at least 2).
pub fn exponent_form(value: f64, precision: usize) -> String {
    let Digits { digits, place } = digits(value);
    let (digits, carry) = rounded(&digits, precision);
    let exponent = place - 1 + i64::from(carry);
    let (first, rest) = digits.split_at(1);
    format!("{}{first}.{rest}e{exponent:+}", sign(value))
}

/// `~f` with `precision` digits after the point (at least 1).
pub fn decimal_form(value: f64, precision: usize) -> String {
    let Digits { mut digits, mut place } = digits(value);
    if place <= 0 {
        let zeros = vec![b'0'; (1 - place) as usize];
        digits.splice(0..0, zeros);
        place = 1;
    }
    let (digits, carry) = rounded_keeping(&digits, place as usize + precision);
    let (whole, fraction) = digits.split_at(place as usize);
    format!("{}{}{whole}.{fraction}", sign(value), if carry { "1" } else { "" })
}

/// `~g` with `precision` significant digits (at least 1): plain from 0.1 up to 10000.
pub fn general_form(value: f64, precision: usize) -> String {
    let size = value.abs();
    let exponent = [0.1, 1.0, 10.0, 100.0, 1000.0, 10000.0].iter().position(|&bound| size < bound);
    let precision = precision as i64;
    match exponent.map(|index| index as i64 - 2) {
        Some(exponent)
            if exponent >= -1 && (precision - 1 > exponent || precision <= 1 && exponent == -1) =>
        {
            // Digits after the point are at least 1, as the conditions say.
            decimal_form(value, (precision - 1 - exponent) as usize)
        }
        _ => exponent_form(value, precision.max(2) as usize),
    }
}

/// The longest text that `float_to_list/2` gives, in characters.
pub const MAX_TEXT: usize = 255;

/// The most decimals that OTP computes from the fraction with the arithmetic of floats.
const MAX_FAST_DECIMALS: usize = 18;

/// Floats of this size have no fraction, and OTP does not compute with one.
const WHOLE: f64 = 9_007_199_254_740_992.0;

/// `float_to_list(Value, [{decimals, Decimals}])`; `compact` leaves zeros at the end out. Up to 18
/// decimals OTP scales the fraction as a float and rounds that, which is not always what the digits
/// say (0.15 becomes 0.2); beyond, the digits are exact. `None` if the text is longer than [`MAX_TEXT`],
/// zeros at the end included.
pub fn with_decimals(value: f64, decimals: usize, compact: bool) -> Option<String> {
    let mut text = if decimals <= MAX_FAST_DECIMALS {
        scaled_decimals(value, decimals)
    } else {
        format!("{value:.decimals$}")
    };
    if text.len() > MAX_TEXT {
        return None;
    }
    if compact && decimals == 0 && value.abs() >= WHOLE {
        // Zeros that mean something: OTP leaves them out, too.
        text.truncate(text.trim_end_matches('0').len());
        return Some(text);
    }
    if !compact || !text.contains('.') {
        return Some(text);
    }
    let kept = text.trim_end_matches('0').len();
    let is_whole = text[..kept].ends_with('.');
    text.truncate(kept + usize::from(is_whole));
    Some(text)
}

fn scaled_decimals(value: f64, decimals: usize) -> String {
    let size = value.abs();
    let mut whole = size.trunc();
    let scale = 10u64.pow(decimals as u32);
    // At most 10^18: both the product and the rounded value are within a word.
    let mut fraction = ((size - whole) * scale as f64).round() as u64;
    if fraction >= scale {
        fraction -= scale;
        whole += 1.0;
    }
    let mut text = String::with_capacity(64);
    text.push_str(sign(value));
    let mut room = [0; SMALL_TEXT];
    let mut push = |text: &mut String, value: i64, length: usize| {
        let digits = small(value, 10, &mut room);
        text.extend(std::iter::repeat_n('0', length.saturating_sub(digits.len())));
        text.extend(digits.iter().copied().map(char::from));
    };
    if whole < i64::MAX as f64 {
        push(&mut text, whole as i64, 1);
    } else {
        text = format!("{text}{whole:.0}");
    }
    if decimals > 0 {
        text.push('.');
        push(&mut text, fraction as i64, decimals);
    }
    text
}

fn sign(value: f64) -> &'static str {
    if value.is_sign_negative() { "-" } else { "" }
}

fn digits(value: f64) -> Digits {
    let text = format!("{:.20e}", value.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    Digits { digits, place: exponent.parse::<i64>().unwrap_or(0) + 1 }
}

/// `count` digits, rounded half up; the second value: whether rounding made one more, the last dropped.
fn rounded(digits: &[u8], count: usize) -> (String, bool) {
    let (mut text, carry) = rounded_keeping(digits, count);
    if carry {
        text.pop();
        text.insert(0, '1');
    }
    (text, carry)
}

/// `count` digits, rounded half up; the second value: whether a 1 belongs before them.
fn rounded_keeping(digits: &[u8], count: usize) -> (String, bool) {
    let mut kept: Vec<u8> = digits.iter().copied().chain(std::iter::repeat(b'0')).take(count).collect();
    let mut carry = digits.get(count).is_some_and(|&digit| digit >= b'5');
    for digit in kept.iter_mut().rev() {
        if !carry {
            break;
        }
        carry = *digit == b'9';
        *digit = if carry { b'0' } else { *digit + 1 };
    }
    (kept.into_iter().map(char::from).collect(), carry)
}
