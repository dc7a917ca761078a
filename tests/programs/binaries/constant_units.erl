-module(constant_units).
-export([main/0]).

%% Constants whose bits are no multiple of the unit.
main() ->
    X = id(1),
    Y = id(<<5:3>>),
    [io:format("~p~n", [try F() catch C:R -> {C, R} end])
     || F <- [fun() -> <<(<<(<<5:3>>)/bits, 1:1>>)/binary, X:12>> end, fun() -> <<(<<11:4>>)/binary, X:12>> end,
              fun() -> <<X:12, (<<11:4>>)/binary>> end, fun() -> <<(<<11:4>>)/bits, X:12>> end, fun() -> <<(<<11:4>>)/binary>> end,
              fun() -> <<(<<11:4>>)/binary-unit:4, X:12>> end, fun() -> <<(<<11:4>>)/binary-unit:3, X:12>> end,
              fun() -> <<Y/binary, X:5>> end, fun() -> <<(<<Y/bits, 1:1>>)/binary, X:12>> end, fun() -> <<(<<1, 2>>)/binary-unit:16, X>> end]].

id(X) -> X.
