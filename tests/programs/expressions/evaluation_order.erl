-module(evaluation_order).
-export([main/0]).

main() ->
    io:format("~w~n", [{say(1), say(2), say(3)}]),
    io:format("~w~n", [[say(a), say(b) | say([c])]]),
    io:format("~w~n", [say(1) + say(2) * say(3)]),
    io:format("~w~n", [f(say(x), say(y))]),
    io:format("~w~n", [(say(fun f/2))(say(p), say(q))]),
    io:format("~w~n", [say(false) andalso say(true)]),
    io:format("~w~n", [say(true) orelse say(false)]),
    io:format("~w~n", [say(true) and say(false)]),
    io:format("~w~n", [(say(lists)):reverse(say([1, 2]))]),
    io:format("~w~n", [say([1]) ++ say([2]) ++ say([3])]).

say(X) when is_function(X) -> io:format("eval fun~n"), X;
say(X) -> io:format("eval ~w~n", [X]), X.

f(A, B) -> {A, B}.
