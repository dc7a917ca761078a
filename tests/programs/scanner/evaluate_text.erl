-module(evaluate_text).
-export([main/0]).

main() ->
    [io:format("~ts~n  ~p~n", [Text, value(Text, none)]) || Text <- expressions()],
    Local = {value, fun(Name, Args) -> {Name, Args} end},
    [io:format("~ts~n  ~p~n", [Text, value(Text, Local)]) || Text <- ["foo(1, 2).", "[baz(X) || X <- [1, 2]]."]],
    Eval = {eval, fun(Name, [Arg], Bindings) -> {value, {Name, element(1, Arg)}, erl_eval:add_binding('New', 1, Bindings)} end},
    io:format("~p~n", [value("foo(X + 1), New.", Eval)]),
    Remote = {value, fun(What, Args) -> {called, What, Args} end},
    io:format("~p~n", [erl_eval:exprs(exprs("m:f(1 + 2)."), #{}, none, Remote)]),
    io:format("~p~n", [erl_eval:expr(hd(exprs("X + 1.")), [{'X', 2}])]),
    io:format("~p~n", [erl_eval:expr(hd(exprs("X + 1.")), #{'X' => 2}, none, none, value)]),
    io:format("~p~n", [erl_eval:expr_list(exprs("1, A = 2, 3."), [])]),
    bindings().

bindings() ->
    B = erl_eval:add_binding('B', 2, erl_eval:add_binding('A', 1, erl_eval:new_bindings())),
    io:format("~p~n", [{erl_eval:bindings(B), erl_eval:binding('A', B), erl_eval:binding('Z', B), erl_eval:bindings(erl_eval:del_binding('A', B))}]).

exprs(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text),
    {ok, Exprs} = erl_parse:parse_exprs(Tokens),
    Exprs.

value(Text, Local) ->
    try
        {value, Value, Bindings} = erl_eval:exprs(exprs(Text), erl_eval:add_binding('Given', 41, erl_eval:new_bindings()), Local),
        {Value, lists:sort([Binding || {_, V} = Binding <- erl_eval:bindings(Bindings), not is_function(V)])}
    catch
        Class:Reason -> {Class, Reason}
    end.

expressions() ->
    ["1 + 2 * 3.", "X = 5, Y = X * 2, {X, Y}.", "[A, B | C] = [1, 2, 3, 4], C.", "Given + 1.", "lists:map(fun(E) -> E * Given end, [1, 2]).",
     "case {a, 3} of {a, N} when N > 2 -> N; _ -> none end.", "if 1 > 2 -> a; true -> b end.", "[{P, Q} || P <- [1, 2, 3], P > 1, Q <- [a, b]].",
     "<< <<(E + 1)>> || <<E>> <= <<1, 2, 3>> >>.", "<<H:4, L:4>> = <<16#a5>>, {H, L}.", "#{a := V} = #{a => 1, b => 2}, V.",
     "M = #{x => 1}, M#{x := 2, y => 3}.", "try throw(x) catch T -> {caught, T} after ok end.", "try error(bad) catch error:R -> R end.",
     "catch exit(foo).", "begin Z = 1, Z end + 1.", "(fun F(0) -> 1; F(I) -> I * F(I - 1) end)(10).", "F = fun lists:sum/1, F([1, 2, 3]).",
     "self() ! hello, receive W -> W after 100 -> none end.", "receive never -> a after 5 -> timeout end.",
     "self() ! {a, 1}, self() ! {b, 2}, X = receive {b, K} -> K end, Y = receive {a, J} -> J end, {X, Y}.",
     "1 = 2.", "[X || X <- [1, 2], begin X end].", "[X || X <- [1, a], X + 1 > 2].", "foo(1).", "X1 = a, X1 = b.", "a + 1.", "nomod:nofun(1).", "case a of b -> c end.", "true andalso false orelse true.",
     "\"abc\" ++ [$d].", "<<\"abc\", 1:16/little, 2.5/float>>.", "is_list([]) and not is_atom(1).", "-(1) bxor 3 bsl 2.", "1 andalso a.",
     "if 1 > 2 -> a end.", "[X || X <- a].", "[X || X <- [1], X].", "(fun(a) -> b end)(c).", "x:y(1).", "#{a := B} = #{}.",
     "\"ab\" ++ T = \"abc\", T.", "{X, X} = {1, 2}.", "try a of b -> c catch _ -> d end.", "try 1 = 2 catch error:{badmatch, Q} -> Q end.", "(a)#{b => c}.",
     "#{a => 1}#{b := 2}.", "length([1, 2]) + hd([3]).", "lists:foldl(fun(X, S) -> X + S end, 0, [1, 2, 3]).", "fun(X) -> X end =:= 1.",
     "<<S:8, B:S/binary, R/bitstring>> = <<2, \"abcd\">>, {S, B, R}.", "[Given || Given <- [1, 2]].", "fun(Given) -> Given end(7).", "{1, [2 | 3], #{}}.",
     "<<A:2/signed, B/float-little, C/utf8>> = <<3:2, 1.5/float-little, 228/utf8>>, {A, B, C}.", "X = Y = 3, X + Y.", "catch throw(a).", "exit(b).", "throw(c)."].
