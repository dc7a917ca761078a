-module(guard_builtins).
-export([main/0]).

main() ->
    io:format("~p~n", [[g(X) || X <- [{a, b, c}, [1, 2, 3], -4, 3.7, "long enough", {}, node(), self(), 100]]]).

g(X) when element(2, X) =:= b -> element_b;
g(X) when hd(X) =:= 1, tl(X) =:= [2, 3] -> one_two_three;
g(X) when abs(X) =:= 4 -> four;
g(X) when round(X) =:= 4, trunc(X) =:= 3 -> near_four;
g(X) when length(X) > 5 -> long;
g(X) when tuple_size(X) =:= 0 -> empty;
g(X) when X =:= node() -> this_node;
g(X) when X =:= self() -> me;
g(X) when float(X) == 100.0 -> hundred;
g(_) -> none.
