-module(undef_arguments).
-export([main/0]).

main() ->
    try ?MODULE:nope(1, [2]) catch error:undef:S1 -> io:format("~p~n", [hd(S1)]) end,
    try no_module:f({x}) catch error:undef:S2 -> io:format("~p~n", [hd(S2)]) end,
    try apply(lists, nope, []) catch error:undef:S3 -> io:format("~p~n", [hd(S3)]) end,
    F = fun no_module:g/2,
    try F(1, 2) catch error:undef:S4 -> io:format("~p~n", [hd(S4)]) end.
