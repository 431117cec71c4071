-- cloud: how far each version of the credentials is trusted; both names are keyed hashes

create table credential_proof (
    identity       text        not null,
    fingerprint    text        not null,
    state          text        not null default 'unproven',
    bad            integer     not null default 0,
    open           integer     not null default 0,
    open_until     timestamptz,
    rests_until    timestamptz,
    refused_at     timestamptz,
    accepted_scope text,
    accepted_at    timestamptz,
    constraint credential_proof_pk primary key (identity, fingerprint),
    constraint credential_proof_state check (state in ('unproven', 'proven', 'refused', 'dead')),
    constraint credential_proof_tries check (bad between 0 and 5 and open between 0 and 5)
);

-- cloud: who shares the budget, and how many slices of it each replica may use until its lease ends

create table budget_share (
    replica     text        not null,
    slices      integer     not null,
    joined_at   timestamptz not null default now(),
    lease_until timestamptz not null,
    constraint budget_share_pk primary key (replica)
);
