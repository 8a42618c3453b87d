"""Amazon Linux for arm64."""

from ministack.services import ec2, ssm

_IMAGE = "ami-0c2023a1b2c3d4e64"
_PARAMETER = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
_NAME = "al2023-ami-2023.6.20241010.0-kernel-6.1-arm64"
_AMAZON = "137112412989"


def arm64_image() -> None:
    """There is no Amazon Linux 2023 image for arm64, and no public parameter that names the newest."""
    if _PARAMETER in ssm._PUBLIC_AMI_PARAMETERS:
        raise LookupError("MiniStack has an arm64 image by itself now")
    ssm._PUBLIC_AMI_PARAMETERS[_PARAMETER] = _IMAGE
    description = "Amazon Linux 2023 AMI (arm64)"
    ec2._STUB_AMIS.append((_IMAGE, _NAME, description, "", "/dev/xvda", _AMAZON, "amazon"))
