-module(nobody_takes).
-export([values/2]).

values(X, L) ->
    {X, self()},
    X + 1,
    X == 1,
    length(L),
    is_atom(X),
    node(),
    [Y + 1 || Y <- L],
    [{Y} || Y <- L],
    case X of
        1 -> {one};
        2 -> make_ref();
        _ -> ok
    end,
    X > 1 andalso X < 2,
    fun m:f/1,
    Unused = {X},
    _ = {X},
    "text",
    ok.
