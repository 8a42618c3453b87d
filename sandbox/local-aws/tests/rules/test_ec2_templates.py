"""Rules of launch templates."""

import base64
import itertools

from tests.case import GapCase, client, enforces

_numbers = itertools.count()


def make(data: str, name: str = "") -> str:
    name = name or f"template-{next(_numbers)}"
    client("ec2").create_launch_template(LaunchTemplateName=name, LaunchTemplateData={"UserData": data})
    return name


class Templates(GapCase):
    @enforces("ec2_templates.names")
    def test_a_name_has_few_kinds_of_characters(self) -> None:
        make("", "a-(b)./_9")
        for name in ("ab", "a" * 129, "my template", "größe"):
            with self.subTest(name), self.refused("InvalidLaunchTemplateName.MalformedException", "between 3 and 128"):
                make("", name)

    @enforces("ec2_templates.user_data")
    def test_user_data_has_sixteen_kilobytes(self) -> None:
        name, large = make(base64.b64encode(b"x" * 16_384).decode()), base64.b64encode(b"x" * 16_385).decode()
        with self.refused("InvalidUserData.Malformed", "16384 bytes"):
            make(large)
        with self.refused("InvalidUserData.Malformed", "16384 bytes"):
            client("ec2").create_launch_template_version(LaunchTemplateName=name, LaunchTemplateData={"UserData": large})

    @enforces("ec2_templates.user_data")
    def test_user_data_that_is_not_encoded_is_refused(self) -> None:
        with self.refused("InvalidUserData.Malformed", "BASE64"):
            make("#!/bin/bash")
