%% What is built on files and their names.
-module(filelib).

-export([ensure_dir/1, ensure_path/1, file_size/1, find_file/2, find_file/3, fold_files/5, is_dir/1, is_file/1,
         is_regular/1, last_modified/1, safe_relative_path/2, wildcard/1, wildcard/2]).

-include_lib("kernel/include/file.hrl").

is_dir(Name) -> type(Name) =:= directory.

is_regular(Name) -> type(Name) =:= regular.

is_file(Name) -> lists:member(type(Name), [regular, directory]).

type(Name) ->
    case file:read_file_info(Name) of
        {ok, #file_info{type = Type}} -> Type;
        {error, _} -> none
    end.

file_size(Name) ->
    case file:read_file_info(Name) of
        {ok, #file_info{size = Size}} -> Size;
        {error, _} -> 0
    end.

last_modified(Name) ->
    case file:read_file_info(Name) of
        {ok, #file_info{mtime = Time}} -> Time;
        {error, _} -> 0
    end.

ensure_dir("/") -> ok;
ensure_dir(Name) -> ensure_path(filename:dirname(Name)).

ensure_path(Folder) ->
    case is_dir(Folder) of
        true -> ok;
        false ->
            case filename:dirname(Folder) of
                Folder -> {error, einval};
                Above ->
                    case ensure_path(Above) of
                        ok -> made(file:make_dir(Folder), Folder);
                        Error -> Error
                    end
            end
    end.

made({error, eexist}, Folder) ->
    case is_dir(Folder) of
        true -> ok;
        false -> {error, eexist}
    end;
made(Result, _) -> Result.

fold_files(Folder, Pattern, Recursive, Fun, Acc) ->
    {ok, Compiled} = re:compile(Pattern, [unicode]),
    fold_folder(Folder, Compiled, Recursive, Fun, Acc).

fold_folder(Folder, Pattern, Recursive, Fun, Acc0) ->
    case file:list_dir_all(Folder) of
        {ok, Names} ->
            lists:foldl(fun(Name, Acc) -> fold_file(Folder, Name, Pattern, Recursive, Fun, Acc) end, Acc0, Names);
        {error, _} -> Acc0
    end.

fold_file(Folder, Name, Pattern, Recursive, Fun, Acc) ->
    Path = filename:join(Folder, Name),
    case type(Path) of
        regular ->
            case re:run(Name, Pattern, [{capture, none}]) of
                match -> Fun(Path, Acc);
                nomatch -> Acc
            end;
        directory when Recursive -> fold_folder(Path, Pattern, Recursive, Fun, Acc);
        _ -> Acc
    end.

find_file(Name, Folder) -> find_file(Name, Folder, []).

find_file(Name, Folder, _Rules) ->
    Path = filename:join(Folder, Name),
    case is_regular(Path) of
        true -> {ok, Path};
        false -> {error, not_found}
    end.

safe_relative_path(Name, _Folder) ->
    case filename:pathtype(Name) of
        relative ->
            case climb(filename:split(Name), []) of
                unsafe -> unsafe;
                [] -> [];
                Parts -> filename:join(Parts)
            end;
        absolute -> unsafe
    end.

climb([Up | _], []) when Up =:= ".."; Up =:= <<"..">> -> unsafe;
climb([Up | Rest], [_ | Above]) when Up =:= ".."; Up =:= <<"..">> -> climb(Rest, Above);
climb([Here | Rest], Above) when Here =:= "."; Here =:= <<".">> -> climb(Rest, Above);
climb([Part | Rest], Above) -> climb(Rest, [Part | Above]);
climb([], Above) -> lists:reverse(Above).

wildcard(Pattern) -> wildcard(Pattern, ".").

wildcard(Pattern, Folder) ->
    Parts = filename:split(filename:flatten(Pattern)),
    lists:sort(lists:append([found(Choice, Folder) || Choice <- choices(Parts)])).

%% Alternatives in braces may hold slashes, so they are written out first.
choices(Parts) -> [filename:split(Text) || Text <- braces(filename:join(Parts))].

braces(Text) ->
    case brace(Text, []) of
        none -> [Text];
        {Before, Alternatives, After} ->
            lists:append([braces(Before ++ Alternative ++ After) || Alternative <- Alternatives])
    end.

brace([], _) -> none;
brace([$\\, Char | Rest], Before) -> brace(Rest, [Char, $\\ | Before]);
brace([${ | Rest], Before) ->
    case alternatives(Rest, [], []) of
        none -> brace(Rest, [${ | Before]);
        {Alternatives, After} -> {lists:reverse(Before), Alternatives, After}
    end;
brace([Char | Rest], Before) -> brace(Rest, [Char | Before]).

alternatives([$} | Rest], Current, Done) -> {lists:reverse(Done, [lists:reverse(Current)]), Rest};
alternatives([$, | Rest], Current, Done) -> alternatives(Rest, [], [lists:reverse(Current) | Done]);
alternatives([Char | Rest], Current, Done) -> alternatives(Rest, [Char | Current], Done);
alternatives([], _, _) -> none.

%% The names below a folder that the parts of a pattern fit.
found(["/" | Parts], _) -> below(Parts, "/", "/");
found(Parts, Folder) -> below(Parts, Folder, "").

%% Where we are for the system, and how results call it.
below([], _, Shown) -> [Shown || Shown =/= ""];
below(["**" | Parts], Folder, Shown) ->
    Here = below(Parts, Folder, Shown),
    Deeper = [below(["**" | Parts], join(Folder, Name), join(Shown, Name))
              || Name <- folders(Folder)],
    Files = case Parts of
                [] -> [join(Shown, Name) || Name <- names(Folder)];
                _ -> []
            end,
    lists:usort(lists:append([Here, Files | Deeper]));
below([Part | Parts], Folder, Shown) ->
    case is_plain(Part) of
        true ->
            Name = unescape(Part),
            case file:read_link_info(join(Folder, Name)) of
                {ok, _} -> below(Parts, join(Folder, Name), join(Shown, Name));
                {error, _} -> []
            end;
        false ->
            Names = [Name || Name <- names(Folder), like(Name, Part)],
            lists:append([below(Parts, join(Folder, Name), join(Shown, Name)) || Name <- Names, Parts =:= [] orelse is_dir(join(Folder, Name))])
    end.

join("", Name) -> Name;
join(Folder, Name) -> filename:join(Folder, Name).

names(Folder) ->
    case file:list_dir(Folder) of
        {ok, Names} -> Names;
        {error, _} -> []
    end.

folders(Folder) -> [Name || Name <- names(Folder), is_dir(join(Folder, Name))].

is_plain(Part) -> not lists:any(fun(Char) -> lists:member(Char, "*?[") end, Part).

unescape([$\\, Char | Rest]) -> [Char | unescape(Rest)];
unescape([Char | Rest]) -> [Char | unescape(Rest)];
unescape([]) -> [].

like(Name, [$* | Pattern]) -> any_tail(Name, Pattern);
like([_ | Name], [$? | Pattern]) -> like(Name, Pattern);
like([Char | Name], [$[ | Pattern]) ->
    case set(Pattern, []) of
        {Set, Rest} -> lists:any(fun(Range) -> within(Char, Range) end, Set) andalso like(Name, Rest);
        none -> Char =:= $[ andalso like(Name, Pattern)
    end;
like([Char | Name], [$\\, Char | Pattern]) -> like(Name, Pattern);
like([Char | Name], [Char | Pattern]) -> like(Name, Pattern);
like([], []) -> true;
like(_, _) -> false.

any_tail(Name, Pattern) ->
    like(Name, Pattern) orelse (Name =/= [] andalso any_tail(tl(Name), Pattern)).

set([$] | Rest], [_ | _] = Set) -> {Set, Rest};
set([From, $-, To | Rest], Set) when To =/= $] -> set(Rest, [{From, To} | Set]);
set([Char | Rest], Set) -> set(Rest, [{Char, Char} | Set]);
set([], _) -> none.

within(Char, {From, To}) -> From =< Char andalso Char =< To.
