%% Integers about the borders of one, two and more words: every operator on every pair, and what has fewer words than it
%% could have. Operators are checked against each other, and a digest of all results stands for them.
-module(integers_by_limbs).
-export([main/0]).

main() ->
    Numbers = numbers(),
    io:format("~w numbers~n", [length(Numbers)]),
    [pairs(Name, Operator, Numbers) || {Name, Operator} <- operators()],
    shifts(Numbers),
    divisions(Numbers),
    identities(Numbers),
    hash(64),
    long(),
    errors().

numbers() ->
    Sizes = lists:usort([(1 bsl Bits) + Rest || Bits <- [0, 31, 59, 60, 63, 64, 126, 127, 128, 192, 200],
                                                Rest <- [-1, 0, 1]]),
    lists:usort(Sizes ++ [-Size || Size <- Sizes]).

operators() ->
    [{'+', fun(A, B) -> A + B end}, {'-', fun(A, B) -> A - B end}, {'*', fun(A, B) -> A * B end},
     {'band', fun(A, B) -> A band B end}, {'bor', fun(A, B) -> A bor B end}, {'bxor', fun(A, B) -> A bxor B end},
     {'div', fun divide/2}, {'rem', fun remainder/2}, {'<', fun(A, B) -> A < B end},
     {'==', fun(A, B) -> A == B end}, {max, fun erlang:max/2}].

divide(_, 0) -> none;
divide(A, B) -> A div B.

remainder(_, 0) -> none;
remainder(A, B) -> A rem B.

pairs(Name, Operator, Numbers) ->
    Results = [Operator(A, B) || A <- Numbers, B <- Numbers],
    io:format("~s ~w~n", [Name, erlang:phash2(Results)]).

shifts(Numbers) ->
    Counts = [0, 1, 2, 31, 61, 62, 63, 64, 65, 126, 127, 128, 129, 191, 192, 193, 255, 256, 1000],
    io:format("bsl ~w~n", [erlang:phash2([A bsl Count || A <- Numbers, Count <- Counts])]),
    io:format("bsr ~w~n", [erlang:phash2([A bsr Count || A <- Numbers, Count <- Counts])]),
    io:format("~w~n", [[A || A <- Numbers, Count <- Counts, A bsl -Count =/= A bsr Count]]),
    io:format("~w~n", [[A || A <- Numbers, Count <- Counts, (A bsl Count) bsr Count =/= A]]),
    io:format("~w~n", [[{A, Count} || A <- Numbers, Count <- Counts, A bsr Count =/= down(A, 1 bsl Count)]]),
    io:format("~w~n", [[A || A <- Numbers, bnot A =/= -A - 1 orelse bnot bnot A =/= A]]).

down(A, B) when A rem B < 0 -> A div B - 1;
down(A, B) -> A div B.

divisions(Numbers) ->
    Large = [A * B + Rest || A <- Numbers, B <- Numbers, Rest <- [-1, 0, 7]],
    io:format("~w~n", [[{A, B} || A <- Large, B <- Numbers, B =/= 0, wrong(A, B)]]),
    Some = every(89, Large),
    io:format("~w~n", [[{A, B} || A <- Some, B <- Some, B =/= 0, wrong(A, B)]]),
    io:format("~w~n", [erlang:phash2([{A div B, A rem B} || A <- Some, B <- Some, B =/= 0])]).

every(Step, List) when length(List) > Step ->
    {[First | _], Rest} = lists:split(Step, List),
    [First | every(Step, Rest)];
every(_, _) ->
    [].

wrong(A, B) ->
    {Quotient, Rest} = {A div B, A rem B},
    Quotient * B + Rest =/= A orelse abs(Rest) >= abs(B) orelse Rest =/= 0 andalso (Rest < 0) =/= (A < 0).

identities(Numbers) ->
    io:format("~w~n", [[{A, B} || A <- Numbers, B <- Numbers,
                                  (A + B) - B =/= A orelse (A - B) + B =/= A
                                      orelse (A band B) + (A bor B) =/= A + B
                                      orelse (A bor B) - (A band B) =/= A bxor B
                                      orelse (A * B) =/= (B * A)
                                      orelse (A + B) * (A - B) =/= A * A - B * B]]).

%% What each round of a hash function of 64 bits computes.
hash(Length) ->
    Round = fun(Byte, Hash) -> ((Hash bxor Byte) * 16#100000001b3) band 16#ffffffffffffffff end,
    io:format("~.16b~n", [lists:foldl(Round, 16#cbf29ce484222325, lists:seq(1, Length))]).

%% Where the results do not fit into what is kept for short ones.
long() ->
    Lengths = [1400, 1472, 1500, 1535, 1536, 1537, 1600, 3000],
    Long = [(1 bsl Bits) - Rest || Bits <- Lengths, Rest <- [0, 1]],
    io:format("~w~n", [erlang:phash2([{A + B, A - B, A * B, A band -B, A bor -B, A bxor -B, A div B, A rem (B - 3)}
                                      || A <- Long, B <- Long])]),
    io:format("~w~n", [erlang:phash2([{A bsl 77, -A bsl 64, A bsr 77, -A bsr 64, -A bsr 1399} || A <- Long])]),
    io:format("~w~n", [[A || A <- Long, B <- Long, wrong(A * B - 1, B) orelse wrong(1 - A * B, B)]]).

errors() ->
    Largest = 1 bsl 33554000,
    [io:format("~w~n", [catch_reason(F)])
     || F <- [fun() -> Largest bsl 1000 end, fun() -> Largest * (1 bsl 500) end, fun() -> 1 bsl (1 bsl 64) end,
              fun() -> (1 bsl 70) bsr -(1 bsl 70) end, fun() -> 0 bsl (1 bsl 70) end, fun() -> (1 bsl 70) div 0 end,
              fun() -> (1 bsl 70) band 1.0 end, fun() -> -(1 bsl 70) bsr (1 bsl 70) end]].

catch_reason(F) ->
    try F() of
        Value -> Value
    catch
        error:Reason -> Reason
    end.
