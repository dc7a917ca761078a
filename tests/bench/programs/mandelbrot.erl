-module(mandelbrot).
-export([run/0]).

run() -> rows(0, 500, 0).

rows(Size, Size, Sum) -> Sum;
rows(Y, Size, Sum) -> rows(Y + 1, Size, Sum + columns(0, Y, Size, 0)).

columns(Size, _, Size, Sum) -> Sum;
columns(X, Y, Size, Sum) ->
    Re = 2.0 * X / Size - 1.5,
    Im = 2.0 * Y / Size - 1.0,
    columns(X + 1, Y, Size, Sum + escape(Re, Im, 0.0, 0.0, 0)).

escape(_, _, _, _, 100) -> 100;
escape(Re, Im, X, Y, N) ->
    X2 = X * X,
    Y2 = Y * Y,
    if
        X2 + Y2 > 4.0 -> N;
        true -> escape(Re, Im, X2 - Y2 + Re, 2.0 * X * Y + Im, N + 1)
    end.
