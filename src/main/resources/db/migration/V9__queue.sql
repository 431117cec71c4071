-- inventory: the queue of due servers; times are UTC, by our clock

alter table server
    add column ecs_backfill     boolean not null default false, -- its first action read is part of the first backfill
    add column rms_backfill     boolean not null default false, -- its first history read is part of the first backfill
    add column ecs_swept_at     timestamptz,                    -- start of the last read that was as deep as a sweep's
    add column ecs_swept_rank   integer not null default 0,     -- rank of the action that was the last one then
    add column rms_swept_at     timestamptz,
    add column ecs_ended        boolean not null default false, -- deleted, and nothing late can come any more
    add column rms_ended        boolean not null default false,
    add column deletion_seen_at timestamptz;                    -- its actions are read again at set times after this

update server
   set ecs_swept_at = ecs_read_at,
       rms_swept_at = rms_read_at,
       ecs_swept_rank = coalesce((select max(rank) from instance_action a where a.server_id = server.server_id), 0),
       ecs_backfill = ecs_read_at is null and ecs_due_at is not null,
       rms_backfill = rms_read_at is null and rms_due_at is not null;

drop index server_ecs_due;
drop index server_rms_due;
create index server_ecs_due on server (project_id, ecs_backfill, ecs_due_at) where ecs_due_at is not null;
create index server_rms_due on server (rms_backfill, rms_due_at) where rms_due_at is not null;
create index server_ecs_sweep on server (ecs_swept_at, server_id) where not ecs_ended and not ecs_failing;
create index server_rms_sweep on server (rms_swept_at, server_id) where not rms_ended and not rms_failing;

-- start of the last walk, by the database's clock; null if nobody has to wait for an interval to pass
alter table stream add column began_at timestamptz;

-- until when work that is spread over time has been given out
create table pace (
    work text        not null,
    at   timestamptz not null,
    constraint pace_pk primary key (work)
);

-- records that the upstream served and serves no longer, since the first whole read without them

alter table instance_action add column gone_since timestamptz;
alter table history_item add column gone_since timestamptz;
