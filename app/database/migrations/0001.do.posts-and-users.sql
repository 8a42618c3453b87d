-- What the sample serves. Tables that are there, because the application made them before there were migrations, stay as they are.
-- Both PostgreSQL and MySQL understand this file.

create table if not exists posts (
  id varchar(255) primary key,
  title text not null,
  body text not null
);

insert into posts (id, title, body)
select seed.id, seed.title, seed.body
from (
  select '1' as id, 'Hello' as title, 'The platform serves this post.' as body
  union all
  select '2', 'Zones', 'Every part of it runs in at least two availability zones.'
  union all
  select '3', 'Caches', 'A cache that is away costs time, never an answer.'
) as seed
where not exists (select 1 from posts);

create table if not exists users (
  id varchar(255) primary key,
  name text not null
);

insert into users (id, name)
select seed.id, seed.name
from (
  select '1' as id, 'Ada' as name
  union all
  select '2', 'Grace'
  union all
  select '3', 'Edsger'
) as seed
where not exists (select 1 from users);
