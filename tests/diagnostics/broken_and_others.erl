-module(broken_and_others).
-export([start/0, broken/1, after_it/0]).

start() ->
    broken(1),
    missing(Unbound).

broken(X) ->
    case X of
        1 -> ;
        2 -> two
    end.

after_it() ->
    Unused = #nowhere{},
    other().

other( -> 1.

unused() -> ok.
