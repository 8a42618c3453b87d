"""Instances of scaling groups on their way to a database."""

import functools

from tests.applications import Application, make_application, template_data
from tests.case import GapCase, client
from tests.postgres import instance, network

_CODE = """
const tls = require("node:tls"), net = require("node:net");
const said = (error) => console.log(error.code);
console.log(process.env.NODE_EXTRA_CA_CERTS);
const plain = net.connect(5432, "HOST", () => plain.write(Buffer.from("0000000804d2162f", "hex"))).on("error", said);
plain.once("data", (answer) => {
  const socket = tls.connect({ socket: plain, servername: "HOST" }, () => console.log(`${answer}`, socket.authorized));
  socket.on("error", said);
});
"""
"""0000000804d2162f asks a server of PostgreSQL for TLS, which answers `S`."""


class Workloads(GapCase):
    def test_an_instance_reaches_the_database_by_its_groups_and_trusts_it_by_its_bundle(self) -> None:
        code = _CODE.replace("HOST", instance().host)
        bundle = {"NODE_EXTRA_CA_CERTS": "/opt/release/database-ca.pem"}
        application = make_application(code, size=0, variables=bundle)
        scaling = client("autoscaling")
        scaling.update_auto_scaling_group(
            AutoScalingGroupName=application.group, VPCZoneIdentifier=",".join(network().subnets)
        )
        lines: list[list[str]] = []
        for groups in ([], [network().clients]):
            data = {**template_data(application, code, bundle), "SecurityGroupIds": groups}
            made = client("ec2").create_launch_template_version(
                LaunchTemplateId=application.template, LaunchTemplateData=data
            )["LaunchTemplateVersion"]["VersionNumber"]
            scaling.update_auto_scaling_group(
                AutoScalingGroupName=application.group, LaunchTemplate=application.launch(str(made))
            )
            application.set_size(1)
            (name,) = application.versions()
            self.until(functools.partial(self.has_said, application, name), True)
            lines.append(application.lines(name)[:2])
            application.set_size(0)
        authority = str(self.aws().home / "local-aws-authority.pem")
        self.assertEqual(lines, [[authority, "ETIMEDOUT"], [authority, "S true"]])

    def has_said(self, application: Application, name: str) -> bool:
        return len(application.lines(name)) > 1
