-module(luhn_and_isbn).
-export([main/0]).

main() ->
    io:format("~p~n", [[{S, luhn(S)} || S <- ["4539 1488 0343 6467", "8273 1232 7352 0569", "0", "059", "059a"]]]),
    io:format("~p~n", [[{S, isbn(S)} || S <- ["3-598-21508-8", "3-598-21508-9", "3-598-21507-X", "359821507X", "3598215078", "x"]]]).

luhn(S) ->
    try [to_digit(C) || C <- S, C =/= $\s] of
        L when length(L) < 2 -> false;
        L -> sum(lists:reverse(L), 0) rem 10 =:= 0
    catch throw:bad -> false
    end.

sum([A, B | T], S) -> D = 2 * B, sum(T, S + A + if D > 9 -> D - 9; true -> D end);
sum([A], S) -> S + A;
sum([], S) -> S.

to_digit(C) when C >= $0, C =< $9 -> C - $0;
to_digit(_) -> throw(bad).

isbn(S) -> isbn([C || C <- S, C =/= $-], 10, 0).
isbn("X", 1, A) -> (A + 10) rem 11 =:= 0;
isbn([C], 1, A) when C >= $0, C =< $9 -> (A + C - $0) rem 11 =:= 0;
isbn([C | T], N, A) when C >= $0, C =< $9, N > 1 -> isbn(T, N - 1, A + N * (C - $0));
isbn(_, _, _) -> false.
