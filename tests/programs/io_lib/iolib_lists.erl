-module(iolib_lists).
-export([main/0]).

main() ->
    show(fun() -> io_lib:char_list("abc") end),
    show(fun() -> io_lib:char_list([a]) end),
    show(fun() -> io_lib:deep_char_list(["a", [$b]]) end),
    show(fun() -> io_lib:printable_list("abc") end),
    show(fun() -> io_lib:printable_list([1]) end),
    show(fun() -> io_lib:printable_unicode_list([16#263a]) end),
    show(fun() -> io_lib:latin1_char_list([233]) end),
    show(fun() -> io_lib:latin1_char_list([300]) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
