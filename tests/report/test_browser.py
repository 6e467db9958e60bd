import json
import shutil
from dataclasses import replace
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

from formcheck.history.page import write_history_page
from formcheck.history.trends import Week
from formcheck.report.page import write_report
from formcheck.report.written import write_folder_report
from tests.report.browsing import LOOKS, chromium, opened
from tests.report.making import FPS, analysed, arm_part, arm_raises

pytestmark = pytest.mark.browser

EVIL = "\"><img src=x onerror=alert(1)> 'ü' {{ 7 * 7 }} #50%.mp4"
SIDES = "all => all.map((each) => each.getBoundingClientRect()).map((box) => [box.left, box.right])"
TEXTS = """all => all.map((each) => {
    const range = document.createRange();
    range.selectNodeContents(each);
    return [range.getBoundingClientRect().left, range.getBoundingClientRect().right];
})"""
PAGES = ("arm.html", "still.html", "report.html", "routine.html", "history.html")
WEEKS = [
    *(
        Week(
            "cobra",
            f"2025-W{10 + i}",
            3,
            15,
            10 + i,
            0.0,
            0.4 + i / 20,
            "torso",
            9 - i,
            "over_arch",
        )
        for i in range(8)
    ),
    Week("childs_pose", "2025-W10", 1, 1, 0, 15.5, None, None, 0, None),
]


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Reports of two videos, one without pictures, and the page of them all."""
    folder = tmp_path_factory.mktemp("out")
    analysed(folder, tmp_path_factory.mktemp("in") / "arm.mp4")
    analysed(folder, tmp_path_factory.mktemp("in") / "still.mp4", pictures=False, bent=())
    write_folder_report(folder)
    write_report(folder / "routine.html", [arm_part(arm_raises()), arm_part(arm_raises(count=2))])
    write_history_page(folder / "history.html", WEEKS)
    return folder


@pytest.fixture(scope="module")
def result(folder):
    return json.loads((folder / "arm.json").read_text())


def seconds(page):
    return page.evaluate("document.querySelector('video').currentTime")


def wait_until(page, condition):
    """Wait without wait_for_function, which the pages' own policy does not let run."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came about: {condition}")


def wait_for_video(page):
    wait_until(page, "document.querySelector('video').readyState > 0")


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound(browser, folder, name, look):
    with opened(browser, folder / name, **look) as page:
        found = Axe().run(page).response["violations"]
        grave = [each for each in found if each["impact"] in ("serious", "critical")]
        assert [(each["id"], each["nodes"][0]["html"]) for each in grave] == []
        wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert not wider


@pytest.mark.parametrize("look", ["desktop, light", "phone, light"])
@pytest.mark.parametrize("count", [12, 26, 104, 520])
def test_many_weeks_stay_in_their_chart_with_names_apart(browser, tmp_path, look, count):
    weeks = [replace(WEEKS[0], week=f"{2020 + i // 52}-W{1 + i % 52:02}") for i in range(count)]
    write_history_page(tmp_path / "history.html", weeks)
    with opened(browser, tmp_path / "history.html", **LOOKS[look]) as page:
        for chart in page.locator("figure.range").all():
            ((left, right),) = chart.locator(".bars").evaluate_all(SIDES)
            bars = chart.locator(".bar").evaluate_all(SIDES)
            assert left <= bars[0][0] < bars[-1][1] < right + 2
            names = chart.locator(".bar-name:visible").evaluate_all(SIDES)
            assert len(names) > 5
            assert all(end < start for (_, end), (start, _) in pairwise(names))
            years = chart.locator(".bar-year:not(:empty)").evaluate_all(TEXTS)
            assert len(years) == -(-count // 52)
            assert all(end < start for (_, end), (start, _) in pairwise(years))


def test_an_event_shows_its_moment(browser, folder, result):
    (event,) = result["events"]
    with opened(browser, folder / "arm.html") as page:
        wait_for_video(page)
        page.locator(".lane .alert").click()
        assert seconds(page) == pytest.approx(event["start_s"], abs=0.5 / FPS)
        wait_until(page, "!document.querySelector('video').seeking")
        assert page.locator(".playhead").is_visible()


def test_a_repetition_is_reached_by_keyboard(browser, folder, result):
    with opened(browser, folder / "arm.html", **LOOKS["phone, dark"]) as page:
        wait_for_video(page)
        for repetition in result["repetitions"]:
            button = page.get_by_role("button", name=f"Repetition {repetition['index']},")
            button.focus()
            page.keyboard.press("Enter")
            assert seconds(page) == pytest.approx(repetition["start_s"], abs=0.5 / FPS)


def test_all_buttons_lead_to_times_of_the_result(browser, folder, result):
    times = {each["start_s"] for kind in ("repetitions", "events") for each in result[kind]}
    times |= {each["worst"]["time_s"] for each in result["checks"] if each["worst"]}
    with opened(browser, folder / "arm.html") as page:
        buttons = page.locator("[data-seek]")
        sought = set(buttons.evaluate_all("all => all.map(each => Number(each.dataset.seek))"))
    assert sought == times


def test_a_summary_leads_to_each_report(browser, folder):
    with opened(browser, folder / "report.html") as page:
        links = page.locator("table.summary a")
        assert links.count() == 2
        links.first.click()
        assert page.url.endswith("/arm.html")
        assert page.locator("h1").inner_text() == "Arm raise"


def test_a_routine_leads_to_each_part(browser, folder):
    with opened(browser, folder / "routine.html") as page:
        links = page.locator("table.summary a")
        assert [link.get_attribute("href") for link in links.all()] == ["#part-1", "#part-2"]
        links.last.click()
        assert page.evaluate("document.querySelector('#part-2').getBoundingClientRect().top") < 10


def test_the_picture_or_the_figure_of_the_worst_moment_is_shown(browser, folder):
    with opened(browser, folder / "arm.html") as page:
        picture = page.locator(".check img")
        assert picture.evaluate("image => image.naturalWidth") > 100
        assert page.locator("svg.stick").count() == 0
    with opened(browser, folder / "still.html") as page:
        assert page.locator(".check svg.stick").is_visible()
        assert page.locator("img").count() == 0


def test_a_missing_video_is_told(browser, folder, tmp_path):
    shutil.copy(folder / "arm.html", tmp_path)
    page = browser.new_page()
    page.goto((tmp_path / "arm.html").as_uri())
    page.wait_for_selector("text=The video arm.mp4 does not lie beside this page.")
    assert not page.locator("text=to see it in the video").is_visible()
    page.close()


def test_print_leaves_out_what_paper_can_not_do(browser, folder):
    with opened(browser, folder / "arm.html") as page:
        page.emulate_media(media="print")
        assert not page.locator("video").is_visible()
        assert page.locator("table.repetitions").is_visible()


@pytest.mark.parametrize(
    "name", [EVIL, "<script>alert(1)</script>.mp4"], ids=["attribute", "script"]
)
def test_names_of_files_do_no_harm(browser, tmp_path, name):
    source = tmp_path / "in" / name  # the slash in it makes it a folder and a file
    page_file = analysed(tmp_path / "out", source, count=1, bent=(0,))
    write_folder_report(tmp_path / "out")
    for path in (page_file, tmp_path / "out" / "report.html"):
        with opened(browser, path) as page:
            assert source.name in page.locator(".page-head").inner_text()
            wait_for_video(page)
            page.locator(".lane .alert").click()
            assert seconds(page) > 0
