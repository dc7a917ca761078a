-module(selective).
-export([run/0]).

%% Requests to a server while 2,000 messages wait that match nothing.
run() ->
    fill(2000),
    Server = spawn(fun() -> serve() end),
    first(3000, Server),
    calls(200000, Server),
    Server ! stop.

fill(0) -> ok;
fill(N) -> self() ! {unmatched, N}, fill(N - 1).

serve() ->
    receive
        {call, From, Ref, N} -> From ! {Ref, N + 1}, serve();
        {plain, From, N} -> From ! {answer, N}, serve();
        stop -> ok
    end.

calls(0, _) -> ok;
calls(N, Server) ->
    Ref = make_ref(),
    Server ! {call, self(), Ref, N},
    receive {Ref, _} -> calls(N - 1, Server) end.

first(0, _) -> ok;
first(N, Server) ->
    Server ! {plain, self(), N},
    receive {answer, N} -> first(N - 1, Server) end.
