%% What servers call by name; saved together with them, or alone.
-module(soak_shape).
-export([summary/1, made/1, version/0]).

-define(VERSION, 0).

version() -> ?VERSION.

summary(Fun) when is_function(Fun) -> Fun();
summary(Payload) -> erlang:phash2(Payload).

%% A fun of this version, with what it gives.
made(N) ->
    Text = "of version " ++ integer_to_list(?VERSION),
    {fun() -> {?VERSION, N, Text, [literal, {?VERSION}]} end, {?VERSION, N, Text, [literal, {?VERSION}]}}.
