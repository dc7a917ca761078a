-ifdef(MODULE).
-module(predefined).
-endif.
?MODULE ?MODULE_STRING ?FILE ?LINE ?MACHINE ?BEAM ?OTP_RELEASE.
f(A, {B, C}) -> ?FUNCTION_NAME, ?FUNCTION_ARITY,
    ?LINE.
none() -> ?FUNCTION_ARITY.
%% OTP 25 counts these so.
empty_list([]) -> ?FUNCTION_ARITY.
list_first([], A) -> ?FUNCTION_ARITY.
-define(HEAD, named(X, Y)).
?HEAD -> ?FUNCTION_NAME.
