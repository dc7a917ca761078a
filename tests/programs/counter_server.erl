-module(counter_server).
-export([main/0]).

%% A server with calls and casts in the usual style, its state in the loop.
main() ->
    P = start(10),
    io:format("~p~n", [call(P, get)]),
    cast(P, {add, 5}),
    cast(P, {add, -2}),
    io:format("~p~n", [call(P, get)]),
    io:format("~p~n", [call(P, {swap, 100})]),
    io:format("~p~n", [call(P, get)]),
    io:format("~p~n", [call(P, unknown)]),
    io:format("~p~n", [call(P, stop)]),
    io:format("~p~n", [call(P, get)]).

start(N) -> spawn(fun() -> loop(N) end).

call(P, Request) ->
    Ref = monitor(process, P),
    P ! {call, self(), Ref, Request},
    receive
        {Ref, Answer} -> demonitor(Ref, [flush]), Answer;
        {'DOWN', Ref, process, P, Reason} -> {down, Reason}
    end.

cast(P, Request) -> P ! {cast, Request}, ok.

loop(N) ->
    receive
        {cast, {add, M}} -> loop(N + M);
        {call, From, Ref, stop} -> From ! {Ref, stopped};
        {call, From, Ref, Request} ->
            {Answer, Next} = handle(Request, N),
            From ! {Ref, Answer},
            loop(Next)
    end.

handle(get, N) -> {N, N};
handle({swap, M}, N) -> {{was, N}, M};
handle(Other, N) -> {{error, Other}, N}.
