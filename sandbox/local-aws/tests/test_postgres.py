"""Instances of RDS with a real PostgreSQL: who signs in to them, and what the master user may do."""

import functools
import json

from tests.case import GapCase, client, fills
from tests.postgres import (
    MASTER,
    Unreachable,
    connect_to,
    instance,
    make_instance,
    make_workload,
    network,
    workload,
)
from tests.postgres_client import Refused
from tests.roles import allow
from tests.test_http_api_requests import make_function


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

    def test_a_wrong_password_is_refused(self) -> None:
        self.out("28P01", f'password authentication failed for user "{MASTER}"', password="another")

    def test_nobody_gets_in_without_tls_unless_the_parameter_group_lets(self) -> None:
        plain = f'no pg_hba.conf entry for host "127.0.0.1", user "{MASTER}", database "app", no encryption'
        self.out("28000", plain, secure=False)
        rds, group = client("rds"), "plain-text"
        rds.create_db_parameter_group(DBParameterGroupName=group, DBParameterGroupFamily="postgres18", Description="d")
        off = {"ParameterName": "rds.force_ssl", "ParameterValue": "0", "ApplyMethod": "immediate"}
        rds.modify_db_parameter_group(DBParameterGroupName=group, Parameters=[off])
        made = make_instance(network(), DBParameterGroupName=group)
        self.assertEqual(workload().run(made, "SELECT 1", secure=False), [["1"]])
        workload().run(made, "CREATE ROLE app_user LOGIN", "GRANT rds_iam TO app_user")
        with self.assertRaisesRegex(Refused, "pg_hba.conf rejects connection .* no encryption"):
            workload().run(made, "SELECT 1", user="app_user", secure=False)

    def test_without_iam_authentication_no_token_lets_in(self) -> None:
        made = make_instance(network(), EnableIAMDatabaseAuthentication=False)
        who = make_workload(network(), connect_to(made, "app_user"))
        who.run(made, "CREATE ROLE app_user LOGIN", "GRANT rds_iam TO app_user")
        signed = {"user": "app_user", "password": who.token(made.host, made.port, "app_user")}
        with self.assertRaisesRegex(Refused, "PAM authentication failed"):
            who.run(made, "SELECT 1", **signed)
        client("rds").modify_db_instance(
            DBInstanceIdentifier=made.name, EnableIAMDatabaseAuthentication=True, ApplyImmediately=True
        )
        self.assertEqual(who.run(made, "SELECT current_user", **signed), [["app_user"]])

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
        user = app_user()
        for statements in ([], [allow("rds-db:connect", "arn:aws:rds-db:*:*:dbuser:db-OTHER/app_user")]):
            stranger = make_workload(network(), *statements)
            signed = stranger.token(instance().host, instance().port, user)
            with self.assertRaisesRegex(Refused, "PAM authentication failed"):
                stranger.run(instance(), "SELECT 1", user=user, password=signed)

    def test_rdsadmin_is_for_rds(self) -> None:
        self.out("28000", 'pg_hba.conf rejects connection for host "127.0.0.1", user "rdsadmin"', user="rdsadmin")

    def test_other_users_have_their_own_passwords(self) -> None:
        workload().run(instance(), "CREATE ROLE reporter LOGIN PASSWORD 'of its own'")
        self.assertEqual(workload().run(instance(), "SELECT 1", user="reporter", password="of its own"), [["1"]])
        self.out("28P01", "password authentication failed", user="reporter", password="another")

    def test_the_master_user_is_no_superuser(self) -> None:
        app_user()
        for statement in (
            "ALTER SYSTEM SET work_mem = '1MB'",
            "COPY (SELECT 1) TO PROGRAM 'true'",
            "CREATE ROLE super SUPERUSER",
            "GRANT rdsadmin TO app_user",
            "SELECT pg_read_file('/etc/passwd')",
        ):
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


class Entries(GapCase):
    @fills("database_setups.setups_of_entries")
    def test_the_setup_of_one_is_passed_over(self) -> None:
        code = "export const handler = async () => { throw new Error('no way'); };"
        real, entry = instance(), make_instance(network(), "16")
        for made, event, wanted in (
            (entry, {"task": "prepare", "credentials": {}}, {"done": []}),
            (real, {"task": "prepare", "credentials": {}}, "no way"),
            (entry, {"rawPath": "/"}, "no way"),
        ):
            variables = {"Variables": {"DATABASE_HOST": made.host}}
            name, _ = make_function(code, Environment=variables)
            said = client("lambda").invoke(FunctionName=name, Qualifier="live", Payload=json.dumps(event))["Payload"]
            answer = json.load(said)
            self.assertEqual(answer.get("errorMessage", answer), wanted)


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
