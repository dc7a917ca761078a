-module(pig_latin).
-export([main/0]).

main() -> [io:format("~s~n", [translate(S)]) || S <- ["apple", "pig", "chair", "quick fast run", "square", "yellow", "rhythm", "xray"]].

translate(S) -> string:join([word(W) || W <- string:tokens(S, " ")], " ").

word([C | _] = W) when C =:= $a; C =:= $e; C =:= $i; C =:= $o; C =:= $u -> W ++ "ay";
word("xr" ++ _ = W) -> W ++ "ay";
word(W) -> {H, T} = cut(W, []), T ++ H ++ "ay".

cut("qu" ++ T, H) -> {lists:reverse(H) ++ "qu", T};
cut([C | _] = T, H) when C =:= $a; C =:= $e; C =:= $i; C =:= $o; C =:= $u; C =:= $y, H =/= [] -> {lists:reverse(H), T};
cut([C | T], H) -> cut(T, [C | H]);
cut([], H) -> {lists:reverse(H), []}.
