//! What is known of characters: how they join to what a reader sees as one, and their other case.
//!
//! The tables are OTP's, so that texts fall apart and change case as they do there; a crate would follow
//! another version of Unicode.

mod breaks;
mod cases;

use breaks::BREAKS;
use cases::{FOLD, LOWER, SPECIAL_FOLD, SPECIAL_LOWER, SPECIAL_TITLE, SPECIAL_UPPER, TITLE, UPPER};
use cases::{Shift, Special};

/// How a character is joined to its neighbours; the numbers are known to the standard module
/// `unicode_util`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    Other = 0,
    Cr = 1,
    Lf = 2,
    Control = 3,
    /// Joined to what stands before it.
    Extend = 4,
    /// An `Extend` that joins two pictographs, too.
    Joiner = 5,
    /// Half of a flag.
    Regional = 6,
    /// Joined to what stands behind it.
    Prepend = 7,
    /// The start, middle and end of a syllable of Hangul, and whole ones without and with an end.
    L = 8,
    V = 9,
    T = 10,
    Lv = 11,
    Lvt = 12,
    Pictograph = 13,
}

/// Syllables of Hangul, each 28th of them without an end.
const SYLLABLES: std::ops::RangeInclusive<u32> = 0xAC00..=0xD7A3;

/// The class of a character.
pub fn class(character: u32) -> Break {
    if SYLLABLES.contains(&character) {
        return if (character - SYLLABLES.start()).is_multiple_of(28) { Break::Lv } else { Break::Lvt };
    }
    let place = BREAKS.partition_point(|&(_, last, _)| last < character);
    match BREAKS.get(place) {
        Some(&(first, _, class)) if first <= character => class,
        _ => Break::Other,
    }
}

/// What a character becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mapped {
    One(u32),
    Many(&'static [u32]),
}

pub fn upper(character: u32) -> Mapped {
    mapped(character, &UPPER, &SPECIAL_UPPER).unwrap_or(Mapped::One(character))
}

pub fn lower(character: u32) -> Mapped {
    mapped(character, &LOWER, &SPECIAL_LOWER).unwrap_or(Mapped::One(character))
}

/// The case of a word's first character.
pub fn title(character: u32) -> Mapped {
    mapped(character, &TITLE, &SPECIAL_TITLE).unwrap_or_else(|| upper(character))
}

/// What is the same for characters that differ in case alone.
pub fn fold(character: u32) -> Mapped {
    mapped(character, &FOLD, &SPECIAL_FOLD).unwrap_or_else(|| lower(character))
}

fn mapped(character: u32, shifts: &[Shift], specials: &[Special]) -> Option<Mapped> {
    if let Ok(place) = specials.binary_search_by_key(&character, |special| special.0) {
        return Some(Mapped::Many(specials[place].1));
    }
    let place = shifts.partition_point(|&(_, last, ..)| last < character);
    let &(first, _, step, shift) = shifts.get(place)?;
    let within = first <= character && (character - first).is_multiple_of(step);
    within.then(|| Mapped::One(character.wrapping_add_signed(shift)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_in_the_tables() {
        let cases = [
            ('a', Break::Other),
            ('\u{301}', Break::Extend),
            ('가', Break::Lv),
            ('각', Break::Lvt),
            ('❤', Break::Pictograph),
            ('\u{10FFFF}', Break::Other),
        ];
        for (character, expected) in cases {
            assert_eq!(class(character as u32), expected, "{character}");
        }
    }

    #[test]
    fn case_changes_one_character_or_gives_several() {
        assert_eq!(upper('ä' as u32), Mapped::One('Ä' as u32));
        assert_eq!(upper('ß' as u32), Mapped::Many(&[0x53, 0x53]));
        assert_eq!(title('ß' as u32), Mapped::Many(&[0x53, 0x73]));
        assert_eq!(title('ǆ' as u32), Mapped::One('ǅ' as u32));
        assert_eq!(lower('Σ' as u32), Mapped::One('σ' as u32));
        assert_eq!(fold('ς' as u32), Mapped::One('σ' as u32));
        assert_eq!(lower('1' as u32), Mapped::One('1' as u32));
    }

    /// Single characters may only shift to characters.
    #[test]
    fn every_shift_gives_a_character() {
        for character in (0..0x11_0000).filter(|&character| char::from_u32(character).is_some()) {
            for change in [upper, lower, title, fold] {
                if let Mapped::One(other) = change(character) {
                    assert!(char::from_u32(other).is_some(), "{character}");
                }
            }
        }
    }
}
