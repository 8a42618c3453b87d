-- What the sample serves. A database whose tables the application made itself, as it did before there were migrations, keeps them.

create table if not exists posts (
  id text primary key,
  title text not null,
  body text not null
);

insert into posts (id, title, body)
select * from (values
  ('1', 'Hello', 'The platform serves this post.'),
  ('2', 'Zones', 'Every part of it runs in at least two availability zones.'),
  ('3', 'Caches', 'A cache that is away costs time, never an answer.')
) as seed (id, title, body)
where not exists (select from posts);

create table if not exists users (
  id text primary key,
  name text not null
);

insert into users (id, name)
select * from (values ('1', 'Ada'), ('2', 'Grace'), ('3', 'Edsger')) as seed (id, name)
where not exists (select from users);
