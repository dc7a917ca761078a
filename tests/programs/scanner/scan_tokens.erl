-module(scan_tokens).
-export([main/0]).

main() ->
    [show(Text) || Text <- texts()],
    [io:format("~p~n", [erl_scan:string(Text, Start, Options)])
     || Text <- ["f(X) -> % what\n  X + 1.\n", "\"a\\n\" 'b c' $\\x{41} 16#fF 1.5e3", "a\r\n\tb"], Start <- [7, {3, 5}],
        Options <- [[], text, return, [return_comments, text], [return_white_spaces]]],
    reserved(),
    in_pieces(),
    parts(),
    errors().

texts() ->
    ["", "foo.", "foo(Bar, _baz, 'At om', \"text\").", "1 2.5 1.0e-3 16#FF 2#1010 36#Zz 1_000_000 1.0_1e1_0",
     "$a $\\n $\\s $\\^c $\\101 $\\x41 $  $\\\\", "<<X:8/integer-unit:1, Y/binary>>", "a=:=b=/=c==d/=e=<f>=g<h>i",
     "[X || X <- L, <<Y>> <= B, not is_atom(X)]", "#{a => 1, b := 2} #r{x = 1} R#r.x", "A ! B -- C ++ D :: E .. F ...",
     "-spec f(integer()) -> ok.", "case X of a when b -> c end.", "?MODULE ??X", "a. b. ", "\"abc\" \"def\"", "å Å ÿ × ÷",
     "1.", "1.a", "1..2", "x.y", "a@b A@b _@", "\t\v\f x", "maybe else", "if fun try catch after", "~ ^ & ` \\ @"].

show(Text) -> io:format("~tp~n  ~tp~n", [Text, erl_scan:string(Text)]).

reserved() ->
    Words = ['after', 'and', 'begin', 'cond', 'let', 'maybe', 'else', foo, 'when', 'xor'],
    io:format("~p~n", [[erl_scan:reserved_word(Word) || Word <- Words]]),
    Fun = fun(Word) -> Word =:= foo end,
    io:format("~p~n", [erl_scan:string("foo begin bar", 1, [{reserved_word_fun, Fun}])]),
    Text = fun(Category, String) -> Category =:= atom andalso length(String) > 3 end,
    io:format("~p~n", [erl_scan:string("foo 12 'x y' bar", {1, 1}, [{text_fun, Text}])]).

in_pieces() ->
    feed([], ["fo", "o(", "\"a", "b\\x{4", "1}c\", 1", "2", ".", "5) ", "-", "> $", "x.", "\n bar. ", eof], 1),
    feed([], ["x", eof], {1, 1}),
    feed([], [eof], {4, 2}),
    feed([], ["% comment", "\n", "a. % b\n c", eof], {1, 1}).

feed(_, [], _) -> ok;
feed(Continuation, [Piece | Pieces], Location) ->
    case erl_scan:tokens(Continuation, Piece, Location) of
        {more, Continuation1} ->
            io:format("more~n"),
            feed(Continuation1, Pieces, Location);
        {done, {ok, Tokens, End}, Rest} ->
            io:format("~p to ~p, then ~p~n", [Tokens, End, Rest]),
            case Rest of
                eof -> ok;
                _ -> feed([], [Rest | Pieces], End)
            end;
        {done, Result, Rest} -> io:format("~p, then ~p~n", [Result, Rest])
    end.

parts() ->
    {ok, Tokens, _} = erl_scan:string("f(X, \"t\", 12).", {2, 3}, [text]),
    [io:format("~p~n", [{erl_scan:category(T), erl_scan:symbol(T), erl_scan:line(T), erl_scan:column(T),
                         erl_scan:location(T), erl_scan:text(T), erl_scan:end_location(T)}]) || T <- Tokens].

errors() ->
    Texts = ["\"abc", "'abc", "$", "$\\", "\"\\x{110000}\"", "\"\\xg\"", "1#2", "37#1", "16#", "2#3", "1.5e", "1.0e400", [$a, 16#d800],
             lists:duplicate(256, $a), lists:duplicate(256, $A), [$', lists:duplicate(256, $b), $'], [16#400], "% " ++ [16#d800],
             "a\n\"b\nc", "\"" ++ lists:seq($a, $z), "\"\\^", "$\\x{41"],
    [begin
         {error, {_, Module, What}, _} = Error = erl_scan:string(lists:flatten(Text), Start),
         io:format("~p ~ts~n", [Error, Module:format_error(What)])
     end || Text <- Texts, Start <- [1, {1, 1}]],
    [io:format("~p~n", [catch_error(F)])
     || F <- [fun() -> erl_scan:string(abc) end, fun() -> erl_scan:string("a", x) end, fun() -> erl_scan:string("a", {1, 0}) end,
              fun() -> erl_scan:tokens([], 1, 1) end, fun() -> erl_scan:string("a", 1, [{reserved_word_fun, 1}]) end,
              fun() -> erl_scan:category({}) end, fun() -> erl_scan:symbol(a) end]].

catch_error(F) ->
    try F() catch Class:Reason -> {Class, Reason} end.
