-module(unsupported).
-export([maps/1, binaries/1, comprehensions/2, patterns/2, guards/1]).
maps(X) -> Y = #{a => X}, Y#{a := 1}.
binaries(X) -> <<X:8, "abc">>.
comprehensions(X, Y) -> {[A || <<A>> <= X], << <<A>> || A <- Y >>}.
patterns(#{a := B}, <<C>>) -> {B, C}.
guards(X) when X =:= #{} -> 1;
guards(X) when <<X>> =:= X -> 2.
