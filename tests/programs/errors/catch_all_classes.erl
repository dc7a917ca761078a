-module(catch_all_classes).
-export([main/0]).

main() ->
    io:format("~p~n", [[classify(F) || F <- [fun() -> throw(t) end, fun() -> error(e) end, fun() -> exit(x) end, fun() -> ok end]]]),
    io:format("~p~n", [[safe(F) || F <- [fun() -> 1 / 1 end, fun() -> hd(get(none)) end, fun() -> undefined:f() end]]]).

classify(F) ->
    try F() of
        V -> {value, V}
    catch
        Class:Reason -> {Class, Reason}
    end.

safe(F) -> case catch F() of {'EXIT', {R, [_ | _]}} -> {crashed, R}; {'EXIT', R} -> {exited, R}; V -> V end.
