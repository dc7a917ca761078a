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
    let mut all = Vec::new();
    walk(term, |piece| {
        match piece {
            Piece::Byte(byte) => {
                memory::grow(&mut all, 1);
                all.push(byte);
            }
            Piece::Bits(bits, _) => {
                let bytes = bits.to_bytes().ok_or(Fault::Badarg)?;
                memory::grow(&mut all, bytes.len());
                all.extend_from_slice(&bytes);
            }
        }
        Ok(())
    })?;
    Ok(all)
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
