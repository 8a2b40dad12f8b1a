-- The waivers that were given when an assessment was evaluated, as they were then, and the failures that each of them covers.
create table waiver_use (
    assessment_id varchar(40)      not null references assessment (id) on delete cascade,
    waiver_id     varchar(100)     not null,
    -- IN_FORCE, EXPIRED, TOO_LONG or NOT_YET at the start of the assessment
    state         varchar(20)      not null,
    -- the waiver as JSON
    waiver        varchar(1048576) not null,
    -- counted as the findings are written
    findings      bigint           not null,
    primary key (assessment_id, waiver_id)
);
