-module(ties_to_oneself_and_the_dead).
-export([main/0]).

%% Links with processes that have ended, monitors of oneself, and what stands for an alias only as long as it is one.
main() ->
    process_flag(trap_exit, false),
    {Dead, M} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', M, process, Dead, _} -> ok end,
    show(fun() -> link(Dead) end),
    show(fun() -> process_info(self(), links) end),
    process_flag(trap_exit, true),
    show(fun() -> link(Dead) end),
    show(fun() -> receive {'EXIT', Dead, R} -> R after 1000 -> nothing end end),
    process_flag(trap_exit, false),
    Own = monitor(process, self(), [{alias, demonitor}]),
    Own ! by_alias,
    show(fun() -> receive by_alias -> heard after 20 -> nothing end end),
    show(fun() -> unalias(Own) end),
    show(fun() -> demonitor(Own, [info]) end),
    Reply = alias([reply]),
    show(fun() -> demonitor(Reply, [flush, info]) end),
    Reply ! first,
    show(fun() -> receive first -> heard after 1000 -> nothing end end),
    show(fun() -> unalias(Reply) end),
    Alias = alias(),
    show(fun() -> demonitor(Alias) end),
    show(fun() -> unalias(Alias) end),
    show(fun() -> unalias(Alias) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
