-module(try_forms).
-export([main/0]).

main() ->
    io:format("~p~n", [[t(F) || F <- [
        fun() -> 5 end, fun() -> throw(ball) end, fun() -> error(oops) end, fun() -> exit(bye) end,
        fun() -> throw({special, 1}) end, fun() -> [] end]]]).

t(F) ->
    try F() of
        N when is_integer(N) -> {number, N};
        [] -> empty
    catch
        {special, N} -> {special, N};
        throw:X -> {thrown, X};
        error:X -> {error, X};
        exit:X -> {exit, X}
    after
        io:format("after~n")
    end.
