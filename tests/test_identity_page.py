"""“它是什么”: what a text's page, its source's page and the lists say of what a document is.

The facts are set by hand: how they are found is tested with the rules that find them.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

import pytest

from builder.model import (
    Article,
    Basis,
    Corpus,
    Date,
    FactName,
    Identity,
    OtherValue,
    Person,
    Relation,
    StatedDay,
)
from builder.pages.documents import documents
from builder.pages.identity import cited_as
from builder.pages.page_index import PageIndex
from builder.pages.sources import sources
from tests.test_policy_texts import PLAN, built

ISSUERS = ("某省数据局", "某省市场监督管理局", "某省财政厅", "某省教育厅")
BASIS: tuple[tuple[FactName, Basis], ...] = (
    ("kind", Basis(None, "")),
    (
        "issuers",
        Basis(1, "关于加快发展要素市场的意见", sure=False, others=(OtherValue("某省", 3),)),
    ),
    ("number", Basis(3, "文号一行", sure=False)),
    ("issued", Basis(5, "一、总体要求", sure=False, others=(OtherValue("2025-03-07"),))),
    ("level", Basis(None, "", editor="省级机关所发。")),
)
POLICY = Identity(
    status="final", issuers=ISSUERS, number="某发〔2025〕11号", issued=StatedDay("2025-03-01", 5),
    published=StatedDay("2025-03-09"), origin="某报", level="provincial", basis=BASIS,
    relations=(
        Relation("implements", "《关于要素流通的规划》", 1),
        Relation("revises", "planb-1", None),
    ),
)  # fmt: skip


def known(of: Corpus, **identities: Identity) -> Corpus:
    """Return a corpus in which articles, and the texts that they give, have facts set by hand."""
    by_id = {name.replace("_", "-"): one for name, one in identities.items()}

    def article(one: Article) -> Article:
        held = by_id.get(one.id)
        return replace(one, kind="policy", identity=held) if held else one

    return replace(
        of,
        articles=tuple(map(article, of.articles)),
        texts=tuple(
            replace(
                one, kind="policy", authority="policy", identity=held, publisher="某网",
                date=Date("2025-03-01", "day", "第5行「2025年3月1日」"),
            )
            if (held := by_id.get(one.id))
            else one
            for one in of.texts
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def of() -> Corpus:
    other = "关于要素市场监管的办法\n\n要素市场的交易由有关部门监管，要素采集从其规定。\n"
    return known(built(PLAN, other), plana_1=POLICY)


def page(of: Corpus, path: str) -> str:
    index = PageIndex(of)
    (found,) = (one for one in (*documents(index), *sources(index)) if one.path == path)
    return found.content


def rows(content: str) -> dict[str, str]:
    """Return the rows of a page: name → what stands beside it, without tags."""
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", content)
    return {name: unescape(re.sub("<[^<>]*>", "", value)) for name, value in found}


def test_who_issued_it_stands_apart_from_who_printed_it(of: Corpus) -> None:
    """All issuers in their order; the day of issue and the day of this copy are two rows."""
    told = rows(page(of, "documents/plana-1.md"))
    assert told["发文机关"] == f"未定：{'、'.join(ISSUERS)}，或某省"
    assert told["文号"] == "某发〔2025〕11号（未定）"
    assert told["成文日期"] == "未定：2025年3月1日，或2025年3月7日"
    assert told["此份刊载"] == "某网，2025年3月9日"
    assert told["所注来源"] == "某报"
    assert told["落实"] == "《关于要素流通的规划》"
    assert told["修订"] == "关于要素市场监管的办法"
    assert "作者" not in told
    assert not any("某网" in value for name, value in told.items() if "刊载" not in name)


def test_offices_that_sign_what_they_issue_stand_there_once(of: Corpus) -> None:
    """Somebody else who signs it is its author."""
    for signer, told in ((ISSUERS[0], None), ("某司", "某司")):
        texts = tuple(replace(one, authors=(Person(signer),)) for one in of.texts)
        content = page(replace(of, texts=texts), "documents/plana-1.md")
        assert rows(content).get("作者") == told


def test_the_first_row_says_what_sort_it_is(of: Corpus) -> None:
    told = rows(page(of, "documents/plana-1.md"))
    assert next(iter(told.items())) == ("它是什么", "政策 文件\u00a0· 正式文本\u00a0· 省级")


def test_what_one_says_of_another_stands_on_both_pages(of: Corpus) -> None:
    """That the plan revises the measures is on the page of the measures, with a link back."""
    content = page(of, "documents/planb-1.md")
    assert '<dt>修订此件的</dt><dd><a href="plana-1.html">' in content


def test_each_fact_leads_to_what_it_rests_on(of: Corpus) -> None:
    """A line of the source with its words, a rule, or an editor with the reason."""
    fold = page(of, "documents/plana-1.md").partition("<details")[2].partition("</details>")[0]
    items = re.findall("<li>(.*?)</li>", fold)
    line = '<a href="../sources/plana.html#L1">原件第 1 行</a>'
    other = '<a href="../sources/plana.html#L3">原件第 3 行</a>'
    words = '“<span class="words">关于加快发展要素市场的意见</span>”'
    assert items[0] == "类别：规则推定"
    assert items[1] == f"发文机关：<span>{words}，{line}</span>；另作某省（{other}）"
    assert items[2] == f"文号：<span>文号一行，{other}</span>"
    assert items[3].endswith("；另作2025年3月7日")
    assert items[4] == '层级：<span class="voice editor">编者</span> 省级机关所发。'
    assert items[5] == f"落实：《关于要素流通的规划》，{line}"
    assert items[-1].startswith("引用：某省数据局、")
    assert len(items) == 7


def test_no_link_leads_to_a_line_without_words(of: Corpus) -> None:
    """A source's page shows no blank line: a basis that names one is told without a link."""
    blank = replace(POLICY, basis=(("number", Basis(2, "某发〔2025〕11号")),))
    content = page(known(of, plana_1=blank), "documents/plana-1.md")
    assert "文号：<span>某发〔2025〕11号，原件第 2 行</span>" in content


def test_a_policy_is_cited_by_issuers_number_and_day_of_issue(of: Corpus) -> None:
    """A title in a title has the inner marks; another text is cited by who printed it and when."""
    text = next(one for one in of.texts if one.id == "plana-1")
    said = "、".join(ISSUERS)
    assert cited_as(text) == (
        f"{said}：《关于加快发展要素市场的意见》（某发〔2025〕11号），2025年3月1日"
    )
    news = replace(text, kind="report", title="某省印发《意见》", identity=Identity())
    assert cited_as(news) == "未署名：《某省印发〈意见〉》，某网，2025年3月1日"


def test_programs_read_who_issued_a_policy_and_when(of: Corpus) -> None:
    """In the words of schema.org; the day of this copy is when it was published."""
    front = re.search(r"^facts: (.*)$", page(of, "documents/plana-1.md"), re.MULTILINE)
    assert front
    told = json.loads(front[1])
    assert told["legislationIdentifier"] == "某发〔2025〕11号"
    assert [one["name"] for one in told["legislationPassedBy"]] == list(ISSUERS)
    assert (told["legislationDate"], told["datePublished"]) == ("2025-03-01", "2025-03-09")


def test_lists_name_the_issuers_of_a_policy(of: Corpus) -> None:
    content = page(of, "documents/index.md")
    assert "2025年3月1日\u00a0· 某省数据局等 4 个单位\u00a0· 某发〔2025〕11号</span>" in content


def test_an_article_left_out_tells_its_facts_in_a_line(of: Corpus) -> None:
    """On its source's page, with what it stands to; one without facts has no line."""
    notice = Identity(number="某发〔2025〕12号", relations=(Relation("issues", "plana-1", 1),))
    (first, *rest) = (one for one in of.articles if one.source == "planb")
    left = replace(first, relevant=False, reason="是通知", identity=notice)
    texts = tuple(one for one in of.texts if one.id != first.id)
    alone = replace(of, articles=(*of.articles[:-1], left), texts=texts, links=(), passages=())
    assert not rest
    content = page(alone, "sources/planb.md")
    assert (
        '<p class="where">文号：某发〔2025〕12号\u00a0· 印发：'
        '<a href="../documents/plana-1.html">关于加快发展要素市场的意见</a></p>'
    ) in content
    told = page(alone, "documents/plana-1.md")
    assert '<dt>印发此件的通知</dt><dd><a href="../sources/planb.html#L1">' in told


def test_facts_are_data(of: Corpus) -> None:
    """What a source prints shows as printed and does nothing."""
    odd = replace(POLICY, number="<b>*1*</b>", origin="[甲](x)", basis=())
    told = page(known(of, plana_1=odd), "documents/plana-1.md")
    assert "<dt>文号</dt><dd>&lt;b&gt;*1*&lt;/b&gt;</dd>" in told
    assert rows(told)["所注来源"] == "[甲](x)"
