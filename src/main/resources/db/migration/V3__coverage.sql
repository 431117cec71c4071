-- sync: what was not watched, and why; times are UTC, by our clock unless said otherwise

alter table stream
    add column walked_since    timestamptz,                 -- start of the first walk
    add column whole_since     timestamptz,                 -- start of the first whole walk
    add column whole_at        timestamptz,                 -- end of the last whole walk, by the database's clock
    add column trouble         text,                        -- why the last walk was not whole; null after a whole one
    add column backfill_left   bigint not null default 0,   -- resources found by the first walks and never read yet
    add column onboarded_since timestamptz,                 -- nothing before it was ever asked for
    add column recorder_on_at  timestamptz,                 -- when the resource recorder was last seen to be on
    add column retention_days  integer,                     -- how long the upstream keeps its records
    add column told            text;                        -- open gaps as the feed knows them

update stream set walked_since = complete_until, whole_since = complete_until, whole_at = complete_until;

-- closed gaps, kept for good; those that are still open follow from the stream
create table gap (
    source      text        not null,
    scope       text        not null,
    reason      text        not null,
    since       timestamptz not null,
    until       timestamptz not null,
    recorded_at timestamptz not null default now(),
    constraint gap_pk primary key (source, scope, reason, since),
    constraint gap_order check (since < until)
);
create index gap_by_end on gap (until);
