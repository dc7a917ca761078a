%% Functions of many clauses: each value and its neighbours, and values of other types.
-module(many_clauses).
-export([main/0]).

main() ->
    Numbers = lists:seq(-20, 40) ++ [99, 100, 101, 102, 998, 999, 1000, 1001, 1 bsl 58, 1 bsl 59, 1 bsl 60, (1 bsl 61) + 3,
        -(1 bsl 59), -(1 bsl 60), (1 bsl 62) - 1, 1 bsl 62, -(1 bsl 62), (1 bsl 63) + 5, (1 bsl 64) + 5, 5 - (1 bsl 64)],
    Others = [5.0, -1.0, a, b, h, i, z, [], {}, {5}, [5], "5", <<5>>, #{}, make_ref(), self(), fun main/0, nil, true, ok],
    Values = Numbers ++ Others,
    io:format("~w~n", [[dense(Value) || Value <- Values]]),
    io:format("~w~n", [[holes(Value) || Value <- Values]]),
    io:format("~w~n", [[far(Value) || Value <- Values]]),
    io:format("~w~n", [[mixed(Value) || Value <- Values]]),
    io:format("~w~n", [[guarded(Value) || Value <- Values]]),
    io:format("~w~n", [[tagged({Value, 1}) || Value <- Values]]),
    io:format("~w~n", [letters("the quick brown fox, 12 Lazy dogs!")]),
    io:format("~w~n", [[caught(Value) || Value <- Values]]),
    io:format("~w~n", [[case Value of X when is_integer(X), X > 3, X < 9 -> small(X); _ -> other end || Value <- Values]]).

dense(-3) -> minus_three;
dense(-2) -> minus_two;
dense(-1) -> minus_one;
dense(0) -> zero;
dense(1) -> one;
dense(2) -> two;
dense(3) -> three;
dense(4) -> four;
dense(5) -> five;
dense(6) -> six;
dense(7) -> seven;
dense(_) -> other.

holes(10) -> a;
holes(12) -> b;
holes(13) -> c;
holes(16) -> d;
holes(20) -> e;
holes(21) -> f;
holes(24) -> g;
holes(27) -> h;
holes(_) -> other.

far(-1000) -> a;
far(0) -> b;
far(1 bsl 58) -> c;
far(1 bsl 59) -> d;
far(1 bsl 60) -> e;
far(1 bsl 62) -> f;
far((1 bsl 61) + 3) -> g;
far(-(1 bsl 60)) -> h;
far((1 bsl 64) + 5) -> i;
far(100) -> j;
far(1000) -> k;
far(_) -> other.

mixed(0) -> 0;
mixed(1) -> 1;
mixed(2) -> 2;
mixed(3) -> 3;
mixed(4) -> 4;
mixed(5) -> 5;
mixed(5.0) -> five;
mixed(a) -> a;
mixed(b) -> b;
mixed(c) -> c;
mixed(d) -> d;
mixed(e) -> e;
mixed(f) -> f;
mixed(g) -> g;
mixed(h) -> h;
mixed([]) -> none;
mixed([X]) -> {list, X};
mixed({X}) -> {tuple, X};
mixed(true) -> yes;
mixed(1000) -> thousand;
mixed(#{}) -> map;
mixed(<<X>>) -> {byte, X};
mixed(1 bsl 64 + 5) -> big;
mixed(_) -> other.

guarded(N) when N =:= 0; N =:= 1 -> low;
guarded(2) -> two;
guarded(3) -> three;
guarded(4) -> four;
guarded(N) when N < 0 -> negative;
guarded(5) -> five;
guarded(6) -> six;
guarded(7) -> seven;
guarded(_) -> other.

tagged({0, X}) -> X;
tagged({1, X}) -> X + 1;
tagged({2, X}) -> X + 2;
tagged({3, X}) -> X + 3;
tagged({4, X}) -> X + 4;
tagged({5, X}) -> X + 5;
tagged({a, X}) -> {a, X};
tagged({b, X}) -> {b, X};
tagged({i, X}) -> {i, X};
tagged({ok, X}) -> {ok, X};
tagged({true, X}) -> {true, X};
tagged({nil, X}) -> {nil, X};
tagged(_) -> other.

letters([$a | Rest]) -> [1 | letters(Rest)];
letters([$e | Rest]) -> [2 | letters(Rest)];
letters([$i | Rest]) -> [3 | letters(Rest)];
letters([$o | Rest]) -> [4 | letters(Rest)];
letters([$u | Rest]) -> [5 | letters(Rest)];
letters([$y | Rest]) -> [6 | letters(Rest)];
letters([$\s | Rest]) -> [space | letters(Rest)];
letters([$, | Rest]) -> [comma | letters(Rest)];
letters([C | Rest]) when C >= $0, C =< $9 -> [digit | letters(Rest)];
letters([_ | Rest]) -> letters(Rest);
letters([]) -> [].

%% Nothing fits.
caught(Value) ->
    try chosen(Value) catch error:function_clause -> no end.

chosen(11) -> 1;
chosen(12) -> 2;
chosen(13) -> 3;
chosen(14) -> 4;
chosen(15) -> 5;
chosen(16) -> 6.

small(4) -> four;
small(5) -> five;
small(6) -> six;
small(7) -> seven;
small(8) -> eight;
small(9) -> nine.
