-module(big_messages).
-export([run/0]).

run() ->
    List = lists:seq(1, 10000),
    Echo = spawn(fun() -> echo() end),
    back_and_forth(5000, List, Echo),
    Echo ! stop.

echo() ->
    receive
        {From, List} -> From ! {self(), List}, echo();
        stop -> ok
    end.

back_and_forth(0, _, _) -> ok;
back_and_forth(N, List, Echo) ->
    Echo ! {self(), List},
    receive {Echo, Same} -> back_and_forth(N - 1, Same, Echo) end.
