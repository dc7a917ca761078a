-module(bif_list_to_pid).
-export([main/0]).

main() ->
    show(fun() -> list_to_pid("<0.1") end),
    show(fun() -> list_to_pid("x") end),
    show(fun() -> list_to_pid(id(a)) end),
    show(fun() -> pid_to_list(id(a)) end),
    show(fun() -> is_pid(list_to_pid("<0.1.0>")) end),
    [show(fun() -> list_to_pid(id(Text)) end) || Text <- ["<0.32767.0>", "<0.32768.0>", "<0.99999.0>", "<0.1.8191>", "<0.1.8192>", "<1.1.0>"]],
    Many = [spawn(fun() -> receive stop -> ok end end) || _ <- lists:seq(1, 40000)],
    show(fun() -> [list_to_pid(pid_to_list(Pid)) =:= Pid || Pid <- [hd(Many), lists:last(Many)]] end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
