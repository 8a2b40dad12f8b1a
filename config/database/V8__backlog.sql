-- Failures that live across assessments. None of these tables but the progress refers to assessments: when one is deleted, the
-- backlog stays.

-- One rule on one resource.
create table backlog_item (
    -- the external id in ticketing systems
    id                    varchar(130)   not null primary key,
    rule_id               varchar(100)   not null,
    rule_title            varchar(4000)  not null,
    arn                   varchar(1024)  not null,
    resource_type         varchar(30)    not null,
    account_id            varchar(12)    not null,
    region                varchar(30)    not null,
    name                  varchar(2048)  not null,
    -- null where there is none
    data_protection_class varchar(20),
    -- position in the order of severities, the worst is 0
    severity              smallint       not null,
    effort                varchar(20)    not null,
    owner                 varchar(1000)  not null,
    -- tenths; the higher the more urgent
    priority              integer        not null,
    priority_explanation  varchar(1000)  not null,
    -- what one change mends together; null for what is mended on its own
    group_key             varchar(64),
    group_title           varchar(8000),
    -- of the last failure
    message               varchar(65536) not null,
    -- facts that the commands of the remediation name, as JSON
    facts                 varchar(65536) not null,
    -- OPEN, UNKNOWN, WAIVED, RESOLVED or GONE
    state                 varchar(20)    not null,
    due_on                date           not null,
    first_seen_at         timestamp(6) with time zone not null,
    opened_at             timestamp(6) with time zone not null,
    -- when it was last seen failing, as of the last time that the row was written; backlog_place may know of later
    seen_at               timestamp(6) with time zone not null,
    -- null while it is open; kept while a waived item cannot be assessed
    closed_at             timestamp(6) with time zone,
    reopened              integer        not null,
    -- start of the assessment that the row was last written for
    changed_at            timestamp(6) with time zone not null,
    -- key of the ticket; empty while none is known
    ticket                varchar(1000)  not null
);

create index backlog_item_by_arn on backlog_item (arn, rule_id);
create index backlog_item_by_priority on backlog_item (priority, id);

-- What became of an item in an assessment; nothing for an item that stays as it is.
create table backlog_event (
    item_id       varchar(130)  not null references backlog_item (id) on delete cascade,
    assessment_id varchar(40)   not null,
    -- start of the assessment
    at            timestamp(6) with time zone not null,
    arn           varchar(1024) not null,
    rule_id       varchar(100)  not null,
    kind          varchar(20)   not null,
    cause         varchar(30)   not null,
    -- status of the finding in the assessment before; null where there was none
    before_status varchar(20),
    -- null where there is no finding any more
    after_status  varchar(20),
    detail        varchar(4000) not null,
    primary key (item_id, assessment_id)
);

create index backlog_event_by_assessment on backlog_event (assessment_id, arn, rule_id);

-- The last assessment that could list an account, region and type of which there are items: it has seen all items failing that
-- are open there, so that an item which goes on failing needs no write.
create table backlog_place (
    account_id    varchar(12) not null,
    region        varchar(30) not null,
    resource_type varchar(30) not null,
    assessment_id varchar(40) not null,
    -- start of that assessment
    looked_at     timestamp(6) with time zone not null,
    primary key (account_id, region, resource_type)
);

-- How far the reconciliation with an assessment has come.
create table backlog_progress (
    assessment_id varchar(40) not null primary key references assessment (id) on delete cascade,
    -- slices of findings are counted from 0
    next_slice    integer     not null,
    finished      boolean     not null
);
