-- correlation: when the records belong that changed since the resource was correlated, so that only what is near is done anew

alter table dirty_resource
    add column changed_from timestamptz not null default '-infinity',
    add column changed_to   timestamptz not null default 'infinity';

-- the few records that reach further than the time by which the others are found
create index instance_action_long on instance_action (server_id, greatest(finish_time, updated_at))
 where greatest(finish_time, updated_at) - start_time > interval '24 hours';
create index history_item_ahead on history_item (resource_id, updated) where updated > capture_time;
