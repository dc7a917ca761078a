-module(selective_receive).
-export([main/0]).

main() ->
    [self() ! M || M <- [{low, 1}, {high, 2}, {low, 3}, other, {high, 4}]],
    io:format("~p~n", [important()]),
    io:format("~p~n", [process_info(self(), message_queue_len)]).

important() ->
    receive
        {high, M} -> [M | important()]
    after 0 -> normal()
    end.

normal() ->
    receive
        {low, M} -> [M | normal()];
        M when is_atom(M) -> [{atom, M} | normal()]
    after 0 -> []
    end.
