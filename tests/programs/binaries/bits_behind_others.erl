%% A few bits, and characters, behind the bits that are there.
-module(bits_behind_others).
-export([main/0]).

main() ->
    [io:format("~w ~w~n", [Size, sized(Size)]) || Size <- [1, 3, 5, 7, 9, 12, 31, 55, 57]],
    Mixed = mixed(300, <<>>),
    io:format("~w ~w~n", [bit_size(Mixed), bits_sum(Mixed, 0)]),
    io:format("~w~n", [bits_sum(constant(300, <<>>), 0)]),
    io:format("~w~n", [<< <<(X bxor 1):4>> || <<X:4>> <= <<1, 2, 3, 255>> >>]),
    io:format("~w~n", [bits_sum(<< <<X:3>> || X <- lists:seq(1, 1000) >>, 0)]),
    shared(),
    units(),
    characters(),
    io:format("~w~n", [reason(fun() -> five(<<1:3>>, x) end)]),
    io:format("~w~n", [reason(fun() -> character(<<"a">>, 16#D800) end)]),
    io:format("~w~n", [reason(fun() -> character(<<"a">>, -1) end)]),
    io:format("~w~n", [reason(fun() -> character(<<"a">>, 16#110000) end)]).

sized(Size) ->
    All = sized(Size, 300, <<>>),
    {bit_size(All), bits_sum(All, 0), again(Size, 300, All)}.

sized(_, 0, All) -> All;
sized(Size, N, All) -> sized(Size, N - 1, <<All/bitstring, (N * 16#123456789ABC):Size>>).

%% Whether the same is read that was written.
again(_, 0, <<>>) -> true;
again(Size, N, All) ->
    <<Value:Size, Rest/bitstring>> = All,
    <<Expected:Size>> = <<(N * 16#123456789ABC):Size>>,
    Value =:= Expected andalso again(Size, N - 1, Rest).

mixed(0, All) -> All;
mixed(N, All) -> mixed(N - 1, <<(<<All/bitstring, N:3, (-N):6>>)/bitstring, N, N:(N rem 7)>>).

constant(0, All) -> All;
constant(N, All) -> constant(N - 1, <<All/bitstring, 5:3, N:2, "a", 1:1>>).

bits_sum(<<Value:13, Rest/bitstring>>, Sum) -> bits_sum(Rest, (Sum * 31 + Value) rem 1000003);
bits_sum(Rest, Sum) -> {Sum, Rest}.

%% What one value gets does not show in another that has the same bits before.
shared() ->
    Base = five(five(binary:copy(<<7>>, 100), 1), 2),
    {A, B, C} = {five(Base, 9), five(Base, 10), five(Base, 11)},
    <<_:800, EndA/bitstring>> = A,
    <<_:800, EndB/bitstring>> = B,
    <<_:800, EndC/bitstring>> = C,
    io:format("~w ~w ~w ~w~n", [EndA, EndB, EndC, bit_size(Base)]).

five(Bits, Value) -> <<Bits/bitstring, Value:5>>.

%% What follows a binary follows whole bytes, wherever these begin.
units() ->
    Whole = lists:foldl(fun(Byte, All) -> <<All/binary, Byte>> end, <<>>, lists:seq(1, 100)),
    <<_:3, Rest/bitstring>> = Whole,
    <<_:8, Others/bitstring>> = Whole,
    [io:format("~w~n", [reason(fun() -> Fun(Bits) end)])
     || Fun <- [fun byte/1, fun bit/1, fun letter/1, fun both/1], Bits <- [Rest, Others, Whole, <<1:7>>]].

byte(Bits) -> byte_size(<<Bits/binary, 1>>).
bit(Bits) -> bit_size(<<Bits/binary, 1:1>>).
letter(Bits) -> byte_size(<<Bits/binary, (hd("ä"))/utf8>>).
both(Bits) -> byte_size(<<(<<Bits/bitstring, 1>>)/binary, 2>>).

reason(Fun) ->
    try Fun()
    catch error:Reason -> Reason
    end.

characters() ->
    Codes = [0, $a, 127, 128, 16#7FF, 16#800, 16#D7FF, 16#E000, 16#FFFF, 16#10000, 16#10FFFF],
    io:format("~w~n", [text(Codes, <<>>)]),
    Long = text(lists:append(lists:duplicate(100, Codes)), <<>>),
    io:format("~w ~w~n", [byte_size(Long), lists:append(lists:duplicate(100, Codes)) =:= unicode:characters_to_list(Long)]),
    io:format("~w~n", [erlang:md5(escaped(binary_to_list(Long), <<>>))]),
    io:format("~w~n", [erlang:crc32(unicode:characters_to_binary([Codes, [$x | Codes], <<"z">> | Long]))]).

text([], Text) -> Text;
text([Code | Codes], Text) -> text(Codes, character(Text, Code)).

character(Text, Code) -> <<Text/binary, Code/utf8>>.

escaped([], Text) -> Text;
escaped([Code | Codes], Text) -> escaped(Codes, <<Text/binary, $\\, Code:16, Code/utf8>>).
