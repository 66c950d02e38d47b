"""Legal bases of a document: acts named in the preamble, in cells and in prose → records."""

from collections.abc import Iterator, Sequence

from planparse.knowledge import Knowledge
from planparse.normalize.acts.citations import parse_citations
from planparse.normalize.acts.cited import Cited
from planparse.normalize.agencies.bodies import Scope
from planparse.normalize.ditto import spell_out
from planparse.schema.records import Citation, Section, Task
from planparse.schema.vocabulary import Relation


def build_citations(
    preambles: Sequence[str],
    tasks: Sequence[Task],
    sections: Sequence[Section],
    scope: Scope,
    knowledge: Knowledge,
) -> Iterator[Citation]:
    """The acts of the preambles, of the body, and of the cells of tasks; positions per place."""

    def read(text: str, default: Relation | None) -> list[Cited]:
        return parse_citations(text, scope, knowledge, default)

    preamble = [cited for text in preambles for cited in read(text, "mention")]
    yield from _to_records(preamble, None, None)
    for section in sections:
        text = "\n".join(filter(None, [section.heading, section.text]))
        lines = [cited for line in text.split("\n") for cited in read(line, "mention")]
        yield from _to_records(lines, None, section.section_id)
    for task in spell_out(tasks, knowledge):
        cells = read(task.legal_basis_text or "", "basis")
        cells += read(task.text, "mention")
        cells += read(task.timeline_text or "", "mention")
        yield from _to_records(cells, task.task_id, None)


def _to_records(
    cited: Sequence[Cited], task_id: str | None, section_id: str | None
) -> Iterator[Citation]:
    for position, act in enumerate(cited, 1):
        yield Citation(
            plan_id="",
            task_id=task_id,
            section_id=section_id,
            position=position,
            text=act.text,
            document_type=act.document_type,
            document_number=act.document_number,
            issued_on=act.issued_on,
            issuing_authority=act.issuing_authority,
            relation=act.relation,
        )
