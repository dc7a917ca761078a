-module(annotations).
-export([main/0]).

main() ->
    Annos = [0, 3, {3, 4}, erl_anno:set_text("ab\nc", {3, 4}), erl_anno:set_text("ab", 3), erl_anno:set_file("f.erl", 3),
             erl_anno:set_generated(true, {1, 2}), erl_anno:set_record(true, erl_anno:set_text("x", 1))],
    [io:format("~p: ~p~n", [Anno, facts(Anno)]) || Anno <- Annos],
    [io:format("~p~n", [Changed])
     || Anno <- Annos,
        Changed <- [erl_anno:set_line(9, Anno), erl_anno:set_location({8, 7}, Anno), erl_anno:set_location(6, Anno),
                    erl_anno:set_generated(false, Anno), erl_anno:set_generated(true, Anno), erl_anno:set_text("new", Anno)]],
    [io:format("~p ~p~n", [Term, erl_anno:is_anno(Term)])
     || Term <- [1, -1, {1, 1}, {1, 0}, [], [{location, 1}], [{text, "x"}], [{location, 1}, {text, x}], a, [{location, 1} | b]]],
    io:format("~p~n", [[erl_anno:to_term(5), erl_anno:from_term(-5), erl_anno:from_term({1, 2})]]),
    [io:format("~p~n", [try F() catch C:R -> {C, R} end])
     || F <- [fun() -> erl_anno:new(x) end, fun() -> erl_anno:new(-1) end, fun() -> erl_anno:line(x) end,
              fun() -> erl_anno:text([a | b]) end, fun() -> erl_anno:set_text(x, 1) end, fun() -> erl_anno:set_line(x, 1) end]].

facts(Anno) ->
    [erl_anno:line(Anno), erl_anno:column(Anno), erl_anno:location(Anno), erl_anno:end_location(Anno), erl_anno:text(Anno),
     erl_anno:file(Anno), erl_anno:generated(Anno), erl_anno:record(Anno), erl_anno:is_anno(Anno)].
