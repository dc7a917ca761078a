%% Every operator of integers, for all pairs of numbers around the boundaries of words: small ones, those of one, two
%% and more limbs, of either sign.
-module(integers_of_few_limbs).
-export([main/0]).

main() ->
    Numbers = numbers(),
    lists:foreach(fun({Name, Operation}) -> io:format("~s ~p~n", [Name, digest(Operation, Numbers)]) end, operations()),
    lists:foreach(fun(Wrong) -> io:format("~p~n", [Wrong]) end, wrong()).

numbers() ->
    Bits = [0, 1, 30, 58, 59, 60, 61, 62, 63, 64, 65, 126, 127, 128, 129, 191, 192, 193, 256, 1535, 1536, 1600],
    Sizes = [(1 bsl B) + D || B <- Bits, D <- [-1, 0, 1]] ++ [16#123456789abcdef0fedcba987654321000f],
    lists:usort(Sizes ++ [-S || S <- Sizes]).

operations() ->
    [
        {"+", fun(A, B) -> A + B end},
        {"-", fun(A, B) -> A - B end},
        {"*", fun(A, B) -> A * B end},
        {"div", fun(A, B) -> A div B end},
        {"rem", fun(A, B) -> A rem B end},
        {"band", fun(A, B) -> A band B end},
        {"bor", fun(A, B) -> A bor B end},
        {"bxor", fun(A, B) -> A bxor B end},
        {"bsl", fun(A, B) -> A bsl (B rem 300) end},
        {"bsr", fun(A, B) -> A bsr (B rem 300) end},
        {"whole bsr", fun(A, B) -> A bsr abs(B) end},
        {"<", fun(A, B) -> A < B end},
        {"=:=", fun(A, B) -> A =:= B + 1 - 1 end},
        {"bnot", fun(A, _) -> bnot A end},
        {"negation", fun(A, _) -> -A end},
        {"abs", fun(A, _) -> abs(A) end},
        {"in lists", fun(A, B) -> [a, A] < [a, B] end}
    ].

%% What all results come to, and how many operations fail.
digest(Operation, Numbers) ->
    lists:foldl(
        fun(A, Sum) ->
            lists:foldl(
                fun(B, {Hash, Failed}) ->
                    try Operation(A, B) of
                        Value -> {erlang:phash2({Hash, Value}), Failed}
                    catch
                        error:badarith -> {Hash, Failed + 1}
                    end
                end,
                Sum,
                Numbers
            )
        end,
        {0, 0},
        Numbers
    ).

wrong() ->
    Large = id(1 bsl 200),
    [
        reason(fun() -> Large div id(0) end),
        reason(fun() -> Large rem id(0) end),
        reason(fun() -> id(5) div id(0) end),
        reason(fun() -> id(a) + Large end),
        reason(fun() -> Large * id([]) end),
        reason(fun() -> Large band id(1.5) end),
        reason(fun() -> id(1.5) bsr Large end),
        reason(fun() -> bnot id(1.5) end),
        reason(fun() -> Large bsl Large end),
        reason(fun() -> id(0) bsl Large end),
        reason(fun() -> Large bsr Large end),
        reason(fun() -> -Large bsr Large end),
        reason(fun() -> -Large bsl -Large end),
        reason(fun() -> Large + 0.5 end),
        reason(fun() -> Large / 0.5 end),
        reason(fun() -> (id(1) bsl 2000) / 2 end),
        reason(fun() -> (id(1) bsl 2000) * 0.5 end)
    ].

reason(Fun) ->
    try
        Fun()
    catch
        Class:Reason -> {Class, Reason}
    end.

id(X) -> binary_to_term(term_to_binary(X)).
