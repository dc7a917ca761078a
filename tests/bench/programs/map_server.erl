-module(map_server).
-export([run/0]).

run() ->
    Server = spawn(fun() -> serve(#{}) end),
    Self = self(),
    [spawn(fun() -> client(50000, Id, Server), Self ! done end) || Id <- lists:seq(1, 8)],
    finish(8),
    Server ! stop.

serve(State) ->
    receive
        {put, From, Ref, Key, Value} -> From ! {Ref, ok}, serve(State#{Key => Value});
        {get, From, Ref, Key} -> From ! {Ref, maps:get(Key, State, none)}, serve(State);
        stop -> ok
    end.

client(0, _, _) -> ok;
client(N, Id, Server) ->
    Key = {Id, N rem 200},
    ok = call(Server, {put, self(), make_ref(), Key, N}),
    N = call(Server, {get, self(), make_ref(), Key}),
    client(N - 1, Id, Server).

call(Server, Request) ->
    Server ! Request,
    Ref = element(3, Request),
    receive {Ref, Answer} -> Answer end.

finish(0) -> ok;
finish(N) -> receive done -> finish(N - 1) end.
