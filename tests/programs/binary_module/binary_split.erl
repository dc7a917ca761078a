-module(binary_split).
-export([main/0]).

main() ->
    show(fun() -> binary:split(<<"a,b,c">>, <<",">>) end),
    show(fun() -> binary:split(<<"a,b,c">>, <<",">>, [global]) end),
    show(fun() -> binary:split(<<"a">>, <<",">>) end),
    show(fun() -> binary:split(<<>>, <<",">>) end),
    show(fun() -> binary:split(<<"a,,b">>, <<",">>, [global, trim_all]) end),
    show(fun() -> binary:split(<<"a,b,">>, <<",">>, [global, trim]) end),
    show(fun() -> binary:split(<<"a b,c">>, [<<" ">>, <<",">>], [global]) end),
    show(fun() -> binary:split(a, <<",">>) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
