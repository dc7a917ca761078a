%% A machine with a stack, 64 instructions and four variables, and its assembler.
-module(byte_code).
-export([run/0]).

run() ->
    Collatz = assemble(collatz()),
    Primes = assemble(primes()),
    59542 = execute(Collatz, 1000, 25),
    303 = execute(Primes, 2000, 100).

execute(Code, Argument, Times) ->
    [Result] = step(1, Code, [], {Argument, 0, 0, 0}),
    if
        Times > 1 -> execute(Code, Argument, Times - 1);
        true -> Result
    end.

%% The steps that all numbers up to A take to come to 1.
collatz() ->
    [zero, store_c,
     {label, next}, load_a, store_b,
     {label, go}, load_b, dec, {jump_if_zero, done},
     load_c, inc, store_c,
     load_b, is_odd, {jump_if_not_zero, up},
     load_b, half, store_b, {jump, go},
     {label, up}, load_b, {times, 3}, inc, store_b, {jump, go},
     {label, done}, load_a, dec, dup, store_a, {jump_if_not_zero, next},
     load_c, halt].

%% How many primes there are up to A.
primes() ->
    [zero, store_d,
     {label, next}, {call, is_prime}, load_d, add, store_d,
     load_a, dec, dup, store_a, one, greater, {jump_if_not_zero, next},
     load_d, halt,
     {label, is_prime}, two, store_b,
     {label, try_one}, load_b, square, load_a, greater, {jump_if_not_zero, yes},
     load_a, load_b, remainder, {jump_if_zero, no},
     load_b, inc, store_b, {jump, try_one},
     {label, yes}, one, swap, return,
     {label, no}, zero, swap, return].

assemble(Program) ->
    Places = places(Program, 1, #{}),
    list_to_tuple(lists:flatmap(fun(Item) -> words(Item, Places) end, Program)).

places([], _, Places) -> Places;
places([{label, Name} | Rest], Place, Places) -> places(Rest, Place, Places#{Name => Place});
places([{_, _} | Rest], Place, Places) -> places(Rest, Place + 2, Places);
places([_ | Rest], Place, Places) -> places(Rest, Place + 1, Places).

words({label, _}, _) -> [];
words({Name, Number}, _) when is_integer(Number) -> [number(Name), Number];
words({Name, Label}, Places) -> [number(Name), map_get(Label, Places)];
words(Name, _) -> [number(Name)].

number(halt) -> 0;
number(push) -> 1;
number(drop) -> 2;
number(dup) -> 3;
number(swap) -> 4;
number(over) -> 5;
number(rotate) -> 6;
number(add) -> 7;
number(subtract) -> 8;
number(multiply) -> 9;
number(divide) -> 10;
number(remainder) -> 11;
number(negate) -> 12;
number(bits_and) -> 13;
number(bits_or) -> 14;
number(bits_xor) -> 15;
number(bits_not) -> 16;
number(left) -> 17;
number(right) -> 18;
number(equal) -> 19;
number(different) -> 20;
number(less) -> 21;
number(at_most) -> 22;
number(greater) -> 23;
number(at_least) -> 24;
number(invert) -> 25;
number(jump) -> 26;
number(jump_if_zero) -> 27;
number(jump_if_not_zero) -> 28;
number(call) -> 29;
number(return) -> 30;
number(load_a) -> 31;
number(load_b) -> 32;
number(load_c) -> 33;
number(load_d) -> 34;
number(store_a) -> 35;
number(store_b) -> 36;
number(store_c) -> 37;
number(store_d) -> 38;
number(inc) -> 39;
number(dec) -> 40;
number(zero) -> 41;
number(one) -> 42;
number(two) -> 43;
number(minus_one) -> 44;
number(double) -> 45;
number(half) -> 46;
number(square) -> 47;
number(absolute) -> 48;
number(larger) -> 49;
number(smaller) -> 50;
number(nip) -> 51;
number(tuck) -> 52;
number(drop_two) -> 53;
number(dup_two) -> 54;
number(is_even) -> 55;
number(is_odd) -> 56;
number(sign) -> 57;
number(plus) -> 58;
number(minus) -> 59;
number(times) -> 60;
number(mask) -> 61;
number(clear) -> 62;
number(nothing) -> 63.

step(At, Code, Stack, Vars) ->
    case element(At, Code) of
        0 -> Stack;
        1 -> step(At + 2, Code, [element(At + 1, Code) | Stack], Vars);
        2 -> step(At + 1, Code, tl(Stack), Vars);
        3 -> step(At + 1, Code, [hd(Stack) | Stack], Vars);
        4 -> [Y, X | Rest] = Stack, step(At + 1, Code, [X, Y | Rest], Vars);
        5 -> [_, X | _] = Stack, step(At + 1, Code, [X | Stack], Vars);
        6 -> [Z, Y, X | Rest] = Stack, step(At + 1, Code, [X, Z, Y | Rest], Vars);
        7 -> [Y, X | Rest] = Stack, step(At + 1, Code, [X + Y | Rest], Vars);
        8 -> [Y, X | Rest] = Stack, step(At + 1, Code, [X - Y | Rest], Vars);
        9 -> [Y, X | Rest] = Stack, step(At + 1, Code, [X * Y | Rest], Vars);
        10 -> [Y, X | Rest] = Stack, step(At + 1, Code, [X div Y | Rest], Vars);
        11 -> [Y, X | Rest] = Stack, step(At + 1, Code, [X rem Y | Rest], Vars);
        12 -> [X | Rest] = Stack, step(At + 1, Code, [-X | Rest], Vars);
        13 -> [Y, X | Rest] = Stack, step(At + 1, Code, [X band Y | Rest], Vars);
        14 -> [Y, X | Rest] = Stack, step(At + 1, Code, [X bor Y | Rest], Vars);
        15 -> [Y, X | Rest] = Stack, step(At + 1, Code, [X bxor Y | Rest], Vars);
        16 -> [X | Rest] = Stack, step(At + 1, Code, [bnot X | Rest], Vars);
        17 -> [Y, X | Rest] = Stack, step(At + 1, Code, [X bsl Y | Rest], Vars);
        18 -> [Y, X | Rest] = Stack, step(At + 1, Code, [X bsr Y | Rest], Vars);
        19 -> [Y, X | Rest] = Stack, step(At + 1, Code, [truth(X =:= Y) | Rest], Vars);
        20 -> [Y, X | Rest] = Stack, step(At + 1, Code, [truth(X =/= Y) | Rest], Vars);
        21 -> [Y, X | Rest] = Stack, step(At + 1, Code, [truth(X < Y) | Rest], Vars);
        22 -> [Y, X | Rest] = Stack, step(At + 1, Code, [truth(X =< Y) | Rest], Vars);
        23 -> [Y, X | Rest] = Stack, step(At + 1, Code, [truth(X > Y) | Rest], Vars);
        24 -> [Y, X | Rest] = Stack, step(At + 1, Code, [truth(X >= Y) | Rest], Vars);
        25 -> [X | Rest] = Stack, step(At + 1, Code, [truth(X =:= 0) | Rest], Vars);
        26 -> step(element(At + 1, Code), Code, Stack, Vars);
        27 ->
            case Stack of
                [0 | Rest] -> step(element(At + 1, Code), Code, Rest, Vars);
                [_ | Rest] -> step(At + 2, Code, Rest, Vars)
            end;
        28 ->
            case Stack of
                [0 | Rest] -> step(At + 2, Code, Rest, Vars);
                [_ | Rest] -> step(element(At + 1, Code), Code, Rest, Vars)
            end;
        29 -> step(element(At + 1, Code), Code, [At + 2 | Stack], Vars);
        30 -> [Back | Rest] = Stack, step(Back, Code, Rest, Vars);
        31 -> step(At + 1, Code, [element(1, Vars) | Stack], Vars);
        32 -> step(At + 1, Code, [element(2, Vars) | Stack], Vars);
        33 -> step(At + 1, Code, [element(3, Vars) | Stack], Vars);
        34 -> step(At + 1, Code, [element(4, Vars) | Stack], Vars);
        35 -> [X | Rest] = Stack, step(At + 1, Code, Rest, setelement(1, Vars, X));
        36 -> [X | Rest] = Stack, step(At + 1, Code, Rest, setelement(2, Vars, X));
        37 -> [X | Rest] = Stack, step(At + 1, Code, Rest, setelement(3, Vars, X));
        38 -> [X | Rest] = Stack, step(At + 1, Code, Rest, setelement(4, Vars, X));
        39 -> [X | Rest] = Stack, step(At + 1, Code, [X + 1 | Rest], Vars);
        40 -> [X | Rest] = Stack, step(At + 1, Code, [X - 1 | Rest], Vars);
        41 -> step(At + 1, Code, [0 | Stack], Vars);
        42 -> step(At + 1, Code, [1 | Stack], Vars);
        43 -> step(At + 1, Code, [2 | Stack], Vars);
        44 -> step(At + 1, Code, [-1 | Stack], Vars);
        45 -> [X | Rest] = Stack, step(At + 1, Code, [X * 2 | Rest], Vars);
        46 -> [X | Rest] = Stack, step(At + 1, Code, [X div 2 | Rest], Vars);
        47 -> [X | Rest] = Stack, step(At + 1, Code, [X * X | Rest], Vars);
        48 -> [X | Rest] = Stack, step(At + 1, Code, [abs(X) | Rest], Vars);
        49 -> [Y, X | Rest] = Stack, step(At + 1, Code, [max(X, Y) | Rest], Vars);
        50 -> [Y, X | Rest] = Stack, step(At + 1, Code, [min(X, Y) | Rest], Vars);
        51 -> [Y, _ | Rest] = Stack, step(At + 1, Code, [Y | Rest], Vars);
        52 -> [Y, X | Rest] = Stack, step(At + 1, Code, [Y, X, Y | Rest], Vars);
        53 -> [_, _ | Rest] = Stack, step(At + 1, Code, Rest, Vars);
        54 -> [Y, X | _] = Stack, step(At + 1, Code, [Y, X | Stack], Vars);
        55 -> [X | Rest] = Stack, step(At + 1, Code, [1 - (X band 1) | Rest], Vars);
        56 -> [X | Rest] = Stack, step(At + 1, Code, [X band 1 | Rest], Vars);
        57 -> [X | Rest] = Stack, step(At + 1, Code, [sign(X) | Rest], Vars);
        58 -> [X | Rest] = Stack, step(At + 2, Code, [X + element(At + 1, Code) | Rest], Vars);
        59 -> [X | Rest] = Stack, step(At + 2, Code, [X - element(At + 1, Code) | Rest], Vars);
        60 -> [X | Rest] = Stack, step(At + 2, Code, [X * element(At + 1, Code) | Rest], Vars);
        61 -> [X | Rest] = Stack, step(At + 2, Code, [X band element(At + 1, Code) | Rest], Vars);
        62 -> step(At + 1, Code, [], Vars);
        63 -> step(At + 1, Code, Stack, Vars)
    end.

truth(true) -> 1;
truth(false) -> 0.

sign(X) when X > 0 -> 1;
sign(0) -> 0;
sign(X) when X < 0 -> -1.
