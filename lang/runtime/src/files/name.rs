//! File names as terms, and bytes of deep lists.

use std::path::{Path, PathBuf};

use crate::bits;
use crate::build::{self, Heap, View, view};
use crate::term::Term;

/// The bytes of iodata: bytes, binaries and deep lists of these. `None`: it is something else.
pub fn io_bytes(data: Term) -> Option<Vec<u8>> {
    collect(data, |code, bytes| {
        bytes.push(u8::try_from(code).ok()?);
        Some(())
    })
}

/// The bytes of chardata, characters in UTF-8. Binaries count as bytes.
pub fn char_bytes(data: Term) -> Option<Vec<u8>> {
    collect(data, |code, bytes| {
        let character = u32::try_from(code).ok().and_then(char::from_u32)?;
        bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        Some(())
    })
}

fn collect(data: Term, mut put: impl FnMut(i64, &mut Vec<u8>) -> Option<()>) -> Option<Vec<u8>> {
    let mut collected = Vec::new();
    let mut rests = Vec::new();
    // Integers and binaries may be elements of lists; only binaries may be tails.
    let mut current = data;
    if !matches!(view(current), View::Nil | View::Cons(..) | View::Bits(_)) {
        return None;
    }
    loop {
        match view(current) {
            View::Nil => {}
            View::Cons(head, tail) => {
                if let Some(code) = head.to_small() {
                    put(code, &mut collected)?;
                    current = tail;
                } else {
                    rests.push(tail);
                    current = head;
                }
                continue;
            }
            View::Bits(_) => collected.extend_from_slice(&bits::bytes(current)?),
            _ => return None,
        }
        match rests.pop() {
            Some(rest) => current = rest,
            None => return Some(collected),
        }
    }
}

/// The path that a term names: an atom, a binary, or a deep list of characters, atoms and binaries.
pub fn path(name: Term) -> Option<PathBuf> {
    let bytes = match view(name) {
        View::Atom(atom) => atom.name().as_bytes().to_vec(),
        View::Cons(..) | View::Nil => deep_name(name)?,
        _ => bits::bytes(name)?.into_owned(),
    };
    if bytes.contains(&0) { None } else { from_bytes(bytes) }
}

fn deep_name(name: Term) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let mut rests = vec![name];
    while let Some(part) = rests.pop() {
        match view(part) {
            View::Nil => {}
            View::Cons(head, tail) => rests.extend([tail, head]),
            View::Atom(atom) => text.extend_from_slice(atom.name().as_bytes()),
            View::Small(_) => {
                let character = build::to_char(part)?;
                text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            _ => return None,
        }
    }
    Some(text)
}

#[cfg(unix)]
fn from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(PathBuf::from(std::ffi::OsString::from_vec(bytes)))
}

#[cfg(not(unix))]
fn from_bytes(bytes: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(bytes).ok().map(PathBuf::from)
}

/// A path as a list of characters, or as a binary where it is not in UTF-8.
pub fn term(heap: &mut dyn Heap, path: &Path) -> Term {
    match path.to_str() {
        Some(text) => build::string(heap, text),
        None => bits::make::binary(heap, path.as_os_str().as_encoded_bytes()),
    }
}
