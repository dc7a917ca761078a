//! What stack traces say of errors in built-in functions beside their arguments, for whoever explains them:
//! `{error_info, #{module => M}}`, where `M` is the module that knows how to.

use std::sync::LazyLock;

use crate::atom::{self, Atom};
use crate::build::{self, Heap};
use crate::map;
use crate::registry;
use crate::term::{NIL, Term};

/// The module that explains the errors of a module's built-in functions.
fn explainer(module: Atom) -> Option<Atom> {
    static KNOWN: LazyLock<Vec<(Atom, Atom)>> = LazyLock::new(|| {
        let known = EXPLAINED.iter().flat_map(|&(explainer, modules)| {
            modules.split(' ').map(move |module| (Atom::new(module), Atom::new(explainer)))
        });
        known.collect()
    });
    KNOWN.iter().find(|known| known.0 == module).map(|known| known.1)
}

/// Modules, and who explains their errors.
const EXPLAINED: [(&str, &str); 3] = [
    ("erl_erts_errors", "erlang atomics counters persistent_term erts_internal"),
    ("erl_stdlib_errors", "binary ets lists maps math re unicode"),
    ("erl_kernel_errors", "code erl_ddll os"),
];

/// The last element of the entry for a function that is none of the program's own, `[Module, Name, Args]`: nothing for
/// one that does not exist. `cause`: what is wrong with the arguments, `[]` if that is not known.
pub fn of_function(heap: &mut dyn Heap, [module, name, args]: [Term; 3], cause: Term) -> Term {
    let Some((module, name)) = Atom::from_term(module).zip(Atom::from_term(name)) else { return NIL };
    let Some(explainer) = explainer(module) else { return NIL };
    let arity = build::ListIter::new(args).count();
    if registry::find(module, name, arity as u32).is_none() {
        return NIL;
    }
    let module = (atom::MODULE.term(), explainer.term());
    let info = match cause {
        NIL => map::from_pairs(heap, [module]),
        cause => map::from_pairs(heap, [(atom::CAUSE.term(), cause), module]),
    };
    let info = build::tuple(heap, &[atom::ERROR_INFO.term(), info]);
    build::list(heap, [info])
}

/// What is wrong in the construction of a bitstring, for the one who explains it.
pub fn of_construction(heap: &mut dyn Heap, cause: Term) -> Term {
    let pairs = [
        (atom::CAUSE.term(), cause),
        (atom::FUNCTION.term(), Atom::new("format_bs_fail").term()),
        (atom::MODULE.term(), Atom::new("erl_erts_errors").term()),
    ];
    map::from_pairs(heap, pairs)
}

/// A location with what is said of the error there.
pub fn in_location(heap: &mut dyn Heap, location: Term, told: Term) -> Term {
    let told = build::tuple(heap, &[atom::ERROR_INFO.term(), told]);
    let mut location = build::list_elements(location).unwrap_or_default();
    location.push(told);
    build::list(heap, location)
}
