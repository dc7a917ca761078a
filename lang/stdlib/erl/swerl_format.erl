%% What a format string asks for.
-module(swerl_format).

-export([arguments/1]).

%% The types of the arguments that a format string takes, in order: term, integer, float, string; or what is
%% wrong with the format string.
arguments(Format) when is_atom(Format) -> arguments(atom_to_list(Format));
arguments(Format) when is_binary(Format) ->
    case unicode:characters_to_list(Format) of
        Text when is_list(Text) -> text(Text, []);
        _ -> text(binary_to_list(Format), [])
    end;
arguments(Format) -> text(Format, []).

text([], Types) -> {ok, lists:reverse(Types)};
text([$~ | Directive], Types) -> width(Directive, Types);
text([_ | Rest], Types) -> text(Rest, Types).

width([$-, $* | Rest], Types) -> precision(Rest, [integer | Types]);
width([$* | Rest], Types) -> precision(Rest, [integer | Types]);
width([$-, Digit | Rest], Types) when Digit >= $0, Digit =< $9 -> precision(after_digits(Rest), Types);
width(Rest, Types) -> precision(after_digits(Rest), Types).

precision([$., $* | Rest], Types) -> padding(Rest, [integer | Types]);
precision([$., Digit | Rest], Types) when Digit >= $0, Digit =< $9 -> padding(after_digits(Rest), Types);
precision([$. | Rest], Types) -> padding(Rest, Types);
precision(Rest, Types) -> control(Rest, Types).

padding([$., $* | Rest], Types) -> control(Rest, [integer | Types]);
padding([$., _ | Rest], Types) -> control(Rest, Types);
padding(Rest, Types) -> control(Rest, Types).

after_digits([Digit | Rest]) when Digit >= $0, Digit =< $9 -> after_digits(Rest);
after_digits(Rest) -> Rest.

control([$t, $l | Rest], Types) -> control([$l, $t | Rest], Types);
control([$l, $t, Control | Rest], Types) -> modified("lt", "pP", Control, Rest, Types);
control([$t, Control | Rest], Types) -> modified("t", "cspPwW", Control, Rest, Types);
control([$l, Control | Rest], Types) -> modified("l", "pP", Control, Rest, Types);
control([Control | Rest], Types) ->
    case types(Control) of
        unknown -> {error, "invalid control ~" ++ [Control]};
        New -> text(Rest, lists:reverse(New, Types))
    end;
control([], _) ->
    {error, "truncated"}.

modified(Modifiers, Fitting, Control, Rest, Types) ->
    case lists:member(Control, Fitting) of
        true -> control([Control | Rest], Types);
        false -> {error, "invalid control ~" ++ Modifiers ++ [Control]}
    end.

types($~) -> [];
types($n) -> [];
types($i) -> [term];
types($s) -> [string];
types(Control) when Control =:= $w; Control =:= $p; Control =:= $#; Control =:= $+ -> [term];
types(Control) when Control =:= $W; Control =:= $P -> [term, integer];
types(Control) when Control =:= $x; Control =:= $X -> [integer, string];
types(Control) when Control =:= $e; Control =:= $f; Control =:= $g -> [float];
types(Control) when Control =:= $c; Control =:= $b; Control =:= $B -> [integer];
types(_) -> unknown.
