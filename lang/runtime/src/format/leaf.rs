//! Terms without parts as text.

use crate::bits::Bits;
use crate::build::{View, view};
use crate::code;
use crate::format::quote::{self, Encoding};
use crate::number::{Integer, text};
use crate::table;
use crate::term::Term;

/// The text of a term that is no list and no tuple with parts.
pub fn text(term: Term, encoding: Encoding) -> String {
    match view(term) {
        View::Small(value) => value.to_string(),
        View::Big(big) => text::integer(Integer::Big(big), 10),
        View::Float(value) => text::shortest_float(value),
        View::Atom(atom) => quote::atom(atom.name(), encoding),
        View::Nil => "[]".to_owned(),
        View::Fun(fun) => fun_text(fun),
        View::Pid(payload) => pid_text(payload),
        View::Port(payload) => format!("#Port<0.{payload}>"),
        View::Reference(payload) => reference_text(payload),
        View::Tuple(_) => "{}".to_owned(),
        View::Bits(bits) => bits_text(bits),
        View::Cons(..) | View::Map(_) | View::Internal => "#Internal<>".to_owned(),
    }
}

/// `<0.N.S>`.
pub fn pid_text(payload: u64) -> String {
    let [number, round] = table::pid_numbers(payload);
    format!("<0.{number}.{round}>")
}

/// `#Ref<0.A.B.C>`: the counter in parts of 18 bits, the highest first.
pub fn reference_text(payload: u64) -> String {
    let part = |shift: u32| payload >> shift & 0x3ffff;
    format!("#Ref<0.{}.{}.{}>", payload >> 36, part(18), part(0))
}

/// `fun m:f/a` or `#Fun<m.index.unique>`.
pub fn fun_text(fun: Term) -> String {
    // SAFETY: a valid term of kind fun points to its entry, which lives as long as its version.
    let entry = unsafe { code::fun_entry(fun) };
    let module = quote::atom(entry.module.name(), Encoding::Unicode);
    if entry.export.is_null() {
        return format!("#Fun<{module}.{}.{}>", entry.index, entry.unique);
    }
    let name = quote::atom(entry.name.name(), Encoding::Unicode);
    format!("fun {module}:{name}/{}", entry.arity)
}

/// `<<1,2,3:4>>`.
pub fn bits_text(bits: Bits) -> String {
    let whole = bits.len() / 8 * 8;
    let mut text = String::from("<<");
    for at in (0..whole).step_by(8) {
        if at > 0 {
            text.push(',');
        }
        text.push_str(&bits.byte(at).to_string());
    }
    let rest = bits.len() - whole;
    if rest > 0 {
        let comma = if whole > 0 { "," } else { "" };
        text.push_str(&format!("{comma}{}:{rest}", bits.few(whole, rest)));
    }
    text.push_str(">>");
    text
}
