-module(try_catch).
-export([plain/1, clauses/1, always/1, all/1, caught/1, seen/1, tail/1]).

plain(X) ->
    try X + 1
    catch error:badarith -> none
    end.

clauses(X) ->
    try f(X) of
        {ok, V} -> V;
        error when X > 1 -> none
    catch
        throw:T when is_atom(T) -> T;
        exit:{R, _} -> R;
        C:R:S -> {C, R, S}
    end.

always(X) ->
    try f(X) after f(done) end.

all(X) ->
    V = try f(X) of ok -> 1 catch error:E -> E after f(done) end,
    {V, X}.

caught(X) -> {catch f(X), catch throw(X)}.

seen(X) ->
    try {A, B} = f(X), A of
        1 -> B
    catch _:_ -> none
    end.

%% The calls in `of` and `catch` are tail calls; the one in the body is not.
tail(X) ->
    try f(X) of
        V -> f(V)
    catch _ -> tail(X)
    end.

f(X) -> X.
