-module(nested_try).
-export([main/0]).

main() ->
    io:format("~p~n", [[outer(N) || N <- lists:seq(1, 6)]]).

outer(N) ->
    try
        try inner(N)
        catch
            throw:a -> caught_a;
            error:badarith -> throw(from_handler)
        after
            io:format("inner after ~w~n", [N])
        end
    catch
        throw:X -> {outer_throw, X};
        exit:X -> {outer_exit, X};
        error:X -> {outer_error, X}
    after
        io:format("outer after ~w~n", [N])
    end.

inner(1) -> throw(a);
inner(2) -> throw(b);
inner(3) -> 1 / zero();
inner(4) -> exit(bye);
inner(5) -> error({custom, 5});
inner(6) -> fine.

zero() -> 0.
