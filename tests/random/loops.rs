//! Random loops over numbers: functions that call themselves with what they have computed, most of it floats, for so
//! many rounds as their first argument says.

use std::fmt::Write;

use crate::rng::Rng;

/// Loops in a program, and calls that are made of each.
const LOOPS: usize = 2;
const CALLS: usize = 4;

/// Numbers that loops begin with; many are large or small enough that a few rounds get to the limits of floats.
const NUMBERS: [&str; 16] = [
    "0",
    "1",
    "-3",
    "7",
    "0.0",
    "-0.0",
    "1.0",
    "0.1",
    "-2.5",
    "1.0e10",
    "1.0e300",
    "-1.0e308",
    "5.0e-324",
    "a",
    "1000000000000000000000",
    "9007199254740993",
];

/// Numbers that stand in expressions.
const FLOATS: [&str; 8] = ["0.5", "1.5", "-1.0", "1.0e-3", "1.0e100", "0.0", "3.25", "1.0"];
const INTEGERS: [&str; 4] = ["1", "2", "3", "10"];

const TESTS: [&str; 12] = [
    "X > Y",
    "X < 1.0",
    "X >= Y * Y",
    "is_float(X)",
    "is_integer(X)",
    "X == Y",
    "X =:= Y",
    "X =/= 0.0",
    "X + Y > 10",
    "N rem 3 =:= 0",
    "N rem 2 =:= 1, X > 2",
    "abs(X) =< 100.0",
];

/// A loop that is being written.
struct Loop<'r> {
    rng: &'r mut Rng,
    /// What numbers may be made of, lists aside.
    scope: Vec<String>,
    params: Vec<String>,
    /// Of the parameters, the one that is a list, if there is one.
    list: Option<usize>,
    /// All numbers are floats, and any may be multiplied: integers would become too long.
    floats: bool,
}

/// Expressions that call loops, and the text of these.
pub fn loops(seed: u64) -> (Vec<String>, String) {
    let mut rng = Rng::new(seed.wrapping_mul(0x9e37_79b9).wrapping_add(77));
    let (mut calls, mut text) = (Vec::new(), String::new());
    for number in 0..LOOPS {
        // Now and then more than travel in registers.
        let count = if rng.one_in(5) { 6 + rng.below(6) } else { 1 + rng.below(5) };
        let params: Vec<String> = (0..count).map(|index| format!("P{index}")).collect();
        let list = rng.one_in(4).then(|| rng.below(count));
        let floats = rng.one_in(2);
        for _ in 0..CALLS {
            let (rounds, arguments) = (rng.below(40), arguments(&mut rng, count, list, floats));
            calls.push(format!("loop{number}({rounds}, {arguments})"));
        }
        let mut writer = Loop { rng: &mut rng, scope: params.clone(), params, list, floats };
        text.push_str(&writer.function(&format!("loop{number}")));
    }
    (calls, text)
}

fn arguments(rng: &mut Rng, count: usize, list: Option<usize>, floats: bool) -> String {
    let floats = floats || rng.one_in(2);
    let argument = |index: usize| match list {
        Some(list) if list == index => "[]".to_string(),
        _ if floats => {
            rng.pick(&["0.5", "1.0", "-1.25", "3.0e7", "0.0", "100.0", "-0.0", "1.0e300"]).to_string()
        }
        _ => rng.pick(&NUMBERS).to_string(),
    };
    (0..count).map(argument).collect::<Vec<_>>().join(", ")
}

impl Loop<'_> {
    fn function(&mut self, name: &str) -> String {
        let all = self.params.join(", ");
        let mut text = format!("{name}(0, {all}) -> {{{all}}};\n");
        if let Some(list) = self.list {
            self.scope.remove(list);
        }
        let clauses = self.rng.below(3);
        for _ in 0..clauses {
            let test = self.test();
            let body = self.body(name);
            let _ = writeln!(text, "{name}(N, {all}) when {test} ->\n{body};");
        }
        let body = self.body(name);
        let _ = writeln!(text, "{name}(N, {all}) ->\n{body}.\n");
        text
    }

    fn test(&mut self) -> String {
        let test = *self.rng.pick(&TESTS);
        let (x, y) = (self.variable(), self.variable());
        test.replace('X', &x).replace('Y', &y)
    }

    fn variable(&mut self) -> String {
        if self.scope.is_empty() { self.literal() } else { self.rng.pick(&self.scope.clone()).clone() }
    }

    /// Some values, and the next round or an early end.
    fn body(&mut self, name: &str) -> String {
        let (known, mut text) = (self.scope.len(), String::new());
        for index in 0..self.rng.below(4) {
            let value = match self.rng.below(6) {
                0 => {
                    let test = self.test().replace(',', " andalso");
                    format!("case {test} of true -> {}; false -> {} end", self.number(2), self.number(2))
                }
                1 => format!("trace({index}, {})", self.number(1)),
                _ => self.number(3),
            };
            let _ = writeln!(text, "    V{index} = {value},");
            self.scope.push(format!("V{index}"));
        }
        if self.rng.one_in(4) {
            let test = self.test().replace(',', " andalso");
            let (ends, goes_on) = (self.number(2), self.next(name));
            let _ = write!(text, "    case {test} of true -> {ends}; false -> {goes_on} end");
        } else {
            let _ = write!(text, "    {}", self.next(name));
        }
        self.scope.truncate(known);
        text
    }

    fn next(&mut self, name: &str) -> String {
        let mut arguments = vec!["N - 1".to_string()];
        for index in 0..self.params.len() {
            let same = self.params[index].clone();
            if self.list == Some(index) {
                let kept = self.variable();
                arguments.push(if self.rng.one_in(3) { same } else { format!("[{kept} | {same}]") });
                continue;
            }
            arguments.push(match self.rng.below(8) {
                0 | 1 => same,
                2 => self.variable(),
                3 if self.rng.one_in(3) => self.literal(),
                _ => self.number(2),
            });
        }
        format!("{name}({})", arguments.join(", "))
    }

    fn number(&mut self, depth: usize) -> String {
        if depth == 0 || self.rng.one_in(5) {
            return match self.rng.below(6) {
                0 => self.literal(),
                1 if !self.floats => "N".into(),
                _ => self.variable(),
            };
        }
        match self.rng.below(12) {
            0 => format!("({} / {})", self.number(depth - 1), self.number(depth - 1)),
            // Where OTP is sure of a float, it subtracts it from 0.0: nothing is seen of that where it is not 0.0.
            1 => format!("-(abs({}) + 0.5)", self.number(depth - 1)),
            2 => format!("float({})", self.number(depth - 1)),
            3 => format!("abs({})", self.number(depth - 1)),
            4 if self.rng.one_in(2) => format!("math:sqrt({})", self.number(depth - 1)),
            5 if !self.floats && self.rng.one_in(3) => format!("trunc({})", self.number(depth - 1)),
            6 | 7 if self.floats => format!("({} * {})", self.number(depth - 1), self.number(depth - 1)),
            6 => format!("({} * {})", self.literal(), self.number(depth - 1)),
            7 => format!("({} * 0.75 * {})", self.number(depth - 1), self.number(depth - 1)),
            8 | 9 => format!("({} - {})", self.number(depth - 1), self.number(depth - 1)),
            _ => format!("({} + {})", self.number(depth - 1), self.number(depth - 1)),
        }
    }

    fn literal(&mut self) -> String {
        let all: &[&str] = if self.floats || self.rng.one_in(2) { &FLOATS } else { &INTEGERS };
        self.rng.pick(all).to_string()
    }
}
