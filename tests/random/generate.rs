//! Random programs that erlc accepts: functions over numbers, atoms, lists, tuples, maps and binaries, most of
//! them well typed, so that evaluation gets somewhere, and some not, so that errors are compared as well.

use crate::loops;
use crate::rng::Rng;
use crate::terms;

/// What an expression is meant to give.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Boolean,
    Atom,
    List,
    Tuple,
    Map,
    Binary,
    Any,
}

use Kind::{Any, Atom, Binary, Boolean, List, Map, Number, Tuple};

const KINDS: [Kind; 7] = [Number, Boolean, Atom, List, Tuple, Map, Binary];

/// Functions in a program; each may call those after it, so that every program ends.
const FUNCTIONS: usize = 6;
/// Calls that are made of each function, and terms that are printed.
const CALLS: usize = 3;
const PRINTED: usize = 4;

struct Generator {
    rng: Rng,
    /// The variables that may be used.
    scope: Vec<(String, Kind)>,
    /// Gives every variable of a function a name of its own, so that scopes cannot disturb each other.
    variables: usize,
    /// The function that is being written.
    function: usize,
    parameters: Vec<Vec<Kind>>,
}

/// The text of the program of a seed.
pub fn module(name: &str, seed: u64) -> String {
    let mut rng = Rng::new(seed);
    let parameters = (0..FUNCTIONS).map(|_| (0..rng.below(4)).map(|_| *rng.pick(&KINDS)).collect()).collect();
    let mut generator = Generator { rng, scope: Vec::new(), variables: 0, function: 0, parameters };
    let mut text = format!("-module({name}).\n-export([main/0]).\n-record(r, {{a, b = 2}}).\n\nmain() ->\n");
    for function in 0..FUNCTIONS {
        for _ in 0..CALLS {
            let arguments = generator.arguments(function, 2);
            text.push_str(&format!("    show(fun() -> f{function}({arguments}) end),\n"));
        }
    }
    for _ in 0..PRINTED {
        let printing = terms::printing(&mut generator.rng);
        text.push_str(&format!("    show(fun() -> {printing} end),\n"));
    }
    let (calls, loops) = loops::loops(seed);
    for call in calls {
        text.push_str(&format!("    show(fun() -> {call} end),\n"));
    }
    text.push_str("    ok.\n\n");
    text.push_str(SHOWING);
    text.push_str(
        "reason({badfun, F}) when is_function(F) -> badfun;\nreason({badarity, {_, A}}) -> {badarity, A};\n",
    );
    text.push_str("reason(R) -> R.\n\n");
    text.push_str("trace(N, X) -> io:format(\"~w \", [N]), X.\n\n");
    for function in 0..FUNCTIONS {
        text.push_str(&generator.function(function));
    }
    text.push_str(&loops);
    text
}

/// Prints a value, and what it gives to read what is printed of it: the tokens, as a number, and whether they make the
/// value again.
const SHOWING: &str = "show(F) ->
    V = try F() catch C:R -> {C, reason(R)} end,
    io:format(\"~w ~w ~w~n\", [V, read(\"~w. \", V), read(\"~p. \", V)]).

read(Format, V) ->
    case erl_scan:string(lists:flatten(io_lib:format(Format, [V])), {1, 1}) of
        {ok, Tokens, End} ->
            case erl_parse:parse_term(Tokens) of
                {ok, Read} -> {erlang:phash2(Tokens), End, Read =:= V};
                {error, Error} -> {erlang:phash2(Tokens), element(1, Error)}
            end;
        {error, Error, _} -> element(1, Error)
    end.

";

impl Generator {
    fn variable(&mut self) -> String {
        self.variables += 1;
        format!("V{}", self.variables)
    }

    fn function(&mut self, function: usize) -> String {
        self.function = function;
        let kinds = self.parameters[function].clone();
        let clauses = if kinds.is_empty() { 1 } else { self.rng.below(3) + 1 };
        let mut text = Vec::new();
        for clause in 0..clauses {
            self.scope.clear();
            self.variables = 0;
            let last = clause + 1 == clauses;
            let patterns: Vec<String> =
                kinds.iter().map(|&kind| self.pattern(kind, if last { 0 } else { 2 })).collect();
            let guard = if last { String::new() } else { self.guard() };
            let body = self.body(3);
            text.push(format!("f{function}({}){guard} ->\n    {body}", patterns.join(", ")));
        }
        format!("{}.\n\n", text.join(";\n"))
    }

    /// Expressions in a row, the last of which is the value.
    fn body(&mut self, depth: usize) -> String {
        let mut lines = Vec::new();
        for _ in 0..self.rng.below(3) {
            let kind = *self.rng.pick(&KINDS);
            let value = self.expression(kind, depth);
            if self.rng.one_in(4) {
                let pattern = self.pattern(kind, 1);
                lines.push(format!("{pattern} = {value}"));
            } else {
                let name = self.variable();
                self.scope.push((name.clone(), kind));
                lines.push(format!("{name} = {value}"));
            }
        }
        let kind = *self.rng.pick(&KINDS);
        lines.push(self.expression(kind, depth));
        lines.join(",\n    ")
    }

    /// An expression whose variables end with it.
    fn scoped(
        &mut self,
        kind: Kind,
        depth: usize,
        prepare: impl FnOnce(&mut Generator) -> String,
    ) -> (String, String) {
        let length = self.scope.len();
        let before = prepare(self);
        let value = self.expression(kind, depth);
        self.scope.truncate(length);
        (before, value)
    }

    fn pattern(&mut self, kind: Kind, depth: usize) -> String {
        let simple = depth == 0 || self.rng.one_in(3);
        if simple {
            if self.rng.one_in(8) {
                return "_".into();
            }
            let name = self.variable();
            self.scope.push((name.clone(), kind));
            return name;
        }
        match kind {
            Number => terms::integer(&mut self.rng),
            Boolean => self.rng.pick(&["true", "false"]).to_string(),
            Atom => terms::atom(&mut self.rng),
            List => match self.rng.below(4) {
                0 => "[]".into(),
                1 => format!("[{}]", self.pattern(Any, depth - 1)),
                2 => format!("[{} | {}]", self.pattern(Any, depth - 1), self.pattern(List, depth - 1)),
                _ => format!("[{}, {} | _]", self.pattern(Any, depth - 1), self.pattern(Any, depth - 1)),
            },
            Tuple => match self.rng.below(4) {
                0 => format!("{{{}, {}}}", self.pattern(Any, depth - 1), self.pattern(Any, depth - 1)),
                1 => format!("{{{}}}", self.pattern(Any, depth - 1)),
                2 => format!("#r{{b = {}}}", self.pattern(Any, depth - 1)),
                _ => {
                    let whole = self.variable();
                    let parts = format!("{{_, {}}}", self.pattern(Any, depth - 1));
                    self.scope.push((whole.clone(), Tuple));
                    format!("{parts} = {whole}")
                }
            },
            Map => match self.rng.below(3) {
                0 => "#{}".into(),
                1 => format!("#{{a := {}}}", self.pattern(Any, depth - 1)),
                _ => format!(
                    "#{{a := {}, 1 := {}}}",
                    self.pattern(Any, depth - 1),
                    self.pattern(Any, depth - 1)
                ),
            },
            Binary => {
                let field = |generator: &mut Generator, specification: &str, kind| {
                    let name = generator.variable();
                    generator.scope.push((name.clone(), kind));
                    format!("{name}{specification}")
                };
                match self.rng.below(4) {
                    0 => "<<>>".into(),
                    1 => format!("<<{}, {}>>", field(self, "", Number), field(self, "/binary", Binary)),
                    2 => format!("<<{}, {}>>", field(self, ":4", Number), field(self, "/bits", Binary)),
                    _ => format!("<<{}, _/bits>>", field(self, ":16/little-signed", Number)),
                }
            }
            Any => {
                let kind = *self.rng.pick(&KINDS);
                self.pattern(kind, depth)
            }
        }
    }

    fn guard(&mut self) -> String {
        if self.scope.is_empty() || self.rng.one_in(2) {
            return String::new();
        }
        let (first, second) = (self.test(), self.test());
        match self.rng.below(4) {
            0 => format!(" when {first}, {second}"),
            1 => format!(" when {first}; {second}"),
            2 => format!(" when {first} orelse {second}"),
            _ => format!(" when {first}"),
        }
    }

    /// A test that a guard may hold. It may well fail.
    fn test(&mut self) -> String {
        let index = self.rng.below(self.scope.len());
        let (name, _) = self.scope[index].clone();
        let tests = [
            "is_integer(X)",
            "is_atom(X)",
            "is_list(X)",
            "is_tuple(X)",
            "X > 3",
            "X =:= a",
            "length(X) > 1",
            "hd(X) == 1",
            "X rem 2 =:= 0",
            "element(1, X) =/= 2",
            "tuple_size(X) > 1",
            "not X",
            "X + 1 < 10",
            "is_map(X)",
            "map_size(X) > 0",
            "is_map_key(a, X)",
            "byte_size(X) > 1",
            "is_binary(X)",
            "abs(X) > 2",
            "X / 2 > 1",
            "is_float(X) orelse X >= 0",
            "X == 1.0",
            "is_boolean(X)",
            "is_record(X, r)",
            "X bsr 1 > 0",
        ];
        self.rng.pick(&tests).replace('X', &name)
    }

    fn arguments(&mut self, function: usize, depth: usize) -> String {
        let kinds = self.parameters[function].clone();
        kinds.iter().map(|&kind| self.expression(kind, depth)).collect::<Vec<_>>().join(", ")
    }

    fn expression(&mut self, kind: Kind, depth: usize) -> String {
        if self.rng.one_in(40) {
            let wrong = *self.rng.pick(&KINDS);
            return self.leaf(wrong);
        }
        if depth == 0 || self.rng.one_in(6) {
            return self.leaf(kind);
        }
        if self.rng.one_in(4) {
            return self.control(kind, depth - 1);
        }
        let depth = depth - 1;
        match kind {
            Number => self.number(depth),
            Boolean => self.boolean(depth),
            Atom => self.leaf(Atom),
            List => self.list(depth),
            Tuple => self.tuple(depth),
            Map => self.map(depth),
            Binary => self.binary(depth),
            Any => {
                let kind = *self.rng.pick(&KINDS);
                self.expression(kind, depth + 1)
            }
        }
    }

    fn leaf(&mut self, kind: Kind) -> String {
        let known: Vec<String> = self
            .scope
            .iter()
            .filter(|(_, k)| *k == kind || kind == Any)
            .map(|(name, _)| name.clone())
            .collect();
        if !known.is_empty() && !self.rng.one_in(4) {
            return self.rng.pick(&known).clone();
        }
        match kind {
            Number if self.rng.one_in(4) => terms::float(&mut self.rng),
            Number => terms::integer(&mut self.rng),
            Boolean => self.rng.pick(&["true", "false"]).to_string(),
            Atom => terms::atom(&mut self.rng),
            List => self
                .rng
                .pick(&["[]", "[1]", "[a, 2]", "\"abc\"", "[3, 1, 2]", "[{a, 1}, {b, 2}]", "[[1], []]"])
                .to_string(),
            Tuple => self
                .rng
                .pick(&["{}", "{a}", "{1, 2}", "{x, [y]}", "#r{}", "#r{a = 1}", "{a, {b}}"])
                .to_string(),
            Map => self.rng.pick(&["#{}", "#{a => 1}", "#{a => x, 1 => [2]}", "#{\"k\" => #{}}"]).to_string(),
            Binary => self
                .rng
                .pick(&["<<>>", "<<1, 2, 3>>", "<<\"text\">>", "<<5:3>>", "<<200, 1:16>>"])
                .to_string(),
            Any => terms::term(&mut self.rng, 1),
        }
    }

    /// Forms that have values of any kind.
    fn control(&mut self, kind: Kind, depth: usize) -> String {
        match self.rng.below(9) {
            0 | 1 => self.case(kind, depth),
            2 => {
                let (test, yes) =
                    (self.expression(Boolean, depth), self.scoped(kind, depth, |_| String::new()).1);
                let no = self.scoped(kind, depth, |_| String::new()).1;
                format!("case {test} of true -> {yes}; false -> {no} end")
            }
            3 if !self.scope.is_empty() => {
                let test = self.test();
                let yes = self.scoped(kind, depth, |_| String::new()).1;
                let no = self.scoped(kind, depth, |_| String::new()).1;
                format!("if {test} -> {yes}; true -> {no} end")
            }
            4 => self.attempt(kind, depth),
            5 => {
                let given = *self.rng.pick(&KINDS);
                let argument = self.expression(given, depth);
                let (pattern, body) = self.scoped(kind, depth, |generator| {
                    let pattern = generator.pattern(given, 1);
                    let guard = generator.guard();
                    format!("({pattern}){guard}")
                });
                format!("(fun{pattern} -> {body} end)({argument})")
            }
            6 if self.function + 1 < FUNCTIONS => {
                let function = self.function + 1 + self.rng.below(FUNCTIONS - self.function - 1);
                let arguments = self.arguments(function, depth.min(1));
                format!("f{function}({arguments})")
            }
            7 => {
                let number = self.rng.below(100);
                format!("trace({number}, {})", self.expression(kind, depth))
            }
            _ => format!("begin {} end", self.scoped(kind, depth, |_| String::new()).1),
        }
    }

    fn case(&mut self, kind: Kind, depth: usize) -> String {
        let given = *self.rng.pick(&KINDS);
        let value = self.expression(given, depth);
        let mut clauses = Vec::new();
        for _ in 0..self.rng.below(3) + 1 {
            let (head, body) = self.scoped(kind, depth, |generator| {
                let pattern = generator.pattern(given, 2);
                let guard = generator.guard();
                format!("{pattern}{guard}")
            });
            clauses.push(format!("{head} -> {body}"));
        }
        if !self.rng.one_in(4) {
            clauses.push(format!("_ -> {}", self.scoped(kind, depth, |_| String::new()).1));
        }
        format!("case {value} of {} end", clauses.join("; "))
    }

    fn attempt(&mut self, kind: Kind, depth: usize) -> String {
        let tried = if self.rng.one_in(3) {
            // Without effects: erlc drops those of what is raised and caught in one place.
            let raised = self.leaf(Any);
            format!("{}({raised})", self.rng.pick(&["throw", "error", "exit"]))
        } else {
            self.scoped(kind, depth, |_| String::new()).1
        };
        let handler = self.scoped(kind, depth, |_| String::new()).1;
        let class = self.rng.pick(&["_:_", "error:_", "throw:_", "_"]).to_string();
        let after =
            if self.rng.one_in(4) { format!(" after trace(a, {})", self.leaf(Any)) } else { String::new() };
        format!("try {tried} catch {class} -> {handler}{after} end")
    }

    fn number(&mut self, depth: usize) -> String {
        match self.rng.below(13) {
            0..=3 => {
                let operator = *self.rng.pick(&["+", "-", "*", "+", "-"]);
                format!("({} {operator} {})", self.expression(Number, depth), self.expression(Number, depth))
            }
            4 => {
                let operator = *self.rng.pick(&["div", "rem", "/", "band", "bor", "bxor"]);
                format!("({} {operator} {})", self.expression(Number, depth), self.expression(Number, depth))
            }
            5 => format!(
                "({} {} {})",
                self.expression(Number, depth),
                *self.rng.pick(&["bsl", "bsr"]),
                self.rng.below(70)
            ),
            6 => {
                let function = *self.rng.pick(&["abs", "round", "trunc", "-", "bnot ", "ceil", "float"]);
                format!("{function}({})", self.expression(Number, depth))
            }
            7 => format!("length({})", self.expression(List, depth)),
            8 => format!("lists:sum({})", self.expression(List, depth)),
            9 => format!("tuple_size({})", self.expression(Tuple, depth)),
            10 => format!("map_size({})", self.expression(Map, depth)),
            11 => format!("bit_size({})", self.expression(Binary, depth)),
            _ => format!(
                "{}({}, {})",
                *self.rng.pick(&["max", "min"]),
                self.expression(Any, depth),
                self.expression(Any, depth)
            ),
        }
    }

    fn boolean(&mut self, depth: usize) -> String {
        match self.rng.below(8) {
            0..=2 => {
                let operator = *self.rng.pick(&["==", "/=", "=:=", "=/=", "<", ">", "=<", ">="]);
                format!("({} {operator} {})", self.expression(Any, depth), self.expression(Any, depth))
            }
            3 | 4 => {
                let operator = *self.rng.pick(&["andalso", "orelse", "and", "or", "xor"]);
                format!(
                    "({} {operator} {})",
                    self.expression(Boolean, depth),
                    self.expression(Boolean, depth)
                )
            }
            5 => format!("not {}", self.expression(Boolean, depth)),
            6 => format!("lists:member({}, {})", self.expression(Any, depth), self.expression(List, depth)),
            _ => {
                let test = *self.rng.pick(&[
                    "is_integer",
                    "is_list",
                    "is_tuple",
                    "is_atom",
                    "is_map",
                    "is_binary",
                    "is_float",
                ]);
                format!("{test}({})", self.expression(Any, depth))
            }
        }
    }

    fn list(&mut self, depth: usize) -> String {
        match self.rng.below(12) {
            0 | 1 => format!("[{}, {}]", self.expression(Any, depth), self.expression(Any, depth)),
            2 => format!("[{} | {}]", self.expression(Any, depth), self.expression(List, depth)),
            3 => format!(
                "({} {} {})",
                self.expression(List, depth),
                *self.rng.pick(&["++", "--"]),
                self.expression(List, depth)
            ),
            4 => {
                let function = *self.rng.pick(&["reverse", "sort", "usort", "flatten", "droplast"]);
                format!("lists:{function}({})", self.expression(List, depth))
            }
            5 => format!("tuple_to_list({})", self.expression(Tuple, depth)),
            6 => format!("maps:keys({})", self.expression(Map, depth)),
            7 => format!("binary_to_list({})", self.expression(Binary, depth)),
            8..=10 => self.comprehension(depth),
            _ => {
                let source = self.expression(List, depth);
                let element = self.variable();
                let (_, body) = self.scoped(Any, depth, |generator| {
                    generator.scope.push((element.clone(), Any));
                    String::new()
                });
                format!("lists:map(fun({element}) -> {body} end, {source})")
            }
        }
    }

    fn comprehension(&mut self, depth: usize) -> String {
        let source = self.expression(List, depth);
        let (head, value) = self.scoped(Any, depth, |generator| {
            let pattern = generator.pattern(Any, 1);
            let filter = if generator.scope.is_empty() || generator.rng.one_in(2) {
                String::new()
            } else {
                format!(", {}", generator.test())
            };
            format!("{pattern} <- {source}{filter}")
        });
        format!("[{value} || {head}]")
    }

    fn tuple(&mut self, depth: usize) -> String {
        match self.rng.below(6) {
            0 | 1 => format!("{{{}, {}}}", self.expression(Any, depth), self.expression(Any, depth)),
            2 => format!("list_to_tuple({})", self.expression(List, depth)),
            3 => format!("setelement(1, {}, {})", self.expression(Tuple, depth), self.expression(Any, depth)),
            4 => format!("#r{{a = {}}}", self.expression(Any, depth)),
            _ => format!("({})#r{{b = {}}}", self.leaf(Tuple), self.expression(Any, depth)),
        }
    }

    fn map(&mut self, depth: usize) -> String {
        match self.rng.below(5) {
            0 | 1 => format!(
                "#{{a => {}, {} => {}}}",
                self.expression(Any, depth),
                self.leaf(Atom),
                self.expression(Any, depth)
            ),
            2 => format!("({})#{{a => {}}}", self.expression(Map, depth), self.expression(Any, depth)),
            // A key that is not there is left to programs made by hand: erlc drops such an update if its value is not used.
            3 => {
                format!("#{{a => {}}}#{{a := {}}}", self.expression(Any, depth), self.expression(Any, depth))
            }
            _ => format!("maps:remove({}, {})", self.leaf(Atom), self.expression(Map, depth)),
        }
    }

    fn binary(&mut self, depth: usize) -> String {
        match self.rng.below(5) {
            0 => format!("<<({}), 7>>", self.expression(Number, depth)),
            1 => format!(
                "<<({})/binary, ({}):12>>",
                self.expression(Binary, depth),
                self.expression(Number, depth)
            ),
            2 => format!("<<({})/bits, 1:1>>", self.expression(Binary, depth)),
            3 => format!("list_to_binary({})", self.expression(List, depth)),
            _ => format!("<< <<(B + 1)>> || <<B>> <= {} >>", self.leaf(Binary)),
        }
    }
}
