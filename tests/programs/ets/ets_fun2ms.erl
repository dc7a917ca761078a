-module(ets_fun2ms).
-include_lib("stdlib/include/ms_transform.hrl").
-export([main/0]).
-record(r, {a, b = 2, c}).
-define(P(X), io:format("~p~n", [X])).
main() ->
  Z = 5, L = [z],
  ?P(ets:fun2ms(fun({A, B}) -> {B, A} end)),
  ?P(ets:fun2ms(fun({A, B}) when A > 1, B < Z; A == x -> B + Z end)),
  ?P(ets:fun2ms(fun(X) -> X end)),
  ?P(ets:fun2ms(fun({A, _, A} = X) -> {X, A} end)),
  ?P(ets:fun2ms(fun({A, B}) when is_integer(A) andalso not (B =:= 1) -> object() end)),
  ?P(ets:fun2ms(fun({A, B}) -> bindings() end)),
  ?P(ets:fun2ms(fun(#r{a = A, b = 3}) -> A end)),
  ?P(ets:fun2ms(fun(#r{a = A} = R) when R#r.b > A -> R#r.c; (_) -> false end)),
  ?P(ets:fun2ms(fun({A, B}) -> #r{a = A, c = B} end)),
  ?P(ets:fun2ms(fun({A, "abc", 1.5, <<1>>, $a}) -> [A, A | L] end)),
  ?P(ets:fun2ms(fun({A, [H | T]}) when hd(A) == H, length(T) > 1 -> element(1, {A}) end)),
  ?P(ets:fun2ms(fun({A, B}) when A == {B, 1} -> {Z, {Z}, [Z], foo} end)),
  ?P(ets:fun2ms(fun({A}) when A -> 1, A end)),
  ?P(ets:fun2ms(fun({A}) -> self() end)),
  ?P(ets:fun2ms(fun({A, Z}) -> A end)),
  ?P(ets:fun2ms(fun({A}) -> A#r{b = 1} end)),
  ?P(ets:fun2ms(fun({A, B}) when A + B * 2 >= 3, A div 2 /= 1, A xor true -> -A end)),
  ?P(ets:fun2ms(fun({A}) when is_record(A, r) -> {A} end)),
  ?P(ets:fun2ms(fun({A}) -> #r.b end)),
  ?P(ets:fun2ms(fun({{A, {B, C}}, [D, E]}) -> [{A, B}, C, {{D}}, E] end)),
  ?P(ets:fun2ms(fun({A}) when A == 1 orelse A == 2 andalso true -> {ok} end)),
  ?P(dbg_free()),
  T = ets:new(t, []), ets:insert(T, [{X, X * X} || X <- lists:seq(1, 10)]),
  ?P(lists:sort(ets:select(T, ets:fun2ms(fun({K, V}) when V > 20, V < 70 -> {K, Z} end)))).
dbg_free() -> F = 7, ets:fun2ms(fun({A, B}) when A rem F == 0 -> {B, F, const} end).
