%% Evaluates expressions of the abstract format.
%%
%% Bindings are a map, or a list of pairs ordered by name, as the caller gives them. A function without a module that
%% is not built in is the business of the local function handler.
-module(erl_eval).
-export([exprs/2, exprs/3, exprs/4, expr/2, expr/3, expr/4, expr/5, expr_list/2, expr_list/3, expr_list/4]).
-export([new_bindings/0, bindings/1, binding/2, add_binding/3, del_binding/2]).

%% What calls are handed to: for local functions, and for those of modules.
-record(with, {local, remote}).

%% ---- Bindings ----

new_bindings() -> orddict:new().

bindings(Bindings) when is_map(Bindings) -> maps:to_list(Bindings);
bindings(Bindings) -> orddict:to_list(Bindings).

binding(Name, Bindings) ->
    case find(Name, Bindings) of
        {ok, Value} -> {value, Value};
        error -> unbound
    end.

find(Name, Bindings) when is_map(Bindings) -> maps:find(Name, Bindings);
find(Name, Bindings) -> orddict:find(Name, Bindings).

add_binding(Name, Value, Bindings) when is_map(Bindings) -> Bindings#{Name => Value};
add_binding(Name, Value, Bindings) -> orddict:store(Name, Value, Bindings).

del_binding(Name, Bindings) when is_map(Bindings) -> maps:remove(Name, Bindings);
del_binding(Name, Bindings) -> orddict:erase(Name, Bindings).

%% ---- From outside ----

exprs(Exprs, Bindings) -> exprs(Exprs, Bindings, none).

exprs(Exprs, Bindings, Local) -> exprs(Exprs, Bindings, Local, none).

exprs(Exprs, Bindings, Local, Remote) -> body(Exprs, Bindings, #with{local = Local, remote = Remote}).

expr(Expr, Bindings) -> expr(Expr, Bindings, none).

expr(Expr, Bindings, Local) -> expr(Expr, Bindings, Local, none).

expr(Expr, Bindings, Local, Remote) -> expr(Expr, Bindings, Local, Remote, none).

%% `value`: only the value is asked for.
expr(Expr, Bindings, Local, Remote, How) ->
    {value, Value, _} = Result = eval(Expr, Bindings, #with{local = Local, remote = Remote}),
    case How of
        value -> Value;
        none -> Result
    end.

expr_list(Exprs, Bindings) -> expr_list(Exprs, Bindings, none).

expr_list(Exprs, Bindings, Local) -> expr_list(Exprs, Bindings, Local, none).

expr_list(Exprs, Bindings, Local, Remote) ->
    {Values, Bindings1} = values(Exprs, Bindings, #with{local = Local, remote = Remote}),
    {Values, Bindings1}.

%% ---- Sequences ----

body([Expr], Bindings, With) -> eval(Expr, Bindings, With);
body([Expr | Exprs], Bindings, With) ->
    {value, _, Bindings1} = eval(Expr, Bindings, With),
    body(Exprs, Bindings1, With).

values(Exprs, Bindings, With) ->
    lists:mapfoldl(fun(Expr, Acc) ->
                           {value, Value, Acc1} = eval(Expr, Acc, With),
                           {Value, Acc1}
                   end, Bindings, Exprs).

%% ---- Expressions ----

eval({var, _, Name}, Bindings, _) ->
    case find(Name, Bindings) of
        {ok, Value} -> {value, Value, Bindings};
        error -> erlang:error({unbound_var, Name})
    end;
eval({Kind, _, Value}, Bindings, _)
  when Kind =:= integer; Kind =:= float; Kind =:= atom; Kind =:= char; Kind =:= string ->
    {value, Value, Bindings};
eval({nil, _}, Bindings, _) -> {value, [], Bindings};
eval({cons, _, Head, Tail}, Bindings, With) ->
    {[H, T], Bindings1} = values([Head, Tail], Bindings, With),
    {value, [H | T], Bindings1};
eval({tuple, _, Elements}, Bindings, With) ->
    {Values, Bindings1} = values(Elements, Bindings, With),
    {value, list_to_tuple(Values), Bindings1};
eval({map, _, Fields}, Bindings, With) -> fields(Fields, #{}, Bindings, With);
eval({map, _, Map, Fields}, Bindings, With) ->
    case eval(Map, Bindings, With) of
        {value, Value, Bindings1} when is_map(Value) -> fields(Fields, Value, Bindings1, With);
        {value, Value, _} -> erlang:error({badmap, Value})
    end;
eval({bin, _, Elements}, Bindings, With) ->
    eval_bits:expr_grp(Elements, Bindings, fun(Expr, Acc) -> eval(Expr, Acc, With) end);
eval({block, _, Exprs}, Bindings, With) -> body(Exprs, Bindings, With);
eval({match, _, Pattern, Expr}, Bindings, With) ->
    {value, Value, Bindings1} = eval(Expr, Bindings, With),
    case match(Pattern, Value, Bindings1, With) of
        {match, Bindings2} -> {value, Value, Bindings2};
        nomatch -> erlang:error({badmatch, Value})
    end;
eval({op, _, Op, Left, Right}, Bindings, With) when Op =:= 'andalso'; Op =:= 'orelse' ->
    {value, Value, Bindings1} = eval(Left, Bindings, With),
    case {Op, Value} of
        {'andalso', true} -> short(Right, Bindings1, With);
        {'orelse', false} -> short(Right, Bindings1, With);
        _ when is_boolean(Value) -> {value, Value, Bindings1};
        _ -> erlang:error({badarg, Value})
    end;
eval({op, _, Op, Operand}, Bindings, With) -> applied(erlang, Op, [Operand], Bindings, With);
eval({op, _, Op, Left, Right}, Bindings, With) -> applied(erlang, Op, [Left, Right], Bindings, With);
eval({'if', _, Clauses}, Bindings, With) -> choose(Clauses, [], Bindings, With, if_clause);
eval({'case', _, Expr, Clauses}, Bindings, With) ->
    {value, Value, Bindings1} = eval(Expr, Bindings, With),
    choose(Clauses, [Value], Bindings1, With, {case_clause, Value});
eval({'catch', _, Expr}, Bindings, With) ->
    try eval(Expr, Bindings, With)
    catch
        throw:Value -> {value, Value, Bindings};
        exit:Reason -> {value, {'EXIT', Reason}, Bindings};
        error:Reason:Trace -> {value, {'EXIT', {Reason, Trace}}, Bindings}
    end;
eval({'try', _, Body, Clauses, Handlers, After}, Bindings, With) -> tried(Body, Clauses, Handlers, After, Bindings, With);
eval({'receive', _, Clauses}, Bindings, With) -> received(Clauses, infinity, [], Bindings, With);
eval({'receive', _, Clauses, Timeout, Body}, Bindings, With) ->
    {value, Time, Bindings1} = eval(Timeout, Bindings, With),
    received(Clauses, Time, Body, Bindings1, With);
eval({lc, _, Expr, Qualifiers}, Bindings, With) ->
    {value, lists:reverse(comprehend(Qualifiers, Expr, [], Bindings, With)), Bindings};
eval({bc, _, Expr, Qualifiers}, Bindings, With) ->
    {value, list_to_bitstring(lists:reverse(comprehend(Qualifiers, Expr, [], Bindings, With))), Bindings};
eval({'fun', _, {clauses, [{clause, _, Patterns, _, _} | _] = Clauses}}, Bindings, With) ->
    Run = fun(_, Args) -> in_fun(Clauses, Args, Bindings, With) end,
    {value, made(length(Patterns), Run), Bindings};
eval({named_fun, _, Name, [{clause, _, Patterns, _, _} | _] = Clauses}, Bindings, With) ->
    Run = fun(Self, Args) -> in_fun(Clauses, Args, add_binding(Name, Self, Bindings), With) end,
    {value, made(length(Patterns), Run), Bindings};
eval({'fun', _, {function, Module, Name, Arity}}, Bindings, With) ->
    {[M, F, A], Bindings1} = values([Module, Name, Arity], Bindings, With),
    {value, fun M:F/A, Bindings1};
eval({'fun', _, {function, Name, Arity}}, Bindings, With) ->
    case erl_internal:bif(Name, Arity) of
        true -> {value, fun erlang:Name/Arity, Bindings};
        false ->
            Run = fun(_, Args) ->
                          {value, Value, _} = local(Name, [erl_parse:abstract(Arg) || Arg <- Args], Bindings, With),
                          Value
                  end,
            {value, made(Arity, Run), Bindings}
    end;
eval({call, _, {remote, _, Module, Name}, Args}, Bindings, With) ->
    {[M, F], Bindings1} = values([Module, Name], Bindings, With),
    applied(M, F, Args, Bindings1, With);
eval({call, _, {atom, _, Name}, Args}, Bindings, With) ->
    case erl_internal:bif(Name, length(Args)) of
        true -> applied(erlang, Name, Args, Bindings, With);
        false -> local(Name, Args, Bindings, With)
    end;
eval({call, _, Fun, Args}, Bindings, With) ->
    {value, F, Bindings1} = eval(Fun, Bindings, With),
    {Values, Bindings2} = values(Args, Bindings1, With),
    {value, apply(F, Values), Bindings2};
eval({Kind, _, Name, _}, _, _) when Kind =:= record; Kind =:= record_index -> erlang:error({undef_record, Name});
eval({Kind, _, _, Name, _}, _, _) when Kind =:= record; Kind =:= record_field -> erlang:error({undef_record, Name}).

short(Expr, Bindings, With) ->
    {value, Value, _} = eval(Expr, Bindings, With),
    {value, Value, Bindings}.

fields([], Map, Bindings, _) -> {value, Map, Bindings};
fields([{Kind, _, Key, Value} | Fields], Map, Bindings, With) ->
    {[K, V], Bindings1} = values([Key, Value], Bindings, With),
    Map1 = case Kind of
               map_field_assoc -> Map#{K => V};
               map_field_exact -> Map#{K := V}
           end,
    fields(Fields, Map1, Bindings1, With).

%% ---- Calls ----

applied(Module, Name, Args, Bindings, #with{remote = Remote} = With) ->
    {Values, Bindings1} = values(Args, Bindings, With),
    Value = case Remote of
                {value, Handler} -> Handler({Module, Name}, Values);
                none -> apply(Module, Name, Values)
            end,
    {value, Value, Bindings1}.

local(Name, Args, Bindings, #with{local = {value, Handler}} = With) ->
    {Values, Bindings1} = values(Args, Bindings, With),
    {value, Handler(Name, Values), Bindings1};
local(Name, Args, Bindings, #with{local = {eval, Handler}}) -> Handler(Name, Args, Bindings);
local(_, _, _, #with{local = none}) -> erlang:error(undef).

%% The variables of its heads are a fun's own.
in_fun([{clause, _, Patterns, Guard, Body} | Clauses], Args, Bindings, With) ->
    case fits(Patterns, Args, Guard, without(Patterns, Bindings), With) of
        {match, Bindings1} ->
            {value, Value, _} = body(Body, Bindings1, With),
            Value;
        nomatch -> in_fun(Clauses, Args, Bindings, With)
    end;
in_fun([], _, _, _) -> erlang:error(function_clause).

%% A fun of so many arguments; `Run` gets it, and the arguments as a list.
made(0, R) -> fun G() -> R(G, []) end;
made(1, R) -> fun G(A) -> R(G, [A]) end;
made(2, R) -> fun G(A, B) -> R(G, [A, B]) end;
made(3, R) -> fun G(A, B, C) -> R(G, [A, B, C]) end;
made(4, R) -> fun G(A, B, C, D) -> R(G, [A, B, C, D]) end;
made(5, R) -> fun G(A, B, C, D, E) -> R(G, [A, B, C, D, E]) end;
made(6, R) -> fun G(A, B, C, D, E, F) -> R(G, [A, B, C, D, E, F]) end;
made(7, R) -> fun G(A, B, C, D, E, F, H) -> R(G, [A, B, C, D, E, F, H]) end;
made(8, R) -> fun G(A, B, C, D, E, F, H, I) -> R(G, [A, B, C, D, E, F, H, I]) end;
made(9, R) -> fun G(A, B, C, D, E, F, H, I, J) -> R(G, [A, B, C, D, E, F, H, I, J]) end;
made(10, R) -> fun G(A, B, C, D, E, F, H, I, J, K) -> R(G, [A, B, C, D, E, F, H, I, J, K]) end;
made(Arity, _) -> erlang:error({argument_limit, Arity}).

%% ---- Clauses ----

choose([], _, _, _, Reason) -> erlang:error(Reason);
choose([{clause, _, Patterns, Guard, Body} | Clauses], Values, Bindings, With, Reason) ->
    case fits(Patterns, Values, Guard, Bindings, With) of
        {match, Bindings1} -> body(Body, Bindings1, With);
        nomatch -> choose(Clauses, Values, Bindings, With, Reason)
    end.

fits(Patterns, Values, Guard, Bindings, With) ->
    case match_all(Patterns, Values, Bindings, With) of
        {match, Bindings1} ->
            case guard(Guard, Bindings1, With) of
                true -> {match, Bindings1};
                false -> nomatch
            end;
        nomatch -> nomatch
    end.

guard([], _, _) -> true;
guard(Alternatives, Bindings, With) ->
    lists:any(fun(Tests) -> lists:all(fun(Test) -> holds(Test, Bindings, With) end, Tests) end, Alternatives).

holds(Test, Bindings, With) ->
    try eval(Test, Bindings, With#with{local = none, remote = none}) of
        {value, Value, _} -> Value =:= true
    catch
        error:_ -> false
    end.

tried(Body, Clauses, Handlers, After, Bindings, With) ->
    try body(Body, Bindings, With) of
        Result when Clauses =:= [] -> Result;
        {value, Value, Bindings1} -> choose(Clauses, [Value], Bindings1, With, {try_clause, Value})
    catch
        Class:Reason:Trace when Handlers =/= [] ->
            handled(Handlers, {Class, Reason, Trace}, Bindings, With)
    after
        [body(After, Bindings, With) || After =/= []]
    end.

handled([], {Class, Reason, Trace}, _, _) -> erlang:raise(Class, Reason, Trace);
handled([{clause, _, [{tuple, _, [Class, Reason, Trace]}], Guard, Body} | Handlers], {C, R, T} = Exception, Bindings, With) ->
    case fits([Class, Reason, Trace], [C, R, T], Guard, Bindings, With) of
        {match, Bindings1} -> body(Body, Bindings1, With);
        nomatch -> handled(Handlers, Exception, Bindings, With)
    end.

received(Clauses, Time, After, Bindings, With) ->
    Select = fun(Message) -> selected(Clauses, Message, Bindings, With) end,
    case prim_eval:'receive'(Select, Time) of
        {Body, Bindings1} -> body(Body, Bindings1, With);
        timeout -> body(After, Bindings, With)
    end.

selected([], _, _, _) -> nomatch;
selected([{clause, _, Patterns, Guard, Body} | Clauses], Message, Bindings, With) ->
    case fits(Patterns, [Message], Guard, Bindings, With) of
        {match, Bindings1} -> {Body, Bindings1};
        nomatch -> selected(Clauses, Message, Bindings, With)
    end.

%% ---- Comprehensions ----

comprehend([], Expr, Found, Bindings, With) ->
    {value, Value, _} = eval(Expr, Bindings, With),
    [Value | Found];
comprehend([{generate, _, Pattern, From} | Qualifiers], Expr, Found, Bindings, With) ->
    {value, List, _} = eval(From, Bindings, With),
    generated(List, List, Pattern, Qualifiers, Expr, Found, Bindings, With);
comprehend([{b_generate, _, {bin, _, Elements}, From} | Qualifiers], Expr, Found, Bindings, With) ->
    case eval(From, Bindings, With) of
        {value, Bits, _} when is_bitstring(Bits) ->
            taken(Bits, Elements, Qualifiers, Expr, Found, Bindings, With);
        {value, Other, _} -> erlang:error({bad_generator, Other})
    end;
comprehend([Filter | Qualifiers], Expr, Found, Bindings, With) ->
    Passed = case is_guard(Filter) of
                 true -> holds(Filter, Bindings, With);
                 false ->
                     {value, Value, _} = eval(Filter, Bindings, With),
                     Value
             end,
    case Passed of
        true -> comprehend(Qualifiers, Expr, Found, Bindings, With);
        false -> Found;
        _ -> erlang:error({bad_filter, Passed})
    end.

%% A filter that may be a guard is one: it never fails.
is_guard({call, _, {atom, _, Name}, Args}) -> erl_internal:guard_bif(Name, length(Args)) andalso is_guard(Args);
is_guard({call, _, {remote, _, {atom, _, erlang}, Name}, Args}) -> is_guard({call, 0, Name, Args});
is_guard({op, _, Op, Operand}) -> erl_internal:op_type(Op, 1) =/= send andalso is_guard(Operand);
is_guard({op, _, Op, Left, Right}) ->
    is_guard_operator(Op) andalso is_guard(Left) andalso is_guard(Right);
is_guard({Kind, _, _}) when Kind =:= var; Kind =:= integer; Kind =:= float; Kind =:= atom; Kind =:= char; Kind =:= string -> true;
is_guard({nil, _}) -> true;
is_guard({tuple, _, Elements}) -> is_guard(Elements);
is_guard({cons, _, Head, Tail}) -> is_guard(Head) andalso is_guard(Tail);
is_guard(Exprs) when is_list(Exprs) -> lists:all(fun is_guard/1, Exprs);
is_guard(_) -> false.

is_guard_operator(Op) when Op =:= 'andalso'; Op =:= 'orelse' -> true;
is_guard_operator(Op) -> lists:member(erl_internal:op_type(Op, 2), [arith, bool, comp]).

generated([Value | Values], List, Pattern, Qualifiers, Expr, Found, Bindings, With) ->
    Found1 = case match(Pattern, Value, without(Pattern, Bindings), With) of
                 {match, Bindings1} -> comprehend(Qualifiers, Expr, Found, Bindings1, With);
                 nomatch -> Found
             end,
    generated(Values, List, Pattern, Qualifiers, Expr, Found1, Bindings, With);
generated([], _, _, _, _, Found, _, _) -> Found;
generated(_, List, _, _, _, _, _, _) -> erlang:error({bad_generator, List}).

taken(Bits, Elements, Qualifiers, Expr, Found, Bindings, With) ->
    case match_bits(Elements, Bits, without(Elements, Bindings), With) of
        {match, Bindings1, Rest} ->
            taken(Rest, Elements, Qualifiers, Expr, comprehend(Qualifiers, Expr, Found, Bindings1, With), Bindings, With);
        {nomatch, Rest} -> taken(Rest, Elements, Qualifiers, Expr, Found, Bindings, With);
        nomatch -> Found
    end.

%% The variables of a generator's pattern are new ones.
without({var, _, Name}, Bindings) -> del_binding(Name, Bindings);
without({bin_element, _, Value, _, _}, Bindings) -> without(Value, Bindings);
without(Pattern, Bindings) when is_tuple(Pattern) -> without(tuple_to_list(Pattern), Bindings);
without([Head | Tail], Bindings) -> without(Tail, without(Head, Bindings));
without(_, Bindings) -> Bindings.

%% ---- Patterns ----

match_all([], [], Bindings, _) -> {match, Bindings};
match_all([Pattern | Patterns], [Value | Values], Bindings, With) ->
    case match(Pattern, Value, Bindings, With) of
        {match, Bindings1} -> match_all(Patterns, Values, Bindings1, With);
        nomatch -> nomatch
    end.

match({var, _, '_'}, _, Bindings, _) -> {match, Bindings};
match({var, _, Name}, Value, Bindings, _) ->
    case find(Name, Bindings) of
        {ok, Bound} -> same(Bound, Value, Bindings);
        error -> {match, add_binding(Name, Value, Bindings)}
    end;
match({match, _, Left, Right}, Value, Bindings, With) -> match_all([Left, Right], [Value, Value], Bindings, With);
match({cons, _, Head, Tail}, [H | T], Bindings, With) -> match_all([Head, Tail], [H, T], Bindings, With);
match({cons, _, _, _}, _, _, _) -> nomatch;
match({tuple, _, Patterns}, Value, Bindings, With) when is_tuple(Value), tuple_size(Value) =:= length(Patterns) ->
    match_all(Patterns, tuple_to_list(Value), Bindings, With);
match({tuple, _, _}, _, _, _) -> nomatch;
match({map, _, Fields}, Value, Bindings, With) when is_map(Value) -> match_fields(Fields, Value, Bindings, With);
match({map, _, _}, _, _, _) -> nomatch;
match({bin, _, Elements}, Value, Bindings, With) when is_bitstring(Value) ->
    case match_bits(Elements, Value, Bindings, With) of
        {match, Bindings1, <<>>} -> {match, Bindings1};
        _ -> nomatch
    end;
match({bin, _, _}, _, _, _) -> nomatch;
match({op, _, '++', {nil, _}, Tail}, Value, Bindings, With) -> match(Tail, Value, Bindings, With);
match({op, _, '++', {string, Anno, Text}, Tail}, Value, Bindings, With) ->
    match(lists:foldr(fun(C, Rest) -> {cons, Anno, {integer, Anno, C}, Rest} end, Tail, Text), Value, Bindings, With);
match({op, Anno, '++', {cons, Anno1, Head, Rest}, Tail}, Value, Bindings, With) ->
    match({cons, Anno1, Head, {op, Anno, '++', Rest, Tail}}, Value, Bindings, With);
match(Constant, Value, Bindings, With) ->
    {value, Wanted, _} = eval(Constant, Bindings, With),
    same(Wanted, Value, Bindings).

same(Value, Value, Bindings) -> {match, Bindings};
same(_, _, _) -> nomatch.

match_fields([], _, Bindings, _) -> {match, Bindings};
match_fields([{map_field_exact, _, Key, Pattern} | Fields], Map, Bindings, With) ->
    {value, K, _} = eval(Key, Bindings, With),
    case Map of
        #{K := Value} ->
            case match(Pattern, Value, Bindings, With) of
                {match, Bindings1} -> match_fields(Fields, Map, Bindings1, With);
                nomatch -> nomatch
            end;
        #{} -> nomatch
    end.

%% With what is left of the bits. `{nomatch, Rest}`: there are enough bits, and they do not fit.
match_bits(Elements, Bits, Bindings, With) -> match_bits(Elements, Bits, match, Bindings, With).

match_bits([], Rest, match, Bindings, _) -> {match, Bindings, Rest};
match_bits([], Rest, nomatch, _, _) -> {nomatch, Rest};
match_bits([{bin_element, Anno, {string, _, Text}, Size, Types} | Elements], Bits, So, Bindings, With) ->
    Characters = [{bin_element, Anno, {integer, Anno, C}, Size, Types} || C <- Text],
    match_bits(Characters ++ Elements, Bits, So, Bindings, With);
match_bits([{bin_element, _, Pattern, Size, Types} | Elements], Bits, So, Bindings, With) ->
    Evaluated = case Size of
                    default -> default;
                    _ ->
                        {value, Given, _} = eval(Size, Bindings, With),
                        Given
                end,
    case eval_bits:taken(Bits, Evaluated, Types) of
        {Value, Rest} ->
            case match(Pattern, Value, Bindings, With) of
                {match, Bindings1} -> match_bits(Elements, Rest, So, Bindings1, With);
                nomatch -> match_bits(Elements, Rest, nomatch, Bindings, With)
            end;
        none -> nomatch
    end.
