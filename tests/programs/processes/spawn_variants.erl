-module(spawn_variants).
-export([main/0, local/2]).

main() ->
    Self = self(),
    spawn(?MODULE, local, [Self, 1]),
    io:format("~p~n", [get_one()]),
    spawn(fun() -> local(Self, 2) end),
    io:format("~p~n", [get_one()]),
    {P, R} = spawn_monitor(?MODULE, local, [Self, 3]),
    io:format("~p~n", [get_one()]),
    receive {'DOWN', R, process, P, normal} -> io:format("down~n") end,
    {P4, R4} = spawn_opt(fun() -> local(Self, 4) end, [monitor]),
    io:format("~p~n", [get_one()]),
    receive {'DOWN', R4, process, P4, Why} -> io:format("~p~n", [Why]) end,
    process_flag(trap_exit, true),
    P5 = spawn_opt(?MODULE, local, [Self, 5], [link]),
    io:format("~p~n", [get_one()]),
    receive {'EXIT', P5, Why5} -> io:format("~p~n", [Why5]) end,
    io:format("~p~n", [catch_error(fun() -> spawn(m, f, x) end)]),
    io:format("~p~n", [catch_error(fun() -> spawn(x) end)]),
    io:format("~p~n", [catch_error(fun() -> spawn_opt(fun() -> ok end, [nonsense]) end)]).

local(To, N) -> To ! {local, N}.

get_one() -> receive {local, _} = M -> M after 1000 -> nothing end.

catch_error(F) -> try F() catch C:R -> {C, case R of {badarity, _} -> badarity; _ -> R end} end.
