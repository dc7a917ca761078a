-module(try_parts).
-export([main/0]).

main() ->
    [io:format("~p~n", [run(F)]) || F <- [
        fun() -> ok end, fun() -> {value, 3} end, fun() -> throw(ball) end, fun() -> erlang:error(bad) end,
        fun() -> exit(done) end, fun() -> 1 / id(0) end, fun() -> other end]],
    io:format("~p~n", [after_order()]),
    io:format("~p~n", [nested()]),
    io:format("~p~n", [class_var()]),
    io:format("~p~n", [guarded(5)]),
    io:format("~p~n", [guarded(50)]),
    io:format("~p~n", [catch try_clause()]),
    io:format("~p~n", [value_of_after()]).

id(X) -> X.

run(F) ->
    try F() of
        ok -> fine;
        {value, X} when X > 2 -> {big, X};
        Other -> {other, Other}
    catch
        throw:T -> {thrown, T};
        error:badarith -> arithmetic;
        error:E -> {error, E};
        exit:X -> {exit, X}
    after
        io:format("after ")
    end.

after_order() ->
    put(log, []),
    Log = fun(X) -> put(log, [X | get(log)]) end,
    R = (catch try Log(body), throw(x) catch throw:x -> Log(handler), throw(y) after Log(cleanup) end),
    {R, lists:reverse(get(log))}.

nested() ->
    try
        try erlang:error(first)
        after put(cleaned, inner)
        end
    catch error:first -> {caught, get(cleaned)}
    end.

class_var() -> [try F() catch C:R -> {C, R} end || F <- [fun() -> throw(1) end, fun() -> exit(2) end, fun() -> error(3) end]].

guarded(N) ->
    try throw(N)
    catch
        throw:X when X < 10 -> small;
        throw:X when X >= 10, is_integer(X) -> large
    end.

try_clause() ->
    try try id(x) of y -> z catch _:_ -> wrong end
    catch error:R -> R
    end.

value_of_after() ->
    try value after ignored end.
