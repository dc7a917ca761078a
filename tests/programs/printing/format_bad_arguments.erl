-module(format_bad_arguments).
-export([main/0]).

main() ->
    [io:format("~p~n", [err(F, A)]) || {F, A} <- [
        {"~p", []}, {"~p", [a, b]}, {"~q", [a]}, {"~s", [a]}, {"~s", [1]}, {"~s", [[a]]}, {"~f", [1]}, {"~f", [x]}, {"~b", [1.0]}, {"~c", [a]}, {"~e", [1]},
        {"~", []}, {"~5", [x]}, {"~.b", [1]}, {"no args", []}, {"no args", [x]}, {a, []}, {"~w", x}, {"~.1f", [1.25]}, {"~.0f", [1.5]}, {"~*w", [a, b]}, {"~s", ["\x{263a}"]}, {"~n~n", []}]].

err(F, A) -> try lists:flatten(io_lib:format(F, A)) catch C:R -> {C, R} end.
