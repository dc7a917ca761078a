-module(encoding_hashes).
-export([main/0]).

main() ->
    show(fun() -> erlang:phash2(a) end),
    show(fun() -> erlang:phash2({a, "b", 3.5}) end),
    show(fun() -> erlang:phash2(#{a => 1}) end),
    show(fun() -> erlang:phash2(<<"bin">>) end),
    show(fun() -> erlang:phash2(1 bsl 100, 1000) end),
    show(fun() -> erlang:crc32(<<"123456789">>) end),
    show(fun() -> erlang:adler32(<<"123456789">>) end),
    show(fun() -> erlang:md5("abc") end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
