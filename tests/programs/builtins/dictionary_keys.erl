-module(dictionary_keys).
-export([main/0]).

%% The process dictionary with many keys of all kinds; sums of bytes; differences of lists; the order of terms with parts.
main() ->
    Keys = [K || N <- lists:seq(1, 60), K <- [N, {c, N}, [N], {N, {N}}, float(N), integer_to_binary(N), #{n => N}]],
    [put(K, {value, K}) || K <- Keys],
    true = lists:all(fun(K) -> get(K) =:= {value, K} end, Keys),
    erlang:garbage_collect(),
    true = lists:all(fun(K) -> get(K) =:= {value, K} end, Keys),
    io:format("~w ~w ~w~n", [get({c, 61}), get(61.0), put({c, 5}, new)]),
    Odd = [K || {I, K} <- lists:zip(lists:seq(1, length(Keys)), Keys), I rem 3 =/= 0],
    [true = erase(K) =/= undefined || K <- Odd],
    [undefined = erase(K) || K <- Odd],
    io:format("~w~n", [lists:sort([K || K <- Keys, get(K) =/= undefined])]),
    [put({again, N}, N) || N <- lists:seq(1, 100)],
    io:format("~w~n", [lists:sum([get({again, N}) || N <- lists:seq(1, 100)])]),
    io:format("~w~n", [lists:sort(erase()) =/= []]),
    io:format("~w~n", [get()]),
    Bytes = << <<(N * 7)>> || N <- lists:seq(1, 200) >>,
    Sums = [{erlang:md5(binary:part(Bytes, 0, N)), erlang:crc32(binary:part(Bytes, 0, N)),
             erlang:adler32(binary:part(Bytes, 0, N))} || N <- lists:seq(0, 200)],
    io:format("~w~n", [erlang:md5(iolist_to_binary(io_lib:format("~w", [Sums])))]),
    io:format("~w~n", [lists:seq(1, 9) -- [N rem 7 || N <- lists:seq(1, 27)]]),
    io:format("~w~n", [[1, 1.0, {1}, {1.0}, a, "x", 1, 1] -- ([1, {1.0}, "x", z] ++ lists:duplicate(30, q))]),
    io:format("~w~n", [[a, b, a, b, a] -- lists:append(lists:duplicate(20, [a]))]),
    Terms = [{A, B} || A <- [1, 1.0, a, {1}, {1.0}, "ab", "ac", [1.0, 2], [1, 3]], B <- [2, 2.0, b, {2}, "b"]],
    io:format("~w~n", [lists:sort(Terms)]),
    io:format("~w~n", [lists:usort(Terms)]),
    io:format("~w~n", [[{X =:= Y, X == Y} || X <- Terms, Y <- Terms, X == Y]]).
