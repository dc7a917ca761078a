-module(fun2ms_untranslatable).
-include_lib("stdlib/include/ms_transform.hrl").
-export([f/2]).
-record(r, {a, b}).
f(F, A) ->
    [ets:fun2ms(F),
     ets:fun2ms(fun([X]) -> X end),
     ets:fun2ms(fun({X}, Y) -> {X, Y} end),
     ets:fun2ms(fun({X, Y = Z}) -> {X, Y, Z} end),
     ets:fun2ms(fun({X}) when f(X) -> X end),
     ets:fun2ms(fun({X}) when lists:member(X, []) -> X end),
     ets:fun2ms(fun({X}) -> Y = X, Y end),
     ets:fun2ms(fun({X}) -> case X of 1 -> 2 end end),
     ets:fun2ms(fun({X}) -> [Y || Y <- X] end),
     ets:fun2ms(fun(#q{a = X}) -> X end),
     ets:fun2ms(fun(#r{c = X}) -> X end),
     ets:fun2ms(fun({'$1'}) -> ok end),
     ets:fun2ms(fun({<<X>>}) -> X end),
     ets:fun2ms(fun({X}) -> <<X>> end),
     ets:fun2ms(fun({A, X}) -> {A, X} end)].
