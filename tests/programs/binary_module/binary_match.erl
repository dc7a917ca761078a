-module(binary_match).
-export([main/0]).

main() ->
    show(fun() -> binary:match(<<"abcab">>, <<"b">>) end),
    show(fun() -> binary:match(<<"abc">>, [<<"c">>, <<"b">>]) end),
    show(fun() -> binary:match(<<"abc">>, <<"z">>) end),
    show(fun() -> binary:matches(<<"abab">>, <<"ab">>) end),
    show(fun() -> binary:matches(<<"aaa">>, <<"aa">>) end),
    show(fun() -> binary:match(<<"abcabc">>, <<"b">>, [{scope, {2, 4}}]) end),
    show(fun() -> binary:match(<<"a">>, <<>>) end),
    show(fun() -> binary:match(a, <<"a">>) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
