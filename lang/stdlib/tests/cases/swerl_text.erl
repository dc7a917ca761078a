%% What the runtime's function of this module tells, told by OTP: for comparisons on OTP.
-module(swerl_text).
-export([base64/1, base64_start/2, class/1, fold/1, fold_text/1, lower/1, lower_text/1, plain/2, replaced/3, title/1,
         until/2, upper/1, upper_text/1]).

upper(C) -> hd(unicode_util:uppercase([C])).

lower(C) -> hd(unicode_util:lowercase([C])).

title(C) -> hd(unicode_util:titlecase([C])).

fold(C) -> hd(unicode_util:casefold([C])).

class($\r) -> 1;
class($\n) -> 2;
class(16#200D) -> 5;
class(C) when C >= 16#1F1E6, C =< 16#1F1FF -> 6;
class(C) when C >= 16#AC00, C =< 16#D7A3, (C - 16#AC00) rem 28 =:= 0 -> 11;
class(C) when C >= 16#AC00, C =< 16#D7A3 -> 12;
class(C) ->
    Joined = fun(L) -> tl(unicode_util:gc(L)) =:= [] end,
    case [Joined(L) || L <- [[16#3B1, C], [C, 16#301], [C, 16#3B1], [C, 16#200D, 16#2764]]] of
        [true, _, _, _] -> 4;
        [_, false, _, _] -> 3;
        [_, _, true, _] -> 7;
        [_, _, _, true] -> 13;
        _ ->
            case [Joined(L) || L <- [[16#1100, C], [C, 16#1160], [C, 16#11A8]]] of
                [true, true, false] -> 8;
                [true, true, true] -> 9;
                [false, false, true] -> 10;
                [false, false, false] -> 0
            end
    end.

upper_text(Text) -> changed(Text, fun string:uppercase/1).

lower_text(Text) -> changed(Text, fun string:lowercase/1).

fold_text(Text) -> changed(Text, fun string:casefold/1).

changed(Text, Change) ->
    case unicode:characters_to_list(Text) of
        Characters when is_list(Characters) -> Change(Text);
        _ -> wrong
    end.

plain(Text, Most) -> plain(Text, Most, 0, 0).

plain(_, Most, Most, Bytes) -> {Most, Bytes};
plain(Text, Most, Count, Bytes) ->
    case unicode_util:gc(Text) of
        [C | Rest] when is_integer(C), is_binary(Rest) ->
            plain(Rest, Most, Count + 1, Bytes + byte_size(Text) - byte_size(Rest));
        _ -> {Count, Bytes}
    end.

until(Text, Wanted) -> until(Text, Wanted, 0).

until(<<C/utf8, Rest/binary>>, Wanted, Bytes) ->
    case lists:member(C, Wanted) of
        true -> Bytes;
        false -> until(Rest, Wanted, Bytes + byte_size(<<C/utf8>>))
    end;
until(_, _, Bytes) -> Bytes.

replaced(Subject, Found, New) ->
    lists:foldr(fun({Place, Length}, Text) ->
                        <<Before:Place/binary, _:Length/binary, Behind/binary>> = Text,
                        <<Before/binary, New/binary, Behind/binary>>
                end, Subject, Found).

base64(Data) -> base64:encode(Data).

base64_start(<<Four:4/binary, Rest/binary>> = Text, Skip) ->
    case re:run(Four, "^[A-Za-z0-9+/]{4}") of
        nomatch -> {<<>>, Text};
        _ ->
            {Data, Left} = base64_start(Rest, Skip),
            {<<(base64:decode(Four))/binary, Data/binary>>, Left}
    end;
base64_start(Text, _) -> {<<>>, Text}.
