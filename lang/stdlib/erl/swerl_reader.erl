%% Reading terms part by part, as get_until requests do it.
-module(swerl_reader).

-export([term/2]).

%% What has come before, and the next line.
term([], {error, _} = Error) -> {done, Error, []};
term([], eof) -> {done, eof, []};
term(Text, eof) ->
    case lists:all(fun(Char) -> lists:member(Char, " \t\r\n") end, Text) of
        true -> {done, eof, []};
        false -> {done, parsed(Text), []}
    end;
term(Before, Line) ->
    Text = Before ++ unicode:characters_to_list(Line),
    case swerl_code:form_length(Text) of
        false -> {more, Text};
        Length ->
            {Form, Rest} = lists:split(Length, Text),
            {done, parsed(Form), Rest}
    end.

parsed(Form) ->
    case swerl_code:parse_terms(Form) of
        {ok, [Term | _]} -> {ok, Term};
        {ok, []} -> eof;
        Error -> Error
    end.
