-module(parse_terms).
-export([main/0]).

main() ->
    [io:format("~ts ~p~n", [Text, term(Text)]) || Text <- texts()],
    [terms(Term) || Term <- [1, -2, 1.5, a, 'B c', "text", "", [a, b | c], {}, {1, {2}}, #{}, #{a => [1], "b" => #{}}, <<>>, <<1, 2>>, <<5:3>>,
                             [1, 2, 300], [0, -1], "aé" ++ [16#400], fun lists:map/2, [[], [[]]], [$a, x, $b], [$a | x]]],
    [io:format("~p~n", [erl_parse:abstract("aé" ++ [16#400], Options)])
     || Options <- [3, {1, 2}, [{encoding, latin1}], [{encoding, none}, {line, 4}], [{location, {5, 6}}], [{encoding, fun(C) -> C < 128 end}]]],
    [io:format("~p~n", [try F() catch C:R -> {C, R} end])
     || F <- [fun() -> erl_parse:abstract(self()) =:= self() end, fun() -> erl_parse:normalise({var, 1, 'X'}) end, fun() -> erl_parse:abstract(a, x) end,
              fun() -> erl_parse:normalise({call, 1, {atom, 1, f}, []}) end, fun() -> erl_parse:abstract(a, [{encoding, foo}]) end]],
    [io:format("~p ~p~n", [Op, erl_parse:inop_prec(Op)]) || Op <- ['=', '!', 'orelse', '==', '++', '+', 'bor', 'or', '*', 'and', '#', ':', '.']],
    [io:format("~p ~p~n", [Op, erl_parse:preop_prec(Op)]) || Op <- ['catch', '+', 'not', '#']],
    [io:format("~p ~p~n", [Op, erl_parse:type_inop_prec(Op)]) || Op <- ['=', '::', '|', '..', '+', 'band', '#']],
    io:format("~p ~p ~p~n", [erl_parse:func_prec(), erl_parse:max_prec(), erl_parse:type_preop_prec('-')]),
    walks().

texts() ->
    ["1.", "-1.", "+2.5.", "-$a.", "{a, [b | c], \"d\" \"e\", $f, 'G'}.", "#{a => 1, {b} => [c]}.", "<<1, 2:16, \"ab\", 3.0/float, <<4>>/binary, 5:4>>.",
     "fun lists:map/2.", "a, b.", "f(x).", "X.", "1 + 2.", "#{a := 1}.", "#r{}.", "{a.", "[a, b", "fun f/1.", "<<1:3/little, \"x\":16, 1234/utf8>>.", ""].

term(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text),
    erl_parse:parse_term(Tokens).

terms(Term) ->
    Abstract = erl_parse:abstract(Term),
    Tokens = try erl_parse:tokens(Abstract) catch _:_ -> none end,
    io:format("~p~n  ~p~n  ~p~n  ~p~n", [Term, Abstract, erl_parse:normalise(Abstract) =:= Term, Tokens]).

walks() ->
    {ok, Tokens, _} = erl_scan:string("f(X, {Y, \"z\"}) when X > 1 -> case <<Y:8/integer>> of <<A>> -> fun g/1; _ -> fun(B) -> B#r.c end end.", {1, 1}),
    {ok, Form} = erl_parse:parse_form(Tokens),
    Lines = erl_parse:map_anno(fun erl_anno:line/1, Form),
    io:format("~p~n~p~n", [Lines, erl_parse:fold_anno(fun(Anno, All) -> [Anno | All] end, [], Form)]),
    io:format("~p~n", [erl_parse:mapfold_anno(fun(_, N) -> {N, N + 1} end, 1, Form)]),
    io:format("~p~n", [erl_parse:anno_to_term(erl_parse:anno_from_term(erl_parse:new_anno(Lines))) =:= Lines]).
