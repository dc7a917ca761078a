%% What the runtime's function of this module tells, told by OTP: for comparisons on OTP.
-module(swerl_text).
-export([class/1, fold/1, lower/1, title/1, upper/1]).

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
