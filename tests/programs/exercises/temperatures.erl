-module(temperatures).
-export([main/0]).

main() ->
    io:format("~p~n", [[convert(X) || X <- [{c, 100}, {f, 212}, {c, -40}, {f, 32}, {k, 0}]]]),
    [io:format("~-15s ~6.1f c~n", [N, T]) || {N, T} <- [{"Cape Town", 21.1}, {"Stockholm", -4.0}, {"Paris", -2.2}]],
    Cities = [{moscow, {c, -10}}, {cape_town, {f, 70}}, {paris, {f, 28}}],
    io:format("~p~n", [max_min([{N, convert_to_c(T)} || {N, T} <- Cities])]).

convert({c, C}) -> {f, 9 * C / 5 + 32};
convert({f, F}) -> {c, (F - 32) * 5 / 9};
convert(Other) -> {cannot, Other}.
convert_to_c({f, F}) -> trunc((F - 32) * 5 / 9);
convert_to_c({c, C}) -> C.
max_min([H | T]) -> lists:foldl(fun({_, V} = C, {{_, Max} = A, {_, Min} = B}) -> {if V > Max -> C; true -> A end, if V < Min -> C; true -> B end} end, {H, H}, T).
