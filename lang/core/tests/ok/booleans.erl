-module(booleans).
-export([value/2, chain/3, cases/2, negated/1, partial/1, binds/1]).

value(X, Y) -> X andalso Y orelse f(Y).

chain(X, Y, Z) -> X > 1 andalso is_atom(Y) andalso Z.

cases(X, Y) ->
    case is_list(X) andalso length(X) > Y of
        true -> long;
        false -> short
    end.

negated(X) ->
    case not (X =:= 1 orelse X =:= 2) of
        true -> other;
        _ -> small
    end.

partial(X) ->
    case X > 1 of
        true -> f(X)
    end.

binds(X) ->
    case (Y = f(X)) > 2 andalso Y < 9 of
        true -> Y;
        false -> X
    end.

f(X) -> X.
