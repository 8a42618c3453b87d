"""Every gap of MiniStack that is filled: one function each, listed here and nowhere else.

A gap's name is its module's and its function's: `routes.route_destinations`. Its docstring says what stock MiniStack
does, and what follows from it.
"""

from collections.abc import Callable

from local_aws.gaps import (
    alarms,
    amazon_linux,
    autoscaling_groups,
    autoscaling_targets,
    autoscaling_templates,
    cache_clusters,
    cache_groups,
    cache_parameters,
    cache_restart,
    cache_serverless,
    cache_users,
    flow_logs,
    http_api_stages,
    http_apis,
    instance_targets,
    launch_templates,
    listener_rules,
    load_balancers,
    nat_gateways,
    network_interfaces,
    rds_final_snapshots,
    rds_instances,
    rds_master_secret,
    rds_replicas,
    response_headers,
    routes,
    secret_rotation,
    security_groups,
    target_groups,
    texts,
    vpc_endpoints,
    vpc_ipv6,
    vpc_link_requests,
    vpc_links,
)

GAPS: tuple[Callable[[], None], ...] = (
    texts.unescaped_texts,
    vpc_ipv6.vpc_ipv6_block,
    vpc_ipv6.subnet_ipv6_block,
    routes.route_destinations,
    nat_gateways.nat_gateway_addresses,
    network_interfaces.network_interface_filters,
    vpc_endpoints.endpoint_settings,
    vpc_endpoints.endpoint_filters,
    flow_logs.flow_log_settings,
    security_groups.prefix_list_rules,
    security_groups.all_protocol_rules,
    security_groups.changed_group_rules,
    rds_instances.instance_settings,
    rds_instances.instance_endpoints,
    rds_instances.resource_id_filter,
    rds_replicas.replica_settings,
    rds_replicas.replica_departure,
    rds_master_secret.managed_master_secret,
    rds_final_snapshots.final_snapshot_names,
    secret_rotation.cancel_rotation,
    secret_rotation.owning_service,
    cache_groups.replication_group_shape,
    cache_groups.replication_group_settings,
    cache_groups.replication_group_final_snapshot,
    cache_clusters.cache_cluster_settings,
    cache_parameters.parameter_source,
    cache_parameters.parameter_reset,
    cache_users.user_authentication,
    cache_serverless.serverless_memcached,
    cache_serverless.serverless_endpoints,
    cache_restart.endpoints_after_restart,
    load_balancers.load_balancer_network,
    load_balancers.network_load_balancers,
    load_balancers.deletion_protection,
    load_balancers.listeners_of_deleted,
    listener_rules.weighted_forwards,
    listener_rules.path_patterns,
    target_groups.connection_health_checks,
    target_groups.target_identities,
    target_groups.target_group_users,
    instance_targets.instance_targets,
    launch_templates.template_settings,
    launch_templates.template_security_groups,
    launch_templates.template_tags,
    autoscaling_groups.group_settings,
    autoscaling_groups.capacity_limits,
    autoscaling_groups.group_metrics,
    autoscaling_groups.policy_names,
    autoscaling_templates.group_template,
    autoscaling_templates.mixed_instances,
    autoscaling_templates.instance_refresh,
    autoscaling_targets.target_groups,
    amazon_linux.arm64_image,
    http_apis.integration_settings,
    http_apis.jwt_authorizers,
    http_apis.disabled_endpoint,
    http_apis.changed_tags,
    http_api_stages.stage_setting_deletion,
    vpc_links.vpc_links,
    vpc_link_requests.listener_integrations,
    response_headers.empty_header_lists,
    alarms.alarm_settings,
)


def name_of(gap: Callable[[], None]) -> str:
    return f"{gap.__module__.rpartition('.')[2]}.{gap.__name__}"


def fill_gaps() -> None:
    """Fills them all, once, before the first request."""
    for gap in GAPS:
        gap()
