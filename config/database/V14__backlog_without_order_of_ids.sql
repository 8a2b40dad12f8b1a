-- Ids hold a digest: what is kept in their order is strewn over tables and indexes. An item is known by rule and ARN, of which its
-- id is made, and exports, which meet items by rule and then by ARN, are kept in this order.

create table backlog_item_in_order (
    -- the external id in ticketing systems; it is made of rule and ARN, so that no index needs to hold it
    id                    varchar(130)   not null,
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
    ticket                varchar(1000)  not null,
    primary key (arn, rule_id)
);

insert into backlog_item_in_order (id, rule_id, rule_title, arn, resource_type, account_id, region, name,
        data_protection_class, severity, effort, owner, priority, priority_explanation, group_key, group_title, message, facts,
        state, due_on, first_seen_at, opened_at, seen_at, closed_at, reopened, changed_at, ticket)
    select id, rule_id, rule_title, arn, resource_type, account_id, region, name,
        data_protection_class, severity, effort, owner, priority, priority_explanation, group_key, group_title, message, facts,
        state, due_on, first_seen_at, opened_at, seen_at, closed_at, reopened, changed_at, ticket
    from backlog_item order by arn, rule_id;

create table ticket_export_item_in_order (
    target       varchar(40)   not null,
    rule_id      varchar(100)  not null,
    arn          varchar(1024) not null,
    -- the first export that gave it as it is; null when no export that can be acknowledged did
    export_id    bigint,
    -- of the row that was given; empty when none was
    digest       varchar(64)   not null,
    -- the item's state in that row; empty when none was given
    state        varchar(20)   not null,
    -- whether the target has that row
    acknowledged boolean       not null,
    -- whether the target may have a row that closes the item, and none after it
    may_be_closed boolean     not null,
    -- key of the target's ticket; empty while none is known
    ticket       varchar(1000) not null,
    primary key (rule_id, arn, target),
    foreign key (arn, rule_id) references backlog_item_in_order (arn, rule_id) on delete cascade
);

insert into ticket_export_item_in_order (target, rule_id, arn, export_id, digest, state, acknowledged, may_be_closed, ticket)
    select g.target, i.rule_id, i.arn, g.export_id, g.digest, g.state, g.acknowledged, g.may_be_closed, g.ticket
    from ticket_export_item g join backlog_item i on i.id = g.item_id
    order by i.rule_id, i.arn, g.target;

drop table ticket_export_item;
alter table backlog_event drop constraint backlog_event_of_item;
drop table backlog_item;

alter table ticket_export_item_in_order rename to ticket_export_item;
alter table backlog_item_in_order rename to backlog_item;

create index backlog_item_by_urgency on backlog_item (priority, rule_id, arn);

alter table backlog_event
    add constraint backlog_event_of_item foreign key (arn, rule_id) references backlog_item (arn, rule_id) on delete cascade;
