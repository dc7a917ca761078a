-module(calculator).
-export([main/0]).

%% Scans, parses and evaluates arithmetic.
main() ->
    [io:format("~s = ~p~n", [E, calculate(E)]) || E <- [
        "1 + 2 * 3", "(1 + 2) * 3", "2 * (3 + 4) - 10 / 5", "-5 + 3", "((7))", "1 / 0", "2 +", "3 $ 4", "12345678901234567890 * 2"]].

calculate(Text) ->
    try
        {V, []} = sum(scan(Text)),
        V
    catch
        throw:T -> {error, T};
        error:badarith -> infinite;
        error:{badmatch, _} -> {error, rest}
    end.

scan([]) -> [];
scan([$\s | T]) -> scan(T);
scan([C | _] = S) when C >= $0, C =< $9 ->
    {D, Rest} = lists:splitwith(fun(X) -> X >= $0 andalso X =< $9 end, S),
    [{number, list_to_integer(D)} | scan(Rest)];
scan([C | T]) when C =:= $+; C =:= $-; C =:= $*; C =:= $/; C =:= $(; C =:= $) -> [C | scan(T)];
scan([C | _]) -> throw({illegal, [C]}).

sum(Ts) -> {V, Rest} = product(Ts), sum(V, Rest).

sum(V, [$+ | T]) -> {W, Rest} = product(T), sum(V + W, Rest);
sum(V, [$- | T]) -> {W, Rest} = product(T), sum(V - W, Rest);
sum(V, Rest) -> {V, Rest}.

product(Ts) -> {V, Rest} = factor(Ts), product(V, Rest).

product(V, [$* | T]) -> {W, Rest} = factor(T), product(V * W, Rest);
product(V, [$/ | T]) -> {W, Rest} = factor(T), product(V / W, Rest);
product(V, Rest) -> {V, Rest}.

factor([{number, N} | T]) -> {N, T};
factor([$- | T]) -> {V, Rest} = factor(T), {-V, Rest};
factor([$( | T]) ->
    case sum(T) of
        {V, [$) | Rest]} -> {V, Rest};
        _ -> throw(parenthesis)
    end;
factor([]) -> throw('end');
factor([C | _]) -> throw({unexpected, [C]}).
