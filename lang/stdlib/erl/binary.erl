%% Binaries: what is made of searches. Searching itself and taking apart are functions of the runtime.
-module(binary).

-export([decode_hex/1, encode_hex/1, replace/3, replace/4]).

replace(Subject, Pattern, New) ->
    case replaced(Subject, Pattern, New, []) of
        badarg -> erlang:error(badarg, [Subject, Pattern, New]);
        Binary -> Binary
    end.

replace(Subject, Pattern, New, Options) ->
    case replaced(Subject, Pattern, New, Options) of
        badarg -> erlang:error(badarg, [Subject, Pattern, New, Options]);
        Binary -> Binary
    end.

replaced(Subject, Pattern, New, Options) when is_binary(New) ->
    try
        {Scope, All, Places} = options(Options, [], false, []),
        Found = case All of
                    true -> binary:matches(Subject, Pattern, Scope);
                    false ->
                        case binary:match(Subject, Pattern, Scope) of
                            nomatch -> [];
                            One -> [One]
                        end
                end,
        case Places of
            [] -> swerl_text:replaced(Subject, Found, New);
            _ -> iolist_to_binary(joined(Subject, 0, Found, cut(New, 0, Places)))
        end
    catch
        _:_ -> badarg
    end;
replaced(_, _, _, _) -> badarg.

%% Scope as an option of match/3, whether all are replaced, where the new text gets the old one.
options([], Scope, All, Places) -> {Scope, All, Places};
options([global | Rest], Scope, _, Places) -> options(Rest, Scope, true, Places);
options([{scope, {From, Length}} | Rest], _, All, Places) -> options(Rest, [{scope, {From, Length}}], All, Places);
options([{insert_replaced, Place} | Rest], Scope, All, _) when is_integer(Place) ->
    options(Rest, Scope, All, [Place]);
options([{insert_replaced, Places} | Rest], Scope, All, _) when is_list(Places) ->
    options(Rest, Scope, All, lists:sort(Places)).

cut(New, From, []) -> [binary:part(New, From, byte_size(New) - From)];
cut(New, From, [Place | Places]) -> [binary:part(New, From, Place - From) | cut(New, Place, Places)].

joined(Subject, From, [], _) -> [binary:part(Subject, From, byte_size(Subject) - From)];
joined(Subject, From, [{Place, Length} | Found], Pieces) ->
    Old = binary:part(Subject, Place, Length),
    [binary:part(Subject, From, Place - From), lists:join(Old, Pieces)
     | joined(Subject, Place + Length, Found, Pieces)].

encode_hex(Binary) when is_binary(Binary) -> << <<(digit(N))>> || <<N:4>> <= Binary >>;
encode_hex(Other) -> erlang:error(badarg, [Other]).

digit(N) when N < 10 -> $0 + N;
digit(N) -> $A - 10 + N.

decode_hex(Text) when is_binary(Text), byte_size(Text) rem 2 =:= 0 ->
    << <<(byte(A, B))>> || <<A, B>> <= Text >>;
decode_hex(Other) -> erlang:error(badarg, [Other]).

byte(A, B) ->
    case {value(A), value(B)} of
        {High, Low} when is_integer(High), is_integer(Low) -> High * 16 + Low;
        _ -> erlang:error(badarg, [<<A, B>>])
    end.

value(C) when C >= $0, C =< $9 -> C - $0;
value(C) when C >= $A, C =< $F -> C - $A + 10;
value(C) when C >= $a, C =< $f -> C - $a + 10;
value(_) -> none.
