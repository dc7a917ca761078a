-module(named_funs).
-export([main/0]).

main() ->
    Fact = fun F(0) -> 1; F(N) -> N * F(N - 1) end,
    io:format("~w~n", [Fact(10)]),
    Walk = fun Go([]) -> []; Go([H | T]) when is_list(H) -> Go(H) ++ Go(T); Go([H | T]) -> [H | Go(T)] end,
    io:format("~w~n", [Walk([1, [2, [3, [4]]], 5])]),
    Loop = fun L(0, Acc) -> Acc; L(N, Acc) -> L(N - 1, [N | Acc]) end,
    io:format("~w~n", [Loop(5, [])]),
    Self = self(),
    spawn(fun Srv() -> receive stop -> Self ! stopped; M -> Self ! {got, M}, Srv() end end) ! hi,
    receive X -> io:format("~w~n", [X]) end.
