-module(patterns).
-export([main/0]).

main() ->
    M = #{name => "Ann", age => 30, nested => #{x => 1}},
    #{name := N, age := A} = M,
    io:format("~p ~p~n", [N, A]),
    #{nested := #{x := X}} = M,
    io:format("~p~n", [X]),
    io:format("~p~n", [[f(Y) || Y <- [#{}, #{kind => a}, #{kind => b, v => 5}, #{kind => b}, x, #{kind => c}]]]),
    K = age,
    #{K := Age} = M,
    io:format("~p~n", [Age]),
    io:format("~p~n", [try #{missing := Z} = M, Z catch error:{badmatch, _} -> badmatch end]),
    #{} = M,
    io:format("~p~n", [case #{} of #{a := _} -> yes; #{} -> empty_matches_all end]).

f(#{kind := a}) -> kind_a;
f(#{kind := b, v := V}) -> {b, V};
f(#{kind := K}) -> {other, K};
f(M) when is_map(M), map_size(M) =:= 0 -> empty;
f(_) -> not_a_map.
