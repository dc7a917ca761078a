%% What programs ask of the preprocessor: how a text says its encoding.
-module(epp).
-export([default_encoding/0, encoding_to_string/1, read_encoding/1, read_encoding/2, read_encoding_from_binary/1,
         read_encoding_from_binary/2, set_encoding/1, set_encoding/2]).

-define(DEFAULT, utf8).
%% As much of a file as two lines take.
-define(HEAD, 1024).

default_encoding() -> ?DEFAULT.

encoding_to_string(latin1) -> "coding: latin-1";
encoding_to_string(utf8) -> "coding: utf-8".

read_encoding(Name) -> read_encoding(Name, []).

read_encoding(Name, Options) ->
    {ok, File} = file:open(Name, [read, raw, binary]),
    Read = file:read(File, ?HEAD),
    ok = file:close(File),
    case Read of
        {ok, Text} -> read_encoding_from_binary(Text, Options);
        _ -> none
    end.

read_encoding_from_binary(Text) -> read_encoding_from_binary(Text, []).

%% A comment in the first two lines says `coding: NAME`, or `coding=NAME`.
read_encoding_from_binary(Text, Options) ->
    Lines = lists:sublist(binary:split(Text, <<"\n">>, [global]), 2),
    Comments = case proplists:get_value(in_comment_only, Options, true) of
                   true -> lists:takewhile(fun(Line) -> re:run(Line, "^[ \t\f]*%", [{capture, none}]) =:= match end, Lines);
                   false -> Lines
               end,
    Pattern = "coding[:=][ \t]*([-a-zA-Z0-9]+)",
    case [Name || Line <- Comments, {match, [Name]} <- [re:run(Line, Pattern, [{capture, all_but_first, list}])]] of
        [Name | _] -> named(string:lowercase(Name));
        [] -> none
    end.

named("utf-8") -> utf8;
named("latin-1") -> latin1;
named(_) -> none.

set_encoding(File) -> set_encoding(File, ?DEFAULT).

set_encoding(File, Default) ->
    Encoding = case io:get_line(File, '') of
                   Line when is_list(Line) -> read_encoding_from_binary(unicode:characters_to_binary(Line));
                   _ -> none
               end,
    {ok, _} = file:position(File, 0),
    Used = case Encoding of none -> Default; _ -> Encoding end,
    ok = io:setopts(File, [{encoding, Used}]),
    Encoding.
