-- One run over a scope of accounts, regions and resource types.
create table assessment (
    id           varchar(40)   not null primary key,
    started_at   timestamp(6) with time zone not null,
    -- when the evaluation ended; null while it has not
    evaluated_at timestamp(6) with time zone,
    -- when the reports were written; an assessment without it is unfinished and can be resumed
    finished_at  timestamp(6) with time zone,
    -- the same for two assessments that look at the same things in the same way
    scope_digest varchar(64)   not null,
    scope        varchar(4000) not null,
    caller       varchar(2048) not null,
    version      varchar(100)  not null,
    rules_digest varchar(64)   not null
);

create table account (
    assessment_id       varchar(40)   not null references assessment (id) on delete cascade,
    account_id          varchar(12)   not null,
    name                varchar(1000) not null,
    status              varchar(50)   not null,
    organizational_unit varchar(4000) not null,
    primary key (assessment_id, account_id)
);

-- What was looked at, and where a listing that is not finished goes on.
create table coverage (
    assessment_id varchar(40)   not null references assessment (id) on delete cascade,
    account_id    varchar(12)   not null,
    region        varchar(30)   not null,
    resource_type varchar(30)   not null,
    status        varchar(20)   not null,
    resources     bigint        not null,
    unread_facts  bigint        not null,
    next_token    varchar(65536),
    error_call    varchar(200),
    error_code    varchar(200),
    error_detail  varchar(4000),
    -- how many facts each call and error left unread, as JSON
    unread_by     varchar(65536) not null,
    primary key (assessment_id, account_id, region, resource_type)
);

-- The inventory: every resource with its facts as JSON.
create table resource (
    assessment_id varchar(40)   not null references assessment (id) on delete cascade,
    arn           varchar(1024) not null,
    resource_type varchar(30)   not null,
    account_id    varchar(12)   not null,
    region        varchar(30)   not null,
    name          varchar(2048) not null,
    read_at       timestamp(6) with time zone not null,
    facts         varchar(1048576) not null,
    primary key (assessment_id, arn)
);

create index resource_by_type on resource (assessment_id, resource_type);

-- One rule on one resource.
create table finding (
    assessment_id varchar(40)   not null references assessment (id) on delete cascade,
    resource_arn  varchar(1024) not null,
    rule_id       varchar(100)  not null,
    account_id    varchar(12)   not null,
    status        varchar(20)   not null,
    -- position in the order of severities, the worst is 0
    severity      smallint      not null,
    -- the finding as JSON
    body          varchar(1048576) not null,
    primary key (assessment_id, resource_arn, rule_id)
);

create index finding_by_status on finding (assessment_id, status, severity, rule_id, resource_arn);
