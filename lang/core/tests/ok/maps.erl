-module(maps).
-export([new/3, update/3, patterns/1, nested/2, keys/2, guards/1, choose/1, tagged/1, alias/1, take/0]).
new(A, B, K) -> {#{}, #{a => 1, b => [x]}, #{a => A, 1 => B, 1.0 => B}, #{K => A, b => B}}.
update(M, K, V) -> {M#{}, M#{a => V}, M#{a := V, K := 1}, M#{a => 1, b => V, K := V}}.
patterns(#{}) -> empty;
patterns(_) -> none.
nested(M, K) -> #{K := #{in := {X, _}}} = M, X.
keys(M, K) -> #{{K, 1} := A, (K + 1) := B} = M, {A, B}.
guards(M) when map_get(a, M) =:= 1, #{a => M} =:= #{} -> 1;
guards(M) when is_map(M) -> 2.
choose(#{a := 1, b := B}) -> {one, B};
choose(#{a := 2}) -> two;
choose(#{b := B}) -> B;
choose([]) -> nil.
tagged(X) -> case X of #{type := T, value := V} when V > 0 -> {T, V}; #{type := T} -> T; _ -> none end.
alias(#{a := A} = #{b := B} = M) -> {A, B, M}.
take() -> receive #{a := A} -> A; #{b := {B, 1}} -> B end.
