-module(messages_of_many_words).
-export([main/0]).

echo(Kept) ->
    receive
        {From, keep, M} -> From ! length(Kept), echo([M | Kept]);
        {From, size, M} -> From ! map_size(M), echo(Kept);
        {From, all} -> From ! Kept
    end.

call(Pid, Request) -> Pid ! Request, receive Answer -> Answer end.

main() ->
    Pid = spawn(fun() -> echo([]) end),
    Map = maps:from_list([{N, {value, N, integer_to_list(N)}} || N <- lists:seq(1, 2000)]),
    io:format("~p~n", [lists:usort([call(Pid, {self(), size, Map}) || _ <- lists:seq(1, 200)])]),
    io:format("~p~n", [lists:sum([call(Pid, {self(), keep, Map#{N => new}}) || N <- lists:seq(1, 20)])]),
    io:format("~p~n", [lists:usort([call(Pid, {self(), size, Map#{N => N}}) || N <- lists:seq(1990, 2010)])]),
    All = call(Pid, {self(), all}),
    io:format("~p~n", [[maps:get(N, M) || {N, M} <- lists:zip(lists:seq(1, 20), lists:reverse(All))]]),
    io:format("~p~n", [lists:all(fun({N, M}) -> M =:= Map#{N => new} end, lists:zip(lists:seq(1, 20), lists:reverse(All)))]),
    %% Many that wait at once, received without waiting.
    Self = self(),
    spawn(fun() -> [Self ! {N, lists:seq(1, 3000)} || N <- lists:seq(1, 100)] end),
    io:format("~p~n", [lists:sum([receive {N, L} -> lists:sum(L) - N end || N <- lists:seq(1, 100)])]).
