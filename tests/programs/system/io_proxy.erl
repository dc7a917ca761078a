%% A group leader that passes on what it is asked.
-module(io_proxy).
-export([main/0]).

main() ->
    Old = group_leader(),
    Proxy = spawn(fun() -> proxy(Old) end),
    group_leader(Proxy, self()),
    io:format("passed on ~p~n", [1]),
    io:put_chars("and more\n"),
    io:format("~p~n", [io:put_chars(Proxy, "direct\n")]),
    Old ! {io_request, self(), ref, {put_chars, unicode, <<"by hand\n">>}},
    receive {io_reply, ref, Reply} -> io:format("~p~n", [Reply]) end.

proxy(Old) ->
    receive
        {io_request, From, ReplyAs, Request} ->
            Old ! {io_request, From, ReplyAs, Request},
            proxy(Old)
    end.
