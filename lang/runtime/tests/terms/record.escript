#!/usr/bin/env escript
%% Records what Erlang/OTP answers: `record.escript DIR SEED COUNT` writes COUNT random cases of each
%% kind, and those written out below, to files in DIR. A line is a case, its parts separated by tabs:
%%   call    module  function  arguments  value, or error:reason
%%   format  format  arguments  text, or error
%%   deep    format  arguments  the deep list that io_lib:format/2 gives
%%   shell   column  line length  term  text
%% Terms are written as by ~w, format strings and texts as strings.
-mode(compile).

main([Dir, Seed, Count]) ->
    rand:seed(exsss, list_to_integer(Seed)),
    N = list_to_integer(Count),
    write(Dir, "arithmetic.txt", [arithmetic() || _ <- lists:seq(1, N)] ++ given_arithmetic()),
    write(Dir, "order.txt", [order() || _ <- lists:seq(1, N)]),
    write(Dir, "hash.txt", [{call, erlang, phash2, [term(4)]} || _ <- lists:seq(1, N)]
          ++ [{call, erlang, phash2, [X]} || X <- [a, 1, "abc", {1, 2}, 1.0, [], {}, -1, -0.0]]),
    write(Dir, "convert.txt", [convert() || _ <- lists:seq(1, N)] ++ given_convert()),
    write(Dir, "lists.txt", [lists_case() || _ <- lists:seq(1, N)] ++ given_lists()),
    write(Dir, "tuples.txt", [tuples() || _ <- lists:seq(1, N)] ++ given_tuples()),
    write(Dir, "math.txt", [math() || _ <- lists:seq(1, N)]),
    write(Dir, "plain.txt", [{format, plain_format(), [term(5)]} || _ <- lists:seq(1, N)]),
    write(Dir, "pretty.txt", [pretty() || _ <- lists:seq(1, N)]),
    write(Dir, "shell.txt", [{shell, rand:uniform(20), pick([80, 80, 40, 132]), term(5)} || _ <- lists:seq(1, N)]),
    write(Dir, "deep.txt", [{deep, controls_of(controls())} || _ <- lists:seq(1, N)]
          ++ [{deep, {"x~p y~w~n", [term(3), term(3)]}} || _ <- lists:seq(1, N)]),
    write(Dir, "controls.txt", [controls() || _ <- lists:seq(1, N)] ++ given_controls()).

write(Dir, Name, Cases) ->
    ok = file:write_file(filename:join(Dir, Name), unicode:characters_to_binary([line(Case) || Case <- Cases])).

line({call, M, F, Args}) ->
    io_lib:format("call\t~w\t~w\t~tw\t~ts~n", [M, F, Args, answer(fun() -> apply(M, F, Args) end)]);
line({format, Format, Args}) ->
    io_lib:format("format\t~ts\t~tw\t~ts~n", [io_lib:write_string(Format), Args, text(Format, Args)]);
line({shell, Column, Length, Term}) ->
    Options = [{column, Column}, {line_length, Length}, {depth, 30}, {line_max_chars, 60},
               {strings, true}, {encoding, unicode}],
    Text = lists:flatten(io_lib_pretty:print(Term, Options)),
    io_lib:format("shell\t~w\t~w\t~tw\t~ts~n", [Column, Length, Term, io_lib:write_string(Text)]);
line({deep, {Format, Args}}) ->
    Deep = try indented(io_lib:format(Format, Args)) catch _:_ -> "error" end,
    io_lib:format("deep\t~ts\t~tw\t~tw~n", [io_lib:write_string(Format), Args, Deep]).

%% How the spaces of an indentation nest is of no account: they become one list.
indented([$\n, Spaces | Rest]) when is_list(Spaces) -> [$\n, lists:flatten(Spaces) | indented(Rest)];
indented([First | Rest]) -> [indented(First) | indented(Rest)];
indented(Other) -> Other.

controls_of({format, Format, Args}) -> {Format, Args}.

answer(Fun) ->
    try io_lib:format("~tw", [Fun()])
    catch error:Reason -> io_lib:format("error:~tw", [Reason])
    end.

text(Format, Args) ->
    try io_lib:write_string(unicode:characters_to_list(io_lib:format(Format, Args)))
    catch _:_ -> "error"
    end.

pick(List) -> lists:nth(rand:uniform(length(List)), List).

%% Numbers at the seams: small and large integers, floats next to integers, denormals.
integer() ->
    Sign = pick([1, -1]),
    case rand:uniform(5) of
        1 -> Sign * (rand:uniform(20) - 1);
        2 -> Sign * (1 bsl rand:uniform(130)) + rand:uniform(5) - 3;
        3 -> Sign * rand:uniform(1 bsl rand:uniform(200));
        4 -> Sign * rand:uniform(1 bsl 62);
        5 -> Sign * rand:uniform(1 bsl (rand:uniform(10) * 64))
    end.

float() ->
    case rand:uniform(6) of
        1 -> pick([0.0, -0.0, 1.0, -1.0, 0.5, 1.0e22, 1.0e-7, 5.0e-324, 1.7976931348623157e308, 0.1, 100.0]);
        2 -> (rand:uniform() - 0.5) * math:pow(2, rand:uniform(200) - 100);
        3 -> float(rand:uniform(1 bsl 62)) * pick([1, -1]);
        4 -> rand:uniform(100000) / pick([10, 100, 1000, 4, 8]);
        5 -> float(rand:uniform(100));
        6 -> raw_float()
    end.

raw_float() ->
    try <<F/float>> = <<(rand:uniform(1 bsl 64) - 1):64>>, F
    catch _:_ -> raw_float()
    end.

number() -> case rand:uniform(3) of 1 -> float(); _ -> integer() end.

atom() ->
    pick([a, b, abc, ok, error, true, false, '', 'A', 'Hello World', 'case', 'let', 'é', 'don\'t', '_x', a@b,
          undefined, some_rather_long_atom_name, '1a', 'a-b', 'ünï', 'привет', 'a\nb', 'maybe', 'end', '÷']).

string() ->
    [pick([$a, $b, $z, $\s, $A, $0, $", $\\, $', $~, $\n, $\t, $é, $ÿ]) || _ <- lists:seq(1, rand:uniform(12))].

wrong_string() -> string() ++ [pick([0, 127, 128, 159, 256, 1087, -1, a, 16#10ffff])].

leaf() ->
    case rand:uniform(10) of
        1 -> float();
        2 -> integer();
        3 -> rand:uniform(1000) - 1;
        4 -> rand:uniform(255);
        5 -> [];
        6 -> {};
        7 -> string();
        8 -> wrong_string();
        _ -> atom()
    end.

term(0) -> leaf();
term(Depth) ->
    case rand:uniform(9) of
        1 -> list_to_tuple([atom() | [term(Depth - 1) || _ <- lists:seq(1, rand:uniform(5))]]);
        2 -> list_to_tuple([term(Depth - 1) || _ <- lists:seq(1, rand:uniform(4))]);
        3 -> [term(Depth - 1) || _ <- lists:seq(1, rand:uniform(6))];
        4 -> [term(Depth - 1) || _ <- lists:seq(1, rand:uniform(4))] ++ term(Depth - 1);
        5 -> lists:seq(1, rand:uniform(40));
        6 -> [{atom(), term(Depth - 2 + 1)} || _ <- lists:seq(1, rand:uniform(4))];
        _ -> leaf()
    end.

arithmetic() ->
    case rand:uniform(4) of
        1 -> {call, erlang, pick(['-', '+', 'bnot', abs, float, trunc, round, ceil, floor]), [operand()]};
        _ ->
            Op = pick(['+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bxor', 'bsl', 'bsr', min, max]),
            B = case Op of
                    'bsl' -> shift();
                    'bsr' -> shift();
                    _ -> operand()
                end,
            {call, erlang, Op, [operand(), B]}
    end.

operand() -> case rand:uniform(25) of 1 -> pick([a, [], {1}, "x"]); _ -> number() end.

shift() -> case rand:uniform(10) of 1 -> operand(); _ -> rand:uniform(300) - 150 end.

given_arithmetic() ->
    Huge = 1 bsl 2000,
    [{call, erlang, Op, Args} || {Op, Args} <-
        [{'bsl', [1, 1 bsl 40]}, {'bsl', [1, 1 bsl 70]}, {'bsl', [0, 1 bsl 70]}, {'bsr', [1, -(1 bsl 40)]},
         {'bsr', [-5, 1 bsl 70]}, {'bsl', [5, -(1 bsl 70)]}, {'bsr', [-5, 3]}, {'bsr', [-1, 100]},
         {'+', [Huge, 1.0]}, {'/', [Huge, 3]}, {'/', [1, 0]}, {'/', [1, 0.0]}, {'div', [1, 0]}, {'rem', [1, 0]},
         {float, [Huge]}, {'*', [1.0e308, 10]}, {'*', [Huge, Huge]}, {'-', [Huge, Huge]},
         {'div', [-(1 bsl 62), -1]}, {'-', [-(1 bsl 62)]}, {abs, [-(1 bsl 62)]}, {'*', [1 bsl 61, 2]},
         {abs, [-0.0]}, {'-', [0.0]}, {'+', [-0.0]}, {round, [0.49999999999999994]}, {round, [4503599627370497.5]},
         {trunc, [-1.0e300]}, {max, [1, 1.0]}, {max, [1.0, 1]}, {min, [1, 1.0]}, {min, [1.0, 1]},
         {'not', [true]}, {'not', [1]}, {'and', [true, false]}, {'or', [true, false]}, {'xor', [true, true]},
         {'and', [false, 1]}, {'or', [1, true]}, {phash2, [a, 10]}, {phash2, [a, 0]}, {phash2, [a, 1 bsl 32]},
         {phash2, [a, (1 bsl 32) + 1]}]].

%% Terms that differ little, so that they are often equal or equal but for the types of numbers.
order() ->
    A = term(3),
    B = case rand:uniform(3) of 1 -> term(3); _ -> vary(A) end,
    Op = pick(['<', '=<', '>', '>=', '==', '/=', '=:=', '=/=']),
    {call, erlang, Op, [A, B]}.

vary([H | T]) -> case rand:uniform(3) of 1 -> [vary(H) | T]; _ -> [H | vary(T)] end;
vary(T) when is_tuple(T), tuple_size(T) > 0 ->
    I = rand:uniform(tuple_size(T)),
    setelement(I, T, vary(element(I, T)));
vary(N) when is_integer(N) -> try float(N) + pick([0, 0, 1]) catch _:_ -> N end;
vary(F) when is_float(F) -> trunc(F) + pick([0, 0, 1]);
vary(T) -> case rand:uniform(4) of 1 -> leaf(); _ -> T end.

convert() ->
    case rand:uniform(8) of
        1 -> {call, erlang, integer_to_list, [operand(), rand:uniform(37)]};
        2 -> {call, erlang, integer_to_list, [operand()]};
        3 ->
            Base = rand:uniform(35) + 1,
            {call, erlang, list_to_integer, [spoil(integer_to_list(integer(), Base)), Base]};
        4 -> {call, erlang, float_to_list, [float()]};
        5 ->
            Options = [[short], [{decimals, rand:uniform(25) - 1}], [{scientific, rand:uniform(25) - 1}],
                       [{decimals, rand:uniform(20) - 1}, compact], [compact], [compact, short], [foo],
                       [{decimals, 300}], [{decimals, -1}], [{scientific, 249}], [{scientific, 250}]],
            {call, erlang, float_to_list, [float(), pick(Options)]};
        6 -> {call, erlang, list_to_float, [spoil(float_to_list(float(), pick([[short], []])))]};
        7 -> {call, erlang, atom_to_list, [leaf()]};
        8 -> {call, erlang, list_to_atom, [leaf()]}
    end.

spoil(Chars) ->
    case rand:uniform(6) of
        1 -> [pick([$+, $-, $\s, $a, $., $0, a]) | Chars];
        2 -> Chars ++ [pick([$+, $_, $z, $., $0, a, $e])];
        _ -> Chars
    end.

given_convert() ->
    [{call, erlang, F, Args} || {F, Args} <-
        [{list_to_float, [L]} || L <- ["1.0", "+1.0e-3", "1.e3", "1e3", ".5", "1", "", "1.0e400", "1.0e-400",
                                       "1.0E5", "-1.0E+5", "1,0", "1.0e", "1.0e+", "--1.0", "1.0 "]] ++
        [{list_to_integer, [L]} || L <- ["", "+", "-", "-+1", "1_0", "+7", "-0", "00012", " 1", a, [1 | 2]]] ++
        [{list_to_atom, [lists:duplicate(256, $a)]}, {list_to_atom, [[16#d800]]}, {list_to_atom, [[0]]},
         {list_to_existing_atom, ["true"]}, {list_to_existing_atom, ["never seen anywhere"]},
         {list_to_integer, ["zZ", 36]}, {list_to_integer, ["2", 2]}, {integer_to_list, [1, 37]},
         {integer_to_list, [1, 1]}, {integer_to_list, [1, a]}, {ref_to_list, [a]}, {pid_to_list, [a]},
         {fun_to_list, [a]}, {fun_info, [a]}, {float_to_list, [1]}, {float_to_list, [1.0, [short | a]]},
         {float_to_list, [1.0e300, [{decimals, 2}]]}, {float_to_list, [2.5, [{decimals, 253}]]},
         {float_to_list, [2.5, [{decimals, 254}]]}]].

lists_case() ->
    List = [leaf() || _ <- lists:seq(1, rand:uniform(30))],
    Tuples = [pick([leaf(), {leaf()}, {atom(), leaf()}, {rand:uniform(5), x}]) || _ <- lists:seq(1, 10)],
    Key = pick([atom(), rand:uniform(5), float(rand:uniform(5)), leaf()]),
    case rand:uniform(11) of
        10 -> {call, erlang, iolist_size, [[string(), tail([string(), $a, [string() | string()]]), pick([a, 256, 1])]]};
        11 -> {call, erlang, pick([byte_size, bit_size, map_size, length]), [leaf()]};
        1 -> {call, erlang, length, [tail(List)]};
        2 -> {call, erlang, '++', [tail(List), leaf()]};
        3 -> {call, erlang, '--', [tail(List ++ List), tail([vary(X) || X <- List, rand:uniform(2) =:= 1])]};
        4 -> {call, lists, reverse, [tail(List), leaf()]};
        5 -> {call, lists, member, [pick([vary(hd(List)), leaf()]), tail(List)]};
        6 -> {call, lists, pick([keyfind, keymember, keysearch]), [Key, pick([1, 1, 2, 0, a]), tail(Tuples)]};
        7 -> {call, erlang, pick([hd, tl]), [leaf()]};
        8 -> {call, erlang, list_to_tuple, [tail(List)]};
        9 -> {call, erlang, pick([is_atom, is_boolean, is_integer, is_float, is_number, is_list, is_tuple, is_pid,
                                  is_reference, is_function, is_port, is_map, is_binary, is_bitstring]), [leaf()]}
    end.

tail(List) -> case rand:uniform(12) of 1 -> List ++ pick([a, 1]); 2 -> a; _ -> List end.

given_lists() ->
    [{call, M, F, Args} || {M, F, Args} <-
        [{erlang, '++', [[], a]}, {erlang, '++', [a, []]}, {erlang, '--', [[], [1 | 2]]},
         {erlang, '--', [[1, 2, 3, 2], [2, 9]]}, {erlang, '--', [[1.0, 1], [1]]}, {lists, member, [1.0, [1]]},
         {lists, keyfind, [1.0, 1, [{1, x}]]}, {lists, keyfind, [a, 1, [b, {a} | c]]},
         {lists, keymember, [a, 1 bsl 70, [{a, b}]]}, {lists, reverse, [a, b]}, {lists, reverse, [[], b]}]].

tuples() ->
    Tuple = list_to_tuple([leaf() || _ <- lists:seq(1, rand:uniform(5) - 1)]),
    Index = pick([1, 2, 3, 4, 5, 0, -1, a, 1.0, 1 bsl 70]),
    case rand:uniform(9) of
        1 -> {call, erlang, element, [Index, Tuple]};
        2 -> {call, erlang, setelement, [Index, Tuple, leaf()]};
        3 -> {call, erlang, tuple_size, [pick([Tuple, leaf()])]};
        4 -> {call, erlang, pick([tuple_to_list, size]), [pick([Tuple, atom(), integer()])]};
        5 -> {call, erlang, append_element, [Tuple, leaf()]};
        6 -> {call, erlang, insert_element, [Index, Tuple, leaf()]};
        7 -> {call, erlang, delete_element, [Index, Tuple]};
        8 -> {call, erlang, is_record, [{atom(), leaf()}, pick([atom(), 1])]};
        9 -> {call, erlang, is_record, [{a, leaf()}, pick([a, b, 1]), pick([2, 3, a, -1])]}
    end.

given_tuples() ->
    [{call, erlang, make_tuple, Args} ||
        Args <- [[3, a], [0, a], [-1, a], [1 bsl 25, a], [a, a], [3, a, [{1, x}, {3, z}, {1, w}]], [3, a, [{4, x}]],
                 [3, a, [{1, x, y}]], [3, a, [{1, x} | y]]]].

%% Within what the C library computes exactly alike everywhere: all of them on this machine.
math() ->
    case rand:uniform(4) of
        1 -> {call, math, pick([pow, atan2, fmod]), [operand(), operand()]};
        _ ->
            F = pick([sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, exp, log, log2, log10,
                      sqrt, ceil, floor, erf, erfc]),
            {call, math, F, [pick([operand(), rand:uniform() * 2 - 1, rand:uniform(20)])]}
    end.

plain_format() -> pick(["~w", "~tw", "~w ~~ ~n"]).

pretty() ->
    Term = term(pick([3, 4, 5, 6])),
    Shift = lists:duplicate(rand:uniform(60) - 1, $x),
    case rand:uniform(8) of
        1 -> {format, "~tp", [Term]};
        2 -> {format, "~lp", [Term]};
        3 -> {format, Shift ++ "~p", [Term]};
        4 -> {format, "~*p", [rand:uniform(100) - 1, Term]};
        5 -> {format, "~P", [Term, rand:uniform(15) - 2]};
        6 -> {format, "~W|~tW", [Term, rand:uniform(15) - 2, Term, rand:uniform(15) - 2]};
        7 -> {format, "ab\tc~*.*p\n  ~p ~p", [rand:uniform(80), rand:uniform(80), Term, term(2), Term]};
        8 -> {format, "~p", [Term]}
    end.

controls() ->
    Letter = pick("swpbBxX+#cfegn~i"),
    Width = pick(["", "", "5", "12", "-12", "30", "-3", "*", "0"]),
    Precision = pick(["", "", ".2", ".5", ".10", ".16", ".*", ".1"]),
    Pad = pick(["", "", ".0", ".x", ".*"]),
    Modifier = pick(["", "", "t", "l"]),
    Stars = [value_of(S) || S <- [Width, Precision, Pad], lists:member($*, S)],
    Pad1 = case {Precision, Pad} of {"", [_ | _]} -> "." ++ Pad; _ -> Pad end,
    Arg = case Letter of
              $s -> pick([string(), atom(), [string(), [$a | [string()]]], wrong_string(), 1]);
              $c when Modifier =:= "t" -> pick([$a, $é, 300, 1087, a]);
              $c -> pick([$a, $é, 300, 1087, -1, a, 1 bsl 70]);
              _ when Letter =:= $f; Letter =:= $e; Letter =:= $g -> pick([float(), float(), float(), 1, a]);
              _ when Letter =:= $w; Letter =:= $p -> leaf();
              _ -> pick([integer(), integer(), 1.0])
          end,
    Args = case Letter of
               _ when Letter =:= $n; Letter =:= $~ -> [];
               _ when Letter =:= $x; Letter =:= $X -> [Arg, pick(["0x", '#', ["a", $b], 1])];
               _ -> [Arg]
           end,
    {format, "<~" ++ Width ++ Precision ++ Pad1 ++ Modifier ++ [Letter] ++ ">", Stars ++ Args}.

value_of("." ++ "*") -> pick([2, 3, 11, 16, $_, 0]);
value_of(_) -> pick([2, 7, 20, -9]).

given_controls() ->
    [{format, F, A} || {F, A} <-
        [{"~s ~10s|~-10s|~10.3s|~.3s|~2s|~.10s|~..xs|~10..xs",
          ["abc", "abc", "abc", "abcdef", "abcdef", "abcdef", "abc", "abc", "abc"]},
         {"~5ts|~2ts|~ts", [[$e, 16#301, 16#301], [16#1F468, 16#200D, 16#1F469, 97, 98], [1024, "x"]]},
         {"~s", [[300]]}, {"~s", ['привет']}, {"~ts", ['привет']}, {"~ts", [[$a | b]]}, {"~s", [[$a | $b]]},
         {"~5c|~.3c|~5.3c|~-5.3c|", [$a, $b, $c, $d]}, {"~3~~3n", []}, {"~-3n", []}, {"~-3p", [1]},
         {"~", []}, {"~q", []}, {"~i", []}, {"~d", [1]}, {"~p", []}, {"a", [1]}, {"~p~p", [1]}, {"~p", [1, 2]},
         {"~.16#|~.2+|~.16x|~.16X|~10.16x|~.36b|~10.8.0b", [255, -5, 255, "0x", -255, 'Ab', 255, ["a", $b], 35, 8]},
         {"~.37b", [255]}, {"~.1b", [255]}, {"~.0f", [1.0]}, {"~.1e", [1.0]}, {"~f", [1]}, {"~.1f", [0.05]},
         {"~s~n", [["ab", [$c | "d"], []]]}, {"~p ~w ~tp ~tw", [[1024, 1025], [1024], [1024, 1025], [1024]]},
         {"~p|~P|~W|~0p", [lists:seq(1, 40), lists:seq(1, 100), 8, lists:seq(1, 100), 8, lists:seq(1, 60)]},
         {"~10p", [{abc, def, ghi}]}, {"~p", [lists:duplicate(12, {some_long_atom_name, "a string value", [1, 2, 3]})]},
         {"~e ~f ~g ~.3e ~.3f ~.3g ~12f|~-12f|~12.2f|~4f|~10.2e", lists:duplicate(11, 123456.789)},
         {"~p", [{record_like, "name", undefined, [{k, v}, {k2, "v2"}], lists:seq(1, 30)}]}]].
