-- What somebody has closed of the backlog by hand, because nobody will look at it any more.
create table backlog_closure (
    -- in the events of the items it stands where else an assessment does
    id     varchar(40)   not null primary key,
    at     timestamp(6) with time zone not null,
    reason varchar(2000) not null
);
