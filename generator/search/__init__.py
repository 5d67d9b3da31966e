"""The index of the search page, made of the texts that are published: pure algorithms, no disk and no page.

``texts`` says what of a story can be found, ``fold`` which texts count as the same; ``spelling`` folds many at once;
``grams`` names by numbers what stands in them, ``drawers`` turns that round for a part, ``coding`` writes it as text;
``parts`` cuts an archive into parts that stay what they are when stories come and go. What reads all this is
``static/search.js``: whatever changes here changes there.
"""
