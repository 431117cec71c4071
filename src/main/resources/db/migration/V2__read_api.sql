-- sync: what operators asked for; times are UTC

create table sync_request (
    id           uuid        not null,
    requested_at timestamptz not null,
    projects     text[],
    servers      text[],
    constraint sync_request_pk primary key (id)
);

alter table quarantine add column replayed_at timestamptz;
create index quarantine_by_first_seen on quarantine (first_seen, id);

-- correlation: what became of each link; number counts from 1 within the link

create table link_revision (
    resource_id text             not null,
    change_id   uuid             not null,
    request_id  text             not null,
    number      integer          not null,
    at          timestamptz      not null default now(),
    what        text             not null,
    score       double precision not null,
    because     text,
    constraint link_revision_pk primary key (resource_id, change_id, request_id, number),
    constraint link_revision_what check (what in ('created', 'revised', 'retracted'))
);

-- feed: the one table in the order of recording, so the one with a sequence; (xid, number) is that order, since a number is
-- taken before its transaction commits

create table feed (
    xid         xid8        not null default pg_current_xact_id(),
    number      bigint      not null generated always as identity,
    recorded_at timestamptz not null default now(),
    type        text        not null,
    project_id  text        not null,
    resource_id text        not null,
    subject     text        not null,
    data        json        not null,
    constraint feed_pk primary key (xid, number)
);
create index feed_by_project on feed (project_id, xid, number);
create index feed_by_age on feed (recorded_at);

create table feed_kept (
    only_one boolean not null default true,
    xid      xid8    not null default '0',
    number   bigint  not null default 0,
    constraint feed_kept_pk primary key (only_one),
    constraint feed_kept_only_one check (only_one)
);
insert into feed_kept default values;
