-- What the accounts file says of an account.
alter table account add column owner varchar(1000) default '' not null;
alter table account add column criticality varchar(200) default '' not null;
-- PUBLIC, INTERNAL or CONFIDENTIAL; null for what the rules say
alter table account add column default_class varchar(20);
