"""The two REST calls with requests, which sends a body with DELETE."""

import os

import requests

URL = os.environ["GATEWAY_URL"]
RECORD = {"route": "volume", "id": "requests"}


def call(user: str, method: str, path: str, **body) -> tuple:
    cookies = {"refreshToken": f"demo-{user}"}
    answer = requests.request(method, URL + path, cookies=cookies, timeout=10, **body)
    return answer.status_code, answer.json()["data"]


assert call("alice", "POST", "/admin/lock", json=RECORD) == (200, "Success")
assert call("bob", "POST", "/admin/lock", json=RECORD) == (409, "Conflict")
assert call("bob", "DELETE", "/admin/remove-lock", json=RECORD) == (403, "Forbidden")
assert call("alice", "POST", "/admin/lock", data=RECORD) == (
    415,
    "Unsupported media type",
)
assert call("alice", "DELETE", "/admin/remove-lock", json=RECORD) == (200, "Success")
assert call("alice", "DELETE", "/admin/remove-lock", params=RECORD) == (
    404,
    "Not found",
)

print("ok")
