-module(binary_replace_and_copy).
-export([main/0]).

main() ->
    show(fun() -> binary:replace(<<"abcb">>, <<"b">>, <<"X">>) end),
    show(fun() -> binary:replace(<<"abcb">>, <<"b">>, <<"X">>, [global]) end),
    show(fun() -> binary:replace(<<"abc">>, <<"b">>, <<"[]">>, [{insert_replaced, 1}]) end),
    show(fun() -> binary:copy(<<"ab">>, 2) end),
    show(fun() -> binary:copy(<<"ab">>, 0) end),
    show(fun() -> binary:copy(<<"a">>, -1) end),
    show(fun() -> binary:copy(<<"x">>) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
