-module(parser_combinators).
-export([main/0]).

main() ->
    io:format("~p~n", [[parse(S) || S <- ["(a b (c d) 12)", "()", "(a", "x y", "\"str\"", "(1 . 2)"]]]).

parse(S) ->
    case sexp(skip(S)) of
        {ok, V, Rest} -> case skip(Rest) of [] -> {ok, V}; R -> {error, {rest, R}} end;
        fail -> error
    end.

alt([], _) -> fail;
alt([P | Ps], S) -> case P(S) of fail -> alt(Ps, S); R -> R end.

many(P, S) ->
    case P(skip(S)) of
        fail -> {ok, [], S};
        {ok, V, R} -> {ok, Vs, R1} = many(P, R), {ok, [V | Vs], R1}
    end.

sexp(S) -> alt([fun list/1, fun number/1, fun symbol/1, fun str/1], S).

list([$( | S]) ->
    {ok, Vs, R} = many(fun sexp/1, S),
    case skip(R) of [$) | R1] -> {ok, Vs, R1}; _ -> fail end;
list(_) -> fail.

number([C | _] = S) when C >= $0, C =< $9 ->
    {D, R} = lists:splitwith(fun(X) -> X >= $0 andalso X =< $9 end, S),
    {ok, list_to_integer(D), R};
number(_) -> fail.

symbol([C | _] = S) when C >= $a, C =< $z; C =:= $. ->
    {D, R} = lists:splitwith(fun(X) -> (X >= $a andalso X =< $z) orelse X =:= $. end, S),
    {ok, {sym, D}, R};
symbol(_) -> fail.

str([$" | S]) -> {D, [$" | R]} = lists:splitwith(fun(C) -> C =/= $" end, S), {ok, {str, D}, R};
str(_) -> fail.

skip([$\s | S]) -> skip(S);
skip(S) -> S.
