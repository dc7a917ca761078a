-module(external_sizes).
-export([main/0]).

%% What terms are written as, and how long that is, where parts follow parts.
main() ->
    Bytes = lists:duplicate(65535, $a),
    Small = #{"a" => {b, #{c => "d"}}, {x} => [y], z => 1},
    Large = maps:from_list([{N, {N, "x"}} || N <- lists:seq(1, 32)]),
    Terms = [[], "", "a", [255], [256], [-1], [1 | 2], "a" ++ b, Bytes, [1 | Bytes], Bytes ++ tail, lists:seq(250, 260),
             {}, {{}}, {1, {2, [3, {4}, "5"], 6}, 7}, list_to_tuple(lists:seq(1, 256)), [[[[]]], [[]]], Small, Large,
             [Small, Large | Small], 1 bsl 40, -(1 bsl 40), 1 bsl 64, 1 bsl 63, 1 bsl 2040, 1 bsl 2039, 255, 256, -1,
             1 bsl 31, (1 bsl 31) - 1, -(1 bsl 31), 1.5, 'ätom', atom, '', <<>>, <<1, 2>>, <<1:3>>, <<1, 2:4>>,
             fun lists:map/2, [{N, N * 300, a} || N <- lists:seq(1, 100)]],
    [write(Term) || Term <- [Terms | Terms]].

write(Term) ->
    Sizes = [{byte_size(Binary), erlang:phash2(Binary), binary_to_term(Binary) =:= Term}
             || Options <- [[], [{minor_version, 0}], [{minor_version, 2}]],
                Binary <- [term_to_binary(Term, Options)]],
    io:format("~w ~w~n", [erlang:external_size(Term), Sizes]).
