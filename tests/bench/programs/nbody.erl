-module(nbody).
-export([run/0]).

run() ->
    Bodies = steps(200000, bodies()),
    true = energy(Bodies) < 0.0.

%% {X, Y, Z, VX, VY, VZ, Mass}
bodies() ->
    Pi = math:pi(),
    Sun = 4 * Pi * Pi,
    Day = 365.24,
    [{0.0, 0.0, 0.0, 0.0, 0.0, 0.0, Sun},
     {4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
      0.00166007664274403694 * Day, 0.00769901118419740425 * Day, -0.0000690460016972063023 * Day,
      0.000954791938424326609 * Sun},
     {8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
      -0.00276742510726411804 * Day, 0.00499852801234917238 * Day, 0.0000230417297573763929 * Day,
      0.000285885980666130812 * Sun},
     {12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
      0.00296460137564761618 * Day, 0.00237847173959480950 * Day, -0.0000296589568540237556 * Day,
      0.0000436624404335156298 * Sun},
     {15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
      0.00268067772490389322 * Day, 0.00162824170038242295 * Day, -0.0000951592254519715870 * Day,
      0.0000515138902046611451 * Sun}].

steps(0, Bodies) -> Bodies;
steps(N, Bodies) -> steps(N - 1, move(pull(Bodies, Bodies))).

pull([], _) -> [];
pull([Body | Rest], All) -> [pulled(Body, All) | pull(Rest, All)].

pulled(Body, []) -> Body;
pulled({X, Y, Z, VX, VY, VZ, M}, [{X, Y, Z, _, _, _, _} | Rest]) ->
    pulled({X, Y, Z, VX, VY, VZ, M}, Rest);
pulled({X, Y, Z, VX, VY, VZ, M}, [{X2, Y2, Z2, _, _, _, M2} | Rest]) ->
    DX = X - X2,
    DY = Y - Y2,
    DZ = Z - Z2,
    Square = DX * DX + DY * DY + DZ * DZ,
    Force = 0.01 * M2 / (Square * math:sqrt(Square)),
    pulled({X, Y, Z, VX - DX * Force, VY - DY * Force, VZ - DZ * Force, M}, Rest).

move([]) -> [];
move([{X, Y, Z, VX, VY, VZ, M} | Rest]) ->
    [{X + 0.01 * VX, Y + 0.01 * VY, Z + 0.01 * VZ, VX, VY, VZ, M} | move(Rest)].

energy([]) -> 0.0;
energy([{X, Y, Z, VX, VY, VZ, M} | Rest]) ->
    Own = 0.5 * M * (VX * VX + VY * VY + VZ * VZ),
    Own - pairs(X, Y, Z, M, Rest, 0.0) + energy(Rest).

pairs(_, _, _, _, [], Sum) -> Sum;
pairs(X, Y, Z, M, [{X2, Y2, Z2, _, _, _, M2} | Rest], Sum) ->
    DX = X - X2,
    DY = Y - Y2,
    DZ = Z - Z2,
    pairs(X, Y, Z, M, Rest, Sum + M * M2 / math:sqrt(DX * DX + DY * DY + DZ * DZ)).
