-feature(maybe_expr, enable).
f() ->
    maybe
        {ok, A} ?= g(),
        b = A,
        A
    else
        {error, X} -> X;
        Y when Y > 1 -> 2
    end,
    maybe a end.
