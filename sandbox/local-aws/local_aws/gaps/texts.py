"""Texts that users write."""

from typing import Any
from xml.sax.saxutils import escape

from ministack.services import ec2, elasticache, rds

from local_aws.patch import wrap

_UNESCAPED = (
    (ec2, "_sg_xml", "Description"),
    (rds, "_subnet_group_xml", "DBSubnetGroupDescription"),
    (elasticache, "_rg_xml", "Description"),
    (elasticache, "_user_xml", "AccessString"),
)


def unescaped_texts() -> None:
    """Descriptions and access strings are written into XML as they are: one with `&` cannot be read, such as `&*`.

    To be filled before the gaps that read this XML.
    """
    for service, renderer, key in _UNESCAPED:
        wrap(service, renderer, _escaping(key))
    wrap(rds, "_instance_xml", _render_instance)


def _escaping(key: str) -> Any:
    def render(original: Any, record: dict[str, Any], *args: Any) -> str:
        return original({**record, key: escape(record.get(key) or "")}, *args)

    return render


def _render_instance(original: Any, instance: dict[str, Any]) -> str:
    """An instance shows its subnet group, with the group's description."""
    group = instance["DBSubnetGroup"]
    description = escape(group.get("DBSubnetGroupDescription") or "")
    return original({**instance, "DBSubnetGroup": {**group, "DBSubnetGroupDescription": description}})
