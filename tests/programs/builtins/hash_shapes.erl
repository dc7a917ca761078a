-module(hash_shapes).
-export([main/0]).

%% The portable hash of terms whose parts stand in every order: plain ones, ones with parts, bytes between others.
main() ->
    Plain = [0, 255, 256, -1, 1 bsl 27 - 1, 1 bsl 27, -(1 bsl 27), -(1 bsl 27) - 1, 1 bsl 59, -(1 bsl 60), 1 bsl 130,
             0.0, -0.0, 1.5, -2.0e300, a, '', 'å', [], <<>>, <<"0123456789ab">>, <<1:3>>, <<5, 1:7>>,
             binary:part(<<"some words">>, 3, 4), odd(<<"odd words">>), fun lists:map/2],
    Parts = [{}, {[]}, {a, {b}, c}, [a | b], [[1, 2, 3] | 4], "string", [1, 2, 3, 4, 5, a, 6, {7}, 8, 9 | <<"x">>],
             #{}, #{a => 1, [] => []}, #{a => {1}, {b} => 2, c => 3}, #{#{x => 1} => #{y => #{}}},
             maps:from_list([{I, I * 1.5} || I <- lists:seq(1, 100)]),
             maps:from_list([{{I}, [I, #{I => [I]}]} || I <- lists:seq(1, 100)]),
             [#{a => [1]}, 1, 2, #{b => {2, #{}}}, [], 3], {#{1 => "ab"}, #{2 => #{3 => {}}}, x}],
    All = Plain ++ Parts,
    [io:format("~w ~w ~w~n", [erlang:phash2(T), erlang:phash2([T]), erlang:phash2({T, T})]) || T <- All],
    io:format("~w~n", [erlang:phash2([erlang:phash2([A, B | A]) || A <- All, B <- All])]),
    io:format("~w~n", [erlang:phash2([erlang:phash2({A, B, #{A => B}, [B]}) || A <- All, B <- All])]),
    Deep = lists:foldl(fun(I, D) -> {I, [D, I], #{I => D}} end, end_of_all, lists:seq(1, 12)),
    io:format("~w~n", [erlang:phash2(Deep, 1 bsl 32)]).

%% Whole bytes that lie across the boundaries of bytes.
odd(Binary) ->
    Size = byte_size(Binary) - 1,
    <<_:3, Part:Size/binary, _/bits>> = Binary,
    Part.
