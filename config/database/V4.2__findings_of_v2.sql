-- They are in blocks now.
drop table if exists finding_v2;
