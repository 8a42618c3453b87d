"""How clients of a database are met, before anything is asked of a server."""

import asyncio
import unittest
from unittest.mock import Mock

from local_aws.postgres import wire
from local_aws.postgres.front import Client


class Clients(unittest.TestCase):
    def test_one_that_has_gone_has_no_address_and_tries_nothing(self) -> None:
        writer = Mock(spec=asyncio.StreamWriter)
        writer.get_extra_info.return_value = None
        said = b"user\0app_user\0database\0app\0\0"
        client = Client(Mock(spec=asyncio.StreamReader), writer, code=196608, body=said, secure=True)
        self.assertEqual(wire.parameters(said), {"user": "app_user", "database": "app"})
        with self.assertRaises(EOFError):
            _ = client.attempt
