//! Terms that are very deep or very long are printed, compared and hashed on a small native stack.

use swerl_runtime::atom;
use swerl_runtime::build::{self, Arena, Heap};
use swerl_runtime::compare;
use swerl_runtime::format::{self, Encoding, Pretty};
use swerl_runtime::hash;
use swerl_runtime::term::{NIL, Term};

const DEPTH: usize = 100_000;

/// Runs a test with far less stack than any thread of the program has.
fn on_small_stack(test: fn()) {
    let thread = std::thread::Builder::new().stack_size(128 << 10).spawn(test).expect("a thread");
    thread.join().expect("no panic");
}

fn nested(heap: &mut Arena, wrap: fn(&mut dyn Heap, Term) -> Term) -> Term {
    (0..DEPTH).fold(NIL, |inner, _| wrap(heap, inner))
}

/// Each kind of nesting: in a head, behind a tag, between elements, in a tail that is a tuple.
const KINDS: [fn(&mut dyn Heap, Term) -> Term; 5] = [
    |heap, inner| build::cons(heap, inner, NIL),
    |heap, inner| build::tuple(heap, &[inner]),
    |heap, inner| build::tuple(heap, &[atom::ERROR.term(), inner]),
    |heap, inner| build::list(heap, [Term::small(1), inner, Term::small(2)]),
    |heap, inner| {
        let tail = build::tuple(heap, &[inner]);
        build::cons(heap, Term::small(1), tail)
    },
];

#[test]
fn deep_terms_are_written() {
    on_small_stack(|| {
        for wrap in KINDS {
            let mut heap = Arena::new();
            let term = nested(&mut heap, wrap);
            let plain = format::write_term(term, Encoding::Latin1);
            let broken = format::pretty(term, Pretty::default());
            assert!(plain.len() >= 2 * DEPTH && broken.len() >= plain.len());
            assert_eq!(broken.chars().filter(|c| !c.is_whitespace()).collect::<String>(), plain);
            let shallow = format::pretty(term, Pretty { depth: 5, ..Pretty::default() });
            assert!(shallow.len() < 40 && shallow.contains("..."), "{shallow}");
        }
    });
}

#[test]
fn deep_terms_are_compared_and_hashed() {
    on_small_stack(|| {
        for wrap in KINDS {
            let mut heap = Arena::new();
            let (a, b) = (nested(&mut heap, wrap), nested(&mut heap, wrap));
            assert!(compare::exactly_equal(a, b) && compare::equal(a, b));
            assert!(compare::compare(a, b).is_eq());
            assert_eq!(hash::portable(a), hash::portable(b));
            let deeper = wrap(&mut heap, b);
            assert!(!compare::equal(a, deeper));
        }
    });
}

#[test]
fn deep_lists_of_characters_are_flattened() {
    on_small_stack(|| {
        let mut heap = Arena::new();
        let deep = nested(&mut heap, |heap, inner| build::list(heap, [Term::small(97), inner]));
        let text = format::format_text(&mut heap, "~s", &[deep]).expect("characters");
        assert_eq!(text.len(), DEPTH);
        let control = build::string(&mut heap, "~ts");
        let args = build::list(&mut heap, [deep]);
        let chars = format::format(control, args).expect("characters");
        assert!(chars.to_term(&mut heap).is_ok());
    });
}

#[test]
fn long_lists_are_written() {
    on_small_stack(|| {
        let mut heap = Arena::new();
        let list = build::list(&mut heap, (0..1_000_000).map(Term::small));
        let text = format::pretty(list, Pretty::default());
        assert!(text.lines().all(|line| line.len() <= 80));
        assert!(text.ends_with("999999]"));
        let string = build::list(&mut heap, (0..1_000_000).map(|_| Term::small(97)));
        assert_eq!(format::pretty(string, Pretty::default()).len(), 1_000_002);
    });
}
