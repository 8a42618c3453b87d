"""Rules of RDS about parameters."""

from tests.case import GapCase, client, enforces
from tests.rules.test_rds_changes import make_group


class Parameters(GapCase):
    def set(self, group: str, name: str, value: str, method: str = "pending-reboot") -> None:
        parameter = {"ParameterName": name, "ParameterValue": value, "ApplyMethod": method}
        client("rds").modify_db_parameter_group(DBParameterGroupName=group, Parameters=[parameter])

    @enforces("rds_parameters.families")
    def test_a_family_is_an_engine_with_its_major_version(self) -> None:
        for family in ("postgres9", "postgres17.2", "mysql8", "mysql"):
            with self.refused("InvalidParameterValue", f"{family} is not a valid parameter group family"):
                make_group(family)
        for family in ("postgres13", "postgres18", "mysql8.0", "mysql8.4", "mariadb11.4"):
            make_group(family)

    @enforces("rds_parameters.names")
    def test_a_group_has_its_engines_parameters(self) -> None:
        postgres, mysql = make_group("postgres17"), make_group("mysql8.4")
        for group, name in ((postgres, "character_set_server"), (postgres, "slow_query_log"), (mysql, "rds.force_ssl")):
            with self.refused("InvalidParameterValue", f"Could not find parameter with name: {name}"):
                self.set(group, name, "1")
        self.set(postgres, "rds.force_ssl", "1")
        for name in ("require_secure_transport", "slow_query_log", "log_output", "max_connections"):
            self.set(mysql, name, "1")

    @enforces("rds_parameters.static_parameters")
    def test_what_takes_effect_at_the_start_waits_for_it(self) -> None:
        for family, name in (("postgres17", "max_connections"), ("mysql8.4", "performance_schema")):
            group = make_group(family)
            with self.refused("InvalidParameterCombination", "cannot use immediate apply method for static parameter"):
                self.set(group, name, "1", "immediate")
            self.set(group, name, "1")
        self.set(make_group("postgres17"), "work_mem", "65536", "immediate")
        self.set(make_group("mysql8.4"), "max_connections", "100", "immediate")
