"""What a version of a launch template says of instances."""

from typing import Any

from ministack.services import ec2


def profile_of(wanted: dict[str, Any]) -> str:
    """The ARN or the name of its instance profile; empty where it has none."""
    version = version_of(wanted)
    profile = version["LaunchTemplateData"].get("IamInstanceProfile") or {} if version else {}
    return str(profile.get("Arn") or profile.get("Name") or "")


def version_of(wanted: dict[str, Any]) -> dict[str, Any] | None:
    """By a template's id or name and version."""
    version = str(wanted.get("Version") or "$Default")
    for template in ec2._launch_templates.values():
        if any(wanted.get(key) == template[key] for key in ("LaunchTemplateId", "LaunchTemplateName")):
            counter = {"$Latest": "LatestVersionNumber", "$Default": "DefaultVersionNumber"}.get(version)
            number = str(template[counter]) if counter else version
            found = (each for each in template["Versions"] if str(each["VersionNumber"]) == number)
            return next(found, None)
    return None
