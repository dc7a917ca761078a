-module(matching).
-export([constructors/1, mixed/2, same/2, bound/2, alias/1, split/2, literals/1, second/2]).

%% One switch on the first position, one on the second within its arm.
constructors({ok, V}) when V > 0 -> V;
constructors({ok, V}) -> {small, V};
constructors({error, R}) -> R;
constructors([]) -> nil;
constructors([H | _]) -> H;
constructors(stop) -> stop.

%% A clause that fits everything ends a group; the next one starts another.
mixed(a, X) -> X;
mixed(Y, b) when Y =/= c -> Y;
mixed(a, c) -> 1;
mixed(d, _) -> 2.

same(X, X) -> yes;
same({X, Y}, {Y, X}) -> swapped;
same(_, _) -> no.

bound(X, Y) ->
    {X, Z} = Y,
    Z.

alias({a, _} = {_, B}) -> B;
alias([X | _] = L) -> {X, L}.

%% The tuple is built only where nothing fits.
split(X, Y) ->
    {A, B} = {Y, X},
    case {A, B} of
        {1, _} -> B;
        {_, 1} -> A
    end.

literals(1) -> int;
literals(1.0) -> float;
literals(-0.0) -> zero;
literals(18446744073709551616) -> big;
literals($a) -> char;
literals(1 + 2 * 3) -> seven.

%% The second position is tested first: more clauses test it.
second(_, a) -> 1;
second(x, b) -> 2;
second(_, c) -> 3.
