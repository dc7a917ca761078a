//! Bitstrings as `~p` writes them: as a string if all bytes are printable, else as numbers.

use crate::bits::Bits;
use crate::format::quote::{self, Encoding};
use crate::format::tree::Selection;

/// Characters that count as one level of depth.
const CHARACTERS_A_LEVEL: usize = 4;

/// See [`latin1`].
const FEW: usize = 20;

/// The numbers of a bitstring with commas between them, dots where the depth or the limit of characters
/// (none if negative) is used up; the second value says whether they are.
pub fn numbers(bits: Bits, mut depth: i64, mut limit: i64) -> (String, bool) {
    let mut text = String::new();
    let mut at = 0;
    while at < bits.len() {
        if depth == 1 || limit == 0 {
            text.push_str("...");
            return (text, true);
        }
        let start = text.len();
        let count = (bits.len() - at).min(8);
        text.push_str(&bits.few(at, count).to_string());
        if count < 8 {
            text.push_str(&format!(":{count}"));
        }
        at += count;
        if at < bits.len() {
            text.push(',');
        }
        depth -= 1;
        if limit > 0 {
            limit = (limit - (text.len() - start) as i64).max(0);
        }
    }
    (text, false)
}

/// What of a binary is shown as a string.
struct Shown {
    text: String,
    /// Each character is a byte.
    latin1: bool,
    /// There is more.
    cut: bool,
}

/// A binary as `<<"abc">>`, `<<"åäö"/utf8>>` or cut after the depth or the limit of characters (none if
/// negative), if it is printable so far; and whether it is cut.
pub fn as_string(bytes: &[u8], depth: i64, limit: i64, selection: Selection) -> Option<(String, bool)> {
    let limit = usize::try_from(limit);
    let room = match usize::try_from(depth) {
        Ok(depth) => {
            let room = depth.saturating_mul(CHARACTERS_A_LEVEL).min(bytes.len());
            limit.map_or(room, |limit| limit.min(room))
        }
        Err(_) => limit.unwrap_or(bytes.len()).min(bytes.len()),
    };
    if room == 0 {
        return None;
    }
    let shown = match selection.encoding {
        Encoding::Unicode if is_utf8(bytes, room) => utf8(bytes, room, depth, selection.printable)?,
        _ => latin1(bytes, room, depth)?,
    };
    let quoted = quote::string(shown.text.chars());
    let end = match (shown.latin1, shown.cut) {
        (true, false) => ">>",
        (true, true) => "...>>",
        (false, false) => "/utf8>>",
        (false, true) => "/utf8...>>",
    };
    Some((format!("<<{quoted}{end}"), shown.cut))
}

/// Whether as many characters, or all bytes, are UTF-8.
fn is_utf8(bytes: &[u8], characters: usize) -> bool {
    let mut rest = bytes;
    for _ in 0..characters {
        match first_character(rest) {
            Some(character) => rest = &rest[character.len_utf8()..],
            None => return rest.is_empty(),
        }
    }
    true
}

fn first_character(bytes: &[u8]) -> Option<char> {
    crate::bits::reader::utf8(Bits::of_bytes(bytes), 0).map(|(character, _)| character)
}

/// Printable characters up to the room; enough of them if some are left out.
fn utf8(bytes: &[u8], room: usize, depth: i64, printable: Encoding) -> Option<Shown> {
    let mut rest = bytes;
    let mut text = String::new();
    let mut count = 0;
    while count < room
        && let Some(character) = first_character(rest)
        && quote::is_printable(character, printable)
    {
        text.push(character);
        rest = &rest[character.len_utf8()..];
        count += 1;
    }
    let latin1 = bytes.len() - rest.len() == count;
    if rest.is_empty() {
        return Some(Shown { text, latin1, cut: false });
    }
    (depth > 0 && count as i64 >= depth).then_some(Shown { text, latin1, cut: true })
}

fn latin1(bytes: &[u8], room: usize, depth: i64) -> Option<Shown> {
    let character = |&byte: &u8| char::from(byte);
    let printable = |&byte: &u8| quote::is_printable(char::from(byte), Encoding::Latin1);
    let count = bytes[..room].iter().take_while(|byte| printable(byte)).count();
    let text = bytes[..count].iter().map(character).collect();
    if count == bytes.len() {
        return Some(Shown { text, latin1: true, cut: false });
    }
    // A room of few characters that are all printable is shown whatever the depth.
    let few = count == room && room <= FEW;
    (few || depth > 0 && count as i64 >= depth).then_some(Shown { text, latin1: true, cut: true })
}
