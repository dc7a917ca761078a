%% Annotations of tokens and of the abstract format: a location (a line, or a line and a column), or a list of
%% items of which the location is one.
-module(erl_anno).
-export([new/1, is_anno/1, column/1, end_location/1, file/1, generated/1, line/1, location/1, record/1, text/1]).
-export([set_file/2, set_generated/2, set_line/2, set_location/2, set_record/2, set_text/2]).
-export([to_term/1, from_term/1]).
-export_type([anno/0, line/0, column/0, location/0, text/0, anno_term/0]).

-type line() :: non_neg_integer().
-type column() :: pos_integer().
-type location() :: line() | {line(), column()}.
-type text() :: string().
-type anno() :: location() | [{atom(), term()}, ...].
-type anno_term() :: term().

-define(IS_LINE(L), (is_integer(L) andalso L >= 0)).
-define(IS_COLUMN(C), (is_integer(C) andalso C >= 1)).

new(Line) when ?IS_LINE(Line) -> Line;
new({Line, Column} = Location) when ?IS_LINE(Line), ?IS_COLUMN(Column) -> Location;
new(Other) -> erlang:error(badarg, [Other]).

to_term(Anno) -> Anno.

%% A line below zero is how generated code was marked once.
from_term(Line) when is_integer(Line), Line < 0 -> set_generated(true, new(-Line));
from_term(Term) -> Term.

is_anno(Line) when ?IS_LINE(Line) -> true;
is_anno({Line, Column}) when ?IS_LINE(Line), ?IS_COLUMN(Column) -> true;
is_anno([_ | _] = Items) -> are_items(Items) andalso lists:keymember(location, 1, Items);
is_anno(_) -> false.

are_items([{Key, Value} | Items]) -> is_item(Key, Value) andalso are_items(Items);
are_items(Rest) -> Rest =:= [].

is_item(generated, Value) -> Value =:= true;
is_item(record, Value) -> Value =:= true;
is_item(Key, Value) -> may_be_set(Key, Value).

may_be_set(location, Line) when ?IS_LINE(Line) -> true;
may_be_set(location, {Line, Column}) when ?IS_LINE(Line), ?IS_COLUMN(Column) -> true;
may_be_set(file, Name) -> is_list(Name) orelse is_binary(Name);
may_be_set(text, Text) -> is_list(Text);
may_be_set(generated, Value) -> is_boolean(Value);
may_be_set(record, Value) -> is_boolean(Value);
may_be_set(_, _) -> false.

%% ---- What an annotation says ----

item(Line, _, Default) when ?IS_LINE(Line) -> Default;
item({Line, Column}, _, Default) when ?IS_LINE(Line), ?IS_COLUMN(Column) -> Default;
item(Anno, Key, Default) ->
    try lists:keyfind(Key, 1, Anno) of
        {Key, Value} -> Value;
        false -> Default
    catch
        _:_ -> erlang:error(badarg, [Anno])
    end.

location(Line) when ?IS_LINE(Line) -> Line;
location({Line, Column} = Location) when ?IS_LINE(Line), ?IS_COLUMN(Column) -> Location;
location(Anno) -> item(Anno, location, undefined).

line(Anno) ->
    case location(Anno) of
        {Line, _} -> Line;
        Line -> Line
    end.

column(Anno) ->
    case location(Anno) of
        {_, Column} -> Column;
        _ -> undefined
    end.

file(Anno) -> item(Anno, file, undefined).

generated(Anno) -> item(Anno, generated, false).

record(Anno) -> item(Anno, record, false).

text(Anno) -> item(Anno, text, undefined).

%% Where the text ends.
end_location(Anno) ->
    case text(Anno) of
        undefined -> undefined;
        Text -> lists:foldl(fun past/2, location(Anno), Text)
    end.

past($\n, {Line, _}) -> {Line + 1, 1};
past(_, {Line, Column}) -> {Line, Column + 1};
past($\n, Line) -> Line + 1;
past(_, Line) -> Line.

%% ---- With another item ----

set_file(File, Anno) -> set(file, File, Anno).

set_generated(Generated, Anno) -> set(generated, Generated, Anno).

set_record(Record, Anno) -> set(record, Record, Anno).

set_text(Text, Anno) -> set(text, Text, Anno).

set_line(Line, Anno) ->
    case location(Anno) of
        {_, Column} -> set_location({Line, Column}, Anno);
        _ -> set_location(Line, Anno)
    end.

set_location(Location, Anno) -> set(location, Location, Anno).

set(Key, Value, Anno) ->
    case {may_be_set(Key, Value), Anno} of
        {true, Line} when ?IS_LINE(Line) -> changed(Key, Value, [{location, Line}]);
        {true, {Line, Column}} when ?IS_LINE(Line), ?IS_COLUMN(Column) -> changed(Key, Value, [{location, Anno}]);
        {true, [_ | _]} -> changed(Key, Value, Anno);
        _ -> erlang:error(badarg, [Key, Value, Anno])
    end.

changed(Key, false, Items) when Key =:= generated; Key =:= record -> plain(lists:keydelete(Key, 1, Items));
changed(Key, Value, Items) ->
    case item(Items, Key, undefined) of
        undefined -> plain([{Key, Value} | Items]);
        _ -> plain(lists:keyreplace(Key, 1, Items, {Key, Value}))
    end.

%% Nothing but a location stands for itself.
plain([{location, Location}]) -> Location;
plain(Items) -> Items.
