-module(base64_texts).
-export([main/0]).

main() ->
    [io:format("~p ~p~n", [T, base64:encode(T)]) || T <- ["", "f", "fo", "foo", "foob", <<"fooba">>, <<255, 254, 0, 1>>]],
    [io:format("~p~n", [base64:decode(T)]) || T <- ["", "Zg==", <<"Zm8=">>, "Zm9v", <<"Zm9v\nYmE=\n">>, "//4AAQ=="]],
    io:format("~p ~p~n", [base64:encode_to_string("hello"), base64:decode_to_string(<<"aGVsbG8=">>)]),
    io:format("~p~n", [base64:mime_decode("Zm\x{80}9v!Ym==E=")]),
    Bytes = list_to_binary([I * I rem 251 || I <- lists:seq(1, 10000)]),
    Text = base64:encode(Bytes),
    io:format("~p ~p~n", [erlang:phash2(Text), base64:decode(Text) =:= Bytes]),
    io:format("~p~n", [[reason(F) || F <- [fun() -> base64:decode("Zg=") end, fun() -> base64:decode("Zg%=") end,
                                           fun() -> base64:decode(x) end, fun() -> base64:encode([300]) end]]]),
    io:format("~p ~p~n", [binary:encode_hex(<<"swap", 255>>), binary:decode_hex(<<"00ffAb">>)]),
    io:format("~p~n", [binary:replace(<<"a-b-c">>, <<"-">>, <<"<>">>, [global, {insert_replaced, 1}])]),
    io:format("~p~n", [binary:replace(<<"a-b-c">>, [<<"a">>, <<"c">>], <<>>)]).

reason(F) ->
    try F() of
        V -> {value, V}
    catch
        error:R -> R
    end.
