"""Why the parser joined, moved or guessed: fixed phrases that stand on the record and are translated by the site."""

WORD_CUT = "a word runs over the break"
MID_PHRASE = "the text above stops in mid-phrase"
STARTS_BOUND = "the text below opens in mid-sentence"
NO_FINAL_MARK = "the text above has no final mark and the text below can go on from it"
HARD_WRAP = "lines were wrapped at a fixed width"
TAIL_CONTINUES = "stands under another article; the end of this one is open and the words agree"
TAIL_COHERES = "stands under another article; names and terms agree with this one"
CAPTION_COHERES = "the caption stands under another article; names and terms agree with this one"
GAP_BEFORE_TAIL = "text is missing between the part above and the part that was moved here"
HEAD_MISSING = "the first paragraph opens in mid-sentence; what stood before it is not on the page"
TAIL_MISSING = "the last paragraph has no final mark; what followed is not on the page"
GAP_INSIDE = "a paragraph stops without a final mark and what follows can't go on from it"
NO_HEADLINE = "no headline stands above these lines"
NO_HOME = "opens in mid-sentence and coheres with no article on the page"
TITLE_ORDER = "kicker, headline and subtitle can't be told apart for certain"
WEAK_BOUNDARY = "this line could also be a subhead of the article above"
ASTRAY = "from this line on the words agree little with what stands above; it may be the end of another article"
DUPLICATE = "the same article stands on this page twice"
JUMP = "the article goes on, or began, on another page"

ALL: tuple[str, ...] = tuple(
    value for name, value in sorted(globals().items()) if name.isupper() and isinstance(value, str)
)
