-module(exit_reasons_by_monitor).
-export([main/0]).

main() ->
    io:format("~p~n", [[reason(F) || F <- [
        fun() -> ok end, fun() -> exit(a) end, fun() -> exit({b, 1}) end, fun() -> exit(normal) end,
        fun() -> exit(kill) end, fun() -> exit(self(), kill) end, fun() -> exit(self(), x), timer:sleep(100) end]]]).

reason(F) ->
    {P, R} = spawn_monitor(F),
    receive {'DOWN', R, process, P, Why} -> Why end.
