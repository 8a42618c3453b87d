"""Instances of RDS with a real PostgreSQL: who signs in to them, and what the master user may do."""

import functools
import json
import time

from tests.applications import make_application
from tests.case import GapCase, client, enforces, fills
from tests.postgres import (
    MASTER,
    Connection,
    Instance,
    Network,
    Refused,
    Unreachable,
    Workload,
    connect_to,
    make_instance,
    make_network,
    make_workload,
    of,
)
from tests.roles import allow
from tests.server import LocalAws
from tests.test_machines import lives


@functools.cache
def network() -> Network:
    return make_network()


@functools.cache
def instance(version: str = "18") -> Instance:
    return make_instance(network(), version)


@functools.cache
def workload() -> Workload:
    """May sign in as `app_user`."""
    return make_workload(network(), connect_to(instance(), "app_user"))


@functools.cache
def app_user() -> str:
    make = ("CREATE ROLE app_user LOGIN", "GRANT rds_iam TO app_user", "GRANT CONNECT ON DATABASE app TO app_user")
    workload().run(instance(), *make)
    return "app_user"


def token(user: str = "app_user", **options: int) -> str:
    return workload().token(instance().host, instance().port, user, **options)


class SignIn(GapCase):
    def out(self, code: str, words: str, **options: object) -> None:
        """Nobody gets in, and is told why."""
        with self.assertRaises(Refused) as caught:
            workload().run(instance(), "SELECT 1", **options)
        self.assertEqual(caught.exception.code, code, caught.exception)
        self.assertIn(words, str(caught.exception.args[1]))

    def test_the_master_user_signs_in_with_its_password_to_each_version(self) -> None:
        for version in ("17", "18"):
            rows = workload().run(
                instance(version), "SELECT current_setting('server_version'), current_user, current_database()"
            )
            self.assertEqual(rows[0][1:], [MASTER, "app"])
            self.assertTrue(str(rows[0][0]).startswith(f"{version}."), rows)

    @fills("rds_servers.instance_servers")
    def test_a_deleted_instance_has_no_server_and_no_data(self) -> None:
        made = make_instance(network())
        folder = self.aws().home / "local-aws-state" / "databases" / made.resource
        workload().run(made, "SELECT 1")
        pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        client("rds").delete_db_instance(DBInstanceIdentifier=made.name, SkipFinalSnapshot=True)
        self.assertFalse(folder.exists())
        self.until(lambda: lives(pid), False)
        with self.assertRaises(Unreachable):
            workload().run(made, "SELECT 1")

    def test_a_wrong_password_is_refused(self) -> None:
        self.out("28P01", f'password authentication failed for user "{MASTER}"', password="another")

    def test_nobody_gets_in_without_tls_unless_the_parameter_group_lets(self) -> None:
        plain = f'no pg_hba.conf entry for host "127.0.0.1", user "{MASTER}", database "app", no encryption'
        self.out("28000", plain, secure=False)
        rds, group = client("rds"), "plain-text"
        rds.create_db_parameter_group(DBParameterGroupName=group, DBParameterGroupFamily="postgres18", Description="d")
        off = {"ParameterName": "rds.force_ssl", "ParameterValue": "0", "ApplyMethod": "immediate"}
        rds.modify_db_parameter_group(DBParameterGroupName=group, Parameters=[off])
        open_to_all = make_instance(network(), DBParameterGroupName=group)
        self.assertEqual(workload().run(open_to_all, "SELECT 1", secure=False), [["1"]])

    def test_a_token_lets_in_whom_it_names(self) -> None:
        self.assertEqual(
            workload().run(instance(), "SELECT current_user", user=app_user(), password=token()), [["app_user"]]
        )

    def test_a_token_for_another_user_an_old_one_and_a_changed_one_are_refused(self) -> None:
        workload().run(instance(), "CREATE ROLE other LOGIN", "GRANT rds_iam TO other")
        signed = token()
        for wrong in (
            token("other"),
            signed[:-1] + ("0" if signed[-1] != "0" else "1"),
            token(seconds=0),
            "a password",
        ):
            self.out("28000", 'PAM authentication failed for user "app_user"', user=app_user(), password=wrong)
        self.out("28000", 'PAM authentication failed for user "other"', user="other", password=token("other"))

    def test_who_may_not_connect_as_the_user_is_refused(self) -> None:
        for statements in ([], [allow("rds-db:connect", "arn:aws:rds-db:*:*:dbuser:db-OTHER/app_user")]):
            stranger = make_workload(network(), *statements)
            with self.assertRaises(Refused):
                signed = stranger.token(instance().host, instance().port, "app_user")
                stranger.run(instance(), "SELECT 1", user=app_user(), password=signed)

    def test_rdsadmin_is_for_rds(self) -> None:
        self.out("28000", 'pg_hba.conf rejects connection for host "127.0.0.1", user "rdsadmin"', user="rdsadmin")

    def test_other_users_have_their_own_passwords(self) -> None:
        workload().run(instance(), "CREATE ROLE reporter LOGIN PASSWORD 'of its own'")
        self.assertEqual(workload().run(instance(), "SELECT 1", user="reporter", password="of its own"), [["1"]])
        self.out("28P01", "password authentication failed", user="reporter", password="another")

    def test_the_master_user_is_no_superuser(self) -> None:
        for statement in (
            "ALTER SYSTEM SET work_mem = '1MB'",
            "COPY (SELECT 1) TO PROGRAM 'true'",
            "CREATE ROLE super SUPERUSER",
            "GRANT rdsadmin TO app_user",
            "SELECT pg_read_file('/etc/passwd')",
        ):
            app_user()
            with self.assertRaises(Refused, msg=statement) as caught:
                workload().run(instance(), statement)
            self.assertEqual(caught.exception.code, "42501", caught.exception)

    def test_who_is_kept_out_by_the_groups_is_told(self) -> None:
        with self.assertRaises(Unreachable) as caught:
            make_workload(None).run(instance(), "SELECT 1")
        self.assertEqual(caught.exception.args[0], "ETIMEDOUT")
        with self.assertRaises(Unreachable) as caught:
            workload().run(make_instance(network(), "16"), "SELECT 1")
        self.assertIn("is an entry only", caught.exception.args[1])


class Passwords(GapCase):
    def test_the_password_that_rds_holds_is_the_one_that_signs_in(self) -> None:
        made = make_instance(network(), MasterUserPassword="the-first-one")
        self.assertEqual(workload().run(made, "SELECT 1", password="the-first-one"), [["1"]])
        client("rds").modify_db_instance(
            DBInstanceIdentifier=made.name, MasterUserPassword="the-second-one", ApplyImmediately=True
        )
        self.assertEqual(workload().run(made, "SELECT 1", password="the-second-one"), [["1"]])
        with self.assertRaises(Refused):
            workload().run(made, "SELECT 1", password="the-first-one")

    def test_a_rotated_secret_is_the_password_from_then_on(self) -> None:
        made = make_instance(network(), MasterUserPassword=None, ManageMasterUserPassword=True)
        for _ in range(2):
            secret = made.record["MasterUserSecret"]["SecretArn"]
            held = json.loads(client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"])
            self.assertEqual(
                workload().run(made, "SELECT 1", user=held["username"], password=held["password"]), [["1"]]
            )
            client("rds").modify_db_instance(
                DBInstanceIdentifier=made.name, RotateMasterUserPassword=True, ApplyImmediately=True
            )
        with self.assertRaises(Refused):
            workload().run(made, "SELECT 1", user=held["username"], password=held["password"])


class Life(GapCase):
    def ended(self, connection: Connection) -> None:
        deadline = time.monotonic() + 30
        with self.assertRaises((Refused, EOFError, ConnectionError)):
            while time.monotonic() < deadline:
                connection.run("SELECT 1")

    @fills("rds_servers.instance_reboots")
    def test_a_failover_cuts_connections_and_comes_back_with_the_rows(self) -> None:
        made = make_instance(network(), MultiAZ=True)
        with Connection(workload(), made) as connection:
            connection.run("CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (1)")
            client("rds").reboot_db_instance(DBInstanceIdentifier=made.name, ForceFailover=True)
            self.ended(connection)
        with self.assertRaises(Refused) as caught:
            workload().run(made, "SELECT 1")
        self.assertEqual(caught.exception.code, "57P03")
        self.until(lambda: made.record["DBInstanceStatus"], "available")
        self.assertEqual(workload().run(made, "SELECT * FROM kept"), [["1"]])

    @enforces("rds_changes.failovers")
    def test_an_instance_in_one_zone_has_nowhere_to_fail_over_to(self) -> None:
        with self.refused("InvalidParameterCombination", "Multi-AZ"):
            client("rds").reboot_db_instance(DBInstanceIdentifier=instance().name, ForceFailover=True)

    def test_a_replica_has_what_its_source_has_and_takes_no_writes(self) -> None:
        source = make_instance(network())
        workload().run(source, "CREATE TABLE items (id int)", "INSERT INTO items VALUES (1)")
        record = client("rds").create_db_instance_read_replica(
            DBInstanceIdentifier=f"{source.name}-replica", SourceDBInstanceIdentifier=source.name
        )["DBInstance"]
        replica = of(record)
        self.assertEqual(workload().run(replica, "SELECT * FROM items"), [["1"]])
        workload().run(source, "INSERT INTO items VALUES (2)")
        self.until(lambda: len(workload().run(replica, "SELECT * FROM items")), 2)
        with self.assertRaises(Refused) as caught:
            workload().run(replica, "INSERT INTO items VALUES (3)")
        self.assertEqual(caught.exception.code, "25006")

    def test_a_new_major_version_keeps_rows_roles_and_passwords(self) -> None:
        made = make_instance(network(), "17")
        grants = ("CREATE ROLE reader LOGIN PASSWORD 'of-its-own'", "GRANT SELECT ON items TO reader")
        workload().run(made, "CREATE TABLE items (id int)", "INSERT INTO items VALUES (1)", *grants)
        with Connection(workload(), made) as connection:
            client("rds").modify_db_instance(
                DBInstanceIdentifier=made.name, EngineVersion="18", AllowMajorVersionUpgrade=True, ApplyImmediately=True
            )
            self.ended(connection)
        read = "SELECT id, current_setting('server_version_num')::int / 10000 FROM items"
        self.assertEqual(workload().run(made, read, user="reader", password="of-its-own"), [["1", "18"]])
        self.assertEqual(workload().run(made, read), [["1", "18"]])

    @fills("rds_servers.snapshot_data")
    def test_a_snapshot_holds_the_rows_as_they_were(self) -> None:
        made = make_instance(network())
        workload().run(made, "CREATE TABLE items (id int)", "INSERT INTO items VALUES (1)")
        client("rds").create_db_snapshot(DBInstanceIdentifier=made.name, DBSnapshotIdentifier=f"{made.name}-snapshot")
        copies = self.aws().home / "local-aws-state" / "databases" / "copies"
        self.assertEqual(len(list(copies.iterdir())), 1)
        client("rds").delete_db_snapshot(DBSnapshotIdentifier=f"{made.name}-snapshot")
        self.assertEqual(list(copies.iterdir()), [])


class Instances(GapCase):
    """Of EC2."""

    def test_an_instance_reaches_the_database_with_its_groups_and_trusts_it_by_the_bundle_that_it_names(self) -> None:
        code = f"""
          const tls = require("node:tls"), net = require("node:net");
          console.log(process.env.NODE_EXTRA_CA_CERTS);
          const plain = net.connect({instance().port}, "{instance().host}", () => plain.write(Buffer.from("0000000804d2162f", "hex")));
          plain.once("data", (said) => {{
            const socket = tls.connect({{ socket: plain, servername: "{instance().host}" }}, () => console.log(String(said), socket.authorized));
            socket.on("error", (error) => console.log(error.code));
          }}).on("error", (error) => console.log(error.code));
        """
        bundle = {"NODE_EXTRA_CA_CERTS": "/opt/release/database-ca.pem"}
        application = make_application(code, size=0, variables=bundle)
        scaling = client("autoscaling")
        scaling.update_auto_scaling_group(
            AutoScalingGroupName=application.group, VPCZoneIdentifier=",".join(network().subnets)
        )
        lines: list[list[str]] = []
        for groups in ([], [network().clients]):
            version = application.release(code, **bundle)
            data = client("ec2").describe_launch_template_versions(
                LaunchTemplateId=application.template, Versions=[version]
            )["LaunchTemplateVersions"][0]["LaunchTemplateData"]
            made = client("ec2").create_launch_template_version(
                LaunchTemplateId=application.template, LaunchTemplateData={**data, "SecurityGroupIds": groups}
            )["LaunchTemplateVersion"]["VersionNumber"]
            scaling.update_auto_scaling_group(
                AutoScalingGroupName=application.group, LaunchTemplate=application.launch(str(made))
            )
            application.set_size(1)
            (name,) = application.versions()
            self.until(lambda name=name: len(application.lines(name)) > 1, True)
            lines.append(application.lines(name)[:2])
            application.set_size(0)
        authority = str(self.aws().home / "local-aws-authority.pem")
        self.assertEqual(lines, [[authority, "ETIMEDOUT"], [authority, "S true"]])


class Ends(GapCase):
    """With a local AWS of their own, which ends."""

    def setUp(self) -> None:
        self.shared, self.own = GapCase._shared, LocalAws()
        self.own.start()
        self.use(self.own)

    def tearDown(self) -> None:
        self.own.remove()
        self.use(self.shared)

    def use(self, aws: LocalAws | None) -> None:
        GapCase._shared = aws
        client.cache_clear()

    def test_rows_stay_however_the_local_aws_ends_and_no_server_does(self) -> None:
        places = make_network()
        made = make_instance(places)
        pid = 0
        for rows, kill in enumerate((None, False, True), 1):
            if kill is not None:
                self.own.stop(kill=kill)
                self.until(functools.partial(lives, pid), False, 10)
                self.own.start()
                self.use(self.own)
            who = make_workload(places)
            statements = ("CREATE TABLE IF NOT EXISTS kept (id int)", "INSERT INTO kept VALUES (1)")
            self.assertEqual(len(who.run(made, *statements, "SELECT * FROM kept")), rows)
            folder = self.own.home / "local-aws-state" / "databases" / made.resource
            pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
            time.sleep(1.2)  # what the local AWS holds is saved
