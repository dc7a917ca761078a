-module(encoding_terms).
-export([main/0]).

main() ->
    show(fun() -> binary_to_term(term_to_binary({a, [1, 2.5], <<"x">>})) end),
    show(fun() -> term_to_binary([]) end),
    show(fun() -> term_to_binary(a) end),
    show(fun() -> term_to_binary(1 bsl 70) end),
    show(fun() -> binary_to_term(<<131, 97, 5>>) end),
    show(fun() -> binary_to_term(<<130>>) end),
    show(fun() -> byte_size(term_to_binary(lists:seq(1, 100))) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
