-- sync: for which projects the walks of a domain were made; times are UTC, by our clock

create table walked_project (
    source          text    not null,
    scope           text    not null,
    project_id      text    not null,   -- empty for all that have no row of their own
    included        boolean not null,   -- whether the last committed list was read for it too
    since           timestamptz,        -- start of the first walk that included it; null if the stream's first did
    whole_since     timestamptz,        -- start of the first whole walk that included it; null if the stream's own is
    onboarded_since timestamptz,        -- nothing before it was ever asked for; null if all was, or the stream's own is
    left_at         timestamptz,        -- how far it is complete, from when walks leave it out until a whole one includes it
    constraint walked_project_pk primary key (source, scope, project_id)
);

insert into walked_project (source, scope, project_id, included)
select stream.source, stream.scope, project.id, true
  from stream cross join (select project_id as id from server union select scope from stream where source = 'ecs') as project
 where stream.source = 'rms' and stream.cursor_at is not null;

-- start of the last whole walk, by the database's clock; a later complete_until was written by a clock that was wrong
alter table stream add column whole_began_at timestamptz;
