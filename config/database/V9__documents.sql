-- The files that runs were judged by, each content once, so that a report or an evaluation made later goes by the rules
-- as they were.
create table document (
    -- SHA-256 of the content, hexadecimal
    digest varchar(64) not null primary key,
    -- deflated
    body   bytea       not null
);

create table assessment_document (
    assessment_id varchar(40)   not null references assessment (id) on delete cascade,
    -- 0 for what ships, then one more for each folder that was laid over it
    layer         integer       not null,
    -- the layer's folder as it was named; empty for what ships
    folder        varchar(4096) not null,
    path          varchar(1024) not null,
    digest        varchar(64)   not null references document (digest),
    primary key (assessment_id, layer, path)
);

-- How the assessment was made.
create table circumstances (
    assessment_id varchar(40)   not null primary key references assessment (id) on delete cascade,
    -- name of the role that was assumed in the accounts; empty where there was none
    role          varchar(1000) not null,
    -- versions by name, as JSON
    software      varchar(4000) not null
);

-- The seal as it was written into the folder of the reports.
create table seal (
    assessment_id varchar(40) not null primary key references assessment (id) on delete cascade,
    -- SHA-256 of the manifest, hexadecimal: the next assessment's manifest names it
    digest        varchar(64) not null,
    -- deflated
    manifest      bytea       not null,
    signature     bytea       not null,
    -- PEM
    public_key    varchar(4000) not null
);
