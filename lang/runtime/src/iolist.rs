//! Deep lists of bytes and binaries.

use crate::bits::{Bits, Writer};
use crate::build::{View, view};
use crate::fault::{Fault, Outcome};
use crate::memory;
use crate::term::Term;

/// What a deep list consists of.
#[derive(Debug, Clone, Copy)]
pub enum Piece<'a> {
    Byte(u8),
    /// With the bitstring that they are of.
    Bits(Bits<'a>, Term),
}

/// Gives the pieces of a deep list, or of a bitstring alone, to `each`, in order. The tail of a list may be
/// a bitstring.
///
/// # Errors
/// [`Fault::Badarg`] where something else is found, and what `each` gives.
pub fn walk<'a>(term: Term, mut each: impl FnMut(Piece<'a>) -> Outcome<()>) -> Outcome<()> {
    let mut later = Vec::new();
    let mut current = term;
    loop {
        while current.is_cons() {
            // SAFETY: terms are valid (the rule of `build`), so a cell is alive.
            let (head, tail) = unsafe { (current.head(), current.tail()) };
            if let Some(byte) = head.to_small() {
                each(Piece::Byte(u8::try_from(byte).map_err(|_| Fault::Badarg)?))?;
                current = tail;
            } else {
                if !tail.is_nil() {
                    later.push(tail);
                }
                current = head;
            }
        }
        match view(current) {
            View::Nil => {}
            View::Bits(bits) => each(Piece::Bits(bits, current))?,
            _ => return Err(Fault::Badarg),
        }
        match later.pop() {
            Some(next) => current = next,
            None => return Ok(()),
        }
    }
}

/// The bits of a deep list, one after the other.
///
/// # Errors
/// [`Fault::Badarg`] if it is none.
pub fn bits(term: Term) -> Outcome<Writer> {
    let mut all = Writer::new();
    walk(term, |piece| {
        match piece {
            Piece::Byte(byte) => all.put_bytes(&[byte]),
            Piece::Bits(bits, _) => all.put_bits(bits),
        }
        Ok(())
    })?;
    Ok(all)
}

/// The bytes of a deep list whose binaries are whole bytes.
///
/// # Errors
/// [`Fault::Badarg`] if it is none.
pub fn bytes(term: Term) -> Outcome<Vec<u8>> {
    bytes_up_to(term, usize::MAX).map(Option::unwrap_or_default)
}

/// [`bytes`], or `None` as soon as it is seen that they are more than `most`.
///
/// # Errors
/// As [`bytes`].
pub fn bytes_up_to(term: Term, most: usize) -> Outcome<Option<Vec<u8>>> {
    let mut all = Vec::new();
    let mut are_more = false;
    let outcome = walk(term, |piece| {
        let room = most - all.len();
        match piece {
            Piece::Byte(byte) if room > 0 => {
                memory::grow(&mut all, 1);
                all.push(byte);
            }
            Piece::Bits(bits, _) if bits.len().div_ceil(8) <= room => {
                let bytes = bits.to_bytes().ok_or(Fault::Badarg)?;
                memory::grow(&mut all, bytes.len());
                all.extend_from_slice(&bytes);
            }
            _ => {
                are_more = true;
                return Err(Fault::Badarg);
            }
        }
        Ok(())
    });
    if are_more { Ok(None) } else { outcome.map(|()| Some(all)) }
}

/// How many bytes [`bytes`] would give.
///
/// # Errors
/// As [`bytes`].
pub fn size(term: Term) -> Outcome<usize> {
    let mut size = 0usize;
    walk(term, |piece| {
        match piece {
            Piece::Byte(_) => size += 1,
            Piece::Bits(bits, _) if bits.len().is_multiple_of(8) => size += bits.len() / 8,
            Piece::Bits(..) => return Err(Fault::Badarg),
        }
        Ok(())
    })?;
    Ok(size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits;
    use crate::build::{self, Arena};
    use crate::term::NIL;

    #[test]
    fn bytes_are_given_up_to_a_number() {
        let mut heap = Arena::new();
        let binary = bits::binary(&mut heap, b"bcd");
        let list = build::list(&mut heap, [Term::small(97), binary, NIL, Term::small(101)]);
        assert_eq!(bytes_up_to(list, 5), Ok(Some(b"abcde".to_vec())));
        assert_eq!(
            [bytes_up_to(list, 4), bytes_up_to(list, 3), bytes_up_to(list, 0)],
            [Ok(None), Ok(None), Ok(None)]
        );
        assert_eq!(bytes_up_to(NIL, 0), Ok(Some(Vec::new())));
        let wrong = build::list(&mut heap, [Term::small(97), Term::small(256)]);
        assert_eq!(bytes_up_to(wrong, 5), Err(Fault::Badarg));
    }
}
