//! Module `erts_debug`: how many words terms take.

use std::collections::HashSet;

use crate::bif::Bif;
use crate::bifs::charge;
use crate::build::boolean;
use crate::copy::whole_size;
use crate::process::Process;
use crate::term::{Kind, TAG_HEADER, TAG_MASK, Term, header_kind, header_size};

/// The built-in functions of this family.
pub fn bifs() -> Vec<Bif> {
    vec![
        Bif::new("erts_debug", "flat_size", |p: &mut Process, term: Term| {
            let words = whole_size(term);
            charge(p, words);
            Ok(Term::small(words as i64))
        }),
        Bif::new("erts_debug", "size", |p: &mut Process, term: Term| {
            let words = shared_size(term);
            charge(p, words);
            Ok(Term::small(words as i64))
        }),
        Bif::new("erts_debug", "same", |_: &mut Process, a: Term, b: Term| Ok(boolean(a == b))),
    ]
}

/// Words of a term, what it shares with itself counted once.
fn shared_size(term: Term) -> usize {
    let (mut seen, mut work, mut words) = (HashSet::new(), vec![term], 0);
    while let Some(term) = work.pop() {
        if !term.is_pointer() || !seen.insert(term.0) {
            continue;
        }
        // SAFETY: terms are valid: a cell has two words, a boxed object those that its header says.
        unsafe {
            if term.is_cons() {
                words += 2;
                work.extend([term.head(), term.tail()]);
                continue;
            }
            let header = term.header();
            debug_assert_eq!(header & TAG_MASK, TAG_HEADER);
            words += 1 + header_size(header);
            if !Kind::is_opaque(header_kind(header)) {
                work.extend((0..header_size(header)).map(|index| Term(term.word(index))));
            }
        }
    }
    words
}
