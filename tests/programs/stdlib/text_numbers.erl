-module(text_numbers).
-export([main/0]).

main() ->
    [io:format("~p ~p~n", [string:to_integer(T), string:to_float(T)])
     || T <- ["42", <<"42abc">>, "-7.5e3,x", "+1", "x", "", <<"3.25e2x">>, "1.0e999", "--1", 12]].
