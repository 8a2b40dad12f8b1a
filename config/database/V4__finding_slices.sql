-- Findings are kept in blocks and not each in a row: a million resources have five million of them. The resources of an
-- assessment, by ARN, are cut into slices; what was found on a slice is written in one transaction.

-- The findings of V2, which the Java migration 4.1 moves into blocks.
alter table finding rename to finding_v2;

-- How far the evaluation has come, and every resource of the slice with its results.
create table finding_slice (
    assessment_id varchar(40)   not null references assessment (id) on delete cascade,
    -- counted from 0 in the order of ARNs
    slice         integer       not null,
    -- the evaluation goes on with the resource after this one
    last_arn      varchar(1024) not null,
    -- deflated JSON, a resource a line
    population    bytea         not null,
    primary key (assessment_id, slice)
);

-- What one rule found, with one status, on the resources of one slice.
create table finding_block (
    assessment_id varchar(40)   not null references assessment (id) on delete cascade,
    slice         integer       not null,
    rule_id       varchar(100)  not null,
    status        varchar(20)   not null,
    -- long blocks are cut into parts, counted from 0
    part          integer       not null,
    -- position in the order of severities, the worst is 0
    severity      smallint      not null,
    -- deflated JSON, a finding a line
    body          bytea         not null,
    primary key (assessment_id, slice, rule_id, status, part)
);

create index finding_block_by_status on finding_block (assessment_id, status, severity, rule_id, slice, part);

-- How many findings there are, counted as they are written.
create table finding_count (
    assessment_id         varchar(40)  not null references assessment (id) on delete cascade,
    rule_id               varchar(100) not null,
    account_id            varchar(12)  not null,
    -- empty where there is none
    data_protection_class varchar(20)  not null,
    status                varchar(20)  not null,
    severity              smallint     not null,
    findings              bigint       not null,
    primary key (assessment_id, account_id, rule_id, data_protection_class, status)
);

-- The resources of one type are read by ARN, too.
drop index resource_by_type;
create index resource_by_type on resource (assessment_id, resource_type, arn);
