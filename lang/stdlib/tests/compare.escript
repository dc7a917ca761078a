#!/usr/bin/env escript
%% Runs the pure standard modules of this folder beside those of a real OTP, both on OTP, with many
%% arguments, right and wrong, and says where value, class, reason or the function that found
%% the fault differ. The last line is `N compared, N differ`.
%%
%%     escript lang/stdlib/tests/compare.escript lang/stdlib/erl [FILE OF CASES ...]
-mode(compile).

main([Folder]) -> main([Folder, "lists", "collections", "values", "texts", "characters"]);
main([Folder | Names]) ->
    rand:seed(exsss, {1, 2, 3}),
    [load(File) || File <- filelib:wildcard(filename:join(filename:dirname(escript:script_name()), "cases/*.erl"))],
    Cases = lists:append([cases(list_to_atom(Name)) || Name <- Names]),
    [compile(Folder, M) || M <- lists:usort([M || {M, _, _} <- Cases])],
    Results = [compare(M, F, A) || {M, F, A} <- Cases],
    Bad = length([bad || false <- Results]),
    io:format("~w compared, ~w differ~n", [length(Results), Bad]),
    halt(case Bad of 0 -> 0; _ -> 1 end).

file(Folder, M) -> filename:join(Folder, atom_to_list(M) ++ ".erl").

ours(M) -> list_to_atom("our_" ++ atom_to_list(M)).

%% A file of cases, loaded.
load(File) ->
    {ok, Name, Code} = compile:file(File, [binary, report]),
    {module, Name} = code:load_binary(Name, File, Code).

%% The module under a name of its own; its own qualified calls of built-in functions stay.
compile(Folder, M) ->
    {ok, Forms} = epp:parse_file(file(Folder, M), []),
    Renamed = [case Form of
                   {attribute, L, module, M} -> {attribute, L, module, ours(M)};
                   _ -> Form
               end || Form <- Forms],
    {ok, Name, Code} = compile:forms(Renamed, []),
    {module, Name} = code:load_binary(Name, file(Folder, M), Code).

compare(M, F, A) ->
    Theirs = outcome(M, M, F, A),
    Ours = outcome(M, ours(M), F, A),
    case same(Theirs, Ours) of
        true -> true;
        false ->
            io:format("~w:~w(~s)~n  OTP  ~p~n  ours ~p~n",
                      [M, F, lists:join(", ", [io_lib:format("~p", [X]) || X <- A]), Theirs, Ours]),
            false
    end.

%% Helpers have names of their own where no program sees them: everywhere but in lists, where sorting
%% alone has.
same(Same, Same) -> true;
same([_ | _] = Theirs, [_ | _] = Ours) -> lists:all(fun({A, B}) -> same(A, B) end, lists:zip(Theirs, Ours));
same({value, {[], []}}, {error, {bad_generator, _}, string, _, _}) -> true;
same({error, {badarg, Text}, string, _, _}, {error, {badarg, Text}, unicode_util, _, _}) -> true;
same({error, _, string, F, A}, {error, function_clause, unicode_util, cp, _}) -> not exported(string, F, A);
same({error, _, _, _, _}, {error, _, string, _, _}) -> true;
same({error, badarg, erlang, element, _}, {error, badarg, base64, value, 1}) -> true;
same({C, R, M, F, A}, {C, R, M, F2, A2}) when M =/= lists ->
    not exported(M, F, A) andalso not exported(M, F2, A2);
same({C, R, lists, F, _}, {C, R, lists, run, 5}) -> F =:= fsplit_1;
same({C, R, lists, F, _}, {C, R, lists, urun, 4}) -> F =:= ufsplit_1;
same({C, R, lists, split_1, _}, {C, R, lists, up, 3}) -> true;
same({C, R, lists, usplit_1, _}, {C, R, lists, unique_runs, 3}) -> true;
same(_, _) -> false.

exported(M, F, A) when is_list(A) -> exported(M, F, length(A));
exported(M, F, A) -> erlang:function_exported(M, F, A).

outcome(M, Real, '$steps', Steps) ->
    Kept = get(),
    erase(),
    Outcomes = [outcome(M, Real, F, A) || {F, A} <- Steps],
    erase(),
    [put(Key, Value) || {Key, Value} <- Kept],
    Outcomes;
outcome(M, Real, F, A) ->
    try {value, plain(M, apply(Real, F, A))}
    catch
        C:R:Stack ->
            [{RM, RF, RA, _} | _] = Stack,
            Shown = case RM of Real -> M; _ -> RM end,
            {C, R, Shown, RF, arity(RA, Shown, RF)}
    end.

%% What is kept in a state of rand says nothing of the module that it is from.
plain(rand, {#{next := _} = Generator, State}) ->
    {maps:map(fun(_, X) when is_function(X) -> erlang:fun_info(X, arity);
                 (_, X) -> X
              end, Generator), State};
plain(rand, {X, {#{}, _} = State}) -> {X, plain(rand, State)};
plain(_, Value) -> Value.

%% Arguments are compared for exported functions only: helpers may have their own.
arity(A, M, F) when is_list(A) ->
    case erlang:function_exported(M, F, length(A)) of
        true -> [shown(X) || X <- A];
        false -> length(A)
    end;
arity(A, _, _) -> A.

%% A fun of a module is not the same as one of the other.
shown(Fun) when is_function(Fun) -> function;
shown(X) -> plain(rand, X).

cases(lists) -> lists_cases() ++ sort_cases() ++ other_cases();
cases(Module) -> Module:cases().

%% Every exported function of lists with every combination of a few values for each argument; not
%% those that merge, which mean something for sorted lists alone.
lists_cases() ->
    Exports = [FA || {F, _} = FA <- lists:module_info(exports), F =/= module_info],
    [{lists, F, A} || {F, N} <- Exports, not lists:member({F, N}, built_in()),
                      string:find(atom_to_list(F), "merge") =:= nomatch,
                      A <- combinations(N, values(F, N))].

built_in() -> [{keyfind, 3}, {keymember, 3}, {keysearch, 3}, {member, 2}, {reverse, 2}].

values(_, N) when N =< 2 ->
    Fun1 = fun(X) -> X > 1 end,
    Fun1b = fun(X) -> {true, [X, X]} end,
    Fun1c = fun(X) -> X end,
    Fun1d = fun(X) -> [X] end,
    Fun2 = fun(A, B) -> A =< B end,
    [0, 1, 2, -1, a, 2.0, [], [1], [1, 2, 3], [3, 1, 2, 3, 1, 5, 0], [1 | 2], [1, 2, 3 | x], [0, a, b],
     [true, false, true], [[1, 2], [3], []], [[3], [4, 1 | 5]], [[1, [2, [3 | 4]]]], [[a], [b, [c]]],
     [{1, 2}, {3, 4}], [{1, 2, 3}, {4, 5, 6}], [{1, a}, {1.0, b}, {0, c}], [{}], {1}, [{1}, x],
     [a, 1, "s", 2.5, {t}], [a, 1, "s", 2.5], [1, 1.0, 1, 2, 2.0], [2, 1.0, 1],
     Fun1, Fun1b, Fun1c, Fun1d, Fun2];
values(_, 3) ->
    Fun1 = fun(X) -> {X} end,
    Fun2 = fun(A, B) -> A =< B end,
    Pair = fun(A, B) -> {A, [A | B]} end,
    Add = fun(A, B) -> A + B end,
    Fun3 = fun(A, B, C) -> {A, B, C} end,
    [0, 1, 3, -1, a, [], [1], [1, 2, 3], [4, 5, 6], [1, 2 | 3], [{1, a}, {2, b}], [{1.0, c}, {3, d}],
     [{}, x, {3, e}], {2, new}, Fun1, Fun2, Pair, Add, Fun3];
values(_, 4) ->
    Fun3 = fun(A, B, C) -> {A, B, C} end,
    [0, 1, 2, b, [], [1, 2], [{1, a}, {2, b}, {b, 2}, x], [{a} | y], {2, new}, Fun3].

combinations(0, _) -> [[]];
combinations(N, Values) -> [[V | Vs] || V <- Values, Vs <- combinations(N - 1, Values)].

%% Sorting and merging random lists, by orders and by functions that are none.
sort_cases() ->
    Funs = [fun(A, B) -> A =< B end, fun(A, B) -> A < B end, fun(A, B) -> A >= B end,
            fun(A, B) -> A > B end, fun(_, _) -> true end, fun(_, _) -> false end,
            fun({A, _}, {B, _}) -> A < B; (A, B) -> trunc(A) =< trunc(B) end,
            fun({A, _}, {B, _}) -> A > B; (A, B) -> (A * 7) rem 5 =< B end,
            fun(A, B) -> erlang:phash2({A, B}, 3) > 0 end],
    lists:append([sort_case(Funs) || _ <- lists:seq(1, 1500)]).

sort_case(Funs) ->
    N = rand:uniform(40),
    Ints = [rand:uniform(N) || _ <- lists:seq(1, rand:uniform(N))],
    More = [rand:uniform(N) || _ <- lists:seq(1, rand:uniform(N))],
    Mixed = [case rand:uniform(2) of 1 -> X; 2 -> float(X) end || X <- Ints],
    Mixed2 = [case rand:uniform(2) of 1 -> X; 2 -> float(X) end || X <- More],
    Pairs = [{X, I} || {I, X} <- lists:enumerate(Mixed)],
    Pairs2 = [{X, -I} || {I, X} <- lists:enumerate(Mixed2)],
    F = lists:nth(rand:uniform(length(Funs)), Funs),
    [A, B, C] = [lists:usort(L) || L <- [Mixed, Mixed2, Ints]],
    R = fun lists:reverse/1,
    [{lists, sort, [Mixed]}, {lists, usort, [Mixed]}, {lists, sort, [R(lists:sort(Mixed))]},
     {lists, keysort, [1, Pairs]}, {lists, ukeysort, [1, Pairs]}, {lists, uniq, [Mixed]},
     {lists, sort, [F, Ints]}, {lists, sort, [F, Pairs]}, {lists, usort, [F, Ints]},
     {lists, usort, [F, Pairs]}, {lists, merge, [F, Ints, More]}, {lists, umerge, [F, Ints, More]},
     {lists, rmerge, [F, Ints, More]}, {lists, rumerge, [F, Ints, More]},
     {lists, merge, [A, B]}, {lists, umerge, [A, B]}, {lists, rmerge, [R(A), R(B)]},
     {lists, rumerge, [R(A), R(B)]}, {lists, merge3, [A, B, C]}, {lists, umerge3, [A, B, C]},
     {lists, rmerge3, [R(A), R(B), R(C)]}, {lists, rumerge3, [R(A), R(B), R(C)]},
     {lists, merge, [[A, B, C, [], A]]}, {lists, umerge, [[A, B, C, [], A]]},
     {lists, keymerge, [1, lists:keysort(1, Pairs), lists:keysort(1, Pairs2)]},
     {lists, ukeymerge, [1, lists:ukeysort(1, Pairs), lists:ukeysort(1, Pairs2)]},
     {lists, rkeymerge, [1, R(lists:keysort(1, Pairs)), R(lists:keysort(1, Pairs2))]},
     {lists, rukeymerge, [1, R(lists:ukeysort(1, Pairs)), R(lists:ukeysort(1, Pairs2))]}].

%% The smaller modules: every function with every combination of a few values.
other_cases() ->
    [{M, F, A} || {M, Missing, Values} <- [{proplists, [from_map], properties()},
                                           {orddict, [], dictionaries()}, {ordsets, [], sets()},
                                           {string, strange(), strings()}],
                  {F, N} <- M:module_info(exports), F =/= module_info, not lists:member(F, Missing), M =/= string orelse N < 4 andalso {F, N} =/= {equal, 3} andalso {F, N} =/= {take, 3},
                  A <- combinations(N, few(N, M, Values))].

%% With many arguments there are enough combinations of fewer values.
few(3, string, Values) -> [V || {I, V} <- lists:enumerate(Values), I rem 3 =:= 1 orelse is_atom(V)];
few(4, _, Values) -> lists:sublist(Values, 9);
few(_, _, Values) -> Values.

%% Not in the module, or about texts that it refuses.
strange() -> [casefold, jaro_similarity, list_to_float, list_to_integer, next_codepoint, next_grapheme].

strings() ->
    ["", "a", "ab", " ab  c ", "  ", "hello world", "l", "lo", "a,b,,c,", ",", ",;", "Grüße ß µ ÿ", "x\r\ny\n", "\r\n", "\n",
     "42", "-7x", "3.14abc", "1.5e3", "+", "1e", ["a", "bc", "d"], $a, 0, 1, 2, 5, left, both, trailing, leading, all].

properties() ->
    [a, b, 1, {x}, [], [a], [a, {b, 2}, {c, true}], [{a, false}, a, {b, 1, 2}, "odd", {b, [x, y]}, 7, {a, true}],
     [{a, b}, {b, c}], [{a, [a, b]}, {{b, 2}, [c]}], [{a, 1} | b], [{1, x}, {1.0, y}],
     [{aliases, [{a, z}]}, {negations, [{c, d}]}, {expand, [{b, [q, {r, 1}]}]}]].

dictionaries() ->
    [a, 1, 1.0, [], [{a, 1}], [{1, [x]}, {a, [y]}, {b, 3}], [{1.0, f}, {b, [z]}], [{a, 1} | x], [x], [{b, 1}, {a, 2}],
     fun(X) -> {new, X} end, fun(K, V) -> K =/= V end, fun(K, V, W) -> {K, V, W} end].

sets() ->
    [a, 1, 1.0, [], [1], [1, 2, a], [1.0, 3, b], [2, a, b, c], [[1, 2], [2.0, 3], []], [b, a], [1 | 2],
     fun(X) -> is_atom(X) end, fun(X, Y) -> [X | Y] end].
