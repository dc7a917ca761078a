-module(in_guards_and_keys).
-export([main/0]).

main() ->
    io:format("~p~n", [[f(M) || M <- [#{a => 1}, #{a => 5}, #{b => 1}, #{}, x]]]),
    M = #{#{x => 1} => map_key, [1, 2] => list_key, "s" => string_key, 1.5 => float_key, fun_ => fun lists:map/2},
    io:format("~p~n", [[maps:get(K, M) || K <- [#{x => 1}, [1, 2], "s", 1.5]]]),
    #{#{x => 1} := V} = M,
    io:format("~p~n", [V]).

f(M) when map_get(a, M) > 3 -> big;
f(M) when is_map_key(a, M) -> has_a;
f(M) when map_size(M) > 0 -> other_keys;
f(M) when is_map(M) -> empty;
f(_) -> none.
