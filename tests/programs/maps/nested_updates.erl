-module(nested_updates).
-export([main/0]).

main() ->
    State = #{users => #{}, count => 0},
    S1 = add(joe, 30, State), S2 = add(ann, 25, S1),
    io:format("~p~n", [S2]),
    io:format("~p~n", [maps:get(age, maps:get(joe, maps:get(users, S2)))]),
    S3 = S2#{users := (maps:get(users, S2))#{joe := #{age => 31}}},
    io:format("~p~n", [S3]),
    io:format("~p~n", [deep_get([users, joe, age], S3)]),
    io:format("~p~n", [deep_get([users, bob, age], S3)]).

add(Name, Age, #{users := U, count := C} = S) -> S#{users := U#{Name => #{age => Age}}, count := C + 1}.

deep_get([], V) -> {ok, V};
deep_get([K | Ks], M) ->
    case M of
        #{K := V} -> deep_get(Ks, V);
        #{} -> {missing, K}
    end.
