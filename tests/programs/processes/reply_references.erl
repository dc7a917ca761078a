-module(reply_references).
-export([main/0]).

main() ->
    S = spawn(fun Loop() -> receive {From, Ref, Q} -> From ! {Ref, handle(Q)}, Loop() end end),
    R1 = make_ref(), R2 = make_ref(),
    S ! {self(), R1, {add, 1, 2}},
    S ! {self(), R2, {mul, 3, 4}},
    io:format("~p~n", [receive {R2, A} -> A end]),
    io:format("~p~n", [receive {R1, B} -> B end]).

handle({add, A, B}) -> A + B;
handle({mul, A, B}) -> A * B.
