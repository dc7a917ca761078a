-module(maps_syntax).
-export([main/0]).

main() ->
    X = id(5),
    M = #{a => 1, "b" => 2, 3 => c, 1.0 => x, 1 => y},
    io:format("~p~n", [M]),
    M2 = M#{X => X, a := X},
    io:format("~p ~p~n", [M2, map_size(M2)]),
    #{a := A, X := B} = M2,
    io:format("~p~n", [{A, B}]),
    io:format("~p~n", [#{b => X, a => X, {z} => X, 2 => 3}]),
    io:format("~p~n", [M#{}]),
    io:format("~p~n", [[choose(Y) || Y <- [#{a => 1, b => 2}, #{a => 2, b => 2}, #{b => 3}, [], #{}]]]),
    io:format("~p~n", [nested(#{in => #{k => {1, [#{deep => X}]}}})]),
    io:format("~p~n", [keys(M, 2)]),
    errors(X, M),
    literals(),
    funs(#{k => 1}, k),
    messages(),
    io:format("~p~n", [[guard(Y) || Y <- [#{a => 1}, #{a => 1.0}, #{}, X, #{b => #{a => 1}}]]]).

id(X) -> X.

choose(#{a := 1, b := B}) -> {one, B};
choose(#{a := 2} = M) -> {two, M};
choose(#{b := B}) -> B;
choose([]) -> nil;
choose(#{}) -> other.

nested(#{in := #{k := {N, [#{deep := D} | _]}} = In}) -> {N, D, In}.

keys(M, K) ->
    #{(K + 1) := C, 1 := Y} = M,
    F = fun(#{K := _}) -> yes; (#{}) -> no end,
    {C, Y, F(M), F(#{2 => a})}.

guard(M) when map_get(a, M) =:= 1, is_map_key(a, M) -> one;
guard(M) when map_size(M) =:= 1, map_get(a, M) == 1 -> float;
guard(M) when M =:= #{} -> empty;
guard(#{b := B}) when B =:= #{a => 1}; B#{a := 2} =:= #{a => 2} -> inner;
guard(M) when is_map(M) -> map;
guard(_) -> none.

errors(X, M) ->
    Try = fun(F) -> try F() catch C:R -> {C, R} end end,
    io:format("~p~n", [Try(fun() -> M#{zz := 1} end)]),
    io:format("~p~n", [Try(fun() -> M#{a => 2, zz := 1} end)]),
    io:format("~p~n", [Try(fun() -> X#{zz => 1} end)]),
    io:format("~p~n", [Try(fun() -> X#{zz := 1} end)]),
    io:format("~p~n", [Try(fun() -> X#{} end)]),
    io:format("~p~n", [Try(fun() -> #{q := Q} = M, Q end)]),
    io:format("~p~n", [Try(fun() -> nested(#{}) end)]),
    io:format("~p~n", [Try(fun() -> map_get(x, M) end)]).

literals() ->
    N = id(0),
    Big = #{1 => a, 2 => b, 3 => c, 4 => d, 5 => e, 6 => f, 7 => g, 8 => h, 9 => i, 10 => j, 11 => k, 12 => l,
            13 => m, 14 => n, 15 => o, 16 => p, 17 => q, 18 => r, 19 => s, 20 => t, 21 => u, 22 => v, 23 => w,
            24 => x, 25 => y, 26 => z, 27 => N, 28 => N, 29 => N, 30 => N, 31 => N, 32 => N, 33 => N, 34 => N},
    #{34 := 0, 1 := One, 26 := Z} = Big,
    io:format("~p ~p~n", [map_size(Big), {One, Z}]),
    Small = #{-0.0 => N, [1, 2] => N, {} => N, <<1, 2:4>> => N, fun lists:map/2 => N, #{a => #{}} => N},
    io:format("~p~n", [maps:get([1, 2], Small)]),
    io:format("~p~n", [#{{a, <<"k">>} => 1} =:= #{{a, <<"k">>} => N + 1}]),
    io:format("~p~n", [[#{1 => a} == #{1.0 => a}, #{a => 1} == #{a => 1.0}, #{a => 1} =:= #{a => 1.0}]]).

funs(M, K) ->
    F = fun(#{K := V} = All) -> {V, All}; (_) -> none end,
    io:format("~p~n", [[F(M), F(#{}), F(1)]]),
    io:format("~p~n", [[V || #{K := V} <- [M, #{}, #{k => 2}, x]]]),
    G = fun Loop(#{n := 0}) -> done; Loop(#{n := N} = S) -> Loop(S#{n := N - 1}) end,
    io:format("~p~n", [G(#{n => 1000})]).

messages() ->
    Self = self(),
    [Self ! Message || Message <- [#{b => 1}, #{a => 1, from => Self}, {x, #{c => 2}}]],
    receive #{from := From, a := A} when From =:= Self -> io:format("~p~n", [A]) end,
    receive {x, #{c := C}} -> io:format("~p~n", [C]) end,
    receive Other -> io:format("~p~n", [Other]) after 0 -> none end.
