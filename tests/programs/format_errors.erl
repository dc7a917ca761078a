-module(format_errors).
-export([main/0]).

main() ->
    [io:format("~p~n", [reason(fun() -> io:format(F, A) end)]) || {F, A} <- [
        {"~p", []}, {"~p~n", [1, 2]}, {"~s", [1]}, {"~s", [{a}]}, {"~b", [a]}, {"~b", [1.5]}, {"~f", [1]},
        {"~c", [a]}, {"~q", [1]}, {"~", []}, {"x", [y]}, {"~p", notalist}, {"~.1b", [5]}, {"~.99b", [5]},
        {"~s", [[300]]}, {"~e", [x]}, {"~W", [a]}, {"~*p", [a, b]}, {"~s", [[a]]}]],
    io:format("~p~n", [reason(fun() -> io:put_chars([a]) end)]),
    io:format("~p~n", [reason(fun() -> io_lib:format("~p", []) end)]).

reason(F) -> try F(), ok catch C:R -> {C, R} end.
