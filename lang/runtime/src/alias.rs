//! Aliases: references that messages can be sent to, as long as the process that made them wants that.

use std::sync::{LazyLock, PoisonError, RwLock};

use crate::message::{Message, Node, Signal};
use crate::parts::Parts;
use crate::process::Process;
use crate::signals::part;
use crate::table;
use crate::term::{IMM_REF, Term};

/// When an alias ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasts {
    /// When it is taken away.
    UntilUnalias,
    /// Also when the monitor of the same reference ends or is taken away.
    WithMonitor,
    /// With the first message that comes by it, which takes the monitor of the same reference away, too.
    OneReply,
}

/// The process of each alias, by the payload of its reference. Written when one is made or taken away.
static OWNERS: LazyLock<RwLock<Parts<Term>>> = LazyLock::new(Default::default);

/// Makes `reference` an alias of the process.
pub fn make(process: &mut Process, reference: Term, lasts: Lasts) {
    process.rare().aliases.insert(reference.payload(), lasts);
    let mut owners = OWNERS.write().unwrap_or_else(PoisonError::into_inner);
    owners.insert(reference.payload(), process.pid);
}

/// Takes an alias of the process away; says whether there was one.
pub fn take(process: &mut Process, reference: Term) -> bool {
    let there = process.rare.as_mut().is_some_and(|rare| rare.aliases.remove(reference.payload()).is_some());
    if there {
        forget([reference.payload()]);
    }
    there
}

/// The monitor of a reference is gone: an alias that lasts as long goes, too.
pub fn monitor_gone(process: &mut Process, reference: u64) {
    let lasts = process.rare.as_ref().and_then(|rare| rare.aliases.get(&reference).copied());
    if lasts.is_some_and(|lasts| lasts != Lasts::UntilUnalias) {
        take(process, Term::immediate(IMM_REF, reference));
    }
}

/// Takes aliases away whose process has ended or wants them no longer; says how many. Meanwhile nobody else gets at any.
pub fn forget(references: impl IntoIterator<Item = u64>) -> usize {
    let mut owners = OWNERS.write().unwrap_or_else(PoisonError::into_inner);
    references.into_iter().map(|reference| owners.remove(reference)).count()
}

/// Sends a message to an alias; nothing happens if it is none.
pub fn send(reference: Term, message: Term) {
    let owner = OWNERS.read().unwrap_or_else(PoisonError::into_inner).get(reference.payload()).copied();
    if let Some(owner) = owner {
        table::send_or_free(owner, Message::tuple(Signal::Alias, &[reference, message]));
    }
}

/// The message that has come by an alias, if that is still one.
pub(crate) fn receive(process: &mut Process, mut node: Node) -> Option<Node> {
    let reference = part(node.term, 0);
    let lasts = process.rare.as_ref().and_then(|rare| rare.aliases.get(&reference.payload()).copied())?;
    if lasts == Lasts::OneReply {
        take(process, reference);
        let watched = process.rare().monitors.remove(reference.payload());
        if let Some(watched) = watched {
            table::send_or_free(watched.pid, Message::new(Signal::Demonitor, reference));
        }
    }
    node.term = part(node.term, 1);
    node.become_message();
    Some(node)
}
