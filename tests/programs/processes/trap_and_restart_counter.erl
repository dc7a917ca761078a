-module(trap_and_restart_counter).
-export([main/0]).

main() ->
    process_flag(trap_exit, true),
    io:format("~p~n", [lists:reverse(loop(start(1), 1, []))]).

start(N) -> spawn_link(fun() -> if N rem 3 =:= 0 -> ok; true -> exit({failed, N}) end end).

loop(P, N, Log) ->
    receive
        {'EXIT', P, normal} -> [{done, N} | Log];
        {'EXIT', P, Why} -> loop(start(N + 1), N + 1, [{N, Why} | Log])
    after 1000 -> [stuck | Log]
    end.
