%% Calls whose module, function or fun is known only when they are made: what they give and what their errors show.
-module(calls_by_variable_names).
-export([main/0, add/1, nothing/0, six/6]).

add(X) -> X + 1.

nothing() -> none.

six(A, B, C, D, E, F) -> [F, E, D, C, B, A].

main() ->
    Names = [{calls_by_variable_names, add}, {1, add}, {calls_by_variable_names, 2}, {no_such_module, add},
             {calls_by_variable_names, no_such}, {"a", b}, {erlang, abs}, {erlang, hd}, {[], []}],
    Ways = [{called, fun called/3}, {called_last, fun called_last/3}, {applied, fun applied/3},
            {applied_last, fun applied_last/3}, {listed, fun listed/3}],
    %% Twice: what was found out the first time is known the second.
    [shown({Way, M, F, X}, fun() -> Call(M, F, X) end)
     || _ <- [1, 2], {M, F} <- Names, {Way, Call} <- Ways, X <- [x, 41]],
    Funs = [fun add/1, fun ?MODULE:add/1, fun() -> none end, 1, {?MODULE, add}, fun no_such_module:x/1, add],
    [shown({fun_of, Way}, fun() -> Call(F) end)
     || F <- Funs, {Way, Call} <- [{given, fun given/1}, {given_last, fun given_last/1}]],
    [shown({list, L}, fun() -> {apply(id(?MODULE), id(nothing), L)} end) || L <- [[], [1], [1 | 2], foo]],
    io:format("~p~n", [apply(id(?MODULE), id(six), [1, 2, 3, 4, 5, 6])]),
    io:format("~p~n", [{apply(id(?MODULE), id(six), [1, 2, 3, 4, 5, id(six)]), (id(?MODULE)):six(1, 2, 3, 4, 5, 6)}]),
    io:format("~p~n", [apply(id(fun six/6), [1, 2, 3, 4, 5, 6])]),
    io:format("~p ~p~n", [apply(lists, reverse, [[1, 2]]), apply(id(erlang), '+', [1, 2])]),
    %% In the order in which they are written.
    io:format("~p~n", [apply(said(?MODULE), said(add), [said(1)])]),
    io:format("~p~n", [apply(said(fun add/1), [said(2)])]),
    %% Many functions: some are looked for at the same place.
    Atoms = [list_to_atom("f" ++ integer_to_list(N)) || N <- lists:seq(1, 3000)],
    Tries = [catch ?MODULE:A() || _ <- [1, 2], A <- Atoms],
    io:format("~p~n", [length([1 || {'EXIT', {undef, [{_, A, [], _} | _]}} <- Tries, lists:member(A, Atoms)])]),
    io:format("~p~n", [[(id(?MODULE)):(id(F))() || F <- [nothing, nothing]]]).

called(M, F, X) -> {M:F(X)}.

called_last(M, F, X) -> M:F(X).

applied(M, F, X) -> {apply(M, F, [X])}.

applied_last(M, F, X) -> apply(M, F, [X]).

listed(M, F, X) -> L = id([X]), {apply(M, F, L)}.

given(F) -> {apply(F, [1])}.

given_last(F) -> apply(F, [1]).

id(X) -> X.

said(X) when is_function(X) -> io:format("a fun~n"), X;
said(X) -> io:format("~p~n", [X]), X.

shown(What, F) ->
    Value =
        try F() of
            V -> {value, V}
        catch
            Class:Reason:Stack -> {Class, reason(Reason), top(Stack)}
        end,
    io:format("~p ~p~n", [What, Value]).

reason({badarity, {F, Args}}) when is_function(F) -> {badarity, Args};
reason({badfun, F}) when is_function(F) -> badfun;
reason(Reason) -> Reason.

%% The first two that are different and have a name of their own.
top(Stack) ->
    Names = [{M, F, A, proplists:get_value(line, Place)} || {M, F, A, Place} <- Stack],
    lists:sublist(once([N || {_, F, _, _} = N <- Names, hd(atom_to_list(F)) =/= $-]), 2).

once([X, X | Rest]) -> once([X | Rest]);
once([X | Rest]) -> [X | once(Rest)];
once([]) -> [].
