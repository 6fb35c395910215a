"""A client of the control API of `spectacles simulate`, which GET /openapi.json describes."""
import json
import os
import subprocess
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen


class Simulator:
    """A running `spectacles simulate`, the program that the environment variable SPECTACLES names."""

    def __init__(self):
        program = os.environ.get('SPECTACLES', 'spectacles')
        self.process = subprocess.Popen([program, 'simulate', '--control', '0'], stdout=subprocess.PIPE, text=True)
        lines = dict(self.process.stdout.readline().split() for _ in range(2))
        self.control = lines['control:']

    def stop(self):
        self.process.terminate()
        self.process.wait()


class World:
    """A simulated Discord with one bot, which knows it by its token."""

    def __init__(self, control, **options):
        self.control = control
        self.headers = {'Content-Type': 'application/json'}
        created = self.post('worlds', **options)
        self.token, self.api, self.gateway = created['token'], created['api'], created['gateway']
        self.headers['Authorization'] = self.token

    def get(self, path, **query):
        return self.call(Request(f'{self.control}{path}?{urlencode(query)}', headers=self.headers))

    def post(self, path, **body):
        return self.call(Request(f'{self.control}{path}', json.dumps(body).encode(), self.headers))

    @staticmethod
    def call(request):
        try:
            with urlopen(request) as answer:
                return json.loads(answer.read() or 'null')
        except HTTPError as error:
            raise AssertionError(error.read().decode()) from None
