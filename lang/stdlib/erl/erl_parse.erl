%% Tokens to the abstract format, and between the abstract format and terms.
-module(erl_parse).
-export([parse_form/1, parse_exprs/1, parse_term/1, parse/1, format_error/1]).
-export([normalise/1, abstract/1, abstract/2, tokens/1, tokens/2]).
-export([inop_prec/1, preop_prec/1, func_prec/0, max_prec/0, type_inop_prec/1, type_preop_prec/1]).
-export([map_anno/2, fold_anno/3, mapfold_anno/3, new_anno/1, anno_to_term/1, anno_from_term/1, first_anno/1]).

-define(ANNO(Node), element(2, Node)).

%% ---- Parsing ----

parse_form([{'-', Anno}, {atom, Name, Kind} | Tokens]) when Kind =:= spec; Kind =:= callback ->
    parse([{'-', Anno}, {Kind, Name} | Tokens]);
parse_form(Tokens) -> parse(Tokens).

parse(Tokens) -> parsed(fun swerl_forms:form/1, Tokens, 999999).

parse_exprs(Tokens) ->
    parsed(fun(All) ->
                   {Exprs, Rest} = swerl_grammar:exprs(All),
                   ended(swerl_grammar:expect(dot, Rest)),
                   Exprs
           end, Tokens, 0).

ended([{'$end', _}]) -> ok;
ended(Tokens) -> swerl_grammar:before(Tokens).

parse_term(Tokens) ->
    case parse_exprs(Tokens) of
        {ok, [Expr]} ->
            try normalise(Expr) of
                Term -> {ok, Term}
            catch
                _:_ -> bad_term(Expr)
            end;
        {ok, [_, Second | _]} -> bad_term(Second);
        Error -> Error
    end.

bad_term(Expr) -> {error, {erl_anno:location(first_anno(Expr)), ?MODULE, "bad term"}}.

%% `None`: the end of no tokens.
parsed(Parse, Tokens, None) ->
    try {ok, Parse(Tokens ++ [{'$end', end_of(Tokens, None)}])}
    catch
        throw:{before, Token} ->
            {error, {token_location(Token), ?MODULE, ["syntax error before: ", token_text(Token)]}};
        throw:{wrong, Location, What} -> {error, {Location, ?MODULE, What}}
    end.

end_of([], None) -> None;
end_of(Tokens, _) ->
    Last = lists:last(Tokens),
    try erl_scan:end_location(Last) of
        undefined -> token_location(Last);
        Location -> Location
    catch
        _:_ -> token_location(Last)
    end.

token_location(Token) ->
    try erl_scan:location(Token)
    catch
        _:_ -> ?ANNO(Token)
    end.

token_text(Token) ->
    try
        case erl_scan:text(Token) of
            undefined -> written(Token);
            Text -> Text
        end
    catch
        _:_ -> written(Token)
    end.

written({atom, _, Name}) -> io_lib:write_atom(Name);
written({Kind, _, Number}) when Kind =:= integer; Kind =:= float -> io_lib:write(Number);
written({char, _, C}) -> io_lib:write_char(C);
written({var, _, Name}) -> io_lib:format("~s", [Name]);
written({string, _, Text}) -> io_lib:write_string(Text);
written({_, _, Symbol}) -> io_lib:format("~tp", [Symbol]);
written({dot, _}) -> "'.'";
written({'$end', _}) -> [];
written({Category, _}) when is_atom(Category) -> io_lib:write_atom(Category);
written(Other) -> io_lib:format("~tp", [Other]).

format_error(Message) ->
    case io_lib:deep_char_list(Message) of
        true -> Message;
        _ -> io_lib:write(Message)
    end.

%% ---- Abstract format to terms ----

normalise({Kind, _, Value}) when Kind =:= char; Kind =:= integer; Kind =:= float; Kind =:= atom; Kind =:= string -> Value;
normalise({nil, _}) -> [];
normalise({cons, _, Head, Tail}) -> [normalise(Head) | normalise(Tail)];
normalise({tuple, _, Elements}) -> list_to_tuple([normalise(Element) || Element <- Elements]);
normalise({bin, _, Elements}) ->
    {value, Bits, _} = eval_bits:expr_grp(Elements, [], fun(Expr, Bindings) -> {value, normalise(Expr), Bindings} end),
    Bits;
normalise({map, _, Fields} = Map) -> maps:from_list([normal_field(Field, Map) || Field <- Fields]);
normalise({'fun', _, {function, {atom, _, Module}, {atom, _, Name}, {integer, _, Arity}}}) -> fun Module:Name/Arity;
normalise({op, _, '+', {Kind, _, Value}}) when Kind =:= char; Kind =:= integer; Kind =:= float -> Value;
normalise({op, _, '-', {Kind, _, Value}}) when Kind =:= char; Kind =:= integer; Kind =:= float -> -Value;
normalise(Other) -> erlang:error({badarg, Other}).

normal_field({map_field_assoc, _, Key, Value}, _) -> {normalise(Key), normalise(Value)};
normal_field(_, Map) -> erlang:error({badarg, Map}).

%% ---- Terms to the abstract format ----

abstract(Term) -> abstract(Term, 0, encoded(epp:default_encoding())).

abstract(Term, Options) when is_list(Options) ->
    Encoding = proplists:get_value(encoding, Options, epp:default_encoding()),
    Location = case proplists:get_value(location, Options) of
                   undefined -> proplists:get_value(line, Options, 0);
                   Given -> Given
               end,
    abstract(Term, erl_anno:new(Location), encoded(Encoding));
abstract(Term, Location) -> abstract(Term, erl_anno:new(Location), encoded(epp:default_encoding())).

%% Says which characters a list may have to be a string.
encoded(latin1) -> fun(C) -> C < 256 end;
encoded(Encoding) when Encoding =:= unicode; Encoding =:= utf8 ->
    fun(C) -> C < 16#D800 orelse C > 16#DFFF andalso C < 16#FFFE orelse C > 16#FFFF andalso C =< 16#10FFFF end;
encoded(none) -> none;
encoded(Fun) when is_function(Fun, 1) -> Fun;
encoded(Other) -> erlang:error({badarg, Other}).

abstract(Term, Anno, _) when is_integer(Term) -> {integer, Anno, Term};
abstract(Term, Anno, _) when is_float(Term) -> {float, Anno, Term};
abstract(Term, Anno, _) when is_atom(Term) -> {atom, Anno, Term};
abstract([], Anno, _) -> {nil, Anno};
abstract(Term, Anno, _) when is_bitstring(Term) ->
    {bin, Anno, [abstract_bits(Bits, Anno) || Bits <- bitstring_to_list(Term)]};
abstract([Head | Tail], Anno, none) -> {cons, Anno, abstract(Head, Anno, none), abstract(Tail, Anno, none)};
abstract(Term, Anno, Encoding) when is_list(Term) -> abstract_list(Term, [], Anno, Encoding);
abstract(Term, Anno, Encoding) when is_tuple(Term) ->
    {tuple, Anno, [abstract(Element, Anno, Encoding) || Element <- tuple_to_list(Term)]};
abstract(Term, Anno, Encoding) when is_map(Term) ->
    {map, Anno, [{map_field_assoc, Anno, abstract(Key, Anno, Encoding), abstract(Value, Anno, Encoding)}
                 || {Key, Value} <- maps:to_list(Term)]};
abstract(Term, Anno, Encoding) when is_function(Term) ->
    case erlang:fun_info(Term, type) of
        {type, external} ->
            Part = fun(Key) ->
                           {Key, Value} = erlang:fun_info(Term, Key),
                           abstract(Value, Anno, Encoding)
                   end,
            {'fun', Anno, {function, Part(module), Part(name), Part(arity)}}
    end.

%% Characters, reversed, are a string as long as nothing else comes.
abstract_list([Head | Tail] = List, Characters, Anno, Encoding) ->
    case is_integer(Head) andalso Head >= 0 andalso Encoding(Head) of
        true -> abstract_list(Tail, [Head | Characters], Anno, Encoding);
        false ->
            [First | Rest] = List,
            Node = {cons, Anno, abstract(First, Anno, Encoding), abstract(Rest, Anno, Encoding)},
            in_front(Characters, Node, Anno)
    end;
abstract_list([], Characters, Anno, _) -> {string, Anno, lists:reverse(Characters)};
abstract_list(Tail, Characters, Anno, Encoding) -> in_front(Characters, abstract(Tail, Anno, Encoding), Anno).

in_front(Characters, Node, Anno) -> lists:foldl(fun(C, Tail) -> {cons, Anno, {integer, Anno, C}, Tail} end, Node, Characters).

abstract_bits(Byte, Anno) when is_integer(Byte) -> {bin_element, Anno, {integer, Anno, Byte}, default, default};
abstract_bits(Bits, Anno) ->
    Size = bit_size(Bits),
    <<Value:Size>> = Bits,
    {bin_element, Anno, {integer, Anno, Value}, {integer, Anno, Size}, default}.

%% ---- Abstract format to tokens ----

tokens(Node) -> tokens(Node, []).

tokens({Kind, _, _} = Node, More)
  when Kind =:= char; Kind =:= integer; Kind =:= float; Kind =:= atom; Kind =:= var; Kind =:= string ->
    [Node | More];
tokens({nil, Anno}, More) -> [{'[', Anno}, {']', Anno} | More];
tokens({cons, Anno, Head, Tail}, More) -> [{'[', Anno} | tokens(Head, tail_tokens(Tail, More))];
tokens({tuple, Anno, Elements}, More) -> [{'{', Anno} | listed_tokens(Elements, Anno, More)];
tokens({map, Anno, Fields}, More) -> [{'#', Anno}, {'{', Anno} | listed_tokens(Fields, Anno, More)];
tokens({map_field_assoc, Anno, Key, Value}, More) -> tokens(Key, [{'=>', Anno} | tokens(Value, More)]).

tail_tokens({cons, Anno, Head, Tail}, More) -> [{',', Anno} | tokens(Head, tail_tokens(Tail, More))];
tail_tokens({nil, Anno}, More) -> [{']', Anno} | More];
tail_tokens(Other, More) -> [{'|', ?ANNO(Other)} | tokens(Other, [{']', ?ANNO(Other)} | More])].

listed_tokens([], Anno, More) -> [{'}', Anno} | More];
listed_tokens([Node | Nodes], _, More) ->
    Last = ?ANNO(case Nodes of [] -> Node; _ -> lists:last(Nodes) end),
    Rest = lists:foldr(fun({Before, Next}, Acc) -> [{',', ?ANNO(Before)} | tokens(Next, Acc)] end,
                       [{'}', Last} | More], pairs([Node | Nodes])),
    tokens(Node, Rest).

pairs([First | [Second | _] = Rest]) -> [{First, Second} | pairs(Rest)];
pairs(_) -> [].

%% ---- How strongly operators bind: on the left, themselves, on the right ----

inop_prec(Op) ->
    case Op of
        '=' -> {150, 100, 100};
        '!' -> {150, 100, 100};
        'orelse' -> {160, 150, 150};
        'andalso' -> {200, 160, 160};
        '#' -> {800, 700, 800};
        ':' -> {900, 800, 900};
        '.' -> {900, 900, 1000};
        _ ->
            case erl_internal:op_type(Op, 2) of
                comp -> {300, 200, 300};
                list -> {400, 300, 300};
                bool when Op =:= 'and' -> {500, 500, 600};
                arith when Op =:= '*'; Op =:= '/'; Op =:= 'div'; Op =:= 'rem'; Op =:= 'band' -> {500, 500, 600};
                Kind when Kind =:= arith; Kind =:= bool -> {400, 400, 500}
            end
    end.

preop_prec('catch') -> {700, 100};
preop_prec('#') -> {700, 800};
preop_prec(Op) when Op =:= '+'; Op =:= '-'; Op =:= 'bnot'; Op =:= 'not' -> {600, 700}.

func_prec() -> {800, 700}.

max_prec() -> 900.

type_inop_prec('=') -> {150, 100, 100};
type_inop_prec('::') -> {150, 150, 160};
type_inop_prec('|') -> {180, 170, 170};
type_inop_prec('..') -> {300, 200, 300};
type_inop_prec('#') -> {800, 700, 800};
type_inop_prec(Op) when Op =:= '*'; Op =:= '/'; Op =:= 'div'; Op =:= 'rem'; Op =:= 'band' -> {500, 500, 600};
type_inop_prec(Op)
  when Op =:= '+'; Op =:= '-'; Op =:= 'bor'; Op =:= 'bxor'; Op =:= 'bsl'; Op =:= 'bsr' ->
    {400, 400, 500}.

type_preop_prec('#') -> {700, 800};
type_preop_prec(Op) when Op =:= '+'; Op =:= '-'; Op =:= 'bnot' -> {600, 700}.

%% ---- Annotations of a tree ----

first_anno(Node) -> swerl_grammar:first_anno(Node).

map_anno(Fun, Tree) ->
    {Mapped, []} = walk(Tree, [], fun(Anno, Acc) -> {Fun(Anno), Acc} end),
    Mapped.

fold_anno(Fun, Start, Tree) ->
    {_, Folded} = walk(Tree, Start, fun(Anno, Acc) -> {Anno, Fun(Anno, Acc)} end),
    Folded.

mapfold_anno(Fun, Start, Tree) -> walk(Tree, Start, Fun).

new_anno(Tree) -> map_anno(fun erl_anno:new/1, Tree).

anno_to_term(Tree) -> map_anno(fun erl_anno:to_term/1, Tree).

anno_from_term(Tree) -> map_anno(fun erl_anno:from_term/1, Tree).

%% Calls `Fun` on the annotations from left to right; what stands where nodes may stand and is none stays.
walk([Head | Tail], Acc, Fun) ->
    {Head1, Acc1} = walk(Head, Acc, Fun),
    {Tail1, Acc2} = walk(Tail, Acc1, Fun),
    {[Head1 | Tail1], Acc2};
walk({function, _, _} = Node, Acc, _) -> {Node, Acc};
walk({function, Module, Name, Arity}, Acc, Fun) ->
    {Parts, Acc1} = walk([Module, Name, Arity], Acc, Fun),
    {list_to_tuple([function | Parts]), Acc1};
walk({Kind, _} = Node, Acc, _) when Kind =:= warning; Kind =:= error; Kind =:= eof -> {Node, Acc};
walk({clauses, Clauses}, Acc, Fun) ->
    {Clauses1, Acc1} = walk(Clauses, Acc, Fun),
    {{clauses, Clauses1}, Acc1};
walk({typed_record_field, Field, Type}, Acc, Fun) ->
    {[Field1, Type1], Acc1} = walk([Field, Type], Acc, Fun),
    {{typed_record_field, Field1, Type1}, Acc1};
walk({attribute, Anno, Kind, Value}, Acc, Fun) ->
    {Anno1, Acc1} = Fun(Anno, Acc),
    {Value1, Acc2} = walk_attribute(Kind, Value, Acc1, Fun),
    {{attribute, Anno1, Kind, Value1}, Acc2};
walk({bin_element, Anno, Value, Size, Types}, Acc, Fun) ->
    {Anno1, Acc1} = Fun(Anno, Acc),
    {[Value1, Size1], Acc2} = walk([Value, Size], Acc1, Fun),
    {{bin_element, Anno1, Value1, Size1, Types}, Acc2};
walk(Node, Acc, Fun) when is_tuple(Node) ->
    [Tag, Anno | Parts] = tuple_to_list(Node),
    {Anno1, Acc1} = Fun(Anno, Acc),
    {Parts1, Acc2} = walk(Parts, Acc1, Fun),
    {list_to_tuple([Tag, Anno1 | Parts1]), Acc2};
walk(Other, Acc, _) -> {Other, Acc}.

walk_attribute(Kind, {Name, Parts}, Acc, Fun) when Kind =:= record; Kind =:= spec; Kind =:= callback ->
    {Parts1, Acc1} = walk(Parts, Acc, Fun),
    {{Name, Parts1}, Acc1};
walk_attribute(Kind, {Name, Type, Args}, Acc, Fun) when Kind =:= type; Kind =:= opaque ->
    {[Type1, Args1], Acc1} = walk([Type, Args], Acc, Fun),
    {{Name, Type1, Args1}, Acc1};
walk_attribute(_, Value, Acc, _) -> {Value, Acc}.
