//! Arithmetic and comparisons of floats in machine registers.
//!
//! A float in a term is finite. Results stay unboxed as long as only arithmetic and comparisons use them; they
//! are checked to be finite where that matters. General code finds out what to raise.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::types::{F64, I64};
use cranelift_codegen::ir::{Block as CodeBlock, InstBuilder, MemFlagsData, Value};
use swerl_core::ir::{Compare, Lit, Operand, Var};
use swerl_runtime::term::{Kind, TAG_BOXED, header};

use super::known::Finite;
use super::segment::Segment;
use crate::analysis::Mode;
use crate::hints::{Number, Numbers};
use crate::inline::Inline;
use crate::layout;

/// The header of a float.
pub const FLOAT_HEADER: i64 = header(Kind::Float, 1) as i64;

/// Integers of at most this size are floats without rounding.
const EXACT: i64 = 1 << 53;

/// What an operand of float arithmetic may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Float,
    /// A small integer is converted.
    Number,
}

impl Segment<'_, '_> {
    /// Whether an operation is done on floats here: because an operand is one, or because that is the better
    /// guess.
    pub fn is_float_operation(&mut self, inline: Inline, args: &[Operand]) -> bool {
        match inline {
            Inline::Divide | Inline::ToFloat | Inline::SquareRoot => true,
            Inline::Add | Inline::Sub | Inline::Mul | Inline::Negate | Inline::Abs => {
                let numbers: Vec<Number> = args.iter().map(|operand| self.number_of(operand)).collect();
                let numbers = self.compiler.hints.arithmetic(&numbers);
                self.takes_floats(numbers)
            }
            // One of the operands is the result: none is converted.
            Inline::Min | Inline::Max => {
                let numbers: Vec<Number> = args.iter().map(|operand| self.number_of(operand)).collect();
                if numbers.iter().any(|number| number.is_small) {
                    return false;
                }
                let numbers = self.compiler.hints.arithmetic(&numbers);
                self.takes_floats(numbers)
            }
            _ => false,
        }
    }

    /// What is known of an operand as a number.
    fn number_of<'o>(&self, operand: &'o Operand) -> Number<'o> {
        let (is_float, is_small) = (self.is_known_float(operand), self.is_known_small(operand));
        Number { operand, is_float, is_small }
    }

    /// Whether numbers are taken for floats here.
    fn takes_floats(&mut self, numbers: Numbers) -> bool {
        self.may_be_floats |= numbers == Numbers::Unknown;
        numbers == Numbers::Floats || numbers == Numbers::Unknown && self.mode == Mode::Float
    }

    /// Computes on floats; the result is `result`'s unboxed value.
    pub fn float_operation(&mut self, inline: Inline, args: &[Operand], result: Var) {
        match inline {
            Inline::Min => return self.float_choice(FloatCC::LessThanOrEqual, args, result),
            Inline::Max => return self.float_choice(FloatCC::GreaterThanOrEqual, args, result),
            _ => {}
        }
        if let [operand] = args {
            return self.float_function(inline, operand, result);
        }
        let (a, b) = self.float_operands(inline, &args[0], &args[1]);
        if inline == Inline::Divide {
            // A quotient by what is not finite may be finite.
            self.check_float(b);
            let zero = self.float_constant(0.0);
            let by_zero = self.b.ins().fcmp(FloatCC::Equal, b, zero);
            let slow = self.slow_exit();
            self.branch_if(by_zero, slow);
        }
        let number = match inline {
            Inline::Add => self.b.ins().fadd(a, b),
            Inline::Sub => self.b.ins().fsub(a, b),
            Inline::Mul => self.b.ins().fmul(a, b),
            _ => self.b.ins().fdiv(a, b),
        };
        self.tells_of(a);
        self.tells_of(b);
        self.know_float(result, number, Finite::Unchecked);
    }

    /// The first of two floats if the condition holds for them, else the second.
    fn float_choice(&mut self, condition: FloatCC, args: &[Operand], result: Var) {
        let [a, b] = [0, 1].map(|index| self.float_operand(&args[index], Takes::Float));
        self.check_float(a);
        self.check_float(b);
        let holds = self.b.ins().fcmp(condition, a, b);
        let number = self.b.ins().select(holds, a, b);
        self.know_float(result, number, Finite::Yes);
    }

    fn float_function(&mut self, inline: Inline, operand: &Operand, result: Var) {
        let takes = if matches!(inline, Inline::Negate | Inline::Abs) { Takes::Float } else { Takes::Number };
        let number = self.float_operand(operand, takes);
        if inline == Inline::ToFloat {
            // Nothing is computed: what is known of the operand is known of the result.
            self.check_float(number);
            return self.know_float(result, number, Finite::Yes);
        }
        let number = match inline {
            Inline::SquareRoot => {
                self.tells_of(number);
                let root = self.b.ins().sqrt(number);
                return self.know_float(result, root, Finite::Unchecked);
            }
            Inline::Abs => {
                let finite = self.finite(number);
                self.tells_of(number);
                let bits = self.b.ins().bitcast(I64, MemFlagsData::new(), number);
                let magnitude = self.constant(i64::MAX as u64);
                let magnitude = self.b.ins().band(bits, magnitude);
                // -0.0 stays what it is.
                let sign = self.constant(1 << 63);
                let negative = self.b.ins().icmp(IntCC::UnsignedGreaterThan, bits, sign);
                let bits = self.b.ins().select(negative, magnitude, bits);
                let magnitude = self.b.ins().bitcast(F64, MemFlagsData::new(), bits);
                return self.know_float(result, magnitude, finite);
            }
            _ => {
                self.check_float(number);
                // By its bits: a negation as such would need a constant in memory.
                let bits = self.b.ins().bitcast(I64, MemFlagsData::new(), number);
                let sign = self.constant(1 << 63);
                let bits = self.b.ins().bxor(bits, sign);
                self.b.ins().bitcast(F64, MemFlagsData::new(), bits)
            }
        };
        self.know_float(result, number, Finite::Yes);
    }

    /// Both operands as floats. Unless one is known to be a float, one must turn out to be.
    fn float_operands(&mut self, inline: Inline, a: &Operand, b: &Operand) -> (Value, Value) {
        let known = self.is_known_float(a) || self.is_known_float(b) || inline == Inline::Divide;
        let hints = &self.compiler.hints;
        let certain = |operand: &Operand| !self.is_known_small(operand) && hints.is_float(operand);
        let possible = |operand: &Operand| !self.is_known_small(operand) && !hints.is_integer(operand);
        let (takes_a, takes_b) = if known {
            (Takes::Number, Takes::Number)
        } else if certain(a) || possible(a) && !certain(b) {
            (Takes::Float, if certain(b) { Takes::Float } else { Takes::Number })
        } else {
            (Takes::Number, Takes::Float)
        };
        // The test that fails soonest comes first.
        if takes_b == Takes::Float {
            let b = self.float_operand(b, takes_b);
            return (self.float_operand(a, takes_a), b);
        }
        let a = self.float_operand(a, takes_a);
        (a, self.float_operand(b, takes_b))
    }

    /// The value of an operand that must be a float or a small integer, which is converted.
    pub fn finite_number(&mut self, operand: &Operand) -> Value {
        let number = self.float_operand(operand, Takes::Number);
        self.check_float(number);
        number
    }

    fn float_operand(&mut self, operand: &Operand, takes: Takes) -> Value {
        let var = match operand {
            Operand::Lit(Lit::Float(value)) => return self.float_constant(*value),
            Operand::Lit(Lit::Int(value)) if self.is_known_small(operand) => {
                return self.float_constant(*value as f64);
            }
            Operand::Lit(_) => None,
            Operand::Var(var) => Some(*var),
        };
        if let Some(number) = var.and_then(|var| self.unboxed(var)) {
            return number;
        }
        let term = self.value(operand);
        if self.is_known_small(operand) {
            return self.convert(term);
        }
        let number = if self.is_known_float(operand) {
            self.load_float(term)
        } else if takes == Takes::Float {
            self.tested_float(term)
        } else {
            return self.number(term);
        };
        if let Some(var) = var {
            self.know_float(var, number, Finite::Yes);
        }
        number
    }

    /// The value of an operand that is known to be a float.
    pub fn known_float(&mut self, operand: &Operand) -> Value {
        match operand {
            Operand::Lit(Lit::Float(number)) => self.float_constant(*number),
            Operand::Var(var) => match self.unboxed(*var) {
                Some(number) => number,
                None => {
                    let term = self.var(*var);
                    self.load_float(term)
                }
            },
            Operand::Lit(_) => unreachable!("a float"),
        }
    }

    fn float_constant(&mut self, value: f64) -> Value {
        // By a register: a constant in memory would stand among the instructions.
        let bits = self.constant(value.to_bits());
        self.b.ins().bitcast(F64, MemFlagsData::new(), bits)
    }

    /// A small integer's value.
    fn convert(&mut self, small: Value) -> Value {
        let value = self.b.ins().sshr_imm_u(small, 1);
        self.b.ins().fcvt_from_sint(F64, value)
    }

    pub fn load_float(&mut self, term: Value) -> Value {
        self.b.ins().load(F64, MemFlagsData::trusted(), term, layout::WORD0)
    }

    /// The value of what must be a float.
    fn tested_float(&mut self, term: Value) -> Value {
        let slow = self.slow_exit();
        self.branch_unless_tag(term, TAG_BOXED, slow);
        let found = self.load(term, layout::HEADER);
        let is_float = self.b.ins().icmp_imm_s(IntCC::Equal, found, FLOAT_HEADER);
        self.branch_unless(is_float, slow);
        self.load_float(term)
    }

    /// The value of what must be a float or a small integer.
    fn number(&mut self, term: Value) -> Value {
        let (small, other, merge) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        let result = self.b.append_block_param(merge, F64);
        let odd = self.b.ins().band_imm_s(term, 1);
        self.b.ins().brif(odd, other, &[], small, &[]);
        self.b.switch_to_block(other);
        let loaded = self.tested_float(term);
        self.b.ins().jump(merge, &[loaded.into()]);
        self.b.switch_to_block(small);
        let converted = self.convert(term);
        self.b.ins().jump(merge, &[converted.into()]);
        self.b.switch_to_block(merge);
        result
    }

    /// Leaves unless a float is finite: the difference of anything else with itself is not a number.
    pub fn require_finite(&mut self, number: Value) {
        let difference = self.b.ins().fsub(number, number);
        let broken = self.b.ins().fcmp(FloatCC::Unordered, difference, difference);
        let slow = self.slow_exit();
        self.branch_if(broken, slow);
    }

    /// A float as a term.
    pub fn box_float(&mut self, number: Value) -> Value {
        let head = self.constant(FLOAT_HEADER as u64);
        self.allocate(&[head, number], TAG_BOXED)
    }

    /// Whether a comparison is done on floats here.
    pub fn is_float_comparison(&mut self, compare: Compare, a: &Operand, b: &Operand) -> bool {
        if self.mode == Mode::General {
            return false;
        }
        let numbers = self.compiler.hints.comparison(compare, self.number_of(a), self.number_of(b));
        self.takes_floats(numbers)
    }

    /// Branches on a comparison of floats, or of a float and a small integer.
    pub fn compare_floats(
        &mut self,
        compare: Compare,
        a: &Operand,
        b: &Operand,
        yes: CodeBlock,
        no: CodeBlock,
    ) {
        let (small_a, small_b) = (self.is_known_small(a), self.is_known_small(b));
        let takes = |small: bool| if small { Takes::Number } else { Takes::Float };
        // Floats and integers are compared exactly, as far as integers are floats without rounding.
        let (x, y) = (self.float_operand(a, takes(small_a)), self.float_operand(b, takes(small_b)));
        self.check_float(x);
        self.check_float(y);
        for (operand, other) in [(a, y), (b, x)] {
            if self.is_known_small(operand) && !is_exact(operand) {
                self.require_exact(other);
            }
        }
        let condition = match compare {
            Compare::Eq | Compare::ExactEq => FloatCC::Equal,
            Compare::Ne | Compare::ExactNe => FloatCC::NotEqual,
            Compare::Lt => FloatCC::LessThan,
            Compare::Le => FloatCC::LessThanOrEqual,
            Compare::Gt => FloatCC::GreaterThan,
            Compare::Ge => FloatCC::GreaterThanOrEqual,
        };
        let holds = self.b.ins().fcmp(condition, x, y);
        self.b.ins().brif(holds, yes, &[], no, &[]);
    }

    /// Leaves unless a float is below the size up to which integers are floats: then rounding a larger
    /// integer does not change its order.
    fn require_exact(&mut self, number: Value) {
        let slow = self.slow_exit();
        for (limit, condition) in [(EXACT as f64, FloatCC::LessThan), (-EXACT as f64, FloatCC::GreaterThan)] {
            let limit = self.float_constant(limit);
            let inside = self.b.ins().fcmp(condition, number, limit);
            self.branch_unless(inside, slow);
        }
    }
}

/// Whether an operand is an integer literal that is a float without rounding.
fn is_exact(operand: &Operand) -> bool {
    matches!(operand, Operand::Lit(Lit::Int(value)) if (-EXACT..=EXACT).contains(value))
}
