%% Expressions and patterns: tokens to the abstract format, by recursive descent.
%%
%% Every function takes tokens and gives a node (or nodes) and the tokens that follow. The first token that fits
%% nowhere is thrown, as `{before, Token}`; `{'$end', Location}` stands behind the last token.
-module(swerl_grammar).
-export([exprs/1, expr/1, patterns/1, several/3, guard_and_body/1, same_heads/3]).
-export([expect/2, first_anno/1, before/1, wrong/2]).

-define(ANNO(Node), element(2, Node)).
-define(IS_PREFIX(Op), (Op =:= '+' orelse Op =:= '-' orelse Op =:= 'bnot' orelse Op =:= 'not')).

-spec before(term()) -> no_return().
before([Token | _]) -> throw({before, Token}).

%% Something that the grammar allows and that means nothing.
-spec wrong(term(), term()) -> no_return().
wrong(Node, What) -> throw({wrong, erl_anno:location(first_anno(Node)), What}).

expect(Category, [Token | Rest]) when element(1, Token) =:= Category -> Rest;
expect(_, Tokens) -> before(Tokens).

%% `Item` and, as long as there is a separator, further ones.
several(Separator, Item, Tokens) ->
    {Node, Rest} = Item(Tokens),
    case Rest of
        [{Separator, _} | Rest1] ->
            {Nodes, Rest2} = several(Separator, Item, Rest1),
            {[Node | Nodes], Rest2};
        _ -> {[Node], Rest}
    end.

exprs(Tokens) -> several(',', fun expr/1, Tokens).

%% ---- Operators ----

expr(Tokens) -> expr(Tokens, 100).

%% An expression of operators that bind at least so strongly.
expr([{'catch', Anno} | Tokens], _) ->
    {Node, Rest} = expr(Tokens, 0),
    {{'catch', Anno, Node}, Rest};
expr([{Op, Anno} | Tokens], Level) when ?IS_PREFIX(Op) ->
    {Node, Rest} = expr(Tokens, 600),
    operators({op, Anno, Op, Node}, Rest, Level, 1000, expr);
expr(Tokens, Level) ->
    {Node, Rest} = call(Tokens),
    operators(Node, Rest, Level, 1000, expr).

pattern(Tokens) -> pattern(Tokens, 100).

pattern([{Op, Anno} | Tokens], Level) when ?IS_PREFIX(Op) ->
    {Node, Rest} = pattern(Tokens, 600),
    operators({op, Anno, Op, Node}, Rest, Level, 1000, pattern);
pattern(Tokens, Level) ->
    {Node, Rest} = pattern_operand(Tokens),
    operators(Node, Rest, Level, 1000, pattern).

pattern_operand([{'(', _} | Tokens]) ->
    {Node, Rest} = pattern(Tokens),
    {Node, expect(')', Rest)};
pattern_operand([{'#', Anno}, {'{', _} | _] = [_ | Tokens]) ->
    {Fields, Rest} = braces(fun map_field/1, Tokens),
    {{map, Anno, Fields}, Rest};
pattern_operand([{'#', Anno}, {atom, _, Name} | Tokens]) -> record(Anno, Name, Tokens, none);
pattern_operand([{'#', _} | Tokens]) -> before(Tokens);
pattern_operand([{Kind, _} | _] = Tokens) when Kind =/= '[', Kind =/= '<<', Kind =/= '{' -> before(Tokens);
pattern_operand(Tokens) ->
    case primary(Tokens) of
        {{Comprehension, _, _, _}, _} when Comprehension =:= lc; Comprehension =:= bc -> no_comprehension(Tokens);
        Found -> Found
    end.

%% The first bars in a bracket that are no part of anything within it.
no_comprehension(Tokens) -> before(lists:dropwhile(fun(Token) -> element(1, Token) =/= '||' end, Tokens)).

patterns([{'(', _}, {')', _} | Rest]) -> {[], Rest};
patterns([{'(', _} | Tokens]) ->
    {Nodes, Rest} = several(',', fun pattern/1, Tokens),
    {Nodes, expect(')', Rest)};
patterns(Tokens) -> before(Tokens).

%% What follows an operand. Operators from the level `Bound` on do not associate with what is on the left.
operators(Left, [{Op, Anno} | Tokens] = All, Level, Bound, Kind) ->
    case binary_operator(Op, Kind) of
        {Own, Right} when Own >= Level, Own < Bound ->
            {Node, Rest} = case Kind of
                               expr -> expr(Tokens, Right);
                               pattern -> pattern(Tokens, Right)
                           end,
            Made = case Op of
                       '=' -> {match, first_anno(Left), Left, Node};
                       _ -> {op, Anno, Op, Left, Node}
                   end,
            operators(Made, Rest, Level, next_bound(Own), Kind);
        _ -> {Left, All}
    end;
operators(Left, Tokens, _, _, _) -> {Left, Tokens}.

%% No comparison follows a comparison.
next_bound(200) -> 200;
next_bound(Own) -> Own + 1.

%% The level of an operator, and that of its right operand.
binary_operator('!', expr) -> {100, 100};
binary_operator('orelse', expr) -> {150, 150};
binary_operator('andalso', expr) -> {160, 160};
binary_operator(Op, _) ->
    case Op of
        '=' -> {100, 100};
        '==' -> {200, 201}; '/=' -> {200, 201}; '=<' -> {200, 201}; '<' -> {200, 201};
        '>=' -> {200, 201}; '>' -> {200, 201}; '=:=' -> {200, 201}; '=/=' -> {200, 201};
        '++' -> {300, 300}; '--' -> {300, 300};
        '+' -> {400, 401}; '-' -> {400, 401}; 'bor' -> {400, 401}; 'bxor' -> {400, 401};
        'bsl' -> {400, 401}; 'bsr' -> {400, 401}; 'or' -> {400, 401}; 'xor' -> {400, 401};
        '*' -> {500, 501}; '/' -> {500, 501}; 'div' -> {500, 501}; 'rem' -> {500, 501};
        'band' -> {500, 501}; 'and' -> {500, 501};
        _ -> none
    end.

%% ---- Calls, and what comes before them ----

call(Tokens) ->
    {Node, Rest} = remote(Tokens),
    case {Node, Rest} of
        {{expression, Expr}, _} -> {Expr, Rest};
        {{callee, Callee}, [{'(', _} | _]} ->
            {Args, Rest1} = arguments(Rest),
            {{call, first_anno(Callee), Callee, Args}, Rest1};
        {{callee, Callee}, _} -> {Callee, Rest}
    end.

%% `callee`: arguments may follow.
remote([{'#', _} | _] = Tokens) ->
    {Node, Rest} = record_or_map(Tokens, none),
    {{expression, Node}, Rest};
remote(Tokens) ->
    {Node, Rest} = primary(Tokens),
    case Rest of
        [{':', Anno} | Rest1] ->
            {Function, Rest2} = primary(Rest1),
            {{callee, {remote, Anno, Node, Function}}, Rest2};
        [{'#', _} | _] ->
            {Made, Rest1} = record_or_map(Rest, Node),
            {{expression, Made}, Rest1};
        _ -> {{callee, Node}, Rest}
    end.

%% Records, or maps, of what stands on the left: one kind to the end.
record_or_map([{'#', Anno}, {'{', _} | _] = [_ | Tokens], Left) ->
    {Fields, Rest} = braces(fun map_field/1, Tokens),
    Node = case Left of none -> {map, Anno, Fields}; _ -> {map, Anno, Left, Fields} end,
    case Rest of
        [{'#', _}, {'{', _} | _] -> record_or_map(Rest, Node);
        [{'#', _} | Rest1] -> before(Rest1);
        _ -> {Node, Rest}
    end;
record_or_map([{'#', Anno}, {atom, _, Name} | Tokens], Left) ->
    {Node, Rest} = record(Anno, Name, Tokens, Left),
    case Rest of
        [{'#', _}, {atom, _, _} | _] -> record_or_map(Rest, Node);
        [{'#', _} | Rest1] -> before(Rest1);
        _ -> {Node, Rest}
    end;
record_or_map([_ | Tokens], _) -> before(Tokens).

record(Anno, Name, [{'.', _}, {atom, _, _} = Field | Rest], none) -> {{record_index, Anno, Name, Field}, Rest};
record(Anno, Name, [{'.', _}, {atom, _, _} = Field | Rest], Left) -> {{record_field, Anno, Left, Name, Field}, Rest};
record(_, _, [{'.', _} | Rest], _) -> before(Rest);
record(Anno, Name, [{'{', _} | _] = Tokens, Left) ->
    {Fields, Rest} = braces(fun record_field/1, Tokens),
    Node = case Left of none -> {record, Anno, Name, Fields}; _ -> {record, Anno, Left, Name, Fields} end,
    {Node, Rest};
record(_, _, Tokens, _) -> before(Tokens).

braces(_, [{'{', _}, {'}', _} | Rest]) -> {[], Rest};
braces(Item, [{'{', _} | Tokens]) ->
    {Items, Rest} = several(',', Item, Tokens),
    {Items, expect('}', Rest)}.

map_field(Tokens) ->
    {Key, Rest} = expr(Tokens),
    case Rest of
        [{'=>', Anno} | Rest1] ->
            {Value, Rest2} = expr(Rest1),
            {{map_field_assoc, Anno, Key, Value}, Rest2};
        [{':=', Anno} | Rest1] ->
            {Value, Rest2} = expr(Rest1),
            {{map_field_exact, Anno, Key, Value}, Rest2};
        _ -> before(Rest)
    end.

record_field([{Kind, Anno, _} = Name, {'=', _} | Tokens]) when Kind =:= atom; Kind =:= var ->
    {Value, Rest} = expr(Tokens),
    {{record_field, Anno, Name, Value}, Rest};
record_field([{Kind, _, _} | Tokens]) when Kind =:= atom; Kind =:= var -> before(Tokens);
record_field(Tokens) -> before(Tokens).

arguments([{'(', _}, {')', _} | Rest]) -> {[], Rest};
arguments([{'(', _} | Tokens]) ->
    {Args, Rest} = exprs(Tokens),
    {Args, expect(')', Rest)};
arguments(Tokens) -> before(Tokens).

%% ---- Expressions that need no operator to hold them together ----

primary([{Kind, _, _} = Token | Rest]) when Kind =:= var; Kind =:= atom; Kind =:= integer; Kind =:= float; Kind =:= char ->
    {Token, Rest};
primary([{string, _, _} = Token | Rest]) -> strings(Token, Rest);
primary([{'[', Anno} | Tokens]) -> list(Anno, Tokens);
primary([{'<<', Anno} | Tokens]) -> binary(Anno, Tokens);
primary([{'{', Anno} | _] = Tokens) ->
    {Elements, Rest} = braces(fun expr/1, Tokens),
    {{tuple, Anno, Elements}, Rest};
primary([{'(', _} | Tokens]) ->
    {Node, Rest} = expr(Tokens),
    {Node, expect(')', Rest)};
primary([{'begin', Anno} | Tokens]) ->
    {Body, Rest} = exprs(Tokens),
    {{block, Anno, Body}, expect('end', Rest)};
primary([{'if', Anno} | Tokens]) ->
    {Clauses, Rest} = several(';', fun if_clause/1, Tokens),
    {{'if', Anno, Clauses}, expect('end', Rest)};
primary([{'case', Anno} | Tokens]) ->
    {Subject, Rest} = expr(Tokens),
    {Clauses, Rest1} = several(';', fun case_clause/1, expect('of', Rest)),
    {{'case', Anno, Subject, Clauses}, expect('end', Rest1)};
primary([{'receive', Anno} | Tokens]) -> receive_expr(Anno, Tokens);
primary([{'fun', Anno} | Tokens]) -> fun_expr(Anno, Tokens);
primary([{'try', Anno} | Tokens]) -> try_expr(Anno, Tokens);
primary([{'maybe', Anno} | Tokens]) -> maybe_expr(Anno, Tokens);
primary(Tokens) -> before(Tokens).

strings({string, Anno, Text}, [{string, _, _} = Next | Rest]) ->
    {{string, _, More}, Rest1} = strings(Next, Rest),
    {{string, Anno, Text ++ More}, Rest1};
strings(String, Rest) -> {String, Rest}.

list(Anno, [{']', _} | Rest]) -> {{nil, Anno}, Rest};
list(Anno, Tokens) ->
    {Head, Rest} = expr(Tokens),
    case Rest of
        [{'||', _} | Rest1] ->
            {Qualifiers, Rest2} = several(',', fun qualifier/1, Rest1),
            {{lc, Anno, Head, Qualifiers}, expect(']', Rest2)};
        _ ->
            {Tail, Rest1} = tail(Rest),
            {{cons, Anno, Head, Tail}, Rest1}
    end.

tail([{']', Anno} | Rest]) -> {{nil, Anno}, Rest};
tail([{'|', _} | Tokens]) ->
    {Node, Rest} = expr(Tokens),
    {Node, expect(']', Rest)};
tail([{',', _} | Tokens]) ->
    {Head, Rest} = expr(Tokens),
    {Tail, Rest1} = tail(Rest),
    {{cons, first_anno(Head), Head, Tail}, Rest1};
tail(Tokens) -> before(Tokens).

qualifier(Tokens) ->
    {Node, Rest} = expr(Tokens),
    case Rest of
        [{'<-', Anno} | Rest1] ->
            {From, Rest2} = expr(Rest1),
            {{generate, Anno, Node, From}, Rest2};
        [{'<=', Anno} | Rest1] when element(1, Node) =:= bin, element(1, hd(Tokens)) =:= '<<' ->
            {From, Rest2} = expr(Rest1),
            {{b_generate, Anno, Node, From}, Rest2};
        _ -> {Node, Rest}
    end.

%% ---- Bitstrings ----

binary(Anno, [{'>>', _} | Rest]) -> {{bin, Anno, []}, Rest};
binary(Anno, Tokens) ->
    {First, Rest} = bit_element(Tokens),
    case {First, Rest} of
        {{bin_element, _, Value, default, default}, [{'||', _} | Rest1]} when not ?IS_PREFIX(element(1, hd(Tokens))) ->
            {Qualifiers, Rest2} = several(',', fun qualifier/1, Rest1),
            {{bc, Anno, Value, Qualifiers}, expect('>>', Rest2)};
        {_, [{',', _} | Rest1]} ->
            {Elements, Rest2} = several(',', fun bit_element/1, Rest1),
            {{bin, Anno, [First | Elements]}, expect('>>', Rest2)};
        _ -> {{bin, Anno, [First]}, expect('>>', Rest)}
    end.

bit_element([{Op, Anno} | Tokens]) when ?IS_PREFIX(Op) ->
    {Node, Rest} = primary(Tokens),
    bit_element({op, Anno, Op, Node}, Rest);
bit_element(Tokens) ->
    {Node, Rest} = primary(Tokens),
    bit_element(Node, Rest).

bit_element(Value, Tokens) ->
    {Size, Rest} = case Tokens of
                       [{':', _} | Tokens1] -> primary(Tokens1);
                       _ -> {default, Tokens}
                   end,
    {Types, Rest1} = case Rest of
                         [{'/', _} | Rest2] -> several('-', fun bit_type/1, Rest2);
                         _ -> {default, Rest}
                     end,
    {{bin_element, first_anno(Value), Value, Size, Types}, Rest1}.

bit_type([{atom, _, Name}, {':', _}, {integer, _, Size} | Rest]) -> {{Name, Size}, Rest};
bit_type([{atom, _, _}, {':', _} | Rest]) -> before(Rest);
bit_type([{atom, _, Name} | Rest]) -> {Name, Rest};
bit_type(Tokens) -> before(Tokens).

%% ---- Clauses ----

guard_and_body([{'when', _} | Tokens]) ->
    {Guard, Rest} = guard(Tokens),
    {Body, Rest1} = body(Rest),
    {Guard, Body, Rest1};
guard_and_body(Tokens) ->
    {Body, Rest} = body(Tokens),
    {[], Body, Rest}.

guard(Tokens) -> several(';', fun exprs/1, Tokens).

body(Tokens) -> exprs(expect('->', Tokens)).

if_clause(Tokens) ->
    {Guard, Rest} = guard(Tokens),
    {Body, Rest1} = body(Rest),
    {{clause, first_anno(hd(hd(Guard))), [], Guard, Body}, Rest1}.

case_clause(Tokens) ->
    {Pattern, Rest} = expr(Tokens),
    {Guard, Body, Rest1} = guard_and_body(Rest),
    {{clause, first_anno(Pattern), [Pattern], Guard, Body}, Rest1}.

receive_expr(Anno, [{'after', _} | Tokens]) -> receive_after(Anno, [], Tokens);
receive_expr(Anno, Tokens) ->
    {Clauses, Rest} = several(';', fun case_clause/1, Tokens),
    case Rest of
        [{'after', _} | Rest1] -> receive_after(Anno, Clauses, Rest1);
        _ -> {{'receive', Anno, Clauses}, expect('end', Rest)}
    end.

receive_after(Anno, Clauses, Tokens) ->
    {Timeout, Rest} = expr(Tokens),
    {Body, Rest1} = body(Rest),
    {{'receive', Anno, Clauses, Timeout, Body}, expect('end', Rest1)}.

fun_expr(Anno, [{atom, _, Name}, {'/', _}, {integer, _, Arity} | Rest]) -> {{'fun', Anno, {function, Name, Arity}}, Rest};
fun_expr(Anno, [{Kind, _, _} = Module, {':', _} | Tokens]) when Kind =:= atom; Kind =:= var ->
    {Function, Rest} = one_of([atom, var], Tokens),
    {Arity, Rest1} = one_of([integer, var], expect('/', Rest)),
    {{'fun', Anno, {function, Module, Function, Arity}}, Rest1};
fun_expr(_, [{atom, _, _}, {'/', _} | Rest]) -> before(Rest);
fun_expr(_, [{atom, _, _} | Rest]) -> before(Rest);
fun_expr(Anno, Tokens) ->
    {[{clause, _, Name, Patterns, _, _} | _] = Clauses, Rest} = several(';', fun fun_clause/1, Tokens),
    Rest1 = expect('end', Rest),
    Plain = same_heads(Clauses, Name, length(Patterns)),
    case Name of
        'fun' -> {{'fun', Anno, {clauses, Plain}}, Rest1};
        _ -> {{named_fun, Anno, Name, Plain}, Rest1}
    end.

one_of(Kinds, [{Kind, _, _} = Token | Rest] = Tokens) ->
    case lists:member(Kind, Kinds) of
        true -> {Token, Rest};
        false -> before(Tokens)
    end;
one_of(_, Tokens) -> before(Tokens).

fun_clause([{var, Anno, Name} | Tokens]) -> fun_clause(Anno, Name, Tokens);
fun_clause([Token | _] = Tokens) -> fun_clause(?ANNO(Token), 'fun', Tokens).

fun_clause(Anno, Name, Tokens) ->
    {Patterns, Rest} = patterns(Tokens),
    {Guard, Body, Rest1} = guard_and_body(Rest),
    {{clause, Anno, Name, Patterns, Guard, Body}, Rest1}.

%% Clauses without the name that they share.
same_heads(Clauses, Name, Arity) -> [same_head(Clause, Name, Arity) || Clause <- Clauses].

same_head({clause, Anno, Name, Patterns, Guard, Body}, Name, Arity) when length(Patterns) =:= Arity ->
    {clause, Anno, Patterns, Guard, Body};
same_head(Clause, _, _) -> wrong({clause, ?ANNO(Clause)}, "head mismatch").

%% ---- try and maybe ----

try_expr(Anno, Tokens) ->
    {Body, Rest} = exprs(Tokens),
    {Clauses, Rest1} = case Rest of
                           [{'of', _} | Tokens1] -> several(';', fun case_clause/1, Tokens1);
                           _ -> {[], Rest}
                       end,
    {Handlers, Rest2} = case Rest1 of
                            [{'catch', _} | Tokens2] -> several(';', fun handler/1, Tokens2);
                            [{'after', _} | _] -> {[], Rest1};
                            _ -> before(Rest1)
                        end,
    {After, Rest3} = case Rest2 of
                         [{'after', _} | Tokens3] -> exprs(Tokens3);
                         _ -> {[], Rest2}
                     end,
    {{'try', Anno, Body, Clauses, Handlers, After}, expect('end', Rest3)}.

handler([{Kind, Anno, _} = Class, {':', _} | Tokens]) when Kind =:= atom; Kind =:= var ->
    {Pattern, Rest} = pattern(Tokens),
    case Rest of
        [{':', _}, {var, _, _} = Trace | Rest1] -> handler(Anno, Class, Pattern, Trace, Rest1);
        [{':', _} | Rest1] -> before(Rest1);
        _ -> handler(Anno, Class, Pattern, {var, last_anno(Pattern), '_'}, Rest)
    end;
handler(Tokens) ->
    {Pattern, Rest} = pattern(Tokens),
    Anno = first_anno(Pattern),
    handler(Anno, {atom, Anno, throw}, Pattern, {var, last_anno(Pattern), '_'}, Rest).

handler(Anno, Class, Pattern, Trace, Tokens) ->
    {Guard, Body, Rest} = guard_and_body(Tokens),
    {{clause, Anno, [{tuple, Anno, [Class, Pattern, Trace]}], Guard, Body}, Rest}.

maybe_expr(Anno, Tokens) ->
    {Body, Rest} = several(',', fun maybe_match/1, Tokens),
    case Rest of
        [{'else', Else} | Rest1] ->
            {Clauses, Rest2} = several(';', fun case_clause/1, Rest1),
            {{'maybe', Anno, Body, {'else', Else, Clauses}}, expect('end', Rest2)};
        _ -> {{'maybe', Anno, Body}, expect('end', Rest)}
    end.

maybe_match(Tokens) ->
    {Node, Rest} = expr(Tokens),
    case Rest of
        [{'?=', Anno} | Rest1] ->
            {Value, Rest2} = expr(Rest1),
            {{maybe_match, Anno, Node, Value}, Rest2};
        _ -> {Node, Rest}
    end.

%% ---- Where a node starts and ends ----

%% The annotation of what stands leftmost.
first_anno(Node) ->
    Anno = ?ANNO(Node),
    case leftmost(Node) of
        none -> Anno;
        Left ->
            First = first_anno(Left),
            case erl_anno:location(First) =< erl_anno:location(Anno) of
                true -> First;
                false -> Anno
            end
    end.

leftmost({op, _, _, Left, _}) -> Left;
leftmost({remote, _, Left, _}) -> Left;
leftmost({map, _, Left, _}) -> Left;
leftmost({record, _, Left, _, _}) -> Left;
leftmost({record_field, _, Left, _, {atom, _, _}}) -> Left;
leftmost({match, _, Left, _}) -> Left;
leftmost({call, _, Left, _}) -> Left;
leftmost(_) -> none.

%% The last place in a node, as an annotation.
last_anno(Node) ->
    Last = erl_parse:fold_anno(fun later/2, none, Node),
    case erl_anno:end_location(Last) of
        undefined -> Last;
        End -> erl_anno:set_location(End, Last)
    end.

later(Anno, none) -> Anno;
later(Anno, Last) ->
    case erl_anno:location(Anno) =< erl_anno:location(Last) of
        true -> Last;
        false -> Anno
    end.
