"""The nouns: what an editor writes, what a received file holds, what the site shows.

All values are frozen, with tuples inside. Nothing here reads or writes files; the only
modules with logic are `addresses`, where a value is shown, `voices`, who speaks, and `facts`.
Line numbers are 1-based lines of a received file. A span is `(start, end)` in characters
of the text that it is said to lie in, end excluded. `None` means “the text does not say”.
"""

from __future__ import annotations

from builder.model.addresses import Ref, label_refs, read_ref
from builder.model.changed import (
    Change,
    ChangeKind,
    Changes,
    Clause,
    Counts,
    Rewording,
    Update,
    VersionKind,
    Versions,
)
from builder.model.dates import DATE, Days, days, surely_later
from builder.model.errors import InputError, InputsError, RenderError, printable, raise_all
from builder.model.findings import (
    Attributed,
    Cell,
    CitedAt,
    Difference,
    Doubt,
    Entity,
    FactScore,
    FilingScore,
    Ground,
    Horizon,
    Link,
    LinkReading,
    LinkScore,
    Mention,
    Missing,
    Occurrence,
    Passage,
    Policy,
    Quoted,
    ReadingScore,
    Sentence,
    SplitDoubt,
    SplitScore,
    Term,
)
from builder.model.identity import (
    FACT_NAMES,
    UNIDENTIFIED,
    Basis,
    FactName,
    Identity,
    Level,
    OtherValue,
    Part,
    Relation,
    RelationKind,
    StatedDay,
    Status,
)
from builder.model.locked import (
    FoundParagraph,
    FoundSnapshot,
    Lock,
    LockedBlank,
    LockedFile,
    LockedFindings,
    LockedMend,
    LockedParagraph,
    LockedText,
    RuleChange,
)
from builder.model.received import (
    FARTHEST,
    PARTED,
    Article,
    Damage,
    Date,
    Fact,
    LineKind,
    LineMark,
    Outside,
    Paragraph,
    Seeds,
    Source,
    Withheld,
)
from builder.model.site import Corpus, Edition, Feed, FeedEntry, Page, SiteFile
from builder.model.texts import (
    Apparatus,
    Correction,
    Emendation,
    Reading,
    Text,
    TextParagraph,
    Variant,
    Witness,
)
from builder.model.words import (
    AUTHORITIES,
    FORMAL_ROLES,
    Authority,
    Kind,
    Lines,
    Place,
    Precision,
    Role,
    Span,
    VariantType,
    Voice,
    authority_rank,
    joined_lines,
    line_ranges,
    voice_rank,
)
from builder.model.written import (
    NONE,
    UNNAMED,
    ArticleEntry,
    Confirmation,
    CorrectionEntry,
    EditorDate,
    EntryFault,
    Evidence,
    FactCorrection,
    FactEntry,
    FactField,
    FileEntry,
    FilingEntry,
    Framework,
    JudgedArticle,
    JudgedLink,
    JudgementEntry,
    Label,
    Pairing,
    ParagraphEntry,
    Person,
    Quotation,
    Rights,
    RuleEntry,
    SnapshotEntry,
    SourceEntry,
    TermEntry,
    WantedEntry,
    Withholding,
    replaced,
)
