-module(comprehensions).
-export([main/0]).

main() ->
    io:format("~p~n", [<< <<(X * 2)>> || <<X>> <= <<1, 2, 3>> >>]),
    io:format("~p~n", [[X || <<X:4>> <= <<16#12, 16#34>>]]),
    io:format("~p~n", [<< <<X>> || X <- [1, 2, 3, 4], X rem 2 =:= 0 >>]),
    io:format("~p~n", [[{A, B} || <<A:8, B:8>> <= <<1, 2, 3, 4, 5>>]]),
    io:format("~p~n", [<< <<B:1>> || <<B:1>> <= <<2#10110000>>, B =:= 1 >>]),
    io:format("~p~n", [[X || <<X, 0>> <= <<1, 0, 2, 0, 3, 1, 4, 0>>]]),
    io:format("~p~n", [[{X, Y} || <<X>> <= <<1, 2>>, Y <- [a, b]]]),
    io:format("~p~n", [<< <<C/utf8>> || C <- "aé€" >>]),
    io:format("~p~n", [[C || <<C/utf8>> <= <<"aé€"/utf8>>]]),
    io:format("~s~n", [[io_lib:format("~2.16.0b", [X]) || <<X>> <= <<"deadbeef">>]]),
    io:format("~p~n", [<< <<X:3>> || X <- [1, 2, 3] >>]).
