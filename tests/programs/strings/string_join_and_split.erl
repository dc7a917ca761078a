-module(string_join_and_split).
-export([main/0]).

main() ->
    show(fun() -> string:join(["a", "b", "c"], ", ") end),
    show(fun() -> string:join([], ",") end),
    show(fun() -> string:join(["a"], ",") end),
    show(fun() -> string:split("a,b,c", ",") end),
    show(fun() -> string:split("a,b,c", ",", all) end),
    show(fun() -> string:split("a,b,c", ",", trailing) end),
    show(fun() -> string:split("abc", ",") end),
    show(fun() -> string:split("", ",") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
