"""The instance profile that a launch template names."""

from typing import Any

from ministack.services import ec2


def profile_of(wanted: dict[str, Any]) -> str:
    """Its ARN or its name, by a template's id or name and version; empty where it has none."""
    version = str(wanted.get("Version") or "$Default")
    for template in ec2._launch_templates.values():
        if any(wanted.get(key) == template[key] for key in ("LaunchTemplateId", "LaunchTemplateName")):
            counter = {"$Latest": "LatestVersionNumber", "$Default": "DefaultVersionNumber"}.get(version)
            number = str(template[counter]) if counter else version
            for each in template["Versions"]:
                if str(each["VersionNumber"]) == number:
                    profile = each["LaunchTemplateData"].get("IamInstanceProfile") or {}
                    return str(profile.get("Arn") or profile.get("Name") or "")
    return ""
