-- correlation: what the actions without a row in the effect table were seen to change, by name, adopted as a whole; learned_from
-- counts such actions at the last time of learning

alter table correlation_model
    add column learned      json,
    add column learned_from bigint not null default 0;
