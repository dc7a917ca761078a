%% Regular expressions. compile, run and inspect are built into the runtime.
-module(re).

-export([grun/3, replace/3, replace/4, split/2, split/3, ucompile/2, urun/3]).

replace(Subject, Pattern, Replacement) -> replace(Subject, Pattern, Replacement, []).

replace(Subject, Pattern, Replacement, Options) ->
    try
        {Return, RunOptions} = return(Options, iodata, []),
        false = lists:any(fun is_capture/1, RunOptions),
        Unicode = swerl_re:is_unicode(Pattern, [O || O <- RunOptions]),
        Bytes = bytes(Subject, Unicode),
        With = parts(binary_to_list(bytes(Replacement, Unicode)), [], []),
        case re:run(Bytes, Pattern, RunOptions ++ [{capture, all, index}]) of
            nomatch when Return =:= iodata -> Subject;
            nomatch -> given(Bytes, Return, Unicode);
            {match, [{_, _} | _] = Match} -> given(replaced([Match], Bytes, 0, With), Return, Unicode);
            {match, Matches} -> given(replaced(Matches, Bytes, 0, With), Return, Unicode);
            {error, _} = Error -> Error
        end
    catch
        error:Reason when Reason =:= badarg; element(1, Reason) =:= badmatch ->
            erlang:error(badarg, [Subject, Pattern, Replacement, Options])
    end.

is_capture({capture, _}) -> true;
is_capture({capture, _, _}) -> true;
is_capture(_) -> false.

return([{return, Return} | Options], _, Kept) when Return =:= iodata; Return =:= list; Return =:= binary ->
    return(Options, Return, Kept);
return([{return, _} | _], _, _) -> erlang:error(badarg);
return([Option | Options], Return, Kept) -> return(Options, Return, [Option | Kept]);
return([], Return, Kept) -> {Return, lists:reverse(Kept)}.

bytes(Text, _) when is_binary(Text) -> Text;
bytes(Text, true) ->
    case unicode:characters_to_binary(Text) of
        Bytes when is_binary(Bytes) -> Bytes;
        _ -> erlang:error(badarg)
    end;
bytes(Text, false) -> iolist_to_binary(Text).

given(Data, iodata, _) -> Data;
given(Data, binary, _) -> iolist_to_binary(Data);
given(Data, list, true) -> unicode:characters_to_list(iolist_to_binary(Data));
given(Data, list, false) -> binary_to_list(iolist_to_binary(Data)).

%% The shape is OTP's: empty texts between matches are left out, the last text is the tail.
replaced([], Bytes, From, _) when From =:= byte_size(Bytes) -> [];
replaced([], Bytes, From, _) -> binary_part(Bytes, From, byte_size(Bytes) - From);
replaced([[{Start, Length} | Groups] | Matches], Bytes, From, With) ->
    Rest = [put_in(With, {Start, Length}, Groups, Bytes) | replaced(Matches, Bytes, Start + Length, With)],
    case Start of
        From -> Rest;
        _ -> [binary_part(Bytes, From, Start - From) | Rest]
    end.

put_in([Text], _, _, _) when is_binary(Text) -> Text;
put_in(Parts, Whole, Groups, Bytes) ->
    [case Part of
         0 -> part(Bytes, Whole);
         Number when is_integer(Number), Number =< length(Groups) -> part(Bytes, lists:nth(Number, Groups));
         Number when is_integer(Number) -> <<>>;
         Text -> Text
     end || Part <- Parts].

part(_, {-1, 0}) -> <<>>;
part(Bytes, {Start, Length}) -> binary_part(Bytes, Start, Length).

%% A replacement in parts: texts, and numbers of groups.
parts([$& | Rest], Text, Parts) -> parts(Rest, [], [0 | put_text(Text, Parts)]);
parts([$\\, $\\ | Rest], Text, Parts) -> parts(Rest, [$\\ | Text], Parts);
parts([$\\, $& | Rest], Text, Parts) -> parts(Rest, [$& | Text], Parts);
parts([$\\, $g, ${ | Rest] = All, Text, Parts) ->
    case digits(Rest, []) of
        {[_ | _] = Digits, [$} | After]} -> parts(After, [], [list_to_integer(Digits) | put_text(Text, Parts)]);
        _ -> parts(tl(All), [$\\ | Text], Parts)
    end;
parts([$\\, $g, Digit | Rest], Text, Parts) when Digit >= $0, Digit =< $9 ->
    group([Digit | Rest], Text, Parts);
parts([$\\, Digit | Rest], Text, Parts) when Digit >= $0, Digit =< $9 -> group([Digit | Rest], Text, Parts);
parts([Char | Rest], Text, Parts) -> parts(Rest, [Char | Text], Parts);
parts([], Text, Parts) -> lists:reverse(put_text(Text, Parts)).

group(Rest, Text, Parts) ->
    {Digits, After} = digits(Rest, []),
    parts(After, [], [list_to_integer(Digits) | put_text(Text, Parts)]).

digits([Digit | Rest], Digits) when Digit >= $0, Digit =< $9 -> digits(Rest, [Digit | Digits]);
digits(Rest, Digits) -> {lists:reverse(Digits), Rest}.

put_text([], Parts) -> Parts;
put_text(Text, Parts) -> [list_to_binary(lists:reverse(Text)) | Parts].

split(Subject, Pattern) -> split(Subject, Pattern, []).

split(Subject, Pattern, Options) ->
    try
        {Return, Options1} = return(Options, iodata, []),
        false = lists:any(fun is_capture/1, Options1),
        false = lists:member(global, Options1),
        {Most, Options2} = most(Options1, -1, []),
        Group = lists:member(group, Options2),
        Trim = lists:member(trim, Options2) orelse lists:member({parts, 0}, Options1),
        RunOptions = [Option || Option <- Options2, Option =/= group, Option =/= trim],
        Unicode = swerl_re:is_unicode(Pattern, RunOptions),
        Bytes = bytes(Subject, Unicode),
        case re:run(Bytes, Pattern, RunOptions ++ [global, {capture, all, index}]) of
            {error, _} = Error -> Error;
            Result ->
                Matches = case Result of
                              nomatch -> [];
                              {match, Found} -> Found
                          end,
                Pieces = pieces(kept(Matches), Bytes, 0, Most, groups(Pattern, RunOptions)),
                shown(trimmed(Trim, Pieces), Group, Return, Unicode)
        end
    catch
        error:Reason when Reason =:= badarg; element(1, Reason) =:= badmatch ->
            erlang:error(badarg, [Subject, Pattern, Options])
    end.

most([{parts, infinity} | Options], _, Kept) -> most(Options, -1, Kept);
most([{parts, Number} | Options], _, Kept) when is_integer(Number), Number >= 0 ->
    most(Options, if Number =:= 0 -> -1; true -> Number - 1 end, Kept);
most([{parts, _} | _], _, _) -> erlang:error(badarg);
most([Option | Options], Most, Kept) -> most(Options, Most, [Option | Kept]);
most([], Most, Kept) -> {Most, lists:reverse(Kept)}.

%% How many groups a pattern has.
groups({re_pattern, Count, _, _, _}, _) -> Count;
groups(Pattern, Options) ->
    {ok, {re_pattern, Count, _, _, _}} = re:compile(Pattern, [Option || Option <- Options, is_compile(Option)]),
    Count.

is_compile({newline, _}) -> true;
is_compile(Option) when is_tuple(Option) -> false;
is_compile(Option) -> not lists:member(Option, [notbol, noteol, notempty, notempty_atstart, report_errors]).

%% An empty match at the start of the text divides nothing.
kept(Matches) -> [Match || [{Start, Length} | _] = Match <- Matches, Length > 0 orelse Start > 0].

%% Pieces, each with the groups of the match that follows it.
pieces([[{Start, Length} | Groups] | Matches], Bytes, From, Most, Count) when Most =/= 0 ->
    Parts = [part(Bytes, Group) || Group <- Groups],
    Filled = Parts ++ lists:duplicate(max(0, Count - length(Parts)), <<>>),
    [[binary_part(Bytes, From, Start - From) | Filled] | pieces(Matches, Bytes, Start + Length, Most - 1, Count)];
pieces(_, Bytes, From, _, _) -> [[binary_part(Bytes, From, byte_size(Bytes) - From)]].

trimmed(false, Pieces) -> Pieces;
trimmed(true, Pieces) -> lists:reverse(lists:dropwhile(fun is_empty/1, lists:reverse(Pieces))).

is_empty(Parts) -> lists:all(fun(Part) -> Part =:= <<>> end, Parts).

shown(Pieces, true, Return, Unicode) -> [[form(Part, Return, Unicode) || Part <- Piece] || Piece <- Pieces];
shown(Pieces, false, Return, Unicode) -> [form(Part, Return, Unicode) || Piece <- Pieces, Part <- Piece].

form(Part, list, Unicode) -> given(Part, list, Unicode);
form(Part, _, _) -> Part.

%% Older names.
grun(Subject, Pattern, {Options, _}) -> re:run(Subject, Pattern, Options).

urun(Subject, Pattern, Options) -> re:run(Subject, Pattern, Options).

ucompile(Pattern, Options) -> re:compile(Pattern, Options).
