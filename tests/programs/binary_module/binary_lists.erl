-module(binary_lists).
-export([main/0]).

main() ->
    show(fun() -> binary:bin_to_list(<<"abc">>) end),
    show(fun() -> binary:bin_to_list(<<"abc">>, 1, 2) end),
    show(fun() -> binary:list_to_bin([1, <<2>>, [3]]) end),
    show(fun() -> binary:longest_common_prefix([<<"ab">>, <<"ac">>]) end),
    show(fun() -> binary:longest_common_suffix([<<"ba">>, <<"ca">>]) end),
    show(fun() -> binary:longest_common_prefix([]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
