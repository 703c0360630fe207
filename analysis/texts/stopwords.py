"""French words that carry no theme: our own list, by grammatical role.

A word is listed in the form in which it is written, accents included; `is_stopword` also knows it
without its accents. Negative answers ("rien", "aucun", "non") are left out on purpose: in an open
question they are an answer, and people who read the themes want to see how many gave it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ARTICLES = "le la les l un une des du de d au aux"

PRONOUNS = """
je j tu il elle on nous vous ils elles me m te t se s moi toi soi lui leur leurs eux en y
ce c ceci cela ça celui celle ceux celles ci là ceux-ci celles-ci celui-ci celle-ci celui-là
celle-là qui que qu quoi dont où lequel laquelle lesquels lesquelles auquel auxquels auxquelles
duquel desquels desquelles mien mienne miens miennes tien tienne siens sienne siennes nôtre nôtres
vôtre vôtres même mêmes quelqu quelqu'un quelqu'une quelques-uns autrui
"""

DETERMINERS = """
mon ma mes ton ta tes son sa ses notre nos votre vos cet cette ces quel quelle quels quelles
chaque plusieurs quelque quelques certain certaine certains certaines tout toute tous toutes tel
telle tels telles autre autres divers diverses maint maints différents différentes
"""

PREPOSITIONS = """
à dans par pour en vers avec sans sous sur entre chez contre depuis pendant durant dès hors malgré
parmi selon jusque jusqu jusqu'à jusqu'au outre envers afin via près auprès lors hormis sauf
voire concernant quant grâce cause travers face
"""

CONJUNCTIONS = """
et ou où ni mais or donc car que si comme lorsque lorsqu quand puisque puisqu parce quoique
quoiqu tandis alors ainsi aussi cependant toutefois pourtant néanmoins sinon soit
"""

ADVERBS = """
ne n pas plus moins point très trop peu assez beaucoup tant autant tellement si fort bien mal
mieux pis encore déjà toujours jamais souvent parfois quelquefois ensuite puis enfin d'abord abord
surtout notamment seulement uniquement vraiment plutôt presque environ même ici là ailleurs
partout dedans dessus dessous devant derrière oui certes peut-être probablement
certainement évidemment simplement complètement totalement absolument également aujourd'hui hier
demain maintenant actuellement tard tôt vite loin comment pourquoi combien guère davantage
quasiment effectivement finalement exemple etc ex cf bref voici voilà lors
"""

ETRE_AVOIR = """
être suis es est sommes êtes sont étais était étions étiez étaient fus fut fûmes furent serai
seras sera serons serez seront serais serait serions seriez seraient sois soit soyons soyez soient
fût étant été avoir ai as a avons avez ont avais avait avions aviez avaient eus eut eûmes eurent
aurai auras aura aurons aurez auront aurais aurait aurions auriez auraient aie aies ait ayons ayez
aient eût ayant eu eue eus eues
"""

LIGHT_VERBS = """
faire fais fait fait faisons faites font faisais faisait faisaient ferai fera ferons feront ferais
ferait feraient fasse fassent faisant faits faite aller vais vas va allons allez vont allais allait
allaient irai ira iront irait aille aillent allant pouvoir peux peut pouvons pouvez peuvent pouvais
pouvait pouvaient pourrai pourra pourrons pourront pourrais pourrait pourrions pourriez pourraient
puisse puissions puissent pu pouvant devoir dois doit devons devez doivent devais devait devaient
devrai devra devront devrais devrait devrions devriez devraient doive doivent dû due dus dues devant
falloir faut fallait faudra faudrait fallu faille vouloir veux veut voulons voulez veulent voulais
voulait voudrais voudrait voudrions voudraient voulu veuille mettre mets met mettons mettez mettent
mettait mis mise mises mettant
"""

NUMERALS = """
deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente
quarante cinquante soixante cent cents mille million millions premier première premiers premières
deuxième deuxièmes second seconde troisième dizaine dizaines centaine centaines
"""

SPOKEN = """
mesdames messieurs madame monsieur ah oh eh euh ben bah bof hein hop ok svp merci bonjour
cordialement salutations stp mdr lol
"""

# Some answers come in English. Only words that are no French word: neither "an" nor "main".
ENGLISH = (
    "the of and to is that it for with this be have has we our you your they their from by not"
)

_GROUPS = (
    ARTICLES,
    PRONOUNS,
    DETERMINERS,
    PREPOSITIONS,
    CONJUNCTIONS,
    ADVERBS,
    ETRE_AVOIR,
    LIGHT_VERBS,
    NUMERALS,
    SPOKEN,
    ENGLISH,
)


def without_accents(word: str) -> str:
    """Return `word` with every accent removed and ligatures opened ("œuvré" gives "oeuvre")."""
    opened = word.replace("œ", "oe").replace("æ", "ae").replace("Œ", "OE").replace("Æ", "AE")
    decomposed = unicodedata.normalize("NFD", opened)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


# Words that count time and money. They carry meaning ("temps", "trois mois de retard"), but a theme
# is badly named by them.
_MEASURES = """
an ans année années mois semaine semaines jour jours journée journées heure heures minute minutes
fois euro euros pourcent
"""
MEASURES: frozenset[str] = frozenset(_MEASURES.split())

# Neither things nor acts, but answers: a theme of those who said nothing is named by them.
ANSWERS: frozenset[str] = frozenset({"rien", "aucun", "aucune", "non", "oui"})

# Adjectives that stand before their noun and so follow determiners as nouns do: a closed list of
# French grammars. "Petites" alone names nothing.
_LEADING_ADJECTIVES = """
petit petite petits petites grand grande grands grandes gros grosse grosses bon bonne bons bonnes
meilleur meilleure meilleurs meilleures mauvais mauvaise mauvaises nouveau nouvel nouvelle nouveaux
nouvelles vieux vieil vieille vieilles ancien ancienne anciens anciennes beau bel belle beaux belles
joli jolie jolis jolies haut haute hauts hautes bas basse basses long longue longs longues vrai
vraie vrais vraies faux fausse fausses propre propres seul seule seuls seules simple simples
prochain prochaine prochains prochaines dernier dernière derniers dernières véritable véritables
principal principale principaux principales nombreux nombreuses moindre moindres pire pires
énorme énormes fameux fameuse fameuses rare rares plein pleine pleins pleines
"""
LEADING_ADJECTIVES: frozenset[str] = frozenset(_LEADING_ADJECTIVES.split())

STOPWORDS: frozenset[str] = frozenset(word for group in _GROUPS for word in group.split())

# Typed without accents, a stop word is still one: "tres", "meme", "deja".
_FOLDED: frozenset[str] = frozenset(without_accents(word) for word in STOPWORDS)


@lru_cache(maxsize=100_000)
def is_stopword(word: str) -> bool:
    """Say whether the lower-case `word` is a French stop word, written with accents or without."""
    return word in STOPWORDS or (word.isascii() and word in _FOLDED)
