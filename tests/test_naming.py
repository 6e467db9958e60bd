import pytest

from formcheck.naming import LIST, advice

KNOWN = ("cobra", "cobra_kicks", "childs_pose", "cat_cow")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        pytest.param("catcow", "did you mean cat_cow? ", id="misspelt"),
        pytest.param("Child's Pose", "did you mean childs_pose? ", id="as it is spoken"),
        pytest.param("COBRA-Kicks ", "did you mean cobra_kicks? ", id="only spelt otherwise"),
        pytest.param("cobra kick", "did you mean cobra_kicks or cobra? ", id="two, nearer first"),
        pytest.param("plank", "", id="like none"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_which_name_may_be_meant(name, meant):
    assert advice(name, KNOWN) == f"{meant}see: {LIST}"


def test_what_lists_the_names_is_told_as_it_is_called():
    assert advice("plank", KNOWN, "formcheck live --help") == "see: formcheck live --help"


def test_the_name_is_told_as_it_is_known():
    assert advice("own exercise", ["Own-Exercise"]).startswith("did you mean Own-Exercise?")
