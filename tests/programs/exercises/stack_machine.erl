-module(stack_machine).
-export([main/0]).

-record(vm, {stack = [], pc = 1, vars = [], out = []}).

main() ->
    Factorial = {{push, 1}, {store, acc}, {push, 6}, {store, n},
                 {load, n}, {jz, 15}, {load, acc}, {load, n}, mul, {store, acc}, {load, n}, {push, 1}, sub, {jump, 4},
                 {load, acc}, print, halt},
    io:format("~p~n", [run(Factorial)]),
    io:format("~p~n", [run({{push, 2}, {push, 3}, add, dup, mul, print, halt})]),
    io:format("~p~n", [catch run({add})]),
    io:format("~p~n", [catch run({{push, 1}, {load, x}})]),
    io:format("~p~n", [catch run({nonsense})]).

run(Code) -> run(Code, #vm{}).

run(Code, #vm{pc = Pc} = Vm) ->
    case step(element(Pc, Code), Vm#vm{pc = Pc + 1}) of
        #vm{} = Next -> run(Code, Next);
        {halted, #vm{out = Out}} -> lists:reverse(Out)
    end.

step({push, N}, #vm{stack = S} = V) -> V#vm{stack = [N | S]};
step({store, X}, #vm{stack = [A | S], vars = Vs} = V) -> V#vm{stack = S, vars = lists:keystore(X, 1, Vs, {X, A})};
step({load, X}, #vm{stack = S, vars = Vs} = V) ->
    case lists:keyfind(X, 1, Vs) of
        {_, A} -> V#vm{stack = [A | S]};
        false -> throw({unbound, X, V#vm.pc - 1})
    end;
step({jump, To}, V) -> V#vm{pc = To};
step({jz, To}, #vm{stack = [0 | S]} = V) -> V#vm{stack = S, pc = To};
step({jz, _}, #vm{stack = [_ | S]} = V) -> V#vm{stack = S};
step(dup, #vm{stack = [A | S]} = V) -> V#vm{stack = [A, A | S]};
step(print, #vm{stack = [A | S], out = Out} = V) -> V#vm{stack = S, out = [A | Out]};
step(halt, V) -> {halted, V};
step(Op, #vm{stack = [A, B | S]} = V) when Op =:= add; Op =:= sub; Op =:= mul ->
    V#vm{stack = [arith(Op, B, A) | S]};
step(Op, #vm{pc = Pc, stack = S}) -> throw({cannot, Op, at, Pc - 1, with, S}).

arith(add, A, B) -> A + B;
arith(sub, A, B) -> A - B;
arith(mul, A, B) -> A * B.
