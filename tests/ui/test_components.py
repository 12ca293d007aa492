"""A component knows its attributes: a mistake shows at once."""

from __future__ import annotations

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import TemplateSyntaxError, engines
from django.utils import translation

from twiza.ui import components as ui
from twiza.ui.components.marks import outline, pierced


def rendered(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def draw(made: ui.Component, language: str = "en") -> str:
    with translation.override(language):
        return engines["django"].get_template(made.template()).render({"c": made})


def test_an_unknown_attribute_fails_when_the_template_is_read() -> None:
    with pytest.raises(TemplateSyntaxError, match='"figure" has no attribute labell; it has value, label'):
        rendered('{% ui "figure" value=1 labell="people" %}')


def test_a_missing_attribute_fails_when_the_template_is_read() -> None:
    with pytest.raises(TemplateSyntaxError, match='"figure" needs label'):
        rendered('{% ui "figure" value=1 %}')


def test_an_unknown_component_fails_and_names_those_there_are() -> None:
    with pytest.raises(TemplateSyntaxError, match=r'no component "figur"; there are .*figure'):
        rendered('{% ui "figur" value=1 %}')


def test_a_value_of_another_type_fails() -> None:
    with pytest.raises(ui.ComponentError, match="kind='round' is not 'primary'"):
        rendered('{% ui "button" label="Go" kind="round" %}')
    with pytest.raises(ui.ComponentError, match="items="):
        rendered('{% ui "reasons" items="many" %}')


def test_positional_attributes_are_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="write attributes as name=value"):
        rendered('{% ui "star" "large" %}')


def test_content_goes_only_where_a_component_takes_it() -> None:
    assert "<p>More</p>" in rendered('{% uiblock "disclosure" summary="Why" %}<p>More</p>{% enduiblock %}')
    with pytest.raises(TemplateSyntaxError, match="use uiblock"):
        rendered('{% ui "disclosure" summary="Why" %}')
    with pytest.raises(TemplateSyntaxError, match="takes no content"):
        rendered('{% uiblock "star" %}{% enduiblock %}')


def test_a_component_sees_nothing_of_the_page_around_it() -> None:
    assert "secret" not in rendered('{% ui "star" %}{% ui "unknown" %}', what="secret", label="secret")


def test_every_component_has_a_template_and_a_description() -> None:
    for name, kind in ui.registry.items():
        assert engines["django"].get_template(kind.template())
        assert (kind.__doc__ or "").strip() and not (kind.__doc__ or "").startswith(kind.__name__ + "("), name


def test_text_given_to_a_component_is_escaped() -> None:
    area = ui.Area(d='M0 0"><script>', level=1, title="<script>alert(1)</script>", href='"><script>')
    page = draw(ui.Map(title="t", description="d", viewbox="0 0 10 10", areas=[area]))
    assert "<script" not in page


def test_a_map_marks_classes_unknowns_and_the_own_place() -> None:
    areas = [ui.Area("M0 0Z", 4, "A: 12", href="/a/", own=True), ui.Area("M1 1Z", None, "B")]
    page = draw(ui.Map(title="t", description="d", viewbox="0 0 1000 10", areas=areas, star=(5, 6)))
    assert '<a href="/a/"><path class="class-4 own" d="M0 0Z"><title>A: 12</title></path></a>' in page
    assert '<path class="class-unknown" d="M1 1Z"><title>B</title></path>' in page
    assert "translate(5 6)" in page


def test_fifteen_hundred_areas_weigh_little_and_are_drawn_quickly() -> None:
    areas = [ui.Area(f"M{k} {k}l1 1z", k % 5, f"Place {k}", href=f"/p/{k}/") for k in range(1503)]
    assert draw(ui.Map(title="t", description="d", viewbox="0 0 1000 10", areas=areas)).count("<title>") == 1503


def test_a_strip_says_in_words_what_it_draws() -> None:
    marks = [ui.StripMark("Region", 17.5, "region"), ui.StripMark("Country", None, "country")]
    strip = ui.Strip(label="Activity", value=22.4, low=2, high=42, marks=marks, unit="%", own="Ain Safa")
    assert strip.x == 51.0
    with translation.override("en"):
        assert strip.alternative == "Ain Safa: \u206822.4%\u2069; Region: \u206817.5%\u2069"


def test_a_strip_without_a_value_says_unknown() -> None:
    page = draw(ui.Strip(label="Road", value=None, low=0, high=1))
    assert '<span class="unknown">unknown</span>' in page
    assert "strip-own" not in page


def test_a_value_outside_the_scale_stays_on_the_sheet() -> None:
    assert ui.Strip(label="x", value=99, low=0, high=10).x == 100.0
    assert ui.Strip(label="x", value=1, low=5, high=5).x == 50.0


def test_the_histogram_sets_apart_the_bin_of_the_own_place() -> None:
    bins = [ui.Bin(0, 10, 4), ui.Bin(10, 20, 8)]
    assert [b.own for b in ui.Histogram(title="t", bins=bins, own=20).drawn] == [False, True]
    assert [b.height for b in ui.Histogram(title="t", bins=bins).drawn] == [50.0, 100.0]
    assert ui.Histogram(title="t", bins=[]).drawn == []


def test_a_trend_leaves_out_lines_with_a_missing_year() -> None:
    lines = [ui.TrendLine("A", 1.0, 2.0, own=True), ui.TrendLine("B", None, 2.0)]
    drawn = ui.Trend(title="t", years=[2014, 2024], lines=lines).drawn
    assert [(line.label, line.y1, line.y2) for line in drawn] == [("A", 90.0, 10.0)]


def test_measures_inside_svg_have_a_point_in_french_too() -> None:
    page = draw(ui.Bars(items=[ui.Bar("Besoin", 64.5)]), "fr")
    assert 'width="64.5%"' in page


def test_reasons_are_told_apart_without_colour() -> None:
    page = draw(ui.Reasons(items=[ui.Reason("for", "a"), ui.Reason("against", "b"), ui.Reason("unknown", "c")]))
    assert all(mark in page for mark in ("▲", "▼", "?", "For:", "Against:", "Not known:"))


def test_pages_keep_the_filters_in_their_links() -> None:
    made = ui.Pagination(page=Paginator(range(100), 10).page(2), query=QueryDict("sort=name&page=2"))
    assert (made.previous, made.next) == ("?sort=name&page=1", "?sort=name&page=3")
    assert draw(ui.Pagination(page=Paginator(range(3), 10).page(1), query=QueryDict(""))).strip() == ""


def test_a_field_ties_help_and_error_to_its_input() -> None:
    page = draw(ui.Field(name="n", label="N", help="h", error="e"))
    assert 'aria-describedby="field-n-help field-n-error"' in page
    assert 'aria-invalid="true"' in page


def test_the_star_has_eight_points() -> None:
    assert outline(12).count("L") == 15
    assert pierced(12).count("M") == 2


def test_a_star_of_three_steps_has_three_points_filled() -> None:
    assert [point.done for point in ui.StarProgress(done=3, label="x").points].count(True) == 3


def test_user_text_loses_marks_that_turn_the_page() -> None:
    assert ui.UserText(text="a\u202eb\n\n c ").paragraphs == ["ab", "c"]


def test_names_on_a_map_stay_on_the_sheet_and_off_one_another() -> None:
    labels = [ui.MapLabel(10, 100, "Region of the Valleys"), ui.MapLabel(20, 105, "Region of the Oases")]
    first, second = ui.Map(title="t", description="d", viewbox="0 0 1000 900", areas=[], labels=labels).drawn_labels
    assert first.x > 100
    assert abs(first.y - second.y) >= 26
    assert (first.wide, second.wide) == (False, True)


def test_a_text_of_a_pack_is_shown_in_the_readers_language_or_in_arabic() -> None:
    with translation.override("fr"):
        assert (
            rendered(
                "{{ a|local }} {{ b|local }}{{ c|local }}", a={"ar": "زيت", "fr": "huile"}, b={"ar": "زيت"}, c=None
            )
            == "huile زيت"
        )


def test_a_component_made_in_a_view_is_shown_and_nothing_is_nothing() -> None:
    assert "<svg" in rendered("{% show star %}", star=ui.Star())
    assert rendered("{% show star %}", star=None) == ""
