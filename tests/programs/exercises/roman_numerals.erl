-module(roman_numerals).
-export([main/0]).

main() ->
    [io:format("~4w ~s ~w~n", [N, to_roman(N), from_roman(to_roman(N))]) || N <- [1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999]],
    io:format("~p~n", [lists:all(fun(N) -> from_roman(to_roman(N)) =:= N end, lists:seq(1, 3999))]).

to_roman(N) -> to_roman(N, table()).

to_roman(0, _) -> "";
to_roman(N, [{V, S} | _] = Table) when N >= V -> S ++ to_roman(N - V, Table);
to_roman(N, [_ | Rest]) -> to_roman(N, Rest).

table() ->
    [{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"},
     {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}].

from_roman(S) -> from_roman([value(C) || C <- S], 0).

from_roman([A, B | Rest], Sum) when A < B -> from_roman([B | Rest], Sum - A);
from_roman([A | Rest], Sum) -> from_roman(Rest, Sum + A);
from_roman([], Sum) -> Sum.

value($I) -> 1; value($V) -> 5; value($X) -> 10; value($L) -> 50;
value($C) -> 100; value($D) -> 500; value($M) -> 1000.
