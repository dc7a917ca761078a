-module(printing).
-export([main/0]).

main() ->
    io:format("~p~n", [#{}]),
    io:format("~w~n", [#{b => [1, 2], a => "str"}]),
    io:format("~p~n", [#{b => [1, 2], a => "str", "k" => 'X y'}]),
    io:format("~p~n", [maps:from_list([{list_to_atom("key_" ++ integer_to_list(N)), lists:duplicate(N, N)} || N <- lists:seq(1, 12)])]),
    io:format("~p~n", [#{outer => #{inner => #{innermost => "a value that is long enough", another => [a, b, c]}, x => y}, second => {tuple, three, things}}]),
    io:format("~P~n", [#{a => 1, b => 2, c => 3, d => 4}, 5]),
    io:format("~s~n", [io_lib:format("~p", [#{x => 1}])]).
