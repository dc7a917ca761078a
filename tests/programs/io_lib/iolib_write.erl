-module(iolib_write).
-export([main/0]).

main() ->
    show(fun() -> lists:flatten(io_lib:write([1, a, "b"])) end),
    show(fun() -> lists:flatten(io_lib:write({x, #{a => 1}})) end),
    show(fun() -> lists:flatten(io_lib:write(<<"ab">>)) end),
    show(fun() -> lists:flatten(io_lib:write(lists:seq(1, 10), 4)) end),
    show(fun() -> io_lib:write_atom('a b') end),
    show(fun() -> io_lib:write_string("a\nb") end),
    show(fun() -> io_lib:write_char($\n) end),
    show(fun() -> lists:flatten(io_lib:print([1, "two", {3}])) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
