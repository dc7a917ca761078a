-module(evaluations).
-export([main/0]).

main() ->
    [io:format("~ts~n  ~p~n", [Text, value(Text)]) || Text <- expressions()],
    [io:format("~ts", [erl_pp:form(form(Text))]) || Text <- forms()],
    [io:format("~ts~n", [erl_pp:exprs(exprs(Text))]) || Text <- expressions(), Text =/= "fun(X) -> X end."],
    io:format("~p~n", [erl_lint:module([form(Text) || Text <- ["-module(m).", "-export([f/1, g/0]).", "f(X) -> Y.", "h(A) -> 1.", "k() -> #r{}."]])]).

exprs(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text),
    {ok, Exprs} = erl_parse:parse_exprs(Tokens),
    Exprs.

form(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text),
    {ok, Form} = erl_parse:parse_form(Tokens),
    Form.

value(Text) ->
    try
        {value, Value, Bindings} = erl_eval:exprs(exprs(Text), erl_eval:add_binding('Given', 41, erl_eval:new_bindings())),
        {Value, lists:sort(erl_eval:bindings(Bindings))}
    catch
        Class:Reason -> {Class, Reason}
    end.

expressions() ->
    ["1 + 2 * 3.", "X = 5, Y = X * 2, {X, Y}.", "[A, B | C] = [1, 2, 3, 4], C.", "Given + 1.", "lists:map(fun(E) -> E * Given end, [1, 2]).",
     "case {a, 3} of {a, N} when N > 2 -> N; _ -> none end.", "if 1 > 2 -> a; true -> b end.", "[{P, Q} || P <- [1, 2, 3], P > 1, Q <- [a, b]].",
     "<< <<(E + 1)>> || <<E>> <= <<1, 2, 3>> >>.", "<<H:4, L:4>> = <<16#a5>>, {H, L}.", "#{a := V} = #{a => 1, b => 2}, V.", "M = #{x => 1}, M#{x := 2, y => 3}.",
     "try throw(x) catch T -> {caught, T} after ok end.", "try error(bad) catch error:R -> R end.", "catch exit(foo).", "begin Z = 1, Z end + 1.",
     "(fun F(0) -> 1; F(I) -> I * F(I - 1) end)(10).", "F = fun lists:sum/1, F([1, 2, 3]).", "self() ! hello, receive W -> W after 100 -> none end.",
     "1 = 2.", "foo(1).", "X1 = a, X1 = b.", "a + 1.", "nomod:nofun(1).", "case a of b -> c end.", "true andalso false orelse true.", "\"abc\" ++ [$d].",
     "<<\"abc\", 1:16/little, 2.5/float>>.", "is_list([]) and not is_atom(1).", "-(1) bxor 3 bsl 2."].

forms() ->
    ["-module(m).", "-record(r, {a = 1, b :: integer()}).", "-spec f(integer(), [X]) -> {ok, X} when X :: term().", "-type t() :: a | {b, c()} | #{d => e}.",
     "f(X, [Y | _]) when X > 1, is_atom(Y); Y =:= b -> Z = case X of 1 -> a; {b, C} -> C end, try g(Z) catch error:R:S -> {R, S} after ok end; f(_, _) -> ok.",
     "g() -> receive {a, B} when B -> [C || C <- B, C > 1]; _ -> <<1:8, \"x\"/utf8>> after 10 -> fun(A) -> A end end.", "-export([f/2, g/0])."].
