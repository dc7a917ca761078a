-module(tail_loops).
-export([main/0]).

main() ->
    io:format("~p~n", [loop(5000000, 0)]),
    io:format("~p~n", [state(start, 10000)]),
    io:format("~p~n", [swap(1000001, a, b)]),
    io:format("~p~n", [collatz(837799, 0)]),
    io:format("~p~n", [through_fun(fun(X) -> X + 1 end, 100000, 0)]),
    io:format("~p~n", [case_loop(100000)]).

loop(0, Sum) -> Sum;
loop(N, Sum) -> loop(N - 1, Sum + N).

state(start, N) -> state(running, N);
state(running, 0) -> state(done, 0);
state(running, N) -> state(running, N - 1);
state(done, _) -> finished.

swap(0, A, B) -> {A, B};
swap(N, A, B) -> swap(N - 1, B, A).

collatz(1, Steps) -> Steps;
collatz(N, Steps) when N rem 2 =:= 0 -> collatz(N div 2, Steps + 1);
collatz(N, Steps) -> collatz(3 * N + 1, Steps + 1).

through_fun(_, 0, X) -> X;
through_fun(F, N, X) -> through_fun(F, N - 1, F(X)).

case_loop(N) ->
    case N of
        0 -> zero;
        _ -> if N rem 3 =:= 0 -> case_loop(N - 3); true -> begin M = N - 1, case_loop(M) end end
    end.
