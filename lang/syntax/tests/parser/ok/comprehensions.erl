f() ->
    [X || X <- L],
    [{X, Y} || {X, _} <- L, X > 1, Y <- g(X), <<Z>> <= B, true],
    [X || X <- [Y || Y <- Z]],
    [a || b],
    [catch f(X) || X <- L].
