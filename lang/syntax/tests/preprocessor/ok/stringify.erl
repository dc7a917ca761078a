-define(S(X), ??X).
-define(T(X, Y), {??X, X, ??Y ??Z}).
?S(foo:bar("a\nb", $a, 'X y', 1.0e5, {A, #{a=>B}}, 16#ff, "\x{1F600}é")).
?T([1,2|T], fun() -> @ end).
