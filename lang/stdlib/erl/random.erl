%% The old random numbers of Wichmann and Hill; new programs use rand.
-module(random).

-export([seed/0, seed/1, seed/3, seed0/0, uniform/0, uniform/1, uniform_s/1, uniform_s/2]).

seed0() -> {3172, 9814, 20125}.

seed() ->
    case put(random_seed, seed0()) of
        undefined -> seed0();
        {_, _, _} = Old -> Old
    end.

seed({A, B, C}) -> seed(A, B, C);
seed(N) when is_integer(N) ->
    Low = N band 16#FFFFFF,
    seed((N bsr 16) band 16#FFFFFFF, Low, (N bsr 36) bor (Low bsr 16)).

%% None of the three may be a multiple of its modulus.
seed(A, B, C) -> put(random_seed, {abs(A) rem 30268 + 1, abs(B) rem 30306 + 1, abs(C) rem 30322 + 1}).

uniform() ->
    State = case get(random_seed) of
                undefined -> seed0();
                Own -> Own
            end,
    {X, New} = uniform_s(State),
    put(random_seed, New),
    X.

uniform(N) when is_integer(N), N >= 1 -> trunc(uniform() * N) + 1.

uniform_s({A, B, C}) ->
    X = A * 171 rem 30269,
    Y = B * 172 rem 30307,
    Z = C * 170 rem 30323,
    Sum = X / 30269 + Y / 30307 + Z / 30323,
    {Sum - trunc(Sum), {X, Y, Z}}.

uniform_s(N, State) when is_integer(N), N >= 1 ->
    {X, New} = uniform_s(State),
    {trunc(X * N) + 1, New}.
