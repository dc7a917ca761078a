%% The bit syntax in the abstract format: the value of an expression, and what an element of a pattern takes.
-module(eval_bits).
-export([expr_grp/3, expr_grp/4, taken/3]).

%% `Eval(Expr, Bindings)` gives `{value, Value, Bindings}`.
expr_grp(Elements, Bindings, Eval) -> expr_grp(Elements, Bindings, Eval, fun(_, _, Reason, _, _) -> erlang:error(Reason) end).

expr_grp(Elements, Bindings, Eval, _) ->
    {Parts, Bindings1} = lists:mapfoldl(fun(Element, Acc) -> element_value(Element, Acc, Eval) end, Bindings, Elements),
    {value, list_to_bitstring(Parts), Bindings1}.

%% A text is the element of each of its characters.
element_value({bin_element, _, {string, _, Text}, Size, Types}, Bindings, Eval) ->
    {Bits, Bindings1} = size(Size, Bindings, Eval),
    How = how(Bits, Types, integer),
    {list_to_bitstring([part(C, How) || C <- Text]), Bindings1};
element_value({bin_element, _, Expr, Size, Types}, Bindings, Eval) ->
    {value, Value, Bindings1} = Eval(Expr, Bindings),
    {Bits, Bindings2} = size(Size, Bindings1, Eval),
    {part(Value, how(Bits, Types, integer)), Bindings2}.

size(default, Bindings, _) -> {default, Bindings};
size({atom, _, all}, Bindings, _) -> {all, Bindings};
size(Expr, Bindings, Eval) ->
    {value, Size, Bindings1} = Eval(Expr, Bindings),
    {Size, Bindings1}.

%% Type, size, unit, sign and byte order, with what is not said filled in.
how(Size, default, Default) -> how(Size, [], Default);
how(Size, Types, Default) ->
    Type = case [Kind || Kind <- Types, lists:member(Kind, kinds())] of
               [bytes | _] -> binary;
               [bits | _] -> bitstring;
               [Kind | _] -> Kind;
               [] -> Default
           end,
    Unit = proplists:get_value(unit, Types, default_unit(Type)),
    Order = case [O || O <- Types, O =:= little orelse O =:= native] of
                [_ | _] -> little;
                [] -> big
            end,
    {Type, default_size(Type, Size), Unit, Order}.

kinds() -> [integer, float, binary, bytes, bitstring, bits, utf8, utf16, utf32].

default_unit(binary) -> 8;
default_unit(_) -> 1.

default_size(integer, default) -> 8;
default_size(float, default) -> 64;
default_size(_, default) -> all;
default_size(_, Size) -> Size.

part(Value, {integer, Size, Unit, big}) -> <<Value:(Size * Unit)>>;
part(Value, {integer, Size, Unit, little}) -> <<Value:(Size * Unit)/little>>;
part(Value, {float, Size, Unit, big}) -> <<Value:(Size * Unit)/float>>;
part(Value, {float, Size, Unit, little}) -> <<Value:(Size * Unit)/float-little>>;
part(Value, {utf8, _, _, _}) -> <<Value/utf8>>;
part(Value, {utf16, _, _, big}) -> <<Value/utf16>>;
part(Value, {utf16, _, _, little}) -> <<Value/utf16-little>>;
part(Value, {utf32, _, _, big}) -> <<Value/utf32>>;
part(Value, {utf32, _, _, little}) -> <<Value/utf32-little>>;
part(Value, {Type, all, Unit, _}) when Type =:= binary; Type =:= bitstring ->
    case bit_size(Value) rem Unit of
        0 -> Value;
        _ -> erlang:error(badarg)
    end;
part(Value, {_, Size, Unit, _}) -> <<Value:(Size * Unit)/bitstring>>.

%% What an element of a pattern takes from the start of the bits, and what is left.
taken(Bits, Size, Types) ->
    Signed = Types =/= default andalso lists:member(signed, Types),
    try take(Bits, how(Size, Types, integer), Signed)
    catch
        error:_ -> none
    end.

take(Bits, {integer, Size, Unit, big}, false) -> <<V:(Size * Unit), Rest/bitstring>> = Bits, {V, Rest};
take(Bits, {integer, Size, Unit, little}, false) -> <<V:(Size * Unit)/little, Rest/bitstring>> = Bits, {V, Rest};
take(Bits, {integer, Size, Unit, big}, true) -> <<V:(Size * Unit)/signed, Rest/bitstring>> = Bits, {V, Rest};
take(Bits, {integer, Size, Unit, little}, true) -> <<V:(Size * Unit)/signed-little, Rest/bitstring>> = Bits, {V, Rest};
take(Bits, {float, Size, Unit, big}, _) -> <<V:(Size * Unit)/float, Rest/bitstring>> = Bits, {V, Rest};
take(Bits, {float, Size, Unit, little}, _) -> <<V:(Size * Unit)/float-little, Rest/bitstring>> = Bits, {V, Rest};
take(Bits, {utf8, _, _, _}, _) -> <<V/utf8, Rest/bitstring>> = Bits, {V, Rest};
take(Bits, {utf16, _, _, big}, _) -> <<V/utf16, Rest/bitstring>> = Bits, {V, Rest};
take(Bits, {utf16, _, _, little}, _) -> <<V/utf16-little, Rest/bitstring>> = Bits, {V, Rest};
take(Bits, {utf32, _, _, big}, _) -> <<V/utf32, Rest/bitstring>> = Bits, {V, Rest};
take(Bits, {utf32, _, _, little}, _) -> <<V/utf32-little, Rest/bitstring>> = Bits, {V, Rest};
take(Bits, {_, all, Unit, _}, _) when bit_size(Bits) rem Unit =:= 0 -> {Bits, <<>>};
take(Bits, {_, Size, Unit, _}, _) -> <<V:(Size * Unit)/bitstring, Rest/bitstring>> = Bits, {V, Rest}.
