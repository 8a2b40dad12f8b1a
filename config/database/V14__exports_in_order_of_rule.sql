-- Exports meet items by rule and, of each, in the order of their ARNs. What was given is kept in this order; that of the ids,
-- which hold a digest, was strewn over the table and over the index of what refers to the backlog.

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
    foreign key (arn, rule_id) references backlog_item (arn, rule_id) on delete cascade
);

insert into ticket_export_item_in_order (target, rule_id, arn, export_id, digest, state, acknowledged, may_be_closed, ticket)
    select g.target, i.rule_id, i.arn, g.export_id, g.digest, g.state, g.acknowledged, g.may_be_closed, g.ticket
    from ticket_export_item g join backlog_item i on i.id = g.item_id
    order by i.rule_id, i.arn, g.target;

drop table ticket_export_item;

alter table ticket_export_item_in_order rename to ticket_export_item;
