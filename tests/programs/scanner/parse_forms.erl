-module(parse_forms).
-export([main/0]).

main() ->
    [show(fun erl_parse:parse_exprs/1, Text) || Text <- expressions()],
    [show(fun erl_parse:parse_form/1, Text) || Text <- forms()],
    [show(fun erl_parse:parse_exprs/1, Text) || Text <- faulty()],
    [show(fun erl_parse:parse_form/1, Text) || Text <- faulty_forms()].

show(Parse, Text) ->
    [begin
         {ok, Tokens, _} = erl_scan:string(Text, Start),
         io:format("~ts~n  ~p~n", [Text, result(Parse(Tokens))])
     end || Start <- [1, {1, 1}]].

result({error, {Where, Module, What}}) -> {Where, lists:flatten(Module:format_error(What))};
result(Result) -> Result.

expressions() ->
    ["1 + 2 * 3 - 4.", "A = B = C ! D.", "a == b, not c andalso d orelse e.", "- - +1.", "bnot 1 band 2 bor 3.", "a ++ b -- c ++ d.",
     "catch X + catch Y.", "X = catch foo().", "f(), m:f(1), M:F(X, Y), (g())(1), fun(X) -> X end(2).", "[], [1], [1, 2 | T], [X || X <- L, X > 1].",
     "<<>>, <<1>>, <<X:8, Y:N/little-signed-integer-unit:4, \"abc\", Z/binary, -1:4>>.", "<<X || <<X>> <= B>>, [X || <<X>> <= B].",
     "{}, {a}, {a, B, \"c\" \"d\", $e, 1.5}.", "#{}, #{a => 1, B := 2}, M#{c => 3}#{d => 4}.",
     "#r{}, #r{a = 1, _ = 2}, #r.a, R#r.a, R#r{a = 1}#r.b.", "begin a, b end, (a).", "if A > 1, B; C -> d; true -> e end.",
     "case X of {a, Y} when Y > 1; Y < 0 -> b; _ -> c end.", "receive a -> b after 10 -> c end, receive after 0 -> d end, receive X -> X end.",
     "fun f/1, fun m:f/1, fun M:F/A, fun() -> ok end, fun(X) when X > 1 -> a; (_) -> b end, fun G(0) -> 1; G(N) -> N * G(N - 1) end.",
     "try a of b -> c catch d -> e; error:f -> g; C:R:S -> h after i end.", "try a catch throw:{x, y} when z -> b end, try a after b end.",
     "a:b:c.", "X#r.y + 1 =:= Z."].

forms() ->
    ["-module(m).", "-export([f/1, g/2]).", "-import(lists, [map/2]).", "-record(r, {a, b = 1, c :: integer(), d = 2 :: atom()}).",
     "-file(\"x.erl\", 3).", "-compile(export_all).", "-foo([a, {b, \"c\"}, #{d => e}, f/1]).", "-behaviour(x).", "-vsn(1.0).", "-record r, {a}.",
     "-type t() :: a | b | {c, [integer()]} | #{x := y, z => 1..9} | fun((A) -> B) | fun((...) -> any()) | <<_:8, _:_*4>>.",
     "-opaque p(A) :: list(A) | my(A) | m:t(A) | #r{f :: integer()} | [a, ...] | [] | {} | tuple() | map() | fun().",
     "-type(q() :: -1 | $a | 1 + 2 | X :: integer()).", "-spec f(integer()) -> ok; (atom()) -> error.",
     "-spec m:f(X, Y) -> {X, Y} when X :: integer(), is_subtype(Y, atom()).", "-callback init(Args :: term()) -> {ok, State :: term()}.",
     "-export_type([t/0]).", "f() -> ok.", "f(0) -> 1; f(N) when N > 0, N < 9; N == 12 -> N * f(N - 1).",
     "f(#r{a = 1} = R, #{k := V}, [A, {B} | C], <<D:8>>, \"x\" ++ T, -1, 1 + 2) -> R."].

faulty() ->
    ["1 +.", "a b.", "(a.", "[1, 2.", "{a, }.", "f(a)(b).", "case a of b end.", "if a end.", "receive end.", "fun a.", "fun f/x.", "try a.",
     "try a end.", "a == b == c.", "#r.", "#{a 1}.", "X#.", "<<1:>>.", "<<1/2>>.", "<<-1 || X <- L>>.", "[X || ].", "a.\nb.", "end.", "a, .",
     "f() -> ok.", "fun(X) -> a; (X, Y) -> b end.", "fun(f(X)) -> a end.", "fun(X andalso Y) -> a end.", "X#r{a = 1}#{b => 2}.",
     "#{a => 1}#r{b = 2}.", "begin end.", "a when b."].

faulty_forms() ->
    ["f(X) -> .", "f(g(X)) -> a.", "f(X) -> a; g(X) -> b.", "f(X) -> a; f(X, Y) -> b.", "-module(X).", "-module(1).", "-export(a).", "-export([a]).",
     "-export([a/b]).", "-export([A/1]).", "-record(a).", "-record(a, {B}).", "-record(a, b).", "-foo(X).", "-foo(a, b).", "- 1.",
     "F() -> a.", "-type t(1) :: a.", "-type t(_) :: a.", "-type a :: b.", "-spec f(a) -> .", "-spec f.", "-spec f(a) -> b when c(d).", "-foo(a :: b).", "a.",
     "-type t() :: <<X:8>>.", "f() -> a", "-module(m) x."].
