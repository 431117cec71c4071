-- Times are UTC at microseconds. resource_id (= server_id) leads every primary key of actions, changes and links, and no
-- foreign key crosses resources, so that the schema distributes by resource as it stands.

create table made_once (
    name    text        not null,
    value   bytea       not null,
    made_at timestamptz not null default now(),
    constraint made_once_pk primary key (name)
);

-- sync

create table stream (
    source         text        not null,
    scope          text        not null,
    cursor_at      timestamptz,
    complete_until timestamptz,
    sweep_at       timestamptz,
    swept_until    timestamptz,
    lease_owner    text,
    lease_until    timestamptz,
    epoch          bigint      not null default 0,
    limitation     text,
    limited_since  timestamptz,
    constraint stream_pk primary key (source, scope)
);

create table quarantine (
    id         uuid        not null,
    source     text        not null,
    scope      text        not null,
    resource_id text,
    reason     text        not null,
    body       text        not null,
    first_seen timestamptz not null default now(),
    last_seen  timestamptz not null default now(),
    times      integer     not null default 1,
    constraint quarantine_pk primary key (id)
);

create table dirty_resource (
    resource_id text        not null,
    token       uuid        not null,
    marked_at   timestamptz not null default now(),
    constraint dirty_resource_pk primary key (resource_id)
);
create index dirty_resource_marked on dirty_resource (marked_at);

-- inventory

create table server (
    server_id    text        not null,
    project_id   text        not null,
    region       text        not null,
    name         text,
    state        text,
    nova_created timestamptz,
    nova_updated timestamptz,
    deleted_at   timestamptz,
    rms_checksum text,
    rms_updated  timestamptz,
    first_seen   timestamptz not null,
    last_seen    timestamptz not null,
    ecs_due_at   timestamptz,
    ecs_attempts integer     not null default 0,
    ecs_failing  boolean     not null default false,
    ecs_read_at  timestamptz,
    rms_due_at   timestamptz,
    rms_attempts integer     not null default 0,
    rms_failing  boolean     not null default false,
    rms_read_at  timestamptz,
    constraint server_pk primary key (server_id)
);
create index server_by_project on server (project_id, server_id);
create index server_ecs_due on server (project_id, ecs_due_at) where ecs_due_at is not null;
create index server_rms_due on server (rms_due_at) where rms_due_at is not null;

create table server_seen (
    server_id    text        not null,
    nova_updated timestamptz not null,
    status       text        not null,
    constraint server_seen_pk primary key (server_id, nova_updated, status)
);

-- ecs

create table instance_action (
    server_id         text        not null,
    id                uuid        not null,
    project_id        text        not null,
    request_id        text        not null,
    action            text        not null,
    ordinal           integer     not null,
    rank              integer     not null,
    user_id           text,
    start_time        timestamptz not null,
    updated_at        timestamptz,
    message           text,
    finish_time       timestamptz,
    server_error_seen boolean     not null default false,
    final             boolean     not null,
    content_hash      bytea       not null,
    document          json        not null,
    version           integer     not null,
    recorded_at       timestamptz not null,
    constraint instance_action_pk primary key (server_id, id)
);
create index instance_action_by_server on instance_action (server_id, start_time, rank, id);
create index instance_action_by_project on instance_action (project_id, start_time, rank, id);
create index instance_action_by_time on instance_action (start_time, rank, id);
create index instance_action_by_request on instance_action (request_id, server_id);

create table instance_action_version (
    server_id    text        not null,
    action_id    uuid        not null,
    version      integer     not null,
    content_hash bytea       not null,
    document     json        not null,
    recorded_at  timestamptz not null,
    constraint instance_action_version_pk primary key (server_id, action_id, version)
);

-- rms

create table history_item (
    resource_id         text        not null,
    id                  uuid        not null,
    project_id          text        not null,
    resource_type       text        not null,
    capture_time        timestamptz not null,
    rank                integer     not null default 0,
    status              text        not null,
    updated             timestamptz,
    checksum            text,
    predecessor_capture timestamptz,
    diff                json        not null,
    content_hash        bytea       not null,
    document            json        not null,
    version             integer     not null,
    recorded_at         timestamptz not null,
    constraint history_item_pk primary key (resource_id, id),
    constraint history_item_rank_zero check (rank = 0)
);
create index history_item_by_resource on history_item (resource_id, capture_time, rank, id);
create index history_item_by_project on history_item (project_id, capture_time, rank, id);
create index history_item_by_time on history_item (capture_time, rank, id);
create index history_item_by_id on history_item (id);

create table history_item_version (
    resource_id  text        not null,
    change_id    uuid        not null,
    version      integer     not null,
    content_hash bytea       not null,
    document     json        not null,
    recorded_at  timestamptz not null,
    constraint history_item_version_pk primary key (resource_id, change_id, version)
);

-- correlation; a link is (change, request); nothing here depends on the time of asking

create table link (
    resource_id text             not null,
    change_id   uuid             not null,
    request_id  text             not null,
    action_id   uuid             not null,
    score       double precision not null,
    cause       boolean          not null,
    paths       text[]           not null,
    evidence    json             not null,
    reason      text,
    constraint link_pk primary key (resource_id, change_id, request_id)
);
create index link_by_action on link (resource_id, action_id);
create index link_by_request on link (request_id, resource_id);

create table change_class (
    resource_id  text not null,
    change_id    uuid not null,
    attribution  text not null,
    path_classes json not null,
    best         timestamptz,
    constraint change_class_pk primary key (resource_id, change_id)
);
create index change_class_unattributed on change_class (resource_id) where attribution = 'unattributed';

create table action_class (
    resource_id text    not null,
    action_id   uuid    not null,
    effect      text    not null,
    error_seen  boolean not null,
    constraint action_class_pk primary key (resource_id, action_id)
);

create table correlation_model (
    only_row boolean not null,
    version  integer not null,
    constraint correlation_model_pk primary key (only_row),
    constraint correlation_model_single check (only_row)
);
