-module(loop_of_changes).
-export([main/0]).

%% What changes in a small map where there is no room for it.
loop(0, M) -> M;
loop(N, #{a := A} = M) -> loop(N - 1, M#{a := A + N}).

put_new(0, M) -> M;
put_new(N, M) -> put_new(N - 1, maps:put(N rem 30, [N | maps:get(N rem 30, M, [])], maps:remove(N rem 29, M))).

main() ->
    io:format("~p~n", [loop(100000, #{a => 0, b => "text", c => {1, 2}})]),
    io:format("~p~n", [loop(5000, #{a => 1.5, b => <<"bytes">>})]),
    io:format("~p~n", [maps:map(fun(_, L) -> lists:sum(L) end, put_new(20000, #{}))]).
