-module(nested_case).
-export([main/0]).

main() ->
    [io:format("~p -> ~p~n", [X, shape(X)]) || X <- [{circle, 2}, {rect, 3, 4}, {square, 5}, {rect, -1, 4}, {circle, "r"}, [], {tri, {3, 4, 5}}]].

shape(S) ->
    case S of
        {circle, R} when is_number(R), R >= 0 -> {area, R * R};
        {circle, _} -> bad_radius;
        {rect, W, H} ->
            case {W, H} of
                {W, W} -> square;
                {W1, _} when W1 < 0 -> negative;
                {_, _} -> {area, W * H}
            end;
        {square, A} -> {area, A * A};
        {tri, {A, B, C}} ->
            if
                A * A + B * B =:= C * C -> right;
                A =:= B; B =:= C -> isosceles;
                true -> scalene
            end;
        _ -> unknown
    end.
