-module(error_causes).
-export([main/0]).

%% What the errors of names and timers say beside `badarg`.
main() ->
    Me = self(),
    {Dead, Monitor} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Monitor, _, _, _} -> ok end,
    true = register(first, Me),
    Other = spawn(fun() -> receive stop -> ok end end),
    Calls = [
        {register, [undefined, Other]}, {register, [undefined, Dead]}, {register, [1, Other]}, {register, [name, x]},
        {register, [first, x]}, {register, [first, Dead]}, {register, [name, Dead]}, {register, [first, Other]},
        {register, [second, Me]}, {unregister, [nobody]}, {unregister, [1]},
        {send_after, [-1, Me, x]}, {send_after, [1 bsl 70, Me, x]}, {send_after, [a, Me, x]}, {send_after, [1, 5, x]},
        {send_after, [1, Me, x, y]}, {start_timer, [-1, Me, x]}, {start_timer, [-1, 5, x]}, {start_timer, [1, Me, x, [y]]},
        {start_timer, [-1, Me, x, [y]]}, {start_timer, [a, Me, x, [{abs, true}]]},
        {start_timer, [1 bsl 70, Me, x, [{abs, true}]]}, {start_timer, [1, Me, x, [{abs, y}]]},
        {start_timer, [1, Me, x, {abs, true}]}
    ],
    [io:format("~w/~w: ~w~n", [Name, length(Args), cause(Name, Args)]) || {Name, Args} <- Calls],
    Other ! stop.

cause(Name, Args) ->
    try apply(erlang, Name, Args) catch
        error:Reason:Stack ->
            [{erlang, _, _, Info} | _] = Stack,
            {Reason, proplists:get_value(error_info, Info)}
    end.
