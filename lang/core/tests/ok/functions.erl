-module(functions).
-export([sum/2, fac/1, start/1, swap/1, remote/2]).
-import(lists, [reverse/1]).
-author("someone").
-vsn([1, {a, "b"}]).
-file("generated.yrl", 100).

sum([], Total) -> Total;
sum([H | T], Total) -> sum(T, Total + H).

fac(0) -> 1;
fac(N) when N > 0 -> N * fac(N - 1).

start(Args) -> Pid = spawn(?MODULE, sum, Args), Pid ! {self(), reverse(Args)}, Pid.

swap({A, B}) -> {B, A}.

remote(M, F) -> M:F(1), erlang:length([M]), erlang:'+'(F, 1), F(M).
