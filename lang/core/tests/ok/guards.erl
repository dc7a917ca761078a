-module(guards).
-export([tests/2, arith/2, booleans/2, negated/2, values/2, records/1, functions/1]).
-record(r, {a, b}).

tests(X, Y) when is_integer(X), X > Y; is_atom(Y) -> 1;
tests(X, Y) when is_list(X) orelse is_tuple(Y) andalso X =/= Y -> 2;
tests(_, _) when true -> 3.

arith(X, Y) when X + 1 > Y * 2 -> more;
arith(X, _) when length(X) =:= 2, hd(X) -> list.

booleans(X, Y) when X and Y -> both;
booleans(X, Y) when X or Y -> one;
booleans(X, Y) when (X > 1) or (Y > 1) -> big;
booleans(X, _) when X -> yes.

negated(X, Y) when not (X and Y) -> 1;
negated(X, Y) when not (X > Y orelse is_atom(X)) -> 2;
negated(X, _) when not X -> 3.

values(X, Y) when (X andalso Y) =:= true -> 1;
values(X, Y) when {X, [Y]} == {1, [2]} -> 2;
values(X, Y) when element(1, X) xor Y -> 3.

records(X) when X#r.a =:= 1 -> a;
records(X) when is_record(X, r) -> r;
records(X) when is_record(X, other, 2) -> other;
records(X) when X == #r{b = 2} -> b;
records(X) when X =:= #r.b -> index.

functions(F) when is_function(F, 2) -> two;
functions(F) when is_function(F) -> any;
functions(F) when erlang:'=:='(F, 1) -> one.
