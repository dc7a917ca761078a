-module(binary_at_and_part).
-export([main/0]).

main() ->
    show(fun() -> binary:at(<<1, 2, 3>>, 1) end),
    show(fun() -> binary:at(<<1>>, 5) end),
    show(fun() -> binary:part(<<"hello">>, 1, 2) end),
    show(fun() -> binary:part(<<"hello">>, {5, -2}) end),
    show(fun() -> binary:part(<<"a">>, 1, 1) end),
    show(fun() -> binary:first(<<"ab">>) end),
    show(fun() -> binary:last(<<"ab">>) end),
    show(fun() -> binary:last(<<>>) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
