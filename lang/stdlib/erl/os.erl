%% The system around the program.
-module(os).

-export([cmd/1, cmd/2, env/0, find_executable/1, find_executable/2, set_signal/2, type/0, version/0]).

-include_lib("kernel/include/file.hrl").

type() -> {swerl_os:family(), swerl_os:name()}.

env() -> [divided(Entry, []) || Entry <- os:getenv()].

divided([$= | Value], Key) -> {lists:reverse(Key), Value};
divided([Char | Rest], Key) -> divided(Rest, [Char | Key]).

%% The system's own name of its release, as far as it has three numbers.
version() ->
    case file:read_file("/proc/sys/kernel/osrelease") of
        {ok, Release} -> numbers(binary_to_list(Release), 3, []);
        {error, _} -> {0, 0, 0}
    end.

numbers(_, 0, Done) -> list_to_tuple(lists:reverse(Done));
numbers(Text, Left, Done) ->
    case lists:splitwith(fun(Char) -> Char >= $0 andalso Char =< $9 end, Text) of
        {[], _} -> numbers([], Left - 1, [0 | Done]);
        {Digits, Rest} -> numbers(lists:nthtail(min(1, length(Rest)), Rest), Left - 1, [list_to_integer(Digits) | Done])
    end.

cmd(Command) -> cmd(Command, #{}).

cmd(Command, Options) ->
    Text = if
               is_atom(Command) -> atom_to_list(Command);
               true -> Command
           end,
    Written = try
                  swerl_os:command(Text)
              catch
                  error:_ -> erlang:error(badarg, [Command, Options])
              end,
    Whole = case unicode:characters_to_list(Written) of
                Chars when is_list(Chars) -> Chars;
                _ -> binary_to_list(Written)
            end,
    case Options of
        #{max_size := Most} when length(Whole) > Most -> lists:sublist(Whole, Most);
        _ -> Whole
    end.

find_executable(Name) -> find_executable(Name, os:getenv("PATH", "")).

find_executable(Name, Path) ->
    case filename:pathtype(Name) of
        absolute ->
            case runs(Name) of
                true -> Name;
                false -> false
            end;
        relative -> first([filename:join(Folder, Name) || Folder <- folders(Path, [])])
    end.

first([Name | Names]) ->
    case runs(Name) of
        true -> Name;
        false -> first(Names)
    end;
first([]) -> false.

runs(Name) ->
    case file:read_file_info(Name) of
        {ok, #file_info{type = regular, mode = Mode}} -> Mode band 8#111 =/= 0;
        _ -> false
    end.

folders([$: | Rest], Folder) -> [folder(Folder) | folders(Rest, [])];
folders([Char | Rest], Folder) -> folders(Rest, [Char | Folder]);
folders([], Folder) -> [folder(Folder)].

folder([]) -> ".";
folder(Folder) -> lists:reverse(Folder).

set_signal(_Signal, _Option) -> ok.
