-module(iolib_fread).
-export([main/0]).

main() ->
    show(fun() -> io_lib:fread("~d", "42") end),
    show(fun() -> io_lib:fread("~d ~s", "7 abc") end),
    show(fun() -> io_lib:fread("~f", "1.5x") end),
    show(fun() -> io_lib:fread("~d", "abc") end),
    show(fun() -> io_lib:fread("a~d", "a5") end),
    show(fun() -> io_lib:fread("~a", "atom") end),
    show(fun() -> io_lib:fread("~d,~d", "1") end),
    show(fun() -> io_lib:fread("~c", "xyz") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
