-module(guards).
-export([main/0]).

main() ->
    Values = [1, 2.5, a, "str", {1, 2}, [], fun main/0, self(), make_ref(), true, {tag, 7}, [1 | 2]],
    [io:format("~w~n", [test(V)]) || V <- Values],
    io:format("~p~n", [[between(X) || X <- lists:seq(1, 12)]]),
    io:format("~p~n", [[odd_guard(X) || X <- [1, a, {}, [1], "ab", 3.0]]]).

test(X) when is_atom(X), X =/= true, X =/= false -> atom;
test(X) when is_boolean(X) -> boolean;
test(X) when is_integer(X); is_float(X) -> {number, is_number(X)};
test(X) when is_function(X, 0) -> {function, is_function(X), is_function(X, 1)};
test(X) when is_pid(X) -> pid;
test(X) when is_reference(X) -> reference;
test({tag, N}) when N rem 7 =:= 0 -> seven;
test(X) when is_tuple(X), element(1, X) =:= 1 -> one_tuple;
test(X) when is_list(X), length(X) > 2 -> long;
test([]) -> empty;
test(_) -> other.

between(X) when X > 3, X < 6; X >= 9, X =< 10 -> in;
between(X) when (X band 1) =:= 1 orelse X =:= 2 -> odd_or_two;
between(_) -> out.

%% A guard that fails is false; what stands behind `;` is tried.
odd_guard(X) when X + 1 > 1; X =:= a -> first;
odd_guard(X) when length(X) =:= 1; hd(X) =:= $a -> second;
odd_guard(X) when element(1, X) =:= 1; true -> third.
