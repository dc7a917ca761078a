%% Maps and binaries in tables and match specifications.
-module(ets_maps_and_binaries).
-export([main/0]).

main() ->
    T = ets:new(t, [ordered_set]),
    Large = list_to_binary(lists:duplicate(1000, $x)),
    ets:insert(T, [{1, #{a => 1, b => 2}}, {2, #{a => 3}}, {3, <<"bytes">>}, {4, Large}, {5, <<1:3>>}, {<<"key">>, k}, {#{m => 1}, m}]),
    io:format("~p~n", [ets:lookup(T, 1)]),
    [{4, Again}] = ets:lookup(T, 4),
    io:format("~p ~p~n", [Again =:= Large, byte_size(Again)]),
    ets:delete(T, 4),
    io:format("~p~n", [byte_size(Again)]),
    io:format("~p ~p~n", [ets:lookup(T, <<"key">>), ets:lookup(T, #{m => 1})]),
    Specs = [[{{'$1', #{a => '$2'}}, [], [{{'$1', '$2'}}]}], [{{'$1', #{a => 1, b => '_'}}, [], ['$1']}], [{{'$1', #{}}, [], ['$1']}],
             [{{'$1', '$2'}, [{is_map, '$2'}], [{map_size, '$2'}]}], [{{'$1', '$2'}, [{is_binary, '$2'}], [{byte_size, '$2'}]}],
             [{{'$1', '$2'}, [{'andalso', {is_map, '$2'}, {is_map_key, b, '$2'}}], [{map_get, b, '$2'}]}],
             [{{'$1', <<"bytes">>}, [], [#{found => '$1'}]}], [{{'_', #{'$1' => 1}}, [], ['$_']}]],
    [io:format("~p~n  ~p~n", [S, try ets:select(T, S) catch error:R -> R end]) || S <- Specs],
    S = ets:new(s, []),
    ets:insert(S, [{K} || K <- [<<"a">>, <<"bc">>, <<1, 2, 3>>, <<>>, #{}, #{x => 1}, <<1:1>>]]),
    io:format("~p~n", [length(ets:tab2list(S))]),
    io:format("~p~n", [[ets:member(S, K) || K <- [<<"a">>, <<"b">>, #{x => 1}, #{x => 1.0}, <<1:1>>]]]),
    File = "/tmp/ets_" ++ os:getpid(),
    io:format("~p~n", [ets:tab2file(S, File)]),
    {ok, Back} = ets:file2tab(File),
    io:format("~p~n", [lists:sort(ets:tab2list(Back)) =:= lists:sort(ets:tab2list(S))]),
    file:delete(File).
