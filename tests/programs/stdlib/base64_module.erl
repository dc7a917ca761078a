-module(base64_module).
-export([main/0]).

main() ->
    io:format("~p~n", [[base64:encode(B) || B <- [<<>>, <<"a">>, <<"ab">>, <<"abc">>, "list"]]]),
    io:format("~p~n", [[base64:decode(B) || B <- [<<>>, <<"YQ==">>, <<"YWI=">>, "YWJj", <<"YW Jj\n">>]]]),
    io:format("~p~n", [base64:encode_to_string("hello world")]),
    io:format("~p~n", [base64:decode_to_string("aGVsbG8=")]),
    io:format("~p~n", [base64:mime_decode(<<"aGVs*bG8=">>)]).
