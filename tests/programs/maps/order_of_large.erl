%% Large maps that share much: the order and the equality of all pairs.
-module(order_of_large).
-export([main/0]).

main() ->
    Base = maps:from_list([{K, v} || K <- lists:seq(1, 60) ++ [{X, a} || X <- lists:seq(1, 30)] ++ atoms()]),
    Rebuilt = maps:from_list(lists:reverse(maps:to_list(Base))),
    Maps = [Base, Rebuilt, Base#{1 := w}, Base#{1 := w, 60 := u}, Base#{60 := u}, Base#{1 := 1}, Base#{1 := 1.0},
            Base#{{3, a} := [1]}, Base#{{3, a} := [1.0]}, without(1, Base#{99 => v}), without(60, Base#{0 => v}),
            without(7, Base#{7.0 => v}), without(7, Base#{7.5 => v}), without(a1, Base#{zz => v}),
            without({30, a}, Base#{{30, b} => v}), without({30, a}, Base#{{30, b} => w}), without(1, Base), Base#{99 => v},
            Base#{0.0 => v}, Base#{-0.0 => v}, Base#{<<"b">> => v}, Base#{"s" => v},
            Base#{Base => v}, Base#{Rebuilt => v}, Base#{Base => Base}, Base#{Base => Rebuilt#{1 := x}}],
    [io:format("~s~n", [[sign(A, B) || B <- Maps]]) || A <- Maps],
    %% Small ones.
    Small = [#{a => 1, b => 2}, #{a => 1, b => 2.0}, #{a => 2, b => 1}, #{a => 1, c => 0}, #{1 => a, b => 2}, #{1.0 => a, b => 2},
             #{}, #{a => [1, 2]}, #{a => [1, 3]}, maps:from_list([{b, 2}, {a, 1}])],
    [io:format("~s~n", [[sign(A, B) || B <- Small]]) || A <- Small],
    %% Many that differ in few keys.
    Many = [maps:from_list([{{K, K rem 3}, (K * N) rem 5} || K <- lists:seq(1, 100), K =/= N]) || N <- lists:seq(1, 60)],
    io:format("~w~n", [[hd(maps:keys(maps:filter(fun(K, _) -> not is_map_key(K, hd(Many)) end, M#{x => y}))) || M <- Many]]),
    Sorted = lists:sort(Many),
    io:format("~w~n", [[position(M, Many, 1) || M <- Sorted]]),
    io:format("~w~n", [[A =:= B || A <- lists:sublist(Many, 5), B <- lists:sublist(Sorted, 5)]]).

atoms() -> [list_to_atom("a" ++ integer_to_list(X)) || X <- lists:seq(1, 40)].

without(Key, Map) -> maps:remove(Key, Map).

sign(A, B) ->
    Order = if A < B -> $<; A > B -> $>; A == B -> $=; true -> $? end,
    true = (A =:= B) =:= (B =:= A),
    true = (A == B) =:= not (A /= B),
    if A =:= B -> [Order, $= | " "]; true -> [Order, $- | " "] end.

position(M, [M | _], N) -> N;
position(M, [_ | Others], N) -> position(M, Others, N + 1).
