-module(json_encoder).
-export([main/0]).

main() ->
    V = #{<<"name">> => <<"Joe \"x\"">>, <<"n">> => [1, 2.5, true, null], <<"o">> => #{<<"e">> => #{}}, <<"l">> => []},
    B = iolist_to_binary(encode(V)),
    io:format("~s~n", [B]),
    io:format("~p~n", [decode(B) =:= V]),
    io:format("~p~n", [[catch decode(S) || S <- [<<"[1, 2 , [ ] ]">>, <<" {\"a\":-1.5e1} ">>, <<"tru">>, <<"[1,]">>, <<"\"\\u00e9\\n\"">>]]]).

encode(M) when is_map(M) -> ["{", lists:join(",", [[encode(K), ":", encode(V)] || {K, V} <- lists:sort(maps:to_list(M))]), "}"];
encode(L) when is_list(L) -> ["[", lists:join(",", [encode(X) || X <- L]), "]"];
encode(true) -> "true"; encode(false) -> "false"; encode(null) -> "null";
encode(N) when is_integer(N) -> integer_to_list(N);
encode(F) when is_float(F) -> float_to_list(F, [short]);
encode(B) when is_binary(B) -> [$", [escape(C) || <<C>> <= B], $"].

escape($") -> "\\\""; escape($\\) -> "\\\\"; escape($\n) -> "\\n"; escape(C) -> C.

decode(B) ->
    {V, Rest} = value(skip(B)),
    <<>> = skip(Rest),
    V.

skip(<<C, R/binary>>) when C =:= $\s; C =:= $\n; C =:= $\t -> skip(R);
skip(B) -> B.

value(<<"{", R/binary>>) -> object(skip(R), #{});
value(<<"[", R/binary>>) -> array(skip(R), []);
value(<<"\"", R/binary>>) -> string(R, <<>>);
value(<<"true", R/binary>>) -> {true, R};
value(<<"false", R/binary>>) -> {false, R};
value(<<"null", R/binary>>) -> {null, R};
value(<<C, _/binary>> = B) when C =:= $-; C >= $0, C =< $9 -> number(B, []);
value(B) -> throw({bad_json, B}).

object(<<"}", R/binary>>, M) -> {M, R};
object(<<"\"", R/binary>>, M) ->
    {K, R1} = string(R, <<>>),
    <<":", R2/binary>> = skip(R1),
    {V, R3} = value(skip(R2)),
    case skip(R3) of
        <<",", R4/binary>> -> object(skip(R4), M#{K => V});
        <<"}", R4/binary>> -> {M#{K => V}, R4}
    end.

array(<<"]", R/binary>>, Acc) -> {lists:reverse(Acc), R};
array(B, Acc) ->
    {V, R} = value(B),
    case skip(R) of
        <<",", R1/binary>> -> array(skip(R1), [V | Acc]);
        <<"]", R1/binary>> -> {lists:reverse([V | Acc]), R1}
    end.

string(<<"\"", R/binary>>, Acc) -> {Acc, R};
string(<<"\\u", H:4/binary, R/binary>>, Acc) -> C = binary_to_integer(H, 16), string(R, <<Acc/binary, C/utf8>>);
string(<<"\\n", R/binary>>, Acc) -> string(R, <<Acc/binary, "\n">>);
string(<<"\\", C, R/binary>>, Acc) -> string(R, <<Acc/binary, C>>);
string(<<C, R/binary>>, Acc) -> string(R, <<Acc/binary, C>>).

number(<<C, R/binary>>, Acc) when C >= $0, C =< $9; C =:= $-; C =:= $.; C =:= $e -> number(R, [C | Acc]);
number(R, Acc) ->
    S = lists:reverse(Acc),
    {try list_to_integer(S) catch error:badarg -> to_float(S) end, R}.

to_float(S) -> try list_to_float(S) catch error:badarg -> throw({bad_number, S}) end.
