-module(construction).
-export([main/0]).

main() ->
    M = #{a => 1, "b" => 2, 3 => c, {x} => [y], 1.0 => float},
    io:format("~p~n", [M]),
    io:format("~p ~p~n", [#{}, map_size(M)]),
    io:format("~p~n", [#{a => 1, a => 2}]),
    io:format("~p~n", [M#{a := one, new => two}]),
    io:format("~p~n", [#{1 => int, 1.0 => float}]),
    K = k,
    io:format("~p~n", [#{K => K}]).
