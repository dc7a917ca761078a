-module(worker_pool).
-export([main/0]).

main() ->
    Workers = [spawn(fun worker/0) || _ <- lists:seq(1, 4)],
    Jobs = lists:seq(1, 20),
    io:format("~w~n", [[R || {_, R} <- lists:sort(run(Jobs, Workers, 0, []))]]).

run([], _, 0, Done) -> Done;
run([J | Js], [W | Ws], Out, Done) -> W ! {self(), J}, run(Js, Ws, Out + 1, Done);
run(Js, Idle, Out, Done) ->
    receive {W, J, R} -> run(Js, [W | Idle], Out - 1, [{J, R} | Done]) end.

worker() ->
    receive {From, N} -> From ! {self(), N, fib(N)}, worker() end.

fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).
