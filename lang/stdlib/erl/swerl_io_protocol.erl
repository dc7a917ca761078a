%% Asking devices: processes that answer {io_request, From, ReplyAs, Request}.
-module(swerl_io_protocol).

-export([request/2]).

request(Device, Request) ->
    Ref = monitor(process, Device),
    Device ! {io_request, self(), Ref, Request},
    receive
        {io_reply, Ref, Reply} ->
            demonitor(Ref, [flush]),
            Reply;
        {'DOWN', Ref, _, _, _} ->
            %% An answer that came before the end counts.
            receive
                {io_reply, Ref, Reply} -> Reply
            after 0 -> {error, terminated}
            end
    end.
