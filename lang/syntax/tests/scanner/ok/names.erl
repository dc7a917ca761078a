%% Atoms and variables, Latin-1 letters in both.
plain a1_@B 'quoted atom' 'it''s' 'it\'s' '' élan straße 'ünïcödé' '日本' .
X _ _Ignored Äpfel X@1 XÆ .
'end' end andalso maybe else cond let .
