%% Functions that fail, each in its own way.
-module(faults).
-export([match/1, caller/1, one/1, tail/1, body/1, thrown/0, gone/0, raised/1, nested/1, chosen/1, larger/1]).
-export([missing/0, called/1, counted/0, tried/1, with_arguments/0, plus/2]).

match(X) ->
    1 = X,
    ok.

caller(X) ->
    Y = match(X),
    {Y}.

one(1) -> one.

tail(X) -> one(X).

body(X) -> [one(X)].

thrown() -> throw(ball).

gone() -> exit(gone).

raised(X) -> error(X).

plus(X, Y) -> X + Y.

nested(X) -> 1 + plus(X, 1).

chosen(X) ->
    case X of
        1 -> ok
    end.

larger(X) ->
    if
        X > 3 -> ok
    end.

missing() -> nowhere:nothing().

called(X) -> X(1).

counted() -> (fun(X) -> X end)(1, 2).

tried(X) ->
    try X of
        1 -> ok
    catch
        _:_ -> no
    end.

with_arguments() -> error({my, "reason"}, [a]).
