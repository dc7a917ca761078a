-module(event_log).
-export([main/0]).

-record(event, {id, type, at, data = #{}}).

main() ->
    Log = [#event{id = 1, type = login, at = 10, data = #{user => joe}}, #event{id = 2, type = buy, at = 12, data = #{user => joe, sum => 5}},
           #event{id = 3, type = login, at = 13, data = #{user => ann}}, #event{id = 4, type = buy, at = 20, data = #{user => joe, sum => 7}}, #event{id = 5, type = logout, at = 21, data = #{user => joe}}],
    io:format("~p~n", [hd(Log)]),
    io:format("~p~n", [by(fun(#event{type = T}) -> T end, Log)]),
    io:format("~p~n", [lists:sum([S || #event{type = buy, data = #{sum := S}} <- Log])]),
    io:format("~p~n", [[Id || #event{id = Id, at = At} <- Log, At > 11, At < 21]]),
    io:format("~p~n", [sessions(Log)]).

by(F, L) -> lists:foldr(fun(#event{id = I} = E, M) -> maps:update_with(F(E), fun(Is) -> [I | Is] end, [I], M) end, #{}, L).

sessions(L) -> lists:foldl(fun session/2, #{}, L).
session(#event{type = login, at = At, data = #{user := U}}, M) -> M#{U => {open, At}};
session(#event{type = logout, at = At, data = #{user := U}}, M) -> #{U := {open, From}} = M, M#{U := {closed, At - From}};
session(_, M) -> M.
