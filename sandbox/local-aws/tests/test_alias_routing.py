"""Aliases that lead to two versions."""

import json
from typing import Any

from tests.case import GapCase, client, enforces, fills
from tests.roles import make_role
from tests.test_http_api_requests import call, code, make_function, make_route, to_function
from tests.test_http_apis import make_api
from tests.web import archive


def publish(name: str, body: str) -> str:
    made = client("lambda").update_function_code(FunctionName=name, ZipFile=archive(code(body)), Publish=True)
    return str(made["Version"])


def lead(name: str, version: str = "2", weight: float = 0.5, **options: Any) -> None:
    routing = {"AdditionalVersionWeights": {version: weight}}
    client("lambda").update_alias(FunctionName=name, Name="live", RoutingConfig=routing, **options)


class Routing(GapCase):
    @fills("alias_routing.weighted_aliases")
    def test_calls_go_to_both_versions(self) -> None:
        functions, api, (name, uri) = client("lambda"), make_api(), make_function(code("'one'"))
        make_route(api, "GET /a", to_function(api, uri))
        publish(name, "'two'")
        lead(name)
        self.assertEqual({call(api, "/a")[2] for _ in range(40)}, {"one", "two"})
        invoked = [functions.invoke(FunctionName=name, Qualifier="live") for _ in range(40)]
        told = {(each["ExecutedVersion"], json.load(each["Payload"])["body"]) for each in invoked}
        self.assertEqual(told, {("1", "one"), ("2", "two")})
        lead(name, weight=1)
        self.assertEqual({call(api, "/a")[2] for _ in range(10)}, {"two"})
        functions.update_alias(FunctionName=name, Name="live", RoutingConfig={})
        self.assertEqual({call(api, "/a")[2] for _ in range(10)}, {"one"})

    @fills("alias_routing.weighted_aliases")
    def test_a_function_learns_by_which_alias_it_was_called(self) -> None:
        told = "export const handler = async (_, context) => ({ statusCode: 200, body: context.invokedFunctionArn });"
        api, (name, uri) = make_api(), make_function(told)
        make_route(api, "GET /a", to_function(api, uri))
        self.assertTrue(call(api, "/a")[2].endswith(f":function:{name}:live"))

    def test_a_version_goes_alone_and_not_while_an_alias_names_it(self) -> None:
        """By MiniStack itself."""
        functions, (name, _) = client("lambda"), make_function(code('"one"'))
        publish(name, "'two'")
        lead(name)
        for version in "12":
            with self.refused("ResourceConflictException"):
                functions.delete_function(FunctionName=name, Qualifier=version)
        functions.update_alias(FunctionName=name, Name="live", RoutingConfig={})
        functions.delete_function(FunctionName=name, Qualifier="2")
        pages = functions.get_paginator("list_versions_by_function").paginate(
            FunctionName=name, PaginationConfig={"PageSize": 1}
        )
        found = [version["Version"] for page in pages for version in page["Versions"]]
        self.assertEqual(found, ["$LATEST", "1"])


class Weights(GapCase):
    @enforces("lambda.weights")
    def test_one_other_published_version_by_a_share(self) -> None:
        name, _ = make_function(code('"one"'))
        publish(name, "'two'")
        lead(name, weight=0)
        two = {"AdditionalVersionWeights": {"2": 0.1, "3": 0.1}}
        with self.refused("InvalidParameterValueException", "cannot be greater than 1"):
            client("lambda").update_alias(FunctionName=name, Name="live", RoutingConfig=two)
        with self.refused("InvalidParameterValueException", "$LATEST"):
            lead(name, FunctionVersion="$LATEST")
        with self.refused("InvalidParameterValueException", "already included"):
            lead(name, "1")
        with self.refused("ResourceNotFoundException", f"{name}:3"):
            lead(name, "3")

    @enforces("lambda.weights")
    def test_both_versions_have_the_same_role(self) -> None:
        name, _ = make_function(code('"one"'))
        client("lambda").update_function_configuration(FunctionName=name, Role=make_role("lambda.amazonaws.com"))
        publish(name, "'two'")
        with self.refused("InvalidParameterValueException", "the same execution role"):
            lead(name)

    @enforces("lambda.provisioned_concurrency")
    def test_an_alias_of_two_versions_is_not_kept_warm(self) -> None:
        name, _ = make_function(code('"one"'))
        publish(name, "'two'")
        warm = {"FunctionName": name, "Qualifier": "live", "ProvisionedConcurrentExecutions": 1}
        client("lambda").put_provisioned_concurrency_config(**warm)
        lead(name)
        with self.refused("InvalidParameterValueException", "Alias with weights"):
            client("lambda").put_provisioned_concurrency_config(**warm)
