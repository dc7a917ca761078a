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
    show(fun() -> [list_to_pid(pid_to_list(Pid)) =:= Pid || Pid <- [hd(Many), lists:last(Many)]] end),
    show(fun() -> [binary_to_term(term_to_binary(Pid)) =:= Pid || Pid <- [hd(Many), lists:last(Many)]] end),
    Written = [<<131,88,100,0,13,"nonode@nohost",Number:32,Round:32,0:32>> || {Number, Round} <- [{7232, 1}, {200, 200}, {32768, 0}, {1, 8192}]],
    [show(fun() -> binary_to_term(id(Bytes)) end) || Bytes <- Written],
    show(fun() -> <<_:18/binary, Numbers:8/binary, _/binary>> = term_to_binary(list_to_pid("<0.32767.5>")), Numbers end),
    show(fun() -> [{erlang:phash2(Pid), erlang:phash(Pid, 1 bsl 32)} || Text <- ["<0.1.0>", "<0.1.3>"], Pid <- [list_to_pid(Text)]] end),
    Self = pid_to_list(self()),
    show(fun() -> list_to_pid("<0.0" ++ lists:nthtail(3, Self)) =:= self() end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).

id(X) -> X.
