-module(tokenizer_and_parser).
-export([main/0]).

%% Recursive descent over "1 + 2 * (3 - x)".
main() ->
    [io:format("~s~n  ~p~n", [S, try_all(S)]) ||
        S <- ["1 + 2 * 3", "(1 + 2) * 3", "10 - 4 - 3", "2 * -x + y1", "", "1 +", "1 $ 2", "(1", "12 34", "8 / (4 - 4)"]].

try_all(S) ->
    try
        Tokens = scan(S, []),
        {Tree, Rest} = expr(Tokens),
        Rest =:= [] orelse throw({trailing, Rest}),
        {Tree, eval(Tree, [{"x", 5}, {"y1", 7}])}
    catch
        throw:Why -> {error, Why};
        error:badarith -> division
    end.

scan([], Acc) -> lists:reverse(Acc);
scan([C | T], Acc) when C =:= $\s; C =:= $\t -> scan(T, Acc);
scan([C | _] = S, Acc) when C >= $0, C =< $9 ->
    {Digits, Rest} = lists:splitwith(fun(D) -> D >= $0 andalso D =< $9 end, S),
    scan(Rest, [{int, list_to_integer(Digits)} | Acc]);
scan([C | _] = S, Acc) when C >= $a, C =< $z ->
    {Name, Rest} = lists:splitwith(fun is_name/1, S),
    scan(Rest, [{var, Name} | Acc]);
scan([C | T], Acc) ->
    case lists:member(C, "+-*/()") of
        true -> scan(T, [list_to_atom([C]) | Acc]);
        false -> throw({illegal, [C]})
    end.

is_name(C) -> (C >= $a andalso C =< $z) orelse (C >= $0 andalso C =< $9).

expr(Ts) -> {T, Rest} = term(Ts), expr_rest(T, Rest).
expr_rest(L, [Op | Rest]) when Op =:= '+'; Op =:= '-' -> {R, Rest1} = term(Rest), expr_rest({Op, L, R}, Rest1);
expr_rest(L, Rest) -> {L, Rest}.

term(Ts) -> {F, Rest} = factor(Ts), term_rest(F, Rest).
term_rest(L, [Op | Rest]) when Op =:= '*' orelse Op =:= '/' -> {R, Rest1} = factor(Rest), term_rest({Op, L, R}, Rest1);
term_rest(L, Rest) -> {L, Rest}.

factor([{int, N} | Rest]) -> {N, Rest};
factor([{var, V} | Rest]) -> {{var, V}, Rest};
factor(['-' | Rest]) -> {F, Rest1} = factor(Rest), {{'-', F}, Rest1};
factor(['(' | Rest]) ->
    case expr(Rest) of
        {E, [')' | Rest1]} -> {E, Rest1};
        {_, Other} -> throw({expected, ')', Other})
    end;
factor([T | _]) -> throw({unexpected, T});
factor([]) -> throw(unexpected_end).

eval(N, _) when is_number(N) -> N;
eval({var, V}, Env) -> {V, N} = lists:keyfind(V, 1, Env), N;
eval({'-', A}, Env) -> -eval(A, Env);
eval({'+', A, B}, Env) -> eval(A, Env) + eval(B, Env);
eval({'-', A, B}, Env) -> eval(A, Env) - eval(B, Env);
eval({'*', A, B}, Env) -> eval(A, Env) * eval(B, Env);
eval({'/', A, B}, Env) -> eval(A, Env) / eval(B, Env).
