"""Asks the server in this container whether it is ready; the exit code is the answer.

The host of the request is the site's own: in production no other is answered.
"""

import http.client
import os
import sys

site = os.environ.get("TWIZA_HOSTS", "").split(",")[0].strip().lstrip(".") or "localhost"
connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=5)
try:
    connection.request("GET", "/readyz", headers={"Host": site})
    sys.exit(0 if connection.getresponse().status == 200 else 1)
except OSError:
    sys.exit(1)
