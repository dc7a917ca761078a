//! The options with which a table is made.

use crate::atom::{self, Atom};
use crate::build::{View, list_elements, to_boolean, view};
use crate::ets::table::{Heir, Kind, Protection, Settings};
use crate::owned::OwnedTerm;
use crate::table;
use crate::term::{NIL, Term};

/// Reads the options of `ets:new/2`. `None`: one of them is none.
pub fn read(options: Term) -> Option<(Settings, Option<Heir>)> {
    let mut settings = Settings {
        kind: Kind::Set,
        protection: Protection::Protected,
        named: false,
        keypos: 0,
        read_concurrency: false,
        write_concurrency: atom::FALSE.term(),
        decentralized_counters: false,
        compressed: false,
    };
    let mut heir = None;
    for option in list_elements(options)? {
        match view(option) {
            View::Atom(name) => plain(&mut settings, name)?,
            View::Tuple([key, value]) => with_value(&mut settings, &mut heir, *key, *value)?,
            View::Tuple([key, pid, data]) if is(*key, "heir") && pid.is_pid() => {
                heir = living_heir(*pid, *data);
            }
            _ => return None,
        }
    }
    Some((settings, heir))
}

fn is(term: Term, name: &str) -> bool {
    Atom::from_term(term).is_some_and(|atom| atom.name() == name)
}

fn plain(settings: &mut Settings, name: Atom) -> Option<()> {
    match name.name() {
        "set" => settings.kind = Kind::Set,
        "ordered_set" => settings.kind = Kind::OrderedSet,
        "bag" => settings.kind = Kind::Bag,
        "duplicate_bag" => settings.kind = Kind::DuplicateBag,
        "named_table" => settings.named = true,
        "compressed" => settings.compressed = true,
        _ => settings.protection = protection(name)?,
    }
    Some(())
}

fn with_value(settings: &mut Settings, heir: &mut Option<Heir>, key: Term, value: Term) -> Option<()> {
    match Atom::from_term(key)?.name() {
        "keypos" => {
            settings.keypos = value.to_small().filter(|&place| place > 0)?.checked_sub(1)? as usize;
        }
        "read_concurrency" => settings.read_concurrency = to_boolean(value)?,
        "write_concurrency" if is(value, "auto") || to_boolean(value).is_some() => {
            settings.write_concurrency = value;
        }
        "decentralized_counters" => settings.decentralized_counters = to_boolean(value)?,
        "heir" if is(value, "none") => *heir = None,
        _ => return None,
    }
    Some(())
}

/// One that has ended is no heir.
fn living_heir(pid: Term, data: Term) -> Option<Heir> {
    table::is_alive(pid).then(|| Heir { pid, data: OwnedTerm::new(data) })
}

/// What `setopts` sets.
#[derive(Default)]
pub struct Changes {
    /// `Some(None)`: none from now on.
    pub heir: Option<Option<Heir>>,
    pub protection: Option<Protection>,
}

/// What the options of `setopts` say, each at most once.
pub fn changes(options: Term) -> Option<Changes> {
    let mut changes = Changes::default();
    for option in list_elements(options).unwrap_or_else(|| vec![options]) {
        match view(option) {
            View::Tuple([key, value]) if is(*key, "heir") && is(*value, "none") && changes.heir.is_none() => {
                changes.heir = Some(None);
            }
            View::Tuple([key, pid, data]) if is(*key, "heir") && pid.is_pid() && changes.heir.is_none() => {
                changes.heir = Some(living_heir(*pid, *data));
            }
            View::Tuple([key, value]) if is(*key, "protection") && changes.protection.is_none() => {
                changes.protection = Some(protection(Atom::from_term(*value)?)?);
            }
            _ => return None,
        }
    }
    Some(changes)
}

fn protection(name: Atom) -> Option<Protection> {
    match name.name() {
        "public" => Some(Protection::Public),
        "protected" => Some(Protection::Protected),
        "private" => Some(Protection::Private),
        _ => None,
    }
}

/// Whether there is nothing to set.
pub fn is_empty(options: Term) -> bool {
    options == NIL
}
