-module(behaviour_callbacks).
-behaviour(gen_server).
-behaviour(supervisor).
-export([init/1, handle_call/3]).
init(_) -> {ok, state}.
handle_call(_, _, State) -> {reply, ok, State}.
handle_cast(_, State) -> {noreply, State}.
