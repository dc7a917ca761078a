//! Which built-in functions compiled code computes by itself, and whether it can always do so.

use swerl_core::builtins;
use swerl_core::ir::{Callee, Compare, Lit, Op, Operand, TypeTest};

use crate::construct::Plan;

/// A built-in function that compiled code knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inline {
    Add,
    Sub,
    Mul,
    /// `/`: a float.
    Divide,
    IntDiv,
    Rem,
    Band,
    Bor,
    Bxor,
    Bnot,
    Bsl,
    Bsr,
    Negate,
    Abs,
    Min,
    Max,
    And,
    Or,
    Xor,
    Not,
    Head,
    Tail,
    Element,
    SetElement,
    TupleSize,
    Own,
    /// `float/1` and `math:sqrt/1`.
    ToFloat,
    SquareRoot,
    Compare(Compare),
    Test(TypeTest),
    Bits(BitsInline),
}

/// An operation on a bitstring, see [`swerl_core::builtins`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BitsInline {
    Integer,
    Float,
    Skip,
    Part,
    Rest,
    Whole,
    End,
    Span,
    Literal,
    /// The character in UTF-8 at a position, and how many bits it takes.
    Utf8,
    Utf8Width,
    New,
    ByteSize,
    BitSize,
}

/// Constant bits of a pattern are compared in place up to this many.
const MAX_LITERAL: usize = 256;

impl BitsInline {
    /// What an operation is, if it is one that compiled code does in place where it can.
    fn find(name: &str, args: &[Operand]) -> Option<BitsInline> {
        let constant = |index: usize| match args.get(index) {
            Some(Operand::Lit(Lit::Int(n))) => Some(*n),
            _ => None,
        };
        let whole_unit = || constant(2).is_some_and(|unit| unit == 1 || unit == 8);
        match name {
            builtins::BITS_INTEGER if matches!(args.get(2), Some(Operand::Var(_))) => {
                Some(BitsInline::Integer)
            }
            builtins::BITS_INTEGER => {
                let (bits, flags) = (constant(2)?, constant(3)?);
                let ordered = bits % 8 == 0 || flags & builtins::BITS_LITTLE == 0;
                ((1..=56).contains(&bits) && ordered || bits == 64).then_some(BitsInline::Integer)
            }
            builtins::BITS_FLOAT => matches!(constant(2)?, 32 | 64).then_some(BitsInline::Float),
            builtins::BITS_LITERAL => match args.get(2) {
                Some(Operand::Lit(Lit::Bits(_, count))) => {
                    (count % 8 == 0 && *count <= MAX_LITERAL).then_some(BitsInline::Literal)
                }
                _ => None,
            },
            builtins::BITS_NEW => Plan::of(args.first()?).map(|_| BitsInline::New),
            builtins::BITS_SKIP => Some(BitsInline::Skip),
            builtins::BITS_PART => Some(BitsInline::Part),
            builtins::BITS_REST => whole_unit().then_some(BitsInline::Rest),
            builtins::BITS_WHOLE => whole_unit().then_some(BitsInline::Whole),
            builtins::BITS_END => Some(BitsInline::End),
            builtins::BITS_UTF => (constant(2) == Some(8)).then_some(BitsInline::Utf8),
            builtins::BITS_UTF_WIDTH => (constant(1) == Some(8)).then_some(BitsInline::Utf8Width),
            builtins::BITS_SPAN => constant(1).map(|_| BitsInline::Span),
            _ => None,
        }
    }
}

impl Inline {
    /// The function of module `erlang` with that name and arity, if compiled code knows it.
    pub fn find(name: &str, arity: usize) -> Option<Inline> {
        let inline = match (name, arity) {
            ("+", 2) => Inline::Add,
            ("-", 2) => Inline::Sub,
            ("*", 2) => Inline::Mul,
            ("/", 2) => Inline::Divide,
            ("float", 1) => Inline::ToFloat,
            ("div", 2) => Inline::IntDiv,
            ("rem", 2) => Inline::Rem,
            ("band", 2) => Inline::Band,
            ("bor", 2) => Inline::Bor,
            ("bxor", 2) => Inline::Bxor,
            ("bsl", 2) => Inline::Bsl,
            ("bsr", 2) => Inline::Bsr,
            ("and", 2) => Inline::And,
            ("or", 2) => Inline::Or,
            ("xor", 2) => Inline::Xor,
            ("element", 2) => Inline::Element,
            ("bnot", 1) => Inline::Bnot,
            ("-", 1) => Inline::Negate,
            ("abs", 1) => Inline::Abs,
            ("not", 1) => Inline::Not,
            ("hd", 1) => Inline::Head,
            ("tl", 1) => Inline::Tail,
            ("tuple_size", 1) => Inline::TupleSize,
            ("byte_size", 1) => Inline::Bits(BitsInline::ByteSize),
            ("bit_size", 1) => Inline::Bits(BitsInline::BitSize),
            ("self", 0) => Inline::Own,
            (_, 2) => Inline::Compare(builtins::comparison(name)?),
            (_, 1) => Inline::Test(builtins::type_test(name, 1)?),
            _ => return None,
        };
        Some(inline)
    }

    /// What an operation is, if it is a built-in function that compiled code knows.
    pub fn of(op: &Op) -> Option<Inline> {
        match op {
            Op::Bif { name, args, .. } if name.starts_with('$') => {
                BitsInline::find(name, args).map(Inline::Bits)
            }
            Op::Bif { name, args, .. } => Inline::find(name, args.len()),
            Op::Call { callee: Callee::Remote { module, function }, args } => {
                let (Operand::Lit(Lit::Atom(module)), Operand::Lit(Lit::Atom(function))) = (module, function)
                else {
                    return None;
                };
                match (&**module, &**function, args.len()) {
                    ("math", "sqrt", 1) => Some(Inline::SquareRoot),
                    ("erlang", "setelement", 3) => Some(Inline::SetElement),
                    ("erlang", "min", 2) => Some(Inline::Min),
                    ("erlang", "max", 2) => Some(Inline::Max),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether the value is an integer, unless it is computed on floats.
    pub fn gives_integer(self) -> bool {
        match self {
            Inline::Add | Inline::Sub | Inline::Mul | Inline::IntDiv | Inline::Rem => true,
            Inline::Negate | Inline::Abs => true,
            Inline::Band | Inline::Bor | Inline::Bxor | Inline::Bnot | Inline::Bsl | Inline::Bsr => true,
            _ => self == Inline::TupleSize,
        }
    }

    /// Whether some operands need the runtime: other numbers than small integers, wrong types.
    pub fn may_be_slow(self, args: &[Operand]) -> bool {
        match self {
            Inline::Own | Inline::Test(_) => false,
            Inline::Compare(compare) => compare_may_be_slow(compare, &args[0], &args[1]),
            _ => true,
        }
    }
}

/// The name of the built-in function that compares so.
pub fn compare_name(compare: Compare) -> &'static str {
    match compare {
        Compare::Eq => "==",
        Compare::Ne => "/=",
        Compare::ExactEq => "=:=",
        Compare::ExactNe => "=/=",
        Compare::Lt => "<",
        Compare::Le => "=<",
        Compare::Gt => ">",
        Compare::Ge => ">=",
    }
}

/// Whether a comparison of these operands may need the runtime. One with an atom or `[]`, and an exact
/// one with a small integer, is a comparison of words.
pub fn compare_may_be_slow(compare: Compare, a: &Operand, b: &Operand) -> bool {
    let word = |operand: &Operand| match operand {
        Operand::Lit(Lit::Atom(_) | Lit::Nil) => true,
        Operand::Lit(Lit::Int(n)) => {
            swerl_runtime::term::Term::fits_small(*n)
                && matches!(compare, Compare::ExactEq | Compare::ExactNe)
        }
        _ => false,
    };
    let equality = matches!(compare, Compare::Eq | Compare::Ne | Compare::ExactEq | Compare::ExactNe);
    !(equality && (word(a) || word(b)))
}
