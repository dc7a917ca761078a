%% What answers the drivers. It is saved again and again while it runs, with another version.
-module(soak_server).
-export([start/0, loop/2, version/0, fail/1]).

-define(VERSION, 0).
%% A server remembers so many requests, so that it keeps funs and binaries for a while.
-define(KEPT, 5).

start() -> ?MODULE:loop(0, []).

version() -> ?VERSION.

loop(Count, Kept) ->
    receive
        {request, From, Ref, Payload} ->
            From ! {Ref, soak_shape:summary(Payload), ?VERSION, Payload},
            next(Count + 1, lists:sublist([Payload | Kept], ?KEPT));
        {version, From, Ref} ->
            From ! {Ref, ?VERSION},
            next(Count, Kept);
        {count, From} ->
            From ! {self(), Count},
            next(Count, Kept)
    end.

next(Count, Kept) when Count rem 97 =:= 0 -> erlang:hibernate(?MODULE, loop, [Count, Kept]);
next(Count, Kept) when Count rem 41 =:= 0 -> erlang:garbage_collect(), ?MODULE:loop(Count, Kept);
next(Count, Kept) -> ?MODULE:loop(Count, Kept).

%% Fails below a stack of frames of this version.
fail(0) -> error({failed, ?VERSION});
fail(N) -> [N | fail(N - 1)].
