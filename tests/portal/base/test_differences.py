from portal.base.differences import Piece, words_changed


def test_what_changed_is_told_word_by_word_in_its_place():
    pieces = words_changed("Nobody comes at night.", "Somebody comes at night, always.")

    assert pieces == [
        Piece("deleted", "Nobody "),
        Piece("inserted", "Somebody "),
        Piece("same", "comes at "),
        Piece("deleted", "night."),
        Piece("inserted", "night, always."),
    ]


def test_the_pieces_put_together_are_both_texts():
    old, new = "  One\n\ntwo three ", "One two\n\nthree four"

    pieces = words_changed(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != "inserted") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "deleted") == new
