%% Forms: functions, attributes, and the types in them.
-module(swerl_forms).
-export([form/1]).
-import(swerl_grammar, [before/1, wrong/2, expect/2, expr/1, exprs/1, several/3, first_anno/1]).

-define(ANNO(Node), element(2, Node)).

form([{'-', _}, {spec, Anno} | Tokens]) -> specification(spec, Anno, Tokens);
form([{'-', _}, {callback, Anno} | Tokens]) -> specification(callback, Anno, Tokens);
form([{'-', _}, {atom, _, _} = Name | Tokens]) -> attribute(Name, Tokens);
form([{'-', _} | Tokens]) -> before(Tokens);
form([{atom, _, _} | _] = Tokens) ->
    {[{clause, Anno, Name, Patterns, _, _} | _] = Clauses, Rest} = several(';', fun function_clause/1, Tokens),
    Arity = length(Patterns),
    ended({function, Anno, Name, Arity, swerl_grammar:same_heads(Clauses, Name, Arity)}, Rest);
form(Tokens) -> before(Tokens).

%% A form that is whole. What is wrong within it is said before what follows it.
ended(Form, Tokens) ->
    case expect(dot, Tokens) of
        [{'$end', _}] -> Form;
        Rest -> before(Rest)
    end.

function_clause([{atom, Anno, Name} | Tokens]) ->
    {Patterns, Rest} = swerl_grammar:patterns(Tokens),
    {Guard, Body, Rest1} = swerl_grammar:guard_and_body(Rest),
    {{clause, Anno, Name, Patterns, Guard, Body}, Rest1};
function_clause(Tokens) -> before(Tokens).

%% ---- Attributes ----

%% In parentheses more is meant than elsewhere: `-type(t() :: u()).`
attribute(Name, [{'(', _} | Inner] = Tokens) ->
    {First, Rest} = expr(Inner),
    case Rest of
        [{',', _}, {'{', _} | _] = [_ | Rest1] -> fields_or_values(Name, First, Rest1);
        [{',', _} | Rest1] ->
            {Values, Rest2} = exprs(Rest1),
            Rest3 = expect(')', Rest2),
            ended(plain(Name, [First | Values]), Rest3);
        [{'::', _} | Rest1] ->
            {Type, Rest2} = top_type(Rest1),
            Rest3 = expect(')', Rest2),
            ended(typed(Name, {type_def, First, Type}), Rest3);
        _ -> bare_attribute(Name, Tokens)
    end;
attribute(Name, Tokens) -> bare_attribute(Name, Tokens).

bare_attribute(Name, Tokens) ->
    {First, Rest} = expr(Tokens),
    case Rest of
        [{'::', _} | Rest1] ->
            {Type, Rest2} = top_type(Rest1),
            ended(typed(Name, {type_def, First, Type}), Rest2);
        [{',', _} | Rest1] ->
            case typed_fields(Rest1) of
                {{tuple, _, _} = Tuple, Rest2} ->
                    ended(typed(Name, {typed_record, First, Tuple}), Rest2);
                none ->
                    {Values, Rest2} = exprs(Rest1),
                    ended(plain(Name, [First | Values]), Rest2)
            end;
        _ -> ended(plain(Name, [First]), Rest)
    end.

fields_or_values(Name, First, Tokens) ->
    case typed_fields(Tokens) of
        {Tuple, Rest} ->
            Rest1 = expect(')', Rest),
            ended(typed(Name, {typed_record, First, Tuple}), Rest1);
        none ->
            {Values, Rest} = exprs(Tokens),
            Rest1 = expect(')', Rest),
            ended(plain(Name, [First | Values]), Rest1)
    end.

%% The fields of a record, if one of them has a type; else it is a usual tuple.
typed_fields([{'{', Anno}, Token | _] = [_ | Tokens]) when element(1, Token) =/= '}' ->
    {Fields, Rest} = several(',', fun typed_field/1, Tokens),
    case lists:keymember(typed, 1, Fields) of
        true -> {{tuple, Anno, Fields}, expect('}', Rest)};
        false -> none
    end;
typed_fields(_) -> none.

typed_field(Tokens) ->
    {Field, Rest} = expr(Tokens),
    case Rest of
        [{'::', _} | Rest1] ->
            {Type, Rest2} = top_type(Rest1),
            {{typed, Field, Type}, Rest2};
        _ -> {Field, Rest}
    end.

typed({atom, Anno, record}, {typed_record, {atom, _, Name}, Tuple}) -> {attribute, Anno, record, {Name, fields(Tuple)}};
typed({atom, Anno, Kind}, {type_def, {call, _, {atom, _, Name}, Args}, Type}) when Kind =:= type; Kind =:= opaque ->
    [wrong(Arg, "bad type variable") || Arg <- Args, element(1, Arg) =:= var, element(3, Arg) =:= '_'],
    [wrong(Arg, "bad type variable") || Arg <- Args, element(1, Arg) =/= var],
    {attribute, Anno, Kind, {Name, Type, Args}};
typed({atom, _, Kind} = Name, _) when Kind =:= record; Kind =:= type; Kind =:= opaque -> bad_declaration(Name, Kind);
typed(Name, _) -> wrong(Name, "bad attribute").

plain({atom, Anno, module}, [{atom, _, Name}]) -> {attribute, Anno, module, Name};
plain({atom, Anno, module}, [{atom, _, Name}, Variables]) -> {attribute, Anno, module, {Name, variables(Variables)}};
plain({atom, Anno, export}, [List]) -> {attribute, Anno, export, names(List)};
plain({atom, Anno, import}, [{atom, _, Module}, List]) -> {attribute, Anno, import, {Module, names(List)}};
plain({atom, Anno, record}, [{atom, _, Name}, Tuple]) -> {attribute, Anno, record, {Name, fields(Tuple)}};
plain({atom, Anno, file}, [{string, _, Name}, {integer, _, Line}]) -> {attribute, Anno, file, {Name, Line}};
plain({atom, _, Kind}, [_, Other | _]) when Kind =:= export; Kind =:= import -> bad_declaration(Other, Kind);
plain({atom, _, Kind}, [Other | _]) when Kind =:= module; Kind =:= record; Kind =:= file -> bad_declaration(Other, Kind);
plain({atom, Anno, Name}, [Value]) when Name =/= import ->
    try erl_parse:normalise(as_pairs(Value)) of
        Term -> {attribute, Anno, Name, Term}
    catch
        _:_ -> wrong(Value, "bad attribute")
    end;
plain(_, [_, Other | _]) -> wrong(Other, "bad attribute").

bad_declaration(Node, Kind) -> wrong(Node, io_lib:format("bad ~tw declaration", [Kind])).

variables({cons, _, {var, _, Name}, Rest}) -> [Name | variables(Rest)];
variables({nil, _}) -> [];
variables(Other) -> wrong(Other, "bad variable list").

names({cons, _, {op, _, '/', {atom, _, Name}, {integer, _, Arity}}, Rest}) -> [{Name, Arity} | names(Rest)];
names({cons, _, {op, _, '/', {atom, _, _}, Other}, _}) -> wrong(Other, "bad function arity");
names({cons, _, {op, _, '/', Other, _}, _}) -> wrong(Other, "bad function name");
names({nil, _}) -> [];
names(Other) -> wrong(Other, "bad Name/Arity").

fields({tuple, _, Fields}) -> [field(Field) || Field <- Fields];
fields(Other) -> wrong(Other, "bad record declaration").

field({atom, Anno, _} = Name) -> {record_field, Anno, Name};
field({match, _, {atom, Anno, _} = Name, Value}) -> {record_field, Anno, Name, Value};
field({typed, Field, Type}) -> {typed_record_field, field(Field), Type};
field(Other) -> wrong(Other, "bad record field").

%% In the value of an attribute `f/1` is the pair of both.
as_pairs({cons, Anno, Head, Tail}) -> {cons, Anno, as_pairs(Head), as_pairs(Tail)};
as_pairs({tuple, Anno, Elements}) -> {tuple, Anno, [as_pairs(Element) || Element <- Elements]};
as_pairs({map, Anno, Fields}) -> {map, Anno, [{Kind, A, Key, as_pairs(Value)} || {Kind, A, Key, Value} <- Fields]};
as_pairs({op, Anno, '/', {atom, _, _} = Name, {integer, _, _} = Arity}) -> {tuple, Anno, [Name, Arity]};
as_pairs(Other) -> Other.

%% ---- Specifications ----

specification(Kind, Anno, [{'(', _} | Tokens]) ->
    {Name, Types, Rest} = named_types(Tokens),
    Rest1 = expect(')', Rest),
    ended(specified(Kind, Anno, Name, Types), Rest1);
specification(Kind, Anno, Tokens) ->
    {Name, Types, Rest} = named_types(Tokens),
    ended(specified(Kind, Anno, Name, Types), Rest).

specified(Kind, Anno, Name, [First | _] = Types) ->
    {type, _, 'fun', [{type, _, product, Args}, _]} = case First of
                                                          {type, _, bounded_fun, [Fun, _]} -> Fun;
                                                          Fun -> Fun
                                                      end,
    {attribute, Anno, Kind, {erlang:append_element(Name, length(Args)), Types}}.

named_types([{atom, _, Module}, {':', _}, {atom, _, Name} | Tokens]) -> sorts({Module, Name}, Tokens);
named_types([{atom, _, _}, {':', _} | Tokens]) -> before(Tokens);
named_types([{atom, _, Name} | Tokens]) -> sorts({Name}, Tokens);
named_types(Tokens) -> before(Tokens).

sorts(Name, Tokens) ->
    {Types, Rest} = several(';', fun sort/1, Tokens),
    {Name, Types, Rest}.

sort(Tokens) ->
    {Fun, Rest} = fun_type(Tokens),
    case Rest of
        [{'when', _} | Rest1] ->
            {Constraints, Rest2} = several(',', fun constraint/1, Rest1),
            {{type, ?ANNO(Fun), bounded_fun, [Fun, Constraints]}, Rest2};
        _ -> {Fun, Rest}
    end.

constraint([{atom, _, Name} = Node, {'(', _} | Tokens]) ->
    {Types, Rest} = top_types(Tokens),
    Rest1 = expect(')', Rest),
    case {Name, Types} of
        {is_subtype, [{var, _, _} = Var, Type]} -> {constrained(Var, Type), Rest1};
        {is_subtype, [Other, _]} -> wrong(Other, "bad type variable");
        _ -> wrong(Node, io_lib:format("unsupported constraint ~tw", [Name]))
    end;
constraint([{var, _, _} = Var, {'::', _} | Tokens]) ->
    {Type, Rest} = top_type(Tokens),
    {constrained(Var, Type), Rest};
constraint([{Kind, _, _} | Tokens]) when Kind =:= atom; Kind =:= var -> before(Tokens);
constraint(Tokens) -> before(Tokens).

constrained({var, _, '_'} = Var, _) -> wrong(Var, "bad type variable");
constrained({var, Anno, _} = Var, Type) -> {type, Anno, constraint, [{atom, Anno, is_subtype}, [Var, Type]]}.

%% ---- Types ----

top_types(Tokens) -> several(',', fun top_type/1, Tokens).

top_type([{var, Anno, _} = Var, {'::', _} | Tokens]) ->
    {Type, Rest} = top_type(Tokens),
    {{ann_type, Anno, [Var, Type]}, Rest};
top_type(Tokens) ->
    {Type, Rest} = type(Tokens, 200),
    case Rest of
        [{'|', _} | Rest1] ->
            {Other, Rest2} = top_type(Rest1),
            Types = case Other of
                        {type, _, union, List} -> [Type | List];
                        _ -> [Type, Other]
                    end,
            {{type, first_anno(Type), union, Types}, Rest2};
        _ -> {Type, Rest}
    end.

type([{Op, Anno} | Tokens], Level) when Op =:= '+'; Op =:= '-'; Op =:= 'bnot'; Op =:= 'not' ->
    {Type, Rest} = type(Tokens, 600),
    operators({op, Anno, Op, Type}, Rest, Level);
type(Tokens, Level) ->
    {Type, Rest} = simple(Tokens),
    operators(Type, Rest, Level).

operators(Left, [{'..', _} | Tokens], Level) when Level =< 200 ->
    {Right, Rest} = type(Tokens, 201),
    {{type, ?ANNO(Left), range, [Left, Right]}, Rest};
operators(Left, [{Op, Anno} | Tokens] = All, Level) ->
    case level(Op) of
        Own when is_integer(Own), Own >= Level ->
            {Right, Rest} = type(Tokens, Own + 1),
            operators({op, Anno, Op, Left, Right}, Rest, Level);
        _ -> {Left, All}
    end;
operators(Left, Tokens, _) -> {Left, Tokens}.

level(Op) ->
    case Op of
        '+' -> 400; '-' -> 400; 'bor' -> 400; 'bxor' -> 400; 'bsl' -> 400; 'bsr' -> 400; 'or' -> 400; 'xor' -> 400;
        '*' -> 500; '/' -> 500; 'div' -> 500; 'rem' -> 500; 'band' -> 500; 'and' -> 500; _ -> none
    end.

simple([{'(', _} | Tokens]) ->
    {Type, Rest} = top_type(Tokens),
    {Type, expect(')', Rest)};
simple([{atom, Anno, _} = Module, {':', _}, {atom, _, _} = Name | Tokens]) ->
    {Args, Rest} = arguments(Tokens),
    {{remote_type, Anno, [Module, Name, Args]}, Rest};
simple([{atom, _, _}, {':', _} | Tokens]) -> before(Tokens);
simple([{atom, Anno, Name}, {'(', _}, {')', _} | Rest]) when Name =:= tuple; Name =:= map -> {{type, Anno, Name, any}, Rest};
simple([{atom, Anno, Name}, {'(', _} | _] = [_ | Tokens]) ->
    {Args, Rest} = arguments(Tokens),
    Tag = case erl_internal:is_type(Name, length(Args)) of true -> type; false -> user_type end,
    {{Tag, Anno, Name, Args}, Rest};
simple([{Kind, _, _} = Token | Rest]) when Kind =:= var; Kind =:= atom; Kind =:= integer; Kind =:= char -> {Token, Rest};
simple([{'[', Anno}, {']', _} | Rest]) -> {{type, Anno, nil, []}, Rest};
simple([{'[', Anno} | Tokens]) ->
    {Type, Rest} = top_type(Tokens),
    case Rest of
        [{',', _}, {'...', _} | Rest1] -> {{type, Anno, nonempty_list, [Type]}, expect(']', Rest1)};
        [{',', _} | Rest1] -> before(Rest1);
        _ -> {{type, Anno, list, [Type]}, expect(']', Rest)}
    end;
simple([{'#', Anno}, {atom, _, _} = Name | Tokens]) ->
    {Fields, Rest} = braced(fun field_type/1, Tokens),
    {{type, Anno, record, [Name | Fields]}, Rest};
simple([{'#', Anno} | Tokens]) ->
    {Fields, Rest} = braced(fun pair_type/1, Tokens),
    {{type, Anno, map, Fields}, Rest};
simple([{'{', Anno} | _] = Tokens) ->
    {Types, Rest} = braced(fun top_type/1, Tokens),
    {{type, Anno, tuple, Types}, Rest};
simple([{'<<', Anno} | Tokens]) -> binary(Anno, Tokens);
simple([{'fun', Anno}, {'(', _}, {')', _} | Rest]) -> {{type, Anno, 'fun', []}, Rest};
simple([{'fun', _}, {'(', _} | Tokens]) ->
    {Type, Rest} = fun_type(Tokens),
    {Type, expect(')', Rest)};
simple([{'fun', _} | Tokens]) -> before(Tokens);
simple(Tokens) -> before(Tokens).

arguments([{'(', _}, {')', _} | Rest]) -> {[], Rest};
arguments([{'(', _} | Tokens]) ->
    {Types, Rest} = top_types(Tokens),
    {Types, expect(')', Rest)};
arguments(Tokens) -> before(Tokens).

braced(_, [{'{', _}, {'}', _} | Rest]) -> {[], Rest};
braced(Item, [{'{', _} | Tokens]) ->
    {Items, Rest} = several(',', Item, Tokens),
    {Items, expect('}', Rest)};
braced(_, Tokens) -> before(Tokens).

field_type([{atom, Anno, _} = Name, {'::', _} | Tokens]) ->
    {Type, Rest} = top_type(Tokens),
    {{type, Anno, field_type, [Name, Type]}, Rest};
field_type([{atom, _, _} | Tokens]) -> before(Tokens);
field_type(Tokens) -> before(Tokens).

pair_type(Tokens) ->
    {Key, Rest} = top_type(Tokens),
    case Rest of
        [{'=>', Anno} | Rest1] ->
            {Value, Rest2} = top_type(Rest1),
            {{type, Anno, map_field_assoc, [Key, Value]}, Rest2};
        [{':=', Anno} | Rest1] ->
            {Value, Rest2} = top_type(Rest1),
            {{type, Anno, map_field_exact, [Key, Value]}, Rest2};
        _ -> before(Rest)
    end.

fun_type([{'(', Anno}, {'...', _} | Tokens]) ->
    {Result, Rest} = top_type(expect('->', expect(')', Tokens))),
    {{type, Anno, 'fun', [{type, Anno, any}, Result]}, Rest};
fun_type([{'(', Anno} | _] = Tokens) ->
    {Args, Rest} = arguments(Tokens),
    {Result, Rest1} = top_type(expect('->', Rest)),
    {{type, Anno, 'fun', [{type, Anno, product, Args}, Result]}, Rest1};
fun_type(Tokens) -> before(Tokens).

%% `<<_:Base, _:_*Unit>>`
binary(Anno, [{'>>', _} | Rest]) -> {bits(Anno, none, none), Rest};
binary(Anno, [{var, _, _} = First, {':', _}, {var, _, _} = Second, {'*', _} | Tokens]) ->
    {Unit, Rest} = unit([First, Second], Tokens),
    {bits(Anno, none, Unit), expect('>>', Rest)};
binary(Anno, [{var, _, _} = Var, {':', _} | Tokens]) ->
    {Type, Rest} = type(Tokens, 200),
    Base = unnamed([Var], Type),
    case Rest of
        [{',', _}, {var, _, _} = First, {':', _}, {var, _, _} = Second, {'*', _} | Rest1] ->
            {Unit, Rest2} = unit([First, Second], Rest1),
            {bits(Anno, Base, Unit), expect('>>', Rest2)};
        [{',', _} | Rest1] -> before(Rest1);
        _ -> {bits(Anno, Base, none), expect('>>', Rest)}
    end;
binary(_, [{var, _, _} | Tokens]) -> before(Tokens);
binary(_, Tokens) -> before(Tokens).

unit(Variables, Tokens) ->
    {Type, Rest} = type(Tokens, 200),
    {unnamed(Variables, Type), Rest}.

unnamed(Variables, Type) ->
    [wrong(Var, "Bad binary type") || {var, _, Name} = Var <- Variables, Name =/= '_'],
    Type.

bits(Anno, Base, Unit) -> {type, Anno, binary, [size(Anno, Base), size(Anno, Unit)]}.

size(Anno, none) -> erl_parse:abstract(0, erl_anno:line(Anno));
size(_, Type) -> Type.
