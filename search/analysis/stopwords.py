"""Function words by language: they say nothing of what a text is about.

Only words that a language needs for its grammar are here: articles, pronouns,
prepositions, conjunctions, auxiliaries. The Lucene lists served as the measure, not as the
source (decision 0051). A language without a list loses nothing but a little precision:
frequent words weigh next to nothing in the ranking anyway. Of Chinese, which is cut into
characters, the list has single ones.
"""

from functools import cache

LISTS = {
    "en": """
        a an and are as at be but by for if in into is it no not of on or such that the their
        then there these they this to was will with
    """,
    "fr": """
        le la les l un une des du de d au aux à et ou où ni mais donc or car que qu qui quoi dont
        ce c cet cette ces ça cela ceci celui celle ceux celles je j tu il elle on nous vous ils
        elles me m te t se s lui leur leurs y en mon ton son ma ta sa mes tes ses notre nos votre
        vos moi toi soi eux n ne pas dans par pour sur avec sans sous entre vers chez
        est sont était étaient être été étant suis es sommes êtes sera seront serait seraient soit
        soient fut furent ai as a avons avez ont avait avaient avoir eu ayant aura auront aurait
        auraient ait aient si comme plus même tel quel quelle quels quelles
    """,
    "es": """
        el la los las lo un una unos unas de del al a ante con contra desde durante en entre hacia
        hasta para por según sin sobre tras y e o u ni pero sino que porque como cuando donde
        quien quienes cual cuales cuyo cuya qué quién cuál yo tú él ella ello nosotros vosotros
        ellos ellas me te se nos os le les mi mis tu tus su sus nuestro nuestra nuestros nuestras
        vuestro vuestra este esta esto estos estas ese esa eso esos esas aquel aquella aquellos
        aquellas no sí ya muy más también tanto mucho muchos poco algo algunos algunas otro otra
        otros otras todo todos es son soy eres somos era eran fue fueron ser sido siendo será
        serán sería sea sean está están estaba estar estado he ha hemos han había habían haber hay
        habrá haya hayan tiene tienen tener
    """,
    "pt": """
        o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela pelos pelas para
        com sem sob sobre entre até e ou mas nem que se porque como quando onde quem qual quais
        eu tu ele ela nós vós eles elas me te lhe lhes vos meu minha seu sua seus suas nosso nossa
        este esta isto estes estas esse essa isso esses essas aquele aquela aquilo ao aos à às não
        já mais muito também é são era eram foi foram ser sido será serão seja sejam está estão
        estava ter tem têm tinha há havia
    """,
    "it": """
        il lo la l i gli le un uno una di d a da in con su per tra fra del dello della dei degli
        delle dell al allo alla ai agli alle all dal dallo dalla dai dagli dalle dall nel nello
        nella nei negli nelle nell sul sullo sulla sui sugli sulle sull e ed o ma né che chi cui
        non come dove quale quali se io tu lui lei noi voi loro mi ti ci vi si ne mio mia tuo tua
        suo sua suoi sue nostro nostra questo questa questi queste quello quella quelli quelle
        è sono era erano sia siano essere stato stata stati state sarà saranno ha hanno aveva
        avere avuto più anche tutto tutti tutte
    """,
    "de": """
        der die das des dem den ein eine einer eines einem einen und oder aber denn sondern als wie
        wenn dass daß ob weil damit auch nicht kein keine keinen nur noch so zu zum zur im in am an
        auf aus bei beim bis durch für gegen mit nach ohne seit über um unter von vom vor während
        zwischen ich du er sie es wir ihr mich dich sich uns euch ihm ihn ihnen mein dein sein ihre
        ihrer ihrem ihren seine seiner unser dieser diese dieses diesem diesen jener jede jeder
        jedes alle aller allen welche welcher was wer ist sind war waren sein gewesen wird werden
        wurde wurden hat haben hatte hatten kann können soll sollen
    """,
    "nl": """
        de het een en of maar want dat die dit deze van voor met op in aan bij door uit over tot
        naar om onder tussen te als dan er niet geen ook nog ik je jij hij zij ze wij we u hun hen
        haar zijn mijn is was waren ben bent worden wordt werd heeft hebben had kan zal
    """,
    "ru": """
        и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее
        мне было вот от меня еще нет о об из ему теперь когда даже ну вдруг ли если уже или ни
        быть был него до вас нибудь опять уж вам ведь там потом себя ничего ей может они тут где
        есть надо ней для мы тебя их чем была сам чтоб чтобы без будто чего раз тоже себе под
        будет ж тогда кто этот того потому этого какой ним здесь этом один почти мой тем нее
        были куда зачем всех можно при об через эти нас про них какая много разве эту моя свою
        этой перед иногда том такой им более всегда конечно всю между также
        это этих эта эту ими является являются
    """,
    "uk": """
        і й та в у не що він на я з зі із як а то все вона так його але ти до ж ви за б би по
        тільки її мені було від мене ще ні о об йому коли навіть чи якщо вже або бути був
        нього вас там потім себе їй може вони де є для ми їх чим була без хто цей того цього
        який яка яке які при через ці нас про них під між також це цих
    """,
    "ar": """
        من في على إلى الى عن مع أن ان إن أو او ثم لا ما لم لن هو هي هم هن هذا هذه ذلك تلك هؤلاء
        التي الذي الذين اللذين اللتين اللواتي كان كانت يكون تكون كانوا قد لقد كل بعض غير بين
        بعد قبل حتى إذا اذا إذ لو لكن ولكن بل كما كذلك أي اي أية حيث منذ عند عندما لدى له لها
        لهم لهما به بها بهم فيه فيها فيهم عليه عليها عليهم إليه إليها منه منها منهم عنه عنها
        هنا هناك أنه أنها أنهم بأن وأن فإن وقد فقد وهو وهي وهم وكان وكانت وما ولا ولم ومن وفي
        وعلى وإلى وعن ومع والتي والذي كان ليس ليست سوى خلال ضد يا أنت أنا نحن ذات ذو ب ل و ف ك
        بما فيما مما ممن دون
    """,
    "zh": """
        的 了 着 著 之 所 们 們 吗 嗎 呢 吧 么 麼 我 你 您 他 她 它 这 這 那 此 其 该 該 某 每 各 谁 誰 哪
        在 于 於 以 为 為 对 對 从 從 由 把 被 将 將 向 至 按 因 给 給 跟 与 與 和 及 或 而 且 但 并 並 若 如
        即 则 則 虽 雖 是 有 也 都 又 还 還 就 才 很 再 已 曾 不 没 沒 个 個 些 等
    """,
    "tr": """
        ve veya ya da de ile için bir bu şu o ki mi mı mu mü ne en çok daha gibi kadar her hem ama
        fakat olarak olan olduğu sonra göre
    """,
    "sw": """
        na ya wa kwa ni za la katika cha vya au kama hii hiyo hizo huo hilo hayo yake yao wake wao
        pia bila kila ili hadi lakini kuwa
    """,
}


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the function words of a language ("zh-hans" reads "zh"), in lower case."""
    return frozenset(LISTS.get(language.partition("-")[0], "").replace("ё", "е").split())
