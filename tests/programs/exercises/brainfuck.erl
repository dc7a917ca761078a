-module(brainfuck).
-export([main/0]).

main() ->
    io:format("~s", [run("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++.")]),
    io:format("~w~n", [run("+++++[>+++++++<-]>.")]).

run(Code) -> lists:reverse(exec(compile_(Code), {[], 0, []}, [], fun(_, Out) -> Out end)).

compile_(Code) -> {Prog, []} = compile_(Code, []), Prog.
compile_([], Acc) -> {lists:reverse(Acc), []};
compile_([$] | T], Acc) -> {lists:reverse(Acc), T};
compile_([$[ | T], Acc) -> {Loop, Rest} = compile_(T, []), compile_(Rest, [{loop, Loop} | Acc]);
compile_([C | T], Acc) -> compile_(T, [C | Acc]).

exec([], Tape, Out, K) -> K(Tape, Out);
exec([{loop, _} | P], {_, 0, _} = T, Out, K) -> exec(P, T, Out, K);
exec([{loop, B} | _] = P, T, Out, K) -> exec(B, T, Out, fun(T1, O1) -> exec(P, T1, O1, K) end);
exec([$. | P], {_, C, _} = T, Out, K) -> exec(P, T, [C | Out], K);
exec([C | P], T, Out, K) -> exec(P, move(C, T), Out, K).

move($+, {L, C, R}) -> {L, (C + 1) band 255, R};
move($-, {L, C, R}) -> {L, (C - 1) band 255, R};
move($>, {L, C, []}) -> {[C | L], 0, []};
move($>, {L, C, [H | R]}) -> {[C | L], H, R};
move($<, {[], C, R}) -> {[], 0, [C | R]};
move($<, {[H | L], C, R}) -> {L, H, [C | R]}.
