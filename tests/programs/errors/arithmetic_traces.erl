%% Operators that fail: which of them a stack trace names, and which are failures of the function itself.
-module(arithmetic_traces).
-compile([export_all, nowarn_export_all]).
f1(A) -> A + 1.
f2(A,B) -> A + B.
f3(A) -> A - 1.
f4(A,B) -> A * B.
f5(A,B) -> A div B.
f6(A,B) -> A / B.
f7(A,B) -> A band B.
f8(A) -> -A.
f9(A) -> bnot A.
f10(A,B) -> A bsl B.
f11(A,B) -> A rem B.
f12(A) -> 1 + A.
f13(A) -> A + 1.5.
f14(A) -> A bsr 1.
f15(A) -> A div 2.
f16(A) -> X = A * 2, X + 1.
f17(A) -> A + 100000000000000000000000.
f18(A,B) -> A - B.
f19(A) -> A + 1 + 1.
f20(A) -> abs(A).
f21(A) -> A band 7.
f22(A,B) -> A bor B.
f23(A) -> [A*2,A].
g01(A) -> 1 - A.
g02(A) -> A + (1 bsl 40).
g03(A) -> A + (1 bsl 31).
g04(A) -> A + (1 bsl 58).
g05(A) -> A + (1 bsl 59).
g06(A) -> A - (1 bsl 59).
g07(A) -> A + -5.
g08(A) -> A - -5.
g09(A) -> A + -(1 bsl 59).
g10(A) -> A - -(1 bsl 59).
g11(A) -> A + 0.
g12(A) -> A - 0.
g13(A,B) -> (A * 1.5) + B.
g14(A,B) -> X = A / 2, X * B.
g15(A,B) when is_atom(B) -> [A - 2.0 * 3 | B].
g16(A) -> X = list_to_float("1.5"), X + A.
g17(A) -> -(A * 1.0).
g18(A,B) -> -(A/B).
g19(A) -> X = math:sqrt(4.0), X - A.
g20(A) -> X = math:pi(), X - A.
g21(A) -> case A of 1 -> 2; _ -> A + 1 end.
g22(A) -> F = 1.5, F * A.
g23(A,B) -> X = if A == b -> 1.0; true -> 2.0 end, X + B.
g24(A,B) -> X = if A == b -> 1; true -> 2 end, X + B.
g25(A,B) -> X = if A == b -> 1; true -> 2 end, B - X.
g26(A) -> X = float(1), X + A.
g27(A) -> element(A + 1, {1}).
g30(A) -> A + 1 + A.

main() ->
    [show(F, N) || {F, N} <- lists:sort(?MODULE:module_info(exports)), F =/= main, F =/= module_info, F =/= show],
    ok.

show(F, N) ->
    try
        io:format("~p ~p~n", [F, apply(?MODULE, F, lists:sublist([a, b], N))])
    catch
        _:E:Stack ->
            io:format("~p ~p ~0p~n", [F, E, hd(Stack)])
    end.
