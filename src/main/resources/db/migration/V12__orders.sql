-- The orders by time alone are for questions about everything. In small pages of one server or project PostgreSQL may take
-- them as well, and pass over the rows of all others; what an index leaves out by a condition that it cannot prove, it never
-- takes unasked.
drop index instance_action_by_time;
drop index history_item_by_time;
create index instance_action_by_time on instance_action (start_time, rank, id) where length(server_id) >= 0;
create index history_item_by_time on history_item (capture_time, rank, id) where length(resource_id) >= 0;
