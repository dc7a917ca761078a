-module(ring_100000).
-export([run/0]).

run() -> ring(100000, 1000000).

ring(Size, Hops) ->
    First = self(),
    Next = chain(Size - 1, First),
    Next ! {token, Hops},
    pass(Next).

chain(0, Next) -> Next;
chain(N, Next) -> chain(N - 1, spawn(fun() -> pass(Next) end)).

pass(Next) ->
    receive
        {token, 0} -> Next ! done;
        {token, N} -> Next ! {token, N - 1}, pass(Next);
        done -> Next ! done
    end.
