%% Equality of terms of all kinds: =:=, ==, their opposites, matching, maps and lists that use them.
-module(same_terms).
-export([main/0]).

main() ->
    Named = terms(),
    %% Each with a copy of each, as two bits: by type and by value.
    Copies = [copy(T) || {_, T} <- Named],
    lists:foreach(fun({Name, T}) ->
        Row = [code(T, C) || C <- Copies],
        io:format("~-12s ~s~n", [Name, Row])
    end, Named),
    parts(),
    keys(),
    maps_in_orders(),
    long(),
    deep(),
    funs(),
    others().

terms() ->
    Big = 1 bsl 80,
    [{zero, 0}, {zero_f, 0.0}, {minus_zero, -0.0}, {one, 1}, {one_f, 1.0}, {big, Big}, {big_f, float(Big)},
     {minus_big, -Big}, {big_one, Big + 1}, {big_long, 1 bsl 200}, {sixty, 1 bsl 60}, {sixty_f, float(1 bsl 60)},
     {sixty_two, 1 bsl 62}, {sixty_two_f, float(1 bsl 62)}, {atom, a}, {nil, []}, {t0, {}}, {t1, {1}},
     {t1f, {1.0}}, {tz, {0.0}}, {tmz, {-0.0}}, {t2, {1, 2}}, {t2f, {1, 2.0}}, {tt, {{1}, 2}}, {ttf, {{1.0}, 2}},
     {l1, [1]}, {l1f, [1.0]}, {l2, [1, 2]}, {l2f, [1, 2.0]}, {imp, [1 | 2]}, {impf, [1 | 2.0]}, {impb, [1 | <<2>>]},
     {ll, [[1], 2]}, {llf, [[1.0], 2]}, {lt, [{1, a}, {2, b}]}, {ltf, [{1, a}, {2.0, b}]}, {text, "hello world"},
     {text2, "hello worle"}, {bin0, <<>>}, {bin, <<"hello world">>}, {bin2, <<"hello worle">>},
     {bin8, <<"abcdefgh">>}, {bin8b, <<"abcdefgi">>}, {long, binary:copy(<<"ab">>, 100)},
     {long2, <<(binary:copy(<<"ab">>, 99))/binary, "ac">>}, {bits, <<5:3>>}, {bits2, <<4:3>>}, {bits4, <<5:4>>},
     {bits77, <<(binary:copy(<<"ab">>, 70))/binary, 5:3>>}, {m0, #{}}, {m1, #{a => 1}}, {m1f, #{a => 1.0}},
     {mk, #{1 => a}}, {mkf, #{1.0 => a}}, {mz, #{0.0 => a}}, {mzi, #{0 => a}}, {mm, #{#{1 => 2} => #{3 => 4}}},
     {mmf, #{#{1 => 2} => #{3 => 4.0}}}, {mmk, #{#{1 => 2.0} => #{3 => 4}}}, {m2, #{a => 1, b => 2}},
     {m2b, #{a => 1, c => 2}}, {mt, #{{1, 2} => "x"}}, {mtf, #{{1, 2.0} => "x"}},
     {m33, squares(33, 0)}, {m33f, squares(33, 0.0)}, {m33x, maps:put(33, x, squares(33, 0))},
     {m33k, maps:put(34, 1, maps:remove(33, squares(33, 0)))},
     {m33fk, maps:put(33.0, 1089, maps:remove(33, squares(33, 0)))}, {m34, squares(34, 0)}].

squares(N, Zero) -> maps:from_list([{I, I * I + Zero} || I <- lists:seq(1, N)]).

copy(Term) -> binary_to_term(term_to_binary(Term)).

code(A, B) ->
    Exact = A =:= B,
    Value = A == B,
    Exact = not (A =/= B),
    Value = not (A /= B),
    Exact = B =:= A,
    Value = B == A,
    Exact = case A of B -> true; _ -> false end,
    Exact = lists:member(A, [B]),
    Value = lists:keymember(A, 1, [{B}]),
    Exact = maps:is_key(A, #{B => x}),
    Value = A >= B andalso A =< B,
    case {Exact, Value} of
        {true, true} -> $=;
        {false, true} -> $~;
        {false, false} -> $.
    end.

%% Something that differs at each place of terms of many sizes.
parts() ->
    Sizes = [1, 2, 3, 8, 31, 32, 33, 100, 400],
    Row = fun(Make) ->
        [begin
             Is = lists:usort([1, 2, N div 2 + 1, N - 1, N]),
             A = Make(lists:seq(1, N)),
             [code(A, copy(A)) | [code(A, copy(Make(change(I, New, N)))) || I <- Is, I >= 1, I =< N, New <- [x, 0, I * 1.0]]]
         end || N <- Sizes]
    end,
    Makes = [{list, fun(L) -> L end}, {tuple, fun list_to_tuple/1}, {lists, fun(L) -> [[I, a] || I <- L] end},
             {tuples, fun(L) -> [{I, {I, "x"}} || I <- L] end}, {values, fun(L) -> maps:from_list(lists:zip(lists:seq(1, length(L)), L)) end},
             {in_values, fun(L) -> maps:from_list([{K, {[V], a}} || {K, V} <- lists:zip(lists:seq(1, length(L)), L)]) end},
             {keys, fun(L) -> maps:from_list([{I, 7} || I <- L]) end}, {in_keys, fun(L) -> maps:from_list([{{k, [I]}, 7} || I <- L]) end}],
    [io:format("~w ~s~n", [Name, lists:join(" ", Row(Make))]) || {Name, Make} <- Makes].

change(I, New, N) -> [if K =:= I -> New; true -> K end || K <- lists:seq(1, N)].

%% Keys are the same only exactly, values by value.
keys() ->
    [begin
         Ints = maps:from_list([{I, I} || I <- lists:seq(1, N)]),
         Values = maps:from_list([{I, float(I)} || I <- lists:seq(1, N)]),
         Keys = maps:from_list([{float(I), I} || I <- lists:seq(1, N)]),
         In = maps:from_list([{{I, [I]}, I} || I <- lists:seq(1, N)]),
         InF = maps:from_list([{{I, [float(I)]}, I} || I <- lists:seq(1, N)]),
         Nested = maps:from_list([{#{I => I}, #{I => I}} || I <- lists:seq(1, N)]),
         NestedV = maps:from_list([{#{I => I}, #{I => float(I)}} || I <- lists:seq(1, N)]),
         NestedK = maps:from_list([{#{I => float(I)}, #{I => I}} || I <- lists:seq(1, N)]),
         Zeros = maps:from_list([{0.0, z} | [{I, 0.0} || I <- lists:seq(1, N)]]),
         Minus = maps:from_list([{-0.0, z} | [{I, -0.0} || I <- lists:seq(1, N)]]),
         All = [Ints, Values, Keys, In, InF, Nested, NestedV, NestedK, Zeros, Minus],
         io:format("~w ~s~n", [N, lists:join(" ", [[code(A, copy(B)) || B <- All] || A <- All])])
     end || N <- [1, 2, 31, 32, 33, 34, 200]].

%% However a map has been made.
maps_in_orders() ->
    [begin
         Pairs = [{key(Kind, I), {I, [I]}} || I <- lists:seq(1, N)],
         Up = maps:from_list(Pairs),
         Down = maps:from_list(lists:reverse(Pairs)),
         Put = lists:foldl(fun({K, V}, M) -> M#{K => V} end, #{}, Pairs),
         More = lists:foldl(fun(I, M) -> M#{{more, I} => I} end, Down, lists:seq(1, 50)),
         Less = lists:foldl(fun(I, M) -> maps:remove({more, I}, M) end, More, lists:seq(1, 50)),
         Half = N div 2,
         {First, Second} = lists:split(Half, Pairs),
         Merged = maps:merge(maps:from_list(Second), maps:from_list(First)),
         Mapped = maps:map(fun(_, V) -> copy(V) end, Less),
         {LastKey, LastValue} = lists:last(Pairs),
         Other = (maps:remove(LastKey, Up))#{other => LastValue},
         Same = [Up, Down, Put, Less, Merged, Mapped, copy(Up), maps:filter(fun(_, _) -> true end, Down)],
         io:format("~w ~w ~s ~s~n", [Kind, N, lists:usort([code(A, B) || A <- Same, B <- Same]),
             lists:usort([code(A, B) || A <- Same, B <- [More, Other, Up#{LastKey := x}, maps:remove(LastKey, Up)]])])
     end || {Kind, N} <- [{K, N} || K <- [int, float, bin, text, tuple, big], N <- [1, 2, 31, 32, 33, 34, 200]] ++ [{int, 20000}, {bin, 5000}]].

key(int, I) -> I;
key(float, I) -> I * 1.5;
key(bin, I) -> integer_to_binary(I);
key(text, I) -> integer_to_list(I);
key(tuple, I) -> {I rem 7, {I, a}};
key(big, I) -> 1 bsl 70 + I.

long() ->
    Seq = lists:seq(1, 3000),
    Lists = [Seq, Seq ++ [a], Seq ++ [b], Seq ++ [1], Seq ++ [1.0], Seq ++ [{1}], Seq ++ [{1.0}], [{I} || I <- Seq],
             [[I | I] || I <- Seq], [<<I:64>> || I <- Seq], [I * 1.0 || I <- Seq], list_to_tuple(Seq)],
    io:format("~s~n", [lists:join(" ", [[code2(A, copy(B)) || B <- Lists] || A <- Lists])]).

deep() ->
    Makes = [fun(T) -> {T} end, fun(T) -> [T] end, fun(T) -> {T, a} end, fun(T) -> {a, T} end, fun(T) -> [a, T, b] end,
             fun(T) -> #{a => T} end, fun(T) -> #{a => T, b => c} end],
    [begin
         Nested = [nest(Make, N, B) || B <- Bottoms],
         Others = [nest(Make, N, B) || B <- Bottoms],
         io:format("~w ~s~n", [N, lists:join(" ", [[code2(A, B) || B <- Others] || A <- Nested])])
     end || {N, Make} <- [{N, M} || N <- [8, 31, 32, 33, 34, 65], M <- Makes]
         ++ [{1000000, fun(T) -> {T, a} end}, {100000, fun(T) -> [T] end}, {100000, fun(T) -> #{a => T, b => c} end}],
         Bottoms <- [if N > 1000 -> [1, 1.0]; true -> [[], 1, 1.0, a, {1}] end]],
    %% Wide and deep.
    Tree = tree(9, 1),
    io:format("~s~n", [[code2(Tree, tree(9, X)) || X <- [1, 2, 1.0]]]),
    Comb = [nest(fun(T) -> [T] end, 40, I) || I <- lists:seq(1, 50)],
    Comb2 = [nest(fun(T) -> [T] end, 40, I) || I <- lists:seq(1, 50)],
    Comb3 = [nest(fun(T) -> [T] end, 40, I) || I <- lists:seq(1, 49)] ++ [nest(fun(T) -> [T] end, 40, 50.0)],
    io:format("~s~n", [[code2(Comb, C) || C <- [Comb2, Comb3]]]).

nest(_, 0, T) -> T;
nest(Make, N, T) -> nest(Make, N - 1, Make(T)).

tree(0, X) -> X;
tree(N, X) -> {tree(N - 1, 1), [tree(N - 1, X)], N}.

code2(A, B) ->
    Exact = A =:= B,
    Value = A == B,
    Exact = not (A =/= B),
    Value = not (A /= B),
    case {Exact, Value} of
        {true, true} -> $=;
        {false, true} -> $~;
        {false, false} -> $.
    end.

funs() ->
    Make = fun(X) -> fun() -> X end end,
    Make2 = fun(X, Y) -> fun() -> {X, Y} end end,
    Funs = [Make(1), Make(1.0), Make([1]), Make([1.0]), Make({0.0}), Make({-0.0}), Make(a), Make2(1, a), Make2(1, b), Make2([1], [a]),
            fun main/0, fun lists:map/2, fun lists:foldl/3, fun erlang:self/0, Make(Make(1)), Make(Make(1.0))],
    Again = [Make(1), Make(1.0), Make([1]), Make([1.0]), Make({0.0}), Make({-0.0}), Make(a), Make2(1, a), Make2(1, b), Make2([1], [a]),
             fun main/0, fun lists:map/2, fun lists:foldl/3, fun erlang:self/0, Make(Make(1)), Make(Make(1.0))],
    io:format("~s~n", [lists:join(" ", [[code2(A, B) || B <- Again] || A <- Funs])]),
    Deep = nest(Make, 20000, 1),
    io:format("~s~n", [[code2(Deep, nest(Make, 20000, X)) || X <- [1, 1.0, 2]]]).

others() ->
    Refs = [make_ref(), make_ref(), atomics:new(1, []), atomics:new(1, [])],
    Pids = [self(), spawn(fun() -> ok end)],
    All = Refs ++ Pids,
    io:format("~s~n", [lists:join(" ", [[code2({A, x}, {B, x}) || B <- All] || A <- All])]),
    Text = binary:copy(<<"0123456789">>, 30),
    <<_:3, Odd:77/bits, _/bits>> = Text,
    <<_:16, Even:80/bits, _/bits>> = Text,
    <<_:8, Most/bits>> = Text,
    Bits = [Odd, copy(Odd), Even, <<"2345678901">>, copy(Even), Most, binary:copy(Most), binary:part(Text, 1, 298), Text, binary:copy(Text), <<Odd/bits, 0:1>>, <<>>,
            binary:part(Text, 5, 0), list_to_binary("0123"), binary:part(Text, 0, 4), binary:part(Text, 10, 4), <<"0123", 0>>],
    io:format("~s~n", [lists:join(" ", [[code(A, B) || B <- Bits] || A <- Bits])]),
    io:format("~s~n", [lists:join(" ", [[code([{A}], [{B}]) || B <- Bits] || A <- Bits])]).
