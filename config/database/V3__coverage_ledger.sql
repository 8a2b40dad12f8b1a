-- What it took to look at each account, region and type, over all runs of the assessment.
alter table coverage add column calls bigint default 0 not null;
-- attempts after the first of each call
alter table coverage add column retries bigint default 0 not null;
-- attempts that AWS throttled
alter table coverage add column throttles bigint default 0 not null;
-- calls that a service control policy denied
alter table coverage add column policy_denials bigint default 0 not null;
-- null while no call was made
alter table coverage add column first_call_at timestamp(6) with time zone;
alter table coverage add column last_call_at timestamp(6) with time zone;

-- AWS's ids of the request that the error answered; null where there is none
alter table coverage add column error_request_id varchar(200);
alter table coverage add column error_extended_request_id varchar(200);

-- why a whole account or region was not looked at; null where the error says it all
alter table coverage add column reason varchar(40);
