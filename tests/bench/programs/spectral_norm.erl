-module(spectral_norm).
-export([run/0]).

run() ->
    N = 600,
    Ones = [1.0 || _ <- lists:seq(1, N)],
    {U, V} = power(10, N, Ones, Ones),
    {Top, Bottom} = sums(U, V, 0.0, 0.0),
    true = abs(math:sqrt(Top / Bottom) - 1.274224) < 0.0001.

power(0, _, U, V) -> {U, V};
power(K, N, U, _) ->
    V = both(N, U),
    power(K - 1, N, both(N, V), V).

both(N, U) -> transposed(N, times(N, U)).

times(N, U) -> [row(I, 0, U, 0.0) || I <- lists:seq(0, N - 1)].
transposed(N, U) -> [column(I, 0, U, 0.0) || I <- lists:seq(0, N - 1)].

row(_, _, [], Sum) -> Sum;
row(I, J, [X | Rest], Sum) -> row(I, J + 1, Rest, Sum + X / entry(I, J)).

column(_, _, [], Sum) -> Sum;
column(I, J, [X | Rest], Sum) -> column(I, J + 1, Rest, Sum + X / entry(J, I)).

entry(I, J) -> (I + J) * (I + J + 1) div 2 + I + 1.

sums([], [], Top, Bottom) -> {Top, Bottom};
sums([U | Us], [V | Vs], Top, Bottom) -> sums(Us, Vs, Top + U * V, Bottom + V * V).
