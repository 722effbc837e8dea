"""Outcomes and failures as gql has them, checked against the schema that it fetches."""

import os

from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.requests import RequestsHTTPTransport
from graphql import GraphQLError


def client_of(user: str) -> Client:
    transport = RequestsHTTPTransport(
        url=os.environ["GATEWAY_URL"] + "/graphql",
        cookies={"refreshToken": f"demo-{user}"},
    )
    return Client(transport=transport, fetch_schema_from_transport=True)


ACQUIRE = """mutation ($id: ID!) {
  acquireLock(route: "volume", id: $id) {
    __typename
    ... on LockAcquired { created lock { id fencingToken } }
    ... on LockConflict { message lock { holder { username } } }
  }
}"""
TAKE_OVER = """mutation ($id: ID!) {
  takeOverLock(route: "volume", id: $id) { __typename }
}"""


def execute(user: str, document: str, record_id: str) -> dict:
    request = gql(document)
    request.variable_values = {"id": record_id}
    return client_of(user).execute(request)


acquired = execute("alice", ACQUIRE, "gql")["acquireLock"]
assert acquired["__typename"] == "LockAcquired" and acquired["created"], acquired
assert isinstance(acquired["lock"]["fencingToken"], int), acquired

conflict = execute("bob", ACQUIRE, "gql")["acquireLock"]
assert conflict["lock"]["holder"]["username"] == "alice", conflict

try:
    execute("bob", TAKE_OVER, "gql")
    raise AssertionError("bob took the lock over")
except TransportQueryError as error:
    assert error.errors[0]["extensions"]["code"] == "FORBIDDEN", error.errors

try:
    execute("bob", "{ nothing }", "gql")
    raise AssertionError("the document is valid")
except GraphQLError as error:
    assert "nothing" in error.message, error.message

print("ok")
