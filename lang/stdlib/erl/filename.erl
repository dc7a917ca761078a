%% Names of files. A result is a binary where a part of the name is one, else a list.
-module(filename).

-export([absname/1, absname/2, absname_join/2, append/2, basedir/2, basedir/3, basename/1, basename/2, dirname/1,
         extension/1, find_src/1, find_src/2, flatten/1, join/1, join/2, nativename/1, pathtype/1,
         rootname/1, rootname/2, split/1, validate/1]).

%% The characters of a name, and how to give a result back.
open(Name) when is_binary(Name) -> {binary_to_list(Name), fun list_to_binary/1};
open(Name) -> {flatten(Name), fun(Chars) -> Chars end}.

flatten(Name) when is_binary(Name) -> Name;
flatten(Name) -> flat(Name, []).

flat([Part | Rest], Tail) when is_list(Part); Part =:= [] -> flat(Part, flat(Rest, Tail));
flat([Part | Rest], Tail) when is_atom(Part) -> atom_to_list(Part) ++ flat(Rest, Tail);
flat([Char | Rest], Tail) when is_integer(Char) -> [Char | flat(Rest, Tail)];
flat([], Tail) -> Tail;
flat(Atom, Tail) when is_atom(Atom) -> atom_to_list(Atom) ++ Tail.

absname(Name) ->
    {ok, Folder} = file:get_cwd(),
    absname(Name, Folder).

absname(Name, Folder) ->
    case pathtype(Name) of
        absolute -> join([flatten(Name)]);
        relative -> absname_join(Folder, Name)
    end.

absname_join(Folder, Name) ->
    case flatten(Name) of
        [$., $/ | Rest] -> absname_join(Folder, Rest);
        <<"./", Rest/binary>> -> absname_join(Folder, Rest);
        Flat -> join(Folder, Flat)
    end.

append(Folder, Name) when is_binary(Folder), is_binary(Name) -> <<Folder/binary, "/", Name/binary>>;
append(Folder, Name) when is_binary(Folder) -> append(Folder, list_to_binary(flatten(Name)));
append(Folder, Name) when is_binary(Name) -> append(list_to_binary(flatten(Folder)), Name);
append(Folder, Name) -> flatten(Folder) ++ "/" ++ flatten(Name).

basename(Name) when is_binary(Name) -> list_to_binary(last_part(binary_to_list(Name), [], []));
basename(Name) -> after_slash(flatten(Name), []).

%% Of a binary the last part that is not empty, of a list what follows the last slash that is not at its end.
last_part([$/ | Rest], [], Last) -> last_part(Rest, [], Last);
last_part([$/ | Rest], Part, _) -> last_part(Rest, [], Part);
last_part([Char | Rest], Part, Last) -> last_part(Rest, [Char | Part], Last);
last_part([], [], Last) -> lists:reverse(Last);
last_part([], Part, _) -> lists:reverse(Part).

after_slash([$/], Part) -> lists:reverse(Part);
after_slash([$/ | Rest], _) -> after_slash(Rest, []);
after_slash([Char | Rest], Part) -> after_slash(Rest, [Char | Part]);
after_slash([], Part) -> lists:reverse(Part).

basename(Name, Extension) when is_binary(Name), is_list(Extension) ->
    basename(Name, list_to_binary(Extension));
basename(Name, Extension) when is_list(Name), is_binary(Extension) ->
    basename(list_to_binary(flatten(Name)), Extension);
basename(Name, Extension) ->
    {Chars, Give} = open(Name),
    {End, _} = open(Extension),
    %% As in OTP, a slash at the end keeps the extension.
    case lists:suffix("/", Chars) of
        true -> basename(Name);
        false -> Give(without_end(last_part(Chars, [], []), End))
    end.

without_end(Chars, Chars) -> [];
without_end([Char | Rest], End) -> [Char | without_end(Rest, End)];
without_end([], _) -> [].

dirname(Name) ->
    {Chars, Give} = open(Name),
    Give(folder_of(Chars)).

folder_of(Chars) ->
    case lists:splitwith(fun(Char) -> Char =/= $/ end, lists:reverse(Chars)) of
        {_, []} -> ".";
        {_, Slashes} ->
            case lists:dropwhile(fun(Char) -> Char =:= $/ end, Slashes) of
                [] -> "/";
                Folder -> lists:reverse(Folder)
            end
    end.

extension(Name) ->
    {Chars, Give} = open(Name),
    {_, Extension} = divided(Chars),
    Give(Extension).

rootname(Name) ->
    {Chars, Give} = open(Name),
    case lists:splitwith(fun(Char) -> Char =/= $. andalso Char =/= $/ end, lists:reverse(Chars)) of
        %% As in OTP, a name that is all extension leaves nothing here.
        {_, [$.]} -> Give([]);
        _ -> Give(element(1, divided(Chars)))
    end.

rootname(Name, Extension) when is_binary(Name), is_list(Extension) ->
    rootname(Name, list_to_binary(Extension));
rootname(Name, Extension) when is_list(Name), is_binary(Extension) ->
    rootname(list_to_binary(flatten(Name)), Extension);
rootname(Name, Extension) ->
    {Chars, Give} = open(Name),
    {End, _} = open(Extension),
    Give(without_end(Chars, End)).

%% What stands before the last dot of the last part, and the rest. A dot at the start of the part counts for
%% nothing where the part is all of the name or follows a slash.
divided(Chars) ->
    case lists:splitwith(fun(Char) -> Char =/= $. andalso Char =/= $/ end, lists:reverse(Chars)) of
        {Extension, [$. | [Before | _] = Root]} when Before =/= $/ ->
            {lists:reverse(Root), [$. | lists:reverse(Extension)]};
        _ -> {Chars, []}
    end.

join([First, Second | Rest]) -> join([join(First, Second) | Rest]);
join([Name]) ->
    {Chars, Give} = open(Name),
    Give(joined(Chars, []));
join(_) -> erlang:error(function_clause).

join(First, Second) when is_binary(First); is_binary(Second) ->
    {Before, _} = open(First),
    {After, _} = open(Second),
    list_to_binary(join_chars(Before, After));
join(First, Second) when is_list(First), is_list(Second); is_atom(First); is_atom(Second) ->
    join_chars(flatten(First), flatten(Second)).

join_chars(_, [$/ | _] = Second) -> joined(Second, []);
join_chars(First, []) -> joined(First, []);
join_chars(First, Second) -> joined(First ++ "/" ++ Second, []).

%% One slash for several, and none at the end.
joined([$/ | Rest], [$/ | _] = Done) -> joined(Rest, Done);
joined([Char | Rest], Done) -> joined(Rest, [Char | Done]);
joined([], [$/]) -> "/";
joined([], [$/ | Done]) -> lists:reverse(Done);
joined([], Done) -> lists:reverse(Done).

nativename(Name) ->
    {Chars, Give} = open(Name),
    Give(joined(Chars, [])).

pathtype(Name) ->
    case open(Name) of
        {[$/ | _], _} -> absolute;
        _ -> relative
    end.

split(Name) ->
    {Chars, Give} = open(Name),
    Parts = [Give(Part) || Part <- parts(Chars, [], [])],
    case Chars of
        [$/ | _] -> [Give("/") | Parts];
        _ -> Parts
    end.

parts([$/ | Rest], [], Parts) -> parts(Rest, [], Parts);
parts([$/ | Rest], Part, Parts) -> parts(Rest, [], [lists:reverse(Part) | Parts]);
parts([Char | Rest], Part, Parts) -> parts(Rest, [Char | Part], Parts);
parts([], [], Parts) -> lists:reverse(Parts);
parts([], Part, Parts) -> lists:reverse([lists:reverse(Part) | Parts]).

validate(Name) ->
    try swerl_file:name(Name) of
        _ -> true
    catch
        error:_ -> false
    end.

basedir(Type, Application) -> basedir(Type, Application, #{}).

basedir(Type, Application, Options) ->
    Home = os:getenv("HOME", "/"),
    Author = maps:get(version, Options, undefined),
    Under = fun(Variable, Default) ->
                    Base = os:getenv(Variable, join(Home, Default)),
                    Path = join(Base, Application),
                    case Author of
                        undefined -> Path;
                        Version -> join(Path, Version)
                    end
            end,
    case Type of
        user_cache -> Under("XDG_CACHE_HOME", ".cache");
        user_config -> Under("XDG_CONFIG_HOME", ".config");
        user_data -> Under("XDG_DATA_HOME", ".local/share");
        user_log -> join(Under("XDG_CACHE_HOME", ".cache"), "log");
        site_data -> [join(Base, Application) || Base <- ["/usr/local/share", "/usr/share"]];
        site_config -> [join("/etc/xdg", Application)];
        _ -> erlang:error(badarg, [Type, Application, Options])
    end.

%% There are no object files to find sources of.
find_src(Module) -> {error, {preloaded, Module}}.

find_src(Module, _Rules) -> find_src(Module).
