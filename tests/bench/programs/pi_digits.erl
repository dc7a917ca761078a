-module(pi_digits).
-export([run/0]).

run() -> [3, 1, 4, 1, 5 | _] = digits(1800, {1, 0, 1}, 1).

digits(0, _, _) -> [];
digits(N, Z, K) ->
    Digit = extract(Z, 3),
    case extract(Z, 4) of
        Digit -> [Digit | digits(N - 1, compose({10, -10 * Digit, 1}, Z), K)];
        _ -> digits(N, compose(Z, {K, 4 * K + 2, 2 * K + 1}), K + 1)
    end.

extract({Q, R, T}, X) -> (Q * X + R) div T.

%% Of the matrices {{Q, R}, {0, T}}.
compose({Q1, R1, T1}, {Q2, R2, T2}) -> {Q1 * Q2, Q1 * R2 + R1 * T2, T1 * T2}.
