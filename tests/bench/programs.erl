%% The programs of the benchmark. run(Name) runs one and gives the microseconds that it took.
-module(programs).
-export([run/1]).

run(Name) ->
    Start = erlang:monotonic_time(microsecond),
    _ = program(Name),
    erlang:monotonic_time(microsecond) - Start.

program(fib) -> fib(34);
program(tail_loop) -> sum(300000000, 0);
program(naive_reverse) -> reverses(3000, numbers(1, 400));
program(tak) -> [tak(24, 16, 8) || _ <- numbers(1, 8)];
program(ping_pong) -> ping(1500000, spawn(fun() -> pong() end));
program(deep_recursion) -> count(10000000);
program(map_a_list) -> maps(20, numbers(1, 1000000));
program(spawn_and_die) -> spawns(300000).

fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).

sum(0, Sum) -> Sum;
sum(N, Sum) -> sum(N - 1, Sum + N).

numbers(To, To) -> [To];
numbers(From, To) -> [From | numbers(From + 1, To)].

append([], Tail) -> Tail;
append([X | Rest], Tail) -> [X | append(Rest, Tail)].

reverse([]) -> [];
reverse([X | Rest]) -> append(reverse(Rest), [X]).

reverses(0, _) -> ok;
reverses(N, List) ->
    reverse(List),
    reverses(N - 1, List).

tak(X, Y, Z) when Y < X -> tak(tak(X - 1, Y, Z), tak(Y - 1, Z, X), tak(Z - 1, X, Y));
tak(_, _, Z) -> Z.

pong() ->
    receive
        {From, N} -> From ! {self(), N}, pong();
        stop -> ok
    end.

ping(0, Pid) -> Pid ! stop;
ping(N, Pid) ->
    Pid ! {self(), N},
    receive {Pid, _} -> ping(N - 1, Pid) end.

count(0) -> 0;
count(N) -> 1 + count(N - 1).

maps(0, _) -> ok;
maps(N, List) ->
    map(fun(X) -> X + 1 end, List),
    maps(N - 1, List).

map(_, []) -> [];
map(F, [X | Rest]) -> [F(X) | map(F, Rest)].

spawns(0) -> ok;
spawns(N) ->
    Self = self(),
    spawn(fun() -> Self ! done end),
    receive done -> spawns(N - 1) end.
