-module(phone_numbers).
-export([main/0]).

main() -> [io:format("~p ~p~n", [S, clean(S)]) || S <- ["(223) 456-7890", "1 223 456 7890", "2 223 456 7890", "123456789", "(023) 456-7890", "223.456.7890", "abc-def-ghij"]].

clean(S) ->
    case [C || C <- S, C >= $0, C =< $9] of
        [$1 | T] when length(T) =:= 10 -> check(T);
        T when length(T) =:= 10 -> check(T);
        T -> {error, {digits, length(T)}}
    end.

check([A, _, _, B | _] = N) when A >= $2, B >= $2 -> {ok, N};
check([A | _]) when A < $2 -> {error, area};
check(_) -> {error, exchange}.
