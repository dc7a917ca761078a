-module(in_patterns_and_guards).
-export([main/0]).

-record(shape, {kind, size = 0}).
-record(box, {inside}).

main() ->
    io:format("~p~n", [[f(X) || X <- [#shape{kind = sq}, #shape{kind = sq, size = 3}, #shape{kind = ci, size = -1}, #box{inside = #shape{}}, #box{}, 5]]]),
    io:format("~p~n", [[g(X) || X <- [#shape{size = 10}, #box{}, #shape{size = 1}]]]).

f(#shape{kind = sq, size = 0}) -> empty_square;
f(#shape{kind = sq, size = S}) -> {square, S};
f(#shape{} = S) when S#shape.size < 0 -> negative;
f(#box{inside = #shape{kind = K}}) -> {box_of, K};
f(#box{inside = undefined}) -> empty_box;
f(_) -> other.

g(X) when X#shape.size > 5 -> big;
g(X) when is_record(X, shape) -> small;
g(_) -> no_shape.
